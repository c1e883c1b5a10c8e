/** 不予受理通知书 and 退办告知单 (S004-03, S004-32): the reason in writing, and where to turn to against it. */
import type { Outcome } from '../../hall/catalogue.ts'
import type { Block, Slip } from '../slip.ts'
import { code, field, heading, line, type Office, type Stop, seal, signature, stopText, subject } from './parts.ts'

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

const against = ({ hall, complaints, outcome }: DeclinedFacts): Block[] => [
  line(
    `如有异议，可拨打 ${hall.hotline} 投诉${complaints ? `，或到${stopText(complaints)}（${complaints.service}）反映` : ''}。`,
  ),
  // The general terms of 行政复议法 art. 20 and 行政诉讼法 art. 46; a special law may set others.
  ...(outcome === 'refused'
    ? [
        line(
          '不服不予受理决定的，可自收到本通知书之日起60日内申请行政复议，或6个月内提起行政诉讼；法律另有规定的，从其规定。',
        ),
      ]
    : []),
]

/** Builds the notice. Throws when the link is too long for a QR code that a phone can read. */
export const declinedSlip = (facts: DeclinedFacts): Slip => ({
  title: `${TITLES[facts.outcome]} ${facts.number ?? facts.service}`,
  blocks: [
    ...heading(facts.hall, TITLES[facts.outcome]),
    { kind: 'rule' },
    ...subject(facts),
    { kind: 'rule' },
    line(DECISIONS[facts.outcome], true),
    ...field('理由', facts.reason),
    ...against(facts),
    { kind: 'rule' },
    ...signature(facts),
    ...seal,
    ...code(facts.link, '扫码评价本次服务'),
  ],
})
