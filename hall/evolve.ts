/**
 * What an event does to the hall. It never decides and never refuses: an event that does not fit is a broken ledger or a
 * defect, and stops the hall (design principle 4). It reads no clock and draws no chance, so folding twice gives the same.
 */
import type { Recorded } from './events.ts'
import { lend, numberGiven } from './evolve-block.ts'
import { switchHelp, switchProfile } from './evolve-profile.ts'
import { evolveTicket } from './evolve-ticket.ts'
import { evolveUndo } from './evolve-undo.ts'
import { emptyHall, type Hall, startDay } from './hall.ts'
import type { CounterId, HallId, TicketId } from './ids.ts'
import {
  acted,
  adopt,
  closeCounter,
  openCounter,
  pauseCounter,
  put,
  requireCounter,
  requireTicket,
  takeOver,
  unseat,
} from './seating.ts'
import { issuedPart, type Ticket } from './ticket.ts'
import { actsWith, UNDOABLE } from './undo.ts'

const LIVE: readonly Ticket['status'][] = ['waiting', 'called', 'serving', 'parked']

const closeHall = (hall: Hall, at: number): void => {
  hall.open = false
  for (const ticket of hall.tickets.values()) {
    if (ticket.status === 'called' || ticket.status === 'serving') unseat(hall, ticket.counter, at)
    if (LIVE.includes(ticket.status)) {
      put(hall, { ...issuedPart(ticket, hall.position), status: 'expired', endedAt: at })
    }
  }
  for (const { id } of [...hall.counters.values()]) closeCounter(hall, id, at)
  hall.posts.clear()
}

/** What each kind of event changes. */
const apply = (hall: Hall, recorded: Recorded): Hall => {
  const { event, at, position, actor } = recorded
  switch (event.type) {
    case 'CataloguePublished':
      adopt(hall, event.catalogue, event.revision, at)
      return hall
    case 'HallOpened':
      // A second opening of the same day goes on where the first stopped: numbers never repeat within a day.
      if (event.day !== hall.day) startDay(hall, event.day)
      hall.open = true
      hall.openedAt = at
      for (const question of event.owed ?? []) hall.owed.set(question.id, question)
      if (event.learned) hall.learned = event.learned
      adopt(hall, event.catalogue, event.revision, at)
      return hall
    case 'HallClosed':
      closeHall(hall, at)
      return hall
    case 'CounterOpened':
      openCounter(hall, event.counter, event.staff, event.staffId, at)
      return hall
    case 'CounterPaused': {
      const { type: _type, counter, ...notice } = event
      pauseCounter(hall, counter, notice, at)
      return hall
    }
    case 'CounterClosed':
      closeCounter(hall, event.counter, at)
      return hall
    case 'CounterTakenOver': {
      takeOver(hall, event.counter, event.from)
      for (const id of event.tickets) put(hall, { ...requireTicket(hall, id, 'parked'), counter: event.counter })
      return hall
    }
    case 'VacancyNoted': {
      const counter = requireCounter(hall, event.counter)
      if (counter.status !== 'open')
        throw new Error(`Event ${position} finds window ${counter.id} vacant, which is ${counter.status}.`)
      hall.counters.set(counter.id, { ...counter, vacantSince: event.since })
      hall.vacancies.push({ counter: counter.id, since: event.since, at, waiting: event.waiting })
      return hall
    }
    case 'ProfileSwitched':
      switchProfile(hall, event, at)
      return hall
    case 'HelpSwitched':
      switchHelp(hall, event, at)
      return hall
    case 'WaitQuoted': {
      const { ticket, p50Ms, p80Ms, ahead, windows } = event
      put(hall, { ...requireTicket(hall, ticket, 'waiting'), quote: { at, p50Ms, p80Ms, ahead, windows } })
      return hall
    }
    case 'BlockLeased':
      lend(hall, event, at)
      return hall
    case 'NoticeGiven':
      hall.notices.set(event.kind, (hall.notices.get(event.kind) ?? 0) + 1)
      return hall
    case 'QuestionLogged': {
      const { question, channel, service, text, owed } = event
      if (!owed) {
        hall.answered += 1
        return hall
      }
      const asked = { ...(service === undefined ? {} : { service }), ...(text === undefined ? {} : { text }) }
      const takenBy = 'name' in actor ? actor.name : actor.id
      hall.owed.set(question, { id: question, channel, ...asked, askedAt: at, takenBy, ...owed })
      return hall
    }
    case 'QuestionAnswered':
      if (!hall.owed.delete(event.question))
        throw new Error(`Event ${position} answers question ${event.question}, which nobody owes.`)
      hall.answered += 1
      return hall
    case 'PostTaken':
      hall.posts.set(event.staffId, { desk: event.desk, staff: event.staff, since: at })
      return hall
    case 'PostLeft':
      hall.posts.delete(event.staffId)
      return hall
    // Which server writes is no matter of the queue.
    case 'HallMoved':
      return hall
    case 'ActUndone':
      evolveUndo(hall, event.counter, event.positions)
      return hall
    case 'TicketIssued':
    case 'TicketCalled':
    case 'VisitorSeated':
    case 'TicketRecalled':
    case 'ServingStarted':
    case 'TicketCompleted':
    case 'ServiceCorrected':
    case 'NoShowMarked':
    case 'TicketReturned':
    case 'TicketParked':
    case 'TicketRequeued':
    case 'TicketTransferred':
    case 'TicketWoken':
    case 'TicketCancelled':
    case 'TicketReprinted':
    case 'MatterAdded':
    case 'ClassChanged':
    case 'MaterialsChecked':
    case 'VisitorNamed':
    case 'VisitRated':
    case 'RatingExplained':
      evolveTicket(hall, recorded, event)
      if (event.type === 'TicketIssued') numberGiven(hall, recorded, event)
      return hall
  }
}

