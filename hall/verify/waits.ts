/** I19: what a wait is measured from, and the place it earned, outlive whatever happens to a ticket. */
import type { HallEvent } from '../events.ts'
import type { TicketId } from '../ids.ts'
import type { Ticket } from '../ticket.ts'
import type { Complaint, Rule } from './rule.ts'

/** The tickets an event is about. What is taken back is put back as it was, which C11 looks at. */
const about = (event: HallEvent): readonly TicketId[] => {
  if (event.type === 'CounterTakenOver') return event.tickets
  return 'ticket' in event && event.ticket !== undefined ? [event.ticket] : []
}

/** Whether an event may give a ticket a place behind, or before, the one it had. */
const mayMove = (event: HallEvent, by: number): boolean => {
  if (event.type === 'ClassChanged') return true
  if (event.type === 'TicketReturned' || event.type === 'NoShowMarked') return by > 0
  return event.type === 'TicketTransferred' && by < 0
}

const moved = (event: HallEvent, at: number, was: Ticket, now: Ticket): Complaint => {
  const { id } = now
  if (now.arrivedAt !== was.arrivedAt)
    return `${event.type} moved the arrival of ${id} by ${now.arrivedAt - was.arrivedAt} ms.`
  // The wait for the next window begins when the leg before it ends; nothing else begins one.
  const begins = event.type === 'TicketCompleted' && now.status === 'waiting' ? at : was.readyAt
  if (now.readyAt !== begins) return `${event.type} moved the start of ${id}'s wait by ${now.readyAt - begins} ms.`
  const by = now.key - was.key
  return by === 0 || mayMove(event, by) ? undefined : `${event.type} moved ${id} from place ${was.key} to ${now.key}.`
}

/** I19: transfer, park and recall never change since when somebody waits nor their place; a return never betters it. */
export const waitsNeverRestart: Rule = {
  id: 'I19',
  begin: () => {
    let before: readonly Ticket[] = []
    return {
      before: ({ event }, hall) => {
        before = about(event).flatMap((id) => hall.tickets.get(id) ?? [])
        return undefined
      },
      after: ({ event, at }, hall) => {
        if (event.type === 'TicketIssued') {
          const { readyAt, arrivedAt } = hall.tickets.get(event.ticket) ?? { readyAt: at, arrivedAt: at }
          const due = event.offline?.arrivedAt ?? Math.max(at, event.slot ?? 0)
          return readyAt === due && arrivedAt === due ? undefined : `Ticket ${event.ticket} does not wait from ${due}.`
        }
        for (const was of before) {
          const now = hall.tickets.get(was.id)
          const complaint = now && moved(event, at, was, now)
          if (complaint) return complaint
        }
        return undefined
      },
    }
  },
}
