/** The papers of a visit: its number, what came of a leg, and where it goes on. */
import { noShowRule, type Service } from '../../hall/catalogue.ts'
import type { EventOf } from '../../hall/events.ts'
import { themeOf, ticketText } from '../../hall/hall.ts'
import type { CounterId, TicketId } from '../../hall/ids.ts'
import { aheadOf } from '../../hall/queue.ts'
import { servedToday } from '../../hall/served-today.ts'
import type { Served, Ticket } from '../../hall/ticket.ts'
import { closesAt } from '../../hall/views/public.ts'
import { declinedSlip, isDeclined } from '../../printer/slips/declined.ts'
import type { Office } from '../../printer/slips/parts.ts'
import { isAccepted, receiptSlip } from '../../printer/slips/receipt.ts'
import { specialSlip } from '../../printer/slips/special.ts'
import { supplementSlip } from '../../printer/slips/supplement.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { redirectWord } from '../../printer/slips/words.ts'
import { onwardPaper } from './onward-paper.ts'
import {
  atCounter,
  estimateOn,
  nameOf,
  officeOf,
  type Paperwork,
  paper,
  placeOf,
  type Source,
  shownOn,
  windowOf,
} from './paper-source.ts'
import { complaintsStop, rowsOf, stopOf, stopsOf } from './places.ts'

/** What the number says of today, as the kiosk said it before; nothing where the hall stays open beyond its hours. */
const todayOf = (source: Source, ticket: Ticket) => {
  const shown = shownOn(source, ticket)
  const closing = closesAt(source.hall)
  if (!shown || shown.unknown === 'no-measure' || (shown.estimate !== null && closing === null)) return {}
  if (shown.unknown === 'too-far') return { servedToday: 'uncertain' as const }
  return { servedToday: servedToday(shown.estimate, source.recorded.at, closing) }
}

/** The number itself. */
export const ticketPapers = (source: Source, about: TicketId): readonly Paperwork[] => {
  const { hall, catalogue, linkTo, recorded } = source
  const ticket = hall.tickets.get(about)
  const stop = ticket && stopOf(hall, ticket)
  if (!stop) return []
  const ahead = ticket.status === 'waiting' ? aheadOf(hall, ticket) : 0
  // The number's own paper may be drawn a moment later, when somebody has asked for another copy already.
  const copy = recorded.event.type === 'TicketIssued' ? 1 : ticket.copies
  const facts = {
    hall: catalogue.hall,
    number: ticketText(ticket),
    ticketClass: ticket.class,
    ...(ticket.prechecked ? { prechecked: true } : {}),
    ...stop,
    further: stopsOf(hall, ticket.legs),
    ahead,
    ...estimateOn(source, ticket),
    ...todayOf(source, ticket),
    declared: ticket.declared === true,
    ...(ticket.maskedName === undefined ? {} : { maskedName: ticket.maskedName }),
    takenAt: ticket.issuedAt,
    rules: { calls: catalogue.rules.calls, noShow: noShowRule(themeOf(hall, ticket.service), catalogue.rules) },
    notices: catalogue.notices,
    link: linkTo(ticket.secret),
    kiosk: placeOf(source) || nameOf(recorded.actor),
    serial: String(ticket.rank),
    copy,
  }
  const { id } = ticket
  const slip = ticketSlip(facts, catalogue.slips)
  const window = atCounter(windowOf(recorded.actor))
  return [{ id: `${id}.ticket.${copy}`, ticket: id, template: 'ticket', copy, slip, ...window }]
}

export const supplementPaper = (
  source: Source,
  office: Office,
  service: Service,
  { materials, reason }: Pick<EventOf<'TicketCompleted'>, 'materials' | 'reason'>,
): readonly Paperwork[] => {
  const back = stopOf(source.hall, { service: service.id })
  if (!back) return []
  const facts = {
    ...office,
    missing: rowsOf(service, materials?.missing),
    present: rowsOf(service, materials?.present),
    ...(reason === undefined ? {} : { reason }),
    back,
  }
  return [paper(source, 'supplement', supplementSlip(facts, source.catalogue.slips))]
}

