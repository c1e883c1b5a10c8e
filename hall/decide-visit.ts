/** The visit in front of a window: who is called, and how it goes on and ends. */
import { NOT_ACCEPTED, noShowRule, OUTCOMES_WITH_REASON, type Outcome, type Service } from './catalogue.ts'
import type { CommandOf } from './commands.ts'
import type { Context } from './context.ts'
import type { CounterState } from './counter.ts'
import { decideIssue, unavailable } from './decide-issue.ts'
import { type Hall, isBoundTo, themeOf } from './hall.ts'
import type { CounterId, Instant, TicketId } from './ids.ts'
import { legsAfter, legsInstead } from './legs.ts'
import { unknownMaterial } from './materials.ts'
import { keyPlacesDown, pickNext, whyChosen } from './queue.ts'
import { accept, type Decision, type Rejected, refuse } from './refusal.ts'
import { mayTake } from './takes.ts'
import type { Status, Ticket, TicketAs } from './ticket.ts'

type Found<T> = { readonly ok: true; readonly value: T } | Rejected
const found = <T>(value: T): Found<T> => ({ ok: true, value })

/** The ticket a window acts on, which must be in one of these states and at this window. */
const atThisCounter = <S extends 'called' | 'serving'>(
  hall: Hall,
  id: TicketId,
  counter: CounterId,
  ...wanted: readonly S[]
): Found<TicketAs<S>> => {
  const ticket = hall.tickets.get(id)
  if (!ticket) return refuse({ code: 'unknown-ticket', ticket: id })
  const fits = (status: Status): boolean => wanted.some((other) => other === status)
  if (ticket.status !== 'called' && ticket.status !== 'serving') {
    return refuse({ code: 'wrong-status', ticket: id, status: ticket.status })
  }
  if (!fits(ticket.status)) return refuse({ code: 'wrong-status', ticket: id, status: ticket.status })
  if (ticket.counter !== counter) return refuse({ code: 'elsewhere', ticket: id, counter: ticket.counter })
  return found(ticket as TicketAs<S>)
}

/** A window that can call: open, and with nobody in front of it (I2). */
const freeCounter = (hall: Hall, id: CounterId): Found<CounterState> => {
  const counter = hall.counters.get(id)
  const setting = hall.lookup.counters.get(id)
  if (!counter || !setting) return refuse({ code: 'unknown-counter', counter: id })
  if (counter.status === 'closed') return refuse({ code: 'counter-closed', counter: id })
  if (counter.status === 'paused') return refuse({ code: 'counter-paused', counter: id })
  if (counter.ticket !== undefined) return refuse({ code: 'counter-busy', counter: id, ticket: counter.ticket })
  if (setting.own.length === 0 && setting.help.length === 0)
    return refuse({ code: 'counter-without-queue', counter: id })
  return found(counter)
}

const callNext = (hall: Hall, counter: CounterId, now: Instant): Decision => {
  const free = freeCounter(hall, counter)
  if (!free.ok) return free
  const next = pickNext(hall, counter, now)
  return next ? accept({ type: 'TicketCalled', counter, ...next }) : refuse({ code: 'nobody-waiting' })
}

/** Whether a window's own list, or that of one it stands in for, names the service; or the ticket waits for it alone. */
export const takesService = (hall: Hall, counter: CounterId, { service, bound }: Pick<Ticket, 'service' | 'bound'>) =>
  mayTake(hall, counter, service) || (bound !== undefined && isBoundTo(hall, counter, bound))

/** Whether a ticket was put aside here, or at a window that this one stands in for, and is not only sent on for later. */
export const lookedAfter = (ticket: Ticket, counter: CounterId): boolean =>
  ticket.status === 'parked' && ticket.counter === counter && !ticket.thenWaits

const callTicket = (command: CommandOf<'CallTicket'>, hall: Hall): Decision => {
  const { counter, ticket: id, reason } = command
  const free = freeCounter(hall, counter)
  if (!free.ok) return free
  const ticket = hall.tickets.get(id)
  if (!ticket) return refuse({ code: 'unknown-ticket', ticket: id })
  const rules = hall.catalogue?.rules.window
  const listed = takesService(hall, counter, ticket) || lookedAfter(ticket, counter)
  if (!listed && !(command.override && rules?.override))
    return refuse({ code: 'not-authorised', counter, service: ticket.service })
  if (ticket.status !== 'parked' && ticket.status !== 'waiting')
    return refuse({ code: 'wrong-status', ticket: id, status: ticket.status })
  if (listed && ticket.status === 'parked') {
    return accept({ type: 'TicketCalled', ticket: id, counter, why: { rule: 'resumed', key: ticket.key, overtook: 0 } })
  }
  if (listed && !rules?.choose) return refuse({ code: 'not-permitted' })
  if (!reason) return refuse({ code: 'reason-needed' })
  const why = whyChosen(hall, counter, ticket, listed ? 'chosen' : 'override')
  return accept({ type: 'TicketCalled', ticket: id, counter, why, reason })
}

