/** The hall on which predictors and rules are compared: thirteen windows, six themes, three hundred people a day. */
import type { Scenario, ScenarioClass, ScenarioWindow } from '../../hall/simulate/shape.ts'

const SHARES = { A: 0.3, B: 0.25, C: 0.15, D: 0.12, E: 0.1, F: 0.08 } as const
export const THEMES = Object.keys(SHARES)

const ORDINARY: ScenarioClass = { name: 'ordinary', share: 1, credit: 0 }
/** Three in twenty with precedence, three more in fifteen by appointment, of whom one in ten does not come. */
export const THREE_CLASSES = (credit: number | 'strict', rate = 1): readonly ScenarioClass[] => [
  { name: 'priority', share: 0.15, credit, rate },
  { name: 'appointment', share: 0.2, credit, rate, noShow: 0.1, earlyMinutes: 10 },
  { name: 'ordinary', share: 0.65, credit: 0 },
]

/** Windows for one theme each, as many as its share asks for. */
export const DEDICATED: readonly ScenarioWindow[] = [4, 3, 2, 2, 1, 1].map((count, theme) => ({
  count,
  takes: [[THEMES[theme] ?? '']],
}))

/** Two themes for each window, its own and another, so that every two themes are joined by way of some window. */
export const TWO_SKILLS: readonly ScenarioWindow[] = (
  ['AB', 'AC', 'AD', 'AE', 'BA', 'BC', 'BF', 'CA', 'CE', 'DB', 'DF', 'EB', 'FC'] as const
).map((pair) => ({ takes: [[...pair]] }))

export const POOLED = (count: number): readonly ScenarioWindow[] => [{ count, takes: [THEMES] }]

/** Seven hours, visits of 15 minutes with a spread of 0.8, people by the half hour as in Warsaw. */
export const skillsHall = (
  windows: readonly ScenarioWindow[],
  classes: readonly ScenarioClass[] = [ORDINARY],
): Scenario => ({
  seed: 20_240_601,
  days: 300,
  open: '09:00',
  close: '16:00',
  themes: Object.entries(SHARES).map(([name, share]) => ({ name, daily: 300 * share, minutes: 15, cv: 0.8 })),
  classes,
  windows,
  noShow: { share: 0, minutes: 1 },
})
