import { beforeAll, describe, expect, it } from 'vitest'
import { crowdOf } from '../../hall/plan/days.ts'
import { type Demand, stretched } from '../../hall/plan/demand.ts'
import { type Missed, missedBy } from '../../hall/plan/missed.ts'
import { type Plan, planFor, type Question } from '../../hall/plan/plan.ts'
import { rosterFor } from '../../hall/plan/roster.ts'
import { mostOf, savingOf, windowHours } from '../../hall/plan/saving.ts'
import { tried } from '../../hall/plan/tried.ts'
import { WARSAW, WARSAW_DISPERSION } from '../../hall/simulate/shape.ts'
import { naiveShares } from './naive-hall.ts'
import { ran } from './ran.ts'

const HALF_HOURS = { first: 17, count: 18 }
const TARGET = { minutes: 15, share: 0.9 }
const RULES = { creditMinutes: { ordinary: 0, priority: 30, appointment: 30 } }

const demand = (theme: string, cases: number, more: Partial<Demand> = {}): Demand => ({
  theme,
  arrivals: stretched(WARSAW, HALF_HOURS.count).map((part) => part * cases),
  minutes: 15,
  cv: 0.8,
  priority: 0.15,
  basis: 'catalogue',
  ...more,
})

const question = (demands: readonly Demand[], more: Partial<Question> = {}): Question => ({
  demands,
  halfHours: HALF_HOURS,
  ruleWindows: demands.reduce((sum, { arrivals }) => sum + Math.ceil(arrivals.reduce((a, b) => a + b) / 25 - 1e-9), 0),
  set: new Array<number>(HALF_HOURS.count).fill(2),
  target: TARGET,
  rules: RULES,
  seed: 1,
  ...more,
})

/** Three themes of one hall: quick, usual, slow. */
const DEMANDS = [demand('A', 60, { minutes: 9 }), demand('B', 50), demand('C', 30, { minutes: 22 })]

const kinds = (missed: readonly Missed[]): string[] => missed.map(({ kind }) => kind)

