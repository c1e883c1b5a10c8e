import { describe, expect, it } from 'vitest'
import { erlangB, erlangC, meanWait, shareBeyond, windowsFor } from '../../hall/plan/erlang.ts'

/** windows, load ÷ windows, P(wait), mean wait, P(wait > one service), the last three to six digits by exact fractions. */
const EXACT = [
  [1, 0.5, 0.5, 1, 0.303265],
  [1, 0.8, 0.8, 4, 0.654985],
  [1, 0.9, 0.9, 9, 0.814354],
  [2, 0.5, 0.333333, 0.333333, 0.122626],
  [2, 0.8, 0.711111, 1.777778, 0.476672],
  [2, 0.9, 0.852632, 4.263158, 0.698076],
  [3, 2 / 3, 0.444444, 0.444444, 0.163502],
  [4, 0.8, 0.596432, 0.745541, 0.267994],
  [4, 0.9, 0.787753, 1.969383, 0.528047],
  [5, 0.5, 0.130371, 0.052149, 0.010702],
  [5, 0.8, 0.554113, 0.554113, 0.203847],
  [5, 0.9, 0.762493, 1.524986, 0.462476],
  [8, 0.85, 0.572569, 0.477141, 0.172454],
  [10, 0.5, 0.036105, 0.007221, 0.000243],
  [10, 0.8, 0.40918, 0.20459, 0.055377],
  [10, 0.9, 0.668732, 0.668732, 0.246013],
  [10, 0.95, 0.825586, 1.651171, 0.500743],
  [20, 0.9, 0.550769, 0.275385, 0.074538],
  [25, 0.8, 0.209103, 0.041821, 0.001409],
  [25, 0.95, 0.728362, 0.58269, 0.208679],
  [40, 0.9, 0.411562, 0.102891, 0.007538],
  [100, 0.95, 0.506457, 0.101291, 0.003412],
] as const

const TO_SIX = 0.000_000_51

describe("Erlang's formulas", () => {
  it.each(EXACT)(
    'U2 %i windows at load %f: the published figures to six digits',
    (windows, rho, waits, mean, beyond) => {
      const load = windows * rho
      expect(Math.abs(erlangC(windows, load) - waits)).toBeLessThan(TO_SIX)
      expect(Math.abs(meanWait(windows, load) - mean)).toBeLessThan(TO_SIX)
      expect(Math.abs(shareBeyond(windows, load, 1) - beyond)).toBeLessThan(TO_SIX)
    },
  )

  it('U2 the share that waits longer falls with the wait: two windows, load 1.6, two service times', () => {
    expect(shareBeyond(2, 1.6, 0)).toBeCloseTo(erlangC(2, 1.6), 12)
    expect(shareBeyond(2, 1.6, 2)).toBeCloseTo((32 / 45) * Math.exp(-0.8), 9)
    expect(windowsFor(10, { within: 0.1, share: 0.9 })).toBeGreaterThan(windowsFor(10, { within: 2, share: 0.9 }))
  })

  it('U2 Erlang B by the recursion is Erlang B by its definition', () => {
    const byDefinition = (windows: number, load: number): number => {
      const terms = Array.from({ length: windows + 1 }, (_, n) => {
        let term = 1
        for (let k = 1; k <= n; k += 1) term *= load / k
        return term
      })
      return (terms.at(-1) ?? 0) / terms.reduce((sum, term) => sum + term, 0)
    }
    for (const [windows, load] of [
      [1, 0.5],
      [4, 3.2],
      [10, 9.5],
      [25, 40],
    ] as const)
      expect(Math.abs(erlangB(windows, load) - byDefinition(windows, load))).toBeLessThan(1e-12)
    expect(erlangC(3, 2)).toBeCloseTo(4 / 9, 12)
  })

  it('U2 where the work never ends everybody waits, for ever', () => {
    expect(erlangC(2, 2)).toBe(1)
    expect(meanWait(2, 2.5)).toBe(Number.POSITIVE_INFINITY)
    expect(shareBeyond(2, 2, 100)).toBe(1)
  })

  it('U2 five hundred windows are reckoned without overflow', () => {
    const found = erlangC(500, 480)
    expect(found).toBeGreaterThan(0.2)
    expect(found).toBeLessThan(0.4)
  })

  it('U2 the least windows meet the target and one fewer does not', () => {
    const target = { within: 1, share: 0.9 }
    expect(windowsFor(0, target)).toBe(0)
    for (const load of [0.1, 0.89, 3, 3.57, 14.29, 71.43]) {
      const windows = windowsFor(load, target)
      expect(shareBeyond(windows, load, 1)).toBeLessThanOrEqual(0.1)
      expect(shareBeyond(windows - 1, load, 1)).toBeGreaterThan(0.1)
    }
  })
})
