/** Who will still come today, as far as the hall knows: how many for each service in each half hour. */

import { arrivalRate, priorityShare } from '../forecast/arrivals.ts'
import { midnightOf } from '../forecast/day-clock.ts'
import type { Hall } from '../hall.ts'
import type { BusinessDay, Instant, ServiceId, ThemeId } from '../ids.ts'

export const HALF_HOUR_MS = 1_800_000
/** Of a day. */
const HALVES = 48
/** So many numbers must today have brought before its busyness counts as much as the days before. */
const USUAL_WEIGHT = 30

export type ToCome = {
  /** Ways to come: a service, and the share of its numbers with precedence. */
  readonly streams: readonly { readonly service: ServiceId; readonly priority: number }[]
  /** For each half hour of the day, how many come by each way. */
  readonly numbers: readonly Float64Array[]
}

const counted = new WeakMap<Hall, { readonly day: BusinessDay | null; readonly upTo: number; readonly came: number }>()

/** Numbers taken today by whoever came to stand in a queue, as they are learnt; each is looked at once. */
const cameToday = (hall: Hall): number => {
  const { day, issued, tickets } = hall
  const known = counted.get(hall)
  const { upTo, came } = known?.day === day && known.upTo <= issued.length ? known : { upTo: 0, came: 0 }
  const more = issued.slice(upTo).filter((id) => tickets.get(id)?.channel !== 'window').length
  counted.set(hall, { day, upTo: issued.length, came: came + more })
  return came + more
}

/** How much busier today is than usual so far, drawn towards 1 while few have come. */
const busynessOf = (hall: Hall, usual: readonly Float64Array[], now: Instant): number => {
  const halves = (now - midnightOf(hall)) / HALF_HOUR_MS
  let expected = 0
  for (const counts of usual)
    counts.forEach((count, half) => {
      expected += count * Math.min(1, Math.max(0, halves - half))
    })
  return (cameToday(hall) + USUAL_WEIGHT) / (expected + USUAL_WEIGHT)
}

/** Services of a theme that people take a number for, each with its share by today's numbers. */
const sharesOf = (hall: Hall, theme: ThemeId, stages: ReadonlySet<ServiceId>): readonly [ServiceId, number][] => {
  const services = (hall.lookup.servicesOfTheme.get(theme) ?? []).filter((id) => !stages.has(id))
  const weight = (id: ServiceId): number => 1 + (hall.issuedOf.get(id) ?? 0)
  const all = services.reduce((sum, id) => sum + weight(id), 0)
  return services.map((id) => [id, weight(id) / all])
}

/** What is still to come, seen from `now`: the usual day, scaled by how busy today has been. Stages come by themselves. */
export const toCome = (hall: Hall, now: Instant): ToCome => {
  const midnight = midnightOf(hall)
  const themes = hall.catalogue?.themes ?? []
  const stages = new Set((hall.catalogue?.services ?? []).flatMap((service) => [...(service.stages ?? [])]))
  const middle = (half: number): Instant => midnight + (half + 0.5) * HALF_HOUR_MS
  const usual = themes.map(({ id }) =>
    Float64Array.from({ length: HALVES }, (_, half) => arrivalRate(hall, id, middle(half)) * HALF_HOUR_MS),
  )
  const busyness = busynessOf(hall, usual, now)
  const streams = themes.flatMap(({ id }, theme) =>
    sharesOf(hall, id, stages).map(([service, share]) => ({
      service,
      share,
      theme,
      priority: priorityShare(hall, id),
    })),
  )
  return {
    streams: streams.map(({ service, priority }) => ({ service, priority })),
    numbers: Array.from({ length: HALVES }, (_, half) =>
      Float64Array.from(streams, ({ share, theme }) => (usual[theme]?.[half] ?? 0) * busyness * share),
    ),
  }
}
