/**
 * A ticket in the hand: one identity from issue to the end, whatever windows it passes. A status is a present-tense
 * word; history lives in the events, so eight are enough.
 */
import type { Outcome, TicketClass } from './catalogue.ts'
import type { ComplaintReason, Grade, PriorityGround } from './commands.ts'
import type { Quote } from './forecast/quote.ts'
import type { BusinessDay, CounterId, Instant, PersonKey, ServiceId, StaffId, TicketId, TicketSecret } from './ids.ts'
import type { Bound, Leg } from './legs.ts'
import type { Materials } from './materials.ts'

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

/** A leg that is done: who served it where, how it ended, and what the visitor said of it. */
export type Served = {
  readonly service: ServiceId
  readonly part?: NonNullable<Leg['part']>
  readonly counter: CounterId
  readonly staff: string
  readonly staffId: StaffId
  /** The call that brought them: from here on the leg kept its window. */
  readonly calledAt: Instant
  readonly startedAt: Instant
  readonly completedAt: Instant
  readonly outcome: Outcome
  readonly reason?: string
  /** Pieces of work: one visitor may bring several of a kind. */
  readonly cases: number
  readonly promised?: BusinessDay
  readonly missing?: readonly string[]
  /** What the pad in front of that window may rate it with, once. */
  readonly rating: TicketSecret
  readonly grade?: Grade
  /** Why it was bad, said after the grade was saved. */
  readonly complaints?: readonly ComplaintReason[]
}

/** Who met the visitor first and stays answerable for where they go (首问负责, S000-23). */
export type FirstContact = { readonly id: string; readonly name: string; readonly counter?: CounterId }

/** How the visit began (S000-22). */
export type Channel = 'kiosk' | 'desk' | 'window'

/** Visits that were sent on more often are flagged (S001-16). */
export const TRANSFERS_FLAGGED = 2

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
  /** The ground was chosen at a kiosk, where nobody saw a document (K19). */
  readonly declared?: true
  /** Given by a kiosk without a server (Z29). */
  readonly offline?: true
  /** What it was given for, where the hall had given that up when it came in: nobody chose what it waits for. */
  readonly asked?: ServiceId
  readonly slot?: Instant
  readonly issuedAt: Instant
  readonly channel: Channel
  /** What it waits for now; a transfer changes it, and so does the end of a leg. */
  readonly service: ServiceId
  /** The one window or person it waits for; absent: every window that takes the service. */
  readonly bound?: Bound
  readonly part?: NonNullable<Leg['part']>
  readonly of?: readonly ServiceId[]
  /** What is still to come after this leg, in order. */
  readonly legs: readonly Leg[]
  readonly served: readonly Served[]
  readonly firstContact?: FirstContact
  readonly transfers: number
  readonly person?: PersonKey
  /** 代办: who came for `person`. */
  readonly proxy?: PersonKey
  readonly maskedName?: string
  /** Of the present service's checklist. */
  readonly materials?: Materials
  /** 已预审: the guide desk saw the whole checklist before the number was given (S003-07). */
  readonly prechecked?: true
  /** max(arrival, slot): what its place in the order is made of. Never changes. */
  readonly arrivedAt: Instant
  /** Its place in every queue, ms: arrivedAt − credit. A transfer, a recall or a park never makes it worse (I19). */
  readonly key: number
  /** Breaks ties of `key`: the ledger position at which it took this place. */
  readonly rank: number
  /** When it became eligible for this leg: what waiting is measured from. */
  readonly readyAt: Instant
  readonly firstCalledAt?: Instant
  /** The wait that its paper names. */
  readonly quote?: Quote
  readonly returns: number
  /** Moved to the front by a transfer, on the ground recorded with it. */
  readonly fronted?: true
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
      /** Where it was put aside, and is looked after. */
      readonly counter: CounterId
      readonly parkedAt: Instant
      readonly reason: string
      /** When its window should look at it again. */
      readonly until?: Instant
      /** At that moment it goes back into the queue by itself (a transfer at a delay). */
      readonly thenWaits?: true
    })
  /** The whole visit is over; its last leg says how. */
  | (Issued & { readonly status: 'completed'; readonly counter: CounterId; readonly completedAt: Instant })
  | (Issued & { readonly status: 'no-show'; readonly counter: CounterId; readonly missedAt: Instant })
  | (Issued & { readonly status: 'cancelled'; readonly endedAt: Instant })
  | (Issued & { readonly status: 'expired'; readonly endedAt: Instant })

export type TicketAs<S extends Status> = Extract<Ticket, { status: S }>

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Field by field: a day is folded from 20,000 of these, and copying all but some fields costs ten times as much. */
const partOf = (ticket: Issued, changed: number, legEnded: boolean): Issued => {
  const part: Mutable<Issued> = {
    id: ticket.id,
    secret: ticket.secret,
    series: ticket.series,
    number: ticket.number,
    class: ticket.class,
    prefix: ticket.prefix,
    issuedAt: ticket.issuedAt,
    channel: ticket.channel,
    service: ticket.service,
    legs: ticket.legs,
    served: ticket.served,
    transfers: ticket.transfers,
    arrivedAt: ticket.arrivedAt,
    key: ticket.key,
    rank: ticket.rank,
    readyAt: ticket.readyAt,
    returns: ticket.returns,
    copies: ticket.copies,
    changed,
  }
  if (ticket.ground !== undefined) part.ground = ticket.ground
  if (ticket.declared !== undefined) part.declared = ticket.declared
  if (ticket.offline !== undefined) part.offline = ticket.offline
  if (ticket.asked !== undefined) part.asked = ticket.asked
  if (ticket.slot !== undefined) part.slot = ticket.slot
  if (ticket.bound !== undefined) part.bound = ticket.bound
  if (ticket.part !== undefined) part.part = ticket.part
  if (ticket.of !== undefined) part.of = ticket.of
  if (ticket.firstContact !== undefined) part.firstContact = ticket.firstContact
  if (ticket.person !== undefined) part.person = ticket.person
  if (ticket.proxy !== undefined) part.proxy = ticket.proxy
  if (ticket.maskedName !== undefined) part.maskedName = ticket.maskedName
  if (ticket.fronted !== undefined) part.fronted = ticket.fronted
  if (ticket.prechecked !== undefined) part.prechecked = ticket.prechecked
  if (ticket.quote !== undefined) part.quote = ticket.quote
  if (legEnded) return part
  if (ticket.materials !== undefined) part.materials = ticket.materials
  if (ticket.firstCalledAt !== undefined) part.firstCalledAt = ticket.firstCalledAt
  return part
}

/** The fields every status shares, for building the next state without carrying what is no longer true. */
export const issuedPart = (ticket: Ticket, changed: number): Issued => partOf(ticket, changed, false)

/** The same at the end of a leg: the call, and what was ticked, were of that leg. */
export const endedPart = (ticket: Ticket, changed: number): Issued => partOf(ticket, changed, true)

/** What a ticket keeps of having been given without a server. */
export const offlineMarks = ({ asked }: Pick<Issued, 'asked'>): Pick<Issued, 'offline' | 'asked'> => ({
  offline: true,
  ...(asked === undefined ? {} : { asked }),
})

/** The text people read: prefix of the class, letter, at least three digits. 999 is followed by 1000, never by 000. */
export const numberText = (series: string, number: number, prefix = ''): string =>
  `${prefix}${series}${String(number).padStart(3, '0')}`
