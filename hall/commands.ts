/**
 * What people ask of the hall: verb + noun. A command says what somebody wants; whether it happens is for `decide`.
 */
import type { Catalogue, Outcome, TicketClass } from './catalogue.ts'
import type {
  CommandId,
  CounterId,
  Instant,
  PersonKey,
  QuestionId,
  ServiceId,
  StaffId,
  ThemeId,
  TicketId,
  TicketSecret,
} from './ids.ts'
import type { Bound } from './legs.ts'
import type { Materials } from './materials.ts'
import type { OfflineNumber } from './number-block.ts'
import type { ProfileId } from './profile.ts'

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

/** The two grades that are 差评, after which the pad asks why. */
export const BAD_GRADES: readonly Grade[] = ['dissatisfied', 'very-dissatisfied']

/** 不满意原因: the five first-level kinds of S004-01. */
export const COMPLAINT_REASONS = ['manner', 'rules', 'fees', 'integrity', 'other'] as const
export type ComplaintReason = (typeof COMPLAINT_REASONS)[number]

/** Why somebody is sent elsewhere: the day's reasons show what the signs and guides of the hall get wrong. */
export const REDIRECT_REASONS = [
  'wrong-theme', // 取错号
  'wrong-service', // 事项选错
  'more-matters', // 还要办其他事项
  'materials', // 先补材料
  'authority', // 本窗口无权限
  'expert', // 需专人办理
  'load', // 分流
  'asked', // 群众要求
] as const
export type RedirectReason = (typeof REDIRECT_REASONS)[number]

