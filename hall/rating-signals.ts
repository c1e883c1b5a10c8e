/**
 * What looks like ratings that are not the visitors' own (requirements §3.7): computed for the manager, never punished.
 * `quick`: answered sooner after the visit than anybody reads five words · `shift-end`: a burst at the end of somebody's
 * work at a window · `run`: one member of staff, always the best grade, many in a row.
 */
import { localParts, minuteOf } from './calendar.ts'
import { GRADES } from './commands.ts'
import type { Hall } from './hall.ts'
import type { CounterId, Instant, StaffId } from './ids.ts'
import { RATINGS_SHOWN_MAX } from './limits.ts'
import type { Found, Rating, SaidOf } from './ratings.ts'

/** An answer on the pad sooner after the end of the visit than this was not read before it was given (ux §5), ms. */
export const QUICK_MS = 1_500
/** How long before the end of somebody's work a burst counts, ms: a visitor takes about ten minutes, so one or two rate. */
export const SHIFT_END_MS = 15 * 60_000
/** Fewer ratings than this are no burst. */
export const SHIFT_END_LEAST = 5
/** A window that is rated all day is rated at the end too: a burst is at least this share of all its person got that day. */
export const SHIFT_END_SHARE = 0.5
/** The pad asks for a minute, so a rating of the last visit may come this long after it, ms. */
const ASKED_FOR_MS = 60_000
/** Nearly all that a window does in a day, 25 (S003-14), rated by everybody and always with the best grade. */
export const RUN_LEAST = 20

const BEST = GRADES[0]

export type RatingSignal = {
  readonly kind: 'quick' | 'shift-end' | 'run'
  readonly staffId: StaffId
  readonly staff: string
  readonly counterName: string
  /** How many ratings it rests on, of how many that the person got today. */
  readonly count: number
  readonly of: number
}

/** When the hall closes today; undefined where the clock is on another day than the hall. */
const closingTime = ({ at, day, catalogue }: Hall): Instant | undefined => {
  if (!catalogue) return undefined
  const now = localParts(at, catalogue.hall.timeZone)
  if (now.day !== day) return undefined
  return at + (minuteOf(catalogue.hours.close) - now.minute) * 60_000
}

/** The end of the last visit that somebody finished at a window. */
const lastFinished = (hall: Hall, counter: CounterId, staffId: StaffId): Instant => {
  let last = 0
  for (const { served } of hall.tickets.values())
    for (const leg of served)
      if (leg.counter === counter && leg.staffId === staffId) last = Math.max(last, leg.completedAt)
  return last
}

/** The end of somebody's work at a window: closing time while they sit there, their last visit once they are gone. */
const endOfWork = (hall: Hall, counter: CounterId, staffId: StaffId): Instant | undefined => {
  const state = hall.counters.get(counter)
  if (state && state.status !== 'closed' && state.staffId === staffId) return closingTime(hall)
  return lastFinished(hall, counter, staffId)
}

/** Enters a rating of today's visit into what was said of who served it. */
export const countSaid = (hall: Hall, rating: Rating): void => {
  const { staffId, counter, grade, from, at, completedAt } = rating
  if (staffId === '') return
  const said: SaidOf = hall.said.get(staffId) ?? {
    count: 0,
    quick: undefined,
    run: 0,
    longest: undefined,
    at: new Map(),
  }
  hall.said.set(staffId, said)
  said.count += 1
  if (from === 'pad' && completedAt !== undefined && at - completedAt < QUICK_MS)
    said.quick = { count: (said.quick?.count ?? 0) + 1, last: rating }
  said.run = grade === BEST ? said.run + 1 : 0
  if (said.run > (said.longest?.count ?? 0)) said.longest = { count: said.run, last: rating }
  const here = said.at.get(counter)
  if (here) here.push(rating)
  else said.at.set(counter, [rating])
}

/** Those that came from a moment on: the last of a list in the order of time. */
const cameFrom = (ratings: readonly Rating[], moment: Instant): readonly Rating[] => {
  let first = ratings.length
  while ((ratings[first - 1]?.at ?? Number.NEGATIVE_INFINITY) >= moment) first -= 1
  return ratings.slice(first)
}

/** The burst at the end of somebody's work, where there is one. */
const burstOf = (hall: Hall, staffId: StaffId, { at: windows, count }: SaidOf): Found | undefined => {
  const enough = (late: readonly Rating[]): boolean =>
    late.length >= SHIFT_END_LEAST && late.length >= count * SHIFT_END_SHARE
  for (const [counter, here] of windows) {
    // Work ends no sooner than with a visit that was rated, so most people need no look at all the tickets of the day.
    if (!enough(cameFrom(here, (here.at(-1)?.completedAt ?? 0) - SHIFT_END_MS))) continue
    const end = endOfWork(hall, counter, staffId)
    if (end === undefined) continue
    const late = cameFrom(here, end - SHIFT_END_MS).filter(({ at }) => at <= end + ASKED_FOR_MS)
    const last = late.at(-1)
    if (last && enough(late)) return { count: late.length, last }
  }
  return undefined
}

/**
 * All signals of today, quick answers first, then bursts, then runs; within a kind the one that rests on most. Ratings of
 * earlier days' visits take no part: nobody knows whose shift they fell into.
 */
export const everySignal = (hall: Hall): readonly RatingSignal[] => {
  const of = (
    kind: RatingSignal['kind'],
    find: (said: SaidOf, staffId: StaffId) => Found | undefined,
  ): RatingSignal[] =>
    [...hall.said]
      .flatMap(([staffId, said]): RatingSignal[] => {
        const found = find(said, staffId)
        if (!found) return []
        const { count, last } = found
        const counterName = hall.lookup.counters.get(last.counter)?.name ?? last.counter
        return [{ kind, staffId, staff: last.staff, counterName, count, of: said.count }]
      })
      .sort((a, b) => b.count - a.count)
  return [
    ...of('quick', ({ quick }) => quick),
    ...of('shift-end', (said, staffId) => burstOf(hall, staffId, said)),
    ...of('run', ({ longest }) => (longest && longest.count >= RUN_LEAST ? longest : undefined)),
  ]
}

/** Those that a screen shows. */
export const ratingSignals = (hall: Hall): readonly RatingSignal[] => everySignal(hall).slice(0, RATINGS_SHOWN_MAX)
