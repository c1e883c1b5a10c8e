/** Days made up by chance from what comes, and windows to serve them. The same seed makes the same people. */
import type { Rules } from '../catalogue.ts'
import { isStrict, rateOf } from '../score.ts'
import type { OrderRule, Visits, WindowDay } from '../simulate/day.ts'
import { orderOfScenario, type Scenario, type ScenarioClass, visitsOf, WARSAW_DISPERSION } from '../simulate/shape.ts'
import { casesOf, type Demand, HALF_HOUR, type HalfHours } from './demand.ts'

/** The people of many days, each theme a queue of its own, and how they are called. */
export type Crowd = {
  readonly days: readonly Visits[]
  readonly queues: number
  readonly halfHours: HalfHours
  readonly order: OrderRule
}

export type Made = {
  readonly halfHours: HalfHours
  readonly days: number
  readonly seed: number
  readonly rules: Pick<Rules, 'creditMinutes' | 'rate'>
  /** Variance ÷ mean of the numbers of half an hour; absent: as counted in Warsaw, for people come in clusters. */
  readonly dispersion?: number
}

/** A minute of the day as `HH:MM`. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const classesOf = (share: number, rules: Made['rules']): readonly ScenarioClass[] =>
  (['priority', 'ordinary'] as const).map((name) => ({
    name,
    share: name === 'priority' ? share : 1 - share,
    credit: isStrict(rules, name) ? 'strict' : rules.creditMinutes[name],
    rate: rateOf(rules, name),
  }))

const scenarioOf = (demands: readonly Demand[], { halfHours, days, seed, rules, dispersion }: Made): Scenario => {
  const cases = demands.reduce((sum, demand) => sum + casesOf(demand), 0)
  const priority = demands.reduce((sum, demand) => sum + casesOf(demand) * demand.priority, 0)
  return {
    seed,
    days,
    open: clockOf(halfHours.first * HALF_HOUR),
    close: clockOf((halfHours.first + halfHours.count) * HALF_HOUR),
    themes: demands.map((demand) => ({
      name: demand.theme,
      daily: casesOf(demand),
      minutes: demand.minutes,
      cv: demand.cv,
      profile: demand.arrivals,
    })),
    classes: classesOf(cases === 0 ? 0 : priority / cases, rules),
    windows: [],
    dispersion: dispersion ?? WARSAW_DISPERSION,
  }
}

/** So many days of these themes, in steps of one day. */
export function* crowdOf(demands: readonly Demand[], made: Made): Generator<undefined, Crowd> {
  const scenario = scenarioOf(demands, made)
  const days: Visits[] = []
  for (let day = 0; day < made.days; day += 1) {
    days.push(visitsOf(scenario, day))
    yield
  }
  return { days, queues: demands.length, halfHours: made.halfHours, order: orderOfScenario(scenario) }
}

/** The stretches of half hours in which more than so many windows are staffed. */
const stretches = (counts: readonly number[], window: number): readonly (readonly [from: number, to: number])[] =>
  counts.flatMap((count, at) => {
    if (count <= window || (counts[at - 1] ?? 0) > window) return []
    const after = counts.findIndex((later, index) => index > at && later <= window)
    return [[at, after < 0 ? counts.length : after] as const]
  })

/**
 * Windows of which so many are staffed in each half hour, each taking every queue. Whoever waits at closing is still served,
 * by the windows staffed last.
 */
export const staffedWindows = (
  counts: readonly number[],
  { queues, halfHours }: Pick<Crowd, 'queues' | 'halfHours'>,
): readonly WindowDay[] => {
  const tiers = [Array.from({ length: queues }, (_, queue) => queue)]
  const minute = (at: number): number => (halfHours.first + at) * HALF_HOUR
  return Array.from({ length: Math.max(0, ...counts) }, (_, window) => ({
    shifts: stretches(counts, window).map(([from, to]) => ({
      from: minute(from),
      to: to === counts.length ? Number.POSITIVE_INFINITY : minute(to),
      tiers,
    })),
  }))
}
