/** The facts of 补齐申请材料通知书 (S004-02, S004-30): everything that is missing, said once. */
import type { FactsOf } from '../../hall/slip-facts.ts'
import type { SlipTemplates } from '../../hall/slip-template.ts'
import type { Slip } from '../slip.ts'
import { slipOf } from './fill.ts'
import {
  basisRows,
  countFact,
  type MaterialRow,
  materialRows,
  type Office,
  officeFacts,
  type Stop,
  stopText,
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

/** What the template of the notice may name. */
export const supplementFacts = (facts: SupplementFacts): FactsOf<'supplement'> => ({
  ...officeFacts(facts),
  missingCount: countFact(facts.missing.length),
  presentCount: countFact(facts.present.length),
  reason: facts.reason ?? '',
  back: stopText(facts.back),
  missing: materialRows(facts.missing),
  bases: basisRows(facts.missing),
  present: materialRows(facts.present),
})

/** Builds the notice. Throws, in the layout, when the link is too long for a QR code that a phone can read. */
export const supplementSlip = (facts: SupplementFacts, templates?: SlipTemplates): Slip =>
  slipOf('supplement', `补齐申请材料通知书 ${facts.number ?? facts.service}`, supplementFacts(facts), templates)
