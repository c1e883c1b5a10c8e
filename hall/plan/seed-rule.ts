/**
 * The seed's rule of S003-14 and S003-33 (25 cases a window and day, staff one and a half times the windows, for each theme
 * by itself) beside Erlang C, from a small hall to a large one. What the rule leaves out is the same at every size: how
 * long a case takes, when people come, and that few windows need more room than many.
 */
import { countersNeeded, staffNeeded } from '../catalogue.ts'
import { shareBeyond, windowsFor } from './erlang.ts'

/** The day that the table rests on: seven hours, a quarter of an hour a case, nine in ten called within a quarter. */
export const TABLE_DAY = { minutes: 420, caseMinutes: 15, target: { within: 1, share: 0.9 } } as const

/** S003-14: cases a window handles in a day. */
export const CASES_PER_WINDOW = 25

/** The busiest half hour against the mean, as counted over ten working days in twenty service halls in Warsaw. */
export const PEAK = 1.27

/** 25 to 2,000 cases a day. */
export const TABLE_CASES = [
  25, 50, 75, 100, 150, 200, 250, 300, 400, 500, 600, 750, 1_000, 1_250, 1_500, 2_000,
] as const

export type Rule = { readonly windows: number; readonly staff: number }

/** What the rule gives for so many cases a day in themes of one size, each with windows and staff of its own. */
export const seedRule = (cases: number, themes = 1, casesPerCounter = CASES_PER_WINDOW): Rule => {
  const windows = countersNeeded({ dailyCases: cases / themes }, { casesPerCounter })
  return { windows: windows * themes, staff: staffNeeded(windows) * themes }
}

/** How a number of windows stands to what the target needs. */
export type Beside = {
  readonly rule: Rule
  /** Least windows where people come evenly, and in the busiest half hour. */
  readonly flat: number
  readonly peak: number
  /** P(wait ≤ 15 min) with the rule's windows where people come evenly (Erlang C). */
  readonly within: number
}

export type TableRow = {
  readonly cases: number
  /** How many windows the work alone keeps busy. */
  readonly load: number
  /** Every window takes everything… */
  readonly pooled: Beside
  /** …or six themes of one size have windows of their own. */
  readonly six: Beside
}

const beside = (cases: number, themes: number): Beside => {
  const { minutes, caseMinutes, target } = TABLE_DAY
  const load = ((cases / themes) * caseMinutes) / minutes
  const rule = seedRule(cases, themes)
  return {
    rule,
    flat: windowsFor(load, target) * themes,
    peak: windowsFor(load * PEAK, target) * themes,
    within: 1 - shareBeyond(rule.windows / themes, load, target.within),
  }
}

/** The rule beside Erlang C for each size of hall. */
export const seedTable = (): readonly TableRow[] =>
  TABLE_CASES.map((cases) => ({
    cases,
    load: (cases * TABLE_DAY.caseMinutes) / TABLE_DAY.minutes,
    pooled: beside(cases, 1),
    six: beside(cases, 6),
  }))
