import { describe, expect, it } from 'vitest'
import { staffNeeded } from '../../hall/catalogue.ts'
import { CASES_PER_WINDOW, seedRule, seedTable } from '../../hall/plan/seed-rule.ts'

/**
 * cases, load, rule windows/staff, need flat, need peak, six themes: rule windows/staff, need flat, need peak, then the
 * rule's P(wait ≤ 15) pooled and in six.
 */
const REFERENCE = [
  [25, 0.89, 1, 2, 2, 3, 6, 12, 6, 6, 0.198, 0.936],
  [50, 1.79, 2, 3, 4, 4, 6, 12, 12, 12, 0.32, 0.853],
  [75, 2.68, 3, 5, 5, 5, 6, 12, 12, 12, 0.417, 0.743],
  [100, 3.57, 4, 6, 5, 7, 6, 12, 12, 12, 0.496, 0.603],
  [150, 5.36, 6, 9, 7, 9, 6, 12, 12, 18, 0.62, 0.198],
  [200, 7.14, 8, 12, 9, 11, 12, 18, 18, 18, 0.71, 0.802],
  [250, 8.93, 10, 15, 11, 14, 12, 18, 18, 24, 0.778, 0.619],
  [300, 10.71, 12, 18, 13, 16, 12, 18, 24, 24, 0.829, 0.32],
  [400, 14.29, 16, 24, 17, 20, 18, 30, 24, 30, 0.898, 0.657],
  [500, 17.86, 20, 30, 20, 25, 24, 36, 30, 36, 0.938, 0.821],
  [600, 21.43, 24, 36, 24, 30, 24, 36, 30, 42, 0.963, 0.496],
  [750, 26.79, 30, 45, 29, 36, 30, 48, 36, 48, 0.982, 0.563],
  [1000, 35.71, 40, 60, 38, 48, 42, 66, 48, 60, 0.995, 0.79],
  [1250, 44.64, 50, 75, 47, 59, 54, 84, 60, 72, 0.998, 0.896],
  [1500, 53.57, 60, 90, 56, 71, 60, 90, 66, 84, 1, 0.778],
  [2000, 71.43, 80, 120, 74, 93, 84, 126, 84, 102, 1, 0.943],
] as const

describe("the seed's rule", () => {
  it('U1 windows are the cases by 25, staff one and a half times as many, both rounded up', () => {
    expect(CASES_PER_WINDOW).toBe(25)
    expect(seedRule(25)).toEqual({ windows: 1, staff: 2 })
    expect(seedRule(26)).toEqual({ windows: 2, staff: 3 })
    expect(seedRule(300)).toEqual({ windows: 12, staff: 18 })
    expect(seedRule(0)).toEqual({ windows: 0, staff: 0 })
    expect(staffNeeded(5)).toBe(8)
  })

  it('U1 themes round up each for itself', () => {
    expect(seedRule(300, 6)).toEqual({ windows: 12, staff: 18 })
    expect(seedRule(310, 6)).toEqual({ windows: 18, staff: 30 })
  })

  it('U3 the table from 25 to 2,000 cases a day is the reference table', () => {
    const made = seedTable().map(({ cases, load, pooled, six }) => [
      cases,
      Math.round(load * 100) / 100,
      pooled.rule.windows,
      pooled.rule.staff,
      pooled.flat,
      pooled.peak,
      six.rule.windows,
      six.rule.staff,
      six.flat,
      six.peak,
      Math.round(pooled.within * 1_000) / 1_000,
      Math.round(six.within * 1_000) / 1_000,
    ])
    expect(made).toEqual(REFERENCE)
  })
})
