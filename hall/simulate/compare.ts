/**
 * A past day run in two ways beside what really happened, with the same people who need the same times (common random
 * numbers). The first run takes the times of the day itself; further ones draw each time again from those of the same
 * service that day, so that a difference can be told from luck.
 */
import type { TicketClass } from '../catalogue.ts'
import type { ServiceId, ThemeId, TicketId } from '../ids.ts'
import type { Side } from './change.ts'
import type { Visits } from './day.ts'
import { emptyCourse, makeEngine } from './engine.ts'
import { happenedIn, meanOf, type Ran, ran, shareOf, waitsIn } from './ran.ts'
import type { Came, Replay } from './replay.ts'
import { queuesOf, windowDays } from './windows-of.ts'

export type { Ran, Waits } from './ran.ts'

const MINUTE = 60_000
/** A wait that differs by less is the same, ms. */
const SAME = MINUTE
/** Visits listed as the most helped, and the most set back. */
const LISTED = 10

/** Somebody whose wait the change makes another, ms. */
export type Moved = {
  readonly ticket: TicketId
  readonly number: string
  readonly service: ServiceId
  readonly class: TicketClass
  readonly fromMs: number
  readonly toMs: number
}

export type Comparison = {
  readonly from: number
  readonly to: number
  /** What happened; the day run by its own rule; the day run otherwise. */
  readonly happened: Ran
  readonly base: Ran
  readonly changed: Ran
  /** How far the day's own run is from what happened: by how much a wait differs on average, either way, ms. */
  readonly offMs: number
  readonly shorter: number
  readonly longer: number
  readonly same: number
  /** The most helped first, and the most set back first. */
  readonly helped: readonly Moved[]
  readonly setBack: readonly Moved[]
  /** Mean wait with the change less that without, ms: of the day, and over all runs; eight in ten lie between low and high. */
  readonly gain: {
    readonly runs: number
    readonly meanMs: number
    readonly lowMs: number
    readonly highMs: number
    /** Share of the runs in which the change shortens the mean wait. */
    readonly better: number
  }
}

/** Draws numbers from 0 (inclusive) to 1. */
export type Draw = () => number

const occupied = ({ calledAt, endedAt, lead }: Came): number => endedAt - calledAt + lead

/** How long visits of each queue kept a window that day; under '' those of all. */
const drawnFrom = (came: readonly Came[]): ReadonlyMap<ServiceId, readonly number[]> => {
  const times = new Map<ServiceId, number[]>([['', []]])
  for (const turn of came) {
    const ms = occupied(turn)
    if (Number.isNaN(ms)) continue
    for (const key of ['', turn.service]) {
      const known = times.get(key)
      if (known) known.push(ms)
      else times.set(key, [ms])
    }
  }
  return times
}

/** The day's people in columns; `then` says whose end begins whose wait. Yields between columns: a day may be long. */
function* visitsOf(
  { came }: Replay,
  queueOf: ReadonlyMap<ServiceId, number>,
  expectedMs: (service: ServiceId) => number,
) {
  const count = came.length
  const times = drawnFrom(came)
  const usual = new Map([...times].map(([service, known]) => [service, meanOf(known)] as const))
  yield
  const comes = Float64Array.from(came, (turn) => turn.comes)
  const since = Float64Array.from(came, (turn) => turn.since)
  yield
  const queue = Uint16Array.from(came, (turn) => queueOf.get(turn.queue) ?? 0)
  const kind = Uint8Array.from(came, (turn) => turn.kind)
  yield
  const needs = Float64Array.from(came, (turn) => {
    const ms = occupied(turn)
    return Number.isNaN(ms) ? (usual.get(turn.service) ?? expectedMs(turn.service)) : ms
  })
  const leaves = Float64Array.from(came, (turn) => turn.leaves)
  yield
  const then = new Int32Array(count).fill(-1)
  came.forEach(({ after }, index) => {
    if (after >= 0) then[after] = index
  })
  const visits: Visits = { count, comes, since, queue, kind, needs, leaves, then }
  return { visits, times }
}

