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
