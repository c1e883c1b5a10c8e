/**
 * What people ask of the hall: verb + noun. A command says what somebody wants; whether it happens is for `decide`.
 */
import type { Catalogue, Outcome, TicketClass } from './catalogue.ts'
import type { CommandId, CounterId, Instant, ServiceId, TicketId, TicketSecret } from './ids.ts'

/** 好差评 grades, best first. Stored as words because systems number them in both directions (requirements §3.7). */
export const GRADES = ['very-satisfied', 'satisfied', 'fairly-satisfied', 'dissatisfied', 'very-dissatisfied'] as const
export type Grade = (typeof GRADES)[number]

/** Why a ticket has precedence (requirements §3.5); the guide desk sees the document. */
export const PRIORITY_GROUNDS = [
  'elderly',
  'disabled',
  'pregnant',
  'ill',
  'military',
  'fire-rescue',
  'martyr-family',
] as const
export type PriorityGround = (typeof PRIORITY_GROUNDS)[number]

/** Why a window is paused, in the words of 去向告知 (requirements §6). */
export const PAUSE_REASONS = ['meeting', 'delivery', 'training', 'meal', 'equipment', 'away'] as const
export type PauseReason = (typeof PAUSE_REASONS)[number]

export type HallCommand =
  | { readonly type: 'OpenHall' }
  /** `force` closes even while somebody is being served; the timekeeper needs it when a day ended unattended. */
  | { readonly type: 'CloseHall'; readonly force?: boolean }
  | { readonly type: 'PublishCatalogue'; readonly catalogue: Catalogue }

export type CounterCommand =
  | { readonly type: 'OpenCounter'; readonly counter: CounterId }
  | { readonly type: 'PauseCounter'; readonly counter: CounterId; readonly reason: PauseReason }
  | { readonly type: 'CloseCounter'; readonly counter: CounterId }
  | { readonly type: 'CallNext'; readonly counter: CounterId }
  /** Calls a chosen ticket. From the queue it needs a reason, since somebody is passed over (S7, rivals §6.11). */
  | { readonly type: 'CallTicket'; readonly counter: CounterId; readonly ticket: TicketId; readonly reason?: string }
  | { readonly type: 'RecallTicket'; readonly counter: CounterId; readonly ticket: TicketId }
  | { readonly type: 'StartServing'; readonly counter: CounterId; readonly ticket: TicketId }
  | {
      readonly type: 'CompleteTicket'
      readonly counter: CounterId
      readonly ticket: TicketId
      readonly outcome: Outcome
      readonly reason?: string
    }
  | { readonly type: 'MarkNoShow'; readonly counter: CounterId; readonly ticket: TicketId }
  | { readonly type: 'ParkTicket'; readonly counter: CounterId; readonly ticket: TicketId; readonly reason: string }

export type TicketCommand =
  | {
      readonly type: 'IssueTicket'
      readonly ticket: TicketId
      readonly service: ServiceId
      readonly class?: TicketClass
      readonly ground?: PriorityGround
      /** The booked time of an appointment. */
      readonly slot?: Instant
    }
  | { readonly type: 'TransferTicket'; readonly ticket: TicketId; readonly service: ServiceId; readonly reason: string }
  /** 过号激活: a no-show comes back, a few places down. */
  | { readonly type: 'ReturnTicket'; readonly ticket: TicketId }
  | { readonly type: 'CancelTicket'; readonly ticket: TicketId; readonly reason: string }
  | { readonly type: 'ReprintTicket'; readonly ticket: TicketId }
  | { readonly type: 'RateVisit'; readonly ticket: TicketId; readonly secret: TicketSecret; readonly grade: Grade }

export type Intent = HallCommand | CounterCommand | TicketCommand
export type CommandType = Intent['type']
/** A command on the wire: the intent, and the id its sender minted so that a retry is recognised. */
export type Command = Intent & { readonly id: CommandId }
export type CommandOf<T extends CommandType> = Extract<Intent, { type: T }>
