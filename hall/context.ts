import type { Actor } from './actor.ts'
import type { Instant, TicketSecret } from './ids.ts'

/** What a decision may know besides the hall. `now` is never before the hall's last event. */
export type Context = { readonly now: Instant; readonly actor: Actor; readonly secret: TicketSecret }
