/**
 * What a page needs that stands on a wall for years: a panel that stays lit, and itself on this machine's own disk. Loaded
 * after the first picture.
 */
import { effect, type ReadonlySignal } from '@preact/signals'
import { stayLit } from './wake.ts'
import { workerAddress } from './worker-address.ts'

/** A kiosk never navigates, so it asks by itself whether there is a new version; ms. */
const LOOK_EVERY_MS = 30 * 60_000
/** The server was away when the page opened; ms. */
const AGAIN_MS = 60_000
/** A page that breaks is opened anew, and one that breaks at once not without end; ms since it was opened. */
const BROKEN_AGAIN_MS = 5_000

/** The built files that this page had fetched before the worker stood beside it; fonts above all. */
const fetchedAlready = (): readonly string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
    .map(({ pathname }) => pathname)

/** Rejects when a worker cannot be put in place: one of the files that it keeps did not come. */
const failed = (installing: ServiceWorker | null): Promise<never> =>
  new Promise((_, reject) => {
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'redundant') reject(new Error('A file of the pages did not come.'))
    })
  })

const keepPages = async (free: ReadonlySignal<boolean>): Promise<void> => {
  const workers = navigator.serviceWorker
  const found = await workers.register(workerAddress, { scope: '/', updateViaCache: 'none' })
  const ready = await Promise.race([workers.ready, failed(found.installing)])
  let controlled = workers.controller !== null
  let replaced = false
  const takeNew = (): void => {
    if (!free.peek()) return
    if (replaced) location.reload()
    else found.waiting?.postMessage('activate')
  }
  // Another page of this browser may have let the new version in: what this one would fetch later went with the old.
  workers.addEventListener('controllerchange', () => {
    replaced = controlled
    controlled = true
    takeNew()
  })
  effect(() => {
    if (free.value) takeNew()
  })
  found.addEventListener('updatefound', () => found.installing?.addEventListener('statechange', takeNew))
  // Nothing has begun on a page that has just opened, so a version that waits since before is taken at once.
  found.waiting?.postMessage('activate')
  ready.active?.postMessage(fetchedAlready())
  setInterval(
    () => void found.update().catch((error: unknown) => console.info('No new version was seen.', error)),
    LOOK_EVERY_MS,
  )
  const persists = await navigator.storage.persist()
  if (!persists) console.info('The browser may throw the kept pages away when its disk is full.')
}

/** Keeps the pages on this machine. @param free true while nobody is in the middle of something: then a new version may replace the page. */
export const stayKept = (free: ReadonlySignal<boolean>): void => {
  if (!isSecureContext || !('serviceWorker' in navigator)) return
  const keep = (): void => {
    keepPages(free).catch((error: unknown) => {
      console.warn('The pages are not kept on this machine yet: without the server it cannot be reloaded.', error)
      setTimeout(keep, AGAIN_MS)
    })
  }
  keep()
}

/**
 * What broke while it was drawn stands still for ever, and nobody is there who could load it again (X1). A command that was on
 * its way is written down and asked again.
 */
const openAnewWhenBroken = (): void =>
  addEventListener('error', ({ error }) => {
    // The browser's own notices come this way too, without an error.
    if (error instanceof Error) setTimeout(() => location.reload(), Math.max(0, BROKEN_AGAIN_MS - performance.now()))
  })

/** The same, for a panel that must not go dark. */
export const stayOn = (free: ReadonlySignal<boolean>): void => {
  openAnewWhenBroken()
  stayLit()
  stayKept(free)
}
