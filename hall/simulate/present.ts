/**
 * The hall as it is now, made ready to be run on: who waits where and how long already, who sits in front of whom since
 * when, who will still come. Each call of a future draws what nobody knows yet: how long everybody takes, who comes, who
 * does not answer. The same draws may be run under several ways of staffing, so that only the difference differs.
 */
import { TICKET_CLASSES, type TicketClass } from '../catalogue.ts'
import { midnightOf } from '../forecast/day-clock.ts'
import type { Pace } from '../forecast/learned.ts'
import { paceOf, turnaroundMs } from '../forecast/pace.ts'
import type { Hall } from '../hall.ts'
import type { Instant, ServiceId, TicketId } from '../ids.ts'
import { type Leg, legsFor } from '../legs.ts'
import { creditOf } from '../queue.ts'
import type { Ticket } from '../ticket.ts'
import { queueOf, type Staffing } from './staffing.ts'
import { toCome } from './to-come.ts'

const MINUTE = 60_000
/** What is assumed of a service of which neither catalogue nor ledger says anything. */
const UNKNOWN: Pace = { n: 0, meanMs: 10 * MINUTE, cv: 0.8 }

/** One turn at a window: where it waits, and the lognormal law of how long it takes. */
export type Turn = { readonly queue: ServiceId; readonly mu: number; readonly sigma: number }

/** Somebody of whom we know: waiting, put aside until a moment, or in front of a window with more to come. */
export type Known = {
  readonly ticket: TicketId
  /** The class, as an index into `TICKET_CLASSES`. */
  readonly kind: number
  /** What the score counts from. */
  readonly since: Instant
  /** What the wait is measured from; the moment it will begin for those who are put aside. */
  readonly readyAt: Instant
  /** The turn it waits for, and those after it. */
  readonly turns: readonly Turn[]
}

/** A window with somebody in front of it. */
export type Seated = {
  /** Its index in `Staffing.windows`. */
  readonly window: number
  readonly turn: Turn
  readonly elapsedMs: number
  /** What becomes of them after it. */
  readonly then: Known | undefined
}

/** People who may still come: so many of each kind in every half hour of the day. */
export type Coming = {
  readonly midnight: Instant
  readonly streams: readonly { readonly turns: readonly Turn[]; readonly priority: number }[]
  readonly numbers: readonly Float64Array[]
}

export type Present = {
  readonly now: Instant
  readonly closesAt: Instant
  /** In the order in which they took their places. */
  readonly waiting: readonly Known[]
  /** Put aside until a moment, earliest first. */
  readonly later: readonly Known[]
  readonly seated: readonly Seated[]
  readonly coming: Coming
  readonly turnaroundMs: number
  readonly noShow: { readonly share: number; readonly holdMs: number }
}

/** Mean and spread as the parameters of a lognormal law. */
const lawOf = ({ meanMs, cv }: Pace): { readonly mu: number; readonly sigma: number } => {
  const variance = Math.log(1 + cv * cv)
  return { mu: Math.log(Math.max(1, meanMs)) - variance / 2, sigma: Math.sqrt(variance) }
}

const classIndex = (name: TicketClass): number => TICKET_CLASSES.indexOf(name)

/** Where everybody stands at this moment. Cost grows with how many wait: about a microsecond each. */
export const presentOf = (hall: Hall, now: Instant, { closesAt, windows }: Staffing): Present => {
  const laws = new Map<ServiceId, ReturnType<typeof lawOf>>()
  const turnOf = (leg: Leg): Turn => {
    const law = laws.get(leg.service) ?? lawOf(paceOf(hall, leg.service) ?? UNKNOWN)
    laws.set(leg.service, law)
    return { queue: queueOf(leg), ...law }
  }
  const known = (ticket: Ticket, readyAt: Instant, turns: readonly Turn[]): Known => ({
    ticket: ticket.id,
    kind: classIndex(ticket.class),
    // Where a place says nothing of the arrival, this is the arrival that would have it.
    since: ticket.key + creditOf(hall, ticket.class),
    readyAt,
    turns,
  })
  const further = (ticket: Ticket): Turn[] => ticket.legs.map(turnOf)
  const waiting: [rank: number, who: Known][] = []
  const seated: Seated[] = []
  for (const lines of [...hall.lines.values(), ...hall.boundLines.values()])
    for (const name of TICKET_CLASSES) {
      const { places, head } = lines[name].placed
      for (let index = head; index < places.length; index += 1) {
        const ticket = hall.tickets.get(places[index]?.ticket ?? '')
        if (ticket) waiting.push([ticket.rank, known(ticket, ticket.readyAt, [turnOf(ticket), ...further(ticket)])])
      }
    }
  for (const [window, { counter }] of windows.entries()) {
    const id = hall.counters.get(counter)?.ticket
    const ticket = id === undefined ? undefined : hall.tickets.get(id)
    if (ticket?.status !== 'called' && ticket?.status !== 'serving') continue
    const turns = further(ticket)
    const then = turns.length === 0 ? undefined : known(ticket, Number.POSITIVE_INFINITY, turns)
    seated.push({ window, turn: turnOf(ticket), elapsedMs: Math.max(0, now - ticket.calledAt), then })
  }
  const later = [...hall.parked].flatMap((id) => {
    const ticket = hall.tickets.get(id)
    if (ticket?.status !== 'parked' || !ticket.thenWaits) return []
    const wakes = Math.max(now, ticket.until ?? now)
    return wakes < closesAt ? [known(ticket, wakes, [turnOf(ticket), ...further(ticket)])] : []
  })
  const { streams, numbers } = toCome(hall, now)
  return {
    now,
    closesAt,
    waiting: waiting.sort((a, b) => a[0] - b[0]).map(([, who]) => who),
    later: later.sort((a, b) => a.readyAt - b.readyAt),
    seated,
    coming: {
      midnight: midnightOf(hall),
      streams: streams.map(({ service, priority }) => ({
        turns: legsFor([service], hall.lookup.services).map(turnOf),
        priority,
      })),
      numbers,
    },
    turnaroundMs: turnaroundMs(hall),
    noShow: { share: hall.learned?.noShow.share ?? 0, holdMs: hall.learned?.noShow.holdMs ?? 0 },
  }
}
