/** Which events become paper, and what stands on it. An event may make several papers, or none. */
import type { Actor } from '../../hall/actor.ts'
import { type Catalogue, noShowRule, type Service } from '../../hall/catalogue.ts'
import { estimateWait } from '../../hall/estimate.ts'
import type { EventOf, Recorded } from '../../hall/events.ts'
import { type Hall, themeOf, ticketText } from '../../hall/hall.ts'
import type { CounterId, ServiceId, TicketId } from '../../hall/ids.ts'
import type { Leg } from '../../hall/legs.ts'
import { aheadOf } from '../../hall/queue.ts'
import type { Served, Ticket } from '../../hall/ticket.ts'
import type { Slip } from '../../printer/slip.ts'
import { declinedSlip, isDeclined } from '../../printer/slips/declined.ts'
import { guideSlip } from '../../printer/slips/guide.ts'
import { nextSlip } from '../../printer/slips/next.ts'
import type { Office } from '../../printer/slips/parts.ts'
import { isAccepted, receiptSlip } from '../../printer/slips/receipt.ts'
import { specialSlip } from '../../printer/slips/special.ts'
import { supplementSlip } from '../../printer/slips/supplement.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { redirectWord } from '../../printer/slips/words.ts'
import { complaintsStop, counterName, rowsOf, stopOf, stopsOf } from './places.ts'

export const TEMPLATES = ['ticket', 'receipt', 'supplement', 'guide', 'special', 'declined', 'next'] as const
export type Template = (typeof TEMPLATES)[number]

export type Paperwork = {
  /** The same paper asked for twice is the same job; what is done again after an undo is another event, and another paper. */
  readonly id: string
  /** Only on the ticket itself, whose copies are counted: other papers are known by their id. */
  readonly ticket?: TicketId
  readonly template: Template
  readonly copy: number
  readonly slip: Slip
  /** At which window it is handed over; absent for what comes out where it was asked for. */
  readonly counter?: CounterId
}

export type PaperContext = {
  readonly hall: Hall
  /** The machine or desk that asked, by the name on its label; empty when it has none. */
  readonly machine: string
  /** The address a phone opens for a ticket's secret. */
  readonly linkTo: (secret: string) => string
}

type Source = PaperContext & { readonly recorded: Recorded; readonly catalogue: Catalogue }

const nameOf = (actor: Actor): string => ('name' in actor ? actor.name : '')

/** The window somebody sits at, if they sit at one. */
const windowOf = (actor: Actor): CounterId | undefined => (actor.role === 'window' ? actor.counter : undefined)

/** Where a paper is handed over, in the words of its sign: a window, the desk a guide has taken, or the machine used. */
const placeOf = ({ hall, machine, recorded: { actor } }: Source): string => {
  const id = windowOf(actor) ?? hall.posts.get(actor.id)?.desk
  return id === undefined ? machine : counterName(hall, id)
}

const atCounter = (counter: CounterId | undefined) => (counter === undefined ? {} : { counter })

/** A paper other than the ticket: known by the ledger position of what it speaks of. */
const paper = ({ recorded }: Source, template: Template, slip: Slip, counter = windowOf(recorded.actor)): Paperwork => {
  const { event, position } = recorded
  const about = 'ticket' in event && event.ticket !== undefined ? event.ticket : 'desk'
  return { id: `${about}.${template}.${position}`, template, copy: 1, slip, ...atCounter(counter) }
}

const estimateFor = (hall: Hall, service: ServiceId, ahead: number) => {
  const estimate = estimateWait(hall, themeOf(hall, service)?.id ?? '', ahead)
  return estimate ? { estimate: { fromMinutes: estimate.from, toMinutes: estimate.to } } : {}
}

