/** Who caused it: every event had an actor who might, with a reason where one is owed, and ratings are the visitor's own. */
import { NOT_ACCEPTED, OUTCOMES_WITH_REASON } from '../catalogue.ts'
import type { Intent } from '../commands.ts'
import { HANDED_OVER } from '../decide-counter.ts'
import { lookedAfter, takesService } from '../decide-visit.ts'
import type { EventOf, HallEvent, Recorded } from '../events.ts'
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
    case 'CounterTakenOver':
      return { type: 'TakeOver', counter: event.counter, from: event.from }
    case 'VacancyNoted':
      return { type: 'NoteVacancy', counter: event.counter }
    case 'ProfileSwitched':
      return { type: 'SwitchProfile', counter: event.counter, profile: event.profile }
    case 'HelpSwitched':
      return { type: 'SwitchHelp', counter: event.counter, theme: event.theme, on: event.on }
    case 'WaitQuoted':
      return { type: 'QuoteWait', ticket: event.ticket, p50Ms: event.p50Ms, p80Ms: event.p80Ms }
    case 'ActUndone':
      return { type: 'UndoAct', counter: event.counter }
    case 'VisitorSeated': {
      const { counter, ticket, reason } = event
      return { type: 'ServeDirectly', counter, ticket, service: hall.tickets.get(ticket)?.service ?? '', reason }
    }
    case 'TicketRequeued':
      return { type: 'RequeueTicket', counter: event.counter, ticket: event.ticket, reason: event.reason }
    case 'TicketWoken':
      return { type: 'WakeTicket', ticket: event.ticket }
    case 'MatterAdded':
      return { type: 'AddMatter', ticket: event.ticket, service: event.legs.at(-1)?.service ?? '' }
    case 'ClassChanged': {
      const { ticket, ground } = event
      const name = event.class === 'priority' ? 'priority' : 'ordinary'
      return { type: 'ChangeClass', ticket, class: name, ...(ground === undefined ? {} : { ground }) }
    }
    case 'MaterialsChecked':
      return { type: 'CheckMaterials', ticket: event.ticket, materials: event.materials }
    case 'VisitorNamed':
      return { type: 'NameVisitor', ticket: event.ticket, person: event.person }
    case 'NoticeGiven':
      return { ...event, type: 'GiveNotice' }
    case 'QuestionLogged':
      return { type: 'LogQuestion', question: event.question, channel: event.channel }
    case 'QuestionAnswered':
      return { type: 'AnswerQuestion', question: event.question, text: event.text }
    case 'PostTaken':
      return { type: 'TakePost', desk: event.desk }
    case 'PostLeft':
      return { type: 'LeavePost', staff: event.staffId }
    case 'HallMoved':
      return { ...event, type: 'MoveHall' }
    case 'CounterClosed':
      return { type: 'CloseCounter', counter: event.counter }
    case 'BlockLeased':
      return { type: 'LeaseBlock' }
    case 'TicketIssued': {
      const { ticket, service, class: name, ground, slot, materials, series, number, offline } = event
      const given = {
        ...(ground === undefined ? {} : { ground }),
        ...(slot === undefined ? {} : { slot }),
        ...(materials === undefined ? {} : { materials }),
        ...(offline ? { offline: { series, number, at: offline.arrivedAt } } : {}),
      }
      return { type: 'IssueTicket', ticket, service, class: name, ...given }
    }
    case 'TicketCalled': {
      const { counter, ticket, why, reason } = event
      if (why.rule === 'own' || why.rule === 'help' || why.rule === 'longest' || why.rule === 'relief')
        return { type: 'CallNext', counter }
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
    case 'ServiceCorrected':
      return { type: 'CorrectService', counter: event.counter, ticket: event.ticket, service: event.service }
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
    case 'TicketReprinted': {
      // The ledger does not keep which document was shown; only that of the ticket's own person would have done.
      const person = hall.tickets.get(event.ticket)?.person
      return { type: 'ReprintTicket', ticket: event.ticket, ...(person === undefined ? {} : { person }) }
    }
    case 'VisitRated': {
      // The ledger does not keep what the phone showed; only the ticket's own secret would have done.
      const secret = hall.tickets.get(event.ticket)?.secret ?? ''
      return { type: 'RateVisit', ticket: event.ticket, secret, leg: event.leg, grade: event.grade }
    }
    case 'RatingExplained': {
      const { ticket, leg, complaints } = event
      return { type: 'ExplainRating', ticket, leg, secret: hall.tickets.get(ticket)?.secret ?? '', complaints }
    }
  }
}

/** Turned away needs words, unless the list of what is missing says it; accepted with something missing (容缺受理) needs them too. */
const outcomeOwesReason = ({ outcome, materials }: EventOf<'TicketCompleted'>): boolean => {
  const missing = (materials?.missing.length ?? 0) > 0
  if (outcome === 'supplement' && missing) return false
  return OUTCOMES_WITH_REASON.includes(outcome) || (missing && !NOT_ACCEPTED.includes(outcome))
}

