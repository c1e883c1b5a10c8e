/** The acceptance receipt (受理回执): what was handed in, what comes of it and when, with room for the seal (S001-25). */
import type { Catalogue, Material, Outcome } from '../../hall/catalogue.ts'
import type { Instant } from '../../hall/ids.ts'
import type { Block, Slip } from '../slip.ts'
import { hallTime } from './time.ts'
import { badges } from './words.ts'

export type ReceiptFacts = {
  readonly hall: Pick<Catalogue['hall'], 'name' | 'hotline' | 'timeZone'>
  readonly number: string
  readonly service: string
  readonly department: string
  /** `张*`: already masked by whoever knows the name. */
  readonly maskedName?: string
  /** What was received at the window. */
  readonly materials: readonly Pick<Material, 'name' | 'copies' | 'form'>[]
  readonly outcome: Outcome
  /** Why, for the outcomes that turn somebody away. */
  readonly reason?: string
  readonly acceptedAt: Instant
  /** The promised date in words or digits, counted in working days by whoever knows the calendar. */
  readonly promisedDate?: string
  /** The window's name, and how its member of staff is shown to the public. */
  readonly counter: string
  readonly staff: string
  readonly link: string
  /** 1 is the receipt itself; more is a reprint. */
  readonly copy: number
}

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  immediate: '即办',
  promised: '承诺',
  joint: '联办',
  reported: '上报',
  returned: '退办',
  supplement: '补办',
  refused: '不受理',
  consulted: '咨询',
  collected: '领证',
}

/** 办件类型 as the screens and papers say it (S000-17, S004-32). */
export const outcomeWord = (outcome: Outcome): string => OUTCOME_WORDS[outcome]

/** A paper that says 受理 when nothing was accepted would be false, so those outcomes have their own title. */
const titleOf = (outcome: Outcome): string => {
  switch (outcome) {
    case 'immediate':
    case 'promised':
    case 'joint':
    case 'reported':
      return '受理回执'
    case 'returned':
      return '退办告知单'
    case 'supplement':
      return '补正材料告知单'
    case 'refused':
      return '不予受理告知单'
    case 'consulted':
      return '咨询回执'
    case 'collected':
      return '领证回执'
  }
}

const FORM_WORDS: Readonly<Record<Material['form'], string>> = {
  original: '原件',
  copy: '复印件',
  'original-and-copy': '原件+复印件',
  electronic: '电子件',
}

const received = (materials: ReceiptFacts['materials']): Block[] =>
  materials.length === 0
    ? []
    : [
        { kind: 'text', text: `收到材料 ${materials.length} 项`, size: 1, align: 'left', bold: true },
        ...materials.map(
          ({ name, copies, form }, i): Block => ({
            kind: 'pair',
            left: `${i + 1}. ${name}`,
            right: `${FORM_WORDS[form]} ${copies}份`,
          }),
        ),
        { kind: 'rule' },
      ]

const field = (label: string, value: string | undefined): Block[] =>
  value === undefined ? [] : [{ kind: 'field', label, value }]

/** The seal of S001-25 is 5 cm wide and 3 cm high. */
const SEAL = { widthMm: 50, heightMm: 30 } as const

/** Builds the receipt. Throws when the link is too long for a QR code that a phone can read. */
export const receiptSlip = (facts: ReceiptFacts): Slip => ({
  title: `${titleOf(facts.outcome)} ${facts.number}${facts.copy > 1 ? ` 补打${facts.copy}` : ''}`,
  blocks: [
    { kind: 'text', text: facts.hall.name, size: 1, align: 'center', maxLines: 2 },
    { kind: 'text', text: titleOf(facts.outcome), size: 2, align: 'center', bold: true, maxLines: 1 },
    ...badges(undefined, facts.copy),
    { kind: 'rule' },
    ...field('号码', facts.number),
    ...field('事项', facts.service),
    ...field('部门', facts.department),
    ...field('申请人', facts.maskedName),
    { kind: 'rule' },
    ...received(facts.materials),
    ...field('办件类型', outcomeWord(facts.outcome)),
    ...field('原因', facts.reason),
    ...field('受理时间', hallTime(facts.acceptedAt, facts.hall.timeZone)),
    ...field('承诺办结', facts.promisedDate),
    ...field('受理窗口', `${facts.counter}号窗口 ${facts.staff}`),
    { kind: 'feed', lines: 1 },
    { kind: 'box', ...SEAL, label: '（盖章处）' },
    { kind: 'qr', data: facts.link, label: '扫码查询办理进度' },
    { kind: 'text', text: `咨询热线 ${facts.hall.hotline}`, size: 1, align: 'center', maxLines: 1 },
  ],
})
