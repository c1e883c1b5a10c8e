/** A forecast as people are told it: from the P50 to the P80, each rounded up to five minutes (F5), and never crept upward (F6). */
import { type Estimate, openCountersOf } from '../estimate.ts'
import { type Hall, themeOf } from '../hall.ts'
import type { ServiceId, ThemeId } from '../ids.ts'
import { aheadOf } from '../queue.ts'
import type { Ticket } from '../ticket.ts'
import { type Forecast, forecastOf, newcomer, type UnknownWhy } from './closed-form.ts'
import { type Stand, standOf } from './stand.ts'

const STEP_MS = 5 * 60_000
const STEP_MINUTES = 5
/** A wait that is half over before it is said is none. */
const AT_ONCE_MS = 30_000

const steps = (ms: number): number => Math.ceil(ms / STEP_MS) * STEP_MINUTES

/** Minutes, in steps of five; the longer end is never none. */
export const rangeOf = ({ p50Ms, p80Ms }: { readonly p50Ms: number; readonly p80Ms: number }): Estimate => ({
  from: p50Ms <= AT_ONCE_MS ? 0 : steps(p50Ms),
  to: Math.max(STEP_MINUTES, steps(p80Ms)),
})

/** What a screen shows of a wait: a range, or why there is none. */
export type Shown = {
  readonly estimate: Estimate | null
  readonly unknown?: UnknownWhy
  /** Why it is longer than what was told before. */
  readonly rose?: RoseWhy
}

/** Fewer windows serve · others went before, on a recorded ground · those before take longer than such visits usually do. */
export type RoseWhy = 'fewer-windows' | 'went-before' | 'slower'

const shownOf = (forecast: Forecast): Shown =>
  forecast.known ? { estimate: rangeOf(forecast) } : { estimate: null, unknown: forecast.why }

/** What whoever takes a number of a service now should expect. */
export const shownFor = (hall: Hall, service: ServiceId): Shown => shownOf(forecastOf(hall, newcomer(hall, service)))

const known = new WeakMap<Stand, Map<ThemeId, Shown>>()

/** The same of a theme: of the service that speaks for it. Every screen asks for all of them at each event. */
export const shownForTheme = (hall: Hall, theme: ThemeId): Shown => {
  const stand = standOf(hall)
  const shown = known.get(stand) ?? new Map<ThemeId, Shown>()
  known.set(stand, shown)
  const found = shown.get(theme)
  if (found) return found
  const service = stand.speaker(theme)
  const made: Shown = service === undefined ? { estimate: null, unknown: 'no-window' } : shownFor(hall, service)
  shown.set(theme, made)
  return made
}

/**
 * What the holder of a waiting ticket is shown now. A later end than the one on its paper needs a cause, which is said;
 * without one the paper stands, since a formula and a rollout never agree to the minute.
 */
export const shownTo = (hall: Hall, ticket: Extract<Ticket, { status: 'waiting' }>): Shown => {
  const forecast = forecastOf(hall, ticket)
  const { quote } = ticket
  // What was told was of the first wait, at the place of then.
  if (!forecast.known || !quote || ticket.served.length + ticket.transfers + ticket.returns > 0)
    return shownOf(forecast)
  const fresh = rangeOf(forecast)
  const leftMs = Math.max(0, quote.at + quote.p80Ms - hall.at)
  const told = Math.max(STEP_MINUTES, steps(leftMs))
  if (fresh.to <= told) return { estimate: fresh }
  if (openCountersOf(hall, themeOf(hall, ticket.service)?.id ?? '') < quote.windows)
    return { estimate: fresh, rose: 'fewer-windows' }
  if (aheadOf(hall, ticket) > quote.ahead) return { estimate: fresh, rose: 'went-before' }
  if (forecast.p50Ms > leftMs) return { estimate: fresh, rose: 'slower' }
  return { estimate: { from: Math.min(fresh.from, told), to: told } }
}
