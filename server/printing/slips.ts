/** Which events become paper, and what stands on it. */
import type { Outcome } from '../../hall/catalogue.ts'
import { estimateWait } from '../../hall/estimate.ts'
import type { EventOf, Recorded } from '../../hall/events.ts'
import { type Hall, themeOf, ticketText } from '../../hall/hall.ts'
import { aheadOf } from '../../hall/queue.ts'
import type { Ticket } from '../../hall/ticket.ts'
import type { Slip } from '../../printer/slip.ts'
import { receiptSlip } from '../../printer/slips/receipt.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { promisedDay } from './working-days.ts'

export type Paperwork = {
  readonly ticket: string
  readonly template: 'ticket' | 'receipt'
  readonly copy: number
  readonly slip: Slip
  /** At which window it is handed over; absent for what comes out where it was asked for. */
  readonly counter?: string
}

/** Outcomes whose applicant takes a paper home: what was accepted, or why it was not. */
const WITH_RECEIPT: readonly Outcome[] = ['promised', 'joint', 'reported', 'returned', 'supplement', 'refused']

const ticketPaper = (
  hall: Hall,
  ticket: Ticket,
  takenBy: string,
  linkTo: (secret: string) => string,
): Paperwork | undefined => {
  const { catalogue } = hall
  const service = hall.lookup.services.get(ticket.service)
  const theme = themeOf(hall, ticket.service)
  const zone = catalogue?.zones.find((other) => other.id === theme?.zone)
  if (!catalogue || !service || !theme || !zone) return undefined
  const ahead = ticket.status === 'waiting' ? aheadOf(hall, ticket) : 0
  const estimate = estimateWait(hall, theme.id, ahead)
  const counters = (hall.lookup.countersOfTheme.get(theme.id) ?? [])
    .filter((id) => hall.lookup.takes.get(id)?.own.includes(service.id))
    .map((id) => hall.lookup.counters.get(id)?.name ?? id)
  return {
    ticket: ticket.id,
    template: 'ticket',
    copy: ticket.copies,
    slip: ticketSlip({
      hall: catalogue.hall,
      number: ticketText(ticket),
      ticketClass: ticket.class,
      service: service.name,
      zone,
      counters,
      ahead,
      ...(estimate ? { estimate: { fromMinutes: estimate.from, toMinutes: estimate.to } } : {}),
      takenAt: ticket.issuedAt,
      rules: catalogue.rules,
      notices: catalogue.notices,
      link: linkTo(ticket.secret),
      kiosk: takenBy,
      serial: String(ticket.rank),
      copy: ticket.copies,
    }),
  }
}

const receiptPaper = (
  hall: Hall,
  event: EventOf<'TicketCompleted'>,
  at: number,
  staff: string,
  linkTo: (secret: string) => string,
): Paperwork | undefined => {
  const { catalogue } = hall
  const ticket = hall.tickets.get(event.ticket)
  const service = ticket && hall.lookup.services.get(ticket.service)
  if (!catalogue || !ticket || !service || !WITH_RECEIPT.includes(event.outcome)) return undefined
  const accepted = event.outcome === 'promised' || event.outcome === 'joint' || event.outcome === 'reported'
  return {
    ticket: ticket.id,
    template: 'receipt',
    copy: 1,
    counter: event.counter,
    slip: receiptSlip({
      hall: catalogue.hall,
      number: ticketText(ticket),
      service: service.name,
      department: catalogue.departments.find(({ id }) => id === service.department)?.name ?? '',
      // What was handed in is not recorded at the window yet, and a receipt must not claim what nobody saw.
      materials: [],
      outcome: event.outcome,
      ...(event.reason === undefined ? {} : { reason: event.reason }),
      acceptedAt: at,
      ...(accepted ? { promisedDate: promisedDay(at, service.promisedWorkingDays, catalogue.hall.timeZone) } : {}),
      counter: hall.lookup.counters.get(event.counter)?.name ?? event.counter,
      staff,
      link: linkTo(ticket.secret),
      copy: 1,
    }),
  }
}

/** The paper an event asks for, if any. `takenBy` names the machine or desk that asked for the ticket. */
export const paperworkOf = (
  { event, at, actor }: Recorded,
  hall: Hall,
  takenBy: string,
  linkTo: (secret: string) => string,
): Paperwork | undefined => {
  if (event.type === 'TicketIssued' || event.type === 'TicketReprinted') {
    const ticket = hall.tickets.get(event.ticket)
    return ticket && ticketPaper(hall, ticket, takenBy, linkTo)
  }
  if (event.type === 'TicketCompleted') return receiptPaper(hall, event, at, 'name' in actor ? actor.name : '', linkTo)
  return undefined
}
