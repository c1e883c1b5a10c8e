/** 补齐申请材料通知书 (S004-02, S004-30): everything that is missing, said once, so that nobody comes a third time. */
import type { Block, Slip } from '../slip.ts'
import {
  basisRows,
  code,
  explainedRows,
  heading,
  line,
  type MaterialRow,
  materialRows,
  type Office,
  type Stop,
  seal,
  signature,
  stopText,
  subject,
} from './parts.ts'

export type SupplementFacts = Office & {
  readonly missing: readonly MaterialRow[]
  /** What was seen and is in order. */
  readonly present: readonly MaterialRow[]
  /** What the window said besides the list, or instead of it. */
  readonly reason?: string
  /** Where to come back to. */
  readonly back: Stop
}

const toBring = ({ missing, reason }: SupplementFacts): Block[] => [
  ...(missing.length === 0
    ? [line('您的申请材料不齐全，请补齐：', true)]
    : [line(`您的申请材料不齐全，请一次补齐以下 ${missing.length} 项：`, true)]),
  ...explainedRows(missing),
  ...basisRows(missing),
  ...(reason === undefined ? [] : [{ kind: 'field', label: '说明', value: reason } as const]),
]

const inOrder = ({ present }: SupplementFacts): Block[] =>
  present.length === 0
    ? []
    : [{ kind: 'rule' }, line(`已核对 ${present.length} 项，请再次带来：`, true), ...materialRows(present)]

/** Builds the notice. Throws when the link is too long for a QR code that a phone can read. */
export const supplementSlip = (facts: SupplementFacts): Slip => ({
  title: `补齐申请材料通知书 ${facts.number ?? facts.service}`,
  blocks: [
    ...heading(facts.hall, '补齐申请材料通知书'),
    { kind: 'rule' },
    ...subject(facts),
    { kind: 'rule' },
    ...toBring(facts),
    ...inOrder(facts),
    { kind: 'rule' },
    line(`补齐后请带本通知书和全部材料，取“${facts.service}”号，到${stopText(facts.back)}办理。`),
    ...signature(facts),
    ...seal,
    ...code(facts.link, '扫码评价本次服务'),
  ],
})
