/**
 * What an event does to the hall. It never decides and never refuses: an event that does not fit is a broken ledger or a
 * defect, and stops the hall (design principle 4). It reads no clock and draws no chance, so folding twice gives the same.
 */
import type { Catalogue } from './catalogue.ts'
import type { CounterState } from './counter.ts'
import type { Recorded } from './events.ts'
import { emptyHall, type Hall, lineOf, lookupOf, startDay, themeOf } from './hall.ts'
import type { CounterId, HallId, ServiceId, TicketId } from './ids.ts'
import { join, leave } from './line.ts'
import { type Issued, issuedPart, numberText, type Status, type Ticket, type TicketAs } from './ticket.ts'

/** Calls remembered for the boards: more than any burst between two tellings, and every row a board can show. */
const CALLS_KEPT = 128
const MISSED_KEPT = 64

const requireTicket = <S extends Status>(hall: Hall, id: TicketId, ...wanted: readonly S[]): TicketAs<S> => {
  const ticket = hall.tickets.get(id)
  if (!ticket) throw new Error(`Event ${hall.position} speaks of ticket ${id}, which was never issued today.`)
  if (!wanted.some((status) => status === ticket.status)) {
    throw new Error(`Event ${hall.position} needs ticket ${id} ${wanted.join(' or ')}, but it is ${ticket.status}.`)
  }
  return ticket as TicketAs<S>
}

const requireCounter = (hall: Hall, id: CounterId): CounterState => {
  const counter = hall.counters.get(id)
  if (!counter) throw new Error(`Event ${hall.position} speaks of window ${id}, which this hall does not have.`)
  return counter
}

/** Puts the ticket's next state in place of the last, and keeps the lines and counts that depend on its status. */
const put = (hall: Hall, next: Ticket): void => {
  const last = hall.tickets.get(next.id)
  if (last) {
    hall.counts[last.status] -= 1
    if (last.status === 'waiting') leave(lineOf(hall, last), { key: last.key, rank: last.rank, ticket: last.id })
    if (last.status === 'parked') hall.parked.delete(last.id)
    if (last.status === 'waiting') hall.returned.delete(last.id)
  }
  hall.counts[next.status] += 1
  hall.tickets.set(next.id, next)
  if (next.status === 'waiting') join(lineOf(hall, next), { key: next.key, rank: next.rank, ticket: next.id })
  if (next.status === 'waiting' && next.returns > 0) hall.returned.add(next.id)
  if (next.status === 'parked') hall.parked.add(next.id)
}

/** Seats a ticket at a window, which must be open and free (I2). */
const seat = (hall: Hall, id: CounterId, ticket: TicketId): void => {
  const counter = requireCounter(hall, id)
  if (counter.status !== 'open')
    throw new Error(`Event ${hall.position} seats a ticket at window ${id}, which is ${counter.status}.`)
  if (counter.ticket !== undefined && counter.ticket !== ticket) {
    throw new Error(`Event ${hall.position} seats a second ticket at window ${id}.`)
  }
  hall.counters.set(id, { ...counter, ticket })
}

const unseat = (hall: Hall, id: CounterId, at: number): CounterState => {
  const { ticket: _left, ...rest } = requireCounter(hall, id)
  const free = { ...rest, since: at }
  hall.counters.set(id, free)
  return free
}

const figuresOf = (hall: Hall, service: ServiceId) => {
  const theme = themeOf(hall, service)?.id ?? service
  const known = hall.today.get(theme)
  if (known) return known
  const made = { issued: 0, called: 0, waitMs: 0, waitedLongestMs: 0, completed: 0 }
  hall.today.set(theme, made)
  return made
}

const rememberCall = (hall: Hall, at: number, ticket: TicketId, counter: CounterId, recall: boolean): void => {
  hall.calls.push({ position: hall.position, at, ticket, counter, recall })
  if (hall.calls.length > CALLS_KEPT) hall.calls.shift()
}

