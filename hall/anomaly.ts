/**
 * 异常线索: what each of the staff, and each window, did by hand on some days, beside what their colleagues did (X36). It is
 * reckoned for whoever audits; a lead is a place to look, never a proof and no ground for a penalty. Ratings come in sum
 * alone, as everywhere (requirements §3.7).
 */
import type { StaffRole } from './actor.ts'
import { BY_HAND_KINDS, type ByHand, type ByHandKind, byHandIn, personOf, ticketOf, windowOf } from './anomaly-acts.ts'
import type { Recorded } from './events.ts'
import { evolve } from './evolve.ts'
import { emptyHall, type Hall } from './hall.ts'
import type { BusinessDay, CounterId, HallId, StaffId } from './ids.ts'
import { everySignal, type RatingSignal } from './rating-signals.ts'

/** A clerk has 25 cases a day (S003-14): fewer acts than a fifth of one day stand for nothing. */
export const LEAD_LEAST = 5
/** With five acts where a colleague's share lets expect 1.7, chance alone does it in three of a hundred. */
export const LEAD_TIMES = 3
/** A median of fewer than two others is somebody's own habit. */
export const COLLEAGUES_LEAST = 2
/** With nobody to compare with: whoever picks one call in four does not make exceptions any more. */
export const ALONE_SHARE = 0.25
/** Who did so little in these days has no share that says anything. */
export const BASE_LEAST = 10
/** Shares are fractions of whole numbers; what multiplying loses is no difference. */
const A_HAIR = 1e-9
/** Acts listed of one row; the count is of all. */
export const ACTS_LISTED_MAX = 200

export type AnomalyKind = ByHandKind | `rated-${RatingSignal['kind']}`

export type AnomalyRow = {
  readonly kind: AnomalyKind
  /** Of the person or window. */
  readonly id: string
  readonly name: string
  /** Absent for a window. */
  readonly role?: StaffRole
  readonly count: number
  /** Of how many calls, numbers or ratings; null for what has no such number. */
  readonly of: number | null
  /** The middle of what colleagues have: a share, or a count where there is no share; null where there are too few of them. */
  readonly median: number | null
  readonly lead: boolean
  /** The first of them, oldest first; none for ratings. */
  readonly acts: readonly ByHand[]
}

export type AnomalyReport = {
  readonly from: BusinessDay
  readonly to: BusinessDay
  readonly timeZone: string
  /** Days on which the hall was open. */
  readonly days: number
  /** Leads first, then the greatest share. */
  readonly staff: readonly AnomalyRow[]
  readonly windows: readonly AnomalyRow[]
}

/** What one person, or one window, did in these days. */
type Doer = {
  readonly id: string
  name: string
  role?: StaffRole
  calls: number
  readonly numbers: Set<string>
  ratings: number
  readonly acts: Map<number, ByHand>
  readonly signals: Map<RatingSignal['kind'], number>
}

const newDoer = (id: string): Doer => ({
  id,
  name: id,
  calls: 0,
  numbers: new Set(),
  ratings: 0,
  acts: new Map(),
  signals: new Map(),
})

const doerIn = (doers: Map<string, Doer>, id: string): Doer => {
  const known = doers.get(id)
  if (known) return known
  const made = newDoer(id)
  doers.set(id, made)
  return made
}

const BY_CHOICE: readonly ByHandKind[] = ['chosen', 'override', 'direct']
const OF_CALLS: readonly ByHandKind[] = [...BY_CHOICE, 'no-show', 'undone']

