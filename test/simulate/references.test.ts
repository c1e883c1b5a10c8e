/** The simulator against what theory knows exactly. Gates are three standard deviations of a run of a million people. */
import { describe, expect, it, vi } from 'vitest'
import type { OrderRule } from '../../hall/simulate/day.ts'
import type { Law } from '../../hall/simulate/random.ts'
import { ERLANG_C } from '../kit/erlang-c.ts'
import { averageWaits, FIRST_COME } from './chance-queue.ts'

const STRICT = Number.POSITIVE_INFINITY
// Two seconds on an idle machine; others may be at work on this one.
vi.setConfig({ testTimeout: 60_000 })

/** Relative distance. */
const off = (value: number, reference: number): number => Math.abs(value / reference - 1)

/** How far a mean wait may be off, and how many runs of a million are averaged: heavy traffic scatters most. */
const gate = (
  windows: number,
  load: number,
): { readonly wait: number; readonly delayed: number; readonly runs: number } => {
  if (load >= 0.95) return { wait: 0.1, delayed: 0.025, runs: windows >= 20 ? 4 : 2 }
  if (windows >= 20) return { wait: 0.1, delayed: 0.025, runs: 2 }
  if (load >= 0.85) return { wait: 0.08, delayed: 0.021, runs: 1 }
  // Few wait where there are many windows, and theirs are the same busy hours.
  if (windows >= 10 && load <= 0.5) return { wait: 0.056, delayed: 0.05, runs: 1 }
  return { wait: windows === 1 ? 0.035 : windows <= 5 ? 0.051 : 0.056, delayed: windows === 1 ? 0.012 : 0.021, runs: 1 }
}

describe('Erlang C', () => {
  it.each(ERLANG_C)('U14 %i windows at load %f', (windows, load, delayed, wait, overOne) => {
    const { runs, ...gates } = gate(windows, load)
    const [found] = averageWaits([FIRST_COME], windows, load, { runs })
    if (!found) throw new Error('One rule was run.')
    expect(off(found.delayed, delayed)).toBeLessThan(gates.delayed)
    expect(off(found.mean, wait)).toBeLessThan(gates.wait)
    expect(Math.abs(found.overOne - overOne)).toBeLessThan(0.001 + gates.wait * 1.5 * overOne)
  })
})

describe('Pollaczek–Khinchine', () => {
  const laws: readonly (readonly [cv2: number, law: Law])[] = [
    [0, { law: 'fixed', mean: 1 }],
    [0.25, { law: 'lognormal', mean: 1, cv: 0.5 }],
    [0.5, { law: 'erlang', mean: 1, stages: 2 }],
    [1, { law: 'lognormal', mean: 1, cv: 1 }],
    [2, { law: 'lognormal', mean: 1, cv: Math.SQRT2 }],
  ]
  const rows = laws.flatMap(([cv2, law]) =>
    [0.5, 0.8, 0.9].map((load) => [law.law, cv2, load, (load * (1 + cv2)) / (2 * (1 - load)), law] as const),
  )

  it.each(rows)(
    'U14 one window, %s service of squared CV %f at load %f: mean wait %f',
    (_name, cv2, load, wait, law) => {
      const [found] = averageWaits([FIRST_COME], 1, load, { law, runs: load === 0.9 && cv2 >= 1 ? 2 : 1 })
      expect(off(found?.mean ?? 0, wait)).toBeLessThan(load === 0.9 ? 0.08 : 0.035)
    },
  )

  // Mean number waiting, exact: Tijms, table 9.6.1.
  it.each([
    ['fixed', 2, 0.5, 0.177],
    ['fixed', 5, 0.5, 0.077],
    ['fixed', 10, 0.5, 0.024],
    ['fixed', 2, 0.8, 1.445],
    ['fixed', 5, 0.8, 1.156],
    ['fixed', 25, 0.8, 0.477],
    ['erlang', 2, 0.5, 0.256],
    ['erlang', 5, 0.5, 0.104],
    ['erlang', 10, 0.5, 0.03],
    ['erlang', 2, 0.8, 2.148],
    ['erlang', 5, 0.8, 1.693],
    ['erlang', 25, 0.8, 0.661],
  ] as const)('U14 %s service, %i windows at load %f: %f wait', (name, windows, load, waiting) => {
    const law: Law = name === 'fixed' ? { law: 'fixed', mean: 1 } : { law: 'erlang', mean: 1, stages: 2 }
    const [found] = averageWaits([FIRST_COME], windows, load, { law })
    // The printed figure is itself rounded to three places.
    const rounding = 0.0005 / waiting
    expect(off((found?.mean ?? 0) * windows * load, waiting)).toBeLessThan(gate(windows, load).wait + rounding)
  })
})

