/**
 * The facts of the papers that send somebody on with the number in their hand (S004-33): to the next stop, to pay, or to
 * collect.
 */
import type { Instant } from '../../hall/ids.ts'
import type { FactsOf } from '../../hall/slip-facts.ts'
import type { SlipTemplates } from '../../hall/slip-template.ts'
import type { Slip } from '../slip.ts'
import { slipOf } from './fill.ts'
import { UNKNOWN } from './guide.ts'
import { hallFacts, type Office, placeFacts, type Stop, stopRows } from './parts.ts'
import type { TicketFacts } from './ticket.ts'
import { clockTime } from './time.ts'
import { beforeText, waitText, windowsText } from './words.ts'

export type NextFacts = Pick<Office, 'hall' | 'counter' | 'at'> &
  Partial<Pick<TicketFacts, 'ahead' | 'estimate'>> & {
    /** Empty for somebody who took none. */
    readonly number: string
    readonly stop: Stop
    /** What follows after that, in order. */
    readonly further: readonly Stop[]
    /** Why they are sent on; absent when the visit simply goes on. */
    readonly reason?: string
    /** Not called before this moment. */
    readonly until?: Instant
    /** For somebody who has no ticket on paper. */
    readonly link?: string
  }

/** What the template of the next stop may name. */
export const nextFacts = (facts: NextFacts): FactsOf<'next'> => {
  const { hall, number, stop, until, ahead, estimate, reason = '', link = '' } = facts
  const waits = until === undefined && ahead !== undefined
  return {
    ...hallFacts(hall),
    ...placeFacts(stop),
    number,
    service: stop.service,
    before: waits ? beforeText(ahead) : '',
    wait: waits ? waitText(estimate) : '',
    from: until === undefined ? '' : clockTime(until, hall.timeZone),
    reason,
    counter: windowsText([facts.counter]),
    at: clockTime(facts.at, hall.timeZone),
    link,
    further: stopRows(facts.further),
  }
}

/** Builds the slip. Throws, in the layout, when the link is too long for a QR code that a phone can read. */
export const nextSlip = (facts: NextFacts, templates?: SlipTemplates): Slip =>
  slipOf('next', `下一站 ${facts.number}`, nextFacts(facts), templates)

export type FeeFacts = NextFacts & {
  /** What is paid for, and how much by which rule, in the words of the catalogue; empty where it does not say. */
  readonly fees: readonly { readonly service: string; readonly fee: string }[]
}

/** What the template of 缴费通知单 may name. */
export const feeFacts = (facts: FeeFacts): FactsOf<'fee'> => ({
  ...nextFacts(facts),
  fees: facts.fees.map(({ service, fee }, index) => ({
    index: String(index + 1),
    service,
    fee: fee.trim() === '' ? UNKNOWN : fee,
  })),
})

/** Builds 缴费通知单. Throws, in the layout, when the link is too long for a QR code that a phone can read. */
export const feeSlip = (facts: FeeFacts, templates?: SlipTemplates): Slip =>
  slipOf('fee', `缴费通知单 ${facts.number}`, feeFacts(facts), templates)

export type CollectionFacts = NextFacts & {
  /** What there is to collect for. */
  readonly matters: readonly string[]
  /** The day from which it can be collected, or 今天; absent where only the window knows. */
  readonly ready?: string
}

/** What the template of 取件通知单 may name. */
export const collectionFacts = (facts: CollectionFacts): FactsOf<'collection'> => ({
  ...nextFacts(facts),
  ready: facts.ready ?? UNKNOWN,
  matters: facts.matters.map((service, index) => ({ index: String(index + 1), service })),
})

/** Builds 取件通知单. Throws, in the layout, when the link is too long for a QR code that a phone can read. */
export const collectionSlip = (facts: CollectionFacts, templates?: SlipTemplates): Slip =>
  slipOf('collection', `取件通知单 ${facts.number || facts.matters.join('、')}`, collectionFacts(facts), templates)
