/** What may happen to a ticket from which status, by the rules in force at that moment. */
import { NO_SHOW_MODES, type NoShowRule, noShowRule, type Outcome } from '../catalogue.ts'
import { queuedAlready, unavailable } from '../decide-issue.ts'
import type { EventOf, HallEvent, Recorded } from '../events.ts'
import { type Hall, themeOf } from '../hall.ts'
import type { Instant, ServiceId } from '../ids.ts'
import { isComplete, type Materials, unknownMaterial } from '../materials.ts'
import { isMaskedName } from '../personal-data.ts'
import { mayTake } from '../takes.ts'
import type { Status, Ticket, TicketAs } from '../ticket.ts'
import type { Complaint } from './rule.ts'

/** Events about one ticket of today, but for its issue and its ratings. */
export type VisitEvent = Exclude<
  Extract<HallEvent, { ticket: string }>,
  { type: 'TicketIssued' | 'VisitRated' | 'RatingExplained' }
>

const LIVE: readonly Status[] = ['waiting', 'called', 'serving', 'parked']

/** The statuses from which each thing can happen to a ticket. */
const FROM: { readonly [T in VisitEvent['type']]: readonly Status[] } = {
  TicketCalled: ['waiting', 'parked'],
  VisitorSeated: ['waiting'],
  TicketRecalled: ['called'],
  ServingStarted: ['called'],
  TicketCompleted: ['called', 'serving'],
  ServiceCorrected: ['called', 'serving'],
  NoShowMarked: ['called'],
  TicketReturned: ['no-show'],
  TicketParked: ['called', 'serving'],
  TicketRequeued: ['called', 'serving'],
  TicketWoken: ['parked'],
  WaitQuoted: ['waiting'],
  MatterAdded: LIVE,
  ClassChanged: ['waiting', 'parked'],
  MaterialsChecked: LIVE,
  VisitorNamed: LIVE,
  TicketTransferred: LIVE,
  TicketCancelled: ['waiting', 'called', 'parked', 'no-show'],
  TicketReprinted: [...LIVE, 'no-show'],
}

/** Without a catalogue nobody comes back. */
const NO_RULE: NoShowRule = { mode: NO_SHOW_MODES[0], returnMinutes: 0, placesDown: 0, times: 0 }

const missedRule = (hall: Hall, service: ServiceId): NoShowRule =>
  hall.catalogue ? noShowRule(themeOf(hall, service), hall.catalogue.rules) : NO_RULE

const gapKept = (event: VisitEvent, { calledAt }: TicketAs<'called'>, hall: Hall, at: Instant): Complaint => {
  const early = calledAt + (hall.catalogue?.rules.calls.gapSeconds ?? 0) * 1000 - at
  return early > 0 ? `${event.type} of ${event.ticket} comes ${early} ms too soon after its last call.` : undefined
}

const recallFits = (event: EventOf<'TicketRecalled'>, ticket: Ticket, hall: Hall, at: Instant): Complaint => {
  if (ticket.status !== 'called') return undefined
  const limit = hall.catalogue?.rules.calls.limit ?? 1
  if (ticket.calls >= limit) return `Ticket ${event.ticket} is called more than ${limit} times.`
  return gapKept(event, ticket, hall, at)
}

/** T15: missed after its calls, and going on from another place exactly where the rule says that it does. */
const noShowFits = (event: EventOf<'NoShowMarked'>, ticket: Ticket, hall: Hall, at: Instant): Complaint => {
  if (ticket.status !== 'called') return undefined
  const { mode, times } = missedRule(hall, ticket.service)
  const needed = mode === 'void' ? 1 : (hall.catalogue?.rules.calls.limit ?? 1)
  if (ticket.calls < needed) return `Ticket ${event.ticket} is missed after ${ticket.calls} of ${needed} calls.`
  const goesOn = mode === 'places-down' && ticket.returns < times
  if (goesOn !== (event.key !== undefined))
    return `Ticket ${event.ticket} ${goesOn ? 'is missed for good' : 'goes on waiting'} after ${ticket.returns} returns, against the rule ${mode}.`
  return gapKept(event, ticket, hall, at)
}

const returnFits = (ticket: Ticket, hall: Hall, at: Instant): Complaint => {
  if (ticket.status !== 'no-show') return undefined
  const { mode, times, returnMinutes } = missedRule(hall, ticket.service)
  if (mode !== 'keep') return `Ticket ${ticket.id} comes back against the rule ${mode}.`
  if (ticket.returns >= times) return `Ticket ${ticket.id} comes back more than ${times} times.`
  const late = at - ticket.missedAt - returnMinutes * 60_000
  return late > 0 ? `Ticket ${ticket.id} comes back ${late} ms too late.` : undefined
}

