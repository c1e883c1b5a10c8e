/**
 * What passed by hand: acts of staff that let somebody go first, or take somebody out of the line, with the reason each
 * carries (reliability §3.2 S7). What the rules of the hall did by themselves is none of it, nor what visitors did.
 */
import type { Actor, StaffRole } from './actor.ts'
import type { PriorityGround, RedirectReason } from './commands.ts'
import type { HallEvent, Recorded } from './events.ts'
import { type Hall, ticketText } from './hall.ts'
import type { BusinessDay, CounterId, Instant, StaffId, TicketId } from './ids.ts'

/**
 * `chosen`: called by choice · `override`: beyond the window's list · `direct`: served without a number · `precedence`: a
 * number given as, or made, a priority or booked one · `front`: sent to the front of a line · `cancelled` · `no-show` ·
 * `switched`: help or a work profile by hand · `undone`: taken back.
 */
export const BY_HAND_KINDS = [
  'chosen',
  'override',
  'direct',
  'precedence',
  'front',
  'cancelled',
  'no-show',
  'switched',
  'undone',
] as const
export type ByHandKind = (typeof BY_HAND_KINDS)[number]

/** Why, where it is a word of the hall's own and not free text. */
export type ByHandGround = PriorityGround | RedirectReason | 'booked'

export type ByHand = {
  readonly kind: ByHandKind
  readonly day: BusinessDay
  readonly at: Instant
  readonly position: number
  readonly staffId: StaffId
  readonly staff: string
  readonly role: StaffRole
  /** The name of the window at which it was done, where it was done at one. */
  readonly counterName?: string
  /** The number it was about; empty for what concerns a window. */
  readonly number: string
  readonly ground?: ByHandGround
  readonly reason?: string
}

/** The person who acted; machines, visitors and the hall itself are none. */
export const personOf = (actor: Actor): Extract<Actor, { name: string }> | undefined =>
  'name' in actor ? actor : undefined

/** The ticket that an event is about. */
export const ticketOf = (event: HallEvent): TicketId | undefined => ('ticket' in event ? event.ticket : undefined)

/** The window at which it was done: the one it names, or that of the clerk who did it. */
export const windowOf = ({ event, actor }: Recorded): CounterId | undefined => {
  if ('counter' in event) return event.counter
  return 'counter' in actor ? actor.counter : undefined
}

type What = Pick<ByHand, 'kind' | 'ground' | 'reason'>

const because = (reason: string | undefined): Pick<What, 'reason'> => (reason === undefined ? {} : { reason })

/** What of an event passed by hand, where something did. */
const whatOf = (event: HallEvent): What | undefined => {
  switch (event.type) {
    case 'TicketCalled': {
      const { rule } = event.why
      return rule === 'chosen' || rule === 'override' ? { kind: rule, ...because(event.reason) } : undefined
    }
    case 'VisitorSeated':
      return { kind: 'direct', reason: event.reason }
    case 'TicketIssued':
      if (event.class === 'ordinary') return undefined
      return { kind: 'precedence', ground: event.class === 'priority' ? (event.ground ?? 'booked') : 'booked' }
    case 'ClassChanged':
      return event.class === 'priority' && event.ground ? { kind: 'precedence', ground: event.ground } : undefined
    case 'TicketTransferred':
      return event.key === undefined ? undefined : { kind: 'front', ground: event.reason, ...because(event.note) }
    case 'TicketCancelled':
      return { kind: 'cancelled', reason: event.reason }
    case 'NoShowMarked':
      return { kind: 'no-show' }
    case 'ProfileSwitched':
    case 'HelpSwitched':
      return event.by === 'hand' ? { kind: 'switched', ...because(event.reason) } : undefined
    case 'ActUndone':
      return { kind: 'undone' }
    case 'CataloguePublished':
    case 'HallOpened':
    case 'HallClosed':
    case 'BlockLeased':
    case 'HallMoved':
    case 'CounterOpened':
    case 'CounterPaused':
    case 'CounterClosed':
    case 'CounterTakenOver':
    case 'VacancyNoted':
    case 'TicketRecalled':
    case 'ServingStarted':
    case 'TicketCompleted':
    case 'ServiceCorrected':
    case 'TicketReturned':
    case 'TicketParked':
    case 'TicketRequeued':
    case 'TicketWoken':
    case 'WaitQuoted':
    case 'TicketReprinted':
    case 'MatterAdded':
    case 'MaterialsChecked':
    case 'VisitorNamed':
    case 'VisitRated':
    case 'RatingExplained':
    case 'NoticeGiven':
    case 'QuestionLogged':
    case 'QuestionAnswered':
    case 'PostTaken':
    case 'PostLeft':
      return undefined
  }
}

/** The act by hand that an event is, if it is one. @param hall with the event in it */
export const byHandIn = (recorded: Recorded, hall: Hall): ByHand | undefined => {
  const { event, actor, day, at, position } = recorded
  const person = personOf(actor)
  const what = person && whatOf(event)
  if (!person || !what) return undefined
  const counter = windowOf(recorded)
  const ticket = hall.tickets.get(ticketOf(event) ?? '')
  return {
    ...what,
    day,
    at,
    position,
    staffId: person.id,
    staff: person.name,
    role: person.role,
    ...(counter === undefined ? {} : { counterName: hall.lookup.counters.get(counter)?.name ?? counter }),
    number: ticket ? ticketText(ticket) : '',
  }
}
