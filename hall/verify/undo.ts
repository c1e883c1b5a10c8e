/** C11: only the last act at a window can be taken back, soon, and then it never was. */
import type { CounterState } from '../counter.ts'
import type { EventOf, EventType, Recorded } from '../events.ts'
import type { Hall } from '../hall.ts'
import type { CounterId, Instant, TicketId } from '../ids.ts'
import { coverOf } from '../seating.ts'
import type { Ticket } from '../ticket.ts'
import { UNDO_WITHIN_MS, UNDOABLE } from '../undo.ts'
import type { Complaint, Rule } from './rule.ts'

/** An act with what it changed, as it was before. */
type Done = {
  readonly type: EventType
  readonly position: number
  readonly at: Instant
  readonly command: string
  readonly counter: CounterState | undefined
  readonly ticket: Ticket | undefined
}

/** The acts of the last command at a window, newest first. */
const lastOf = (done: readonly Done[]): readonly Done[] => {
  const command = done.at(-1)?.command
  return done.filter((act) => act.command === command).reverse()
}

const undoFits = (event: EventOf<'ActUndone'>, last: readonly Done[], at: Instant, hall: Hall): Complaint => {
  const said = `Window ${event.counter} takes back ${event.positions.join() || 'nothing'}`
  const [newest] = last
  if (!newest) return `${said}, but nothing was done there that can be taken back.`
  const due = last.map(({ position }) => position).join()
  if (event.positions.join() !== due) return `${said}, but ${due} was done there last.`
  if (at - newest.at > UNDO_WITHIN_MS) return `${said} after ${at - newest.at} ms.`
  return last.some(({ type }) => type === 'CounterPaused') && coverOf(hall, event.counter)
    ? `${said}, but another window stands in for it.`
    : undefined
}

/** What a window shows of what it has done; when it was last touched is nobody's concern. */
const doings = (counter: CounterState | undefined): string =>
  JSON.stringify(counter && [counter.status, counter.ticket, counter.completed, counter.servedMs, counter.since])

/** Whom it waited for alone may have gone meanwhile, and then it is let go. */
const sameTicket = (was: Ticket, now: Ticket | undefined): boolean => {
  const { bound, ...rest } = was
  const due = now?.bound === undefined && bound !== undefined ? rest : was
  return JSON.stringify(now) === JSON.stringify(due)
}

const notRestored = (event: EventOf<'ActUndone'>, last: readonly Done[], hall: Hall): Complaint => {
  // Of several acts on one ticket the first knows how it was before all of them.
  const tickets = new Map<TicketId, Ticket>()
  for (const { ticket } of last) if (ticket) tickets.set(ticket.id, ticket)
  for (const [id, was] of tickets)
    if (!sameTicket(was, hall.tickets.get(id)))
      return `Ticket ${id} is not what it was before the act that was taken back.`
  const first = last.at(-1)
  return first && doings(hall.counters.get(event.counter)) !== doings(first.counter)
    ? `Window ${event.counter} is not what it was before the act that was taken back.`
    : undefined
}

/** The window at which something was done: the one it names, or that of the clerk who did it. */
const windowOf = ({ event, actor }: Recorded): CounterId | undefined => {
  if (event.type === 'VisitRated' || event.type === 'VacancyNoted') return undefined
  if (event.type === 'ProfileSwitched' || event.type === 'HelpSwitched') return undefined
  if ('counter' in event) return event.counter
  return actor.role === 'window' ? actor.counter : undefined
}

const STARTS_ANEW: readonly EventType[] = ['HallOpened', 'HallClosed', 'CataloguePublished']

/** C11: only the last act of a window, by one command, within ten seconds; and everything is as it was before. */
export const undoneNeverWas: Rule = {
  id: 'C11',
  begin: () => {
    const windows = new Map<CounterId, readonly Done[]>()
    return {
      before: (recorded, hall) => {
        const { event, position, at, command } = recorded
        if (STARTS_ANEW.includes(event.type)) windows.clear()
        if (event.type === 'ActUndone') return undoFits(event, lastOf(windows.get(event.counter) ?? []), at, hall)
        const window = windowOf(recorded)
        if (window === undefined) return undefined
        if (!UNDOABLE.includes(event.type)) {
          windows.delete(window)
          return undefined
        }
        const ticket = 'ticket' in event && event.ticket !== undefined ? hall.tickets.get(event.ticket) : undefined
        const act = { type: event.type, position, at, command, counter: hall.counters.get(window), ticket }
        windows.set(window, [...(windows.get(window) ?? []), act].slice(-8))
        return undefined
      },
      after: ({ event }, hall) => {
        if (event.type !== 'ActUndone') return undefined
        const done = windows.get(event.counter) ?? []
        const last = lastOf(done)
        windows.set(event.counter, done.slice(0, done.length - last.length))
        return notRestored(event, last, hall)
      },
    }
  },
}