/** T16: what was ticked stands on the checklist of the service. */
const materialsFit = (materials: Materials | undefined, service: ServiceId, hall: Hall): Complaint => {
  const unknown = materials && unknownMaterial(hall.lookup.services.get(service), materials)
  return unknown === undefined ? undefined : `The checklist of ${service} does not have “${unknown}” once.`
}

/** 已预审 stands for a checklist that the desk saw complete, never for less. */
const markFits = (prechecked: boolean, due: boolean, ticket: string): Complaint =>
  prechecked === due
    ? undefined
    : `Ticket ${ticket} is ${prechecked ? '' : 'not '}marked as checked before, against what was seen.`

const checkFits = (event: EventOf<'MaterialsChecked'>, { service }: Ticket, by: Recorded, hall: Hall): Complaint => {
  const due = by.actor.role !== 'window' && isComplete(hall.lookup.services.get(service), event.materials)
  return materialsFit(event.materials, service, hall) ?? markFits(event.prechecked === true, due, event.ticket)
}

const PROMISING: readonly Outcome[] = ['promised', 'joint', 'reported']

const completionFits = (event: EventOf<'TicketCompleted'>, ticket: Ticket, day: string, hall: Hall): Complaint => {
  if (ticket.status === 'called' && hall.catalogue?.rules.window.confirmArrival)
    return `Ticket ${ticket.id} is completed, but nobody came (到场 is asked for here).`
  const { outcome, promised, cases = 1 } = event
  if (promised === undefined ? PROMISING.includes(outcome) : !PROMISING.includes(outcome) || promised < day)
    return `Ticket ${ticket.id} ended as ${outcome} with ${promised ?? 'no day'} as the promised day.`
  if (!Number.isInteger(cases) || cases < 1) return `Ticket ${ticket.id} counts as ${cases} pieces of work.`
  // What was ticked before may be of a checklist that has been changed since.
  const asTicked = JSON.stringify(event.materials) === JSON.stringify(ticket.materials)
  return asTicked ? undefined : materialsFit(event.materials, ticket.service, hall)
}

/** What somebody turns out to come for is something else, of this hall, and not on the ticket already. */
const correctionFits = ({ service }: EventOf<'ServiceCorrected'>, ticket: Ticket, hall: Hall): Complaint => {
  if (service === ticket.service || ticket.legs.some((leg) => leg.service === service))
    return `Ticket ${ticket.id} is corrected to ${service}, which it has already.`
  return unavailable(hall, service)
    ? `Ticket ${ticket.id} is corrected to ${service}, which no window takes.`
    : undefined
}

const untilFits = (event: { type: string; ticket: string; until?: Instant }, at: Instant): Complaint =>
  event.until !== undefined && event.until <= at
    ? `${event.type} of ${event.ticket} is until a moment that has passed.`
    : undefined

/** T14: whoever is waited for alone is there and takes the service. */
const boundFits = ({ bound, service, ticket }: EventOf<'TicketTransferred'>, hall: Hall): Complaint => {
  if (!bound) return undefined
  const open = [...hall.counters.values()].some(
    (counter) =>
      counter.status !== 'closed' &&
      ('staff' in bound ? counter.staffId === bound.staff : counter.id === bound.counter) &&
      mayTake(hall, counter.id, service),
  )
  const whom = 'staff' in bound ? bound.staff : `window ${bound.counter}`
  return open ? undefined : `Ticket ${ticket} is sent to ${whom} for ${service}, who cannot take it.`
}

const transferFits = (event: EventOf<'TicketTransferred'>, ticket: Ticket, hall: Hall, at: Instant): Complaint => {
  const moves = [event.bound, ticket.bound, event.key, event.until].some((part) => part !== undefined)
  if (event.service === ticket.service && !moves) return `Ticket ${ticket.id} is sent to where it is.`
  const why = unavailable(hall, event.service)
  if (why) return `Ticket ${ticket.id} is sent to ${event.service}, which no window takes.`
  return boundFits(event, hall) ?? untilFits(event, at)
}

const wakeFits = (ticket: Ticket, at: Instant): Complaint => {
  if (ticket.status !== 'parked') return undefined
  if (!ticket.thenWaits) return `Ticket ${ticket.id} is woken, but waits for its window, not for a moment.`
  const early = (ticket.until ?? at) - at
  return early > 0 ? `Ticket ${ticket.id} is woken ${early} ms too soon.` : undefined
}

