/** Undoing: every act at these positions is put back, newest first. Throws when one of them is no longer at hand. */
import { removeWait } from './figures.ts'
import type { Hall } from './hall.ts'
import type { CounterId } from './ids.ts'
import { coverOf, figuresOf, put, requireCounter, staffFigures, takesAnew } from './seating.ts'
import { type Ticket, TRANSFERS_FLAGGED } from './ticket.ts'
import type { Act } from './undo.ts'

/** Takes out of the day's figures what the end of a leg put into them. */
const uncount = (hall: Hall, before: Ticket, after: Ticket): void => {
  const leg = after.served.at(-1)
  if (!leg) return
  const figures = figuresOf(hall, before.service)
  figures.completed -= 1
  figures.cases -= leg.cases
  const staff = staffFigures(hall, leg.staffId, leg.staff)
  staff.completed -= 1
  staff.cases -= leg.cases
  staff.servedMs -= leg.completedAt - leg.startedAt
}

const undoOne = (
  hall: Hall,
  counter: CounterId,
  { type, position, at, ticket, lastServed, redirect, listed }: Act,
): void => {
  if (!ticket) return
  const { before, after } = ticket
  if (hall.tickets.get(before.id) !== after) throw new Error(`Event ${hall.position} undoes what went on since.`)
  put(hall, before)
  if (listed) hall.manyLegs.add(before.id)
  else hall.manyLegs.delete(before.id)
  if (before.transfers <= TRANSFERS_FLAGGED) hall.sentOn.delete(before.id)
  if (type === 'TicketCalled') {
    if (before.firstCalledAt === undefined)
      removeWait(figuresOf(hall, before.service), Math.max(0, at - before.readyAt))
    const call = hall.calls.findIndex((other) => other.position === position)
    if (call >= 0) hall.calls.splice(call, 1)
  }
  if (type === 'TicketCompleted') {
    uncount(hall, before, after)
    if (lastServed) hall.lastServed.set(counter, lastServed)
    else hall.lastServed.delete(counter)
  }
  if (type === 'NoShowMarked' && after.status === 'no-show') hall.missed.splice(hall.missed.lastIndexOf(before.id), 1)
  if (redirect) {
    const left = (hall.redirects.get(redirect) ?? 1) - 1
    if (left > 0) hall.redirects.set(redirect, left)
    else hall.redirects.delete(redirect)
  }
}

/** A window as it was, except that whoever came back meanwhile is stood in for no longer. */
const restore = (hall: Hall, { counter }: Act): void => {
  const now = requireCounter(hall, counter.id)
  if (counter.status === 'closed' || now.status === 'closed')
    throw new Error(`Event ${hall.position} undoes an act at window ${counter.id} over its closing.`)
  const stillAway = (id: CounterId): boolean => hall.counters.get(id)?.status !== 'open' && !coverOf(hall, id)
  const covers = now.status === counter.status ? now.covers : counter.covers.filter(stillAway)
  hall.counters.set(counter.id, { ...counter, covers })
  takesAnew(hall, counter.id)
}

export const evolveUndo = (hall: Hall, counter: CounterId, positions: readonly number[]): void => {
  const acts = hall.acts.get(counter) ?? []
  for (const position of positions) {
    const act = acts.find((other) => other.position === position)
    if (!act) throw new Error(`Event ${hall.position} undoes event ${position}, which can no longer be taken back.`)
    undoOne(hall, counter, act)
    restore(hall, act)
  }
  const left = acts.filter((act) => !positions.includes(act.position))
  if (left.length > 0) hall.acts.set(counter, left)
  else hall.acts.delete(counter)
}
