/**
 * A past day as the simulator takes it: everybody who waited, how long each really kept a window, and when each window was
 * open for what. Acts that were taken back never were. What a clerk did by hand keeps its moment: who was served without a
 * number, or called back after being put aside, comes then and goes first at that window. A pause longer than the hall
 * lets pass (空岗) counts as a window that was away, a shorter one as part of the visit that ended it.
 */
import { type Catalogue, TICKET_CLASSES, type TicketClass } from '../catalogue.ts'
import type { Recorded } from '../events.ts'
import { evolve } from '../evolve.ts'
import { emptyHall, type Hall, isBoundTo, ticketText } from '../hall.ts'
import type { BusinessDay, CounterId, Instant, ServiceId, TicketId } from '../ids.ts'
import { creditOf, waitingAt } from '../queue.ts'
import { creditMs, isStrict, type OrderRules, rateOf } from '../score.ts'
import { tiersAt } from '../takes.ts'
import type { Ticket } from '../ticket.ts'
import type { OrderRule } from './day.ts'
import { boundQueue, followWindows } from './past-windows.ts'
import type { WindowStints } from './windows-of.ts'

const MINUTE = 60_000

/** The kind of those whom a clerk served at once by hand, after the classes. */
export const BY_HAND = TICKET_CLASSES.length

/** Somebody waited, and perhaps was served: one turn of one ticket. */
export type Came = {
  readonly ticket: TicketId
  readonly number: string
  readonly class: TicketClass
  /** What it came for, and where it stood: the service, or the queue of one window alone. */
  readonly service: ServiceId
  readonly queue: ServiceId
  readonly kind: number
  /** When it could be called, and what its score counts from. */
  readonly comes: Instant
  readonly since: Instant
  /** What its wait is measured from. */
  readonly from: Instant
  /** The turn at whose end it began, by index; −1: it began by itself. */
  readonly after: number
  /** Whether its wait counts: the first call of a leg, and nothing done by hand. */
  readonly counts: boolean
  /** What became of it; NaN: it was never called, or not ended. */
  readonly calledAt: Instant
  readonly endedAt: Instant
  readonly counter: CounterId | null
  /** How long its window let it wait although it was free, ms. */
  readonly lead: number
  /** When it went away uncalled; Infinity: it did not. */
  readonly leaves: Instant
}

export type Replay = {
  readonly day: BusinessDay
  readonly from: Instant
  readonly to: Instant
  /** In force at the end of the day. */
  readonly catalogue: Catalogue
  readonly order: OrderRule
  /** In order of `comes`; those that follow another come last. */
  readonly came: readonly Came[]
  readonly windows: readonly WindowStints[]
}

type Coming = { -readonly [K in keyof Came]: Came[K] }

/** The rule of order of a hall, in ms. */
export const orderOf = (rules: OrderRules): OrderRule => ({
  credit: [
    ...TICKET_CLASSES.map((name) => (isStrict(rules, name) ? Number.POSITIVE_INFINITY : creditMs(rules, name))),
    Number.POSITIVE_INFINITY,
  ],
  rate: [...TICKET_CLASSES.map((name) => rateOf(rules, name)), 1],
})

type Reading = {
  readonly hall: Hall
  readonly all: Coming[]
  /** The turn at whose end another began. */
  readonly before: Map<Coming, Coming>
  /** The turn that each ticket waits in, or that is in front of a window. */
  readonly turns: Map<TicketId, Coming>
  /** Free windows for which somebody waits, and since when. */
  readonly wanted: Map<CounterId, Instant>
  readonly windows: ReturnType<typeof followWindows>
}

const isFront = (ticket: Ticket | undefined): boolean => ticket?.status === 'called' || ticket?.status === 'serving'

