/** 一次性告知单: the five sections of S004-29, in their order. What nobody wrote down is said to be so, never claimed away. */
import type { Service } from '../../hall/catalogue.ts'
import type { Block, Slip } from '../slip.ts'
import { basisRows, explainedRows, field, heading, line, type Office, signature, subject } from './parts.ts'

export type GuideFacts = Office & {
  readonly about: Pick<
    Service,
    | 'audience'
    | 'checklist'
    | 'procedure'
    | 'promisedWorkingDays'
    | 'statutoryWorkingDays'
    | 'special'
    | 'fee'
    | 'preconditions'
  >
}

/** An empty field means that nobody filled it in: whether there is a fee or a condition, only the window can say. */
const UNKNOWN = '以窗口告知为准'
const said = (text: string | undefined): string => (text === undefined || text.trim() === '' ? UNKNOWN : text)

const AUDIENCE: Readonly<Record<Service['audience'], string>> = {
  person: '个人',
  company: '法人和其他组织',
  both: '个人、法人和其他组织',
}

/** A term of no days at all is one that ends on the day itself. */
const days = (count: number): string => (count === 0 ? '当日办结' : `${count}个工作日`)

const section = (title: string, ...blocks: readonly Block[]): Block[] => [line(title, true), ...blocks]

const materials = ({ checklist }: GuideFacts['about']): Block[] =>
  checklist.length === 0 ? [line(UNKNOWN)] : explainedRows(checklist)

const count = ({ checklist }: GuideFacts['about']): string =>
  checklist.length === 0 ? '' : `（${checklist.length}项）`

const bases = ({ checklist }: GuideFacts['about']): Block[] => {
  const rows = basisRows(checklist)
  return rows.length === 0 ? field('依据', UNKNOWN) : rows
}

const terms = ({ procedure, promisedWorkingDays, statutoryWorkingDays, special }: GuideFacts['about']): Block[] => [
  ...field('程序', said(procedure)),
  ...field('承诺', `受理后${days(promisedWorkingDays)}`),
  ...field('法定', days(statutoryWorkingDays)),
  ...(special ? field('特定', `${special.name} ${special.workingDays}个工作日，不计入承诺时限`) : []),
]

/** Builds the notice. */
export const guideSlip = (facts: GuideFacts): Slip => ({
  title: `一次性告知单 ${facts.number ?? facts.service}`,
  blocks: [
    ...heading(facts.hall, '一次性告知单'),
    { kind: 'rule' },
    ...subject(facts),
    { kind: 'rule' },
    ...section('一、依据条件', ...field('对象', AUDIENCE[facts.about.audience]), ...bases(facts.about)),
    ...section(`二、材料及示范文本${count(facts.about)}`, ...materials(facts.about)),
    ...section('三、程序和时限', ...terms(facts.about)),
    ...section('四、收费', line(said(facts.about.fee))),
    ...section('五、前置条件', line(said(facts.about.preconditions))),
    { kind: 'rule' },
    ...signature(facts),
  ],
})
