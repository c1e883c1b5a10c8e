import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Course, OrderRule, WindowDay } from '../../hall/simulate/day.ts'
import { makeEngine, runDay } from '../../hall/simulate/engine.ts'
import { overtakingOf, waitsOf } from '../../hall/simulate/figures.ts'
import { anyDay, pooledDay } from './any-day.ts'
import { alike, averageWaits, byChance } from './chance-queue.ts'
import type { Day } from './day-by-sight.ts'

const FIRST_COME: OrderRule = { credit: [0, 0, 0], rate: [1, 1, 1] }
const RULES: readonly (readonly [name: string, rule: OrderRule])[] = [
  ['first come first served', FIRST_COME],
  ['strict', { credit: [Number.POSITIVE_INFINITY, 0, 0], rate: [1, 1, 1] }],
  ['a credit', { credit: [2, 1, 0], rate: [1, 1, 1] }],
  ['accumulating', { credit: [0, 0, 0], rate: [4, 2, 1] }],
  ['credit and rate', { credit: [3, 0, 1], rate: [1, 3, 2] }],
]
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0)
const mean = (values: ArrayLike<number>): number => sum(values) / values.length
const run = ({ visits, windows, order }: Day): Course => runDay(visits, windows, order)
const seeds = fc.integer({ min: 0, max: 1_000_000 })

// Two seconds on an idle machine; others may be at work on this one.
vi.setConfig({ testTimeout: 60_000 })

describe('what no rule can change', () => {
  it('U15 where all take equally long, every rule has the same sum of waits, to the last digit', () => {
    const visits = byChance(3, 50_000, 3, 0.9, [0.2, 0.3, 0.5], { law: 'fixed', mean: 1 })
    const sums = RULES.map(([, rule]) => sum(waitsOf(visits, runDay(visits, alike(3), rule))))
    for (const total of sums) expect(Math.abs(total / (sums[0] ?? 0) - 1)).toBeLessThan(1e-9)
  })

  it('U15 and by chance the same mean wait over the classes', () => {
    const waits = averageWaits(
      RULES.map(([, rule]) => rule),
      4,
      0.8,
      { shares: [0.15, 0.25, 0.6] },
    )
    for (const { mean: found } of waits) expect(Math.abs(found / (waits[0]?.mean ?? 0) - 1)).toBeLessThan(0.01)
  })

  it('U15 a rule that looks at how long people take is not held by it: the check can fail', () => {
    const visits = byChance(4, 200_000, 4, 0.9)
    const shortFirst = { ...visits, kind: visits.kind.map((_, visit) => ((visits.needs[visit] ?? 0) < 0.7 ? 0 : 1)) }
    const [fair, quick] = [FIRST_COME, RULES[1]?.[1] ?? FIRST_COME].map((rule) =>
      mean(waitsOf(shortFirst, runDay(shortFirst, alike(4), rule))),
    )
    expect((quick ?? 0) / (fair ?? 1)).toBeLessThan(0.8)
  })

  it.each(RULES)("U15 Little's law: as many wait as come in the time that each waits (%s)", (_name, rule) => {
    const visits = byChance(5, 300_000, 4, 0.85, [0.2, 0.3, 0.5])
    const course = runDay(visits, alike(4), rule)
    const [first, last] = [visits.comes[0] ?? 0, visits.comes[visits.count - 1] ?? 0]
    // Heads are counted at moments that have nothing to do with who comes or is called.
    const called = course.calledAt.toSorted()
    const moments = 200_000
    let [here, gone, heads] = [0, 0, 0]
    for (let moment = 0; moment < moments; moment += 1) {
      const at = first + ((last - first) * (moment + 0.5)) / moments
      while (here < visits.count && (visits.comes[here] ?? 0) <= at) here += 1
      while (gone < visits.count && (called[gone] ?? 0) <= at) gone += 1
      heads += here - gone
    }
    const arriving = visits.count / (last - first)
    expect(Math.abs(heads / moments / (arriving * mean(waitsOf(visits, course))) - 1)).toBeLessThan(0.01)
  })
})

const sameCalls = (day: Day, order: OrderRule, other: OrderRule): void => {
  const engine = (rule: OrderRule) => [...run({ ...day, order: rule }).calledAt]
  expect(engine(order)).toEqual(engine(other))
}

