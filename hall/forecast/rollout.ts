/**
 * The wait of one ticket by running the hall on from now, many times, under its real rule (F2): residual visits, breaks,
 * help thresholds and those who still come are all in it. It is a generator, since a hall full of people takes longer than
 * anybody may be kept waiting.
 */
import type { Hall } from '../hall.ts'
import type { TicketId } from '../ids.ts'
import { type Engine, emptyCourse, makeEngine } from '../simulate/engine.ts'
import { futuresOf } from '../simulate/futures.ts'
import { presentOf } from '../simulate/present.ts'
import { drawsOf } from '../simulate/random.ts'
import { queuesAmong, type Staffing, staffingOf } from '../simulate/staffing.ts'
import { type Queues, windowDays } from '../simulate/windows-of.ts'
import { forecastOf } from './closed-form.ts'

const MINUTE = 60_000
/** Futures of one ticket: fewer where each holds many visits, so that a ticket costs 3 ms at the most (F2). */
const RUNS = { most: 200, least: 25, visits: 5_000 } as const
/** More people than this wait: the closed form is as good by then, and costs nothing. */
const CROWD = 400
/** Who comes later than this many times the closed form says nothing any more, and than this. */
const HORIZON = { times: 1.5, more: 5 * MINUTE } as const
/** A hall that is staffed as it was is made ready again after so long: who is away is expected back later then, ms. */
const READY_MS = MINUTE

export type Rolled = {
  readonly meanMs: number
  readonly p50Ms: number
  readonly p80Ms: number
  /** The middle four fifths of the futures, ms. */
  readonly p10Ms: number
  readonly p90Ms: number
}

type Ready = {
  readonly at: number
  readonly staffing: Staffing
  readonly queues: Queues
  readonly engine: Engine
  readonly sign: readonly unknown[]
}

/** What the staffing rests on; the same objects mean the same staffing. */
const signOf = (hall: Hall): readonly unknown[] => [
  hall.catalogue,
  hall.day,
  hall.open,
  hall.helping.map(({ counter, theme, since }) => `${counter} ${theme} ${since}`).join(),
  ...[...hall.counters.values()].flatMap((counter) => [
    hall.takes.get(counter.id),
    counter.status === 'closed' ? 'closed' : counter.staffId,
    counter.status,
    counter.status === 'open' ? counter.vacantSince : counter.status === 'paused' ? counter.backAt : undefined,
  ]),
]

const readies = new WeakMap<Hall, Ready>()

const readyFor = (hall: Hall): Ready | undefined => {
  const sign = signOf(hall)
  const known = readies.get(hall)
  const same = known && known.sign.length === sign.length && known.sign.every((part, index) => part === sign[index])
  if (known && same && hall.at - known.at < READY_MS) return known
  const staffing = staffingOf(hall, hall.at)
  if (!staffing) return undefined
  const queues = queuesAmong(hall.lookup.services.keys(), [staffing])
  const engine = makeEngine(windowDays(staffing.windows, queues), staffing.order)
  const made = { at: hall.at, staffing, queues, engine, sign }
  readies.set(hall, made)
  return made
}

/** The value that a share of sorted values does not exceed. */
const at = (sorted: readonly number[], share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0

/**
 * Rolls a waiting ticket out; undefined where it does not wait any more, or nothing can be known of it. The same hall gives
 * the same answer: chance is drawn from the ticket's own place in the ledger.
 */
export function* rollOut(hall: Hall, id: TicketId): Generator<undefined, Rolled | undefined> {
  if (hall.counts.waiting > CROWD) return undefined
  const ready = readyFor(hall)
  const { revision } = hall
  yield
  const ticket = hall.tickets.get(id)
  // Made ready under another catalogue, it might not know the windows or services of this one.
  if (!ready || ticket?.status !== 'waiting' || hall.revision !== revision) return undefined
  const guess = forecastOf(hall, ticket)
  if (!guess.known) return undefined
  const { staffing, queues, engine } = ready
  const now = hall.at
  const present = presentOf(hall, now, staffing)
  const target = present.waiting.findIndex((who) => who.ticket === id)
  if (target < 0) return undefined
  const horizon = Math.min(staffing.closesAt, now + HORIZON.times * guess.p80Ms + HORIZON.more)
  const draw = futuresOf(present, queues, staffing.windows.length, horizon)
  const correction = hall.learned?.correction ?? { half: 1, most: 1 }
  yield
  const draws = drawsOf(ticket.rank, 'rollout')
  const waits: number[] = []
  let runs: number = RUNS.most
  let course = emptyCourse(0)
  // Whoever is not called today waits beyond closing: how far beyond only the formula says, which ends with no day.
  const beyond = staffing.closesAt - now + HORIZON.more
  for (let run = 0; run < runs; run += 1) {
    const { visits, busyUntil } = draw(draws)
    if (course.calledAt.length < visits.count) course = emptyCourse(visits.count * 2)
    if (run === 0) runs = Math.min(RUNS.most, Math.max(RUNS.least, Math.floor(RUNS.visits / visits.count)))
    engine.run(visits, course, { busyUntil, until: target })
    const called = course.calledAt[target] ?? Number.NaN
    waits.push(Number.isNaN(called) ? beyond : Math.max(0, called - now))
    yield
  }
  waits.sort((a, b) => a - b)
  const told = (share: number, times: number, formulaMs: number): number => {
    const waitMs = at(waits, share)
    return Math.round(waitMs < beyond ? waitMs * times : Math.max(beyond, formulaMs))
  }
  const p50Ms = told(0.5, correction.half, guess.p50Ms)
  return {
    meanMs: Math.round(waits.reduce((sum, ms) => sum + ms, 0) / runs),
    p50Ms,
    p80Ms: Math.max(p50Ms, told(0.8, correction.most, guess.p80Ms)),
    p10Ms: Math.round(at(waits, 0.1)),
    p90Ms: Math.round(at(waits, 0.9)),
  }
}