export const specialPaper = (
  source: Source,
  office: Office,
  service: Service,
  promised?: string,
): readonly Paperwork[] => {
  const { special, promisedWorkingDays } = service
  if (!special) return []
  const date = promised === undefined ? {} : { promisedDate: promised }
  const facts = { ...office, special, promisedWorkingDays, ...date }
  return [paper(source, 'special', specialSlip(facts, source.catalogue.slips))]
}

/** `2026-11-27（5个工作日内）`; a promise for the day itself needs no counting. */
export const promiseText = (day: string, workingDays: number): string =>
  workingDays === 0 ? `${day}（当日）` : `${day}（${workingDays}个工作日内）`

/**
 * What somebody takes home from a leg: what was accepted, what is missing, or why it was turned down. The leg tells which
 * service that was, since the ticket may stand on its next one by now.
 */
const outcomePapers = (
  source: Source,
  event: EventOf<'TicketCompleted'>,
  ticket: Ticket,
  done: Pick<Served, 'service'>,
): readonly Paperwork[] => {
  const service = source.hall.lookup.services.get(done.service)
  if (!service) return []
  const { slips } = source.catalogue
  const { outcome, reason, materials, promised, cases } = event
  const office = officeOf(source, service, ticket)
  const why = reason === undefined ? {} : { reason }
  if (outcome === 'supplement') return supplementPaper(source, office, service, event)
  if (isDeclined(outcome)) {
    const complaints = complaintsStop(source.hall)
    const where = complaints ? { complaints } : {}
    const { link: _onTicket, ...without } = office
    const about = ticket.channel === 'window' ? office : without
    return [paper(source, 'declined', declinedSlip({ ...about, outcome, reason: reason ?? '', ...where }, slips))]
  }
  // 即办 is done on the spot and needs no receipt, unless something is still owed.
  if (!isAccepted(outcome) || (outcome === 'immediate' && !materials?.missing.length)) return []
  const days = service.promisedWorkingDays
  const special = outcome === 'immediate' ? undefined : service.special
  const facts = {
    ...office,
    number: ticketText(ticket),
    link: source.linkTo(ticket.secret),
    materials: rowsOf(service, materials?.present),
    missing: rowsOf(service, materials?.missing),
    outcome,
    ...why,
    ...(promised === undefined ? {} : { promisedDate: promiseText(promised, days) }),
    ...(special ? { special } : {}),
    ...(cases === undefined ? {} : { cases }),
    copy: 1,
  }
  const receipt = paper(source, 'receipt', receiptSlip(facts, slips))
  return special ? [receipt, ...specialPaper(source, office, service, promised)] : [receipt]
}

/** What the end of a leg gives: what came of it, and where the visit goes on. */
export const completedPapers = (source: Source, event: EventOf<'TicketCompleted'>): readonly Paperwork[] => {
  const ticket = source.hall.tickets.get(event.ticket)
  // An act that was undone meanwhile left no leg, and deserves no paper.
  const done = ticket?.served.find((leg) => leg.rating === event.rating)
  if (!ticket || !done) return []
  const [next, ...further] = event.legs ?? []
  const { counter } = event
  const papers = outcomePapers(source, event, ticket, done)
  return next ? [...papers, ...onwardPaper(source, ticket, next, further, { counter })] : papers
}

/** The window from which a transfer sends on whoever stands in front of it; of a number put aside, nobody is there. */
const sentFrom = ({ hall, recorded }: Source, ticket: Ticket): CounterId | undefined => {
  const counter = windowOf(recorded.actor)
  // An undone transfer puts back the ticket of before, which knows nothing of this position.
  if (counter === undefined || ticket.changed < recorded.position) return undefined
  const act = hall.acts.get(counter)?.find((other) => other.position === recorded.position)
  return act?.ticket?.before.status === 'parked' ? undefined : counter
}

/** Where somebody goes who is sent on from a window. */
export const transferPapers = (source: Source, event: EventOf<'TicketTransferred'>): readonly Paperwork[] => {
  const ticket = source.hall.tickets.get(event.ticket)
  const counter = ticket && sentFrom(source, ticket)
  if (!ticket || counter === undefined) return []
  const until = event.until === undefined ? {} : { until: event.until }
  return onwardPaper(source, ticket, event, ticket.legs, { counter, reason: redirectWord(event.reason), ...until })
}
