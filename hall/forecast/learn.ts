/**
 * What a day teaches (F3): computed once, when the next day opens, from the hall as the day's events left it, and carried in
 * `HallOpened`. Older days fade, so a service that became quicker is believed within a week; single odd visits are cut off,
 * so that a form left open over lunch teaches nothing.
 */
import type { Catalogue } from '../catalogue.ts'
import { type Hall, themeOf } from '../hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId } from '../ids.ts'
import type { Served, Ticket } from '../ticket.ts'
import { minuteOfDay } from './day-clock.ts'
import type { Learned, Pace } from './learned.ts'
import { measureOf, toldWaits } from './measure.ts'
import { together, usualPace } from './pace.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** What yesterday's knowledge still weighs today. */
const KEEPS = 0.9
/** The mean of the arrivals follows about so many days. */
const DAYS_MEANT = 10
/** A busyness of one weekday is believed by a quarter each time. */
const WEEKDAY_STEP = 0.25
/** Days before weekdays are told apart at all. */
const WEEKDAY_FROM = 3
/** Visits beyond so many spreads (in logarithms, by the median deviation) are cut off there. */
const SPREADS = 3
/** Fewer than this have no spread of their own: they are cut off at a sixth and six times of what was expected. */
const SPREAD_N = 8
const ODD = 6
/** Gaps between two visits that are longer are no turnaround: the clerk was elsewhere. */
const TURNAROUND_MOST = 5 * MINUTE
/** The correction moves as if so many told waits stood behind what is believed, and never beyond these. */
const CORRECTION_N = 150
const CORRECTION = { least: 0.5, most: 2 } as const
/** A told wait shorter than this says nothing by its ratio. */
const RATIO_FROM = 2 * MINUTE
/** Days of measures that travel along. */
const MEASURES_KEPT = 20

const rounded = (value: number, to: number): number => Math.round(value * to) / to
const clamped = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

/** The value that a share of them does not exceed; undefined of none. */
const quantile = (values: readonly number[], share: number): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const low = sorted[Math.floor(at)]
  const high = sorted[Math.ceil(at)]
  return low === undefined || high === undefined ? undefined : low + (high - low) * (at - Math.floor(at))
}

/** What these durations have in common: odd ones count as the edge of the usual. Undefined of none. */
const paceFrom = (durations: readonly number[], expectedMs: number | undefined): Pace | undefined => {
  const logs = durations.map((ms) => Math.log(Math.max(1_000, ms)))
  const middle = quantile(logs, 0.5)
  if (middle === undefined) return undefined
  const spread =
    1.4826 *
    (quantile(
      logs.map((log) => Math.abs(log - middle)),
      0.5,
    ) ?? 0)
  const reach = logs.length < SPREAD_N || spread === 0 ? Math.log(ODD) : SPREADS * spread
  const centre = logs.length < SPREAD_N && expectedMs !== undefined ? Math.log(expectedMs) : middle
  const cut = logs.map((log) => Math.exp(clamped(log, centre - reach, centre + reach)))
  const n = cut.length
  const meanMs = cut.reduce((sum, ms) => sum + ms, 0) / n
  const variance = n < 2 ? 0 : cut.reduce((sum, ms) => sum + (ms - meanMs) ** 2, 0) / (n - 1)
  return { n, meanMs, cv: Math.sqrt(variance) / meanMs }
}

const merged = (before: Pace | undefined, today: Pace | undefined): Pace | undefined => {
  if (!before || before.n === 0) return today
  return today ? together({ ...before, n: before.n * KEEPS }, today) : before
}

const tidy = ({ n, meanMs, cv }: Pace): Pace => ({
  n: rounded(n, 10),
  meanMs: Math.round(meanMs),
  cv: rounded(cv, 100),
})

/** A leg as its window saw it: since when the visitor could have been called, and what it was. */
type Leg = Pick<Served, 'service' | 'counter' | 'calledAt' | 'completedAt'> & { readonly readyAt: Instant }

