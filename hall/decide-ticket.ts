/** What happens to a ticket away from a window: issue, transfer, return, cancel, reprint, rating. */
import { businessDay } from './calendar.ts'
import type { CommandOf, TicketCommand } from './commands.ts'
import type { Context } from './context.ts'
import { type Hall, themeOf } from './hall.ts'
import type { ServiceId, TicketId } from './ids.ts'
import { TICKETS_PER_DAY_MAX } from './limits.ts'
import { creditOf, keyPlacesDown } from './queue.ts'
import { accept, type Decision, type Refusal, refuse } from './refusal.ts'
import type { Ticket } from './ticket.ts'

/** Tickets belong to a day that is open and is today; past midnight the old day takes no more. */
const closed = (hall: Hall, now: number): boolean =>
  !hall.open || !hall.catalogue || businessDay(now, hall.catalogue.hall.timeZone) !== hall.day

/** Why a service cannot be queued for, if it cannot. */
const unavailable = (hall: Hall, id: ServiceId): Refusal | undefined => {
  const theme = themeOf(hall, id)
  if (!hall.lookup.services.has(id) || !theme) return { code: 'unknown-service', service: id }
  const taken = (hall.lookup.countersOfTheme.get(theme.id) ?? []).some((counter) => {
    const takes = hall.lookup.takes.get(counter)
    return takes !== undefined && (takes.own.includes(id) || takes.help.includes(id))
  })
  return taken ? undefined : { code: 'service-closed', service: id }
}

const issueTicket = (command: CommandOf<'IssueTicket'>, hall: Hall, { now, secret }: Context): Decision => {
  const { ticket, service, ground, slot } = command
  const name = command.class ?? 'ordinary'
  if (closed(hall, now)) return refuse({ code: 'hall-closed' })
  if (hall.tickets.has(ticket)) return refuse({ code: 'ticket-exists', ticket })
  if (hall.tickets.size >= TICKETS_PER_DAY_MAX) return refuse({ code: 'hall-full', limit: TICKETS_PER_DAY_MAX })
  const why = unavailable(hall, service)
  if (why) return refuse(why)
  if (name === 'priority' && ground === undefined) return refuse({ code: 'ground-needed' })
  if (name === 'appointment' && slot === undefined) return refuse({ code: 'slot-needed' })
  const limit = hall.lookup.services.get(service)?.dailyQuota
  if (limit !== undefined && (hall.issuedOf.get(service) ?? 0) >= limit)
    return refuse({ code: 'quota-used', service, limit })
  const series = themeOf(hall, service)?.letter ?? ''
  return accept({
    type: 'TicketIssued',
    ticket,
    secret,
    series,
    number: (hall.series.get(series) ?? 0) + 1,
    service,
    class: name,
    key: Math.max(now, name === 'appointment' ? (slot ?? now) : now) - creditOf(hall, name),
    ...(name === 'priority' && ground !== undefined ? { ground } : {}),
    ...(name === 'appointment' && slot !== undefined ? { slot } : {}),
  })
}

const transferTicket = ({ service, reason }: CommandOf<'TransferTicket'>, ticket: Ticket, hall: Hall): Decision => {
  if (!['waiting', 'called', 'serving', 'parked'].includes(ticket.status)) {
    return refuse({ code: 'wrong-status', ticket: ticket.id, status: ticket.status })
  }
  const why = unavailable(hall, service)
  if (why) return refuse(why)
  if (service === ticket.service) return refuse({ code: 'same-service', service })
  return accept({ type: 'TicketTransferred', ticket: ticket.id, service, reason })
}

const returnTicket = (ticket: Ticket, hall: Hall, now: number): Decision => {
  if (ticket.status !== 'no-show') return refuse({ code: 'wrong-status', ticket: ticket.id, status: ticket.status })
  const rule = hall.catalogue?.rules.noShow
  const times = rule?.times ?? 0
  const minutes = rule?.returnMinutes ?? 0
  if (ticket.returns >= times) return refuse({ code: 'returns-spent', times })
  if (now - ticket.missedAt > minutes * 60_000) return refuse({ code: 'return-too-late', minutes })
  return accept({ type: 'TicketReturned', ticket: ticket.id, key: keyPlacesDown(hall, ticket, rule?.placesDown ?? 0) })
}

const cancelTicket = (reason: string, ticket: Ticket): Decision =>
  ['waiting', 'called', 'parked', 'no-show'].includes(ticket.status)
    ? accept({ type: 'TicketCancelled', ticket: ticket.id, reason })
    : refuse({ code: 'wrong-status', ticket: ticket.id, status: ticket.status })

/** A second paper for a ticket that is still of use. */
const reprintTicket = (ticket: Ticket): Decision =>
  ['completed', 'cancelled', 'expired'].includes(ticket.status)
    ? refuse({ code: 'wrong-status', ticket: ticket.id, status: ticket.status })
    : accept({ type: 'TicketReprinted', ticket: ticket.id, copy: ticket.copies + 1 })

const rateVisit = ({ secret, grade }: CommandOf<'RateVisit'>, ticket: Ticket): Decision => {
  if (ticket.secret !== secret) return refuse({ code: 'wrong-secret' })
  if (ticket.status !== 'completed') return refuse({ code: 'wrong-status', ticket: ticket.id, status: ticket.status })
  if (ticket.grade !== undefined) return refuse({ code: 'already-rated' })
  return accept({ type: 'VisitRated', ticket: ticket.id, counter: ticket.counter, grade })
}

const known = (hall: Hall, id: TicketId, then: (ticket: Ticket) => Decision): Decision => {
  const ticket = hall.tickets.get(id)
  return ticket ? then(ticket) : refuse({ code: 'unknown-ticket', ticket: id })
}

export const decideTicket = (command: TicketCommand, hall: Hall, context: Context): Decision => {
  // A rating may come after the doors closed; everything else needs the open hall.
  if (command.type === 'RateVisit') return known(hall, command.ticket, (ticket) => rateVisit(command, ticket))
  if (!hall.open) return refuse({ code: 'hall-closed' })
  switch (command.type) {
    case 'IssueTicket':
      return issueTicket(command, hall, context)
    case 'TransferTicket':
      return known(hall, command.ticket, (ticket) => transferTicket(command, ticket, hall))
    case 'ReturnTicket':
      return known(hall, command.ticket, (ticket) => returnTicket(ticket, hall, context.now))
    case 'CancelTicket':
      return known(hall, command.ticket, (ticket) => cancelTicket(command.reason, ticket))
    case 'ReprintTicket':
      return known(hall, command.ticket, reprintTicket)
  }
}
