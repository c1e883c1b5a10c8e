/** Slows guessing down: after a few failures each further one doubles the wait, up to a minute (S18). */
import type { Clock } from '../clock.ts'

const FREE_TRIES = 5
const FIRST_WAIT_MS = 1_000
const WAIT_MAX_MS = 60_000
const FORGET_AFTER_MS = 10 * 60_000
/** Names tried by a script must not fill the memory. */
const KEYS_MAX = 10_000

type Failures = { count: number; lastAt: number }

/** @param free tries before the first wait. */
export const attempts = (clock: Clock, free = FREE_TRIES) => {
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
      return Math.max(0, Math.min(WAIT_MAX_MS, FIRST_WAIT_MS * 2 ** (seen.count - free)) - gone)
    },
    failed: (key: string): void => {
      const seen = failures.get(key)
      failures.set(key, { count: (seen?.count ?? 0) + 1, lastAt: clock.now() })
      const oldest = failures.size > KEYS_MAX ? failures.keys().next().value : undefined
      if (oldest !== undefined) failures.delete(oldest)
    },
    /** Takes one failure back. */
    forgive: (key: string): void => {
      const seen = failures.get(key)
      if (seen && seen.count > 1) failures.set(key, { ...seen, count: seen.count - 1 })
      else failures.delete(key)
    },
    succeeded: (key: string): void => void failures.delete(key),
  }
}
