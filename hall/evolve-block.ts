/** What a loan of numbers, and a number that was given, do to the block of a kiosk (Z29). */
import type { EventOf, Recorded } from './events.ts'
import type { Hall } from './hall.ts'
import { put } from './seating.ts'
import { issuedPart } from './ticket.ts'

export const lend = (hall: Hall, { kiosk, series, until }: EventOf<'BlockLeased'>, at: number): void => {
  const block = hall.blocks.get(kiosk)
  hall.blocks.set(kiosk, { ...block, series, until, next: block?.next ?? 1, leasedAt: block?.leasedAt ?? at })
}

/** The block moves on by a number that came in, or remembers what its kiosk was given in the usual way. */
export const numberGiven = (
  hall: Hall,
  { actor, at, position }: Recorded,
  { ticket, number, offline }: EventOf<'TicketIssued'>,
): void => {
  const block = actor.role === 'kiosk' ? hall.blocks.get(actor.id) : undefined
  if (!block) return
  const { insteadOf } = offline ?? {}
  const moved = { ...block, next: number + 1, ...(insteadOf === undefined ? {} : { givenUp: insteadOf }) }
  hall.blocks.set(actor.id, offline ? moved : { ...block, lastTicket: ticket })
  const unseen = insteadOf === undefined ? undefined : hall.tickets.get(insteadOf)
  // Nobody ever saw that one: whoever asked for it holds this number.
  if (unseen?.status === 'waiting') put(hall, { ...issuedPart(unseen, position), status: 'cancelled', endedAt: at })
}
