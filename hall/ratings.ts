/** What visitors said today. Staff screens never show it of a single visit; the manager sees it in sum (requirements §3.7). */
import type { ComplaintReason, Grade } from './commands.ts'
import type { BusinessDay, CounterId, Instant, StaffId, TicketId } from './ids.ts'

export type Rating = {
  readonly ticket: TicketId
  readonly leg: number
  readonly number: string
  readonly counter: CounterId
  readonly staffId: StaffId
  readonly staff: string
  readonly grade: Grade
  readonly at: Instant
  /** When the leg was done; absent for a visit of an earlier day. */
  readonly completedAt?: Instant
  /** The day of the visit, where it was an earlier one. */
  readonly day?: BusinessDay
  /** On the pad in front of the window, or on a phone. */
  readonly from: 'pad' | 'phone'
  complaints?: readonly ComplaintReason[]
  text?: string
}

/** Some ratings of one person: how many, and the last of them. */
export type Found = { readonly count: number; readonly last: Rating }

/**
 * What was said today of one member of staff, counted as it comes: a look at it costs the same after ten ratings and after
 * ten thousand.
 */
export type SaidOf = {
  count: number
  /** Answered on the pad sooner than anybody reads. */
  quick: Found | undefined
  /** The best grade so many times in a row by now, and the longest such row of the day. */
  run: number
  longest: Found | undefined
  /** In the order they came, by the window at which the visit was. */
  readonly at: Map<CounterId, Rating[]>
}
