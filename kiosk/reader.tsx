/** The kiosk's own card reader and scanner. What they read is shown until it is used, and goes when its owner goes (E12). */
import { computed, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { catalogue } from '../client/catalogue.ts'
import { nowHere, tick } from '../client/time.ts'
import { view } from './live.ts'
import { onStartOver } from './place.ts'
import { stillHere, whose } from './presented.ts'

const aside = signal<string | undefined>(undefined)

/** What lies there now. The tick may know nothing of the server's clock yet; it is read so that time goes on. */
export const presented = computed(() =>
  stillHere(view.value?.presented, {
    now: Math.max(tick.value, nowHere()),
    pageAge: performance.now(),
    aside: aside.value,
  }),
)

/** Forgets what lies there: it was used, it is not theirs, or they have gone. */
export const putAside = (): void => {
  aside.value = view.value?.presented?.id
}
onStartOver(putAside)

type Banner = typeof import('./reader-banner.tsx').ReaderBanner
const banner = signal<Banner | undefined>(undefined)

/** Fetches the banner, once; after a failure the next thing that is read tries again. */
export const readyReader = async (): Promise<void> => {
  if (banner.value) return
  try {
    const loaded = await import('./reader-banner.tsx')
    banner.value = loaded.ReaderBanner
  } catch (error) {
    console.warn('The banner of the reader did not load; cards are not noted until it does.', error)
  }
}

/** Whose ticket the next one is. Nobody is noted whom the screen could not name, and let go. */
export const cardHere = (): ReturnType<typeof whose> =>
  banner.value ? whose(presented.value, catalogue.value?.rules.maskedNames === true) : {}

export const Reader = () => {
  const here = presented.value
  const Shown = banner.value
  useEffect(() => {
    if (here) void readyReader()
  }, [here])
  return here && Shown ? <Shown presented={here} /> : null
}
