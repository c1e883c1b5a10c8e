/**
 * What a hall offers and where: themes, services with their checklists, windows, hours and rules. The whole catalogue
 * travels in `CataloguePublished` and `HallOpened`, so a ledger explains itself without today's configuration.
 */
import type { BoardSettings, PlanBox } from './board-settings.ts'
import type { PriorityGround } from './commands.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { CounterId, DepartmentId, HallId, ServiceId, ThemeId, ZoneId } from './ids.ts'
import type { PeripheralSetting } from './peripheral.ts'
import type { Ask, KeepDays } from './personal-data.ts'
import type { EdgeSetting, PrinterSetting } from './printer-setting.ts'
import type { DayPlan, WorkProfile } from './profile.ts'
import type { SlipTemplates } from './slip-template.ts'
import type { VoiceSettings } from './voice.ts'

export type { Elsewhere } from './elsewhere.ts'
export { type EdgeSetting, PRINTER_KINDS, type PrinterKind, type PrinterSetting } from './printer-setting.ts'

/** 办件类型. Six come from S000-17, 不受理 from S004-32; 咨询 and 领证 are what consultation and collection windows do. */
export const OUTCOMES = [
  'immediate', // 即办
  'promised', // 承诺
  'joint', // 联办
  'reported', // 上报
  'returned', // 退办
  'supplement', // 补办
  'refused', // 不受理
  'consulted', // 咨询
  'collected', // 领证
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Outcomes that turn somebody away need a reason that can be read later (S004-03, S004-32). */
export const OUTCOMES_WITH_REASON: readonly Outcome[] = ['returned', 'supplement', 'refused']

/** Outcomes after which there is nothing to pay and nothing to collect: the stages that follow are dropped. */
export const NOT_ACCEPTED: readonly Outcome[] = ['returned', 'supplement', 'refused', 'consulted']

/** Who has precedence. The credit of each class stands in `Rules.creditMinutes`. */
export const TICKET_CLASSES = ['ordinary', 'priority', 'appointment'] as const
export type TicketClass = (typeof TICKET_CLASSES)[number]

/** One row of a 标准化受理清单 (S003-26): what is handed in, how many, in which form, and by which law. */
export type Material = {
  readonly name: string
  readonly copies: number
  /** 原件 · 复印件 · 原件和复印件 · 电子件 */
  readonly form: 'original' | 'copy' | 'original-and-copy' | 'electronic'
  /** The legal basis; a material without one must not be asked for (S003-28). */
  readonly basis: string
  /** When it is needed, for a material that only some applicants bring. Absent: always. */
  readonly condition?: string
  /** Where the filled-in sample can be seen: a title or a page of the guide. */
  readonly sample?: string
}

export type Service = {
  readonly id: ServiceId
  readonly theme: ThemeId
  readonly department: DepartmentId
  readonly name: string
  readonly nameEn: string
  /** 个人 · 法人 · both */
  readonly audience: 'person' | 'company' | 'both'
  /** The usual outcome (办件类型), offered first when the window completes a visit. */
  readonly caseType: Outcome
  readonly promisedWorkingDays: number
  /** The law's own limit; the promise is never longer. */
  readonly statutoryWorkingDays: number
  /** How long a visit at the window takes, in minutes. */
  readonly expectedMinutes: number
  /** What it costs and by which rule, in words: 不收费, or an amount with its basis. */
  readonly fee: string
  readonly checklist: readonly Material[]
  /** Further words people use for it, for the search. */
  readonly keywords?: readonly string[]
  /** The most tickets a day; absent: no limit. */
  readonly dailyQuota?: number
  /** 前置条件: what must be so before it is applied for, one of the five sections of 一次性告知 (S004-29). */
  readonly preconditions?: string
  /** 办理程序, in one line: 受理 → 审查 → 发证. */
  readonly procedure?: string
  /** 特定程序 (hearing, test, expert review …) whose days are not counted; the applicant gets a 告知书 (S004-30). */
  readonly special?: { readonly name: string; readonly workingDays: number }
  /** What follows at other windows once it is accepted, in order: 缴费, 统一出件 (S002-04, S003-01). */
  readonly stages?: readonly ServiceId[]
  /** 联办: the services of the windows that assist; the window of this service leads (S000-18, S001-12). */
  readonly assists?: readonly ServiceId[]
  /** 设定依据: the law that the matter itself rests on; each material has its own (S000-12). */
  readonly basis?: string
  /** 数量: how many may be granted, where there is a limit. */
  readonly quantity?: string
  /** 承办人: who answers for it. */
  readonly handler?: string
  /** Whose matter it is must be known before a kiosk gives a number (T23). */
  readonly identity?: true
  /** What staff take down of a visitor for this matter; absent: nothing (X20). */
  readonly asks?: readonly Ask[]
}

export type Theme = {
  readonly id: ThemeId
  /** The letter before every number of this theme; unique in the hall, never I, O, Q or Z (mistaken for digits). */
  readonly letter: string
  readonly name: string
  readonly nameEn: string
  /** One line under the name on the kiosk: what it covers. */
  readonly hint: string
  /** 综合服务窗口 or 功能窗口 (S003-03). */
  readonly kind: 'comprehensive' | 'functional'
  /** 小一门: staffed by the department itself (S003-35); otherwise by the centre. */
  readonly staffedBy: 'centre' | 'department'
  readonly departments: readonly DepartmentId[]
  readonly zone: ZoneId
  /** Average cases a day, from which the number of windows follows (S003-14). */
  readonly dailyCases: number
  /** Its own rule for those who do not come; absent: the hall's. */
  readonly noShow?: NoShowRule
}

export type Department = { readonly id: DepartmentId; readonly name: string; readonly phone: string }

export type Zone = {
  readonly id: ZoneId
  readonly name: string
  readonly nameEn: string
  readonly floor: number
  /** How to get there from the door, for tickets and transfer slips (S004-36). */
  readonly direction: string
  /** Where it lies on the plan of its floor, for the entrance board. */
  readonly plan?: PlanBox
}

/** 窗口 presets of S003-03; only those with themes call tickets. */
export type CounterRole = 'comprehensive' | 'guide' | 'consult' | 'dispatch' | 'fee' | 'collect' | 'complaint'

export type Counter = {
  readonly id: CounterId
  /** What people read and hear: `3` is spoken 三号窗口. */
  readonly name: string
  readonly zone: ZoneId
  readonly role: CounterRole
  /** Themes it takes first. */
  readonly own: readonly ThemeId[]
  /** Themes it takes when nobody waits for its own. */
  readonly help: readonly ThemeId[]
  /** When present, the only services of those themes it may take (S003-22). */
  readonly services?: readonly ServiceId[]
  /** B岗: the windows that stand in for this one, first choice first (S004-37). */
  readonly backups?: readonly CounterId[]
} & DayPlan

export type Hours = {
  /** ISO weekdays, 1 = Monday, on which it works unless the State Council calendar says holiday; make-up Saturdays count too. */
  readonly weekdays: readonly number[]
  /** `HH:MM` in the hall's zone. The hall opens itself here on a working day… */
  readonly open: string
  /** …and closes itself here, as soon as nobody is being served. */
  readonly close: string
}

/**
 * 过号: what becomes of a number that does not come (requirements §3.4). `void`: one call, then take a new number ·
 * `void-after-calls`: the same after all calls · `places-down`: it goes on waiting, some places down, so many times ·
 * `keep`: it may come back within some minutes, at a desk or window.
 */
export const NO_SHOW_MODES = ['void', 'void-after-calls', 'places-down', 'keep'] as const
export type NoShowRule = {
  readonly mode: (typeof NO_SHOW_MODES)[number]
  /** `keep`: how long after the no-show a ticket may come back, in minutes. */
  readonly returnMinutes: number
  /** `places-down` and `keep`: how many places down it comes back. */
  readonly placesDown: number
  /** How often one ticket may come back. */
  readonly times: number
}

export type Rules = {
  /** Minutes of waiting that each class has to its credit; a whole day (1,440) goes before everybody (Q8). */
  readonly creditMinutes: Readonly<Record<TicketClass, number>>
  /** How fast each class gains on the others while it waits; absent: 1 for all, and the order never changes. */
  readonly rate?: Readonly<Record<TicketClass, number>>
  readonly calls: {
    /** The first call and its repeats, together. */
    readonly limit: number
    /** Seconds between two calls of the same ticket, and between the last call and 过号. */
    readonly gapSeconds: number
  }
  readonly noShow: NoShowRule
  readonly window: {
    /** Whether 到场 must be pressed before 办结. If not, a visit begins with its last call: one press a visitor. */
    readonly confirmArrival: boolean
    /** Whether window staff may call a chosen ticket out of order, with a reason. */
    readonly choose: boolean
    /** Whether window staff may take a service that their list does not name, with a reason (S003-22). */
    readonly override: boolean
    /** 空岗: open, people waiting and nothing done for so many minutes (S004-40). */
    readonly idleMinutes: number
  }
  /** Two guides at the desk of each floor (S003-31). */
  readonly guidesPerFloor: number
  /** How many days the QR of a ticket stays open for the rating, the day of the visit included. */
  readonly ratingDays: number
  /** S003-14: cases a window handles in a day. */
  readonly casesPerCounter: number
  /** Minutes of waiting at which screens turn amber, and red. */
  readonly waitAmberMinutes: number
  readonly waitRedMinutes: number
  /** Prefix before the letter by class: `V` makes VA001. */
  readonly classPrefix: Readonly<Record<TicketClass, string>>
  /** The grounds for precedence that people may choose at a kiosk themselves; the window looks at the document. Absent: none. */
  readonly kioskGrounds?: readonly PriorityGround[]
  /** Whether tickets, boards and voice carry a masked name (张*); absent: no names. */
  readonly maskedNames?: boolean
  /** How many numbers each kiosk may give without a server (Z29); absent or 0: none. */
  readonly offlineNumbers?: number
  /** How long what was taken down of people is kept (X20); absent: the usual. */
  readonly keep?: KeepDays
}

export type Catalogue = {
  readonly hall: {
    readonly id: HallId
    readonly name: string
    readonly nameEn: string
    readonly hotline: string
    readonly address: string
    /** IANA zone; the business day belongs to it whatever the server's own zone is. */
    readonly timeZone: string
  }
  /** Present while figures or materials are invented for the sample; says which. Shown to the manager. */
  readonly sample?: string
  readonly zones: readonly Zone[]
  readonly departments: readonly Department[]
  readonly themes: readonly Theme[]
  readonly services: readonly Service[]
  readonly counters: readonly Counter[]
  /** Ways of working that windows follow by the hour or by hand. */
  readonly profiles?: readonly WorkProfile[]
  readonly printers: readonly PrinterSetting[]
  readonly edges?: readonly EdgeSetting[]
  readonly peripherals?: readonly PeripheralSetting[]
  /** Papers that this hall words or arranges otherwise than the shipped ones. */
  readonly slips?: SlipTemplates
  /** What people come for that is handled in another place. */
  readonly elsewhere?: readonly Elsewhere[]
  readonly boards?: BoardSettings
  readonly voice?: VoiceSettings
  readonly hours: Hours
  readonly rules: Rules
  /** Lines at the foot of every ticket, and the page between calls on the board. */
  readonly notices: readonly string[]
}

/** Windows a theme needs by the rule of S003-14: ⌈daily cases ÷ 25⌉. */
export const countersNeeded = (theme: Pick<Theme, 'dailyCases'>, rules: Pick<Rules, 'casesPerCounter'>): number =>
  Math.ceil(theme.dailyCases / rules.casesPerCounter)

/** Staff a number of windows needs by S003-33: ⌈1.5 × windows⌉. */
export const staffNeeded = (counters: number): number => Math.ceil(1.5 * counters)

/** The no-show rule for a service: its theme's own, or the hall's. */
export const noShowRule = (theme: Theme | undefined, rules: Rules): NoShowRule => theme?.noShow ?? rules.noShow

/** Whether a window's list lets it take a service, and whether as its own or as help (S003-22). */
export const authority = (counter: Counter, service: Service): 'own' | 'help' | 'none' => {
  if (counter.services && !counter.services.includes(service.id)) return 'none'
  if (counter.own.includes(service.theme)) return 'own'
  return counter.help.includes(service.theme) ? 'help' : 'none'
}