/** A ticket begins to wait. */
const begins = ({ hall, all, turns, before }: Reading, ticket: Ticket, after?: Coming): void => {
  const { id, service } = ticket
  const turn: Coming = {
    ticket: id,
    number: ticketText(ticket),
    class: ticket.class,
    service,
    queue: service,
    kind: TICKET_CLASSES.indexOf(ticket.class),
    comes: after ? Number.POSITIVE_INFINITY : hall.at,
    // A place that says nothing of the arrival counts from where its key puts it.
    since: ticket.key + creditOf(hall, ticket.class),
    from: Math.max(ticket.readyAt, ticket.firstCalledAt === undefined ? 0 : hall.at),
    after: -1,
    counts: ticket.firstCalledAt === undefined,
    calledAt: Number.NaN,
    endedAt: Number.NaN,
    counter: null,
    lead: 0,
    leaves: Number.POSITIVE_INFINITY,
  }
  if (after) before.set(turn, after)
  all.push(turn)
  turns.set(id, turn)
}

/**
 * Nobody waits for a free window any more, or it is free no more. Answers how long it let people wait, ms; beyond what the hall
 * lets pass it was not there.
 */
const wantedNoMore = ({ hall, wanted, windows }: Reading, counter: CounterId): number => {
  const since = wanted.get(counter) ?? hall.at
  wanted.delete(counter)
  if (hall.at - since <= (hall.catalogue?.rules.window.idleMinutes ?? 0) * MINUTE) return hall.at - since
  windows.away(counter, since, hall.at)
  return 0
}

/** A ticket comes in front of a window. */
const called = (reading: Reading, before: Ticket, counter: CounterId, byHand: boolean): void => {
  const { hall, turns } = reading
  if (before.status !== 'waiting') begins(reading, before)
  const turn = turns.get(before.id)
  if (!turn) throw new Error(`Ticket ${before.id} is called at event ${hall.position} and never waited.`)
  turn.calledAt = hall.at
  turn.counter = counter
  if (before.bound) turn.queue = boundQueue(counter)
  if (byHand || before.status !== 'waiting') {
    turn.queue = boundQueue(counter)
    turn.kind = BY_HAND
    turn.since = hall.at
    turn.comes = hall.at
    reading.before.delete(turn)
    turn.counts = false
  }
  turn.lead = wantedNoMore(reading, counter)
}

/** What an event did to its ticket. */
const follow = (reading: Reading, { event, at }: Recorded, before: Ticket | undefined, after: Ticket): void => {
  const { turns } = reading
  const wasFront = isFront(before)
  if (!wasFront && isFront(after) && before && 'counter' in after)
    called(reading, before, after.counter, event.type === 'VisitorSeated')
  const turn = turns.get(after.id)
  if (wasFront && !isFront(after)) {
    if (turn) turn.endedAt = at
    turns.delete(after.id)
    if (after.status === 'waiting') begins(reading, after, turn)
  } else if (after.status === 'waiting' && before?.status !== 'waiting') begins(reading, after)
  else if (before?.status === 'waiting' && turn) {
    if (after.status === 'waiting') {
      // Another class holds as if it had been so from the start; another service only from now on.
      turn.class = after.class
      turn.kind = TICKET_CLASSES.indexOf(after.class)
      turn.since = after.key + creditOf(reading.hall, after.class)
      if (turn.service !== after.service && !reading.before.has(turn)) turn.comes = at
      turn.service = after.service
      turn.queue = after.service
    } else if (!isFront(after)) {
      if (after.status !== 'expired') turn.leaves = at
      turns.delete(after.id)
    }
  }
}

/** Whether a window would call a ticket by itself. */
const isCalledAt = (hall: Hall, counter: CounterId, { bound, service }: Ticket): boolean =>
  bound ? isBoundTo(hall, counter, bound) : tiersAt(hall, counter).some(({ services }) => services.includes(service))

