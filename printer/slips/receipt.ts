/** The acceptance receipt (受理回执): what was handed in, what comes of it and when, with room for the seal (S001-25). */
import type { Outcome, Service } from '../../hall/catalogue.ts'
import type { Block, Slip } from '../slip.ts'
import { code, field, givenBy, heading, line, type MaterialRow, materialRows, type Office, seal } from './parts.ts'
import { hallTime } from './time.ts'
import { badges, outcomeWord } from './words.ts'

/** The outcomes that accept something: no other may be printed as 受理. */
export const ACCEPTED = ['immediate', 'promised', 'joint', 'reported'] as const satisfies readonly Outcome[]
export type Accepted = (typeof ACCEPTED)[number]

export const isAccepted = (outcome: Outcome): outcome is Accepted => ACCEPTED.some((other) => other === outcome)

export type ReceiptFacts = Office & {
  readonly number: string
  readonly link: string
  /** `张*`: already masked by whoever knows the name. */
  readonly maskedName?: string
  /** What was received at the window, and what is still to be brought where it was accepted all the same (容缺). */
  readonly materials: readonly MaterialRow[]
  readonly missing: readonly MaterialRow[]
  readonly outcome: Accepted
  /** Why it was accepted with something missing, or whatever else the window noted. */
  readonly reason?: string
  /** The promised date in words or digits, counted in working days by whoever knows the calendar. */
  readonly promisedDate?: string
  /** A procedure whose days come on top of the promise (S004-30). */
  readonly special?: NonNullable<Service['special']>
  /** Pieces of work, where one visitor brought several. */
  readonly cases?: number
  /** 1 is the receipt itself; more is a reprint. */
  readonly copy: number
}

const list = (title: string, materials: readonly MaterialRow[]): Block[] =>
  materials.length === 0 ? [] : [line(title, true), ...materialRows(materials)]

const handedIn = ({ materials, missing, reason }: ReceiptFacts): Block[] => {
  if (materials.length + missing.length === 0) return []
  return [
    ...list(`收到材料 ${materials.length} 项`, materials),
    ...list(`容缺受理，尚缺 ${missing.length} 项，请尽快补交`, missing),
    ...(missing.length === 0 ? [] : field('容缺原因', reason)),
    { kind: 'rule' },
  ]
}

/** Builds the receipt. Throws when the link is too long for a QR code that a phone can read. */
export const receiptSlip = (facts: ReceiptFacts): Slip => ({
  title: `受理回执 ${facts.number}${facts.copy > 1 ? ` 补打${facts.copy}` : ''}`,
  blocks: [
    ...heading(facts.hall, '受理回执'),
    ...badges([], facts.copy),
    { kind: 'rule' },
    ...field('号码', facts.number),
    ...field('事项', facts.service),
    ...field('部门', facts.department),
    ...field('申请人', facts.maskedName),
    { kind: 'rule' },
    ...handedIn(facts),
    ...field('办件类型', outcomeWord(facts.outcome)),
    ...(facts.cases === undefined || facts.cases === 1 ? [] : field('办件数量', `${facts.cases} 件`)),
    ...(facts.missing.length === 0 ? field('说明', facts.reason) : []),
    ...field('受理时间', hallTime(facts.at, facts.hall.timeZone)),
    ...field('承诺办结', facts.promisedDate),
    ...(facts.special
      ? field('特定程序', `${facts.special.name} ${facts.special.workingDays}个工作日，不计入承诺时限`)
      : []),
    ...field('受理窗口', givenBy(facts)),
    ...seal,
    ...code(facts.link, '扫码查看、评价本次办理'),
    { kind: 'text', text: `咨询热线 ${facts.hall.hotline}`, size: 1, align: 'center', maxLines: 1 },
  ],
})
