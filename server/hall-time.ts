/** The hall's own time: the machine's clock, except that it never runs backwards (I13). */
import type { Instant } from '../hall/ids.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

/** A jump of the machine's clock worth telling, ms (reliability I13). */
export const CLOCK_JUMP_MS = 5_000

/** What the clock of a machine behind its ledger may move on between two questions; more is its being set right, ms. */
const PASSES_AT_ONCE_MS = 3_600_000

/**
 * Says what time it is for a hall whose last event was at `last`. Where the machine's clock went back it runs on from there,
 * since time never runs backwards in the ledger and must not stand still either: a call that is forever "too soon" would
 * hold its window up.
 */
export const openHallTime = (clock: Clock, log: Log): ((last: Instant) => Instant) => {
  let seen = clock.now()
  let time = Number.NEGATIVE_INFINITY
  let toldMs = 0
  return (last) => {
    const now = clock.now()
    const passed = now - seen
    seen = now
    const behindMs = last - now
    if (behindMs <= 0) {
      toldMs = 0
      time = now
      return time
    }
    if (behindMs > toldMs + CLOCK_JUMP_MS) log('warn', 'clock-behind-ledger', { behindMs })
    toldMs = Math.max(toldMs, behindMs)
    // A machine that woke in 1970 and is set right did not live through the years between.
    time = Math.max(last, time + (passed >= 0 && passed <= PASSES_AT_ONCE_MS ? passed : 0))
    return time
  }
}
