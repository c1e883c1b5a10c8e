/** Who flooded the line stays out for a while, longer each time, and is forgiven after a quiet time (X15). */
import type { Clock } from '../clock.ts'

const FIRST_MS = 5_000
const LONGEST_MS = 5 * 60_000
/** After so long without another flood the next one counts as the first, ms. */
const FORGIVEN_AFTER_MS = 30 * 60_000
/** Past this many, something else is wrong, and nobody is kept out by mistake. */
const KEPT_MAX = 10_000

export type ShutOut = {
  /** Somebody flooded. Returns how long they stay out, ms. */
  readonly shut: (who: string) => number
  /** How long somebody is out still, ms; 0 for whoever may come in. */
  readonly left: (who: string) => number
}

export const openShutOut = (clock: Clock): ShutOut => {
  const out = new Map<string, { readonly times: number; readonly until: number }>()
  return {
    shut: (who) => {
      const now = clock.now()
      const before = out.get(who)
      const times = before && now - before.until < FORGIVEN_AFTER_MS ? before.times + 1 : 0
      const ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(times, 10))
      if (out.size >= KEPT_MAX) out.clear()
      out.set(who, { times, until: now + ms })
      return ms
    },
    left: (who) => {
      const left = (out.get(who)?.until ?? 0) - clock.now()
      // More than anybody is ever out: the machine's clock went back, and what is said of its hours to come is of no worth.
      return left > LONGEST_MS ? 0 : Math.max(0, left)
    },
  }
}
