/** Slows guessing down: after a few failures each further one makes the wait longer, up to a bound (S18). */
import type { Clock } from '../clock.ts'

const FREE_TRIES = 5
const FIRST_WAIT_MS = 1_000
const FORGET_AFTER_MS = 10 * 60_000
/** Names tried by a script must not fill the memory. */
const KEYS_MAX = 10_000

/** `before`: when the one before the last was. */
type Failures = { readonly count: number; readonly lastAt: number; readonly before: number }
export type Pace = {
  /** How many times longer each wait is than the one before. */
  readonly growth?: number
  /** The longest wait, ms; shorter than what is forgotten after. */
  readonly longestMs?: number
}

/** @param free tries before the first wait. */
export const attempts = (clock: Clock, free = FREE_TRIES, { growth = 2, longestMs = 60_000 }: Pace = {}) => {
  const failures = new Map<string, Failures>()
  return {
    /** How long the next try has to wait, ms; 0 when it may be made. */
    waitMs: (key: string): number => {
      const seen = failures.get(key)
      if (!seen) return 0
      // A machine's clock that goes back would make the wait as long as the leap, and shut somebody out by it.
      const gone = Math.abs(clock.now() - seen.lastAt)
      if (gone > FORGET_AFTER_MS) failures.delete(key)
      if (gone > FORGET_AFTER_MS || seen.count < free) return 0
      return Math.max(0, Math.min(longestMs, FIRST_WAIT_MS * growth ** (seen.count - free)) - gone)
    },
    failed: (key: string): void => {
      const seen = failures.get(key)
      const now = clock.now()
      failures.set(key, { count: (seen?.count ?? 0) + 1, lastAt: now, before: seen?.lastAt ?? now })
      const oldest = failures.size > KEYS_MAX ? failures.keys().next().value : undefined
      if (oldest !== undefined) failures.delete(oldest)
    },
    /** Takes the last failure back, as if it had not been. */
    forgive: (key: string): void => {
      const seen = failures.get(key)
      if (seen && seen.count > 1) failures.set(key, { ...seen, count: seen.count - 1, lastAt: seen.before })
      else failures.delete(key)
    },
    succeeded: (key: string): void => void failures.delete(key),
  }
}
