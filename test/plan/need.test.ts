import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Crowd, crowdOf, staffedWindows } from '../../hall/plan/days.ts'
import { type Demand, stretched } from '../../hall/plan/demand.ts'
import { windowsFor } from '../../hall/plan/erlang.ts'
import { erlangNeed, leastNeed, withoutDips } from '../../hall/plan/need.ts'
import { tried } from '../../hall/plan/tried.ts'
import { WARSAW } from '../../hall/simulate/shape.ts'
import { ran } from './ran.ts'

const TARGET = { minutes: 15, share: 0.9 }
const HALF_HOURS = { first: 17, count: 18 }
const RULES = { creditMinutes: { ordinary: 0, priority: 30, appointment: 30 } }

const demand = (cases: number, more: Partial<Demand> = {}): Demand => ({
  theme: 'A',
  arrivals: stretched(WARSAW, HALF_HOURS.count).map((part) => part * cases),
  minutes: 15,
  cv: 0.8,
  priority: 0,
  basis: 'catalogue',
  ...more,
})

const people = (demands: readonly Demand[], days = 500): Crowd =>
  ran(crowdOf(demands, { halfHours: HALF_HOURS, days, seed: 3, rules: RULES }))

describe('how many windows a half hour needs', { timeout: 60_000 }, () => {
  it('U4 the target is met in every half hour, and with one window fewer in any of them it is not', () => {
    const demands = [demand(60)]
    const crowd = people(demands)
    const need = ran(leastNeed(crowd, erlangNeed(demands, HALF_HOURS.count, TARGET), TARGET))
    const found = ran(tried(crowd, need, TARGET))
    for (const share of found.byHalfHour) expect(share).toBeGreaterThanOrEqual(TARGET.share)
    for (const [at, count] of need.entries()) {
      if (count === 1) continue
      const fewer = ran(tried(crowd, need.with(at, count - 1), TARGET))
      const narrow = fewer.byHalfHour.map((share, index) => share - Math.sqrt(0.09 / (fewer.came[index] ?? 1)))
      expect(Math.min(...narrow)).toBeLessThan(TARGET.share)
    }
  })

  it('U4 a first guess that is too high or too low leads to as many windows', () => {
    const demands = [demand(40)]
    const crowd = people(demands, 300)
    const hours = (guess: number): number =>
      ran(leastNeed(crowd, new Array<number>(HALF_HOURS.count).fill(guess), TARGET)).reduce((sum, n) => sum + n, 0)
    expect(Math.abs(hours(1) - hours(8))).toBeLessThanOrEqual(2)
  })

  it('U4 the queue of one half hour is carried into the next, which the formula for each by itself does not see', () => {
    const following = (before: number) => {
      const arrivals = new Array<number>(HALF_HOURS.count).fill(0).with(2, before).with(3, 6)
      return demand(0, { arrivals })
    }
    const windows = erlangNeed([following(20)], HALF_HOURS.count, TARGET)
    expect(erlangNeed([following(0)], HALF_HOURS.count, TARGET)[3]).toBe(windows[3])
    const lean = windows.with(2, 8)
    const behind = ran(tried(people([following(20)]), lean, TARGET)).byHalfHour[3] ?? 1
    const alone = ran(tried(people([following(0)]), lean, TARGET)).byHalfHour[3] ?? 0
    expect(alone).toBeGreaterThan(behind + 0.2)
    const need = ran(leastNeed(people([following(20)]), lean, TARGET))
    expect(need[3]).toBeGreaterThan(windows[3] ?? 0)
  })

  it('U4 by Erlang, the wait is measured in service times', () => {
    const even = (minutes: number) => demand(0, { arrivals: new Array<number>(18).fill(300 / 14), minutes })
    // 300 cases in seven hours of a quarter of an hour each: the reference table.
    expect(new Set(erlangNeed([even(15)], 18, TARGET))).toEqual(new Set([13]))
    // Twice as long a case makes fifteen minutes half of one.
    const half = windowsFor(300 / 14, { within: 0.5, share: 0.9 })
    expect(erlangNeed([even(30)], 18, TARGET)[0]).toBe(half)
    expect(half).toBeGreaterThan(windowsFor(300 / 14, { within: 1, share: 0.9 }))
  })

  it('U4 nobody closes a window for one half hour', () => {
    expect(withoutDips([2, 1, 2, 1, 1, 3, 2, 2])).toEqual([2, 2, 2, 1, 1, 3, 2, 2])
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 20 }), (need) => {
        const filled = withoutDips(need)
        expect(filled.every((count, at) => count >= (need[at] ?? 0))).toBe(true)
        expect(Math.max(0, ...filled)).toBe(Math.max(0, ...need))
      }),
    )
  })

  it('U4 a half hour has exactly so many windows, and whoever waits at closing is still served', () => {
    const crowd = { queues: 2, halfHours: { first: 17, count: 4 } }
    const windows = staffedWindows([1, 3, 2, 1], crowd)
    const openAt = (minute: number): number =>
      windows.filter(({ shifts }) => shifts.some(({ from, to }) => from <= minute && minute < to)).length
    expect([510, 539, 540, 569, 570, 600, 629, 900].map(openAt)).toEqual([1, 1, 3, 3, 2, 1, 1, 1])
    expect(openAt(509)).toBe(0)
    // A window that stays open has one shift, however many half hours that is.
    expect(windows.map(({ shifts }) => shifts.length)).toEqual([1, 1, 1])
    expect(
      windows.flatMap(({ shifts }) => shifts.flatMap(({ tiers }) => tiers)).every((tier) => tier.length === 2),
    ).toBe(true)
  })

  it('U4 without windows nobody is called, which counts as the longest wait', () => {
    const crowd = people([demand(30)], 50)
    const found = ran(tried(crowd, new Array<number>(18).fill(0), TARGET))
    expect(found.within).toBe(0)
    expect(found.meanMinutes).toBe(600)
    expect(found.p90Minutes).toBe(600)
  })

  it('U4 waits are counted to the minute begun, their mean exactly', () => {
    const comes = Float64Array.of(510, 511.5, 560)
    const two = {
      count: 3,
      comes,
      since: comes,
      queue: new Uint16Array(3),
      kind: new Uint8Array(3),
      needs: Float64Array.of(10, 10, 5),
    }
    const crowd = { ...people([demand(0)], 1), days: [two] }
    const found = ran(tried(crowd, new Array<number>(18).fill(1), { minutes: 8, share: 0.9 }))
    // 0, 8.5 and 0 minutes.
    expect(found.meanMinutes).toBeCloseTo(8.5 / 3, 9)
    expect(found.p90Minutes).toBe(9)
    expect(found.within).toBeCloseTo(2 / 3, 9)
    expect(found.byHalfHour.slice(0, 3)).toEqual([0.5, 1, 1])
    expect(found.came.slice(0, 3)).toEqual([2, 1, 0])
  })

  it('U4 looking stops early only where the target is missed', () => {
    const crowd = people([demand(60)])
    const short = ran(tried(crowd, new Array<number>(18).fill(2), TARGET, true))
    const whole = ran(tried(crowd, new Array<number>(18).fill(2), TARGET))
    expect(Math.min(...whole.byHalfHour)).toBeLessThan(TARGET.share)
    expect(Math.min(...short.byHalfHour)).toBeLessThan(TARGET.share)
    expect(short.came.reduce((a, b) => a + b)).toBeLessThan(whole.came.reduce((a, b) => a + b))
    const plenty = new Array<number>(18).fill(5)
    expect(ran(tried(crowd, plenty, TARGET, true))).toEqual(ran(tried(crowd, plenty, TARGET)))
  })
})
