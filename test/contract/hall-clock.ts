/** A clock that stands until a test moves it, in either direction. */
import type { Clock } from '../../server/clock.ts'

export type HallClock = Clock & {
  /** Puts the clock to an instant without calling anybody back, as a machine's clock is put right. */
  readonly set: (at: number) => void
  /** Lets time pass: calls back whoever waited for less than this, in order. */
  readonly pass: (ms: number) => void
  /** How many callbacks wait. */
  readonly pending: () => number
}

/** The instant of a local time in China, which has had one zone and no summer time since 1991. */
export const inChina = (day: string, time: string): number => Date.parse(`${day}T${time}+08:00`)

export const hallClock = (start: number): HallClock => {
  let now = start
  // Timers run on the machine's monotonic time, so putting the clock to another hour neither hurries nor delays them.
  let elapsed = 0
  let due: { at: number; then: () => void }[] = []
  return {
    now: () => now,
    after: (ms, then) => {
      const timer = { at: elapsed + ms, then }
      due.push(timer)
      return () => {
        due = due.filter((other) => other !== timer)
      }
    },
    set: (at) => {
      now = at
    },
    pass: (ms) => {
      const end = elapsed + ms
      for (;;) {
        const next = due.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        due = due.filter((timer) => timer !== next)
        now += next.at - elapsed
        elapsed = next.at
        next.then()
      }
      now += end - elapsed
      elapsed = end
    },
    pending: () => due.length,
  }
}
