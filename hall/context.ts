import type { Actor } from './actor.ts'
import type { BusinessDay, Instant, TicketSecret } from './ids.ts'
import type { PastVisit } from './past-visit.ts'

/** What a decision may know besides the hall. `now` is never before the hall's last event. */
export type Context = {
  readonly now: Instant
  readonly actor: Actor
  /** Minted for this command alone, for what it makes that nobody may guess. */
  readonly secret: TicketSecret
  /** The day so many working days from today, by the State Council's calendar. */
  readonly workingDay: (days: number) => BusinessDay
  /** The visit of an earlier day that this command is about, if it is about one. */
  readonly past?: PastVisit
}
