/** Watches the machine's clock against the time that has really passed, and against the ledger (Z31). */
import type { Clock } from './clock.ts'
import { CLOCK_JUMP_MS } from './hall-time.ts'
import type { LiveHall } from './live-hall.ts'
import type { Log } from './log.ts'
import type { SystemAlarms } from './system-alarms.ts'

const LOOK_EVERY_MS = 1_000
/** A clock that has jumped and since then runs true was probably put right: it is said for so long. ms */
const SAID_FOR_MS = 10 * 60_000

export type ClockWatchOptions = {
  readonly live: Pick<LiveHall, 'hall'>
  readonly clock: Clock
  readonly log: Log
  readonly alarms: SystemAlarms
  /** Time that only passes, ms. */
  readonly monotonic?: () => number
}

/** Looks every second until the returned function is called. */
export const watchClock = ({
  live,
  clock,
  log,
  alarms,
  monotonic = () => performance.now(),
}: ClockWatchOptions): (() => void) => {
  /** What the clock says beyond the time that has passed. */
  let offset = clock.now() - monotonic()
  let jumped: { readonly byMs: number; readonly at: number } | undefined
  let stopped = false
  let cancel = (): void => {}

  const look = (): void => {
    const passed = monotonic()
    const byMs = clock.now() - passed - offset
    if (Math.abs(byMs) > CLOCK_JUMP_MS) {
      offset += byMs
      // A second jump that takes the first one back ends it.
      const net = byMs + (jumped?.byMs ?? 0)
      log('warn', 'clock-jumped', { byMs: Math.round(byMs) })
      jumped = Math.abs(net) > CLOCK_JUMP_MS ? { byMs: net, at: passed } : undefined
    }
    if (jumped && passed - jumped.at >= SAID_FOR_MS) jumped = undefined
    const behindMs = live.hall().at - clock.now()
    if (behindMs > CLOCK_JUMP_MS) alarms.raise('clock-suspect', { behindMs: roughly(behindMs) })
    else if (jumped && jumped.byMs < 0) alarms.raise('clock-suspect', { behindMs: roughly(-jumped.byMs) })
    else if (jumped) alarms.raise('clock-suspect', { aheadMs: roughly(jumped.byMs) })
    else alarms.clear('clock-suspect')
    if (!stopped) cancel = clock.after(LOOK_EVERY_MS, look)
  }
  look()
  return () => {
    stopped = true
    cancel()
  }
}

/** To ten seconds: an alarm that changes at every look would be told at every look. */
const roughly = (ms: number): number => Math.round(ms / 10_000) * 10_000
