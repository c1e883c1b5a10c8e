/** The facts of 告知书 of a special procedure (S004-30): the applicant is told in writing that its days are not counted. */
import type { Service } from '../../hall/catalogue.ts'
import type { FactsOf } from '../../hall/slip-facts.ts'
import type { SlipTemplates } from '../../hall/slip-template.ts'
import type { Slip } from '../slip.ts'
import { slipOf } from './fill.ts'
import { type Office, officeFacts } from './parts.ts'

export type SpecialFacts = Office & {
  readonly special: NonNullable<Service['special']>
  readonly promisedWorkingDays: number
  /** The promised day, where the matter was accepted already. */
  readonly promisedDate?: string
}

const promise = (workingDays: number): string => (workingDays === 0 ? '当日' : `${workingDays}个工作日`)

/** What the template of the notice may name. */
export const specialFacts = (facts: SpecialFacts): FactsOf<'special'> => ({
  ...officeFacts(facts),
  special: facts.special.name,
  specialDays: `${facts.special.workingDays}个工作日`,
  promise: [promise(facts.promisedWorkingDays), facts.promisedDate ?? ''].join(' ').trim(),
  notCounted: '您申请的事项依法须经上述特定程序，所需时间不计入承诺办结时限，承诺办结日期相应顺延。',
})

/** Builds the notice. */
export const specialSlip = (facts: SpecialFacts, templates?: SlipTemplates): Slip =>
  slipOf('special', `特定程序告知书 ${facts.number ?? facts.service}`, specialFacts(facts), templates)
