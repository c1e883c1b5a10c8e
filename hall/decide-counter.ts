/** What a window does as a whole: opening, pausing, standing in, and taking back what was just done. */
import type { CommandOf } from './commands.ts'
import type { Context } from './context.ts'
import type { CounterState } from './counter.ts'
import type { HallEvent } from './events.ts'
import type { Hall } from './hall.ts'
import type { CounterId, Instant } from './ids.ts'
import { longestSinceAt } from './longest.ts'
import { waitingAt } from './queue.ts'
import { accept, type Decision, refuse } from './refusal.ts'
import { coverOf } from './seating.ts'
import { lastAct, UNDO_WITHIN_MS } from './undo.ts'

/** The reason of a ticket that was put aside because its clerk left; screens say it in words. */
export const HANDED_OVER = 'handed-over'

const openCounter = (hall: Hall, counter: CounterState, { actor }: Context): Decision => {
  if (!hall.lookup.counters.has(counter.id)) return accept()
  const staff = 'name' in actor ? actor.name : actor.id
  // Another clerk sits down at an open window, whoever is in front (S004-37). For everybody else there is nothing to open:
  // a manager who opens from afar serves nobody there.
  if (counter.status === 'open' && (counter.staffId === actor.id || actor.role !== 'window')) return accept()
  return accept({ type: 'CounterOpened', counter: counter.id, staff, staffId: actor.id })
}

const pauseCounter = (command: CommandOf<'PauseCounter'>, counter: CounterState, { now }: Context): Decision => {
  const { destination, backAt, note, reason } = command
  if (counter.status === 'closed') return refuse({ code: 'counter-closed', counter: counter.id })
  if (counter.status === 'paused') return accept()
  if (counter.ticket !== undefined && !command.handOver)
    return refuse({ code: 'counter-busy', counter: counter.id, ticket: counter.ticket })
  if (backAt !== undefined && backAt <= now) return refuse({ code: 'time-passed' })
  const paused: HallEvent = {
    type: 'CounterPaused',
    counter: counter.id,
    reason,
    ...(destination === undefined ? {} : { destination }),
    ...(backAt === undefined ? {} : { backAt }),
    ...(note === undefined ? {} : { note }),
  }
  if (counter.ticket === undefined) return accept(paused)
  return accept({ type: 'TicketParked', ticket: counter.ticket, counter: counter.id, reason: HANDED_OVER }, paused)
}

const closeCounter = (counter: CounterState): Decision => {
  if (counter.ticket !== undefined) return refuse({ code: 'counter-busy', counter: counter.id, ticket: counter.ticket })
  return counter.status === 'closed' ? accept() : accept({ type: 'CounterClosed', counter: counter.id })
}

/** What a window put aside and somebody must look after, oldest first. */
export const putAsideAt = (hall: Hall, counter: CounterId) =>
  [...hall.parked].flatMap((id) => {
    const ticket = hall.tickets.get(id)
    return ticket?.status === 'parked' && ticket.counter === counter && !ticket.thenWaits ? [ticket] : []
  })

/**
 * 顶岗 (S004-37): the next on the B岗 list takes the queue and what was put aside. Whoever sat in front when the clerk left
 * is called to the new window at once, if it is free.
 */
const takeOver = ({ counter, from }: CommandOf<'TakeOver'>, hall: Hall, state: CounterState): Decision => {
  const away = hall.counters.get(from)
  if (!away) return refuse({ code: 'unknown-counter', counter: from })
  if (state.status !== 'open')
    return refuse({ code: state.status === 'closed' ? 'counter-closed' : 'counter-paused', counter })
  if (!hall.lookup.counters.get(from)?.backups?.includes(counter))
    return refuse({ code: 'not-a-backup', counter, from })
  if (away.status === 'open') return refuse({ code: 'not-away', counter: from })
  const cover = coverOf(hall, from)
  if (cover) return refuse({ code: 'already-covered', counter: from, by: cover.id })
  const aside = putAsideAt(hall, from)
  const taken: HallEvent = { type: 'CounterTakenOver', counter, from, tickets: aside.map((ticket) => ticket.id) }
  const seated = aside.find((ticket) => ticket.reason === HANDED_OVER && ticket.parkedAt === away.since)
  if (!seated || state.ticket !== undefined) return accept(taken)
  const why = { rule: 'resumed', key: seated.key, overtook: 0 } as const
  return accept(taken, { type: 'TicketCalled', ticket: seated.id, counter, why })
}

const undoAct = ({ counter }: CommandOf<'UndoAct'>, hall: Hall, { now }: Context): Decision => {
  const acts = lastAct(hall.acts, counter)
  const newest = acts[0]
  if (!newest) return refuse({ code: 'nothing-to-undo' })
  if (now - newest.at > UNDO_WITHIN_MS) return refuse({ code: 'undo-too-late', seconds: UNDO_WITHIN_MS / 1000 })
  for (const [index, { ticket, type }] of acts.entries()) {
    // What one press did twice to one ticket is put back one after the other.
    const later = acts.slice(0, index).find((other) => other.ticket?.before.id === ticket?.before.id)?.ticket
    const standing = later ? later.before : ticket && hall.tickets.get(ticket.before.id)
    if (ticket && standing !== ticket.after) return refuse({ code: 'undo-overtaken' })
    if (type === 'CounterPaused' && coverOf(hall, counter)) return refuse({ code: 'undo-overtaken' })
  }
  return accept({ type: 'ActUndone', counter, positions: acts.map((act) => act.position) })
}

/** Since when a window has been vacant (空岗): open, nobody being served, people waiting and nothing done; or undefined. */
export const vacantSince = (hall: Hall, counter: CounterState, now: Instant): Instant | undefined => {
  if (counter.status !== 'open') return undefined
  const seated = counter.ticket === undefined ? undefined : hall.tickets.get(counter.ticket)
  // Where nobody presses 到场, whoever was called may well be here.
  const here = seated?.status === 'serving' || hall.catalogue?.rules.window.confirmArrival === false
  if (seated && here) return undefined
  const oldest = seated ? counter.actedAt : longestSinceAt(hall, counter.id)
  if (oldest === null) return undefined
  const since = Math.max(counter.actedAt, oldest)
  const minutes = hall.catalogue?.rules.window.idleMinutes ?? 0
  return minutes > 0 && now - since >= minutes * 60_000 ? since : undefined
}

const noteVacancy = (counter: CounterState, hall: Hall, { now }: Context): Decision => {
  const since = vacantSince(hall, counter, now)
  if (since === undefined || (counter.status === 'open' && counter.vacantSince !== undefined))
    return refuse({ code: 'not-vacant' })
  return accept({ type: 'VacancyNoted', counter: counter.id, since, waiting: waitingAt(hall, counter.id) })
}

type WholeCounter = CommandOf<'OpenCounter' | 'PauseCounter' | 'CloseCounter' | 'TakeOver' | 'UndoAct' | 'NoteVacancy'>

export const decideAtCounter = (command: WholeCounter, hall: Hall, context: Context): Decision => {
  const counter = hall.counters.get(command.counter)
  if (!counter) return refuse({ code: 'unknown-counter', counter: command.counter })
  switch (command.type) {
    case 'OpenCounter':
      return openCounter(hall, counter, context)
    case 'PauseCounter':
      return pauseCounter(command, counter, context)
    case 'CloseCounter':
      return closeCounter(counter)
    case 'TakeOver':
      return takeOver(command, hall, counter)
    case 'UndoAct':
      return undoAct(command, hall, context)
    case 'NoteVacancy':
      return noteVacancy(counter, hall, context)
  }
}
