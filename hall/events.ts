/**
 * What happened: noun + past participle. Events hold everything that was decided, so folding them needs no clock, no
 * chance and no configuration from outside.
 */
import type { Actor } from './actor.ts'
import type { Catalogue, Outcome, TicketClass } from './catalogue.ts'
import type { Grade, PauseReason, PriorityGround } from './commands.ts'
import type { BusinessDay, CommandId, CounterId, HallId, Instant, ServiceId, TicketId, TicketSecret } from './ids.ts'

/** Why this ticket was called (design §3): enough to decide it again and to show who was passed over. */
export type Why = {
  /** `own`: first of the window's own themes; `help`: none of those waited; `chosen`: picked by hand, with a reason. */
  readonly rule: 'own' | 'help' | 'chosen' | 'resumed'
  /** Its place in the order, ms: max(arrival, slot) − credit. */
  readonly key: number
  /** How many waiting tickets that this window may take had arrived before it. */
  readonly overtook: number
}

export type HallEvent =
  | { readonly type: 'CataloguePublished'; readonly revision: number; readonly catalogue: Catalogue }
  | { readonly type: 'HallOpened'; readonly day: BusinessDay; readonly revision: number; readonly catalogue: Catalogue }
  /** Everything that still waits, is called or parked expires with it. */
  | { readonly type: 'HallClosed' }
  | { readonly type: 'CounterOpened'; readonly counter: CounterId; readonly staff: string }
  | { readonly type: 'CounterPaused'; readonly counter: CounterId; readonly reason: PauseReason }
  | { readonly type: 'CounterClosed'; readonly counter: CounterId }
  | {
      readonly type: 'TicketIssued'
      readonly ticket: TicketId
      readonly secret: TicketSecret
      /** The letter of the theme at issue, and the integer drawn from its series; their text is made at the edge. */
      readonly series: string
      readonly number: number
      readonly service: ServiceId
      readonly class: TicketClass
      readonly ground?: PriorityGround
      readonly slot?: Instant
      readonly key: number
    }
  | {
      readonly type: 'TicketCalled'
      readonly ticket: TicketId
      readonly counter: CounterId
      readonly why: Why
      readonly reason?: string
    }
  | { readonly type: 'TicketRecalled'; readonly ticket: TicketId; readonly counter: CounterId }
  | { readonly type: 'ServingStarted'; readonly ticket: TicketId; readonly counter: CounterId }
  | {
      readonly type: 'TicketCompleted'
      readonly ticket: TicketId
      readonly counter: CounterId
      readonly outcome: Outcome
      readonly reason?: string
    }
  | { readonly type: 'NoShowMarked'; readonly ticket: TicketId; readonly counter: CounterId }
  | { readonly type: 'TicketReturned'; readonly ticket: TicketId; readonly key: number }
  | { readonly type: 'TicketParked'; readonly ticket: TicketId; readonly counter: CounterId; readonly reason: string }
  | {
      readonly type: 'TicketTransferred'
      readonly ticket: TicketId
      readonly service: ServiceId
      readonly reason: string
    }
  | { readonly type: 'TicketCancelled'; readonly ticket: TicketId; readonly reason: string }
  | { readonly type: 'TicketReprinted'; readonly ticket: TicketId; readonly copy: number }
  | { readonly type: 'VisitRated'; readonly ticket: TicketId; readonly counter: CounterId; readonly grade: Grade }

export type EventType = HallEvent['type']
export type EventOf<T extends EventType> = Extract<HallEvent, { type: T }>

/** An event as the ledger holds it. */
export type Recorded = {
  readonly hall: HallId
  /** 1, 2, 3 … without a gap. */
  readonly position: number
  readonly day: BusinessDay
  readonly at: Instant
  readonly actor: Actor
  readonly command: CommandId
  readonly event: HallEvent
}