/** What an override owes and does not have. */
const reasonMissing = (event: HallEvent): Complaint => {
  const blank = 'reason' in event ? !event.reason?.trim() : true
  switch (event.type) {
    case 'CounterPaused':
    case 'TicketParked':
    case 'TicketTransferred':
    case 'TicketCancelled':
    case 'VisitorSeated':
    case 'TicketRequeued':
      return blank ? `${event.type} has no reason.` : undefined
    case 'TicketCalled':
      return blank && (event.why.rule === 'chosen' || event.why.rule === 'override')
        ? `Ticket ${event.ticket} was chosen without a reason.`
        : undefined
    case 'TicketCompleted':
      return blank && outcomeOwesReason(event)
        ? `Ticket ${event.ticket} ended as ${event.outcome} without a reason.`
        : undefined
    case 'TicketIssued':
      if (event.class === 'priority' && event.ground === undefined)
        return `Ticket ${event.ticket} has precedence on no ground.`
      return event.class === 'appointment' && event.slot === undefined
        ? `Ticket ${event.ticket} is an appointment for no time.`
        : undefined
    case 'ClassChanged':
      return (event.class === 'priority') === (event.ground === undefined)
        ? `Ticket ${event.ticket} becomes ${event.class} on ${event.ground ?? 'no ground'}.`
        : undefined
    case 'CataloguePublished':
    case 'HallOpened':
    case 'HallClosed':
    case 'CounterOpened':
    case 'CounterClosed':
    case 'TicketRecalled':
    case 'ServingStarted':
    case 'NoShowMarked':
    case 'ServiceCorrected':
    case 'TicketReturned':
    case 'TicketReprinted':
    case 'VisitRated':
    case 'CounterTakenOver':
    case 'VacancyNoted':
    // I9 asks the two below for their reasons: by hand they owe one, by rule they have none.
    case 'ProfileSwitched':
    case 'HelpSwitched':
    case 'BlockLeased':
    case 'WaitQuoted':
    case 'ActUndone':
    case 'TicketWoken':
    case 'MatterAdded':
    case 'MaterialsChecked':
    case 'VisitorNamed':
    case 'RatingExplained':
    case 'NoticeGiven':
    case 'QuestionLogged':
    case 'QuestionAnswered':
    case 'PostTaken':
    case 'PostLeft':
    case 'HallMoved':
      return undefined
  }
}

/** A window takes only what its list names, or what it stands in for; what is beyond it is an override that the hall allows. */
const beyondAuthority = (event: HallEvent, hall: Hall, takenOver: boolean): Complaint => {
  if (event.type === 'ServiceCorrected') {
    const { counter, ticket, service } = event
    return takesService(hall, counter, { service })
      ? undefined
      : `Window ${counter} turned ${ticket} to ${service}, which it may not take.`
  }
  if (event.type !== 'TicketCalled' && event.type !== 'VisitorSeated') return undefined
  const { counter, ticket: id, why } = event
  const ticket = hall.tickets.get(id)
  const rules = hall.catalogue?.rules.window
  if (!ticket || !rules) return undefined
  const listed = takesService(hall, counter, ticket)
  const said = `Window ${counter} took ${id} for ${ticket.service}`
  if (why.rule === 'override')
    return rules.override && !listed
      ? undefined
      : `${said} beyond its list, which ${listed ? 'names it' : 'is not allowed here'}.`
  // Who sat in front when the clerk left comes along, whatever they came for (C16).
  if (!listed && !takenOver && !lookedAfter(ticket, counter)) return `${said}, which it may not take.`
  return why.rule === 'chosen' && !rules.choose ? `${said} by choice, which is not allowed here.` : undefined
}

/** The first of two events of one command, by somebody who may cause it only together with the second. */
type First = { readonly command: string; readonly second: HallEvent['type']; readonly said: string }

/** The command of two events whose first its actor could not cause alone, and the second that must follow. */
const togetherWith = ({ event, actor }: Recorded): { intent: Intent; second: HallEvent['type'] } | undefined => {
  const counter = 'counter' in actor ? (actor.counter ?? '') : ''
  if (event.type === 'TicketIssued' && actor.role === 'window') {
    const { ticket, service } = event
    return { intent: { type: 'ServeDirectly', counter, ticket, service, reason: '' }, second: 'VisitorSeated' }
  }
  if (event.type === 'TicketParked' && event.reason === HANDED_OVER && actor.role === 'manager')
    return { intent: { type: 'PauseCounter', counter: event.counter, reason: 'away' }, second: 'CounterPaused' }
  return undefined
}

/** I14: no event without an actor permitted to cause it; every override carries a reason. */
export const actorsPermitted: Rule = {
  id: 'I14',
  begin: () => {
    let first: First | undefined
    let takingOver = ''
    return {
      alone: ({ event, command }) => {
        const due = first
        first = undefined
        return due && (due.command !== command || due.second !== event.type) ? due.said : undefined
      },
      before: (recorded, hall) => {
        const { event, actor, command } = recorded
        const pair = togetherWith(recorded)
        if (pair)
          first = {
            command,
            second: pair.second,
            said: `The ${actor.role} ${actor.id} may cause its first event only with ${pair.second}.`,
          }
        const takenOver = takingOver === command
        takingOver = event.type === 'CounterTakenOver' ? command : ''
        if (!may(actor, pair?.intent ?? intentOf(event, hall), hall))
          return `The ${actor.role} ${actor.id} may not cause ${event.type}.`
        return reasonMissing(event) ?? beyondAuthority(event, hall, takenOver)
      },
    }
  },
}
