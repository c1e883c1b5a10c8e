/**
 * How the hall stands at one moment, as far as waits depend on it: which windows serve, from when on, what they take in which
 * order, and for which services anybody waits. It is looked at many times for one event, and made once.
 */
import { instantOf } from '../calendar.ts'
import { TICKET_CLASSES, type TicketClass } from '../catalogue.ts'
import type { CounterState } from '../counter.ts'
import { type Hall, isBoundTo } from '../hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId } from '../ids.ts'
import { type Line, lineSize } from '../line.ts'
import { tiersAt } from '../takes.ts'
import type { Ticket } from '../ticket.ts'
import { arrivalRate } from './arrivals.ts'
import { noShowMs, paceOf, turnaroundMs } from './pace.ts'

/** A window that serves now, or has said when it will. */
export type Server = {
  readonly id: CounterId
  readonly tiers: readonly ReadonlySet<ServiceId>[]
  /** Nobody is in front of it. */
  readonly idle: boolean
  /** When it begins, and its breaks from now on, in order. */
  readonly from: Instant
  readonly breaks: readonly (readonly [from: Instant, to: Instant])[]
}

/** How long one leg keeps a window, ms, with all that goes with it. */
export type Keeps = { readonly meanMs: number; readonly cv: number }

export type Stand = {
  readonly servers: readonly Server[]
  /** The lines in which somebody stands, those who wait for one window alone set aside. */
  readonly lines: readonly (readonly [service: ServiceId, lines: readonly (readonly [TicketClass, Line])[]])[]
  readonly bound: readonly Extract<Ticket, { status: 'waiting' }>[]
  /** The tier of a service at each server; −1 where it does not take it. */
  readonly ranks: (service: ServiceId) => Int8Array
  /** Undefined where nothing is known of the service. */
  readonly keeps: (service: ServiceId) => Keeps | undefined
  /** What a theme's future numbers bring to each server that takes them: share of its time. */
  readonly load: (theme: ThemeId) => number
  /** The service that speaks for a theme. */
  readonly speaker: (theme: ThemeId) => ServiceId | undefined
  /** Whom a server calls alone. */
  readonly callsAlone: (server: Server, ticket: Pick<Ticket, 'bound'>) => boolean
}

const sets = new WeakMap<readonly ServiceId[], ReadonlySet<ServiceId>>()
const setOf = (services: readonly ServiceId[]): ReadonlySet<ServiceId> => {
  const known = sets.get(services)
  if (known) return known
  const made = new Set(services)
  sets.set(services, made)
  return made
}

/** A break that has begun is none of a window that is open and works: who goes pauses it, or is missed there (空岗). */
const breaksOf = (hall: Hall, counter: CounterState): Server['breaks'] => {
  const breaks = hall.lookup.counters.get(counter.id)?.breaks ?? []
  const works = counter.status === 'open' && counter.vacantSince === undefined
  const { day, catalogue } = hall
  if (breaks.length === 0 || day === null || !catalogue) return []
  const at = (clock: string): Instant => instantOf(day, clock, catalogue.hall.timeZone)
  return breaks
    .map(({ from, to }) => [at(from), at(to)] as const)
    .filter(([from, to]) => to > hall.at && !(works && from <= hall.at))
    .toSorted(([a], [b]) => a - b)
}

const serversOf = (hall: Hall): Server[] =>
  [...hall.counters.values()].flatMap((counter): Server[] => {
    const back = counter.status === 'paused' ? counter.backAt : counter.status === 'open' ? hall.at : undefined
    if (back === undefined) return []
    const tiers = tiersAt(hall, counter.id).map(({ services }) => setOf(services))
    if (tiers.length === 0) return []
    const idle = counter.status === 'open' && counter.ticket === undefined
    return [{ id: counter.id, tiers, idle, from: Math.max(hall.at, back), breaks: breaksOf(hall, counter) }]
  })

const rankIn = ({ tiers }: Server, service: ServiceId): number => {
  for (let tier = 0; tier < tiers.length; tier += 1) if (tiers[tier]?.has(service)) return tier
  return -1
}

const remembered = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const known = new Map<K, V>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make(key)
    known.set(key, made)
    return made
  }
}

/** Which window takes what: the same for many events, until a window opens, leaves or is switched. */
type Layout = Pick<Stand, 'ranks' | 'speaker'> & { readonly of: readonly unknown[] }

const layouts = new WeakMap<Hall, Layout>()

const layoutOf = (hall: Hall, servers: readonly Server[]): Layout => {
  const of = [hall.lookup, ...servers.flatMap(({ id }) => [id, tiersAt(hall, id)])]
  const last = layouts.get(hall)
  if (last?.of.length === of.length && last.of.every((part, index) => part === of[index])) return last
  const ranks = remembered((service: ServiceId) => Int8Array.from(servers, (server) => rankIn(server, service)))
  const speaker = remembered((theme: ThemeId): ServiceId | undefined => {
    const taken = (hall.lookup.servicesOfTheme.get(theme) ?? []).filter((service) => windowsIn(ranks(service)) > 0)
    // Most of a theme's services are treated alike: the first of those that most windows take speaks for it.
    return taken.toSorted((a, b) => windowsIn(ranks(b)) - windowsIn(ranks(a)))[0]
  })
  const layout = { of, ranks, speaker }
  layouts.set(hall, layout)
  return layout
}

const makeStand = (hall: Hall): Stand => {
  const servers = serversOf(hall)
  const { ranks, speaker } = layoutOf(hall, servers)
  const extra = turnaroundMs(hall) + noShowMs(hall)
  const keeps = remembered((service: ServiceId): Keeps | undefined => {
    const pace = paceOf(hall, service)
    return pace && { meanMs: pace.meanMs + extra, cv: pace.cv }
  })
  const load = remembered((theme: ThemeId): number => {
    const service = speaker(theme)
    const keep = service === undefined ? undefined : keeps(service)
    if (service === undefined || !keep) return 0
    return (arrivalRate(hall, theme, hall.at) * keep.meanMs) / windowsIn(ranks(service))
  })
  const lines = [...hall.lines].flatMap(([service, byClass]) => {
    const some = TICKET_CLASSES.map((name) => [name, byClass[name].placed] as const).filter(
      ([, line]) => lineSize(line) > 0,
    )
    return some.length > 0 ? [[service, some] as const] : []
  })
  const bound = [...hall.bound].flatMap((id) => {
    const ticket = hall.tickets.get(id)
    return ticket?.status === 'waiting' && ticket.bound ? [ticket] : []
  })
  const callsAlone: Stand['callsAlone'] = ({ id }, { bound: only }) => only !== undefined && isBoundTo(hall, id, only)
  return { servers, lines, bound, ranks, keeps, load, speaker, callsAlone }
}

/** How many of these ranks are of windows that take it. */
export const windowsIn = (ranks: Int8Array): number => {
  let count = 0
  for (const rank of ranks) if (rank >= 0) count += 1
  return count
}

const stands = new WeakMap<Hall, { readonly position: number; readonly stand: Stand }>()

/** The hall as it stands now. */
export const standOf = (hall: Hall): Stand => {
  const known = stands.get(hall)
  if (known?.position === hall.position) return known.stand
  const stand = makeStand(hall)
  stands.set(hall, { position: hall.position, stand })
  return stand
}
