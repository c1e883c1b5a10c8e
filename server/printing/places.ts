/** Where a paper sends somebody, and what it says of the checklist: names looked up in the catalogue in force. */
import type { Service } from '../../hall/catalogue.ts'
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

/** The stops of these legs, in order. */
export const stopsOf = (hall: Hall, legs: readonly Leg[]): readonly Stop[] =>
  legs.flatMap((leg) => stopOf(hall, leg) ?? [])

/** Where complaints are taken; undefined where the hall has no window for them. */
export const complaintsStop = (hall: Hall): Stop | undefined => {
  const windows = hall.catalogue?.counters.filter((counter) => counter.role === 'complaint') ?? []
  const zone = hall.catalogue?.zones.find((other) => other.id === windows[0]?.zone)
  return zone && { service: '投诉受理', zone, counters: windows.map((window) => window.name) }
}

/** The rows of the checklist with these names, in the order of the checklist; a name it lost stays as a bare name. */
export const rowsOf = (service: Service, names: readonly string[] = []): readonly MaterialRow[] => [
  ...service.checklist.filter((material) => names.includes(material.name)),
  ...names.flatMap((name) => (service.checklist.some((material) => material.name === name) ? [] : [{ name }])),
]
