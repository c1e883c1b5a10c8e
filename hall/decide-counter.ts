/** What a window does: opening, pausing, and the life of the one ticket in front of it. */
import { authority, OUTCOMES_WITH_REASON } from './catalogue.ts'
import type { CommandOf, CounterCommand } from './commands.ts'
import type { Context } from './context.ts'
import type { CounterState } from './counter.ts'
import type { Hall } from './hall.ts'
import type { CounterId, TicketId } from './ids.ts'
import { pickNext, whyChosen } from './queue.ts'
import { accept, type Decision, type Rejected, refuse } from './refusal.ts'
import type { Status, TicketAs } from './ticket.ts'

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

const openCounter = (hall: Hall, counter: CounterState, { actor }: Context): Decision => {
  if (counter.status === 'open' || !hall.lookup.counters.has(counter.id)) return accept()
  return accept({ type: 'CounterOpened', counter: counter.id, staff: 'name' in actor ? actor.name : actor.id })
}

const pauseCounter = (command: CommandOf<'PauseCounter'>, counter: CounterState): Decision => {
  if (counter.ticket !== undefined) return refuse({ code: 'counter-busy', counter: counter.id, ticket: counter.ticket })
  if (counter.status === 'closed') return refuse({ code: 'counter-closed', counter: counter.id })
  if (counter.status === 'paused') return accept()
  return accept({ type: 'CounterPaused', counter: counter.id, reason: command.reason })
}

const closeCounter = (counter: CounterState): Decision => {
  if (counter.ticket !== undefined) return refuse({ code: 'counter-busy', counter: counter.id, ticket: counter.ticket })
  return counter.status === 'closed' ? accept() : accept({ type: 'CounterClosed', counter: counter.id })
}

const callNext = (hall: Hall, counter: CounterId): Decision => {
  const free = freeCounter(hall, counter)
  if (!free.ok) return free
  const next = pickNext(hall, counter)
  return next ? accept({ type: 'TicketCalled', counter, ...next }) : refuse({ code: 'nobody-waiting' })
}

const callTicket = ({ counter, ticket: id, reason }: CommandOf<'CallTicket'>, hall: Hall): Decision => {
  const free = freeCounter(hall, counter)
  if (!free.ok) return free
  const ticket = hall.tickets.get(id)
  if (!ticket) return refuse({ code: 'unknown-ticket', ticket: id })
  const setting = hall.lookup.counters.get(counter)
  const service = hall.lookup.services.get(ticket.service)
  if (!setting || !service || authority(setting, service) === 'none') {
    return refuse({ code: 'not-authorised', counter, service: ticket.service })
  }
  if (ticket.status === 'parked') {
    return accept({ type: 'TicketCalled', ticket: id, counter, why: { rule: 'resumed', key: ticket.key, overtook: 0 } })
  }
  if (ticket.status !== 'waiting') return refuse({ code: 'wrong-status', ticket: id, status: ticket.status })
  if (!reason) return refuse({ code: 'reason-needed' })
  return accept({ type: 'TicketCalled', ticket: id, counter, why: whyChosen(hall, counter, ticket), reason })
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

const markNoShow = ({ counter, ticket: id }: CommandOf<'MarkNoShow'>, hall: Hall, { now }: Context): Decision => {
  const at = atThisCounter(hall, id, counter, 'called')
  if (!at.ok) return at
  const limit = hall.catalogue?.rules.calls.limit ?? 1
  if (at.value.calls < limit) return refuse({ code: 'calls-missing', calls: at.value.calls, limit })
  const waitMs = gapLeft(hall, at.value.calledAt, now)
  return waitMs > 0 ? refuse({ code: 'too-soon', waitMs }) : accept({ type: 'NoShowMarked', ticket: id, counter })
}

const startServing = ({ counter, ticket: id }: CommandOf<'StartServing'>, hall: Hall): Decision => {
  const at = atThisCounter(hall, id, counter, 'called')
  return at.ok ? accept({ type: 'ServingStarted', ticket: id, counter }) : at
}

const completeTicket = (
  { counter, ticket: id, outcome, reason }: CommandOf<'CompleteTicket'>,
  hall: Hall,
): Decision => {
  const at = atThisCounter(hall, id, counter, 'serving')
  if (!at.ok) return at
  if (OUTCOMES_WITH_REASON.includes(outcome) && !reason) return refuse({ code: 'reason-needed' })
  return accept({ type: 'TicketCompleted', ticket: id, counter, outcome, ...(reason ? { reason } : {}) })
}

const parkTicket = ({ counter, ticket: id, reason }: CommandOf<'ParkTicket'>, hall: Hall): Decision => {
  const at = atThisCounter(hall, id, counter, 'called', 'serving')
  return at.ok ? accept({ type: 'TicketParked', ticket: id, counter, reason }) : at
}

export const decideAtCounter = (command: CounterCommand, hall: Hall, context: Context): Decision => {
  const counter = hall.counters.get(command.counter)
  if (!counter) return refuse({ code: 'unknown-counter', counter: command.counter })
  switch (command.type) {
    case 'OpenCounter':
      return openCounter(hall, counter, context)
    case 'PauseCounter':
      return pauseCounter(command, counter)
    case 'CloseCounter':
      return closeCounter(counter)
    case 'CallNext':
      return callNext(hall, command.counter)
    case 'CallTicket':
      return callTicket(command, hall)
    case 'RecallTicket':
      return recallTicket(command, hall, context)
    case 'StartServing':
      return startServing(command, hall)
    case 'CompleteTicket':
      return completeTicket(command, hall)
    case 'MarkNoShow':
      return markNoShow(command, hall, context)
    case 'ParkTicket':
      return parkTicket(command, hall)
  }
}
