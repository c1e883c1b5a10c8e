/** A visit of an earlier day, as far as it still matters: for its rating, and for who comes again after being sent away. */
import type { Outcome } from './catalogue.ts'
import type { BusinessDay, CounterId, PersonKey, ServiceId, StaffId, TicketId, TicketSecret } from './ids.ts'

export type PastLeg = {
  readonly service: ServiceId
  readonly counter: CounterId
  readonly staff: string
  readonly staffId: StaffId
  readonly outcome: Outcome
  readonly reason?: string
  readonly missing?: readonly string[]
  readonly rating: TicketSecret
  readonly bad?: boolean
  readonly rated: boolean
  readonly explained: boolean
}

export type PastVisit = {
  readonly ticket: TicketId
  readonly secret: TicketSecret
  readonly day: BusinessDay
  readonly number: string
  readonly person?: PersonKey
  readonly legs: readonly PastLeg[]
}
