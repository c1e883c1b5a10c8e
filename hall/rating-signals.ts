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
import type { Rating } from './ratings.ts'

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

const quickOnes = (ratings: readonly Rating[]): readonly Rating[] =>
  ratings.filter(
    ({ from, at, completedAt }) => from === 'pad' && completedAt !== undefined && at - completedAt < QUICK_MS,
  )

/** The burst at the end of somebody's work, where there is one. Most people have too few ratings for a look at tickets. */
const burstOf = (hall: Hall, ratings: readonly Rating[]): readonly Rating[] => {
  for (const counter of new Set(ratings.map((rating) => rating.counter))) {
    const here = ratings.filter((rating) => rating.counter === counter)
    if (here.length < SHIFT_END_LEAST) continue
    const end = endOfWork(hall, counter, here[0]?.staffId ?? '')
    if (end === undefined) continue
    const late = here.filter(({ at }) => at >= end - SHIFT_END_MS && at <= end + ASKED_FOR_MS)
    if (late.length >= SHIFT_END_LEAST && late.length >= ratings.length * SHIFT_END_SHARE) return late
  }
  return []
}

/** The longest run of the best grade, in the order in which the ratings came. */
const longestRun = (ratings: readonly Rating[]): readonly Rating[] => {
  let longest = { from: 0, to: 0 }
  let from = 0
  for (const [index, { grade }] of ratings.entries()) {
    if (grade !== BEST) from = index + 1
    else if (index + 1 - from > longest.to - longest.from) longest = { from, to: index + 1 }
  }
  return longest.to - longest.from >= RUN_LEAST ? ratings.slice(longest.from, longest.to) : []
}

/**
 * The signals of today, quick answers first, then bursts, then runs; within a kind the one that rests on most. Ratings of
 * earlier days' visits take no part: nobody knows whose shift they fell into.
 */
export const ratingSignals = (hall: Hall): readonly RatingSignal[] => {
  const byStaff = new Map<StaffId, Rating[]>()
  for (const rating of hall.ratings) {
    if (rating.day !== undefined || rating.staffId === '') continue
    const known = byStaff.get(rating.staffId)
    if (known) known.push(rating)
    else byStaff.set(rating.staffId, [rating])
  }
  const of = (kind: RatingSignal['kind'], find: (ratings: readonly Rating[]) => readonly Rating[]): RatingSignal[] =>
    [...byStaff]
      .flatMap(([staffId, ratings]): RatingSignal[] => {
        const found = find(ratings)
        const last = found.at(-1)
        if (!last) return []
        const counterName = hall.lookup.counters.get(last.counter)?.name ?? last.counter
        return [{ kind, staffId, staff: last.staff, counterName, count: found.length, of: ratings.length }]
      })
      .sort((a, b) => b.count - a.count)
  return [
    ...of('quick', quickOnes),
    ...of('shift-end', (ratings) => burstOf(hall, ratings)),
    ...of('run', longestRun),
  ].slice(0, RATINGS_SHOWN_MAX)
}