/** What the waits of the same people in two runs differ by. */
const changesIn = (base: Float64Array, changed: Float64Array): number[] =>
  [...base].map((wait, index) => (changed[index] ?? Number.NaN) - wait).filter((change) => !Number.isNaN(change))

const movedIn = ({ came }: Replay, base: Float64Array, changed: Float64Array): Moved[] =>
  came.flatMap((turn, index): Moved[] => {
    const [fromMs, toMs] = [base[index] ?? Number.NaN, changed[index] ?? Number.NaN]
    if (Number.isNaN(fromMs) || Number.isNaN(toMs)) return []
    const { ticket, number, service, class: name } = turn
    return [{ ticket, number, service, class: name, fromMs, toMs }]
  })

/**
 * Runs a day in two ways, yielding after some hundred events of it.
 * @param runs how often the times are drawn again, besides the run with the day's own
 */
export function* compare(
  replay: Replay,
  base: Side,
  changed: Side,
  runs: number,
  draw: Draw,
): Generator<undefined, Comparison> {
  const { came, catalogue } = replay
  const services = new Map(catalogue.services.map((service) => [service.id, service]))
  const themeOf = (service: ServiceId): ThemeId => services.get(service)?.theme ?? ''
  const queues = queuesOf(
    [...base.windows, ...changed.windows],
    came.map(({ queue }) => queue),
  )
  yield
  const { visits, times } = yield* visitsOf(
    replay,
    queues.of,
    (id) => (services.get(id)?.expectedMinutes ?? 10) * MINUTE,
  )
  const engines = [base, changed].map(({ order, windows }) => makeEngine(windowDays(windows, queues), order))
  const courses = engines.map(() => emptyCourse(came.length))
  const waits = engines.map(() => new Float64Array(came.length))
  yield
  function* run(): Generator<undefined, void> {
    for (const [side, engine] of engines.entries()) {
      const [course, into] = [courses[side], waits[side]]
      if (!course || !into) throw new Error('Every side has room for its run.')
      yield* engine.inSteps(visits, course)
      waitsIn(replay, course, into)
      yield
    }
  }
  const sideOf = (side: number): Ran =>
    ran(replay, courses[side] ?? emptyCourse(0), waits[side] ?? new Float64Array(0), themeOf)
  yield* run()
  const [before = new Float64Array(0), after = new Float64Array(0)] = waits
  const own = sideOf(0)
  yield
  const figures = { base: own, changed: sideOf(1) }
  yield
  const past = happenedIn(replay)
  const pastWaits = waitsIn(replay, past, new Float64Array(came.length))
  const happened = ran(replay, past, pastWaits, themeOf)
  const offMs = meanOf(changesIn(pastWaits, before).map(Math.abs))
  yield
  const moved = movedIn(replay, before, after)
  const byGain = moved.toSorted((a, b) => a.toMs - a.fromMs - (b.toMs - b.fromMs))
  const gains = [meanOf(changesIn(before, after))]
  yield
  for (let again = 0; again < runs; again += 1) {
    came.forEach(({ service }, index) => {
      const list = times.get(service) ?? times.get('') ?? []
      visits.needs[index] = list[Math.floor(draw() * list.length)] ?? visits.needs[index] ?? 0
    })
    yield* run()
    gains.push(meanOf(changesIn(before, after)))
  }
  const sorted = gains.toSorted((a, b) => a - b)
  const shorter = byGain.filter(({ fromMs, toMs }) => toMs - fromMs < -SAME)
  const longer = byGain.filter(({ fromMs, toMs }) => toMs - fromMs > SAME)
  return {
    from: replay.from,
    to: replay.to,
    happened,
    ...figures,
    offMs,
    shorter: shorter.length,
    longer: longer.length,
    same: moved.length - shorter.length - longer.length,
    helped: shorter.slice(0, LISTED),
    setBack: longer.slice(-LISTED).reverse(),
    gain: {
      runs: gains.length,
      meanMs: meanOf(gains),
      lowMs: shareOf(sorted, 0.1),
      highMs: shareOf(sorted, 0.9),
      better: gains.filter((gain) => gain < 0).length / gains.length,
    },
  }
}
