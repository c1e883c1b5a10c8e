/**
 * The moves that several events share: a ticket's next state, a window's seat, who stands in for whom. Only `evolve` and
 * what belongs to it call them; nobody else changes a hall.
 */
import type { Actor } from './actor.ts'
import type { Catalogue } from './catalogue.ts'
import type { CounterState } from './counter.ts'
import { emptyFigures, type FiguresToday, type StaffToday } from './figures.ts'
import { type Hall, standingOf, themeOf } from './hall.ts'
import type { CounterId, Instant, ServiceId, StaffId, TicketId } from './ids.ts'
import type { Bound } from './legs.ts'
import { join, leave } from './line.ts'
import { lookupOf } from './lookup.ts'
import { listedOf, reckonTiers } from './takes.ts'
import { type FirstContact, type Issued, type Status, type Ticket, type TicketAs, TRANSFERS_FLAGGED } from './ticket.ts'

export const requireTicket = <S extends Status>(hall: Hall, id: TicketId, ...wanted: readonly S[]): TicketAs<S> => {
  const ticket = hall.tickets.get(id)
  if (!ticket) throw new Error(`Event ${hall.position} speaks of ticket ${id}, which was never issued today.`)
  if (wanted.length > 0 && !wanted.some((status) => status === ticket.status)) {
    throw new Error(`Event ${hall.position} needs ticket ${id} ${wanted.join(' or ')}, but it is ${ticket.status}.`)
  }
  return ticket as TicketAs<S>
}

export const requireCounter = (hall: Hall, id: CounterId): CounterState => {
  const counter = hall.counters.get(id)
  if (!counter) throw new Error(`Event ${hall.position} speaks of window ${id}, which this hall does not have.`)
  return counter
}

/** Whether somebody is there whom a ticket may wait for alone: a window that is not closed, or who sits at one. */
const isThere = (hall: Hall, bound: Bound): boolean =>
  [...hall.counters.values()].some(
    (counter) =>
      counter.status !== 'closed' &&
      ('counter' in bound ? counter.id === bound.counter : counter.staffId === bound.staff),
  )

/** A ticket that comes to wait for who has gone meanwhile waits for any window. */
const released = (hall: Hall, ticket: Ticket): Ticket => {
  if (ticket.status !== 'waiting' || !ticket.bound || isThere(hall, ticket.bound)) return ticket
  const { bound: _gone, ...rest } = ticket
  return rest
}

/** Nobody comes back from these. */
const OVER: readonly Status[] = ['completed', 'cancelled', 'expired']

/** Keeps which tickets are whose. One stays theirs when the visit is over, so that undoing its end changes nothing here. */
const keepPerson = (hall: Hall, last: Ticket | undefined, { id, person }: Ticket): void => {
  if (last?.person === person) return
  if (last?.person !== undefined) hall.byPerson.get(last.person)?.delete(id)
  if (person !== undefined) hall.byPerson.set(person, (hall.byPerson.get(person) ?? new Set()).add(id))
}

/** Lets a waiting ticket join its lines, or leave them. Most came when their key says, and one place serves all three. */
const stand = (hall: Hall, ticket: TicketAs<'waiting'>, move: typeof join): void => {
  const { key, rank, id, arrivedAt, readyAt } = ticket
  const { placed, arrived, ready } = standingOf(hall, ticket)
  const place = { key, rank, ticket: id }
  move(placed, place)
  move(arrived, arrivedAt === key ? place : { key: arrivedAt, rank, ticket: id })
  move(ready, readyAt === key ? place : { key: readyAt, rank, ticket: id })
}

/** Puts the ticket's next state in place of the last, and keeps the lines and counts that depend on its status. */
export const put = (hall: Hall, state: Ticket): void => {
  const next = released(hall, state)
  const last = hall.tickets.get(next.id)
  if (last) {
    hall.counts[last.status] -= 1
    if (last.status === 'waiting') {
      stand(hall, last, leave)
      hall.bound.delete(last.id)
    }
    if (last.status === 'parked') hall.parked.delete(last.id)
  }
  hall.counts[next.status] += 1
  hall.tickets.set(next.id, next)
  if (next.status === 'waiting') {
    stand(hall, next, join)
    if (next.bound) hall.bound.add(next.id)
  }
  if (next.status === 'parked') hall.parked.add(next.id)
  if (OVER.includes(next.status)) hall.manyLegs.delete(next.id)
  keepPerson(hall, last, next)
  if (next.transfers > TRANSFERS_FLAGGED) hall.sentOn.add(next.id)
}

