/**
 * What happened: noun + past participle. Events hold everything that was decided, so folding them needs no clock, no
 * chance and no configuration from outside.
 */
import type { Actor } from './actor.ts'
import type { Catalogue, Outcome, TicketClass } from './catalogue.ts'
import type {
  ComplaintReason,
  Grade,
  MoveReason,
  NoticeKind,
  PauseReason,
  PriorityGround,
  QuestionChannel,
  RedirectReason,
} from './commands.ts'
import type { Learned } from './forecast/learned.ts'
import type {
  BusinessDay,
  CommandId,
  CounterId,
  HallId,
  Instant,
  PersonKey,
  QuestionId,
  ServiceId,
  StaffId,
  ThemeId,
  TicketId,
  TicketSecret,
} from './ids.ts'
import type { Bound, Leg } from './legs.ts'
import type { Materials } from './materials.ts'
import type { ProfileId } from './profile.ts'
import type { OwedQuestion } from './question.ts'

/** Why this ticket was called (design §3): enough to decide it again and to show who was passed over. */
export type Why = {
  /**
   * `own`: first of the window's own themes; `help`: none of those waited; `longest`: first of all it takes; `relief`: first
   * of a theme it helps before its own (潮汐窗口); `chosen`: picked by hand, with a reason; `override`: picked beyond the
   * window's list; `resumed`: was put aside; `direct`: served without a number.
   */
  readonly rule: 'own' | 'help' | 'longest' | 'relief' | 'chosen' | 'override' | 'resumed' | 'direct'
  /** Its place in the order, ms: max(arrival, slot) − credit. */
  readonly key: number
  /** How many of the same list had arrived before it and wait on; of a relief, those of the window's own themes too. */
  readonly overtook: number
  /** The first of them, longest waiting first; absent where there were none, and in ledgers of version 0.4 and before. */
  readonly whom?: readonly TicketId[]
  /** The work profile the window followed, where it followed one. */
  readonly profile?: ProfileId
}

