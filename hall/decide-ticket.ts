/** What happens to a ticket away from a window: where it goes, whether it comes back, what is known of it. */
import { noShowRule, type Service } from './catalogue.ts'
import type { CommandOf } from './commands.ts'
import type { Context } from './context.ts'
import { decideIssue, matterRefused, unavailable } from './decide-issue.ts'
import { openCountersOf } from './estimate.ts'
import { type Hall, themeOf } from './hall.ts'
import type { CounterId, ServiceId, TicketId } from './ids.ts'
import { type Bound, type Leg, legsInstead, legsWith, MATTERS_MAX } from './legs.ts'
import { isComplete, unknownMaterial } from './materials.ts'
import { aheadOf, frontKey, keyAsClass, keyPlacesDown } from './queue.ts'
import { accept, type Decision, type Refusal, refuse } from './refusal.ts'
import { mayTake } from './takes.ts'
import type { Ticket } from './ticket.ts'

const LIVE: readonly Ticket['status'][] = ['waiting', 'called', 'serving', 'parked']

const wrongStatus = ({ id, status }: Ticket): Decision => refuse({ code: 'wrong-status', ticket: id, status })

/** The window that a bound ticket would be called to now. */
const windowOf = (hall: Hall, bound: Bound): CounterId | undefined =>
  'counter' in bound
    ? bound.counter
    : [...hall.counters.values()].find((other) => other.status !== 'closed' && other.staffId === bound.staff)?.id

/** Why one window or person cannot be waited for alone, if they cannot. */
const boundRefused = (hall: Hall, bound: Bound, service: string): Refusal | undefined => {
  const id = windowOf(hall, bound)
  if (id === undefined) return 'staff' in bound ? { code: 'unknown-staff', staff: bound.staff } : undefined
  const counter = hall.counters.get(id)
  if (!counter) return { code: 'unknown-counter', counter: id }
  if (counter.status === 'closed') return { code: 'counter-closed', counter: id }
  return mayTake(hall, id, service) ? undefined : { code: 'not-authorised', counter: id, service }
}

/** The legs of a ticket that comes back to the window it is sent from. */
const comingBack = (ticket: Ticket): readonly Leg[] | undefined => {
  if (!('counter' in ticket) || ticket.counter === '') return undefined
  const { service, part, of } = ticket
  const was = { ...(part === undefined ? {} : { part }), ...(of === undefined ? {} : { of }) }
  return [{ service, bound: { counter: ticket.counter }, ...was }, ...ticket.legs]
}

/** The legs of a ticket that is sent on for good: another matter has other stages. A stage or assist sent on keeps them. */
export const legsSentOn = (
  { legs, service, part }: Ticket,
  to: ServiceId,
  services: ReadonlyMap<ServiceId, Service>,
): readonly Leg[] => (to === service || part !== undefined ? legs : legsInstead(legs, service, to, services))

const transferTicket = (command: CommandOf<'TransferTicket'>, ticket: Ticket, hall: Hall, now: number): Decision => {
  const { service, reason, note, bound, front, until, comeBack } = command
  if (!LIVE.includes(ticket.status)) return wrongStatus(ticket)
  const why = unavailable(hall, service) ?? (bound && boundRefused(hall, bound, service))
  if (why) return refuse(why)
  const moves = bound !== undefined || ticket.bound !== undefined || front === true || until !== undefined
  if (service === ticket.service && !moves) return refuse({ code: 'same-service', service })
  if (until !== undefined && until <= now) return refuse({ code: 'time-passed' })
  if (comeBack && ticket.legs.filter((leg) => leg.bound).length >= MATTERS_MAX)
    return refuse({ code: 'too-many-matters', limit: MATTERS_MAX })
  const sentOn = legsSentOn(ticket, service, hall.lookup.services)
  const changed = JSON.stringify(sentOn) === JSON.stringify(ticket.legs) ? undefined : sentOn
  const legs = (comeBack ? comingBack(ticket) : undefined) ?? changed
  return accept({
    type: 'TicketTransferred',
    ticket: ticket.id,
    service,
    reason,
    ...(note === undefined ? {} : { note }),
    ...(bound === undefined ? {} : { bound }),
    ...(front ? { key: frontKey(hall, ticket, service, now, bound) } : {}),
    ...(until === undefined ? {} : { until }),
    ...(legs === undefined ? {} : { legs }),
  })
}

const returnTicket = (ticket: Ticket, hall: Hall, now: number): Decision => {
  const rules = hall.catalogue?.rules
  if (ticket.status !== 'no-show' || !rules) return wrongStatus(ticket)
  const { mode, times, returnMinutes: minutes, placesDown } = noShowRule(themeOf(hall, ticket.service), rules)
  if (mode !== 'keep') return refuse({ code: 'no-return' })
  if (ticket.returns >= times) return refuse({ code: 'returns-spent', times })
  if (now - ticket.missedAt > minutes * 60_000) return refuse({ code: 'return-too-late', minutes })
  return accept({ type: 'TicketReturned', ticket: ticket.id, key: keyPlacesDown(hall, ticket, placesDown, now) })
}

const cancelTicket = (reason: string, ticket: Ticket): Decision =>
  ['waiting', 'called', 'parked', 'no-show'].includes(ticket.status)
    ? accept({ type: 'TicketCancelled', ticket: ticket.id, reason })
    : wrongStatus(ticket)

/** A second paper for a ticket that is still of use. */
const reprintTicket = (ticket: Ticket): Decision =>
  ['completed', 'cancelled', 'expired'].includes(ticket.status)
    ? wrongStatus(ticket)
    : accept({ type: 'TicketReprinted', ticket: ticket.id, copy: ticket.copies + 1 })

