/** What the planner starts from, for whoever asks, and what a request then asks of it. */
import { countersNeeded, type Theme } from '../catalogue.ts'
import type { Hall } from '../hall.ts'
import type { ThemeId } from '../ids.ts'
import { casesOf, type Demand, demandsOf, type HalfHours, halfHoursOf, withCases } from './demand.ts'
import type { Question } from './plan.ts'
import { setWindows } from './set-windows.ts'
import type { WaitTarget } from './tried.ts'

export type ThemeBasis = Pick<Theme, 'id' | 'letter' | 'name' | 'nameEn' | 'kind'> &
  Pick<Demand, 'minutes' | 'basis'> & {
    /** Numbers on that weekday. */
    readonly cases: number
    /** Windows that the catalogue has for it, at most at once. */
    readonly set: number
  }

export type Basis = {
  readonly weekday: number
  readonly halfHours: HalfHours
  readonly target: WaitTarget
  /** Days that the hall has learnt from; 0: everything is the catalogue's expectation. */
  readonly learnedDays: number
  readonly casesPerCounter: number
  readonly themes: readonly ThemeBasis[]
  /** Guides at the desks of all floors, together (S003-31). */
  readonly guides: { readonly floors: number; readonly needed: number }
}

/** The share of people that the target is about unless told otherwise. */
const SHARE = 0.9

/** What is known of a weekday (1 = Monday); undefined before a catalogue is in force. */
export const basisOf = (hall: Hall, weekday: number): Basis | undefined => {
  const { catalogue, learned } = hall
  if (!catalogue) return undefined
  const { rules, zones } = catalogue
  const floors = new Set(zones.map(({ floor }) => floor)).size
  return {
    weekday,
    halfHours: halfHoursOf(catalogue),
    target: { minutes: rules.waitRedMinutes, share: SHARE },
    learnedDays: learned?.days ?? 0,
    casesPerCounter: rules.casesPerCounter,
    themes: demandsOf(hall, weekday).flatMap((demand) => {
      const theme = hall.lookup.themes.get(demand.theme)
      if (!theme) return []
      const { id, letter, name, nameEn, kind } = theme
      const { minutes, basis } = demand
      const set = Math.max(0, ...setWindows(catalogue, [id]))
      return [{ id, letter, name, nameEn, kind, minutes, basis, cases: Math.round(casesOf(demand)), set }]
    }),
    guides: { floors, needed: floors * rules.guidesPerFloor },
  }
}

export type Asked = {
  readonly weekday: number
  /** They share their windows. */
  readonly themes: readonly ThemeId[]
  /** Numbers a day, where they are to be others than known. */
  readonly cases: Readonly<Record<ThemeId, number>>
  readonly target: WaitTarget
}

/** The same question makes the same people. */
const SEED = 1

const rounded = (cases: number): number => Math.round(cases * 1_000) / 1_000

/** The question to the planner; undefined where no such themes are in force. */
export const questionOf = (hall: Hall, { weekday, themes, cases, target }: Asked): Question | undefined => {
  const { catalogue } = hall
  const demands = demandsOf(hall, weekday)
    .filter(({ theme }) => themes.includes(theme))
    .map((demand) => withCases(demand, cases[demand.theme] ?? Math.round(casesOf(demand))))
  if (!catalogue || demands.length === 0 || demands.length < themes.length) return undefined
  const { rules } = catalogue
  return {
    demands,
    halfHours: halfHoursOf(catalogue),
    // The rule counts for each theme by itself; rounding of sums must not add a case.
    ruleWindows: demands.reduce(
      (sum, demand) => sum + countersNeeded({ dailyCases: rounded(casesOf(demand)) }, rules),
      0,
    ),
    set: setWindows(catalogue, themes),
    target,
    rules,
    seed: SEED,
  }
}
