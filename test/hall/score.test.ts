/** The score by itself: what it contains, what is strict, and how far anybody may be overtaken (Q1, Q8, Q9, Q19). */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TICKET_CLASSES, type TicketClass } from '../../hall/catalogue.ts'
import { laterAllowed, type OrderRules, scoreOf, sinceFor } from '../../hall/score.ts'
import { MORNING, minutes } from '../kit/hand-clock.ts'

const DAY = 1_440
const rulesOf = (credit: readonly number[], rate?: readonly number[]): OrderRules => {
  const byClass = ([ordinary = 0, priority = 0, appointment = 0]: readonly number[]) => ({
    ordinary,
    priority,
    appointment,
  })
  return { creditMinutes: byClass(credit), ...(rate ? { rate: byClass(rate) } : {}) }
}
const someClass = fc.constantFrom(...TICKET_CLASSES)
const someCredit = fc.oneof(fc.integer({ min: 0, max: 240 }), fc.constant(DAY))
const someRate = fc.constantFrom(0.1, 0.3, 0.5, 1, 1.7, 2, 4, 10)
const someRules = fc
  .tuple(fc.array(someCredit, { minLength: 3, maxLength: 3 }), fc.array(someRate, { minLength: 3, maxLength: 3 }))
  .map(([credit, rate]) => rulesOf(credit, rate))
const someMinute = fc.integer({ min: -120, max: 480 })

describe('the score', () => {
  it('Q1 without credit it is first come, first served; with credit somebody counts as having come so much earlier', () => {
    const now = MORNING + minutes(60)
    const rules = rulesOf([0, 15, 0])
    expect(scoreOf(rules, 'ordinary', MORNING, now)).toBe(minutes(60))
    expect(scoreOf(rules, 'priority', MORNING + minutes(15), now)).toBe(minutes(60))
  })

  it('Q1 whoever gains twice as fast passes whoever came before once they have waited half as long', () => {
    const rules = rulesOf([0, 0, 0], [1, 2, 1])
    const at = (minute: number) => MORNING + minutes(minute)
    const first = (minute: number): boolean =>
      scoreOf(rules, 'priority', at(10), at(minute)) > scoreOf(rules, 'ordinary', at(0), at(minute))
    expect([19, 20, 21].map(first)).toEqual([false, false, true])
  })

  it('Q8 a credit of a whole day goes before any wait and any rate, from the slot on', () => {
    const rules = rulesOf([240, DAY, 0], [10, 0.1, 1])
    const now = MORNING + minutes(600)
    const waited = scoreOf(rules, 'ordinary', MORNING, now)
    expect(scoreOf(rules, 'priority', now, now)).toBeGreaterThan(waited)
    expect(scoreOf(rules, 'priority', now + 1, now)).toBeLessThan(waited)
    // Q4: who is early earns nothing.
    expect(scoreOf(rules, 'priority', now + 1, now)).toBeLessThan(scoreOf(rules, 'appointment', now, now))
  })

  it('Q9 it reads no clock: the same moments give the same score, whenever it is asked', () => {
    const source = readFileSync('hall/score.ts', 'utf8') + readFileSync('hall/queue.ts', 'utf8')
    expect(source).not.toMatch(/Date\b|performance|Math\.random/)
    fc.assert(
      fc.property(someRules, someClass, someMinute, someMinute, fc.integer({ min: 1, max: 1_000_000 }), (...of) => {
        const [rules, name, since, now, later] = of
        // Moved by any time as a whole, nothing changes.
        const score = scoreOf(rules, name, minutes(since), minutes(now))
        expect(scoreOf(rules, name, minutes(since + later), minutes(now + later))).toBeCloseTo(score, 3)
      }),
    )
  })

  it('Q1 the longer somebody has waited, the higher they stand in their class', () => {
    fc.assert(
      fc.property(someRules, someClass, someMinute, someMinute, fc.integer({ min: 1, max: 60_000 }), (...of) => {
        const [rules, name, since, now, earlier] = of
        expect(scoreOf(rules, name, minutes(since) - earlier, minutes(now))).toBeGreaterThan(
          scoreOf(rules, name, minutes(since), minutes(now)),
        )
      }),
    )
  })

  it('Q1 a score and the moment that gives it belong together', () => {
    fc.assert(
      fc.property(someRules, someClass, someClass, someMinute, someMinute, (rules, a, b, since, now) => {
        const score = scoreOf(rules, a, minutes(since), minutes(now))
        const found = sinceFor(rules, b, score, minutes(now))
        // Strict precedence is not given away: whoever has it stands behind others who have it, at worst.
        if (rules.creditMinutes[b] === DAY) expect(found).toBeLessThanOrEqual(minutes(now))
        else expect(Math.abs(scoreOf(rules, b, found, minutes(now)) - score)).toBeLessThan(0.01)
      }),
    )
  })
})

describe('Q19 the bound on overtaking', () => {
  it('Q19 is met whenever somebody who came later stands higher, and is reached', () => {
    let nearest = Number.POSITIVE_INFINITY
    fc.assert(
      fc.property(someRules, someClass, someClass, someMinute, fc.nat(300), fc.nat(300), (...of) => {
        const [rules, a, b, came, gap, later] = of
        const [first, second, now] = [minutes(came), minutes(came + gap), minutes(came + gap + later)]
        if (scoreOf(rules, b, second, now) <= scoreOf(rules, a, first, now)) return
        const allowed = laterAllowed(rules, b, { class: a, waited: now - first })
        expect(second - first).toBeLessThanOrEqual(allowed + 0.001)
        if (gap > 0) nearest = Math.min(nearest, allowed - (second - first))
      }),
      { numRuns: 3_000 },
    )
    expect(nearest).toBeLessThan(minutes(2))
  })

  it('Q19 says how much later, with credits, with rates, and where a class is strict', () => {
    const allowed = (rules: OrderRules, called: TicketClass, name: TicketClass, waited: number) =>
      laterAllowed(rules, called, { class: name, waited: minutes(waited) }) / minutes(1)
    const credits = rulesOf([0, 30, 10])
    expect(allowed(credits, 'priority', 'ordinary', 60)).toBe(30)
    expect(allowed(credits, 'priority', 'appointment', 60)).toBe(20)
    expect(allowed(credits, 'ordinary', 'priority', 60)).toBe(0)
    expect(allowed(credits, 'ordinary', 'ordinary', 60)).toBe(0)
    // Half of the wait may still be caught up with by who gains twice as fast.
    expect(allowed(rulesOf([0, 0, 0], [1, 2, 1]), 'priority', 'ordinary', 60)).toBe(30)
    expect(allowed(rulesOf([0, 20, 0], [1, 2, 1]), 'priority', 'ordinary', 60)).toBe(40)
    const strict = rulesOf([0, DAY, 0])
    expect(allowed(strict, 'priority', 'ordinary', 60)).toBe(Number.POSITIVE_INFINITY)
    expect(allowed(strict, 'ordinary', 'priority', 60)).toBe(0)
  })
})
