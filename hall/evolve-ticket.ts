/** What an event does to the ticket it is about, and to the window in front of which it stands. */
import type { EventOf, HallEvent, Recorded } from './events.ts'
import { explain, rate } from './evolve-rating.ts'
import { addWait } from './figures.ts'
import type { Hall } from './hall.ts'
import type { CounterId, TicketId } from './ids.ts'
import {
  figuresOf,
  metBy,
  put,
  requireCounter,
  requireTicket,
  seat,
  staffFigures,
  standUp,
  turnedTo,
  unseat,
} from './seating.ts'
import { type Channel, endedPart, type Issued, issuedPart, numberText, offlineMarks, type Served } from './ticket.ts'

type Elsewhere = 'NoticeGiven' | 'ActUndone' | 'WaitQuoted'
type TicketEvent = Exclude<Extract<HallEvent, { ticket: TicketId }>, { type: Elsewhere }>

/** Calls remembered for the boards: more than any burst between two tellings, and every row a board can show. */
const CALLS_KEPT = 128

const rememberCall = (hall: Hall, at: number, ticket: TicketId, counter: CounterId, recall: boolean): void => {
  hall.calls.push({ position: hall.position, at, ticket, counter, recall })
  if (hall.calls.length > CALLS_KEPT) hall.calls.shift()
}

const channelOf = ({ actor }: Recorded): Channel =>
  actor.role === 'kiosk' ? 'kiosk' : actor.role === 'window' ? 'window' : 'desk'

