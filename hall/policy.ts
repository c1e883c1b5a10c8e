/**
 * Who may. Default is no: an act is listed for a role or it is not permitted (I14). Rating is never possible from a
 * window's own session (I15), an inspector only reads (S000-33), a display only listens.
 */
import type { Actor } from './actor.ts'
import type { CommandType, Intent } from './commands.ts'
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
  'MarkNoShow',
  'ParkTicket',
])
const BY_GUIDE: ReadonlySet<CommandType> = new Set([
  'IssueTicket',
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
  ...BY_GUIDE,
])
const BY_SYSTEM: ReadonlySet<CommandType> = new Set(['OpenHall', 'CloseHall', 'PublishCatalogue'])

/** Where a ticket is now, or was served last. */
const counterOf = (hall: Hall, id: TicketId): CounterId | undefined => {
  const ticket = hall.tickets.get(id)
  return ticket && 'counter' in ticket ? ticket.counter : undefined
}

/** Whether this actor may ask this at all; whether it can be done is for `decide`. */
export const may = (actor: Actor, intent: Intent, hall: Hall): boolean => {
  switch (actor.role) {
    case 'system':
      return BY_SYSTEM.has(intent.type)
    case 'kiosk':
      // Priority needs a document that somebody looks at, so it is given at the guide desk (requirements §3.5).
      return intent.type === 'IssueTicket' && (intent.class ?? 'ordinary') === 'ordinary'
    case 'display':
    case 'counter':
    case 'inspector':
      return false
    case 'pad':
      return (
        intent.type === 'RateVisit' && actor.counter !== undefined && counterOf(hall, intent.ticket) === actor.counter
      )
    case 'visitor':
      return (intent.type === 'RateVisit' || intent.type === 'CancelTicket') && intent.ticket === actor.id
    case 'window':
      if (actor.counter === undefined) return false
      if ('counter' in intent) return AT_OWN_COUNTER.has(intent.type) && intent.counter === actor.counter
      if (intent.type === 'ReturnTicket' || intent.type === 'ReprintTicket') return true
      return intent.type === 'TransferTicket' && counterOf(hall, intent.ticket) === actor.counter
    case 'guide':
      return BY_GUIDE.has(intent.type)
    case 'manager':
      return BY_MANAGER.has(intent.type)
  }
}