/** Puts a catalogue in force. Live tickets and windows stay what they are (I20). */
const adopt = (hall: Hall, catalogue: Catalogue, revision: number, at: number): void => {
  hall.catalogue = catalogue
  hall.revision = revision
  hall.lookup = lookupOf(catalogue)
  for (const { id } of catalogue.counters) {
    if (!hall.counters.has(id)) hall.counters.set(id, { id, status: 'closed', completed: 0, servedMs: 0, since: at })
  }
  for (const id of [...hall.counters.keys()]) if (!hall.lookup.counters.has(id)) hall.counters.delete(id)
}

const closeHall = (hall: Hall, at: number): void => {
  hall.open = false
  for (const ticket of hall.tickets.values()) {
    if (ticket.status === 'called' || ticket.status === 'serving') unseat(hall, ticket.counter, at)
    if (['waiting', 'called', 'serving', 'parked'].includes(ticket.status)) {
      put(hall, { ...issuedPart(ticket, hall.position), status: 'expired', endedAt: at })
    }
  }
  for (const counter of [...hall.counters.values()]) {
    const { id, completed, servedMs } = counter
    hall.counters.set(id, { id, status: 'closed', completed, servedMs, since: at })
  }
}

/** Free the window a ticket is leaving, if it is at one. */
const standUp = (hall: Hall, ticket: Ticket, at: number): void => {
  if (ticket.status === 'called' || ticket.status === 'serving') unseat(hall, ticket.counter, at)
}

