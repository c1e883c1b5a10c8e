/** The kiosk: theme, service, ticket, in two touches. */
import { useEffect } from 'preact/hooks'
import { startScreen } from '../client/gate.tsx'
import { say, speak } from '../client/language.ts'
import { Down } from './down.tsx'
import { Home } from './home.tsx'
import { later } from './later.tsx'
import { Above, Overlays } from './later-parts.ts'
import { follow, refused, serviceOf, view } from './live.ts'
import { showModes } from './modes.ts'
import { measurePanel } from './panel.ts'
import { place, touched, untouched, visit } from './place.ts'
import { readyReader } from './reader.tsx'
import { takeUp } from './take.ts'
import { W } from './words.ts'
import '../client/tokens.css'
import './kiosk.css'
import './modes.css'
import './home.css'
import './services.css'
import './search.css'
import './taken.css'
import './reader.css'
import './overlays.css'

/** After the first page stands, fetch what later pages need, so that it is here when the line is not. ms */
const FETCH_AHEAD_MS = 2_000

const ThemePage = later(async () => (await import('./theme-page.tsx')).ThemePage)
const GuidePage = later(async () => (await import('./guide-page.tsx')).GuidePage)
const ElsewherePage = later(async () => (await import('./elsewhere-page.tsx')).ElsewherePage)
const BasketPage = later(async () => (await import('./basket-page.tsx')).BasketPage)
const PrecedencePage = later(async () => (await import('./precedence-page.tsx')).PrecedencePage)
const IdentityPage = later(async () => (await import('./identity-page.tsx')).IdentityPage)
const QueuedPage = later(async () => (await import('./queued-page.tsx')).QueuedPage)
const TakenPage = later(async () => {
  const [{ TakenPage: Taken }, { readyQr }] = await Promise.all([import('./taken-page.tsx'), import('./qr.tsx')])
  void readyQr()
  return Taken
})
const SearchPage = later(async () => {
  const { SearchPage: Search, readySearch } = await import('./search-page.tsx')
  void readySearch()
  return Search
})

const fetchAhead = (): void => {
  const often = [Overlays, ThemePage, TakenPage, SearchPage, GuidePage]
  const seldom = [Above, IdentityPage, QueuedPage, PrecedencePage, BasketPage, ElsewherePage]
  for (const page of [...often, ...seldom]) void page.ready()
  void readyReader()
}

/** The keypad, the voice and what refuses gestures: asked for until they are here. */
const readyAccess = async (): Promise<void> => {
  try {
    const { startAccess } = await import('./access.ts')
    startAccess()
  } catch (error) {
    console.warn('The keypad and the voice did not load; they are asked for again.', error)
    setTimeout(readyAccess, FETCH_AHEAD_MS)
  }
}

const Page = () => {
  const seen = view.value
  if (!seen) return <main class="kiosk-wait">{say(refused.value ? W.wrongScreen : W.connecting)}</main>
  const now = place.value
  switch (now.at) {
    case 'home':
      return <Home view={seen} />
    case 'theme':
      return <ThemePage theme={now.theme} />
    case 'search':
      return <SearchPage />
    case 'guide': {
      const service = serviceOf(now.service)
      return service ? <GuidePage service={service} /> : <Home view={seen} />
    }
    case 'basket':
      return <BasketPage />
    case 'precedence':
      return <PrecedencePage />
    case 'elsewhere':
      return <ElsewherePage {...now} />
    case 'identity':
      return <IdentityPage matters={now.matters} />
    case 'queued':
      return <QueuedPage queued={now.queued} />
    case 'taken':
      return <TakenPage taken={now.taken} />
  }
}

const Kiosk = () => {
  useEffect(() => {
    const stop = follow()
    void takeUp()
    const timer = setTimeout(fetchAhead, FETCH_AHEAD_MS)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  return (
    <div class="kiosk">
      <Page key={visit.value} />
      <Overlays />
      <Down />
    </div>
  )
}

measurePanel()
showModes()
addEventListener('pointerdown', touched, true)
// The context menu of a long press is no use to a visitor, and hides the page.
addEventListener('contextmenu', (event) => event.preventDefault())
startScreen('kiosk', 'device', Kiosk, untouched)
speak('zh', false)
void readyAccess()
