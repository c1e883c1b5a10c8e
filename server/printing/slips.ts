/** Which events become paper. An event may make several papers, or none. */
import type { Recorded } from '../../hall/events.ts'
import { noticePapers } from './notice-papers.ts'
import { type PaperContext, type Paperwork, paper, type Source } from './paper-source.ts'
import { dayEndSlip } from './staff-slips.ts'
import { completedPapers, ticketPapers, transferPapers } from './visit-papers.ts'

export type { PaperContext, Paperwork } from './paper-source.ts'

/** The papers an event asks for, in the order in which they come out. */
export const paperworkOf = (recorded: Recorded, context: PaperContext): readonly Paperwork[] => {
  const { event, actor } = recorded
  const { catalogue } = context.hall
  if (!catalogue) return []
  const source: Source = { ...context, recorded, catalogue }
  switch (event.type) {
    case 'TicketIssued':
      // Whoever is served directly at a window never waits: the number is for the receipt and the rating alone.
      // Whoever got a number without the server has gone to sit down with it.
      return actor.role === 'window' || event.offline ? [] : ticketPapers(source, event.ticket)
    case 'TicketReprinted':
      return ticketPapers(source, event.ticket)
    case 'TicketCompleted':
      return completedPapers(source, event)
    case 'TicketTransferred':
      return transferPapers(source, event)
    case 'NoticeGiven':
      return noticePapers(source, event)
    case 'HallClosed': {
      const end = context.dayEnd?.(recorded)
      return end ? [paper(source, 'day-end', dayEndSlip(end, recorded.at))] : []
    }
    case 'BlockLeased':
    case 'CataloguePublished':
    case 'HallOpened':
    case 'CounterOpened':
    case 'CounterPaused':
    case 'CounterClosed':
    case 'CounterTakenOver':
    case 'VacancyNoted':
    case 'ProfileSwitched':
    case 'HelpSwitched':
    case 'WaitQuoted':
    case 'TicketCalled':
    case 'TicketRecalled':
    case 'ServingStarted':
    case 'VisitorSeated':
    case 'ServiceCorrected':
    case 'NoShowMarked':
    case 'TicketReturned':
    case 'TicketParked':
    case 'TicketRequeued':
    case 'TicketWoken':
    case 'TicketCancelled':
    case 'MatterAdded':
    case 'ClassChanged':
    case 'MaterialsChecked':
    case 'VisitorNamed':
    case 'ActUndone':
    case 'VisitRated':
    case 'RatingExplained':
    case 'QuestionLogged':
    case 'QuestionAnswered':
    case 'PostTaken':
    case 'PostLeft':
    case 'HallMoved':
      return []
  }
}
