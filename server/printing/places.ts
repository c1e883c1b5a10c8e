/** Where a paper sends somebody, and what it says of the checklist: names looked up in the catalogue in force. */
import type { CounterRole, Service } from '../../hall/catalogue.ts'
import { type Hall, themeOf } from '../../hall/hall.ts'
import type { CounterId, ServiceId } from '../../hall/ids.ts'
import type { Bound, Leg } from '../../hall/legs.ts'
import type { MaterialRow, Stop } from '../../printer/slips/parts.ts'

/** A window's name as it stands on its sign. */
export const counterName = (hall: Hall, id: CounterId): string => hall.lookup.counters.get(id)?.name ?? id

/** The window that somebody bound to a window or a person goes to, as far as that person sits anywhere. */
const boundCounter = (hall: Hall, bound: Bound): CounterId | undefined =>
  'counter' in bound
    ? bound.counter
    : [...hall.counters.values()].find((other) => other.status !== 'closed' && other.staffId === bound.staff)?.id

/** The windows that call a service: those that have it as their own, or those that help where nobody does. */
const countersFor = (hall: Hall, service: ServiceId): readonly CounterId[] => {
  const all = hall.lookup.countersOfTheme.get(themeOf(hall, service)?.id ?? '') ?? []
  const that = (which: 'own' | 'help') => all.filter((id) => hall.lookup.takes.get(id)?.[which].includes(service))
  const own = that('own')
  return own.length > 0 ? own : that('help')
}

/** Where a leg is served; undefined for a service that the catalogue in force has no place for. */
export const stopOf = (hall: Hall, { service, bound }: Pick<Leg, 'service' | 'bound'>): Stop | undefined => {
  const about = hall.lookup.services.get(service)
  const only = bound && boundCounter(hall, bound)
  const zoneId = only === undefined ? themeOf(hall, service)?.zone : hall.lookup.counters.get(only)?.zone
  const zone = hall.catalogue?.zones.find((other) => other.id === zoneId)
  if (!about || !zone) return undefined
  const counters = only === undefined ? countersFor(hall, service) : [only]
  return { service: about.name, zone, counters: counters.map((id) => counterName(hall, id)) }
}

/** What kinds of window take a leg, whether as their own or as help. */
export const rolesOf = (hall: Hall, { service, bound }: Pick<Leg, 'service' | 'bound'>): readonly CounterRole[] => {
  const only = bound && boundCounter(hall, bound)
  return [...hall.lookup.counters.values()]
    .filter(({ id }) => {
      const takes = hall.lookup.takes.get(id)
      return only === undefined ? takes?.own.includes(service) || takes?.help.includes(service) : id === only
    })
    .map(({ role }) => role)
}

/** The stops of these legs, in order. */
export const stopsOf = (hall: Hall, legs: readonly Leg[]): readonly Stop[] =>
  legs.flatMap((leg) => stopOf(hall, leg) ?? [])

/** The windows of one kind, as a stop; undefined where the hall has none. */
const stopOfRole = (hall: Hall, role: CounterRole, service: string): Stop | undefined => {
  const windows = hall.catalogue?.counters.filter((counter) => counter.role === role) ?? []
  const zone = hall.catalogue?.zones.find((other) => other.id === windows[0]?.zone)
  return zone && { service, zone, counters: windows.map((window) => window.name) }
}

/** Where complaints are taken; undefined where the hall has no window for them. */
export const complaintsStop = (hall: Hall): Stop | undefined => stopOfRole(hall, 'complaint', '投诉受理')

/** Where fees are paid; undefined where the hall has no window for them. */
export const feeStop = (hall: Hall): Stop | undefined => stopOfRole(hall, 'fee', '缴费')

/** Where results are handed out; undefined where the hall has no window for them. */
export const collectStop = (hall: Hall): Stop | undefined => stopOfRole(hall, 'collect', '统一出件')

/** The rows of the checklist with these names, in the order of the checklist; a name it lost stays as a bare name. */
export const rowsOf = (service: Service, names: readonly string[] = []): readonly MaterialRow[] => [
  ...service.checklist.filter((material) => names.includes(material.name)),
  ...names.flatMap((name) => (service.checklist.some((material) => material.name === name) ? [] : [{ name }])),
]
