/**
 * One ticket, several matters: the legs of a visit in order. Matters come first, each followed by the windows that assist
 * it (联办); what several matters share at the end, 缴费 and 统一出件, comes once, after the last of them (S003-01).
 */
import { NOT_ACCEPTED, type Outcome, type Service } from './catalogue.ts'
import type { CounterId, ServiceId, StaffId } from './ids.ts'

/** Whom a ticket waits for alone: one window, or one member of staff wherever they sit. */
export type Bound = { readonly counter: CounterId } | { readonly staff: StaffId }

/** Something still to come in a visit. */
export type Leg = {
  readonly service: ServiceId
  readonly bound?: Bound
  /** The matters it belongs to; when all of them were turned away, so is this. Absent: a matter of its own. */
  readonly of?: readonly ServiceId[]
  /** `assist`: a window that helps the leading one (S000-18); `stage`: what follows an acceptance. */
  readonly part?: 'assist' | 'stage'
}

/** The most matters of one ticket; who brings more comes with an appointment. */
export const MATTERS_MAX = 6

type Services = ReadonlyMap<ServiceId, Service>

/** The legs of a visit for these matters, the first included. */
export const legsFor = (matters: readonly ServiceId[], services: Services): readonly Leg[] => {
  const legs: Leg[] = []
  const stages = new Map<ServiceId, ServiceId[]>()
  for (const matter of matters) {
    legs.push({ service: matter })
    for (const assist of services.get(matter)?.assists ?? []) {
      // What somebody comes for anyway is not queued for a second time.
      const already = matters.includes(assist) || legs.some((leg) => leg.service === assist)
      if (!already) legs.push({ service: assist, of: [matter], part: 'assist' })
    }
    for (const stage of services.get(matter)?.stages ?? []) stages.set(stage, [...(stages.get(stage) ?? []), matter])
  }
  for (const [service, of] of stages) legs.push({ service, of, part: 'stage' })
  return legs
}

/** What is left of the legs after one of them ended: a matter turned away takes what hangs on it alone with it. */
export const legsAfter = (legs: readonly Leg[], service: ServiceId, outcome: Outcome): readonly Leg[] => {
  if (!NOT_ACCEPTED.includes(outcome)) return legs
  return legs.flatMap((leg) => {
    if (!leg.of?.includes(service)) return [leg]
    const of = leg.of.filter((matter) => matter !== service)
    return of.length === 0 ? [] : [{ ...leg, of }]
  })
}

/** Legs with one more matter in them: before the stages that all matters share. */
export const legsWith = (legs: readonly Leg[], matter: ServiceId, services: Services): readonly Leg[] => {
  const added = legsFor([matter], services)
  const merged = legs.map((leg) => {
    const shared =
      leg.part !== undefined && added.some((other) => other.part !== undefined && other.service === leg.service)
    return shared ? { ...leg, of: [...(leg.of ?? []), matter] } : leg
  })
  const isNew = (leg: Leg): boolean => leg.part === undefined || !legs.some((other) => other.service === leg.service)
  const first = merged.findIndex((leg) => leg.part === 'stage')
  const at = first < 0 ? merged.length : first
  const fresh = added.filter(isNew)
  return [
    ...merged.slice(0, at),
    ...fresh.filter((leg) => leg.part !== 'stage'),
    ...merged.slice(at),
    ...fresh.filter((leg) => leg.part === 'stage'),
  ]
}

/** Legs when the matter in hand turns out to be another: what hung on the wrong one goes, what hangs on the right one comes. */
export const legsInstead = (
  legs: readonly Leg[],
  wrong: ServiceId,
  right: ServiceId,
  services: Services,
): readonly Leg[] =>
  legsWith(legsAfter(legs, wrong, 'returned'), right, services).filter((leg) => leg.service !== right)
