/** Where the matters of a ticket lead, in order: each stop with its windows, what several matters share once at the end. Pure. */
import { authority, type Catalogue, type Service } from '../hall/catalogue.ts'
import type { ServiceId } from '../hall/ids.ts'
import { type Leg, legsFor } from '../hall/legs.ts'

export type Stop = {
  readonly service: Service
  /** `assist` and `stage` follow by themselves; absent: asked for. */
  readonly part?: NonNullable<Leg['part']>
  readonly zones: readonly string[]
  /** Names of the windows that take it first; of those that help, where none does. */
  readonly windows: readonly string[]
}

const windowsOf = (service: Service, { counters, zones }: Catalogue): Pick<Stop, 'zones' | 'windows'> => {
  const own = counters.filter((counter) => authority(counter, service) === 'own')
  const taking = own.length > 0 ? own : counters.filter((counter) => authority(counter, service) === 'help')
  const named = zones.filter((zone) => taking.some((counter) => counter.zone === zone.id))
  return { zones: named.map((zone) => zone.name), windows: taking.map((counter) => counter.name) }
}

export const routeOf = (matters: readonly ServiceId[], book: Catalogue): readonly Stop[] => {
  const services = new Map(book.services.map((service) => [service.id, service]))
  return legsFor(matters, services).flatMap((leg): Stop[] => {
    const service = services.get(leg.service)
    return service ? [{ service, ...(leg.part ? { part: leg.part } : {}), ...windowsOf(service, book) }] : []
  })
}
