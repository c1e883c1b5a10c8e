/** What a page does beside what it shows: a machine stays lit and kept, a person's page locks, and tokens are renewed. */
import type { ReadonlySignal } from '@preact/signals'
import { stayOn } from './always-on.ts'
import { renewToken } from './rotate.ts'

/** A lock whose lines did not come is asked for again, ms. */
const AGAIN_MS = 2_000

const lockSoon = async (): Promise<void> => {
  try {
    const { watchLock } = await import('./lock.tsx')
    watchLock()
  } catch (error) {
    console.warn('The lock did not load; it is asked for again.', error)
    setTimeout(lockSoon, AGAIN_MS)
  }
}

/** @param machine true for a page that hangs somewhere with nobody beside it; @param free true while nobody stands there. */
export const beside = (machine: boolean, free: ReadonlySignal<boolean>): void => {
  renewToken()
  if (machine) stayOn(free)
  else void lockSoon()
}
