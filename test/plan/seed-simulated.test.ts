import { describe, expect, it } from 'vitest'
import type { Crowd } from '../../hall/plan/days.ts'
import { seedRule } from '../../hall/plan/seed-rule.ts'
import { type Tried, tried } from '../../hall/plan/tried.ts'
import { orderOfScenario, type Scenario, visitsOf } from '../../hall/simulate/shape.ts'
import { ran } from './ran.ts'

/**
 * cases a day, then P(wait ≤ 15 min) and the ninth decile of the wait with the rule's windows, in one hall where every
 * window takes everything and in six themes of one size. People come over seven hours in the shape of the Warsaw day.
 */
const REFERENCE = [
  [25, 0.393, 122, 0.941, 6],
  [50, 0.473, 82, 0.86, 22],
  [100, 0.572, 55, 0.64, 61],
  [200, 0.664, 38, 0.806, 28],
  [300, 0.722, 31, 0.481, 82],
  [1000, 0.836, 19, 0.731, 33],
  [2000, 0.892, 16, 0.828, 21],
] as const

/** Two samples of a day as long as this differ by so much: a point and a half, and two minutes or a twentieth. */
const POINTS = 0.015
const minutesOff = (p90: number): number => Math.max(2, p90 / 20)

const HALF_HOURS = { first: 16, count: 14 }
const TARGET = { minutes: 15, share: 0.9 }

const people = (cases: number): Crowd => {
  const scenario: Scenario = {
    seed: 7,
    days: Math.max(500, Math.round(200_000 / cases)),
    open: '08:00',
    close: '15:00',
    themes: [{ name: 'all', daily: cases, minutes: 15, cv: 1 }],
    classes: [{ name: 'ordinary', share: 1, credit: 0 }],
    windows: [],
  }
  const days = Array.from({ length: scenario.days }, (_, day) => visitsOf(scenario, day))
  return { days, queues: 1, halfHours: HALF_HOURS, order: orderOfScenario(scenario) }
}

const withWindows = (cases: number, windows: number): Tried =>
  ran(tried(people(cases), new Array<number>(HALF_HOURS.count).fill(windows), TARGET))

describe("what the seed's rule gives on days like Warsaw's", { timeout: 60_000 }, () => {
  it.each(REFERENCE)(
    'U3 %i cases a day, pooled and in six themes, by simulation',
    (cases, pooled, p90, six, p90Six) => {
      const together = withWindows(cases, seedRule(cases).windows)
      expect(Math.abs(together.within - pooled)).toBeLessThan(POINTS)
      expect(Math.abs(together.p90Minutes - p90)).toBeLessThanOrEqual(minutesOff(p90))
      const apart = withWindows(cases / 6, seedRule(cases, 6).windows / 6)
      expect(Math.abs(apart.within - six)).toBeLessThan(POINTS)
      expect(Math.abs(apart.p90Minutes - p90Six)).toBeLessThanOrEqual(minutesOff(p90Six))
    },
  )
})
