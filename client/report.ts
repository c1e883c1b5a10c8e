/**
 * What this screen is told about itself, and what it says of itself every few seconds, so that the manager sees a board
 * that is mute, hidden or asleep (S11, S12). Whoever paints, plays or fails on the page adds what only they know.
 */
import { computed, effect, signal } from '@preact/signals'
import { HEALTH_EVERY_MS, type ScreenHealth, type ScreenView } from '../hall/screen.ts'
import { connected, newestHeard, tellServer, watch } from './live-view.ts'
import { device } from './session.ts'

/** Pictures are counted for this long before each report. ms */
const COUNTED_MS = 1_000
/** Changes are told at most this often. ms */
const CHANGE_EVERY_MS = 1_000

const own = signal<{ readonly value: { readonly view: ScreenView } | undefined } | undefined>(undefined)

/** How large this screen is, how it speaks and whether it is its turn; undefined until the server has said so. */
export const mySettings = computed<ScreenView | undefined>(() => own.value?.value?.view)

let known: Partial<ScreenHealth> = {}
/** Undefined until a second was counted: a page that has just opened, or come back to the front, is not asleep. */
let frames: number | undefined
let samples = 0
let shown = 0
let saidAt = Number.NEGATIVE_INFINITY
let saying = false

const isVisible = (): boolean => document.visibilityState === 'visible'

const say = (): void => {
  saying = false
  const visible = isVisible()
  // The end of the first sample says it.
  if (visible && frames === undefined) return
  saidAt = performance.now()
  tellServer({
    shown,
    sound: 'silent',
    visible,
    frames: frames ?? 0,
    width: innerWidth,
    height: innerHeight,
    density: devicePixelRatio,
    secure: isSecureContext,
    ...known,
  })
}

const saySoon = (): void => {
  if (saying) return
  saying = true
  setTimeout(say, Math.max(0, CHANGE_EVERY_MS - (performance.now() - saidAt)))
}

/** Counts the pictures of one second. What was heard before it and painted in it is what is shown. */
const sample = (): void => {
  samples += 1
  const mine = samples
  const heard = newestHeard()
  const until = performance.now() + COUNTED_MS
  let counted = 0
  const painted = (): void => {
    counted += 1
    if (performance.now() < until) requestAnimationFrame(painted)
  }
  requestAnimationFrame(painted)
  setTimeout(() => {
    // One that began behind another page counted nothing.
    if (mine !== samples) return
    frames = counted
    if (counted > 0) shown = heard
    saySoon()
  }, COUNTED_MS)
}

/**
 * Adds what only a part of the page knows: the position it painted, the call it spoke, whether it is heard, what it cannot
 * do. A change of sound or trouble is told at once, the rest with the next report. `trouble: ''` is over.
 */
export const tellHealth = (part: Partial<ScreenHealth>): void => {
  const before = known
  const { trouble, ...rest } = { ...known, ...part }
  known = trouble === undefined || trouble === '' ? rest : { ...rest, trouble }
  if (before.sound !== known.sound || before.trouble !== known.trouble) saySoon()
}

/** Gone from sight is told at once; back in sight as soon as it is known that it paints. */
const seenOrHidden = (): void => {
  if (isVisible()) {
    frames = undefined
    sample()
  } else saySoon()
}

/** Follows this machine's own topic and begins to report. Called once, by the page that is a machine's screen. */
export const startReport = (): void => {
  effect(() => {
    const id = device.value?.identity.id
    if (id !== undefined) own.value = watch('screen', id)
  })
  effect(() => {
    if (connected.value) sample()
  })
  setInterval(sample, HEALTH_EVERY_MS)
  document.addEventListener('visibilitychange', seenOrHidden)
}
