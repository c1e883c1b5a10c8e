/** I9: which event may follow which state. `evolve` stops at what it cannot apply; this also names what it would let pass. */
import type { EventOf, Recorded } from '../events.ts'
import type { Hall } from '../hall.ts'
import { blockFits, leaseFits } from './blocks.ts'
import { deskFits, owedFits } from './legal-desk.ts'
import { issueFits, type VisitEvent, visitFits } from './legal-visit.ts'
import { windowFits } from './legal-window.ts'
import type { Complaint, Rule } from './rule.ts'

/** A catalogue comes in force by a publish; an opening only repeats it. */
const catalogueFits = (event: EventOf<'CataloguePublished' | 'HallOpened'>, hall: Hall): Complaint => {
  const expected = event.type === 'CataloguePublished' ? hall.revision + 1 : hall.revision
  if (event.revision !== expected) return `${event.type} has revision ${event.revision} instead of ${expected}.`
  const same = event.type === 'CataloguePublished' || JSON.stringify(event.catalogue) === JSON.stringify(hall.catalogue)
  return same ? undefined : `The hall opened with another catalogue than revision ${hall.revision}.`
}

const aboutVisit = (event: VisitEvent, recorded: Recorded, hall: Hall): Complaint =>
  visitFits(event, recorded, hall) ?? ('counter' in event ? windowFits(event, recorded, hall) : undefined)

const illegal = (recorded: Recorded, hall: Hall): Complaint => {
  const { event } = recorded
  // A rating may come after the doors closed (T8), and a catalogue before they open; everything else needs the open hall.
  const anytime = ['CataloguePublished', 'HallOpened', 'VisitRated', 'RatingExplained', 'HallMoved'].includes(
    event.type,
  )
  if (!hall.open && !anytime) return `${event.type} in a closed hall.`
  switch (event.type) {
    case 'CataloguePublished':
      return catalogueFits(event, hall)
    case 'HallOpened':
      return hall.open ? 'The hall opened twice.' : (catalogueFits(event, hall) ?? owedFits(event, hall))
    case 'TicketIssued':
      return issueFits(event, recorded, hall) ?? blockFits(event, recorded, hall)
    case 'BlockLeased':
      return leaseFits(event, recorded, hall)
    case 'CounterOpened':
    case 'CounterPaused':
    case 'CounterClosed':
    case 'CounterTakenOver':
    case 'VacancyNoted':
    case 'ProfileSwitched':
    case 'HelpSwitched':
      return windowFits(event, recorded, hall)
    case 'NoticeGiven':
    case 'QuestionLogged':
    case 'QuestionAnswered':
    case 'PostTaken':
    case 'PostLeft':
      return deskFits(event, recorded, hall)
    case 'TicketCalled':
    case 'TicketRecalled':
    case 'ServingStarted':
    case 'VisitorSeated':
    case 'TicketCompleted':
    case 'ServiceCorrected':
    case 'NoShowMarked':
    case 'TicketReturned':
    case 'TicketParked':
    case 'TicketRequeued':
    case 'TicketTransferred':
    case 'TicketWoken':
    case 'WaitQuoted':
    case 'TicketCancelled':
    case 'TicketReprinted':
    case 'MatterAdded':
    case 'ClassChanged':
    case 'MaterialsChecked':
    case 'VisitorNamed':
      return aboutVisit(event, recorded, hall)
    // Ratings are the business of I15, and taking back that of C11.
    case 'VisitRated':
    case 'RatingExplained':
    case 'ActUndone':
    case 'HallClosed':
    case 'HallMoved':
      return undefined
  }
}

/** A visitor is seated without a call only in the moment in which their number is made (C13). */
const seatedAtOnce = ({ event, command }: Recorded, previous: Recorded | undefined): Complaint => {
  if (event.type !== 'VisitorSeated') return undefined
  const made = previous?.event.type === 'TicketIssued' && previous.event.ticket === event.ticket
  return made && previous.command === command
    ? undefined
    : `Ticket ${event.ticket} is seated at window ${event.counter}, but its number was not made for that.`
}

/** I9: only legal transitions. */
export const legalTransitions: Rule = { id: 'I9', begin: () => ({ alone: seatedAtOnce, before: illegal }) }
