import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { OrderRule, Relief, Visits, WindowDay } from '../../hall/simulate/day.ts'
import { runDay } from '../../hall/simulate/engine.ts'
import { drawsOf } from '../../hall/simulate/random.ts'
import { anyDay, pooledDay } from './any-day.ts'
import { type Day, type Mistake, runBySight } from './day-by-sight.ts'
import { wronged } from './overtaken.ts'

// Two seconds on an idle machine; others may be at work on this one.
vi.setConfig({ testTimeout: 60_000 })

const seeds = fc.integer({ min: 0, max: 1_000_000 })
/** Rates above 0, for which the bound is a length of time. */
const gaining = (day: Day): Day => ({
  ...day,
  order: { ...day.order, rate: day.order.rate.map((rate) => Math.max(1, rate)) },
})

const steepOrders: fc.Arbitrary<OrderRule> = fc.record({
  credit: fc.array(fc.constantFrom(0, 10, 30, 90, Number.POSITIVE_INFINITY), { minLength: 3, maxLength: 3 }),
  rate: fc.array(fc.constantFrom(1, 1, 1.5, 2, 4), { minLength: 3, maxLength: 3 }),
})

describe('the bound on overtaking', () => {
  it('U18 holds for every ticket of any day: breaks, tiers, help, legs, slots', () => {
    fc.assert(
      fc.property(anyDay.map(gaining), (day) => {
        expect(wronged(day, runDay(day.visits, day.windows, day.order))).toEqual([])
      }),
      { numRuns: 1_500, seed: 1 },
    )
  })

  it('U18 holds for every ticket of a long and busy day, whatever the credits and rates', () => {
    fc.assert(
      fc.property(seeds, steepOrders, fc.integer({ min: 1, max: 5 }), (seed, order, windows) => {
        const day = pooledDay(seed, 300, windows, order, 1.1)
        expect(wronged(day, runDay(day.visits, day.windows, order))).toEqual([])
      }),
      { numRuns: 60, seed: 2 },
    )
  })

  it.each<Mistake>([
    'the last to come is called first',
    'an early appointment is served by its strict credit',
    'rates are left out',
    'credits are left out',
    'a later tier is not behind the first',
    'a window calls after its shift',
  ])('U18 the check finds a day on which %s', (mistake) => {
    const days = fc.sample(anyDay, { numRuns: 400, seed: 3 }).map(gaining)
    expect(days.some((day) => wronged(day, runBySight(day, mistake)).length > 0)).toBe(true)
  })
})

const THEMES = 3
const HOURS = 1_200

/**
 * More people than the windows can serve, for twenty hours: three tenths more, unless they come faster.
 * @param second the share of the second theme; the others have equal parts of the rest
 */
const flooded = (seed: number, kinds: number, gap = 3.85, second = 1 / THEMES): Visits => {
  const draws = drawsOf(seed, 'flood')
  const moments: number[] = []
  for (let at = draws.exponential(gap); at < HOURS; at += draws.exponential(gap)) moments.push(at)
  const count = moments.length
  const column = (draw: () => number): number[] => Array.from({ length: count }, draw)
  return {
    count,
    comes: Float64Array.from(moments),
    since: Float64Array.from(moments),
    queue: Uint16Array.from(column(() => (draws.happens(second) ? 1 : draws.below(2) * 2))),
    kind: Uint8Array.from(column(() => draws.below(kinds))),
    needs: Float64Array.from(column(() => draws.lognormal(15, 0.8))),
  }
}

/** One window for each theme, which it takes in the first place, and the others behind. */
const hallWith = (reliefs: readonly Relief[], longest: boolean): WindowDay[] =>
  Array.from({ length: THEMES }, (_, own) => {
    const others = [0, 1, 2].filter((queue) => queue !== own)
    const tiers = longest ? [[own, ...others]] : [[own], others]
    return { shifts: [{ from: 0, to: Number.POSITIVE_INFINITY, tiers, reliefs }] }
  })

/** Whoever of some queues came in the first fifth of a flood and was still not called when it ended. */
const starved = (visits: Visits, windows: readonly WindowDay[], order: OrderRule, queues = [0, 1, 2]): number => {
  const { calledAt } = runDay(visits, windows, order)
  const early = (visit: number): boolean =>
    (visits.comes[visit] ?? 0) < HOURS / 5 && queues.includes(visits.queue[visit] ?? -1)
  return visits.comes.filter((_at, visit) => early(visit) && !((calledAt[visit] ?? Number.NaN) < HOURS)).length
}

describe('starvation', () => {
  const orders = fc.record({
    credit: fc.array(fc.constantFrom(0, 10, 30, 60), { minLength: 2, maxLength: 2 }),
    rate: fc.array(fc.constantFrom(1, 1.5, 2), { minLength: 2, maxLength: 2 }),
  })
  const help = (until: number, first: boolean): Relief => ({
    queues: [1],
    overWait: 15,
    overCount: 5,
    whenIdle: false,
    first,
    until,
  })

  it('U18 nobody is left behind in a flood where each theme is some window’s first, with any order and help behind', () => {
    fc.assert(
      fc.property(seeds, orders, fc.boolean(), fc.integer({ min: 0, max: 4 }), (seed, order, longest, until) => {
        expect(starved(flooded(seed, 2), hallWith([help(until, false)], longest), order)).toBe(0)
      }),
      { numRuns: 80, seed: 5 },
    )
  })

  it('U18 the check can fail: strict precedence for four in five, or help that goes before the only window’s own theme', () => {
    const even = { credit: [0, 0, 0, 0, 0], rate: [1, 1, 1, 1, 1] }
    const strict = { ...even, credit: [1, 1, 1, 1, 0].map((one) => (one === 1 ? Number.POSITIVE_INFINITY : 0)) }
    const pressing = flooded(9, 5, 2)
    expect(starved(pressing, hallWith([], false), even)).toBe(0)
    expect(starved(pressing, hallWith([], false), strict)).toBeGreaterThan(0)
    // The crowd of the second theme alone is more than all windows can serve.
    const crowd = flooded(9, 5, 2, 0.8)
    expect(starved(crowd, hallWith([help(0, false)], false), even, [0, 2])).toBe(0)
    expect(starved(crowd, hallWith([help(0, true)], false), even, [0, 2])).toBeGreaterThan(0)
  })
})