const ticketPaper = (source: Source, ticket: Ticket): readonly Paperwork[] => {
  const { hall, catalogue, linkTo, recorded } = source
  const stop = stopOf(hall, ticket)
  if (!stop) return []
  const ahead = ticket.status === 'waiting' ? aheadOf(hall, ticket) : 0
  const slip = ticketSlip({
    hall: catalogue.hall,
    number: ticketText(ticket),
    ticketClass: ticket.class,
    ...(ticket.prechecked ? { prechecked: true } : {}),
    ...stop,
    further: stopsOf(hall, ticket.legs),
    ahead,
    ...estimateFor(hall, ticket.service, ahead),
    takenAt: ticket.issuedAt,
    rules: { calls: catalogue.rules.calls, noShow: noShowRule(themeOf(hall, ticket.service), catalogue.rules) },
    notices: catalogue.notices,
    link: linkTo(ticket.secret),
    kiosk: placeOf(source) || nameOf(recorded.actor),
    serial: String(ticket.rank),
    copy: ticket.copies,
  })
  const { id, copies } = ticket
  const window = atCounter(windowOf(recorded.actor))
  return [{ id: `${id}.ticket.${copies}`, ticket: id, template: 'ticket', copy: copies, slip, ...window }]
}

const officeOf = (source: Source, service: Service, ticket: Ticket | undefined): Office => {
  const { catalogue, linkTo, recorded } = source
  const department = catalogue.departments.find(({ id }) => id === service.department)
  return {
    hall: catalogue.hall,
    service: service.name,
    department: department?.name ?? '',
    phone: department?.phone ?? '',
    counter: placeOf(source),
    staff: nameOf(recorded.actor),
    at: recorded.at,
    ...(ticket ? { number: ticketText(ticket), link: linkTo(ticket.secret) } : {}),
  }
}

const supplementPaper = (
  source: Source,
  office: Office,
  service: Service,
  { materials, reason }: Pick<EventOf<'TicketCompleted'>, 'materials' | 'reason'>,
): readonly Paperwork[] => {
  const back = stopOf(source.hall, { service: service.id })
  if (!back) return []
  const slip = supplementSlip({
    ...office,
    missing: rowsOf(service, materials?.missing),
    present: rowsOf(service, materials?.present),
    ...(reason === undefined ? {} : { reason }),
    back,
  })
  return [paper(source, 'supplement', slip)]
}

const specialPaper = (source: Source, office: Office, service: Service, promised?: string): readonly Paperwork[] => {
  const { special, promisedWorkingDays } = service
  if (!special) return []
  const date = promised === undefined ? {} : { promisedDate: promised }
  return [paper(source, 'special', specialSlip({ ...office, special, promisedWorkingDays, ...date }))]
}

/** `2026-11-27（5个工作日内）`; a promise for the day itself needs no counting. */
const promiseText = (day: string, workingDays: number): string =>
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
  const { outcome, reason, materials, promised, cases } = event
  const office = officeOf(source, service, ticket)
  const why = reason === undefined ? {} : { reason }
  if (outcome === 'supplement') return supplementPaper(source, office, service, event)
  if (isDeclined(outcome)) {
    const complaints = complaintsStop(source.hall)
    const where = complaints ? { complaints } : {}
    const { link: _onTicket, ...without } = office
    const about = ticket.channel === 'window' ? office : without
    return [paper(source, 'declined', declinedSlip({ ...about, outcome, reason: reason ?? '', ...where }))]
  }
  // 即办 is done on the spot and needs no receipt, unless something is still owed.
  if (!isAccepted(outcome) || (outcome === 'immediate' && !materials?.missing.length)) return []
  const days = service.promisedWorkingDays
  const special = outcome === 'immediate' ? undefined : service.special
  const receipt = receiptSlip({
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
  })
  return [paper(source, 'receipt', receipt), ...(special ? specialPaper(source, office, service, promised) : [])]
}

type Onward = { readonly counter: CounterId; readonly reason?: string; readonly until?: number }

