/**
 * How long: a range in minutes, never a point. A first, closed form: people ahead × the theme's mean minutes ÷ windows
 * that take it; ranges by the spread seen between a quick and a slow morning, in steps of five minutes.
 */
import type { Hall } from './hall.ts'
import type { ThemeId } from './ids.ts'

export type Estimate = { readonly from: number; readonly to: number }

const FASTER = 0.7
const SLOWER = 1.4
const STEP = 5

/** Windows open now that take a theme, whether as their own or as help. */
export const openCountersOf = (hall: Hall, theme: ThemeId): number =>
  (hall.lookup.countersOfTheme.get(theme) ?? []).filter((id) => hall.counters.get(id)?.status === 'open').length

const meanMinutes = (hall: Hall, theme: ThemeId): number => {
  const services = hall.lookup.servicesOfTheme.get(theme) ?? []
  let sum = 0
  for (const id of services) sum += hall.lookup.services.get(id)?.expectedMinutes ?? 0
  return services.length === 0 ? 0 : sum / services.length
}

/** Minutes somebody with `ahead` people before them waits in a theme; null while no window that takes it is open. */
export const estimateWait = (hall: Hall, theme: ThemeId, ahead: number): Estimate | null => {
  const open = openCountersOf(hall, theme)
  if (open === 0) return null
  const minutes = (ahead * meanMinutes(hall, theme)) / open
  return {
    from: Math.floor((minutes * FASTER) / STEP) * STEP,
    to: Math.max(STEP, Math.ceil((minutes * SLOWER) / STEP) * STEP),
  }
}
