/** Trying again, ever less often: what is not plugged in now may be in a moment, or next week. */
import type { Clock } from '../clock.ts'

const WAITS_MS = [1000, 2000, 5000, 10_000]

export type BackOff = {
  /** Tries once more after 1, 2, 5, then every 10 seconds. */
  readonly again: () => void
  /** It worked: the next failure begins at one second. */
  readonly worked: () => void
  readonly stop: () => void
}

export const backOff = (clock: Clock, attempt: () => void): BackOff => {
  let failures = 0
  let cancel: (() => void) | undefined
  return {
    again: () => {
      cancel?.()
      cancel = clock.after(WAITS_MS[Math.min(failures, WAITS_MS.length - 1)] ?? 0, attempt)
      failures++
    },
    worked: () => {
      failures = 0
    },
    stop: () => cancel?.(),
  }
}
