/**
 * Who may. Default is no: an act is listed for a role or it is not permitted (I14). Rating is never possible from a
 * window's own session (I15), an inspector only reads (S000-33), a display only listens.
 */
import type { Actor } from './actor.ts'
import type { CommandOf, CommandType, Intent, NoticeKind } from './commands.ts'
import type { Hall } from './hall.ts'
import type { CounterId, TicketId } from './ids.ts'

const AT_OWN_COUNTER: ReadonlySet<CommandType> = new Set([
  'OpenCounter',
  'PauseCounter',
  'CloseCounter',
  'CallNext',
  'CallTicket',
  'RecallTicket',
  'StartServing',
  'CompleteTicket',
  'CorrectService',
  'MarkNoShow',
  'ParkTicket',
  'RequeueTicket',
  'ServeDirectly',
  'TakeOver',
  'UndoAct',
])
/** What window staff may do about any ticket: people ask where they stand. */
const BY_WINDOW: ReadonlySet<CommandType> = new Set([
  'ReturnTicket',
  'ReprintTicket',
  'GiveNotice',
  'LogQuestion',
  'AnswerQuestion',
])
/** What window staff may do only with the ticket that is, or was last, at their window. */
const ABOUT_OWN_TICKET: ReadonlySet<CommandType> = new Set([
  'TransferTicket',
  'AddMatter',
  'CheckMaterials',
  'NameVisitor',
])
const BY_GUIDE: ReadonlySet<CommandType> = new Set([
  'IssueTicket',
  'AddMatter',
  'ChangeClass',
  'CheckMaterials',
  'NameVisitor',
  'GiveNotice',
  'LogQuestion',
  'AnswerQuestion',
  'TakePost',
  'LeavePost',
  'TransferTicket',
  'ReturnTicket',
  'CancelTicket',
  'ReprintTicket',
])
const BY_MANAGER: ReadonlySet<CommandType> = new Set([
  'OpenHall',
  'CloseHall',
  'PublishCatalogue',
  'OpenCounter',
  'PauseCounter',
  'CloseCounter',
  'SwitchProfile',
  'SwitchHelp',
  ...BY_GUIDE,
])
const BY_SYSTEM: ReadonlySet<CommandType> = new Set([
  'OpenHall',
  'CloseHall',
  'PublishCatalogue',
  'MoveHall',
  'NoteVacancy',
  'WakeTicket',
  'SwitchProfile',
  'SwitchHelp',
  'QuoteWait',
])
const BY_VISITOR: ReadonlySet<CommandType> = new Set(['RateVisit', 'ExplainRating', 'CancelTicket'])

/** Where a ticket is now, or was served last. */
const counterOf = (hall: Hall, id: TicketId): CounterId | undefined => {
  const ticket = hall.tickets.get(id)
  return ticket && 'counter' in ticket ? ticket.counter : undefined
}

/** Whether the leg that is rated was served at the window of this pad. */
const servedAt = (
  hall: Hall,
  { ticket, secret, leg }: CommandOf<'RateVisit' | 'ExplainRating'>,
  counter: CounterId | undefined,
): boolean => {
  const served = hall.tickets.get(ticket)?.served ?? []
  const made = served.find((done) => done.rating === secret)
  if (counter === undefined) return false
  const rated = made ?? served[leg ?? served.length - 1]
  return rated ? rated.counter === counter : counterOf(hall, ticket) === counter
}

/** Papers that nobody need be known for. */
const KIOSK_NOTICES: readonly NoticeKind[] = ['service', 'guide', 'elsewhere']

/** What people do at a kiosk (A12): precedence only on a ground that the hall leaves to them, since nobody looks at a document. */
const byKiosk = (intent: Intent, hall: Hall): boolean => {
  if (intent.type === 'IssueTicket') {
    if (intent.materials !== undefined || intent.again) return false
    const { class: name = 'ordinary', ground } = intent
    if (name !== 'priority') return name === 'ordinary'
    return ground !== undefined && hall.catalogue?.rules.kioskGrounds?.includes(ground) === true
  }
  if (intent.type === 'LeaseBlock') return true
  if (intent.type === 'ReprintTicket')
    return intent.person !== undefined && hall.tickets.get(intent.ticket)?.person === intent.person
  if (intent.type !== 'GiveNotice') return false
  const { kind, ticket, person, materials } = intent
  return KIOSK_NOTICES.includes(kind) && ticket === undefined && person === undefined && materials === undefined
}

/** Whether this actor may ask this at all; whether it can be done is for `decide`. */
export const may = (actor: Actor, intent: Intent, hall: Hall): boolean => {
  // Only the kiosk to which a block was lent can have given its numbers.
  if (intent.type === 'IssueTicket' && intent.offline && actor.role !== 'kiosk') return false
  switch (actor.role) {
    case 'system':
      return BY_SYSTEM.has(intent.type)
    case 'kiosk':
      return byKiosk(intent, hall)
    case 'display':
    case 'counter':
    case 'edge':
    case 'standby':
    case 'inspector':
    case 'sysadmin':
    case 'secadmin':
    case 'auditor':
      return false
    case 'pad':
      return (intent.type === 'RateVisit' || intent.type === 'ExplainRating') && servedAt(hall, intent, actor.counter)
    case 'visitor':
      return BY_VISITOR.has(intent.type) && 'ticket' in intent && intent.ticket === actor.id
    case 'window':
      if (actor.counter === undefined) return false
      if ('counter' in intent) return AT_OWN_COUNTER.has(intent.type) && intent.counter === actor.counter
      if (BY_WINDOW.has(intent.type)) return true
      if (!ABOUT_OWN_TICKET.has(intent.type) || !('ticket' in intent) || intent.ticket === undefined) return false
      return counterOf(hall, intent.ticket) === actor.counter
    case 'guide':
      // A guide leaves their own post; only a manager sends somebody home.
      if (intent.type === 'LeavePost') return intent.staff === undefined || intent.staff === actor.id
      return BY_GUIDE.has(intent.type)
    case 'manager':
      return BY_MANAGER.has(intent.type)
  }
}
