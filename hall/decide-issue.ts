/** Giving a number: for one matter or several, at a kiosk, a desk, or the window itself. */
import { businessDay } from './calendar.ts'
import type { CommandOf } from './commands.ts'
import type { Context } from './context.ts'
import { type Hall, themeOf } from './hall.ts'
import type { ServiceId } from './ids.ts'
import { legsFor, MATTERS_MAX } from './legs.ts'
import { TICKETS_PER_DAY_MAX } from './limits.ts'
import { isComplete, unknownMaterial } from './materials.ts'
import { creditOf } from './queue.ts'
import { accept, type Decision, type Refusal, refuse } from './refusal.ts'

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

export const decideIssue = (
  command: CommandOf<'IssueTicket'>,
  hall: Hall,
  { now, secret }: Pick<Context, 'now' | 'secret'>,
): Decision => {
  const { ticket, service, more = [], ground, slot, person, materials } = command
  const name = command.class ?? 'ordinary'
  if (closed(hall, now)) return refuse({ code: 'hall-closed' })
  if (hall.tickets.has(ticket)) return refuse({ code: 'ticket-exists', ticket })
  if (hall.tickets.size >= TICKETS_PER_DAY_MAX) return refuse({ code: 'hall-full', limit: TICKETS_PER_DAY_MAX })
  const matters = [service, ...more]
  if (matters.length > MATTERS_MAX) return refuse({ code: 'too-many-matters', limit: MATTERS_MAX })
  const twice = matters.find((matter, index) => matters.indexOf(matter) !== index)
  if (twice !== undefined) return refuse({ code: 'matter-exists', service: twice })
  const why = matters.map((matter) => matterRefused(hall, matter)).find((reason) => reason !== undefined)
  if (why) return refuse(why)
  if (name === 'priority' && ground === undefined) return refuse({ code: 'ground-needed' })
  if (name === 'appointment' && slot === undefined) return refuse({ code: 'slot-needed' })
  const about = hall.lookup.services.get(service)
  const unknown = materials && unknownMaterial(about, materials)
  if (unknown !== undefined) return refuse({ code: 'unknown-material', material: unknown })
  const series = themeOf(hall, service)?.letter ?? ''
  const legs = legsFor(matters, hall.lookup.services).slice(1)
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
    ...(legs.length === 0 ? {} : { legs }),
    ...(person === undefined ? {} : { person }),
    ...(materials === undefined ? {} : { materials }),
    ...(materials && isComplete(about, materials) ? { prechecked: true as const } : {}),
  })
}
