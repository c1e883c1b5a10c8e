/**
 * That an open hall stood still, as after a power cut (Z34): which minutes were dark, and what that means for whoever sat at
 * a window. The ledger knows nothing of it; the server learns it at its start.
 */
import { businessDay } from './calendar.ts'
import type { Hall } from './hall.ts'
import type { Instant, TicketId } from './ids.ts'
import type { Ticket } from './ticket.ts'
import type { TicketCard } from './views/card.ts'

/** `position`: of the last event before it. */
export type Standstill = { readonly from: Instant; readonly to: Instant; readonly position: number }
/** With whoever was in front of a window then; the very objects, so that a look tells whether anything was done since. */
export type StoodStill = Standstill & { readonly inFront: ReadonlyMap<TicketId, Ticket> }
/** The minutes in which nobody could be served, as a window is told of them. */
export type Interrupted = Pick<Standstill, 'from' | 'to'>

/** Shorter ones are a restart: boards and windows were greyed for a moment, and nobody left their place (ms). */
export const STANDSTILL_MS = 60_000
/** How long a board says that the hall is back (ms). */
export const RESUMED_SAID_MS = 60_000
/** The whole hall is back within two minutes of its server (reliability §4), and the last board says it for a minute (ms). */
export const RESUMED_TOLD_MS = 120_000 + RESUMED_SAID_MS

const isToday = (hall: Hall, at: Instant): boolean =>
  hall.open && hall.day === businessDay(at, hall.catalogue?.hall.timeZone ?? 'Asia/Shanghai')

/**
 * Whether the hall stood still until now, being open. `sign`: when it last lived; a clock that went back says nothing.
 * Another day, or a closed hall, is no standstill.
 */
export const standstillOf = (hall: Hall, sign: Instant, now: Instant): Standstill | undefined => {
  // Events are on the disk when they are answered; the sign may be older by what the disk had not taken yet.
  const from = Math.max(sign, hall.at)
  return isToday(hall, now) && now - from >= STANDSTILL_MS ? { from, to: now, position: hall.position } : undefined
}

/** One of before that still counts: of the day that is open, and of this ledger. */
export const stillCounts = (hall: Hall, { to, position }: Standstill, now: Instant): boolean =>
  isToday(hall, now) && isToday(hall, to) && position <= hall.position

/** A standstill with whom it interrupted. */
export const withInFront = (hall: Hall, standstill: Standstill): StoodStill => {
  const inFront = new Map<TicketId, Ticket>()
  for (const { ticket: id } of hall.counters.values()) {
    const ticket = id === undefined ? undefined : hall.tickets.get(id)
    if (ticket && ticket.changed <= standstill.position) inFront.set(ticket.id, ticket)
  }
  return { ...standstill, inFront }
}

/** Since when the hall is back, while boards are told. */
export const resumedAt = (hall: Hall, now: Instant, { to }: Standstill): Instant | undefined =>
  hall.open && now < to + RESUMED_TOLD_MS ? to : undefined

/** What interrupted the visit in front of a window; nothing once anything was done about it since. */
export const interruptionOf = (hall: Hall, ticket: TicketId, standstill: StoodStill): Interrupted | undefined => {
  const { from, to, inFront } = standstill
  const then = inFront.get(ticket)
  return then && then === hall.tickets.get(ticket) ? { from, to } : undefined
}

/**
 * The ticket in front with its running times moved on by the dark minutes, in which nobody could serve anybody: a timer that
 * is red for them would be no help. `gapMs`: what must pass between two calls; calling again is not held up by this.
 */
export const withoutDark = (card: TicketCard, { from, to }: Standstill, gapMs: number): TicketCard => {
  const { calledAt, startedAt, readyAt } = card
  if (calledAt === undefined || (startedAt ?? calledAt) > from) return card
  const ms = Math.max(0, Math.min(to - from, to - gapMs - calledAt))
  return {
    ...card,
    readyAt: readyAt + ms,
    calledAt: calledAt + ms,
    ...(startedAt === undefined ? {} : { startedAt: startedAt + ms }),
  }
}
