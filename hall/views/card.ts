/** A ticket as staff screens show it. The secret is never part of it: staff could rate themselves (I15). */
import type { TicketClass } from '../catalogue.ts'
import type { PriorityGround } from '../commands.ts'
import { eachLine, type Hall, ticketText } from '../hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId, TicketId } from '../ids.ts'
import { firstOf } from '../line.ts'
import type { Status, Ticket } from '../ticket.ts'

export type TicketCard = {
  readonly id: TicketId
  readonly number: string
  readonly service: ServiceId
  readonly serviceName: string
  readonly theme: ThemeId
  readonly class: TicketClass
  readonly ground?: PriorityGround
  readonly slot?: Instant
  readonly status: Status
  readonly issuedAt: Instant
  /** What waiting is measured from. */
  readonly readyAt: Instant
  readonly counter?: CounterId
  readonly calls?: number
  readonly calledAt?: Instant
  readonly startedAt?: Instant
  readonly parkedAt?: Instant
  readonly missedAt?: Instant
  readonly reason?: string
  readonly copies: number
}

export const cardOf = (hall: Hall, ticket: Ticket): TicketCard => {
  const service = hall.lookup.services.get(ticket.service)
  return {
    id: ticket.id,
    number: ticketText(ticket),
    service: ticket.service,
    serviceName: service?.name ?? ticket.service,
    theme: service?.theme ?? '',
    class: ticket.class,
    status: ticket.status,
    issuedAt: ticket.issuedAt,
    readyAt: ticket.readyAt,
    copies: ticket.copies,
    ...(ticket.ground === undefined ? {} : { ground: ticket.ground }),
    ...(ticket.slot === undefined ? {} : { slot: ticket.slot }),
    ...('counter' in ticket ? { counter: ticket.counter } : {}),
    ...('calls' in ticket ? { calls: ticket.calls, calledAt: ticket.calledAt } : {}),
    ...('startedAt' in ticket ? { startedAt: ticket.startedAt } : {}),
    ...('parkedAt' in ticket ? { parkedAt: ticket.parkedAt, reason: ticket.reason } : {}),
    ...('missedAt' in ticket ? { missedAt: ticket.missedAt } : {}),
  }
}

export const cardsOf = (hall: Hall, ids: Iterable<TicketId>): TicketCard[] => {
  const cards: TicketCard[] = []
  for (const id of ids) {
    const ticket = hall.tickets.get(id)
    if (ticket) cards.push(cardOf(hall, ticket))
  }
  return cards
}

/**
 * Since when the person who has waited longest for one of these services has waited; null when nobody does. The head of
 * each line waits longest in it, except for tickets that came back after a no-show, which are looked at one by one.
 */
export const longestSince = (hall: Hall, services: readonly ServiceId[]): Instant | null => {
  let since: Instant | null = null
  const consider = (id: TicketId | undefined): void => {
    const ticket = id === undefined ? undefined : hall.tickets.get(id)
    if (ticket && (since === null || ticket.readyAt < since)) since = ticket.readyAt
  }
  for (const [, line] of eachLine(hall, services)) consider(firstOf(line)?.ticket)
  for (const id of hall.returned) if (services.includes(hall.tickets.get(id)?.service ?? '')) consider(id)
  return since
}
