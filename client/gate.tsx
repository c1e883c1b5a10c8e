/** What a screen shows before it may show anything: pairing of the machine, then signing in of the person. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { type ComponentChildren, render } from 'preact'
import { useEffect } from 'preact/hooks'
import { language, speak } from './language.ts'
import { startReport } from './report.ts'
import { beScreen, device, pair, person, type Screen } from './session.ts'

/** The code in the address, which a provisioned machine or a link of the manager page opens the screen with. */
const offered = new URLSearchParams(location.search).get('pair')

type GateProps = { readonly needs: 'device' | 'person' | 'both'; readonly children: ComponentChildren }

/** Who comes to the gate without its forms asks for them again this often, ms. */
const AGAIN_MS = 2_000
const forms = signal<typeof import('./gate-forms.tsx') | undefined>(undefined)

const fetchForms = async (): Promise<void> => {
  try {
    forms.value = await import('./gate-forms.tsx')
  } catch (error) {
    console.warn('The form for pairing and signing in did not load; it is asked for again.', error)
    setTimeout(fetchForms, AGAIN_MS)
  }
}

const Form = ({ which }: { readonly which: 'Pairing' | 'SigningIn' }) => {
  useEffect(() => void fetchForms(), [])
  const Shown = forms.value?.[which]
  return Shown ? <Shown /> : null
}

const Gate = ({ needs, children }: GateProps) => {
  if (needs !== 'person' && !device.value) return <Form which="Pairing" />
  if (needs !== 'device' && !person.value) return <Form which="SigningIn" />
  return <>{children}</>
}

/** A code in the address makes this page a new machine, whatever it was before; without one it stays what it was. */
const pairOffered = async (): Promise<void> => {
  if (offered === null) return
  const answer = await pair(offered)
  // The code works once: out of the address with it, so that a reload does not try it again.
  if (!answer.ok) history.replaceState(null, '', location.pathname)
}

/** Those that hang somewhere with nobody beside them: they say how they are. */
const REPORTING: readonly Screen[] = ['kiosk', 'board', 'strip', 'pad']

/** What a page does beside what it shows can wait until the first picture stands. ms */
const BESIDE_AFTER_MS = 2_000

const besideSoon = (reports: boolean, free: ReadonlySignal<boolean>): void => {
  setTimeout(() => {
    import('./beside.ts').then(
      ({ beside }) => beside(reports, free),
      () => besideSoon(reports, free),
    )
  }, BESIDE_AFTER_MS)
}

/**
 * Starts a screen: says which one it is and shows it once it may be shown.
 * @param free true while nobody is in the middle of something on a machine's own screen: then a new version replaces the page.
 */
export const startScreen = (
  screen: Screen,
  needs: GateProps['needs'],
  App: () => ComponentChildren,
  free: ReadonlySignal<boolean> = signal(false),
): void => {
  beScreen(screen)
  speak(language.value, false)
  const reports = REPORTING.includes(screen)
  if (reports) startReport()
  besideSoon(reports, free)
  const root = document.getElementById('app')
  if (!root) throw new Error('The page has no element #app to show the screen in.')
  const show = (): void =>
    render(
      <Gate needs={needs}>
        <App />
      </Gate>,
      root,
    )
  void pairOffered().then(show)
}
