/** The facts of the ticket (号票, requirements §3.2). */
import type { Rules, TicketClass } from '../../hall/catalogue.ts'
import type { Instant } from '../../hall/ids.ts'
import type { ServedToday } from '../../hall/served-today.ts'
import type { FactsOf } from '../../hall/slip-facts.ts'
import type { SlipTemplates } from '../../hall/slip-template.ts'
import type { Slip } from '../slip.ts'
import { slipOf } from './fill.ts'
import { type HallFacts, hallFacts, placeFacts, type Stop, stopRows } from './parts.ts'
import { hallTime } from './time.ts'
import { badgesText, beforeText, classWord, closingText, missedCallText, waitText } from './words.ts'

export type TicketFacts = {
  readonly hall: HallFacts
  /** `A023`, as it is called. */
  readonly number: string
  readonly ticketClass: TicketClass
  /** 已预审: the guide desk saw the whole checklist (S003-07). */
  readonly prechecked?: boolean
  readonly service: string
  readonly zone: Stop['zone']
  /** Names of the windows that may call this ticket, in order. */
  readonly counters: readonly string[]
  /** What follows on the same number, in order (S004-34). */
  readonly further?: readonly Stop[]
  /** Tickets before this one. */
  readonly ahead: number
  /** Expected wait in minutes, a range and not a point; absent when nothing honest can be said. */
  readonly estimate?: { readonly fromMinutes: number; readonly toMinutes: number }
  /** Whether it is served before the hall closes (K22); absent where nobody waits any more. */
  readonly servedToday?: ServedToday
  /** Precedence that somebody declared at a kiosk, where nobody saw the document. */
  readonly declared?: boolean
  /** `张*`: already masked by whoever knows the name. */
  readonly maskedName?: string
  readonly takenAt: Instant
  /** `noShow` is the rule of the ticket's theme. */
  readonly rules: Pick<Rules, 'calls' | 'noShow'>
  /** Further lines of the hall, at the foot. */
  readonly notices: readonly string[]
  /** The link in the QR: position, cancelling, later the rating. */
  readonly link: string
  /** The kiosk or desk that issued it, and its running number there. */
  readonly kiosk: string
  readonly serial: string
  /** 1 is the ticket itself; more is a reprint. */
  readonly copy: number
}

/** What the template of a ticket may name. */
export const ticketFacts = (facts: TicketFacts): FactsOf<'ticket'> => {
  const { number, service, ticketClass, prechecked, further = [], maskedName = '', link, kiosk, serial, copy } = facts
  // All matters in order, where it has several: nobody queues for the second one with a new number.
  const stops = further.length === 0 ? [] : [facts, ...further]
  return {
    ...hallFacts(facts.hall),
    ...placeFacts(facts),
    badges: badgesText([classWord(ticketClass), prechecked ? '已预审' : ''], copy),
    number,
    service,
    before: beforeText(facts.ahead),
    wait: waitText(facts.estimate),
    closing: closingText(facts.servedToday ?? 'yes'),
    evidence: facts.declared ? '请出示证件，窗口核验' : '',
    matterCount: stops.length === 0 ? '' : String(stops.length),
    name: maskedName,
    at: hallTime(facts.takenAt, facts.hall.timeZone),
    missedCall: missedCallText(facts.rules),
    kiosk,
    serial,
    link,
    stops: stopRows(stops),
    footer: facts.notices.map((text) => ({ text })),
  }
}

/** Builds the ticket. Throws, in the layout, when the link is too long for a QR code that a phone can read. */
export const ticketSlip = (facts: TicketFacts, templates?: SlipTemplates): Slip =>
  slipOf('ticket', `号票 ${facts.number}${facts.copy > 1 ? ` 补打${facts.copy}` : ''}`, ticketFacts(facts), templates)