const rates = (...rate: number[]): OrderRule => ({ credit: rate.map(() => 0), rate })
const strict: OrderRule = { credit: [STRICT, 0], rate: [1, 1] }

describe('Cobham and accumulating priority', () => {
  it.each([
    [1, 0.8, 0.2, 4, [0.952381, 4.761905], [2.608696, 4.347826], [1.818182, 4.545455]],
    [2, 0.8, 0.2, 1.777778, [0.42328, 2.116402], [1.15942, 1.932367], [0.808081, 2.020202]],
    [4, 0.8, 0.15, 0.745541, [0.169441, 0.847205], [0.475877, 0.793128], [0.32771, 0.819275]],
    [4, 0.9, 0.15, 1.969383, [0.227674, 2.276744], [1.161566, 2.111939], [0.712155, 2.191247]],
    [6, 0.9, 0.15, 1.233543, [0.142606, 1.426061], [0.727559, 1.322834], [0.446066, 1.372509]],
    [10, 0.9, 0.15, 0.668732, [0.07731, 0.7731], [0.394426, 0.717138], [0.241822, 0.744068]],
    [10, 0.95, 0.2, 1.651171, [0.101924, 2.038483], [0.957862, 1.824499], [0.5536, 1.925564]],
  ])('U14 %i windows at load %f, %f with precedence', (windows, load, share, together, ...each) => {
    const { runs, wait } = gate(windows, load)
    const rules = [rates(1, 1), strict, rates(2, 1), rates(4, 1)]
    const [first, ...found] = averageWaits(rules, windows, load, { runs, shares: [share, 1 - share] })
    expect(off(first?.mean ?? 0, together)).toBeLessThan(wait)
    for (const [rule, [high = 0, low = 0]] of each.entries()) {
      const [foundHigh = 0, foundLow = 0] = found[rule]?.ofClass ?? []
      expect(off(foundHigh, high)).toBeLessThan(wait)
      expect(off(foundLow, low)).toBeLessThan(wait)
      // The same people meet every rule, so what one rule does to the other scatters far less than either.
      const factor = together / (first?.mean ?? 0)
      expect(off(foundHigh * factor, high)).toBeLessThan(0.04)
      expect(off(foundLow * factor, low)).toBeLessThan(0.015)
    }
  })

  it('U14 three classes, 4 windows at load 0.9: strict by rank, and accumulating 8 : 2 : 1', () => {
    const ranks: OrderRule = { credit: [2e6, 1e6, 0], rate: [1, 1, 1] }
    const found = averageWaits([ranks, rates(8, 2, 1)], 4, 0.9, { shares: [0.05, 0.15, 0.8] })
    const exact = [
      [0.206218, 0.251486, 2.401687],
      [0.45702, 1.216627, 2.205048],
    ]
    for (const [rule, waits] of exact.entries())
      for (const [kind, wait] of waits.entries()) expect(off(found[rule]?.ofClass[kind] ?? 0, wait)).toBeLessThan(0.08)
  })

  it('U14 a credit of one or two service times, for which there is no formula, gives what another simulator found', () => {
    const credit = (time: number): OrderRule => ({ credit: [time, 0], rate: [1, 1] })
    const found = averageWaits([credit(1), credit(2)], 4, 0.9, { shares: [0.15, 0.85] })
    const measured = [
      [1.456, 2.044],
      [1.101, 2.107],
    ]
    for (const [rule, waits] of measured.entries())
      for (const [kind, wait] of waits.entries()) expect(off(found[rule]?.ofClass[kind] ?? 0, wait)).toBeLessThan(0.08)
  })

  it('U14 the gates catch a rule that is another: rates for a credit, precedence without any, one window more', () => {
    const found = averageWaits([strict, rates(2, 1), rates(1, 1)], 4, 0.8, { shares: [0.15, 0.85] })
    const high = found.map(({ ofClass }) => ofClass[0] ?? 0)
    for (const wait of [0.475877, 0.745541]) expect(off(high[0] ?? 0, wait)).toBeGreaterThan(0.056)
    for (const wait of [0.169441, 0.32771, 0.745541]) expect(off(high[1] ?? 0, wait)).toBeGreaterThan(0.056)
    const [five] = averageWaits([FIRST_COME], 5, 0.64)
    expect(off(five?.mean ?? 0, 0.745541)).toBeGreaterThan(0.056)
  })
})
