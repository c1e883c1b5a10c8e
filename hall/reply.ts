/** The answer to a command. An accepted one follows from the events alone, so receipts can be made again from a ledger. */
import type { HallEvent } from './events.ts'
import { type Hall, ticketText } from './hall.ts'
import type { TicketId, TicketSecret } from './ids.ts'
import type { Refusal } from './refusal.ts'

export type Accepted = {
  readonly ok: true
  /** The ledger position after this command; a screen whose view is as new has seen its effect. */
  readonly position: number
  /** The ticket it was about, when it was about one. */
  readonly ticket?: TicketId
  /** Its number as people read it. */
  readonly number?: string
  /** Only in the answer to its issue: what the QR holds. */
  readonly secret?: TicketSecret
}
export type Refused = { readonly ok: false } & Refusal
export type Reply = Accepted | Refused

/** The reply to an accepted command, from its events, its last position and the hall after it. */
export const replyTo = (events: readonly HallEvent[], position: number, hall: Hall): Accepted => {
  const about = events.find((event) => 'ticket' in event)
  if (!about || !('ticket' in about)) return { ok: true, position }
  const ticket = hall.tickets.get(about.ticket)
  return {
    ok: true,
    position,
    ticket: about.ticket,
    ...(ticket ? { number: ticketText(ticket) } : {}),
    ...(about.type === 'TicketIssued' ? { secret: about.secret } : {}),
  }
}

export const refusedWith = (refusal: Refusal): Refused => ({ ok: false, ...refusal })