const legsOf = ({ arrivedAt, channel, served }: Ticket): Leg[] =>
  served.map(({ service, counter, calledAt, completedAt }, index) => ({
    service,
    counter,
    calledAt,
    completedAt,
    // Whoever sat down without a number waited for nothing.
    readyAt: index === 0 ? (channel === 'window' ? calledAt : arrivedAt) : (served[index - 1]?.completedAt ?? calledAt),
  }))

const groupedBy = <K, T>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

const learnPaces = (hall: Hall, legs: readonly Leg[]): Learned['paces'] => {
  const today = groupedBy(legs, ({ service }) => service)
  const known = Object.keys(hall.learned?.paces ?? {})
  const paces = [...new Set([...known, ...today.keys()])].flatMap((service): [ServiceId, Pace][] => {
    const durations = (today.get(service) ?? []).map(({ calledAt, completedAt }) => completedAt - calledAt)
    const pace = merged(hall.learned?.paces[service], paceFrom(durations, usualPace(hall, service)?.meanMs))
    return pace && hall.lookup.services.has(service) ? [[service, tidy(pace)]] : []
  })
  return Object.fromEntries(paces)
}

/** The gaps at each window after which somebody was called who had been waiting since before them. */
const turnarounds = (hall: Hall, legs: readonly Leg[]): number[] => {
  const missed = new Map<CounterId, Instant[]>()
  for (const id of hall.missed) {
    const ticket = hall.tickets.get(id)
    if (ticket?.status === 'no-show')
      missed.set(ticket.counter, [...(missed.get(ticket.counter) ?? []), ticket.missedAt])
  }
  return [...groupedBy(legs, ({ counter }) => counter)].flatMap(([counter, here]) => {
    const inOrder = here.toSorted((a, b) => a.calledAt - b.calledAt)
    return inOrder.flatMap(({ calledAt, readyAt }, index) => {
      const last = inOrder[index - 1]
      if (!last || readyAt > last.completedAt) return []
      const gap = calledAt - last.completedAt
      const someMissed = missed.get(counter)?.some((at) => at >= last.completedAt && at <= calledAt) ?? false
      return gap >= 0 && gap <= TURNAROUND_MOST && !someMissed ? [gap] : []
    })
  })
}

const learnTurnaround = (hall: Hall, legs: readonly Leg[]): Pace => {
  const gaps = turnarounds(hall, legs)
  const n = gaps.length
  const meanMs = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, n)
  const today = n === 0 ? undefined : { n, meanMs, cv: 1 }
  return tidy(merged(hall.learned?.turnaround, today) ?? { n: 0, meanMs: 0, cv: 1 })
}

const learnNoShow = (hall: Hall, legs: readonly Leg[]): Learned['noShow'] => {
  const before = hall.learned?.noShow ?? { n: 0, share: 0, holdMs: 0 }
  let missed = hall.missed.length
  for (const ticket of hall.tickets.values()) if (ticket.status !== 'no-show') missed += ticket.returns
  const calls = missed + legs.length
  const n = before.n * KEEPS + calls
  const { limit = 1, gapSeconds = 0 } = hall.catalogue?.rules.calls ?? {}
  return {
    n: rounded(n, 10),
    share: n === 0 ? 0 : rounded((before.n * KEEPS * before.share + missed) / n, 10_000),
    holdMs: limit * gapSeconds * 1_000,
  }
}

/** Who came with a number of their own today, by theme: whoever was served directly never stood in a queue. */
const arrivalsToday = (hall: Hall): Map<ThemeId, { halfHours: number[]; priority: number; all: number }> => {
  const rows = new Map<ThemeId, { halfHours: number[]; priority: number; all: number }>()
  for (const id of hall.issued) {
    const ticket = hall.tickets.get(id)
    if (!ticket || ticket.channel === 'window') continue
    const theme = themeOf(hall, ticket.served[0]?.service ?? ticket.service)?.id
    if (theme === undefined) continue
    const row = rows.get(theme) ?? { halfHours: new Array<number>(48).fill(0), priority: 0, all: 0 }
    const slot = Math.floor(minuteOfDay(hall, ticket.arrivedAt) / 30)
    row.halfHours[slot] = (row.halfHours[slot] ?? 0) + 1
    row.all += 1
    if (ticket.class !== 'ordinary') row.priority += 1
    rows.set(theme, row)
  }
  return rows
}

