/** Who caused it: every event had an actor who might, with a reason where one is owed, and ratings are the visitor's own. */
import { authority, OUTCOMES_WITH_REASON } from '../catalogue.ts'
import type { Intent } from '../commands.ts'
import type { HallEvent } from '../events.ts'
import type { Hall } from '../hall.ts'
import { may } from '../policy.ts'
import type { Complaint, Rule } from './rule.ts'

/** The intent that causes an event. */
const intentOf = (event: HallEvent, hall: Hall): Intent => {
  switch (event.type) {
    case 'CataloguePublished':
      return { type: 'PublishCatalogue', catalogue: event.catalogue }
    case 'HallOpened':
      return { type: 'OpenHall' }
    case 'HallClosed':
      return { type: 'CloseHall', force: true }
    case 'CounterOpened':
      return { type: 'OpenCounter', counter: event.counter }
    case 'CounterPaused':
      return { type: 'PauseCounter', counter: event.counter, reason: event.reason }
    case 'CounterClosed':
      return { type: 'CloseCounter', counter: event.counter }
    case 'TicketIssued': {
      const { ticket, service, class: name, ground, slot } = event
      const given = { ...(ground === undefined ? {} : { ground }), ...(slot === undefined ? {} : { slot }) }
      return { type: 'IssueTicket', ticket, service, class: name, ...given }
    }
    case 'TicketCalled': {
      const { counter, ticket, why, reason } = event
      if (why.rule === 'own' || why.rule === 'help') return { type: 'CallNext', counter }
      return { type: 'CallTicket', counter, ticket, ...(reason === undefined ? {} : { reason }) }
    }
    case 'TicketRecalled':
      return { type: 'RecallTicket', counter: event.counter, ticket: event.ticket }
    case 'ServingStarted':
      return { type: 'StartServing', counter: event.counter, ticket: event.ticket }
    case 'TicketCompleted': {
      const { counter, ticket, outcome, reason } = event
      return { type: 'CompleteTicket', counter, ticket, outcome, ...(reason === undefined ? {} : { reason }) }
    }
    case 'NoShowMarked':
      return { type: 'MarkNoShow', counter: event.counter, ticket: event.ticket }
    case 'TicketReturned':
      return { type: 'ReturnTicket', ticket: event.ticket }
    case 'TicketParked':
      return { type: 'ParkTicket', counter: event.counter, ticket: event.ticket, reason: event.reason }
    case 'TicketTransferred':
      return { type: 'TransferTicket', ticket: event.ticket, service: event.service, reason: event.reason }
    case 'TicketCancelled':
      return { type: 'CancelTicket', ticket: event.ticket, reason: event.reason }
    case 'TicketReprinted':
      return { type: 'ReprintTicket', ticket: event.ticket }
    case 'VisitRated': {
      // The ledger does not keep what the phone showed; only the ticket's own secret would have done.
      const secret = hall.tickets.get(event.ticket)?.secret ?? ''
      return { type: 'RateVisit', ticket: event.ticket, secret, grade: event.grade }
    }
  }
}

/** What an override owes and does not have. */
const reasonMissing = (event: HallEvent): Complaint => {
  const blank = 'reason' in event ? !event.reason?.trim() : true
  switch (event.type) {
    case 'CounterPaused':
    case 'TicketParked':
    case 'TicketTransferred':
    case 'TicketCancelled':
      return blank ? `${event.type} has no reason.` : undefined
    case 'TicketCalled':
      return blank && event.why.rule === 'chosen' ? `Ticket ${event.ticket} was chosen without a reason.` : undefined
    case 'TicketCompleted':
      return blank && OUTCOMES_WITH_REASON.includes(event.outcome)
        ? `Ticket ${event.ticket} ended as ${event.outcome} without a reason.`
        : undefined
    case 'TicketIssued':
      if (event.class === 'priority' && event.ground === undefined)
        return `Ticket ${event.ticket} has precedence on no ground.`
      return event.class === 'appointment' && event.slot === undefined
        ? `Ticket ${event.ticket} is an appointment for no time.`
        : undefined
    case 'CataloguePublished':
    case 'HallOpened':
    case 'HallClosed':
    case 'CounterOpened':
    case 'CounterClosed':
    case 'TicketRecalled':
    case 'ServingStarted':
    case 'NoShowMarked':
    case 'TicketReturned':
    case 'TicketReprinted':
    case 'VisitRated':
      return undefined
  }
}

/** A window takes only the services it has authority for (S003-22). */
const beyondAuthority = (event: HallEvent, hall: Hall): Complaint => {
  if (event.type !== 'TicketCalled') return undefined
  const setting = hall.lookup.counters.get(event.counter)
  const service = hall.lookup.services.get(hall.tickets.get(event.ticket)?.service ?? '')
  if (!setting || !service || authority(setting, service) !== 'none') return undefined
  return `Window ${event.counter} called ${event.ticket} for ${service.id}, which it may not take.`
}

/** I14: no event without an actor permitted to cause it; every override carries a reason. */
export const actorsPermitted: Rule = {
  id: 'I14',
  begin: () => ({
    before: ({ event, actor }, hall) => {
      if (!may(actor, intentOf(event, hall), hall)) return `The ${actor.role} ${actor.id} may not cause ${event.type}.`
      return reasonMissing(event) ?? beyondAuthority(event, hall)
    },
  }),
}

/** I15: one rating for a completed visit, by who holds the ticket's secret, never from a window's own session. */
export const ratedOnce: Rule = {
  id: 'I15',
  begin: () => {
    let day = ''
    const rated = new Set<string>()
    return {
      alone: ({ event, actor, day: today }) => {
        if (today !== day) rated.clear()
        day = today
        if (event.type !== 'VisitRated') return undefined
        if (rated.has(event.ticket)) return `The visit of ticket ${event.ticket} was rated twice.`
        rated.add(event.ticket)
        if (actor.role === 'visitor')
          return actor.id === event.ticket ? undefined : `Somebody else rated ${event.ticket}.`
        return actor.role === 'pad' ? undefined : `A ${actor.role} rated the visit of ticket ${event.ticket}.`
      },
      before: ({ event }, hall) => {
        if (event.type !== 'VisitRated') return undefined
        const ticket = hall.tickets.get(event.ticket)
        if (ticket?.status !== 'completed')
          return `Ticket ${event.ticket} was rated while ${ticket?.status ?? 'unknown'}.`
        return ticket.counter === event.counter
          ? undefined
          : `Window ${ticket.counter} served ${event.ticket}, but window ${event.counter} got its rating.`
      },
    }
  },
}
