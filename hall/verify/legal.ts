/** I9: which event may follow which state. `evolve` stops at what it cannot apply; this also names what it would let pass. */
import type { CounterState } from '../counter.ts'
import type { EventOf, HallEvent, Recorded } from '../events.ts'
import type { Hall } from '../hall.ts'
import type { Instant } from '../ids.ts'
import type { Status, TicketAs } from '../ticket.ts'
import type { Complaint, Rule } from './rule.ts'

type TicketEvent = Exclude<Extract<HallEvent, { ticket: string }>, { type: 'TicketIssued' }>

/** The statuses from which each thing can happen to a ticket. */
const FROM: { readonly [T in TicketEvent['type']]: readonly Status[] } = {
  TicketCalled: ['waiting', 'parked'],
  TicketRecalled: ['called'],
  ServingStarted: ['called'],
  TicketCompleted: ['serving'],
  NoShowMarked: ['called'],
  TicketReturned: ['no-show'],
  TicketParked: ['called', 'serving'],
  TicketTransferred: ['waiting', 'called', 'serving', 'parked'],
  TicketCancelled: ['waiting', 'called', 'parked', 'no-show'],
  TicketReprinted: ['waiting', 'called', 'serving', 'parked', 'no-show'],
  VisitRated: ['completed'],
}

const callsAt = (event: { type: string; ticket: string }, ticket: TicketAs<'called'>, hall: Hall, at: Instant) => {
  const { limit = 1, gapSeconds = 0 } = hall.catalogue?.rules.calls ?? {}
  const early = ticket.calledAt + gapSeconds * 1000 - at
  if (early > 0) return `${event.type} of ${event.ticket} comes ${early} ms too soon after its last call.`
  if (event.type === 'TicketRecalled' && ticket.calls >= limit)
    return `Ticket ${event.ticket} is called more than ${limit} times.`
  if (event.type === 'NoShowMarked' && ticket.calls < limit)
    return `Ticket ${event.ticket} is missed after ${ticket.calls} of ${limit} calls.`
  return undefined
}

const returnAllowed = (ticket: TicketAs<'no-show'>, hall: Hall, at: Instant): Complaint => {
  const { times = 0, returnMinutes = 0 } = hall.catalogue?.rules.noShow ?? {}
  if (ticket.returns >= times) return `Ticket ${ticket.id} comes back more than ${times} times.`
  const late = at - ticket.missedAt - returnMinutes * 60_000
  return late > 0 ? `Ticket ${ticket.id} comes back ${late} ms too late.` : undefined
}

const ticketFits = (event: TicketEvent, hall: Hall, at: Instant): Complaint => {
  const ticket = hall.tickets.get(event.ticket)
  if (!ticket) return `${event.type} speaks of ticket ${event.ticket}, which was not issued that day.`
  if (!FROM[event.type].includes(ticket.status)) return `${event.type} of ${event.ticket}, which is ${ticket.status}.`
  const there = 'counter' in ticket ? ticket.counter : undefined
  if ('counter' in event && event.type !== 'TicketCalled' && event.counter !== there)
    return `${event.type} of ${event.ticket} at window ${event.counter}, but the ticket is at ${there}.`
  if (event.type === 'TicketReprinted' && event.copy !== ticket.copies + 1)
    return `Copy ${event.copy} of ticket ${event.ticket} follows copy ${ticket.copies}.`
  if (ticket.status === 'called' && (event.type === 'TicketRecalled' || event.type === 'NoShowMarked'))
    return callsAt(event, ticket, hall, at)
  return ticket.status === 'no-show' && event.type === 'TicketReturned' ? returnAllowed(ticket, hall, at) : undefined
}

const COUNTER_FROM: Readonly<Record<string, readonly CounterState['status'][]>> = {
  CounterOpened: ['closed', 'paused'],
  CounterPaused: ['open'],
  CounterClosed: ['open', 'paused'],
  TicketCalled: ['open'],
}

const counterFits = (event: { type: string; counter: string }, hall: Hall): Complaint => {
  const counter = hall.counters.get(event.counter)
  if (!counter) return `${event.type} at window ${event.counter}, which this hall does not have.`
  const from = COUNTER_FROM[event.type]
  if (from && !from.includes(counter.status))
    return `${event.type} at window ${event.counter}, which is ${counter.status}.`
  if (from && counter.ticket !== undefined)
    return `${event.type} at window ${event.counter}, which has ticket ${counter.ticket}.`
  return undefined
}

/** A catalogue comes in force by a publish; an opening only repeats it. */
const catalogueFits = (event: EventOf<'CataloguePublished' | 'HallOpened'>, hall: Hall): Complaint => {
  const expected = event.type === 'CataloguePublished' ? hall.revision + 1 : hall.revision
  if (event.revision !== expected) return `${event.type} has revision ${event.revision} instead of ${expected}.`
  const same = event.type === 'CataloguePublished' || JSON.stringify(event.catalogue) === JSON.stringify(hall.catalogue)
  return same ? undefined : `The hall opened with another catalogue than revision ${hall.revision}.`
}

const illegal = ({ event, at }: Recorded, hall: Hall): Complaint => {
  if (event.type === 'CataloguePublished') return catalogueFits(event, hall)
  if (event.type === 'HallOpened') return hall.open ? 'The hall opened twice.' : catalogueFits(event, hall)
  // A rating may come after the doors closed (T8); everything else needs the open hall.
  if (!hall.open && event.type !== 'VisitRated') return `${event.type} in a closed hall.`
  if (event.type === 'HallClosed') return undefined
  if (event.type === 'TicketIssued')
    return hall.tickets.has(event.ticket) ? `Ticket ${event.ticket} was issued twice.` : undefined
  if ('ticket' in event) {
    const complaint = ticketFits(event, hall, at)
    if (complaint) return complaint
  }
  // A visit may be rated after its window was taken out of the hall.
  return 'counter' in event && event.type !== 'VisitRated' ? counterFits(event, hall) : undefined
}

/** I9: only legal transitions. */
export const legalTransitions: Rule = { id: 'I9', begin: () => ({ before: illegal }) }
