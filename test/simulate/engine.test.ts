import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Course, OrderRule, Visits, WindowDay } from '../../hall/simulate/day.ts'
import { emptyCourse, makeEngine, runDay } from '../../hall/simulate/engine.ts'
import { anyDay } from './any-day.ts'
import { type Day, MISTAKES, type Mistake, runBySight } from './day-by-sight.ts'

const ONE: readonly WindowDay[] = [{ shifts: [{ from: 0, to: 1_000, tiers: [[0]] }] }]
const FIRST_COME: OrderRule = { credit: [0], rate: [1] }

/** Three people in one queue who come at 0, 1 and 20 and take 10 each. */
const threeVisits = (columns: Partial<Visits>): Visits => {
  const comes = columns.comes ?? Float64Array.of(0, 1, 20)
  return {
    count: 3,
    comes,
    since: comes,
    queue: new Uint16Array(3),
    kind: new Uint8Array(3),
    needs: Float64Array.of(10, 10, 10),
    ...columns,
  }
}

const run = ({ visits, windows, order }: Day): Course => runDay(visits, windows, order)

const told = (course: Course) => ({
  calledAt: [...course.calledAt],
  endedAt: [...course.endedAt],
  window: [...course.window],
  tier: [...(course.tier ?? [])].map((tier, visit) => (course.window[visit] === -1 ? null : tier)),
})

const differs = (day: Day, mistake: Mistake): boolean =>
  JSON.stringify(told(run(day))) !== JSON.stringify(told(runBySight(day, mistake)))

// Two seconds on an idle machine; others may be at work on this one.
vi.setConfig({ testTimeout: 60_000 })

