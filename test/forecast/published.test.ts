import { describe, expect, it } from 'vitest'
import {
  behindPrecedence,
  lastToEnterService,
  noInformation,
  precedenceAhead,
  proportionalLes,
  queueLength,
  queueLengthLeaving,
  refinedHeadOfLine,
} from '../../hall/forecast/published.ts'
import { runSmallQueue, type Seen, type Waited } from './small-queue.ts'

const CUSTOMERS = 300_000
const BATCHES = 60

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const errorsOf = (waited: readonly Waited[], predict: (seen: Seen) => number): readonly number[] =>
  waited.map(({ seen, wait }) => predict(seen) - wait).filter((error) => !Number.isNaN(error))

/** Bias in standard errors, from means of batches: waits of neighbours are alike and do not count twice. */
const biasOf = (waited: readonly Waited[], predict: (seen: Seen) => number): { bias: number; errors: number } => {
  const errors = errorsOf(waited, predict)
  const size = Math.floor(errors.length / BATCHES)
  const means = Array.from({ length: BATCHES }, (_, batch) => meanOf(errors.slice(batch * size, (batch + 1) * size)))
  const bias = meanOf(means)
  const spread = Math.sqrt(meanOf(means.map((mean) => (mean - bias) ** 2)) / (BATCHES - 1))
  return { bias, errors: Math.abs(bias) / spread }
}

const rmseOf = (waited: readonly Waited[], predict: (seen: Seen) => number): number =>
  Math.sqrt(meanOf(errorsOf(waited, predict).map((error) => error * error)))

const maeOf = (waited: readonly Waited[], predict: (seen: Seen) => number): number =>
  meanOf(errorsOf(waited, predict).map(Math.abs))

describe('F14 published predictors', () => {
  /** s, rho, and RMSE/MAE in service times of QL, LES, HOL-refined, NI from four million simulated customers. */
  const ANCHORS = [
    { windows: 1, rho: 0.9, ql: [3.17, 2.256], les: [4.661, 3.317], hol: [4.485, 3.244] },
    { windows: 4, rho: 0.8, ql: [0.561, 0.401], les: [0.842, 0.597], hol: [0.794, 0.584] },
    { windows: 4, rho: 0.9, ql: [0.787, 0.56], les: [1.155, 0.823], hol: [1.109, 0.804] },
    { windows: 10, rho: 0.9, ql: [0.314, 0.224], les: [0.462, 0.329], hol: [0.444, 0.322] },
  ] as const

  it.each(ANCHORS)(
    'F14 $windows windows at $rho: QL, refined HOL and NI are unbiased, and the errors are those of the literature',
    (anchor) => {
      const { windows, rho } = anchor
      const arrivals = windows * rho
      const at = { windows, mean: 1 }
      const waited = runSmallQueue({ windows, arrivals, high: 0, leaving: 0 }, CUSTOMERS, 1)
      const ql = ({ ahead }: Seen): number => queueLength(ahead, at)
      const les = ({ last }: Seen): number => lastToEnterService(last)
      const hol = ({ headWaited }: Seen): number => refinedHeadOfLine(headWaited, arrivals, at)
      const ni = (): number => noInformation(rho, at)

      expect(biasOf(waited, ql).errors).toBeLessThan(3)
      expect(biasOf(waited, hol).errors).toBeLessThan(3)
      expect(biasOf(waited, ni).errors).toBeLessThan(3)
      for (const [predict, [rmse, mae]] of [
        [ql, anchor.ql],
        [les, anchor.les],
        [hol, anchor.hol],
      ] as const) {
        expect(Math.abs(rmseOf(waited, predict) / rmse - 1)).toBeLessThan(0.08)
        expect(Math.abs(maeOf(waited, predict) / mae - 1)).toBeLessThan(0.08)
      }
      expect(rmseOf(waited, ql) * windows * Math.sqrt(1 - rho)).toBeCloseTo(1, 1)
    },
  )

  it('F14 strict precedence: whoever knows of it is unbiased in both classes, whoever is blind to it is caught in both', () => {
    const at = { windows: 4, mean: 1 }
    const rhoHigh = 0.9 * 0.15
    const waited = runSmallQueue({ windows: 4, arrivals: 3.6, high: 0.15, leaving: 0 }, 2 * CUSTOMERS, 2)
    const [high, low] = [waited.filter(({ seen }) => seen.high), waited.filter(({ seen }) => !seen.high)]
    const aware = (seen: Seen): number =>
      seen.high ? precedenceAhead(seen.aheadHigh, at) : behindPrecedence(seen.ahead, rhoHigh, at)
    const blind = ({ ahead }: Seen): number => queueLength(ahead, at)

    expect(biasOf(high, aware).errors).toBeLessThan(3)
    expect(biasOf(low, aware).errors).toBeLessThan(3)
    expect(rmseOf(high, aware)).toBeCloseTo(0.269, 1)
    expect(Math.abs(rmseOf(low, aware) / 1.043 - 1)).toBeLessThan(0.08)

    expect(biasOf(high, blind).errors).toBeGreaterThan(3)
    expect(biasOf(high, blind).bias).toBeGreaterThan(1.5)
    expect(biasOf(low, blind).errors).toBeGreaterThan(3)
    expect(biasOf(low, blind).bias).toBeLessThan(-0.2)
  })

  it('F14 where people give up, only the formula that knows it is unbiased for somebody who stays', () => {
    const at = { windows: 4, mean: 1 }
    const waited = runSmallQueue({ windows: 4, arrivals: 5, high: 0, leaving: 0.2 }, CUSTOMERS, 3)
    expect(waited.length).toBeGreaterThan(40_000)
    expect(biasOf(waited, ({ ahead }) => queueLengthLeaving(ahead, 0.2, at)).errors).toBeLessThan(3)
    expect(biasOf(waited, ({ ahead }) => queueLength(ahead, at)).errors).toBeGreaterThan(10)
    expect(queueLengthLeaving(7, 0, at)).toBeCloseTo(queueLength(7, at), 12)
  })

  it('F14 P-LES is LES for as many ahead, and in proportion for others', () => {
    expect(proportionalLes(12, 3, 3)).toBe(12)
    expect(proportionalLes(12, 3, 7)).toBe(24)
  })
})
