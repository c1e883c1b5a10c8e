/**
 * Which events this release can read. An optional field that a later release added is passed over; a kind of event that it
 * added cannot be, since nobody here knows what it changed (Z21).
 */
import type { EventType } from '../../hall/events.ts'

const KNOWN: Readonly<Record<EventType, true>> = {
  CataloguePublished: true,
  HallOpened: true,
  HallClosed: true,
  BlockLeased: true,
  CounterOpened: true,
  CounterPaused: true,
  CounterClosed: true,
  CounterTakenOver: true,
  VacancyNoted: true,
  ProfileSwitched: true,
  HelpSwitched: true,
  TicketIssued: true,
  TicketCalled: true,
  TicketRecalled: true,
  ServingStarted: true,
  VisitorSeated: true,
  TicketCompleted: true,
  ServiceCorrected: true,
  NoShowMarked: true,
  TicketReturned: true,
  TicketParked: true,
  TicketRequeued: true,
  TicketTransferred: true,
  TicketWoken: true,
  WaitQuoted: true,
  TicketCancelled: true,
  TicketReprinted: true,
  MatterAdded: true,
  ClassChanged: true,
  MaterialsChecked: true,
  VisitorNamed: true,
  ActUndone: true,
  VisitRated: true,
  RatingExplained: true,
  NoticeGiven: true,
  QuestionLogged: true,
  QuestionAnswered: true,
  PostTaken: true,
  PostLeft: true,
  HallMoved: true,
}
const NAMES: ReadonlySet<string> = new Set(Object.keys(KNOWN))

/** The ledger has an event of a release after this one. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent'
  constructor(type: string, position: number) {
    super(
      `Position ${position} of the ledger is a "${type}", which this release does not know: a later one wrote it. Nothing was changed.`,
    )
  }
}

/** Throws UnknownEvent. */
export const insistKnown = ({ type, position }: { readonly type: string; readonly position: number }): void => {
  if (!NAMES.has(type)) throw new UnknownEvent(type, position)
}
