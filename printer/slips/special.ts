/** 告知书 of a special procedure (S004-30): its days are not counted in the promise, and the applicant is told in writing. */
import type { Service } from '../../hall/catalogue.ts'
import type { Slip } from '../slip.ts'
import { field, heading, line, type Office, seal, signature, subject } from './parts.ts'

export type SpecialFacts = Office & {
  readonly special: NonNullable<Service['special']>
  readonly promisedWorkingDays: number
  /** The promised day, where the matter was accepted already. */
  readonly promisedDate?: string
}

const promise = (workingDays: number): string => (workingDays === 0 ? '当日' : `${workingDays}个工作日`)

/** Builds the notice. */
export const specialSlip = (facts: SpecialFacts): Slip => ({
  title: `特定程序告知书 ${facts.number ?? facts.service}`,
  blocks: [
    ...heading(facts.hall, '特定程序告知书'),
    { kind: 'rule' },
    ...subject(facts),
    { kind: 'rule' },
    ...field('程序', facts.special.name),
    ...field('时间', `${facts.special.workingDays}个工作日`),
    ...field('承诺', [promise(facts.promisedWorkingDays), facts.promisedDate ?? ''].join(' ').trim()),
    line('您申请的事项依法须经上述特定程序，所需时间不计入承诺办结时限，承诺办结日期相应顺延。'),
    { kind: 'rule' },
    ...signature(facts),
    ...seal,
  ],
})
