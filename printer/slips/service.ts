/** The facts of 办事指南: the thirteen fields of S000-12, as far as the catalogue knows them. */

import type { Service } from '../../hall/catalogue.ts'
import type { FactsOf } from '../../hall/slip-facts.ts'
import type { SlipTemplates } from '../../hall/slip-template.ts'
import type { Slip } from '../slip.ts'
import { slipOf } from './fill.ts'
import { type AboutService, aboutFacts, said, UNKNOWN } from './guide.ts'
import { type Office, officeFacts, type Stop, stopRows, stopText } from './parts.ts'

export type ServiceFacts = Office & {
  readonly about: AboutService & Pick<Service, 'quantity' | 'handler'>
  /** The windows it goes through in this hall, the first included, in order. */
  readonly flow: readonly Stop[]
  /** The complaints window of the hall, if it has one. */
  readonly complaints?: Stop
  /** The address of the same guide for a phone. */
  readonly guideLink?: string
}

/** The laws and documents that a fee in words names: `《条例》`, `发改价格〔2019〕914号`. */
const basisOfFee = (fee: string): string =>
  (fee.match(/《[^》]+》|[\p{Script=Han}]*〔\d{4}〕\d+号/gu) ?? []).join('、') || UNKNOWN

const samplesOf = ({ checklist }: AboutService): readonly { readonly text: string }[] => {
  const samples = checklist.flatMap(({ sample }) => (sample === undefined ? [] : [{ text: sample }]))
  return samples.length === 0 ? [{ text: UNKNOWN }] : samples
}

/** What the template of the guide may name. */
export const serviceFacts = (facts: ServiceFacts): FactsOf<'service'> => {
  const { hall, about, flow, department, phone, complaints, guideLink = '' } = facts
  const where = complaints ? `，或到${stopText(complaints)}（${complaints.service}）反映` : ''
  return {
    ...officeFacts(facts),
    ...aboutFacts(about),
    // How many permits there are to give; the catalogue's quota is of numbers a day, which is something else.
    quantity: said(about.quantity),
    feeBasis: basisOfFee(about.fee),
    handler: [about.handler?.trim() || department, phone].filter((known) => known !== '').join(' ') || UNKNOWN,
    guideLink,
    supervision: `热线 ${hall.hotline}${where}`,
    flow: stopRows(flow),
    samples: samplesOf(about),
  }
}

/** Builds the guide. */
export const serviceSlip = (facts: ServiceFacts, templates?: SlipTemplates): Slip =>
  slipOf('service', `办事指南 ${facts.service}`, serviceFacts(facts), templates)