describe('the engine', () => {
  it('U18 does on any day what a slow look at everything does: breaks, profiles by the hour, help, legs, slots, leaving', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(told(run(day))).toEqual(told(runBySight(day)))
      }),
      { numRuns: 3_000, seed: 20_240_601 },
    )
  })

  it.each(MISTAKES)('U18 is told apart from one in which %s', (mistake) => {
    const days = fc.sample(anyDay, { numRuns: 400, seed: 7 })
    expect(days.some((day) => differs(day, mistake))).toBe(true)
  })

  it('U13 gives the same course again, whatever was run before with the same buffers, in steps or at once', () => {
    const [first, second] = fc.sample(anyDay, { numRuns: 2, seed: 11 })
    if (!first || !second) throw new Error('Two days were asked for.')
    const engine = makeEngine(first.windows, { credit: [0, 5, 10], rate: [1, 1, 1] })
    const alone = told(engine.run(first.visits))
    const into = emptyCourse(first.visits.count + second.visits.count)
    engine.run(second.visits, into)
    engine.run(first.visits, into)
    const steps = engine.inSteps(first.visits)
    let step = steps.next()
    while (!step.done) step = steps.next()
    const { count } = first.visits
    expect([...into.calledAt.subarray(0, count)]).toEqual(alone.calledAt)
    expect(told(step.value)).toEqual(alone)
  })

  it('U13 a run that was cut short leaves nothing behind for the next', () => {
    const days = fc.sample(anyDay, { numRuns: 300, seed: 17 })
    for (const [index, { visits, windows, order }] of days.entries()) {
      const engine = makeEngine(windows, order)
      const other = days[(index + 1) % days.length]?.visits ?? visits
      for (const until of [0, other.count >> 1]) engine.run(other, undefined, { until })
      expect(told(engine.run(visits))).toEqual(told(runDay(visits, windows, order)))
    }
  })

  it('U13 begins with windows taken as it is told, and ends once the one it is asked about has been called or is gone', () => {
    const days = fc.sample(anyDay, { numRuns: 60, seed: 13 })
    for (const { visits, windows, order } of days) {
      const engine = makeEngine(
        windows.map(({ shifts, slowness }) => ({ shifts, ...(slowness === undefined ? {} : { slowness }) })),
        order,
      )
      const busyUntil = Float64Array.from(windows, (window) => window.busyUntil ?? Number.NEGATIVE_INFINITY)
      const whole = runDay(visits, windows, order)
      expect(told(engine.run(visits, undefined, { busyUntil }))).toEqual(told(whole))
      for (let until = 0; until < visits.count; until += 7) {
        const short = engine.run(visits, undefined, { busyUntil, until })
        expect(short.calledAt[until]).toBe(whole.calledAt[until])
        const last = whole.calledAt[until] ?? Number.NaN
        const beyond = short.calledAt.filter((at) => at > last)
        expect(beyond).toHaveLength(0)
      }
    }
  })

  it('U13 ends when the one it is asked about goes away, though others still come', () => {
    const visits = threeVisits({ leaves: Float64Array.of(Number.POSITIVE_INFINITY, 4, Number.POSITIVE_INFINITY) })
    const engine = makeEngine(ONE, FIRST_COME)
    expect([...engine.run(visits).calledAt]).toEqual([0, Number.NaN, 20])
    expect([...engine.run(visits, undefined, { until: 1 }).calledAt]).toEqual([0, Number.NaN, Number.NaN])
  })

  it('U13 a later leg may stand before people who come', () => {
    const visits = threeVisits({
      comes: Float64Array.of(0, Number.POSITIVE_INFINITY, 5),
      since: Float64Array.of(0, 0, 5),
      // biome-ignore lint/suspicious/noThenProperty: it is never awaited
      then: Int32Array.of(1, -1, -1),
    })
    expect([...runDay(visits, ONE, FIRST_COME).calledAt]).toEqual([0, 10, 20])
  })

  it('U13 a queue that no window takes waits for ever and keeps nobody', () => {
    const visits = threeVisits({ queue: Uint16Array.of(0, 9, 0) })
    expect([...runDay(visits, ONE, FIRST_COME).calledAt]).toEqual([0, Number.NaN, 20])
  })

  it('U13 whoever is due to go away before having come is gone at once, unless a window is free', () => {
    const visits = threeVisits({ leaves: Float64Array.of(Number.POSITIVE_INFINITY, 0, 15) })
    expect([...runDay(visits, ONE, FIRST_COME).calledAt]).toEqual([0, Number.NaN, 20])
  })

  it('U13 a queue that a window names twice stands in the earlier tier', () => {
    const visits = threeVisits({ comes: Float64Array.of(0, 1, 2), queue: Uint16Array.of(0, 1, 0) })
    const tiers = [[0], [1, 0]]
    expect([...runDay(visits, [{ shifts: [{ from: 0, to: 99, tiers }] }], FIRST_COME).calledAt]).toEqual([0, 20, 10])
    // Somebody who comes to two free windows goes to the one that takes it first, by whichever tier.
    const windows = [[[1], [0]], tiers].map((each) => ({ shifts: [{ from: 0, to: 99, tiers: each }] }))
    const one = { ...visits, comes: Float64Array.of(1, 40, 80) }
    expect(runDay(one, windows, FIRST_COME).window[0]).toBe(1)
  })

  it('U13 refuses what no day can be, and says what', () => {
    const run = (columns: Partial<Visits>, windows = ONE, order = FIRST_COME) =>
      runDay(threeVisits(columns), windows, order)
    expect(() => run({ comes: Float64Array.of(0, 30, 20) })).toThrow(/order of `comes`/)
    expect(() => run({ needs: Float64Array.of(1, Number.NaN, 1) })).toThrow(/Visit 1 needs a length of time/)
    expect(() => run({ needs: Float64Array.of(1, -1, 1) })).toThrow(/Visit 1 needs a length of time/)
    expect(() => run({ kind: Uint8Array.of(0, 0, 3) })).toThrow(/Visit 2 is of a class without a credit/)
    expect(() => run({ comes: Float64Array.of(0, Number.NaN, 20) })).toThrow(/not a number/)
    expect(() => run({}, ONE, { credit: [0], rate: [] })).toThrow(/a credit and a rate for each class/)
    expect(() => run({}, ONE, { credit: [Number.NaN], rate: [1] })).toThrow(/A credit is/)
    expect(() => run({}, ONE, { credit: [0], rate: [-1] })).toThrow(/A rate is 0 or more/)
    expect(() => run({}, [{ shifts: [{ from: 5, to: 4, tiers: [] }] }])).toThrow(/Shift 0 of window 0/)
    const relief = { queues: [0], overWait: 1, overCount: 1, whenIdle: false, first: false, until: -1 }
    expect(() => run({}, [{ shifts: [{ from: 0, to: 4, tiers: [], reliefs: [relief] }] }])).toThrow(/help for ever/)
    expect(() => makeEngine(ONE, FIRST_COME).run(threeVisits({}), emptyCourse(2))).toThrow(/no room/)
  })
})
