/**
 * The next hour of the hall under several ways of staffing it: the same people, the same lengths, the same chance. What
 * differs between two ways is what an act does.
 */
import type { Instant, ServiceId } from '../ids.ts'
import { emptyCourse, makeEngine } from '../simulate/engine.ts'
import { futuresOf } from '../simulate/futures.ts'
import type { Present } from '../simulate/present.ts'
import { drawsOf } from '../simulate/random.ts'
import { queuesAmong, type Staffing } from '../simulate/staffing.ts'
import { windowDays } from '../simulate/windows-of.ts'

const MINUTE = 60_000
/** Those who come within it are looked at, and everybody who waits now. */
export const AHEAD_MS = 60 * MINUTE
/** Waits are counted by the minute, up to here. */
const LONGEST_MINUTES = 600

export type Measured = {
  /** For each future: how many passed the limit who had not already, and how long all waited together, ms. */
  readonly late: Float64Array
  readonly waitedMs: Float64Array
  /** Of all futures together: how many waited so many minutes. */
  readonly minutes: Float64Array
}

/** What became of those who wait now, in the first way. */
export type Waited = {
  /** For each, in the order of `Present.waiting`: in how many futures the limit was passed. */
  readonly late: Uint32Array
  /** For each future and each of them, how long from now until the call, ms; the end of what is looked at where nobody called. */
  readonly untilCalledMs: readonly Float64Array[]
}

export type Looked = {
  /** Until when it was looked. */
  readonly ends: Instant
  readonly ways: readonly Measured[]
  readonly waited: Waited
  /** For each service, in the first way: how many waited for it too long, in the mean of the futures. */
  readonly lateFor: ReadonlyMap<ServiceId, number>
}

/** The windows no longer than they are looked at, so that a run ends there. */
const upTo = (staffing: Staffing, ends: Instant): Staffing['windows'] =>
  staffing.windows.map((window) => ({
    ...window,
    stints: window.stints
      .filter(({ from }) => from < ends)
      .map((stint) => ({ ...stint, to: Math.min(stint.to, ends) })),
  }))

/**
 * Looks an hour ahead, yielding after every few hundred events.
 * @param ways the first is how things stand
 * @param seed the same seed gives the same futures
 */
export function* lookAhead(
  services: Iterable<ServiceId>,
  present: Present,
  ways: readonly Staffing[],
  limitMs: number,
  futures: number,
  seed: number,
): Generator<undefined, Looked> {
  const [asItIs] = ways
  if (!asItIs) throw new Error('There is no way to look at.')
  const { now } = present
  const ends = Math.min(asItIs.closesAt, now + AHEAD_MS + limitMs)
  const lastReady = Math.min(ends, now + AHEAD_MS)
  const queues = queuesAmong(services, ways)
  yield
  const engines = []
  for (const way of ways) {
    engines.push(makeEngine(windowDays(upTo(way, ends), queues), way.order))
    yield
  }
  const draw = futuresOf(present, queues, asItIs.windows.length, lastReady)
  const count = present.waiting.length
  const late = new Uint32Array(count)
  const lateIn = new Float64Array(queues.services.length + 1)
  const untilCalledMs: Float64Array[] = []
  const measured = ways.map(
    (): Measured => ({
      late: new Float64Array(futures),
      waitedMs: new Float64Array(futures),
      minutes: new Float64Array(LONGEST_MINUTES + 1),
    }),
  )
  let course = emptyCourse(count * 2 + 64)
  for (let future = 0; future < futures; future += 1) {
    const { visits, readyAt, busyUntil } = draw(drawsOf(seed + future, 'advice'))
    if (course.calledAt.length < visits.count) course = emptyCourse(visits.count * 2)
    const untilCalled = new Float64Array(count)
    for (const [way, engine] of engines.entries()) {
      yield* engine.inSteps(visits, course, { busyUntil })
      const of = measured[way]
      if (!of) throw new Error('Every way is measured.')
      const { then } = visits
      for (let visit = 0; visit < visits.count; visit += 1) {
        const next = then?.[visit] ?? -1
        if (next >= 0) readyAt[next] = course.endedAt[visit] ?? Number.NaN
        const ready = readyAt[visit] ?? Number.NaN
        if (!(ready <= lastReady)) continue
        const called = Math.min(ends, course.calledAt[visit] ?? Number.NaN)
        const until = Number.isNaN(called) ? ends : called
        const waited = Math.max(0, until - Math.max(ready, now))
        const isLate = until - ready > limitMs && now - ready <= limitMs
        if (way === 0 && until - ready > limitMs) {
          const queue = visits.queue[visit] ?? 0
          lateIn[queue] = (lateIn[queue] ?? 0) + 1 / futures
        }
        of.waitedMs[future] = (of.waitedMs[future] ?? 0) + waited
        if (isLate) of.late[future] = (of.late[future] ?? 0) + 1
        const minute = Math.min(LONGEST_MINUTES, Math.floor(Math.max(0, until - ready) / MINUTE))
        of.minutes[minute] = (of.minutes[minute] ?? 0) + 1
        if (way > 0 || visit >= count) continue
        untilCalled[visit] = until - now
        if (isLate) late[visit] = (late[visit] ?? 0) + 1
      }
      yield
    }
    untilCalledMs.push(untilCalled)
  }
  const lateFor = new Map([...queues.of].map(([service, queue]) => [service, lateIn[queue] ?? 0]))
  return { ends, ways: measured, waited: { late, untilCalledMs }, lateFor }
}

/** The value that a share of these do not exceed, which stand in order; 0 of none. */
export const sortedShare = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0

/** The minutes that a share of all waits do not exceed. */
export const minutesAt = ({ minutes }: Measured, share: number): number => {
  const all = minutes.reduce((sum, count) => sum + count, 0)
  let seen = 0
  for (const [minute, count] of minutes.entries()) {
    seen += count
    if (seen >= share * all) return minute + (all > 0 ? 1 : 0)
  }
  return 0
}

export const meanOf = (values: Float64Array): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
