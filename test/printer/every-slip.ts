/** Every paper of the project as it is shipped, with something in every fact, and those with all that facts can hold. */
import { SLIP_FACTS } from '../../hall/slip-facts.ts'
import { SLIP_KINDS, type SlipKind } from '../../hall/slip-template.ts'
import { modelOf, type PrinterModel } from '../../printer/models.ts'
import type { Slip } from '../../printer/slip.ts'
import { declinedSlip } from '../../printer/slips/declined.ts'
import { elsewhereSlip } from '../../printer/slips/elsewhere.ts'
import { fill } from '../../printer/slips/fill.ts'
import { guideSlip } from '../../printer/slips/guide.ts'
import { nextSlip } from '../../printer/slips/next.ts'
import { receiptSlip } from '../../printer/slips/receipt.ts'
import { SHIPPED } from '../../printer/slips/shipped.ts'
import { specialSlip } from '../../printer/slips/special.ts'
import { supplementSlip } from '../../printer/slips/supplement.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { declined, elsewhere, guide, next, receipt, special, supplement, ticket } from './facts.ts'

/** A name with a character that only our own font has, so that text mode draws pictures too. */
const said = (name: string): string => {
  if (name === 'link') return 'https://hall.example.gov.cn/t/7f3kq9x2m8wv4c6h'
  if (name === 'guideLink') return 'https://hall.example.gov.cn/g/A-01'
  if (name === 'number') return 'A023'
  return name === 'name' ? '䶮某某（买买提·吐尔逊）' : `${name} 办理、1 项`
}
const row = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, said(name)]))

const filled = (kind: SlipKind): Slip => {
  const { facts, lists } = SLIP_FACTS[kind]
  const rows = Object.entries<readonly string[]>(lists).map(([list, names]) => [list, [row(names), row(names)]])
  return { title: kind, blocks: fill(SHIPPED[kind], { ...row(facts), ...Object.fromEntries(rows) }) }
}

export const EVERY_SLIP: readonly (readonly [name: string, slip: Slip])[] = [
  ...SLIP_KINDS.map((kind) => [`${kind} as shipped`, filled(kind)] as const),
  ['ticket', ticketSlip(ticket)],
  ['receipt', receiptSlip(receipt)],
  ['supplement', supplementSlip(supplement)],
  ['guide', guideSlip(guide)],
  ['special', specialSlip(special)],
  ['declined', declinedSlip(declined)],
  ['next', nextSlip(next)],
  ['elsewhere', elsewhereSlip(elsewhere)],
  [
    'ticket declared late',
    ticketSlip({ ...ticket, ticketClass: 'priority', declared: true, servedToday: 'uncertain', maskedName: '张*' }),
  ],
]

/** Both widths, as text and as one picture, with every way of making a QR code. */
export const EVERY_MODE: readonly PrinterModel[] = [
  modelOf('gbk-80'),
  modelOf('gbk-58'),
  modelOf('sprt-80'),
  modelOf('picture-80'),
  modelOf('picture-58'),
]
