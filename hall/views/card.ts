/** A ticket as staff screens show it. The secret is never part of it: staff could rate themselves (I15). */
import type { Outcome, TicketClass } from '../catalogue.ts'
import type { PriorityGround } from '../commands.ts'
import { type Hall, ticketText } from '../hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId, TicketId } from '../ids.ts'
import type { Bound, Leg } from '../legs.ts'
import type { Materials } from '../materials.ts'
import type { Channel, FirstContact, Status, Ticket } from '../ticket.ts'

/** A leg of a visit as staff see it: done, in hand, or still to come. */
export type LegCard = {
  readonly service: ServiceId
  readonly serviceName: string
  readonly state: 'done' | 'now' | 'to-come'
  readonly part?: Leg['part']
  /** Where it was done, or is being done. */
  readonly counterName?: string
  readonly outcome?: Outcome
}

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
  readonly channel: Channel
  /** Put aside until then. */
  readonly until?: Instant
  readonly thenWaits?: boolean
  readonly bound?: Bound
  /** All legs in order, where there is more than one. */
  readonly legs?: readonly LegCard[]
  readonly firstContact?: FirstContact
  readonly transfers: number
  readonly materials?: Materials
  readonly prechecked?: boolean
  /** The visitor's document was shown today; which one is nobody's business. */
  readonly named?: boolean
  readonly returns: number
  /** Moved to the front by a transfer. */
  readonly fronted?: boolean
}

/** All the legs of a visit, in order; none for a visit of one. */
export const legCards = (hall: Hall, ticket: Ticket): LegCard[] => {
  const nameOf = (service: ServiceId): string => hall.lookup.services.get(service)?.name ?? service
  const counterName = (id: CounterId): string => hall.lookup.counters.get(id)?.name ?? id
  const done = ticket.served.map(
    ({ service, counter, outcome }): LegCard => ({
      service,
      serviceName: nameOf(service),
      state: 'done',
      counterName: counterName(counter),
      outcome,
    }),
  )
  if (ticket.status === 'completed') return done
  const partOf = ({ part }: { part?: Leg['part'] }) => (part === undefined ? {} : { part })
  const here =
    ticket.status === 'called' || ticket.status === 'serving' ? { counterName: counterName(ticket.counter) } : {}
  const now: LegCard = {
    service: ticket.service,
    serviceName: nameOf(ticket.service),
    state: 'now',
    ...partOf(ticket),
    ...here,
  }
  const next = ticket.legs.map(
    (leg): LegCard => ({
      service: leg.service,
      serviceName: nameOf(leg.service),
      state: 'to-come',
      ...partOf(leg),
    }),
  )
  return [...done, now, ...next]
}

export const cardOf = (hall: Hall, ticket: Ticket): TicketCard => {
  const service = hall.lookup.services.get(ticket.service)
  const legs = legCards(hall, ticket)
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
    channel: ticket.channel,
    transfers: ticket.transfers,
    returns: ticket.returns,
    ...('until' in ticket && ticket.until !== undefined ? { until: ticket.until } : {}),
    ...('thenWaits' in ticket && ticket.thenWaits ? { thenWaits: true } : {}),
    ...(ticket.fronted ? { fronted: true } : {}),
    ...(ticket.bound === undefined ? {} : { bound: ticket.bound }),
    ...(legs.length > 1 ? { legs } : {}),
    ...(ticket.firstContact === undefined ? {} : { firstContact: ticket.firstContact }),
    ...(ticket.materials === undefined ? {} : { materials: ticket.materials }),
    ...(ticket.prechecked ? { prechecked: true } : {}),
    ...(ticket.person === undefined ? {} : { named: true }),
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