/** Seats a ticket at a window, which must be open and free (I2). */
export const seat = (hall: Hall, id: CounterId, ticket: TicketId): void => {
  const counter = requireCounter(hall, id)
  if (counter.status !== 'open')
    throw new Error(`Event ${hall.position} seats a ticket at window ${id}, which is ${counter.status}.`)
  if (counter.ticket !== undefined) throw new Error(`Event ${hall.position} seats a second ticket at window ${id}.`)
  if (counter.wrapUpSince === undefined) {
    hall.counters.set(id, { ...counter, ticket })
    return
  }
  const { wrapUpSince: _done, ...rest } = counter
  hall.counters.set(id, { ...rest, ticket })
}

/** Frees the window of the ticket in front of it. */
export const unseat = (hall: Hall, id: CounterId, at: Instant): CounterState => {
  const { ticket: _left, ...rest } = requireCounter(hall, id)
  const free = { ...rest, since: at }
  hall.counters.set(id, free)
  return free
}

/** Frees the window a ticket is leaving, if it is at one. */
export const standUp = (hall: Hall, ticket: Ticket, at: Instant): void => {
  if (ticket.status === 'called' || ticket.status === 'serving') unseat(hall, ticket.counter, at)
}

/** Something was done at a window: it is not vacant. */
export const acted = (hall: Hall, id: CounterId, at: Instant): void => {
  const counter = requireCounter(hall, id)
  if (counter.status !== 'open' || counter.vacantSince === undefined) {
    hall.counters.set(id, { ...counter, actedAt: at })
    return
  }
  const { vacantSince: _over, ...rest } = counter
  hall.counters.set(id, { ...rest, actedAt: at })
}

/** What stays with a window whatever its state. */
const countsOf = ({ id, completed, servedMs }: CounterState) => ({ id, completed, servedMs })

/** What a window takes may have changed: its own tiers and those of who stands in for it are reckoned anew. */
export const takesAnew = (hall: Hall, id: CounterId): void => {
  hall.takes.set(id, reckonTiers(hall, id))
  const cover = coverOf(hall, id)
  if (cover) hall.takes.set(cover.id, reckonTiers(hall, cover.id))
}

const setCovers = (hall: Hall, id: CounterId, covers: readonly CounterId[]): void => {
  const counter = requireCounter(hall, id)
  if (counter.status !== 'closed') hall.counters.set(id, { ...counter, covers })
  takesAnew(hall, id)
}

/** The window that stands in for another now, if one does. */
export const coverOf = (hall: Hall, from: CounterId): CounterState | undefined =>
  [...hall.counters.values()].find((other) => other.status !== 'closed' && other.covers.includes(from))

const endCoversOf = (hall: Hall, from: CounterId): void => {
  const cover = coverOf(hall, from)
  if (cover && cover.status !== 'closed')
    setCovers(
      hall,
      cover.id,
      cover.covers.filter((other) => other !== from),
    )
}

export const takeOver = (hall: Hall, id: CounterId, from: CounterId): void => {
  const counter = requireCounter(hall, id)
  if (counter.status === 'closed') throw new Error(`Event ${hall.position} has closed window ${id} stand in.`)
  if (coverOf(hall, from)) throw new Error(`Event ${hall.position} covers window ${from} twice.`)
  setCovers(hall, id, [...counter.covers, from])
}

const unbind = (hall: Hall, isReleased: (ticket: Issued) => boolean): void => {
  for (const id of [...hall.bound]) {
    const ticket = hall.tickets.get(id)
    if (ticket?.status !== 'waiting' || !ticket.bound || !isReleased(ticket)) continue
    const { bound: _released, ...rest } = ticket
    put(hall, rest)
  }
}

/** Whoever waits for one member of staff alone is let go when they sit nowhere any more. */
const releaseStaff = (hall: Hall, staff: StaffId): void => {
  const stillHere = [...hall.counters.values()].some((other) => other.status !== 'closed' && other.staffId === staff)
  if (!stillHere) unbind(hall, ({ bound }) => bound !== undefined && 'staff' in bound && bound.staff === staff)
}

export const openCounter = (hall: Hall, id: CounterId, staff: string, staffId: StaffId, at: Instant): void => {
  const was = requireCounter(hall, id)
  endCoversOf(hall, id)
  // Another person at an open window goes on with whoever sits in front of it.
  const seated = was.ticket === undefined ? {} : { ticket: was.ticket }
  const covers = was.status !== 'closed' && was.staffId === staffId ? was.covers : []
  hall.counters.set(id, { ...countsOf(was), ...seated, status: 'open', staff, staffId, covers, since: at, actedAt: at })
  takesAnew(hall, id)
  if (was.status !== 'closed' && was.staffId !== staffId) releaseStaff(hall, was.staffId)
}

type Notice = Omit<Extract<CounterState, { status: 'paused' }>, keyof Extract<CounterState, { status: 'open' }>> & {
  readonly reason: Extract<CounterState, { status: 'paused' }>['reason']
}

