/** A hall where every paper can be made, and what stands on the papers of its latest event. */
import { expect } from 'vitest'
import type { Catalogue, Service } from '../../hall/catalogue.ts'
import type { SlipKind } from '../../hall/slip-template.ts'
import { type Paperwork, paperworkOf } from '../../server/printing/slips.ts'
import type { DayEnd } from '../../server/printing/staff-slips.ts'
import { richCatalogue } from '../kit/small-catalogue.ts'
import type { Past } from '../kit/story.ts'
import { PAPER_58, PAPER_80, saidWhole } from '../printer/facts.ts'

export const FEE = '每本 120 元（发改价格〔2019〕914号）'
/** The services of the rich hall with one of them changed. */
export const changed = (id: string, change: Partial<Service>): Service[] =>
  richCatalogue.services.map((service) => (service.id === id ? { ...service, ...change } : service))

/** The rich hall, where paying and collecting have windows of their own. */
export const catalogue: Catalogue = {
  ...richCatalogue,
  services: changed('A-01', { fee: FEE }),
  counters: [
    ...richCatalogue.counters.filter(({ id }) => id !== '5'),
    { id: '5', name: '5', zone: 'z1', role: 'fee', own: ['P'], help: [] },
    { id: '6', name: '6', zone: 'z1', role: 'collect', own: ['G'], help: [] },
    { id: '9', name: '9', zone: 'z2', role: 'complaint', own: [], help: [] },
  ],
}
export const linkTo = (secret: string): string => `https://hall.example/t/${secret}`
export const guideLinkTo = (id: string): string => `https://hall.example/g/${id}`

/** The papers of the latest event. */
export const papersOf = (past: Past, dayEnd?: () => DayEnd): readonly Paperwork[] => {
  const last = past.events.at(-1)
  const end = dayEnd ? { dayEnd } : {}
  return last ? paperworkOf(last, { hall: past.hall, machine: '取号机', linkTo, guideLinkTo, ...end }) : []
}
export const kinds = (papers: readonly Paperwork[]): SlipKind[] => papers.map(({ template }) => template)
export const bare = (text: string): string => text.replaceAll(/[ ─│┌┐└┘]/g, '')
/** What stands on one of the papers, without spaces and lines; the same on both papers. */
export const textOf = (papers: readonly Paperwork[], kind: SlipKind): string => {
  const paper = papers.find(({ template }) => template === kind)
  if (!paper) throw new Error(`There is no ${kind} among ${kinds(papers).join(', ')}.`)
  const wide = bare(saidWhole(paper.slip, PAPER_80))
  expect(bare(saidWhole(paper.slip, PAPER_58))).toBe(wide)
  return wide
}
