/** The facts of 一次性告知单 (S004-29). What nobody wrote down is said to be so, never claimed away. */
import type { Service } from '../../hall/catalogue.ts'
import type { FactsOf } from '../../hall/slip-facts.ts'
import type { SlipTemplates } from '../../hall/slip-template.ts'
import type { Slip } from '../slip.ts'
import { slipOf } from './fill.ts'
import { basisRows, countFact, materialRows, type Office, officeFacts } from './parts.ts'
import { daysText, specialText } from './words.ts'

export type AboutService = Pick<
  Service,
  | 'audience'
  | 'basis'
  | 'checklist'
  | 'procedure'
  | 'promisedWorkingDays'
  | 'statutoryWorkingDays'
  | 'special'
  | 'fee'
  | 'preconditions'
>

export type GuideFacts = Office & { readonly about: AboutService }

/** An empty field means that nobody filled it in: whether there is a fee or a condition, only the window can say. */
export const UNKNOWN = '以窗口告知为准'
/** What somebody wrote down, or that the window says it. */
export const said = (text: string | undefined): string => (text === undefined || text.trim() === '' ? UNKNOWN : text)

const AUDIENCE: Readonly<Record<Service['audience'], string>> = {
  person: '个人',
  company: '法人和其他组织',
  both: '个人、法人和其他组织',
}

/** What the matter itself rests on, and then what its materials rest on. */
const basesOf = ({ basis = '', checklist }: AboutService): readonly { readonly text: string }[] => {
  const ofMaterials = basisRows(checklist).filter(({ text }) => text !== basis)
  const all = basis.trim() === '' ? ofMaterials : [{ text: basis }, ...ofMaterials]
  return all.length === 0 ? [{ text: UNKNOWN }] : all
}

/** What the catalogue says of a service, in the words of both guides. */
export const aboutFacts = (about: AboutService) => {
  return {
    audience: AUDIENCE[about.audience],
    materialCount: countFact(about.checklist.length),
    procedure: said(about.procedure),
    promise: daysText(about.promisedWorkingDays),
    statutory: daysText(about.statutoryWorkingDays),
    special: about.special ? specialText(about.special) : '',
    fee: said(about.fee),
    preconditions: said(about.preconditions),
    bases: basesOf(about),
    materials: materialRows(about.checklist),
  }
}

/** What the template of the notice may name. */
export const guideFacts = (facts: GuideFacts): FactsOf<'guide'> => ({
  ...officeFacts(facts),
  ...aboutFacts(facts.about),
})

/** Builds the notice. */
export const guideSlip = (facts: GuideFacts, templates?: SlipTemplates): Slip =>
  slipOf('guide', `一次性告知单 ${facts.number ?? facts.service}`, guideFacts(facts), templates)