/** What else a person may be given on paper. */
export const NOTICE_KINDS = [
  'supplement', // 补齐申请材料通知书
  'guide', // 一次性告知单, five sections (S004-29)
  'special', // 特定程序告知书
  'service', // 办事指南, thirteen fields (S000-12)
  'journey', // 办理流程单
  'collection', // 取件通知单
  'elsewhere', // 不在本厅办理告知单 (S000-15); its `service` names what is not handled here
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** How somebody asked a question (S001-16: a telephone call counts too). */
export const QUESTION_CHANNELS = ['desk', 'window', 'phone'] as const
export type QuestionChannel = (typeof QUESTION_CHANNELS)[number]

/** Why a standby took over: somebody told it to, or nothing was heard of the server before it. */
export const MOVE_REASONS = ['by-hand', 'silence'] as const
export type MoveReason = (typeof MOVE_REASONS)[number]

export type HallCommand =
  | { readonly type: 'OpenHall' }
  /** `force` closes even while somebody is being served; the timekeeper needs it when a day ended unattended. */
  | { readonly type: 'CloseHall'; readonly force?: boolean }
  | { readonly type: 'PublishCatalogue'; readonly catalogue: Catalogue }
  /** A standby takes over: its program alone asks this, of the copy it made. `chain`: the digest of all that it has. */
  | {
      readonly type: 'MoveHall'
      readonly epoch: number
      readonly server: string
      readonly why: MoveReason
      readonly chain: string
    }

type Here = { readonly counter: CounterId; readonly ticket: TicketId }

export type CounterCommand =
  | { readonly type: 'OpenCounter'; readonly counter: CounterId }
  /** 去向告知牌: why, where to, back when, and what the B岗 should know. With somebody in front it needs `handOver`. */
  | {
      readonly type: 'PauseCounter'
      readonly counter: CounterId
      readonly reason: PauseReason
      readonly destination?: string
      readonly backAt?: Instant
      readonly note?: string
      readonly handOver?: boolean
    }
  | { readonly type: 'CloseCounter'; readonly counter: CounterId }
  | { readonly type: 'CallNext'; readonly counter: CounterId }
  /**
   * Calls a chosen ticket. From the queue it needs a reason, since somebody is passed over (S7, rivals §6.11); what the
   * window's list does not name needs `override` as well.
   */
  | ({ readonly type: 'CallTicket'; readonly reason?: string; readonly override?: boolean } & Here)
  | ({ readonly type: 'RecallTicket' } & Here)
  /** 到场: the visitor is here. */
  | ({ readonly type: 'StartServing' } & Here)
  | ({
      readonly type: 'CompleteTicket'
      readonly outcome: Outcome
      readonly reason?: string
      /** What was handed in and what was missing; absent: as last ticked. */
      readonly materials?: Materials
      /** Pieces of work done in this visit; absent: 1. */
      readonly cases?: number
      /** 办结并呼叫下一位: one press, one command, and one thing to take back. Nobody waiting is no reason to refuse it. */
      readonly thenCall?: boolean
    } & Here)
  /** The visitor in front came for something else that this window does too: no second wait. */
  | ({ readonly type: 'CorrectService'; readonly service: ServiceId } & Here)
  | ({ readonly type: 'MarkNoShow' } & Here)
  | ({ readonly type: 'ParkTicket'; readonly reason: string; readonly until?: Instant } & Here)
  /** Back into the queue, where it was. */
  | ({ readonly type: 'RequeueTicket'; readonly reason: string } & Here)
  /** Serves somebody without a number: they get one, and no call. */
  | ({ readonly type: 'ServeDirectly'; readonly service: ServiceId; readonly reason: string } & Here)
  /** 顶岗: takes over the queue and the put-aside tickets of a window whose staff is away. */
  | { readonly type: 'TakeOver'; readonly counter: CounterId; readonly from: CounterId }
  /** Takes back the last act at this window, within ten seconds. */
  | { readonly type: 'UndoAct'; readonly counter: CounterId }
  /** 空岗: the timekeeper saw an open window do nothing while people wait. */
  | { readonly type: 'NoteVacancy'; readonly counter: CounterId }
  /** Another work profile from now until the plan's next change; null: everything on the window's list. By hand it needs a reason. */
  | {
      readonly type: 'SwitchProfile'
      readonly counter: CounterId
      readonly profile: ProfileId | null
      readonly reason?: string
    }
  /**
   * 潮汐窗口: the window begins or ends helping a theme, by its profile's rule, or by hand with a reason: then before its own
   * themes, unless no other window calls those first (Q12), and until nobody of the theme is left.
   */
  | {
      readonly type: 'SwitchHelp'
      readonly counter: CounterId
      readonly theme: ThemeId
      readonly on: boolean
      readonly reason?: string
    }

export type TicketCommand =
  | {
      readonly type: 'IssueTicket'
      readonly ticket: TicketId
      readonly service: ServiceId
      /** Further matters on the same ticket, in order. */
      readonly more?: readonly ServiceId[]
      readonly class?: TicketClass
      readonly ground?: PriorityGround
      /** The booked time of an appointment. */
      readonly slot?: Instant
      readonly person?: PersonKey
      /** What the guide desk saw of the first matter's checklist. */
      readonly materials?: Materials
      /** 代办: who came, where the matter is another's; `person` is then whose matter it is. */
      readonly proxy?: PersonKey
      /** `张*`, where the hall calls by masked names. */
      readonly maskedName?: string
      /** A second number for the same matter is meant (T22); a desk may say so. */
      readonly again?: true
      /** Given by a kiosk without a server, from the block that was lent to it (Z29). */
      readonly offline?: OfflineNumber
    }
  | {
      readonly type: 'TransferTicket'
      readonly ticket: TicketId
      readonly service: ServiceId
      readonly reason: RedirectReason
      readonly note?: string
      /** To one window or one person. */
      readonly bound?: Bound
      /** `front`: before everybody there. Otherwise by its original time. */
      readonly front?: boolean
      /** Not before this moment: it is put aside until then. */
      readonly until?: Instant
      /** Back to this window afterwards, with what it came here for. */
      readonly comeBack?: boolean
    }
  /** 过号激活: a no-show comes back, a few places down. */
  | { readonly type: 'ReturnTicket'; readonly ticket: TicketId }
  | { readonly type: 'CancelTicket'; readonly ticket: TicketId; readonly reason: string }
  /** `person`: whose document was shown at a kiosk, which reprints for nobody else. */
  | { readonly type: 'ReprintTicket'; readonly ticket: TicketId; readonly person?: PersonKey }
  /** One more matter for somebody who has a number. */
  | { readonly type: 'AddMatter'; readonly ticket: TicketId; readonly service: ServiceId }
  | {
      readonly type: 'ChangeClass'
      readonly ticket: TicketId
      readonly class: 'ordinary' | 'priority'
      readonly ground?: PriorityGround
    }
  | { readonly type: 'CheckMaterials'; readonly ticket: TicketId; readonly materials: Materials }
  | { readonly type: 'NameVisitor'; readonly ticket: TicketId; readonly person: PersonKey }
  /** What its wait was forecast as when its paper was made, ms. */
  | { readonly type: 'QuoteWait'; readonly ticket: TicketId; readonly p50Ms: number; readonly p80Ms: number }
  /** The time of a ticket that was put aside until then has come. */
  | { readonly type: 'WakeTicket'; readonly ticket: TicketId }
  | {
      readonly type: 'RateVisit'
      readonly ticket: TicketId
      readonly secret: TicketSecret
      readonly grade: Grade
      /** Which leg, counted from 0, where the secret is the ticket's own; absent: the latest. */
      readonly leg?: number
    }
  /** Why it was bad: after the grade, which is saved already. */
  | {
      readonly type: 'ExplainRating'
      readonly ticket: TicketId
      readonly secret: TicketSecret
      readonly leg?: number
      readonly complaints: readonly ComplaintReason[]
      readonly text?: string
    }

/** What the guide desk and consultation windows do besides tickets. */
export type DeskCommand =
  /** Incomplete at the door: the notice is printed, and the person is served without queueing (S003-26). */
  | {
      readonly type: 'GiveNotice'
      readonly service: ServiceId
      readonly kind: NoticeKind
      readonly materials?: Materials
      readonly ticket?: TicketId
      readonly person?: PersonKey
    }
  /** A question: answered at once (当场答复), or with somebody who owes the answer by a day (S003-08). */
  | {
      readonly type: 'LogQuestion'
      readonly question: QuestionId
      readonly channel: QuestionChannel
      readonly service?: ServiceId
      readonly text?: string
      readonly owed?: { readonly owner: string; readonly workingDays: number }
    }
  | { readonly type: 'AnswerQuestion'; readonly question: QuestionId; readonly text: string }
  /** A guide comes to, or leaves, a desk. */
  | { readonly type: 'TakePost'; readonly desk: CounterId }
  | { readonly type: 'LeavePost'; readonly staff?: StaffId }

/** A kiosk asks for numbers that it may give while it has no server (Z29). */
export type KioskCommand = { readonly type: 'LeaseBlock' }

export type Intent = HallCommand | CounterCommand | TicketCommand | DeskCommand | KioskCommand
export type CommandType = Intent['type']
/** A command on the wire: the intent, and the id its sender minted so that a retry is recognised. */
export type Command = Intent & { readonly id: CommandId }
export type CommandOf<T extends CommandType> = Extract<Intent, { type: T }>

/** What a command asks for once its own events have happened, in the same breath. If that is refused, the rest stands. */
export const followUp = (intent: Intent): Intent | undefined =>
  intent.type === 'CompleteTicket' && intent.thenCall ? { type: 'CallNext', counter: intent.counter } : undefined