/** Where the visit goes on, for somebody who leaves a window with the same number. */
const nextPaper = (
  source: Source,
  ticket: Ticket,
  to: Pick<Leg, 'service' | 'bound'>,
  further: readonly Leg[],
  { counter, ...onward }: Onward,
): readonly Paperwork[] => {
  const { hall, catalogue, recorded, linkTo } = source
  const stop = stopOf(hall, to)
  if (!stop) return []
  const ahead = ticket.status === 'waiting' ? aheadOf(hall, ticket) : undefined
  const slip = nextSlip({
    hall: catalogue.hall,
    number: ticketText(ticket),
    stop,
    further: stopsOf(hall, further),
    counter: counterName(hall, counter),
    at: recorded.at,
    ...onward,
    ...(ahead === undefined ? {} : { ahead, ...estimateFor(hall, to.service, ahead) }),
    // Who was served without a number has nothing else in their hand.
    ...(ticket.channel === 'window' ? { link: linkTo(ticket.secret) } : {}),
  })
  return [paper(source, 'next', slip, counter)]
}

const completedPapers = (source: Source, event: EventOf<'TicketCompleted'>): readonly Paperwork[] => {
  const ticket = source.hall.tickets.get(event.ticket)
  // An act that was undone meanwhile left no leg, and deserves no paper.
  const done = ticket?.served.find((leg) => leg.rating === event.rating)
  if (!ticket || !done) return []
  const [next, ...further] = event.legs ?? []
  const { counter } = event
  const papers = outcomePapers(source, event, ticket, done)
  return next ? [...papers, ...nextPaper(source, ticket, next, further, { counter })] : papers
}

/** A window sends on whoever stands in front of it; of a ticket that was put aside, nobody is there to take a paper. */
const transferPapers = (source: Source, event: EventOf<'TicketTransferred'>): readonly Paperwork[] => {
  const { hall, recorded } = source
  const counter = windowOf(recorded.actor)
  const ticket = hall.tickets.get(event.ticket)
  // An undone transfer puts back the ticket of before, which knows nothing of this position.
  if (counter === undefined || !ticket || ticket.changed < recorded.position) return []
  const act = hall.acts.get(counter)?.find((other) => other.position === recorded.position)
  if (act?.ticket?.before.status === 'parked') return []
  const until = event.until === undefined ? {} : { until: event.until }
  return nextPaper(source, ticket, event, ticket.legs, { counter, reason: redirectWord(event.reason), ...until })
}

const noticePapers = (source: Source, event: EventOf<'NoticeGiven'>): readonly Paperwork[] => {
  const service = source.hall.lookup.services.get(event.service)
  if (!service) return []
  const { link, ...about } = officeOf(source, service, source.hall.tickets.get(event.ticket ?? ''))
  // The code of a visit that is over would only rate it, and staff ask for this paper (I15, T7).
  const over = ['completed', 'cancelled', 'expired'].includes(source.hall.tickets.get(event.ticket ?? '')?.status ?? '')
  const office = over || link === undefined ? about : { ...about, link }
  switch (event.kind) {
    case 'supplement':
      return supplementPaper(source, office, service, event.materials ? { materials: event.materials } : {})
    case 'guide':
      return [paper(source, 'guide', guideSlip({ ...office, about: service }))]
    case 'special':
      return specialPaper(source, office, service)
  }
}

/** The papers an event asks for, in the order in which they come out. */
export const paperworkOf = (recorded: Recorded, context: PaperContext): readonly Paperwork[] => {
  const { event, actor } = recorded
  const { catalogue, tickets } = context.hall
  if (!catalogue) return []
  const source: Source = { ...context, recorded, catalogue }
  // Whoever is served directly at a window never waits: the number is for the receipt and the rating alone.
  const isTicket = event.type === 'TicketReprinted' || (event.type === 'TicketIssued' && actor.role !== 'window')
  if (isTicket) {
    const ticket = tickets.get(event.ticket)
    return ticket ? ticketPaper(source, ticket) : []
  }
  if (event.type === 'TicketCompleted') return completedPapers(source, event)
  if (event.type === 'TicketTransferred') return transferPapers(source, event)
  return event.type === 'NoticeGiven' ? noticePapers(source, event) : []
}
