/** Giving a number: for one matter or several, at a kiosk, a desk, or the window itself. */
import type { Actor } from './actor.ts'
import { businessDay } from './calendar.ts'
import type { CommandOf } from './commands.ts'
import type { Context } from './context.ts'
import { type Hall, themeOf, ticketText } from './hall.ts'
import type { PersonKey, ServiceId } from './ids.ts'
import { legsFor, MATTERS_MAX } from './legs.ts'
import { TICKETS_PER_DAY_MAX } from './limits.ts'
import { isComplete, unknownMaterial } from './materials.ts'
import { offlineArrival, offlineRefused, takenInstead } from './number-block.ts'
import { aheadOf, creditOf } from './queue.ts'
import { accept, type Decision, type Refusal, refuse } from './refusal.ts'
import type { Ticket } from './ticket.ts'

/** Tickets belong to a day that is open and is today; past midnight the old day takes no more. */
const closed = (hall: Hall, now: number): boolean =>
  !hall.open || !hall.catalogue || businessDay(now, hall.catalogue.hall.timeZone) !== hall.day

/** Why a service cannot be queued for, if it cannot. */
export const unavailable = (hall: Hall, id: ServiceId): Refusal | undefined => {
  const theme = themeOf(hall, id)
  if (!hall.lookup.services.has(id) || !theme) return { code: 'unknown-service', service: id }
  const taken = (hall.lookup.countersOfTheme.get(theme.id) ?? []).some((counter) => {
    const takes = hall.lookup.takes.get(counter)
    return takes !== undefined && (takes.own.includes(id) || takes.help.includes(id))
  })
  return taken ? undefined : { code: 'service-closed', service: id }
}

/** Why a matter cannot be taken on today, if it cannot. */
export const matterRefused = (hall: Hall, service: ServiceId): Refusal | undefined => {
  const why = unavailable(hall, service)
  if (why) return why
  const limit = hall.lookup.services.get(service)?.dailyQuota
  const used = limit !== undefined && (hall.issuedOf.get(service) ?? 0) >= limit
  return used ? { code: 'quota-used', service, limit } : undefined
}

const QUEUED: readonly Ticket['status'][] = ['waiting', 'called', 'serving', 'parked']

/** The number under which this person waits for one of these matters already, if they do (T22). */
export const queuedAlready = (
  hall: Hall,
  person: PersonKey | undefined,
  matters: readonly ServiceId[],
): { readonly service: ServiceId; readonly ticket: Ticket } | undefined => {
  if (person === undefined) return undefined
  for (const id of hall.byPerson.get(person) ?? []) {
    const ticket = hall.tickets.get(id)
    if (!ticket || !QUEUED.includes(ticket.status)) continue
    // The matter at the window is being done; what is waited for is still to come.
    const awaited = ticket.status === 'serving' ? ticket.legs : [ticket, ...ticket.legs]
    const service = matters.find((matter) => awaited.some((leg) => leg.part === undefined && leg.service === matter))
    if (service !== undefined) return { service, ticket }
  }
  return undefined
}

/** Why this number is not for whoever it is asked for, if it is not: nobody knows for whom (T23, T24), or they have one (T22). */
const personRefused = (
  { service, more = [], person, proxy, again }: CommandOf<'IssueTicket'>,
  hall: Hall,
  actor: Actor,
): Refusal | undefined => {
  const matters = [service, ...more]
  if (person === undefined) {
    const asks = (id: ServiceId): boolean => hall.lookup.services.get(id)?.identity === true
    const unnamed = proxy === undefined ? (actor.role === 'kiosk' ? matters.find(asks) : undefined) : service
    return unnamed === undefined ? undefined : { code: 'identity-needed', service: unnamed }
  }
  const queued = again ? undefined : queuedAlready(hall, person, matters)
  if (!queued) return undefined
  const { ticket } = queued
  return {
    code: 'already-queued',
    service: queued.service,
    ticket: ticket.id,
    number: ticketText(ticket),
    ...(ticket.status === 'waiting' ? { ahead: aheadOf(hall, ticket) } : {}),
  }
}

export const decideIssue = (
  command: CommandOf<'IssueTicket'>,
  hall: Hall,
  { now, secret, actor }: Pick<Context, 'now' | 'secret' | 'actor'>,
): Decision => {
  const { ticket, more = [], ground, slot, person, proxy, maskedName, materials, offline } = command
  const service = (offline && takenInstead(hall, command.service)) ?? command.service
  const name = command.class ?? 'ordinary'
  if (closed(hall, now)) return refuse({ code: 'hall-closed' })
  const outside = offline && offlineRefused(hall, actor, offline)
  if (outside) return refuse(outside)
  if (hall.tickets.has(ticket) || hall.blocks.get(actor.id)?.givenUp === ticket)
    return refuse({ code: 'ticket-exists', ticket })
  if (hall.tickets.size >= TICKETS_PER_DAY_MAX) return refuse({ code: 'hall-full', limit: TICKETS_PER_DAY_MAX })
  const matters = [service, ...more]
  if (matters.length > MATTERS_MAX) return refuse({ code: 'too-many-matters', limit: MATTERS_MAX })
  const twice = matters.find((matter, index) => matters.indexOf(matter) !== index)
  if (twice !== undefined) return refuse({ code: 'matter-exists', service: twice })
  // Before the quota: who has a number is not told that there are none.
  const notTheirs = personRefused({ ...command, service }, hall, actor)
  if (notTheirs) return refuse(notTheirs)
  // Whoever holds a number that was given without the server has it, whatever the quota says meanwhile.
  const refused = offline ? unavailable : matterRefused
  const why = matters.map((matter) => refused(hall, matter)).find((reason) => reason !== undefined)
  if (why) return refuse(why)
  if (name === 'priority' && ground === undefined) return refuse({ code: 'ground-needed' })
  if (name === 'appointment' && slot === undefined) return refuse({ code: 'slot-needed' })
  const about = hall.lookup.services.get(service)
  const unknown = materials && unknownMaterial(about, materials)
  if (unknown !== undefined) return refuse({ code: 'unknown-material', material: unknown })
  const series = offline?.series ?? themeOf(hall, service)?.letter ?? ''
  const came = offline ? offlineArrival(hall, actor, offline.at, now) : now
  const legs = legsFor(matters, hall.lookup.services).slice(1)
  return accept({
    type: 'TicketIssued',
    ticket,
    secret,
    series,
    number: (hall.series.get(series) ?? 0) + 1,
    service,
    class: name,
    key: Math.max(came, name === 'appointment' ? (slot ?? came) : came) - creditOf(hall, name),
    ...(name === 'priority' && ground !== undefined ? { ground } : {}),
    ...(name === 'appointment' && slot !== undefined ? { slot } : {}),
    ...(legs.length === 0 ? {} : { legs }),
    ...(person === undefined ? {} : { person }),
    // Whoever comes with their own document twice came for themselves.
    ...(proxy === undefined || proxy === person ? {} : { proxy }),
    ...(maskedName === undefined || hall.catalogue?.rules.maskedNames !== true ? {} : { maskedName }),
    ...(materials === undefined ? {} : { materials }),
    ...(materials && isComplete(about, materials) ? { prechecked: true as const } : {}),
    ...(offline
      ? {
          offline: {
            arrivedAt: came,
            ...(offline.insteadOf === undefined ? {} : { insteadOf: offline.insteadOf }),
            ...(service === command.service ? {} : { asked: command.service }),
          },
        }
      : {}),
  })
}