export const pauseCounter = (hall: Hall, id: CounterId, notice: Notice, at: Instant): void => {
  const was = requireCounter(hall, id)
  if (was.status !== 'open') throw new Error(`Event ${hall.position} pauses window ${id}, which is ${was.status}.`)
  const { staff, staffId } = was
  const seated = was.ticket === undefined ? {} : { ticket: was.ticket }
  const state = { ...countsOf(was), ...seated, staff, staffId, covers: [], since: at, actedAt: at }
  hall.counters.set(id, { ...state, ...notice, status: 'paused' })
  takesAnew(hall, id)
}

/** Closes a window. Those who wait for it alone, or for who sat there, wait for any window again. */
export const closeCounter = (hall: Hall, id: CounterId, at: Instant): void => {
  const was = requireCounter(hall, id)
  if (was.ticket !== undefined) throw new Error(`Event ${hall.position} closes window ${id} over ticket ${was.ticket}.`)
  endCoversOf(hall, id)
  hall.counters.set(id, { ...countsOf(was), status: 'closed', since: at, actedAt: at })
  takesAnew(hall, id)
  unbind(hall, ({ bound }) => bound !== undefined && 'counter' in bound && bound.counter === id)
  if (was.status !== 'closed') releaseStaff(hall, was.staffId)
  hall.acts.delete(id)
}

export const figuresOf = (hall: Hall, service: ServiceId): FiguresToday => {
  const theme = themeOf(hall, service)?.id ?? service
  const known = hall.today.get(theme)
  if (known) return known
  const made = emptyFigures()
  hall.today.set(theme, made)
  return made
}

export const staffFigures = (hall: Hall, id: StaffId, name: string): StaffToday => {
  const known = hall.staffToday.get(id)
  if (known) return known
  const made = { name, completed: 0, cases: 0, servedMs: 0, rated: 0 }
  hall.staffToday.set(id, made)
  return made
}

/** Puts a catalogue in force. Live tickets and windows stay what they are (I20). */
export const adopt = (hall: Hall, catalogue: Catalogue, revision: number, at: Instant): void => {
  hall.catalogue = catalogue
  hall.revision = revision
  hall.lookup = lookupOf(catalogue)
  for (const { id } of catalogue.counters) {
    const closed = { id, status: 'closed', completed: 0, servedMs: 0, since: at, actedAt: at } as const
    if (!hall.counters.has(id)) hall.counters.set(id, closed)
  }
  for (const id of [...hall.counters.keys()]) {
    if (hall.lookup.counters.has(id)) continue
    hall.counters.delete(id)
    hall.acts.delete(id)
  }
  // What was done under the old catalogue stays done: its services and figures may be gone.
  hall.acts.clear()
  hall.takes.clear()
  for (const state of hall.counters.values()) {
    const covers = state.status === 'closed' ? [] : state.covers.filter((id) => hall.lookup.counters.has(id))
    if (state.status !== 'closed' && covers.length < state.covers.length)
      hall.counters.set(state.id, { ...state, covers })
  }
  for (const [id, { profile }] of [...hall.profiles])
    if (!hall.counters.has(id) || (profile !== null && !hall.lookup.profiles.has(profile))) hall.profiles.delete(id)
  const stays = hall.helping.filter(({ counter, theme }) => listedOf(hall, counter, theme).length > 0)
  hall.helping.splice(0, hall.helping.length, ...stays)
  for (const id of hall.counters.keys()) hall.takes.set(id, reckonTiers(hall, id))
}

const contactOf = (actor: Actor): FirstContact | undefined => {
  if (!('name' in actor)) return undefined
  return { id: actor.id, name: actor.name, ...(actor.counter === undefined ? {} : { counter: actor.counter }) }
}

/** 首问负责: the first member of staff who dealt with the visitor stays on the visit (S000-23). */
export const metBy = (issued: Issued, actor: Actor): Issued => {
  const contact = issued.firstContact ? undefined : contactOf(actor)
  return contact ? { ...issued, firstContact: contact } : issued
}

/** A ticket that starts on another service: what was seen of the last one's checklist says nothing of this one's. */
export const turnedTo = (issued: Issued, leg: Pick<Issued, 'service' | 'bound' | 'part' | 'of'>): Issued => {
  const { bound: _bound, part: _part, of: _of, materials: _seen, prechecked: _pre, ...rest } = issued
  return {
    ...rest,
    service: leg.service,
    ...(leg.bound === undefined ? {} : { bound: leg.bound }),
    ...(leg.part === undefined ? {} : { part: leg.part }),
    ...(leg.of === undefined ? {} : { of: leg.of }),
  }
}