describe('the plan of a day', { timeout: 60_000 }, () => {
  let apart: readonly Plan[] = []
  let pooled: Plan
  beforeAll(() => {
    apart = DEMANDS.map((one) => ran(planFor(question([one]))))
    pooled = ran(planFor(question(DEMANDS)))
  })

  const CONFIRMED = { days: 2_000, minutes: 15, clustered: WARSAW_DISPERSION, credit: 30 }

  it('U7 P(wait ≤ 15 min) is confirmed within a point by a simulation that shares no line with the engine', () => {
    const one = naiveShares([DEMANDS[1] as Demand], apart[1]?.need ?? [], HALF_HOURS, CONFIRMED)
    expect(Math.abs(one.all - (apart[1]?.waits.need.within ?? 0))).toBeLessThan(0.01)
    const rule = naiveShares([DEMANDS[1] as Demand], pooledWith(2), HALF_HOURS, CONFIRMED)
    expect(Math.abs(rule.all - (apart[1]?.waits.rule.within ?? 0))).toBeLessThan(0.01)
    // The catalogue has two windows for each of them: the quick theme's rule would have three.
    const set = naiveShares([DEMANDS[0] as Demand], pooledWith(2), HALF_HOURS, CONFIRMED)
    expect(Math.abs(set.all - (apart[0]?.waits.set.within ?? 0))).toBeLessThan(0.01)
    // The target holds for the others' people too, in every half hour, but for chance.
    for (const share of one.byHalfHour) expect(share).toBeGreaterThan(TARGET.share - 0.02)
  })

  const pooledWith = (windows: number): number[] => new Array<number>(HALF_HOURS.count).fill(windows)

  it('U7 pooled windows are confirmed as well', () => {
    const shares = naiveShares(DEMANDS, pooled.need, HALF_HOURS, { ...CONFIRMED, days: 700 })
    expect(Math.abs(shares.all - pooled.waits.need.within)).toBeLessThan(0.01)
  })

  it('U4 the target is told on other days than those on which the need was found', () => {
    const { need, waits } = apart[1] as Plan
    const same = ran(crowdOf([DEMANDS[1] as Demand], { halfHours: HALF_HOURS, days: 1_200, seed: 1, rules: RULES }))
    const found = ran(tried(same, need, TARGET)).came
    expect(found.reduce((a, b) => a + b) / waits.need.came.reduce((a, b) => a + b)).toBeCloseTo(1, 1)
    expect(waits.need.came).not.toEqual(found)
    for (const plan of [...apart, pooled]) {
      expect(plan.waits.need.within).toBeGreaterThanOrEqual(TARGET.share)
      for (const share of plan.waits.need.byHalfHour) expect(share).toBeGreaterThan(TARGET.share - 0.02)
    }
  })

  it('U4 the same question gives the same answer', () => {
    expect(ran(planFor(question([DEMANDS[2] as Demand])))).toEqual(apart[2])
  })

  it('U4 whoever has precedence is called by the hall’s rule: without credit they wait like everybody', () => {
    const strict = { creditMinutes: { ordinary: 0, priority: 1_440, appointment: 30 } }
    const busy = demand('B', 50, { priority: 0.4 })
    const withCredit = ran(planFor(question([busy], { rules: strict })))
    const without = ran(
      planFor(question([busy], { rules: { creditMinutes: { ordinary: 0, priority: 0, appointment: 0 } } })),
    )
    expect(withCredit.waits.rule.within).not.toBe(without.waits.rule.within)
    // Who is called first changes nothing in how long people wait on average (conservation law).
    expect(Math.abs(withCredit.waits.rule.meanMinutes / without.waits.rule.meanMinutes - 1)).toBeLessThan(0.05)
  })

  it('U4 a day without anybody needs nothing', () => {
    const plan = ran(planFor(question([demand('A', 0)], { ruleWindows: 0 })))
    expect(plan.need).toEqual(pooledWith(0))
    expect(plan.roster.staff).toBe(0)
    expect(missedBy(plan, 25)).toEqual([])
  })

  it('U5 together the themes need fewer windows, hours and people than apart', () => {
    const saving = savingOf(apart, pooled)
    expect(saving.windows).toBe(apart.reduce((sum, { need }) => sum + mostOf(need), 0) - mostOf(pooled.need))
    expect(saving.windows).toBeGreaterThan(0)
    expect(saving.hours).toBe(apart.reduce((sum, { need }) => sum + windowHours(need), 0) - windowHours(pooled.need))
    expect(saving.hours).toBeGreaterThan(0)
    expect(saving.staff).toBeGreaterThan(0)
  })

  it('U5 with as many windows the mean wait falls to a part of itself', () => {
    const { apart: each, together } = savingOf(apart, pooled)
    expect(together).toBe(pooled.waits.rule.meanMinutes)
    const people = apart.reduce((sum, { cases }) => sum + cases, 0)
    expect(each).toBeCloseTo(
      apart.reduce((sum, { cases, waits }) => sum + cases * waits.rule.meanMinutes, 0) / people,
      9,
    )
    expect(each).toBeGreaterThan(2 * together)
  })

  it('U6 the roster of a plan covers its need in every half hour', () => {
    for (const { need, roster } of [...apart, pooled]) {
      expect(roster.onDuty.every((people, at) => people >= (need[at] ?? 0))).toBe(true)
      expect(roster).toEqual(rosterFor(need))
    }
  })

  it('U8 where the rule gives too few windows, it is said from when to when and how many are needed', () => {
    const [, usual] = apart
    if (!usual) throw new Error('The plan of the usual theme is missing.')
    const missed = missedBy(usual, 25)
    const short = missed.find((one) => one.kind === 'short')
    if (short?.kind !== 'short') throw new Error(`Two windows for fifty cases are too few: ${kinds(missed)}`)
    expect(short).toMatchObject({ windows: 2, within: usual.waits.rule.within, most: mostOf(usual.need) })
    for (let at = short.from; at <= short.to; at += 1) expect(usual.need[at]).toBeGreaterThan(2)
    expect(usual.need[short.to + 1] ?? 0).toBeLessThanOrEqual(2)
  })

  it('U8 where the rule gives too many, how many would do', () => {
    const plan = ran(planFor(question([demand('A', 50, { minutes: 3 })], { ruleWindows: 4 })))
    expect(missedBy(plan, 25)).toContainEqual({ kind: 'spare', windows: 4, most: mostOf(plan.need) })
    expect(kinds(missedBy(plan, 25))).not.toContain('short')
  })

  it('U8 the rule counts cases and not minutes: a slow theme is named with what a window can do', () => {
    const slow = { ...(apart[2] as Plan), minutes: 40 }
    expect(missedBy(slow, 25)).toContainEqual({ kind: 'long', cases: 25, minutes: 40, possible: 13 })
    expect(kinds(missedBy(apart[0] as Plan, 25))).not.toContain('long')
  })

  it('U8 the half hour in which the formula falls the most short of the simulator is named', () => {
    const plan = { ...(apart[0] as Plan), need: [2, 3, 5, 2], erlang: [2, 2, 3, 4] }
    expect(missedBy(plan, 25)).toContainEqual({ kind: 'carried', at: 2, erlang: 3, need: 5 })
    const same = { ...plan, erlang: [2, 3, 5, 2] }
    expect(kinds(missedBy(same, 25))).not.toContain('carried')
  })

  it('U8 the rule’s staff stands beside the roster’s, where they differ', () => {
    const plan = { ...(apart[0] as Plan), rule: { windows: 2, staff: 3 } }
    const staffed = (staff: number): Plan => ({ ...plan, roster: { staff, shifts: [], onDuty: [] } })
    expect(missedBy(staffed(5), 25)).toContainEqual({ kind: 'staff', rule: 3, roster: 5 })
    expect(kinds(missedBy(staffed(3), 25))).not.toContain('staff')
  })

  it('U8 where the rule is right, that is said', () => {
    const plan = { ...(apart[0] as Plan), need: [1, 2, 2, 1], rule: { windows: 2, staff: 3 } }
    expect(kinds(missedBy(plan, 25))).toContain('meets')
    expect(kinds(missedBy(plan, 25))).not.toContain('spare')
    expect(kinds(missedBy(plan, 25))).not.toContain('short')
    expect(kinds(missedBy({ ...plan, rule: { windows: 3, staff: 5 } }, 25))).not.toContain('meets')
  })
})
