/** The facts of the acceptance receipt (受理回执): what was handed in, what comes of it and when. */
import type { Outcome, Service } from '../../hall/catalogue.ts'
import type { FactsOf } from '../../hall/slip-facts.ts'
import type { SlipTemplates } from '../../hall/slip-template.ts'
import type { Slip } from '../slip.ts'
import { slipOf } from './fill.ts'
import { countFact, type MaterialRow, materialRows, type Office, officeFacts } from './parts.ts'
import { badgesText, outcomeWord, specialText } from './words.ts'

/** The outcomes that accept something: no other may be printed as 受理. */
export const ACCEPTED = ['immediate', 'promised', 'joint', 'reported'] as const satisfies readonly Outcome[]
export type Accepted = (typeof ACCEPTED)[number]

export const isAccepted = (outcome: Outcome): outcome is Accepted => ACCEPTED.some((other) => other === outcome)

export type ReceiptFacts = Office & {
  readonly number: string
  readonly link: string
  /** `张*`: already masked by whoever knows the name. */
  readonly maskedName?: string
  /** What was received at the window, and what is still to be brought where it was accepted all the same (容缺). */
  readonly materials: readonly MaterialRow[]
  readonly missing: readonly MaterialRow[]
  readonly outcome: Accepted
  /** Why it was accepted with something missing, or whatever else the window noted. */
  readonly reason?: string
  /** The promised date in words or digits, counted in working days by whoever knows the calendar. */
  readonly promisedDate?: string
  /** A procedure whose days come on top of the promise (S004-30). */
  readonly special?: NonNullable<Service['special']>
  /** Pieces of work, where one visitor brought several. */
  readonly cases?: number
  /** 1 is the receipt itself; more is a reprint. */
  readonly copy: number
}

/** What the template of a receipt may name. */
export const receiptFacts = (facts: ReceiptFacts): FactsOf<'receipt'> => {
  const { materials, missing, reason = '', cases = 1, special } = facts
  return {
    ...officeFacts(facts),
    badges: badgesText([], facts.copy),
    name: facts.maskedName ?? '',
    handedIn: countFact(materials.length + missing.length),
    receivedCount: countFact(materials.length),
    missingCount: countFact(missing.length),
    lateReason: missing.length === 0 ? '' : reason,
    note: missing.length === 0 ? reason : '',
    outcome: outcomeWord(facts.outcome),
    cases: cases === 1 ? '' : String(cases),
    promised: facts.promisedDate ?? '',
    special: special ? specialText(special) : '',
    received: materialRows(materials),
    missing: materialRows(missing),
  }
}

/** Builds the receipt. Throws, in the layout, when the link is too long for a QR code that a phone can read. */
export const receiptSlip = (facts: ReceiptFacts, templates?: SlipTemplates): Slip =>
  slipOf(
    'receipt',
    `受理回执 ${facts.number}${facts.copy > 1 ? ` 补打${facts.copy}` : ''}`,
    receiptFacts(facts),
    templates,
  )