describe('rules that are the same rule', () => {
  it('U16 equal credits, and equal rates whatever they are, are first come first served', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(0, 7), fc.constantFrom(0.5, 1, 3), (day, credit, rate) => {
        const order = { credit: [credit, credit, credit], rate: [rate, rate, rate] }
        sameCalls(day, order, FIRST_COME)
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('U16 a credit of a whole day is strict for everybody whose slot has come', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        // Nobody comes before their slot; a later leg counts from the morning on.
        const { comes } = day.visits
        const since = comes.map((at) => (at === Number.POSITIVE_INFINITY ? 0 : at))
        const visits = { ...day.visits, since }
        const credit = (value: number) => ({ credit: [value, 0, 5], rate: [1, 1, 1] })
        sameCalls({ ...day, visits }, credit(1_440), credit(Number.POSITIVE_INFINITY))
      }),
      { numRuns: 300, seed: 2 },
    )
  })

  it('U16 an early appointment gains nothing by a strict credit before its slot', () => {
    // One window is taken until 10. An appointment for 20 came first, somebody without one came at 5.
    const visits = {
      count: 3,
      comes: Float64Array.of(0, 1, 5),
      since: Float64Array.of(0, 20, 5),
      queue: new Uint16Array(3),
      kind: Uint8Array.of(1, 0, 1),
      needs: Float64Array.of(10, 10, 10),
    }
    const order = { credit: [Number.POSITIVE_INFINITY, 0], rate: [1, 1] }
    expect([...runDay(visits, alike(1), order).calledAt]).toEqual([0, 20, 10])
  })

  it('U16 equal needs and rates first come first served: nobody is overtaken', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 8 }), (seed, windows) => {
        const day = pooledDay(seed, 300, windows, { credit: [0], rate: [1] })
        const visits = { ...day.visits, since: day.visits.comes }
        expect(sum(overtakingOf(visits, run({ ...day, visits })).slips)).toBe(0)
      }),
      { numRuns: 60, seed: 3 },
    )
  })

  it('U16 as many are overtaken as overtake', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const { slips, skips } = overtakingOf(day.visits, run(day))
        expect(sum(slips)).toBe(sum(skips))
      }),
      { numRuns: 300, seed: 4 },
    )
  })

  it('U16 all times four times as long, all waits four times as long', () => {
    const times = (column: Float64Array): Float64Array => column.map((time) => time * 4)
    const longer = ({ shifts, busyUntil, ...rest }: WindowDay): WindowDay => ({
      ...rest,
      ...(busyUntil === undefined ? {} : { busyUntil: busyUntil * 4 }),
      shifts: shifts.map(({ from, to, tiers, reliefs = [] }) => ({
        from: from * 4,
        to: to * 4,
        tiers,
        reliefs: reliefs.map((relief) => ({ ...relief, overWait: relief.overWait * 4 })),
      })),
    })
    fc.assert(
      fc.property(anyDay, ({ visits, windows, order }) => {
        const { comes, since, needs, leaves = new Float64Array(0) } = visits
        const slow = {
          visits: { ...visits, comes: times(comes), since: times(since), needs: times(needs), leaves: times(leaves) },
          windows: windows.map(longer),
          order: { ...order, credit: order.credit.map((credit) => credit * 4) },
        }
        const [usual, stretched] = [run({ visits, windows, order }), run(slow)]
        expect([...stretched.calledAt]).toEqual([...times(usual.calledAt)])
        expect(stretched.window).toEqual(usual.window)
      }),
      { numRuns: 300, seed: 5 },
    )
  })
})

describe('more windows', () => {
  it('U16 never make anybody wait longer where all windows take everything and the first to come is first', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 6 }), (seed, windows) => {
        const day = pooledDay(seed, 300, windows, { credit: [0], rate: [1] }, 1.05)
        const visits = { ...day.visits, since: day.visits.comes }
        const [few, more] = [windows, windows + 1].map((count) =>
          waitsOf(visits, run({ ...day, visits, windows: alike(count) })),
        )
        for (const [visit, wait] of more?.entries() ?? []) expect(wait).toBeLessThanOrEqual((few?.[visit] ?? 0) + 1e-9)
      }),
      { numRuns: 60, seed: 6 },
    )
  })

  it.each(RULES)('U16 nor wider skills, nor one window more, raise the mean over a month (%s)', (_name, rule) => {
    const themes = 3
    const take = (skills: number) => (window: number) => [
      Array.from({ length: skills }, (_, skill) => (window + skill) % themes),
    ]
    const hall = (windows: number, skills: number): WindowDay[] =>
      Array.from({ length: windows }, (_, window) => ({
        shifts: [{ from: 0, to: Number.POSITIVE_INFINITY, tiers: take(skills)(window) }],
      }))
    const days = Array.from({ length: 30 }, (_, day) => {
      const { visits } = pooledDay(1_000 + day, 300, 6, rule, 0.9)
      return { ...visits, queue: Uint16Array.from(visits.needs, (_need, visit) => (visit * 7 + day) % themes) }
    })
    const wait = (windows: readonly WindowDay[]): number => {
      const engine = makeEngine(windows, rule)
      return mean(days.map((visits) => mean(waitsOf(visits, engine.run(visits)))))
    }
    const [apart, two, pooled, seven] = [hall(6, 1), hall(6, 2), hall(6, 3), hall(7, 2)].map(wait)
    expect(two).toBeLessThan(apart ?? 0)
    expect(pooled).toBeLessThan(two ?? 0)
    expect(seven).toBeLessThan(two ?? 0)
  })
})