/** Applies one recorded event to the hall, in place, and returns the hall. Throws when the event cannot be true. */
export const evolve = (hall: Hall, recorded: Recorded): Hall => {
  const { event, at, position } = recorded
  hall.position = position
  hall.at = at
  switch (event.type) {
    case 'CataloguePublished':
      adopt(hall, event.catalogue, event.revision, at)
      return hall
    case 'HallOpened':
      // A second opening of the same day goes on where the first stopped: numbers never repeat within a day.
      if (event.day !== hall.day) startDay(hall, event.day)
      hall.open = true
      hall.openedAt = at
      adopt(hall, event.catalogue, event.revision, at)
      return hall
    case 'HallClosed':
      closeHall(hall, at)
      return hall
    case 'CounterOpened': {
      const { id, completed, servedMs } = requireCounter(hall, event.counter)
      hall.counters.set(id, { id, status: 'open', staff: event.staff, completed, servedMs, since: at })
      return hall
    }
    case 'CounterPaused': {
      const counter = requireCounter(hall, event.counter)
      if (counter.status !== 'open')
        throw new Error(`Event ${position} pauses window ${event.counter}, which is ${counter.status}.`)
      const { id, completed, servedMs, staff } = counter
      hall.counters.set(id, { id, status: 'paused', staff, reason: event.reason, completed, servedMs, since: at })
      return hall
    }
    case 'CounterClosed': {
      const { id, completed, servedMs } = requireCounter(hall, event.counter)
      hall.counters.set(id, { id, status: 'closed', completed, servedMs, since: at })
      return hall
    }
    case 'TicketIssued': {
      if (hall.tickets.has(event.ticket))
        throw new Error(`Event ${position} issues ticket ${event.ticket} a second time.`)
      const issued: Issued = {
        id: event.ticket,
        secret: event.secret,
        series: event.series,
        number: event.number,
        class: event.class,
        prefix: hall.catalogue?.rules.classPrefix[event.class] ?? '',
        service: event.service,
        key: event.key,
        rank: position,
        issuedAt: at,
        readyAt: Math.max(at, event.slot ?? 0),
        returns: 0,
        copies: 1,
        changed: position,
        ...(event.ground === undefined ? {} : { ground: event.ground }),
        ...(event.slot === undefined ? {} : { slot: event.slot }),
      }
      put(hall, { ...issued, status: 'waiting' })
      hall.issued.push(event.ticket)
      hall.bySecret.set(event.secret, event.ticket)
      hall.byNumber.set(numberText(event.series, event.number), event.ticket)
      hall.series.set(event.series, event.number)
      hall.issuedOf.set(event.service, (hall.issuedOf.get(event.service) ?? 0) + 1)
      figuresOf(hall, event.service).issued += 1
      return hall
    }
    case 'TicketCalled': {
      const ticket = requireTicket(hall, event.ticket, 'waiting', 'parked', 'no-show')
      seat(hall, event.counter, ticket.id)
      if (ticket.firstCalledAt === undefined) {
        const figures = figuresOf(hall, ticket.service)
        const waited = Math.max(0, at - ticket.readyAt)
        figures.called += 1
        figures.waitMs += waited
        figures.waitedLongestMs = Math.max(figures.waitedLongestMs, waited)
      }
      const issued = { ...issuedPart(ticket, position), firstCalledAt: ticket.firstCalledAt ?? at }
      put(hall, { ...issued, status: 'called', counter: event.counter, calls: 1, calledAt: at })
      rememberCall(hall, at, ticket.id, event.counter, false)
      return hall
    }
    case 'TicketRecalled': {
      const ticket = requireTicket(hall, event.ticket, 'called')
      put(hall, { ...ticket, changed: position, calls: ticket.calls + 1, calledAt: at })
      rememberCall(hall, at, ticket.id, event.counter, true)
      return hall
    }
    case 'ServingStarted': {
      const ticket = requireTicket(hall, event.ticket, 'called')
      put(hall, { ...ticket, changed: position, status: 'serving', startedAt: at })
      return hall
    }
    case 'TicketCompleted': {
      const ticket = requireTicket(hall, event.ticket, 'serving')
      const { counter, startedAt } = ticket
      const free = unseat(hall, counter, at)
      hall.counters.set(counter, { ...free, completed: free.completed + 1, servedMs: free.servedMs + at - startedAt })
      put(hall, {
        ...issuedPart(ticket, position),
        status: 'completed',
        counter,
        startedAt,
        completedAt: at,
        outcome: event.outcome,
      })
      hall.lastCompleted.set(counter, ticket.id)
      figuresOf(hall, ticket.service).completed += 1
      return hall
    }
    case 'NoShowMarked': {
      const ticket = requireTicket(hall, event.ticket, 'called')
      unseat(hall, ticket.counter, at)
      put(hall, { ...issuedPart(ticket, position), status: 'no-show', counter: ticket.counter, missedAt: at })
      hall.missed.push(ticket.id)
      if (hall.missed.length > MISSED_KEPT) hall.missed.shift()
      return hall
    }
    case 'TicketReturned': {
      const ticket = requireTicket(hall, event.ticket, 'no-show')
      const issued = issuedPart(ticket, position)
      put(hall, { ...issued, key: event.key, rank: position, returns: issued.returns + 1, status: 'waiting' })
      return hall
    }
    case 'TicketParked': {
      const ticket = requireTicket(hall, event.ticket, 'called', 'serving')
      unseat(hall, ticket.counter, at)
      const { counter } = ticket
      put(hall, { ...issuedPart(ticket, position), status: 'parked', counter, parkedAt: at, reason: event.reason })
      return hall
    }
    case 'TicketTransferred': {
      const ticket = requireTicket(hall, event.ticket, 'waiting', 'called', 'serving', 'parked')
      standUp(hall, ticket, at)
      put(hall, { ...issuedPart(ticket, position), service: event.service, status: 'waiting' })
      return hall
    }
    case 'TicketCancelled': {
      const ticket = requireTicket(hall, event.ticket, 'waiting', 'called', 'parked', 'no-show')
      standUp(hall, ticket, at)
      put(hall, { ...issuedPart(ticket, position), status: 'cancelled', endedAt: at })
      return hall
    }
    case 'TicketReprinted': {
      const ticket = hall.tickets.get(event.ticket)
      if (!ticket) throw new Error(`Event ${position} reprints ticket ${event.ticket}, which was never issued today.`)
      put(hall, { ...ticket, copies: event.copy })
      return hall
    }
    case 'VisitRated': {
      const ticket = requireTicket(hall, event.ticket, 'completed')
      put(hall, { ...ticket, changed: position, grade: event.grade })
      hall.grades.set(event.grade, (hall.grades.get(event.grade) ?? 0) + 1)
      return hall
    }
  }
}

/** The hall after all these events. */
export const fold = (id: HallId, events: Iterable<Recorded>): Hall => {
  const hall = emptyHall(id)
  for (const recorded of events) evolve(hall, recorded)
  return hall
}
