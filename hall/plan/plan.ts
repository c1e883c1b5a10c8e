/**
 * The answer to "how many windows at ten on Monday?" for one theme, or for several that share their windows: the seed's
 * rule, Erlang's formula and the simulator side by side, a roster that covers the need, and what people would wait.
 */
import { type Rules, staffNeeded } from '../catalogue.ts'
import { crowdOf } from './days.ts'
import { casesOf, type Demand, type HalfHours } from './demand.ts'
import { erlangNeed, leastNeed, withoutDips } from './need.ts'
import { type Roster, rosterFor } from './roster.ts'
import type { Rule } from './seed-rule.ts'
import { type Tried, tried, type WaitTarget } from './tried.ts'

export type Question = {
  /** Themes that share their windows; one alone has windows of its own. */
  readonly demands: readonly Demand[]
  readonly halfHours: HalfHours
  /** Windows by the seed's rule. */
  readonly ruleWindows: number
  /** Windows that the catalogue has for them in each half hour. */
  readonly set: readonly number[]
  readonly target: WaitTarget
  readonly rules: Pick<Rules, 'creditMinutes' | 'rate'>
  readonly seed: number
}

export type Plan = {
  readonly cases: number
  /** How long a case keeps a window, minutes. */
  readonly minutes: number
  readonly arrivals: readonly number[]
  readonly rule: Rule
  /** Windows by half hour: Erlang's formula, what the simulator finds, what the catalogue has. */
  readonly erlang: readonly number[]
  readonly need: readonly number[]
  readonly set: readonly number[]
  readonly roster: Roster
  /** What people would wait with the rule's windows all day, with those of the catalogue, and with the need. */
  readonly waits: { readonly rule: Tried; readonly set: Tried; readonly need: Tried }
}

/** So many people are enough to tell a point of a share from chance… */
const PEOPLE = 60_000
/** …on so many days, however large or small the hall. */
const DAYS = { least: 50, most: 10_000 } as const

/** The days on which the need is found, and others on which it is told what it gives: a plan is not its own witness. */
const OTHER_DAYS = 1

const summed = (demands: readonly Demand[]): readonly number[] =>
  (demands[0]?.arrivals ?? []).map((_, at) => demands.reduce((sum, { arrivals }) => sum + (arrivals[at] ?? 0), 0))

/** Answers in steps of some hundred events. The same question gives the same answer. */
export function* planFor({
  demands,
  halfHours,
  ruleWindows,
  set,
  target,
  rules,
  seed,
}: Question): Generator<undefined, Plan> {
  const arrivals = summed(demands)
  const cases = casesOf({ arrivals })
  const days = Math.round(Math.min(Math.max(PEOPLE / Math.max(1, cases), DAYS.least), DAYS.most))
  const erlang = erlangNeed(demands, halfHours.count, target)
  const need = withoutDips(yield* leastNeed(yield* crowdOf(demands, { halfHours, days, seed, rules }), erlang, target))
  const others = yield* crowdOf(demands, { halfHours, days, seed: seed + OTHER_DAYS, rules })
  return {
    cases,
    minutes: cases === 0 ? 0 : demands.reduce((sum, demand) => sum + casesOf(demand) * demand.minutes, 0) / cases,
    arrivals,
    rule: { windows: ruleWindows, staff: staffNeeded(ruleWindows) },
    erlang,
    need,
    set,
    roster: rosterFor(need),
    waits: {
      rule: yield* tried(
        others,
        need.map(() => ruleWindows),
        target,
      ),
      set: yield* tried(others, set, target),
      need: yield* tried(others, need, target),
    },
  }
}