/** Milliseconds until the next call, or 过号, of a ticket called at `calledAt` is allowed; 0 when it is. */
const gapLeft = (hall: Hall, calledAt: number, now: number): number =>
  Math.max(0, calledAt + (hall.catalogue?.rules.calls.gapSeconds ?? 0) * 1000 - now)

const recallTicket = ({ counter, ticket: id }: CommandOf<'RecallTicket'>, hall: Hall, { now }: Context): Decision => {
  const at = atThisCounter(hall, id, counter, 'called')
  if (!at.ok) return at
  const limit = hall.catalogue?.rules.calls.limit ?? 1
  if (at.value.calls >= limit) return refuse({ code: 'calls-spent', limit })
  const waitMs = gapLeft(hall, at.value.calledAt, now)
  return waitMs > 0 ? refuse({ code: 'too-soon', waitMs }) : accept({ type: 'TicketRecalled', ticket: id, counter })
}

/** How often a ticket must have been called before it is missed: once where the rule voids it at once. */
export const callsNeeded = (hall: Hall, ticket: Pick<Ticket, 'service'>): number => {
  const rules = hall.catalogue?.rules
  return !rules || noShowRule(themeOf(hall, ticket.service), rules).mode === 'void' ? 1 : rules.calls.limit
}

const markNoShow = ({ counter, ticket: id }: CommandOf<'MarkNoShow'>, hall: Hall, { now }: Context): Decision => {
  const at = atThisCounter(hall, id, counter, 'called')
  if (!at.ok) return at
  const { calls, calledAt, returns, service } = at.value
  const limit = callsNeeded(hall, at.value)
  if (calls < limit) return refuse({ code: 'calls-missing', calls, limit })
  const waitMs = gapLeft(hall, calledAt, now)
  if (waitMs > 0) return refuse({ code: 'too-soon', waitMs })
  const rules = hall.catalogue?.rules
  const rule = rules && noShowRule(themeOf(hall, service), rules)
  const goesOn = rule?.mode === 'places-down' && returns < rule.times
  const again = goesOn ? { key: keyPlacesDown(hall, at.value, rule.placesDown, now) } : {}
  return accept({ type: 'NoShowMarked', ticket: id, counter, ...again })
}

const startServing = ({ counter, ticket: id }: CommandOf<'StartServing'>, hall: Hall): Decision => {
  const at = atThisCounter(hall, id, counter, 'called')
  return at.ok ? accept({ type: 'ServingStarted', ticket: id, counter }) : at
}

/** Outcomes whose paper names the day by which it will be done. */
const WITH_PROMISE: readonly Outcome[] = ['promised', 'joint', 'reported']

const completeTicket = (command: CommandOf<'CompleteTicket'>, hall: Hall, context: Context): Decision => {
  const { counter, ticket: id, outcome, reason, cases } = command
  // Where the hall does not ask for 到场, a visit begins with its last call (requirements §4, t_arrive).
  const begun = hall.catalogue?.rules.window.confirmArrival ? (['serving'] as const) : (['called', 'serving'] as const)
  const at = atThisCounter(hall, id, counter, ...begun)
  if (!at.ok) return at
  const ticket = at.value
  const service: Service | undefined = hall.lookup.services.get(ticket.service)
  const materials = command.materials ?? ticket.materials
  const unknown = command.materials && unknownMaterial(service, command.materials)
  if (unknown !== undefined) return refuse({ code: 'unknown-material', material: unknown })
  const missing = materials?.missing ?? []
  // 补办 with a list of what is missing has its reason in the list.
  const saysWhy = reason !== undefined || (outcome === 'supplement' && missing.length > 0)
  if (OUTCOMES_WITH_REASON.includes(outcome) && !saysWhy) return refuse({ code: 'reason-needed' })
  if (!NOT_ACCEPTED.includes(outcome) && missing.length > 0 && reason === undefined)
    return refuse({ code: 'materials-missing', materials: missing })
  const legs = legsAfter(ticket.legs, ticket.service, outcome)
  return accept({
    type: 'TicketCompleted',
    ticket: id,
    counter,
    outcome,
    rating: context.secret,
    ...(reason === undefined ? {} : { reason }),
    ...(cases === undefined || cases === 1 ? {} : { cases }),
    ...(materials === undefined ? {} : { materials }),
    ...(service && WITH_PROMISE.includes(outcome) ? { promised: context.workingDay(service.promisedWorkingDays) } : {}),
    ...(legs.length === 0 ? {} : { legs }),
  })
}