/** What a kind is a share of: calls made, numbers handled, or nothing. */
const baseOf = (kind: ByHandKind, { calls, numbers }: Doer): number | null => {
  if (kind === 'switched') return null
  return OF_CALLS.includes(kind) ? calls : numbers.size
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

const countOf = (kind: ByHandKind, doer: Doer): number => {
  let count = 0
  for (const act of doer.acts.values()) if (act.kind === kind) count += 1
  return count
}

/** What is compared: the share, or the count where there is none; undefined for who did too little to be compared. */
const measureOf = (kind: ByHandKind, doer: Doer): number | undefined => {
  const base = baseOf(kind, doer)
  if (base === null) return countOf(kind, doer)
  return base >= BASE_LEAST ? countOf(kind, doer) / base : undefined
}

const rowOf = (kind: ByHandKind, doer: Doer, all: readonly Doer[]): AnomalyRow | undefined => {
  const count = countOf(kind, doer)
  if (count === 0) return undefined
  const others = all
    .filter((other) => other !== doer && other.role === doer.role)
    .flatMap((other) => measureOf(kind, other) ?? [])
  const middle = others.length >= COLLEAGUES_LEAST ? median(others) : null
  const mine = measureOf(kind, doer) ?? Number.NaN
  const much = middle === null ? BY_CHOICE.includes(kind) && mine >= ALONE_SHARE : mine + A_HAIR >= LEAD_TIMES * middle
  return {
    kind,
    id: doer.id,
    name: doer.name,
    ...(doer.role === undefined ? {} : { role: doer.role }),
    count,
    of: baseOf(kind, doer),
    median: middle,
    lead: count >= LEAD_LEAST && much,
    acts: [...doer.acts.values()].filter((act) => act.kind === kind).slice(0, ACTS_LISTED_MAX),
  }
}

/** Signals of ratings have thresholds of their own (hall/rating-signals.ts), so each is a lead. */
const ratingRows = ({ id, name, role, ratings, signals }: Doer): AnomalyRow[] =>
  [...signals].map(([kind, count]) => ({
    kind: `rated-${kind}` as const,
    id,
    name,
    ...(role === undefined ? {} : { role }),
    count,
    of: ratings,
    median: null,
    lead: true,
    acts: [],
  }))

const shareOf = ({ count, of }: AnomalyRow): number => (of ? count / of : 0)

const rowsOf = (doers: ReadonlyMap<string, Doer>): AnomalyRow[] => {
  const all = [...doers.values()]
  return all
    .flatMap((doer) => [...BY_HAND_KINDS.flatMap((kind) => rowOf(kind, doer, all) ?? []), ...ratingRows(doer)])
    .sort((a, b) => Number(b.lead) - Number(a.lead) || shareOf(b) - shareOf(a) || b.count - a.count)
}

/** Who did what, as the days go by. */
type Book = { readonly staff: Map<StaffId, Doer>; readonly windows: Map<CounterId, Doer> }

/** Enters an event that the hall has just taken in. */
const enter = ({ staff, windows }: Book, recorded: Recorded, hall: Hall): void => {
  const { event, actor, day } = recorded
  const person = personOf(actor)
  if (!person) return
  const doer = doerIn(staff, person.id)
  doer.name = person.name
  doer.role = person.role
  const counter = windowOf(recorded)
  const at = counter === undefined ? undefined : doerIn(windows, counter)
  if (at) at.name = hall.lookup.counters.get(at.id)?.name ?? at.name
  const doing = at ? [doer, at] : [doer]
  const ticket = ticketOf(event)
  const act = byHandIn(recorded, hall)
  for (const each of doing) {
    if (event.type === 'TicketCalled' || event.type === 'VisitorSeated') each.calls += 1
    if (ticket !== undefined) each.numbers.add(`${day} ${ticket}`)
    if (act) each.acts.set(act.position, act)
    // What was taken back never was; that it was taken back is an act of its own.
    if (event.type === 'ActUndone') for (const position of event.positions) each.acts.delete(position)
  }
}

/** What visitors said of a day, by whom they said it of. */
const enterRatings = ({ staff }: Book, hall: Hall): void => {
  for (const [id, said] of hall.said) doerIn(staff, id).ratings += said.count
  for (const { kind, staffId, staff: name, count } of everySignal(hall)) {
    const doer = doerIn(staff, staffId)
    if (doer.name === staffId) doer.name = name
    doer.signals.set(kind, (doer.signals.get(kind) ?? 0) + count)
  }
}

/**
 * The report of some days, in steps of one event.
 * @param days each with its events from its first opening on; they are folded beside, so that every act is seen as it was done
 */
export function* anomaliesOf(
  id: HallId,
  span: { readonly from: BusinessDay; readonly to: BusinessDay },
  days: Iterable<Iterable<Recorded>>,
): Generator<undefined, AnomalyReport> {
  const book: Book = { staff: new Map(), windows: new Map() }
  let timeZone = 'Asia/Shanghai'
  let opened = 0
  for (const events of days) {
    const hall = emptyHall(id)
    for (const recorded of events) {
      evolve(hall, recorded)
      enter(book, recorded, hall)
      yield undefined
    }
    if (hall.day === null) continue
    opened += 1
    timeZone = hall.catalogue?.hall.timeZone ?? timeZone
    enterRatings(book, hall)
  }
  return { ...span, timeZone, days: opened, staff: rowsOf(book.staff), windows: rowsOf(book.windows) }
}