/** ISO weekday of the hall's day, 0 for Monday. */
const weekdayOf = (hall: Hall): number => {
  const days = Math.floor(Date.parse(`${hall.day ?? '1970-01-01'}T00:00:00Z`) / DAY)
  return (((days + 3) % 7) + 7) % 7
}

const EVEN_WEEK: readonly number[] = [1, 1, 1, 1, 1, 1, 1]

const learnArrivals = (hall: Hall, { themes }: Catalogue): Pick<Learned, 'arrivals' | 'weekday' | 'priority'> => {
  const today = arrivalsToday(hall)
  const { learned } = hall
  const days = learned?.days ?? 0
  const busyness = learned?.weekday[weekdayOf(hall)] ?? 1
  const weight = 1 / (Math.min(days, DAYS_MEANT - 1) + 1)
  const usual = themes.reduce(
    (sum, { id }) => sum + (learned?.arrivals[id] ?? []).reduce((all, count) => all + count, 0),
    0,
  )
  const came = [...today.values()].reduce((sum, { all }) => sum + all, 0)
  const weekday = [...(learned?.weekday ?? EVEN_WEEK)]
  if (days >= WEEKDAY_FROM && usual > 0) {
    const seen = busyness + WEEKDAY_STEP * (came / usual - busyness)
    weekday[weekdayOf(hall)] = rounded(clamped(seen, 0.3, 3), 1_000)
  }
  const arrivals: Record<ThemeId, readonly number[]> = {}
  const priority: Record<ThemeId, number> = {}
  for (const { id } of themes) {
    const row = today.get(id)
    const before = learned?.arrivals[id]
    arrivals[id] = Array.from({ length: 48 }, (_, slot) => {
      const count = (row?.halfHours[slot] ?? 0) / busyness
      const was = before?.[slot]
      return rounded(was === undefined ? count : was + weight * (count - was), 100)
    })
    const share = row && row.all > 0 ? row.priority / row.all : undefined
    const was = learned?.priority[id]
    priority[id] = rounded(
      was === undefined ? (share ?? 0) : share === undefined ? was : was + weight * (share - was),
      1_000,
    )
  }
  return { arrivals, weekday, priority }
}

/** How far today's told waits were out, folded into what was believed of that before. */
const learnCorrection = (hall: Hall): Learned['correction'] => {
  const before = hall.learned?.correction ?? { n: 0, half: 1, most: 1 }
  const told = toldWaits(hall).filter(({ p50Ms }) => p50Ms >= RATIO_FROM)
  if (told.length === 0) return before
  const weight = told.length / (told.length + CORRECTION_N)
  const out = (share: number, of: 'p50Ms' | 'p80Ms'): number =>
    quantile(
      told.map((one) => one.waitMs / one[of]),
      share,
    ) ?? 1
  const next = (was: number, ratio: number): number =>
    rounded(clamped(was * (1 + weight * (ratio - 1)), CORRECTION.least, CORRECTION.most), 1_000)
  return {
    n: Math.round(before.n * KEEPS + told.length),
    half: next(before.half, out(0.5, 'p50Ms')),
    most: next(before.most, out(0.8, 'p80Ms')),
  }
}

/** What the hall knows after its day, for the next one. A day without visitors teaches nothing and fades nothing. */
export const learnFrom = (hall: Hall): Learned | null => {
  const { catalogue, day, learned } = hall
  if (!catalogue || day === null || hall.issued.length === 0) return learned
  const legs = [...hall.tickets.values()].flatMap(legsOf)
  const measure = measureOf(toldWaits(hall))
  const measured = [...(learned?.measured ?? []), ...(measure.n > 0 ? [{ day, ...measure }] : [])].slice(-MEASURES_KEPT)
  return {
    days: (learned?.days ?? 0) + 1,
    paces: learnPaces(hall, legs),
    turnaround: learnTurnaround(hall, legs),
    noShow: learnNoShow(hall, legs),
    ...learnArrivals(hall, catalogue),
    correction: learnCorrection(hall),
    ...(measured.length > 0 ? { measured } : {}),
  }
}