/** Keeps since when each free window has had somebody to call. */
const noteWanted = (reading: Reading, all: boolean, ticket: Ticket | undefined): void => {
  const { hall, wanted } = reading
  for (const counter of hall.counters.values()) {
    const { id, status } = counter
    if (status !== 'open' || counter.ticket !== undefined) {
      wantedNoMore(reading, id)
      continue
    }
    const known = wanted.has(id)
    const arrived = ticket?.status === 'waiting' && isCalledAt(hall, id, ticket)
    if (known && arrived) continue
    if (!known && arrived) wanted.set(id, hall.at)
    else if (all || known || counter.since === hall.at) {
      if (waitingAt(hall, id) === 0) wantedNoMore(reading, id)
      else if (!known) wanted.set(id, hall.at)
    }
  }
}

/** Turns put in their place in one step. */
const STEP = 200

/** Those that follow another come last, and point at where it stands now. Yields often: a day may have twenty thousand. */
function* inOrder({ all, before }: Reading): Generator<undefined, Came[]> {
  // Two that follow another differ by NaN, and stay as they were.
  const order = all.toSorted((a, b) => a.comes - b.comes || 0)
  const placeOf = new Map<Coming, number>()
  for (const [place, turn] of order.entries()) {
    placeOf.set(turn, place)
    if (place % STEP === 0) yield
  }
  const came: Came[] = []
  for (const turn of order) {
    const last = before.get(turn)
    came.push({ ...turn, after: (last && placeOf.get(last)) ?? -1 })
    if (came.length % STEP === 0) yield
  }
  return came
}

/** Who still waited for one window alone when the day ended, and never came before it. */
const leftBound = (hall: Hall, turn: Coming): void => {
  const bound = hall.tickets.get(turn.ticket)?.bound
  if (!bound || !Number.isNaN(turn.calledAt)) return
  const counter =
    'counter' in bound
      ? bound.counter
      : [...hall.counters.values()].find((state) => state.status !== 'closed' && state.staffId === bound.staff)?.id
  if (counter !== undefined) turn.queue = boundQueue(counter)
}

/**
 * Reads a day, yielding after each event; undefined where the hall never opened in it.
 * @param day of one business day from its first opening on, in order. Throws where they do not fit each other.
 */
export function* replayOf(day: Iterable<Recorded>): Generator<undefined, Replay | undefined> {
  const events: Recorded[] = []
  /** What was taken back never was. */
  const undone = new Set<number>()
  for (const recorded of day) {
    events.push(recorded)
    if (recorded.event.type === 'ActUndone') for (const position of recorded.event.positions) undone.add(position)
    yield
  }
  const first = events[0]
  if (first?.event.type !== 'HallOpened') return undefined
  const hall = emptyHall(first.hall)
  const reading: Reading = {
    hall,
    all: [],
    before: new Map(),
    turns: new Map(),
    wanted: new Map(),
    windows: followWindows(),
  }
  for (const recorded of events) {
    const { event } = recorded
    if (event.type === 'ActUndone' || undone.has(recorded.position)) continue
    const id = 'ticket' in event ? event.ticket : undefined
    const before = id === undefined ? undefined : hall.tickets.get(id)
    if (event.type === 'HallClosed') {
      for (const turn of reading.turns.values()) {
        leftBound(hall, turn)
        if (!Number.isNaN(turn.calledAt)) turn.endedAt = recorded.at
      }
      reading.turns.clear()
    }
    evolve(hall, recorded)
    const after = id === undefined ? undefined : hall.tickets.get(id)
    if (after) follow(reading, recorded, before, after)
    noteWanted(reading, reading.windows.see(hall, event), after)
    yield
  }
  for (const turn of reading.turns.values()) leftBound(hall, turn)
  for (const counter of [...reading.wanted.keys()]) wantedNoMore(reading, counter)
  const { catalogue } = hall
  if (!catalogue) return undefined
  const came = yield* inOrder(reading)
  return {
    day: first.day,
    from: first.at,
    to: hall.at,
    catalogue,
    order: orderOf(catalogue.rules),
    came,
    windows: reading.windows.done(hall.at),
  }
}
