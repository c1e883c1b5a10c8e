/**
 * A ticket in the hand: one identity from issue to the end, whatever windows it passes. A status is a present-tense
 * word; history lives in the events, so eight are enough.
 */
import type { Outcome, TicketClass } from './catalogue.ts'
import type { Grade, PriorityGround } from './commands.ts'
import type { CounterId, Instant, ServiceId, TicketId, TicketSecret } from './ids.ts'

export const STATUSES = [
  'waiting',
  'called',
  'serving',
  'parked',
  'completed',
  'no-show',
  'cancelled',
  'expired',
] as const
export type Status = (typeof STATUSES)[number]

/** What is true of every ticket. */
export type Issued = {
  readonly id: TicketId
  readonly secret: TicketSecret
  readonly series: string
  readonly number: number
  readonly class: TicketClass
  /** What stands before its letter, as printed: a later catalogue may have another one for the class (I20). */
  readonly prefix: string
  readonly ground?: PriorityGround
  readonly slot?: Instant
  readonly issuedAt: Instant
  /** What it waits for now; a transfer changes it. */
  readonly service: ServiceId
  /** Its place in every queue, ms: max(arrival, slot) − credit. A transfer, a recall or a park never changes it (I19). */
  readonly key: number
  /** Breaks ties of `key`: the ledger position at which it took this place. */
  readonly rank: number
  /** When it became eligible for the first time: what waiting is measured from. */
  readonly readyAt: Instant
  readonly firstCalledAt?: Instant
  readonly returns: number
  readonly copies: number
  /** Ledger position of the last event about it. */
  readonly changed: number
}

export type AtCounter = { readonly counter: CounterId; readonly calls: number; readonly calledAt: Instant }

export type Ticket =
  | (Issued & { readonly status: 'waiting' })
  | (Issued & AtCounter & { readonly status: 'called' })
  | (Issued & AtCounter & { readonly status: 'serving'; readonly startedAt: Instant })
  | (Issued & {
      readonly status: 'parked'
      readonly counter: CounterId
      readonly parkedAt: Instant
      readonly reason: string
    })
  | (Issued & {
      readonly status: 'completed'
      readonly counter: CounterId
      readonly startedAt: Instant
      readonly completedAt: Instant
      readonly outcome: Outcome
      readonly grade?: Grade
    })
  | (Issued & { readonly status: 'no-show'; readonly counter: CounterId; readonly missedAt: Instant })
  | (Issued & { readonly status: 'cancelled'; readonly endedAt: Instant })
  | (Issued & { readonly status: 'expired'; readonly endedAt: Instant })

export type TicketAs<S extends Status> = Extract<Ticket, { status: S }>

/** The fields every status shares, for building the next state without carrying what is no longer true. */
export const issuedPart = (ticket: Ticket, changed: number): Issued => ({
  id: ticket.id,
  secret: ticket.secret,
  series: ticket.series,
  number: ticket.number,
  class: ticket.class,
  prefix: ticket.prefix,
  issuedAt: ticket.issuedAt,
  service: ticket.service,
  key: ticket.key,
  rank: ticket.rank,
  readyAt: ticket.readyAt,
  returns: ticket.returns,
  copies: ticket.copies,
  changed,
  ...(ticket.ground === undefined ? {} : { ground: ticket.ground }),
  ...(ticket.slot === undefined ? {} : { slot: ticket.slot }),
  ...(ticket.firstCalledAt === undefined ? {} : { firstCalledAt: ticket.firstCalledAt }),
})

/** The text people read: prefix of the class, letter, at least three digits. 999 is followed by 1000, never by 000. */
export const numberText = (series: string, number: number, prefix = ''): string =>
  `${prefix}${series}${String(number).padStart(3, '0')}`
