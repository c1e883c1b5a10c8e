import { describe, expect, it } from 'vitest'
import { erlangB, erlangC, meanWait, shareBeyond, windowsFor } from '../../hall/plan/erlang.ts'
import { ERLANG_C } from '../kit/erlang-c.ts'

const TO_SIX = 0.000_000_51

describe("Erlang's formulas", () => {
  it.each(ERLANG_C)(
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