export type HallEvent =
  | { readonly type: 'CataloguePublished'; readonly revision: number; readonly catalogue: Catalogue }
  | {
      readonly type: 'HallOpened'
      readonly day: BusinessDay
      readonly revision: number
      readonly catalogue: Catalogue
      /** Questions of earlier days that still want an answer, so that a day explains itself alone. */
      readonly owed?: readonly OwedQuestion[]
      /** What the days before taught (F12). */
      readonly learned?: Learned
    }
  /** Everything that still waits, is called or parked expires with it. */
  | { readonly type: 'HallClosed' }
  | { readonly type: 'CounterOpened'; readonly counter: CounterId; readonly staff: string; readonly staffId: StaffId }
  | {
      readonly type: 'CounterPaused'
      readonly counter: CounterId
      readonly reason: PauseReason
      readonly destination?: string
      readonly backAt?: Instant
      readonly note?: string
    }
  | { readonly type: 'CounterClosed'; readonly counter: CounterId }
  /** `counter` stands in for `from`, and looks after these tickets that it had put aside. */
  | {
      readonly type: 'CounterTakenOver'
      readonly counter: CounterId
      readonly from: CounterId
      readonly tickets: readonly TicketId[]
    }
  /** 空岗 since a moment, with so many waiting. */
  | {
      readonly type: 'VacancyNoted'
      readonly counter: CounterId
      readonly since: Instant
      readonly waiting: number
    }
  | {
      readonly type: 'ProfileSwitched'
      readonly counter: CounterId
      readonly profile: ProfileId | null
      readonly by: 'plan' | 'hand'
      readonly reason?: string
    }
  /** 潮汐窗口 begins or ends, with how many of the theme waited and since when the first of them. */
  | {
      readonly type: 'HelpSwitched'
      readonly counter: CounterId
      readonly theme: ThemeId
      readonly on: boolean
      readonly by: 'rule' | 'hand'
      readonly first: boolean
      readonly untilWaiting: number
      readonly waiting: number
      readonly longestSince: Instant | null
      readonly reason?: string
    }
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
      /** What follows the first matter. */
      readonly legs?: readonly Leg[]
      readonly person?: PersonKey
      readonly materials?: Materials
      readonly prechecked?: true
      readonly proxy?: PersonKey
      readonly maskedName?: string
      /** Given by a kiosk without a server: when that was, the ticket that it takes the place of, and what it was given for where that is gone (Z29). */
      readonly offline?: { readonly arrivedAt: Instant; readonly insteadOf?: TicketId; readonly asked?: ServiceId }
    }
  /** Numbers 1 … `until` of a marked series that one kiosk may give while it has no server. */
  | { readonly type: 'BlockLeased'; readonly kiosk: string; readonly series: string; readonly until: number }
  | {
      readonly type: 'TicketCalled'
      readonly ticket: TicketId
      readonly counter: CounterId
      readonly why: Why
      readonly reason?: string
    }
  | { readonly type: 'TicketRecalled'; readonly ticket: TicketId; readonly counter: CounterId }
  | { readonly type: 'ServingStarted'; readonly ticket: TicketId; readonly counter: CounterId }
  /** Served without having been called: their number was made at the window. */
  | {
      readonly type: 'VisitorSeated'
      readonly ticket: TicketId
      readonly counter: CounterId
      readonly why: Why
      readonly reason: string
    }
  | {
      readonly type: 'TicketCompleted'
      readonly ticket: TicketId
      readonly counter: CounterId
      readonly outcome: Outcome
      readonly reason?: string
      readonly cases?: number
      readonly materials?: Materials
      /** The day promised for 承诺, 联办 and 上报. */
      readonly promised?: BusinessDay
      /** What the pad rates this leg with. */
      readonly rating: TicketSecret
      /** The legs still to come; absent: the visit is over. */
      readonly legs?: readonly Leg[]
    }
  | {
      readonly type: 'ServiceCorrected'
      readonly ticket: TicketId
      readonly counter: CounterId
      readonly service: ServiceId
      readonly legs: readonly Leg[]
    }
  /** `key`: it goes on waiting from there. */
  | { readonly type: 'NoShowMarked'; readonly ticket: TicketId; readonly counter: CounterId; readonly key?: number }
  | { readonly type: 'TicketReturned'; readonly ticket: TicketId; readonly key: number }
  | {
      readonly type: 'TicketParked'
      readonly ticket: TicketId
      readonly counter: CounterId
      readonly reason: string
      readonly until?: Instant
    }
  | {
      readonly type: 'TicketRequeued'
      readonly ticket: TicketId
      readonly counter: CounterId
      readonly reason: string
    }
  | {
      readonly type: 'TicketTransferred'
      readonly ticket: TicketId
      readonly service: ServiceId
      readonly reason: RedirectReason
      readonly note?: string
      readonly bound?: Bound
      /** Its new place, where it was moved to the front. */
      readonly key?: number
      readonly until?: Instant
      /** The legs still to come, where the transfer changed them. */
      readonly legs?: readonly Leg[]
    }
  | { readonly type: 'TicketWoken'; readonly ticket: TicketId }
  | {
      readonly type: 'WaitQuoted'
      readonly ticket: TicketId
      readonly p50Ms: number
      readonly p80Ms: number
      readonly ahead: number
      readonly windows: number
    }
  | { readonly type: 'TicketCancelled'; readonly ticket: TicketId; readonly reason: string }
  | { readonly type: 'TicketReprinted'; readonly ticket: TicketId; readonly copy: number }
  | { readonly type: 'MatterAdded'; readonly ticket: TicketId; readonly legs: readonly Leg[] }
  | {
      readonly type: 'ClassChanged'
      readonly ticket: TicketId
      readonly class: TicketClass
      readonly ground?: PriorityGround
      readonly key: number
    }
  | {
      readonly type: 'MaterialsChecked'
      readonly ticket: TicketId
      readonly materials: Materials
      readonly prechecked?: true
    }
  | { readonly type: 'VisitorNamed'; readonly ticket: TicketId; readonly person: PersonKey }
  /** The acts at these positions never were; newest first. */
  | { readonly type: 'ActUndone'; readonly counter: CounterId; readonly positions: readonly number[] }
  /** `day`: that of the visit, where it was an earlier one. */
  | {
      readonly type: 'VisitRated'
      readonly ticket: TicketId
      readonly leg: number
      readonly counter: CounterId
      readonly staffId: StaffId
      readonly grade: Grade
      readonly day?: BusinessDay
    }
  | {
      readonly type: 'RatingExplained'
      readonly ticket: TicketId
      readonly leg: number
      readonly complaints: readonly ComplaintReason[]
      readonly text?: string
      readonly day?: BusinessDay
    }
  | {
      readonly type: 'NoticeGiven'
      readonly kind: NoticeKind
      readonly service: ServiceId
      readonly materials?: Materials
      readonly ticket?: TicketId
      readonly person?: PersonKey
    }
  | {
      readonly type: 'QuestionLogged'
      readonly question: QuestionId
      readonly channel: QuestionChannel
      readonly service?: ServiceId
      readonly text?: string
      readonly owed?: { readonly owner: string; readonly due: BusinessDay }
    }
  | { readonly type: 'QuestionAnswered'; readonly question: QuestionId; readonly text: string }
  | { readonly type: 'PostTaken'; readonly desk: CounterId; readonly staff: string; readonly staffId: StaffId }
  | { readonly type: 'PostLeft'; readonly staffId: StaffId }
  /** Another server runs the hall from here on: a standby took over (Z27). `chain`: the digest of all before it. */
  | {
      readonly type: 'HallMoved'
      readonly epoch: number
      readonly server: string
      readonly why: MoveReason
      readonly chain: string
    }

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