const issue = (hall: Hall, recorded: Recorded, event: EventOf<'TicketIssued'>): void => {
  const { at, position, actor } = recorded
  if (hall.tickets.has(event.ticket)) throw new Error(`Event ${position} issues ticket ${event.ticket} a second time.`)
  const { ticket: id, legs = [], ground, slot, person, proxy, maskedName, materials, offline } = event
  const arrivedAt = offline?.arrivedAt ?? Math.max(at, slot ?? 0)
  const issued: Issued = {
    id,
    secret: event.secret,
    series: event.series,
    number: event.number,
    class: event.class,
    prefix: hall.catalogue?.rules.classPrefix[event.class] ?? '',
    issuedAt: at,
    channel: channelOf(recorded),
    service: event.service,
    legs,
    served: [],
    transfers: 0,
    arrivedAt,
    key: event.key,
    rank: position,
    readyAt: arrivedAt,
    returns: 0,
    copies: 1,
    changed: position,
    ...(ground === undefined ? {} : { ground }),
    ...(ground !== undefined && actor.role === 'kiosk' ? { declared: true as const } : {}),
    ...(slot === undefined ? {} : { slot }),
    ...(person === undefined ? {} : { person }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(maskedName === undefined ? {} : { maskedName }),
    ...(materials === undefined ? {} : { materials }),
    ...(event.prechecked ? { prechecked: true as const } : {}),
    ...(offline ? offlineMarks(offline) : {}),
  }
  put(hall, Object.assign(metBy(issued, actor), { status: 'waiting' } as const))
  hall.issued.push(id)
  if (legs.length > 0) hall.manyLegs.add(id)
  hall.bySecret.set(event.secret, id)
  hall.byNumber.set(numberText(event.series, event.number), id)
  hall.series.set(event.series, event.number)
  for (const service of [event.service, ...legs.filter((leg) => !leg.part).map((leg) => leg.service)])
    hall.issuedOf.set(service, (hall.issuedOf.get(service) ?? 0) + 1)
  figuresOf(hall, event.service).issued += 1
}

const call = (hall: Hall, { at, position }: Recorded, event: EventOf<'TicketCalled'>): void => {
  const ticket = requireTicket(hall, event.ticket, 'waiting', 'parked')
  seat(hall, event.counter, ticket.id)
  if (ticket.firstCalledAt === undefined) addWait(figuresOf(hall, ticket.service), Math.max(0, at - ticket.readyAt))
  const issued = issuedPart(ticket, position)
  const first = ticket.firstCalledAt ?? at
  const here = { firstCalledAt: first, status: 'called', counter: event.counter, calls: 1, calledAt: at } as const
  put(hall, Object.assign(issued, here))
  rememberCall(hall, at, ticket.id, event.counter, false)
}

/** What is recorded of a leg when it ends at a window. */
const servedLeg = (hall: Hall, event: EventOf<'TicketCompleted'>, startedAt: number, at: number): Served => {
  const counter = requireCounter(hall, event.counter)
  const ticket = requireTicket(hall, event.ticket, 'called', 'serving')
  const staff =
    counter.status === 'closed' ? { staff: '', staffId: '' } : { staff: counter.staff, staffId: counter.staffId }
  return {
    service: ticket.service,
    ...(ticket.part === undefined ? {} : { part: ticket.part }),
    counter: event.counter,
    ...staff,
    calledAt: ticket.calledAt,
    startedAt,
    completedAt: at,
    outcome: event.outcome,
    cases: event.cases ?? 1,
    rating: event.rating,
    ...(event.reason === undefined ? {} : { reason: event.reason }),
    ...(event.promised === undefined ? {} : { promised: event.promised }),
    ...(event.materials === undefined || event.materials.missing.length === 0
      ? {}
      : { missing: event.materials.missing }),
  }
}

const complete = (hall: Hall, { at, position, actor }: Recorded, event: EventOf<'TicketCompleted'>): void => {
  const ticket = requireTicket(hall, event.ticket, 'called', 'serving')
  const startedAt = ticket.status === 'serving' ? ticket.startedAt : ticket.calledAt
  const leg = servedLeg(hall, event, startedAt, at)
  const free = unseat(hall, ticket.counter, at)
  const done = { completed: free.completed + leg.cases, servedMs: free.servedMs + at - startedAt }
  hall.counters.set(free.id, free.status === 'open' ? { ...free, ...done, wrapUpSince: at } : { ...free, ...done })
  const issued: Issued = Object.assign(metBy(endedPart(ticket, position), actor), { served: [...ticket.served, leg] })
  const [next, ...legs] = event.legs ?? []
  if (next) {
    // The place in the order stays that of the arrival; the wait for the next window begins now.
    put(hall, { ...turnedTo(issued, next), legs, readyAt: at, status: 'waiting' })
  } else {
    const over = { legs: [], status: 'completed', counter: event.counter, completedAt: at } as const
    put(hall, Object.assign(issued, over))
  }
  hall.lastServed.set(event.counter, { ticket: ticket.id, leg: ticket.served.length })
  const figures = figuresOf(hall, ticket.service)
  figures.completed += 1
  figures.cases += leg.cases
  const mine = staffFigures(hall, leg.staffId, leg.staff)
  mine.completed += 1
  mine.cases += leg.cases
  mine.servedMs += at - startedAt
}

const transfer = (hall: Hall, { at, position, actor }: Recorded, event: EventOf<'TicketTransferred'>): void => {
  const ticket = requireTicket(hall, event.ticket, 'waiting', 'called', 'serving', 'parked')
  const counter = 'counter' in ticket ? ticket.counter : (actor.role === 'window' && actor.counter) || ''
  standUp(hall, ticket, at)
  const same = event.service === ticket.service
  const kept = same && ticket.materials ? { materials: ticket.materials } : {}
  const leg = {
    service: event.service,
    ...(event.bound === undefined ? {} : { bound: event.bound }),
    ...(same && ticket.part ? { part: ticket.part } : {}),
    ...(same && ticket.of ? { of: ticket.of } : {}),
  }
  const issued: Issued = {
    ...turnedTo(metBy(issuedPart(ticket, position), actor), leg),
    ...kept,
    transfers: ticket.transfers + 1,
    ...(event.legs === undefined ? {} : { legs: event.legs }),
    ...(event.key === undefined ? {} : { key: event.key, fronted: true as const }),
  }
  if (event.legs !== undefined) hall.manyLegs.add(ticket.id)
  hall.redirects.set(event.reason, (hall.redirects.get(event.reason) ?? 0) + 1)
  if (event.until === undefined) put(hall, { ...issued, status: 'waiting' })
  else {
    const aside = {
      counter,
      parkedAt: at,
      reason: event.note ?? event.reason,
      until: event.until,
      thenWaits: true as const,
    }
    put(hall, { ...issued, ...aside, status: 'parked' })
  }
}

/** Applies an event about one ticket. Throws when it cannot be true. */
export const evolveTicket = (hall: Hall, recorded: Recorded, event: TicketEvent): Hall => {
  const { at, position, actor } = recorded
  switch (event.type) {
    case 'TicketIssued':
      issue(hall, recorded, event)
      return hall
    case 'TicketCalled':
      call(hall, recorded, event)
      return hall
    case 'VisitorSeated': {
      const ticket = requireTicket(hall, event.ticket, 'waiting')
      seat(hall, event.counter, ticket.id)
      const issued = { ...metBy(issuedPart(ticket, position), actor), firstCalledAt: at }
      put(hall, { ...issued, status: 'serving', counter: event.counter, calls: 0, calledAt: at, startedAt: at })
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
      const { counter, calls, calledAt } = ticket
      const issued = metBy(issuedPart(ticket, position), actor)
      put(hall, Object.assign(issued, { counter, calls, calledAt, status: 'serving', startedAt: at } as const))
      return hall
    }
    case 'TicketCompleted':
      complete(hall, recorded, event)
      return hall
    case 'ServiceCorrected': {
      const ticket = requireTicket(hall, event.ticket, 'called', 'serving')
      if (event.legs.length > 0) hall.manyLegs.add(ticket.id)
      const { bound: _bound, part: _part, of: _of, materials: _seen, prechecked: _pre, ...rest } = ticket
      put(hall, { ...rest, service: event.service, legs: event.legs })
      return hall
    }
    case 'NoShowMarked': {
      const ticket = requireTicket(hall, event.ticket, 'called')
      unseat(hall, ticket.counter, at)
      const issued = issuedPart(ticket, position)
      if (event.key === undefined) {
        put(hall, { ...issued, status: 'no-show', counter: ticket.counter, missedAt: at })
        hall.missed.push(ticket.id)
        return hall
      }
      put(hall, { ...issued, key: event.key, rank: position, returns: issued.returns + 1, status: 'waiting' })
      return hall
    }
    case 'TicketReturned': {
      const issued = issuedPart(requireTicket(hall, event.ticket, 'no-show'), position)
      put(hall, { ...issued, key: event.key, rank: position, returns: issued.returns + 1, status: 'waiting' })
      return hall
    }
    case 'TicketParked': {
      const ticket = requireTicket(hall, event.ticket, 'called', 'serving')
      unseat(hall, ticket.counter, at)
      const until = event.until === undefined ? {} : { until: event.until }
      const aside = { counter: ticket.counter, parkedAt: at, reason: event.reason, ...until }
      put(hall, { ...issuedPart(ticket, position), ...aside, status: 'parked' })
      return hall
    }
    case 'TicketRequeued': {
      const ticket = requireTicket(hall, event.ticket, 'called', 'serving')
      unseat(hall, ticket.counter, at)
      put(hall, { ...issuedPart(ticket, position), status: 'waiting' })
      return hall
    }
    case 'TicketTransferred':
      transfer(hall, recorded, event)
      return hall
    case 'TicketWoken': {
      const ticket = requireTicket(hall, event.ticket, 'parked')
      put(hall, { ...issuedPart(ticket, position), status: 'waiting' })
      return hall
    }
    case 'TicketCancelled': {
      const ticket = requireTicket(hall, event.ticket, 'waiting', 'called', 'parked', 'no-show')
      standUp(hall, ticket, at)
      put(hall, { ...issuedPart(ticket, position), status: 'cancelled', endedAt: at })
      return hall
    }
    case 'TicketReprinted':
      put(hall, { ...requireTicket(hall, event.ticket), copies: event.copy })
      return hall
    case 'MatterAdded': {
      const ticket = requireTicket(hall, event.ticket)
      for (const { service, part } of event.legs) {
        if (part || ticket.legs.some((leg) => leg.service === service)) continue
        hall.issuedOf.set(service, (hall.issuedOf.get(service) ?? 0) + 1)
      }
      hall.manyLegs.add(event.ticket)
      put(hall, { ...ticket, legs: event.legs })
      return hall
    }
    case 'ClassChanged': {
      const ticket = requireTicket(hall, event.ticket)
      const { ground: _ground, declared: _declared, ...rest } = ticket
      const ground = event.ground === undefined ? {} : { ground: event.ground }
      put(hall, { ...rest, ...ground, class: event.class, key: event.key })
      return hall
    }
    case 'MaterialsChecked':
      put(hall, {
        ...requireTicket(hall, event.ticket),
        materials: event.materials,
        ...(event.prechecked ? { prechecked: true as const } : {}),
      })
      return hall
    case 'VisitorNamed':
      put(hall, { ...requireTicket(hall, event.ticket), person: event.person })
      return hall
    case 'VisitRated':
      rate(hall, recorded, event)
      return hall
    case 'RatingExplained':
      explain(hall, event)
      return hall
  }
}