const classFits = (event: EventOf<'ClassChanged'>, ticket: Ticket): Complaint => {
  if (event.class === 'appointment') return `Ticket ${ticket.id} becomes an appointment after its number was given.`
  return event.class === ticket.class && event.ground === ticket.ground
    ? `Ticket ${ticket.id} changes to the class that it has.`
    : undefined
}

const detailFits = (event: VisitEvent, ticket: Ticket, recorded: Recorded, hall: Hall): Complaint => {
  const { at, day } = recorded
  switch (event.type) {
    case 'TicketRecalled':
      return recallFits(event, ticket, hall, at)
    case 'NoShowMarked':
      return noShowFits(event, ticket, hall, at)
    case 'TicketReturned':
      return returnFits(ticket, hall, at)
    case 'TicketCompleted':
      return completionFits(event, ticket, day, hall)
    case 'ServiceCorrected':
      return correctionFits(event, ticket, hall)
    case 'TicketParked':
      return untilFits(event, at)
    case 'TicketTransferred':
      return transferFits(event, ticket, hall, at)
    case 'TicketWoken':
      return wakeFits(ticket, at)
    case 'ClassChanged':
      return classFits(event, ticket)
    case 'MaterialsChecked':
      return checkFits(event, ticket, recorded, hall)
    case 'TicketReprinted':
      return event.copy === ticket.copies + 1
        ? undefined
        : `Copy ${event.copy} of ticket ${event.ticket} follows copy ${ticket.copies}.`
    case 'TicketCalled':
    case 'VisitorSeated':
    case 'ServingStarted':
    case 'TicketRequeued':
    case 'TicketCancelled':
    case 'MatterAdded':
    case 'VisitorNamed':
    case 'WaitQuoted':
      return undefined
  }
}

/** Why an event cannot happen to its ticket now, if it cannot. */
export const visitFits = (event: VisitEvent, recorded: Recorded, hall: Hall): Complaint => {
  const ticket = hall.tickets.get(event.ticket)
  if (!ticket) return `${event.type} speaks of ticket ${event.ticket}, which was not issued that day.`
  if (!FROM[event.type].includes(ticket.status)) return `${event.type} of ${event.ticket}, which is ${ticket.status}.`
  const there = 'counter' in ticket ? ticket.counter : undefined
  const comes = event.type === 'TicketCalled' || event.type === 'VisitorSeated'
  if ('counter' in event && !comes && event.counter !== there)
    return `${event.type} of ${event.ticket} at window ${event.counter}, but the ticket is at ${there}.`
  return detailFits(event, ticket, recorded, hall)
}

/** T22, T23, T24: at a kiosk nobody has two numbers for a matter, and it is known whose matter it is; no name in full is kept. */
const personFits = (event: EventOf<'TicketIssued'>, { actor }: Recorded, hall: Hall): Complaint => {
  const { ticket, service, legs = [], person, proxy, maskedName } = event
  if (proxy !== undefined && (person === undefined || person === proxy))
    return `Ticket ${ticket} is taken for somebody else, and nobody knows for whom.`
  if (maskedName !== undefined && !(isMaskedName(maskedName) && hall.catalogue?.rules.maskedNames))
    return `Ticket ${ticket} carries a name that this hall does not want.`
  if (actor.role !== 'kiosk') return undefined
  const matters = [service, ...legs.filter((leg) => leg.part === undefined).map((leg) => leg.service)]
  const asks = matters.find((id) => hall.lookup.services.get(id)?.identity)
  if (person === undefined)
    return asks === undefined ? undefined : `Ticket ${ticket} is for ${asks}, and nobody knows whose matter it is.`
  const queued = queuedAlready(hall, person, matters)
  return queued && `Ticket ${ticket} is a second number for ${queued.service} besides ${queued.ticket.id}.`
}

/** Why a number cannot be given like this, if it cannot. */
export const issueFits = (event: EventOf<'TicketIssued'>, recorded: Recorded, hall: Hall): Complaint => {
  const { ticket, service, materials, prechecked } = event
  if (hall.tickets.has(ticket)) return `Ticket ${ticket} was issued twice.`
  if (unavailable(hall, service)) return `Ticket ${ticket} is for ${service}, which no window takes.`
  const due = materials !== undefined && isComplete(hall.lookup.services.get(service), materials)
  return (
    materialsFit(materials, service, hall) ??
    markFits(prechecked === true, due, ticket) ??
    personFits(event, recorded, hall)
  )
}