const addMatter = (service: string, ticket: Ticket, hall: Hall): Decision => {
  if (!LIVE.includes(ticket.status)) return wrongStatus(ticket)
  const matters = [...ticket.served, ...ticket.legs, ticket].filter((leg) => leg.part === undefined).length
  if (matters >= MATTERS_MAX) return refuse({ code: 'too-many-matters', limit: MATTERS_MAX })
  if (ticket.service === service || ticket.legs.some((leg) => leg.service === service))
    return refuse({ code: 'matter-exists', service })
  const why = matterRefused(hall, service)
  if (why) return refuse(why)
  return accept({
    type: 'MatterAdded',
    ticket: ticket.id,
    legs: legsWith(ticket.legs, service, hall.lookup.services),
  })
}

const changeClass = (command: CommandOf<'ChangeClass'>, ticket: Ticket, hall: Hall): Decision => {
  const { class: name } = command
  const ground = name === 'priority' ? command.ground : undefined
  if (ticket.status !== 'waiting' && ticket.status !== 'parked') return wrongStatus(ticket)
  if (name === 'priority' && ground === undefined) return refuse({ code: 'ground-needed' })
  if (ticket.class === name && ticket.ground === ground) return accept()
  const key = keyAsClass(hall, ticket, name)
  return accept({
    type: 'ClassChanged',
    ticket: ticket.id,
    class: name,
    ...(ground === undefined ? {} : { ground }),
    key,
  })
}

const checkMaterials = (
  command: CommandOf<'CheckMaterials'>,
  ticket: Ticket,
  hall: Hall,
  context: Context,
): Decision => {
  if (!LIVE.includes(ticket.status)) return wrongStatus(ticket)
  const { materials } = command
  const service = hall.lookup.services.get(ticket.service)
  const unknown = unknownMaterial(service, materials)
  if (unknown !== undefined) return refuse({ code: 'unknown-material', material: unknown })
  const atDesk = context.actor.role !== 'window' && isComplete(service, materials)
  const marked = atDesk ? { prechecked: true as const } : {}
  return accept({ type: 'MaterialsChecked', ticket: ticket.id, materials, ...marked })
}

const nameVisitor = ({ person }: CommandOf<'NameVisitor'>, ticket: Ticket): Decision => {
  if (!LIVE.includes(ticket.status)) return wrongStatus(ticket)
  return ticket.person === person ? accept() : accept({ type: 'VisitorNamed', ticket: ticket.id, person })
}

const wakeTicket = (ticket: Ticket, now: number): Decision => {
  if (ticket.status !== 'parked' || !ticket.thenWaits) return wrongStatus(ticket)
  const waitMs = (ticket.until ?? now) - now
  return waitMs > 0 ? refuse({ code: 'too-soon', waitMs }) : accept({ type: 'TicketWoken', ticket: ticket.id })
}

const known = (hall: Hall, id: TicketId, then: (ticket: Ticket) => Decision): Decision => {
  const ticket = hall.tickets.get(id)
  return ticket ? then(ticket) : refuse({ code: 'unknown-ticket', ticket: id })
}

/** Once, while nobody has been called for it: what a paper says stays said. */
const quoteWait = ({ p50Ms, p80Ms }: CommandOf<'QuoteWait'>, ticket: Ticket, hall: Hall): Decision => {
  if (ticket.status !== 'waiting') return wrongStatus(ticket)
  if (ticket.quote) return accept()
  const windows = openCountersOf(hall, themeOf(hall, ticket.service)?.id ?? '')
  // What four in five do not exceed, half do not either.
  const waits = { p50Ms, p80Ms: Math.max(p50Ms, p80Ms) }
  return accept({ type: 'WaitQuoted', ticket: ticket.id, ...waits, ahead: aheadOf(hall, ticket), windows })
}

type AboutTicket = CommandOf<
  | 'IssueTicket'
  | 'TransferTicket'
  | 'ReturnTicket'
  | 'CancelTicket'
  | 'ReprintTicket'
  | 'AddMatter'
  | 'ChangeClass'
  | 'CheckMaterials'
  | 'NameVisitor'
  | 'WakeTicket'
  | 'QuoteWait'
>

export const decideTicket = (command: AboutTicket, hall: Hall, context: Context): Decision => {
  switch (command.type) {
    case 'IssueTicket':
      return decideIssue(command, hall, context)
    case 'TransferTicket':
      return known(hall, command.ticket, (ticket) => transferTicket(command, ticket, hall, context.now))
    case 'ReturnTicket':
      return known(hall, command.ticket, (ticket) => returnTicket(ticket, hall, context.now))
    case 'CancelTicket':
      return known(hall, command.ticket, (ticket) => cancelTicket(command.reason, ticket))
    case 'ReprintTicket':
      return known(hall, command.ticket, reprintTicket)
    case 'AddMatter':
      return known(hall, command.ticket, (ticket) => addMatter(command.service, ticket, hall))
    case 'ChangeClass':
      return known(hall, command.ticket, (ticket) => changeClass(command, ticket, hall))
    case 'CheckMaterials':
      return known(hall, command.ticket, (ticket) => checkMaterials(command, ticket, hall, context))
    case 'NameVisitor':
      return known(hall, command.ticket, (ticket) => nameVisitor(command, ticket))
    case 'WakeTicket':
      return known(hall, command.ticket, (ticket) => wakeTicket(ticket, context.now))
    case 'QuoteWait':
      return known(hall, command.ticket, (ticket) => quoteWait(command, ticket, hall))
  }
}