/** The matter was another one: it is served here and now, and what hung on the wrong one goes with it. */
const correctService = ({ counter, ticket: id, service }: CommandOf<'CorrectService'>, hall: Hall): Decision => {
  const at = atThisCounter(hall, id, counter, 'called', 'serving')
  if (!at.ok) return at
  const ticket = at.value
  const why = unavailable(hall, service)
  if (why) return refuse(why)
  if (service === ticket.service) return refuse({ code: 'same-service', service })
  if (ticket.legs.some((leg) => leg.service === service)) return refuse({ code: 'matter-exists', service })
  if (!takesService(hall, counter, { service })) return refuse({ code: 'not-authorised', counter, service })
  const legs = legsInstead(ticket.legs, ticket.service, service, hall.lookup.services)
  return accept({ type: 'ServiceCorrected', ticket: id, counter, service, legs })
}

const parkTicket = (command: CommandOf<'ParkTicket'>, hall: Hall, { now }: Context): Decision => {
  const { counter, ticket: id, reason, until } = command
  const at = atThisCounter(hall, id, counter, 'called', 'serving')
  if (!at.ok) return at
  if (until !== undefined && until <= now) return refuse({ code: 'time-passed' })
  return accept({ type: 'TicketParked', ticket: id, counter, reason, ...(until === undefined ? {} : { until }) })
}

const requeueTicket = ({ counter, ticket: id, reason }: CommandOf<'RequeueTicket'>, hall: Hall): Decision => {
  const at = atThisCounter(hall, id, counter, 'called', 'serving')
  return at.ok ? accept({ type: 'TicketRequeued', ticket: id, counter, reason }) : at
}

const serveDirectly = (command: CommandOf<'ServeDirectly'>, hall: Hall, context: Context): Decision => {
  const { counter, ticket, service, reason } = command
  const free = freeCounter(hall, counter)
  if (!free.ok) return free
  const issued = decideIssue({ type: 'IssueTicket', ticket, service }, hall, context)
  if (!issued.ok) return issued
  if (!takesService(hall, counter, { service })) return refuse({ code: 'not-authorised', counter, service })
  const [made] = issued.events
  const key = made?.type === 'TicketIssued' ? made.key : context.now
  const why = whyChosen(hall, counter, { key, arrivedAt: context.now }, 'direct')
  return accept(...issued.events, { type: 'VisitorSeated', ticket, counter, why, reason })
}

type VisitCommand = CommandOf<
  | 'CallNext'
  | 'CallTicket'
  | 'RecallTicket'
  | 'StartServing'
  | 'CompleteTicket'
  | 'CorrectService'
  | 'MarkNoShow'
  | 'ParkTicket'
  | 'RequeueTicket'
  | 'ServeDirectly'
>

export const decideVisit = (command: VisitCommand, hall: Hall, context: Context): Decision => {
  if (!hall.counters.has(command.counter)) return refuse({ code: 'unknown-counter', counter: command.counter })
  switch (command.type) {
    case 'CallNext':
      return callNext(hall, command.counter, context.now)
    case 'CallTicket':
      return callTicket(command, hall)
    case 'RecallTicket':
      return recallTicket(command, hall, context)
    case 'StartServing':
      return startServing(command, hall)
    case 'CompleteTicket':
      return completeTicket(command, hall, context)
    case 'CorrectService':
      return correctService(command, hall)
    case 'MarkNoShow':
      return markNoShow(command, hall, context)
    case 'ParkTicket':
      return parkTicket(command, hall, context)
    case 'RequeueTicket':
      return requeueTicket(command, hall)
    case 'ServeDirectly':
      return serveDirectly(command, hall, context)
  }
}