/** The window at which an event was done: the one it names, or that of the clerk who did it. */
const counterActing = ({ event, actor }: Recorded): CounterId | undefined => {
  if (event.type === 'VisitRated' || event.type === 'VacancyNoted' || event.type === 'ActUndone') return undefined
  if (event.type === 'ProfileSwitched' || event.type === 'HelpSwitched') return undefined
  if ('counter' in event && event.counter !== undefined) return event.counter
  return actor.role === 'window' ? actor.counter : undefined
}

/** Applies one recorded event to the hall, in place, and returns the hall. Throws when the event cannot be true. */
export const evolve = (hall: Hall, recorded: Recorded): Hall => {
  const { event, at, position, command } = recorded
  hall.position = position
  hall.at = at
  const acting = counterActing(recorded)
  const counter = acting === undefined ? undefined : hall.counters.get(acting)
  const ticketId: TicketId | undefined = 'ticket' in event ? event.ticket : undefined
  const before = ticketId === undefined ? undefined : hall.tickets.get(ticketId)
  const lastServed = acting === undefined ? undefined : hall.lastServed.get(acting)
  const listed = ticketId !== undefined && hall.manyLegs.has(ticketId) ? { listed: true as const } : {}
  apply(hall, recorded)
  if (acting === undefined || !counter || !hall.counters.has(acting)) return hall
  acted(hall, acting, at)
  const after = ticketId === undefined ? undefined : hall.tickets.get(ticketId)
  if (UNDOABLE.includes(event.type)) {
    const about = before && after ? { ticket: { before, after } } : {}
    const redirect = event.type === 'TicketTransferred' ? { redirect: event.reason } : {}
    const act = { type: event.type, position, at, command, counter, lastServed, ...about, ...redirect, ...listed }
    hall.acts.set(acting, actsWith(hall.acts.get(acting) ?? [], act))
  } else hall.acts.delete(acting)
  return hall
}

/** The hall after all these events. */
export const fold = (id: HallId, events: Iterable<Recorded>): Hall => {
  const hall = emptyHall(id)
  for (const recorded of events) evolve(hall, recorded)
  return hall
}
