/** Clocks of tests: one that moves only when told, with its timers, and a morning that goes on by itself. */
import { type Clock, systemClock } from '../../server/clock.ts'

export const seconds = (count: number): number => count * 1000
export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => count * 3_600_000

/** Nine o'clock of a Monday in Shanghai. */
export const MORNING = Date.parse('2026-03-02T09:00:00+08:00')
export const FIRST_DAY = '2026-03-02'

export type HandClock = Clock & {
  /** Moves forward and rings what falls due on the way; a negative step is a clock set back, and rings nothing. */
  readonly move: (ms: number) => void
  readonly set: (at: number) => void
}

export const handClock = (start: number = MORNING): HandClock => {
  let now = start
  let timers: { readonly at: number; readonly then: () => void }[] = []
  const move = (ms: number): void => {
    now += ms
    const due = timers.filter((timer) => timer.at <= now)
    timers = timers.filter((timer) => timer.at > now)
    for (const timer of due) timer.then()
  }
  return {
    now: () => now,
    after: (ms, then) => {
      const timer = { at: now + ms, then }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    move,
    set: (at) => move(at - now),
  }
}

/** A morning that goes on by itself and can be put forward, so that no test waits. Its timers are the machine's own. */
export const runningClock = (start: number = MORNING): Clock & { readonly forward: (ms: number) => void } => {
  const began = Date.now()
  let forwarded = 0
  return {
    ...systemClock,
    now: () => start + Date.now() - began + forwarded,
    forward: (ms) => {
      forwarded += ms
    },
  }
}
