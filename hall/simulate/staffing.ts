/**
 * Which window takes what from now until the hall closes: what stands now until the plan's next change, then the plan,
 * less the breaks that are known. Who is away without a word is expected back after as long again.
 */
import { instantOf, localParts, minuteOf } from '../calendar.ts'
import type { Catalogue, Counter } from '../catalogue.ts'
import type { CounterState } from '../counter.ts'
import { midnightOf } from '../forecast/day-clock.ts'
import type { Hall } from '../hall.ts'
import type { Instant, ServiceId } from '../ids.ts'
import type { Bound } from '../legs.ts'
import type { Helping } from '../profile.ts'
import { listedOf, profileOf, reckonTiers } from '../takes.ts'
import type { OrderRule } from './day.ts'
import { boundQueue } from './past-windows.ts'
import { orderOf } from './replay.ts'
import {
  plannedStints,
  type Queues,
  queuesOf,
  reliefsOf,
  type ServiceRelief,
  type Span,
  type Stint,
  type WindowStints,
  without,
} from './windows-of.ts'

const MINUTE = 60_000
/** Nobody who left without saying when is expected back sooner. A judgement; most errands take as long. */
const AWAY_AT_LEAST_MS = 10 * MINUTE

export type Staffing = {
  readonly closesAt: Instant
  /** Windows that call numbers, in the order of the catalogue. */
  readonly windows: readonly WindowStints[]
  readonly order: OrderRule
}

/** The queue of those who wait for one window or one person alone. No service has a space in its id. */
export const queueOf = ({ service, bound }: { readonly service: ServiceId; readonly bound?: Bound }): ServiceId => {
  if (!bound) return service
  return 'counter' in bound ? boundQueue(bound.counter) : `staff ${bound.staff}`
}

/** When the hall closes: by its hours, or, where it is open after hours, with the day. */
export const closesAtOf = (hall: Hall, catalogue: Catalogue, now: Instant): Instant => {
  const { timeZone } = catalogue.hall
  const day = hall.day ?? localParts(now, timeZone).day
  const close = instantOf(day, catalogue.hours.close, timeZone)
  return now < close ? close : instantOf(day, '23:59', timeZone) + MINUTE
}

const asLongAgain = (since: Instant, now: Instant): Instant => now + Math.max(AWAY_AT_LEAST_MS, now - since)

/** From when a window calls; Infinity where nothing says that it will today. */
const callsFrom = (state: CounterState, now: Instant, breakEnds: Instant | undefined): Instant => {
  switch (state.status) {
    case 'closed':
      return Number.POSITIVE_INFINITY
    case 'open':
      // 空岗: whoever has done nothing for minutes while people wait is not there.
      return state.vacantSince === undefined ? now : asLongAgain(state.vacantSince, now)
    case 'paused':
      if (state.backAt !== undefined) return state.backAt > now ? state.backAt : asLongAgain(state.backAt, now)
      return breakEnds ?? asLongAgain(state.since, now)
  }
}

/** Help that has begun goes on until its own end; what a hand began does not begin again, nor what a hand ended. */
const reliefsNow = (hall: Hall, catalogue: Catalogue, counter: Counter): ServiceRelief[] => {
  const profile = profileOf(hall, counter.id)
  const rests = new Set(hall.resting.filter((row) => row.counter === counter.id).map(({ theme }) => theme))
  const rules = (profile?.helpWhen ?? []).filter(({ theme }) => !rests.has(theme))
  const helping = hall.helping.filter((help) => help.counter === counter.id)
  const isByRule = ({ by, theme }: Helping): boolean => by === 'rule' && rules.some((rule) => rule.theme === theme)
  const begun = new Set(helping.filter(isByRule).map(({ theme }) => theme))
  const working = profile && { ...profile, helpWhen: rules }
  const byRule = reliefsOf(catalogue, counter, working, MINUTE).map((relief, index) =>
    begun.has(rules[index]?.theme ?? '') ? { ...relief, begun: true } : relief,
  )
  const byHand = helping
    .filter((help) => !isByRule(help))
    .map(({ theme, first, untilWaiting }) => ({
      services: listedOf(hall, counter.id, theme),
      overWait: Number.POSITIVE_INFINITY,
      overCount: Number.POSITIVE_INFINITY,
      whenIdle: false,
      first,
      until: untilWaiting,
      begun: true,
    }))
  return [...byRule, ...byHand]
}

/** Who waits for a window alone, for who sits there or for a window it stands in for, stands with what it takes first. */
const withBound = (state: CounterState, stint: Stint): Stint => {
  const [first = [], ...rest] = stint.tiers
  const here = state.status === 'closed' ? [] : [`staff ${state.staffId}`, ...state.covers.map(boundQueue)]
  return { ...stint, tiers: [[...first, boundQueue(state.id), ...here], ...rest] }
}

const stintsAt = (hall: Hall, catalogue: Catalogue, counter: Counter, now: Instant, closesAt: Instant): Stint[] => {
  const state = hall.counters.get(counter.id)
  if (!state || !hall.open) return []
  const midnight = midnightOf(hall)
  const minuteAt = (at: Instant): number => (at - midnight) / MINUTE
  const here = minuteAt(now)
  const closes = minuteAt(closesAt)
  const breaks = (counter.breaks ?? []).map(({ from, to }): Span => [minuteOf(from), minuteOf(to)])
  const onBreak = breaks.find(([from, to]) => from <= here && here < to)
  const from = minuteAt(callsFrom(state, now, onBreak && midnight + onBreak[1] * MINUTE))
  if (from >= closes) return []
  const change = Math.min(
    closes,
    ...(counter.plan ?? []).map((entry) => minuteOf(entry.from)).filter((at) => at > here),
  )
  // Whoever calls during a break is evidently not on it.
  const ahead = breaks.filter((planned) => planned !== onBreak)
  const tiers = reckonTiers({ ...hall, helping: [] }, counter.id).map(({ services }) => services)
  const reliefs = reliefsNow(hall, catalogue, counter)
  const standing = without([from, change], ahead).map(
    ([start, end]): Stint => ({ from: midnight + start * MINUTE, to: midnight + end * MINUTE, tiers, reliefs }),
  )
  const planned = plannedStints(catalogue, counter, [Math.max(from, change), closes], { midnight, minute: MINUTE })
  return [...standing, ...planned].map((stint) => withBound(state, stint))
}

/** The windows from now until closing, as things stand; undefined before the first catalogue. */
export const staffingOf = (hall: Hall, now: Instant): Staffing | undefined => {
  const { catalogue } = hall
  if (!catalogue) return undefined
  const closesAt = closesAtOf(hall, catalogue, now)
  const windows = catalogue.counters
    .filter(({ own, help }) => own.length + help.length > 0)
    .map((counter) => ({ counter: counter.id, stints: stintsAt(hall, catalogue, counter, now, closesAt) }))
  return { closesAt, windows, order: orderOf(catalogue.rules) }
}

/** The queues for all these services under any of these ways of staffing, so that one crowd can be run through each. */
export const queuesAmong = (services: Iterable<ServiceId>, ways: readonly Staffing[]): Queues => {
  const windows = ways.flatMap((way) => way.windows)
  const alone = windows.flatMap(({ stints }) =>
    stints.flatMap(({ tiers }) => tiers.flatMap((tier) => tier.filter((id) => id.includes(' ')))),
  )
  return queuesOf(windows, new Set([...services, ...alone]))
}
