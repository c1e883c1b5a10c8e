/** One actor of each role, and who usually asks for what. */
import type { Actor } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import type { CounterId, TicketId } from '../../hall/ids.ts'

export const timekeeper: Actor = { role: 'system', id: 'timekeeper' }
export const manager: Actor = { role: 'manager', id: 'm1', name: '经理' }
export const guide: Actor = { role: 'guide', id: 'g1', name: '导办' }
export const inspector: Actor = { role: 'inspector', id: 'i1', name: '督查' }
export const kiosk: Actor = { role: 'kiosk', id: 'k1' }
export const display: Actor = { role: 'display', id: 'd1', zone: 'z1' }
export const counterMachine = (counter: CounterId): Actor => ({ role: 'counter', id: `pc${counter}`, counter })
export const padAt = (counter: CounterId): Actor => ({ role: 'pad', id: `pad${counter}`, counter })
export const staffAt = (counter: CounterId): Actor => ({ role: 'window', id: `w${counter}`, name: '窗口员', counter })
export const holderOf = (ticket: TicketId): Actor => ({ role: 'visitor', id: ticket })

/** Who asks for this on an ordinary day. */
export const usualActor = (intent: Intent): Actor => {
  if (intent.type === 'NoteVacancy') return timekeeper
  if (intent.type === 'SwitchProfile' || intent.type === 'SwitchHelp') return manager
  if ('counter' in intent) return staffAt(intent.counter)
  switch (intent.type) {
    case 'OpenHall':
    case 'CloseHall':
    case 'PublishCatalogue':
      return manager
    case 'LeaseBlock':
      return kiosk
    case 'IssueTicket':
      return (intent.class ?? 'ordinary') === 'ordinary' ? kiosk : guide
    case 'TransferTicket':
    case 'ReturnTicket':
    case 'CancelTicket':
    case 'ReprintTicket':
    case 'AddMatter':
    case 'ChangeClass':
    case 'CheckMaterials':
    case 'NameVisitor':
    case 'GiveNotice':
    case 'LogQuestion':
    case 'AnswerQuestion':
    case 'TakePost':
    case 'LeavePost':
      return guide
    case 'WakeTicket':
    case 'QuoteWait':
    case 'MoveHall':
      return timekeeper
    case 'RateVisit':
    case 'ExplainRating':
      return holderOf(intent.ticket)
  }
}
