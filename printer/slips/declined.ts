/** The facts of 不予受理通知书 and 退办告知单 (S004-03, S004-32): the reason in writing, and where to turn to against it. */
import type { Outcome } from '../../hall/catalogue.ts'
import type { FactsOf } from '../../hall/slip-facts.ts'
import type { SlipTemplates } from '../../hall/slip-template.ts'
import type { Slip } from '../slip.ts'
import { slipOf } from './fill.ts'
import { type Office, officeFacts, type Stop, stopText } from './parts.ts'

/** Outcomes that turn a matter down, each with its own paper. */
export type Declined = Extract<Outcome, 'refused' | 'returned'>

export const isDeclined = (outcome: Outcome): outcome is Declined => outcome === 'refused' || outcome === 'returned'

export type DeclinedFacts = Office & {
  readonly outcome: Declined
  readonly reason: string
  /** The complaints window of the hall, if it has one. */
  readonly complaints?: Stop
}

const TITLES: Readonly<Record<Declined, string>> = { refused: '不予受理通知书', returned: '退办告知单' }

const DECISIONS: Readonly<Record<Declined, string>> = {
  refused: '您的申请不予受理，理由如下：',
  returned: '您的申请予以退办，理由如下：',
}

/** The general terms of 行政复议法 art. 20 and 行政诉讼法 art. 46; a special law may set others. */
const REMEDIES: Readonly<Record<Declined, string>> = {
  refused:
    '不服不予受理决定的，可自收到本通知书之日起60日内申请行政复议，或6个月内提起行政诉讼；法律另有规定的，从其规定。',
  returned: '',
}

/** What the template of the notice may name. */
export const declinedFacts = (facts: DeclinedFacts): FactsOf<'declined'> => {
  const { hall, outcome, reason, complaints } = facts
  const where = complaints ? `，或到${stopText(complaints)}（${complaints.service}）反映` : ''
  return {
    ...officeFacts(facts),
    title: TITLES[outcome],
    decision: DECISIONS[outcome],
    reason,
    complain: `如有异议，可拨打 ${hall.hotline} 投诉${where}。`,
    remedy: REMEDIES[outcome],
  }
}

/** Builds the notice. Throws, in the layout, when the link is too long for a QR code that a phone can read. */
export const declinedSlip = (facts: DeclinedFacts, templates?: SlipTemplates): Slip =>
  slipOf('declined', `${TITLES[facts.outcome]} ${facts.number ?? facts.service}`, declinedFacts(facts), templates)
