/**
 * Demo time: the hall's clock, some times faster, and the list of what people are about to do in it. One act after
 * another, each finished before the next begins, so that the same seed gives the same day.
 */
import type { Clock } from '../clock.ts'

export type Act = () => void | Promise<void>

export type Pace = {
  /** Milliseconds of demo time since the beginning; within an act, the moment it was due. */
  readonly now: () => number
  readonly speed: () => number
  readonly setSpeed: (speed: number) => void
  /** Does something in `ms` of demo time: walking, waiting, being served. */
  readonly after: (ms: number, act: Act) => void
  /** Does something in `ms` by the hall's own clock, for rules that know no demo time. */
  readonly afterReal: (ms: number, act: Act) => void
  readonly stop: () => void
}

/** A machine that slept must not wake to hours of people at once: a longer silence than this did not happen. */
const SLEPT_MS = 5_000

type Due = { readonly at: number; readonly act: Act }

export const openPace = (clock: Clock, speed: number, onFault: (error: unknown) => void): Pace => {
  const agenda: Due[] = []
  let factor = speed
  let demoThen = 0
  let realThen = clock.now()
  let plannedFor = Number.POSITIVE_INFINITY
  let acting: Due | undefined
  let stopped = false
  let cancel = () => {}

  // A clock that was put back must not take demo time back with it.
  const passed = (): number => demoThen + Math.max(0, clock.now() - realThen) * factor

  /** A timer that came late must not make people late, or two runs of one seed would drift apart. */
  const now = (): number => acting?.at ?? passed()

  /** Counts on from `at`, which demo time has reached now. */
  const countFrom = (at: number): void => {
    demoThen = at
    realThen = clock.now()
  }

  const plan = (): void => {
    cancel()
    const first = agenda[0]
    if (stopped || acting || !first) return
    const ms = Math.max(0, Math.ceil((first.at - passed()) / factor))
    plannedFor = clock.now() + ms
    cancel = clock.after(ms, () => void run())
  }

  const run = async (): Promise<void> => {
    if (acting || stopped) return
    const first = agenda[0]
    const slept = clock.now() - plannedFor > SLEPT_MS || clock.now() < realThen
    if (first && slept) countFrom(Math.max(demoThen, first.at))
    for (let due = agenda[0]; due && due.at <= passed() && !stopped; due = agenda[0]) {
      acting = due
      agenda.shift()
      try {
        await due.act()
      } catch (error) {
        // After the end the ledger and the register are closed, and an act under way may find them so.
        if (!stopped) onFault(error)
      }
    }
    acting = undefined
    plan()
  }

  const after = (ms: number, act: Act): void => {
    if (stopped) return
    const at = now() + ms
    // Behind those due at the same moment: who asked first acts first.
    const later = agenda.findIndex((due) => due.at > at)
    if (later < 0) agenda.push({ at, act })
    else agenda.splice(later, 0, { at, act })
    plan()
  }

  return {
    now,
    speed: () => factor,
    setSpeed: (next) => {
      countFrom(passed())
      factor = next
      plan()
    },
    after,
    afterReal: (ms, act) => after(ms * factor, act),
    stop: () => {
      stopped = true
      cancel()
      agenda.length = 0
    },
  }
}
