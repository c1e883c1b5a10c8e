/** What would help, what it gains, and that nothing is said where nothing helps (U10). */
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { WorkProfile } from '../../hall/profile.ts'
import { manager } from '../kit/actors.ts'
import { randomFrom } from '../kit/random.ts'
import { calledNext, type Deed, given, taken, told } from '../kit/story.ts'
import { adviceIn, afterMinutes, crowd, openWith, quiet } from './busy-halls.ts'

/** Window 2 keeps to registration unless it is told otherwise; the day begins so. */
const ONLY_A: WorkProfile = { id: 'only-a', name: '专办登记', own: ['A'], help: [], order: 'own-first', helpWhen: [] }
const PERMITS: WorkProfile = {
  id: 'permits',
  name: '主办许可',
  own: ['B'],
  help: ['A'],
  order: 'own-first',
  helpWhen: [],
}

const withProfiles = (limit: number): Catalogue => {
  const small = quiet(limit)
  return {
    ...small,
    profiles: [ONLY_A, PERMITS],
    counters: small.counters.map((counter) => (counter.id === '2' ? { ...counter, profile: 'only-a' } : counter)),
  }
}

/** What asks more of people must gain more. */
const EASE = { help: 1, profile: 1, resume: 0.8, open: 0.6 }

const does = (advice: ReturnType<typeof adviceIn>) => advice.acts.map(({ kind, counter }) => `${kind} ${counter}`)

describe('what would help', () => {
  it('U10 a window that nobody sits at and that takes what they wait for is to be opened', () => {
    const { past } = given(...openWith(quiet(15), '1'), ...crowd('C-01', 6))
    const [act, ...others] = adviceIn(past).acts
    expect(act).toMatchObject({ kind: 'open', counter: '4', intent: { type: 'OpenCounter', counter: '4' } })
    expect(others).toEqual([])
    expect(act?.spared).toBeGreaterThan(0.5)
    // Five minutes until somebody sits there, ten for each: at least the first is called in time.
    expect(act?.spared).toBeLessThan(4)
    expect(act?.savedAtLeastMs).toBeGreaterThan(0)
    expect(act?.savedAtLeastMs).toBeLessThan(act?.savedMs ?? 0)
  })

  it('U10 five minutes are reckoned until somebody sits there, and two until one who was called back does', () => {
    const minutesSaved = (...deeds: Deed[]) =>
      Math.round((adviceIn(given(...deeds).past).acts[0]?.savedMs ?? 0) / 60_000)
    // Without a window the one who waits is not called in all of the 75 minutes that are looked at.
    expect(minutesSaved(...openWith(quiet(15), '1'), ...crowd('C-01', 1))).toBe(70)
    const away = told({ type: 'PauseCounter', counter: '3', reason: 'away' })
    expect(minutesSaved(...openWith(quiet(15), '3'), away, afterMinutes(100), ...crowd('B-01', 1))).toBe(73)
  })

  it('U10 a window that pauses is to be called back', () => {
    const { past } = given(
      ...openWith(quiet(15), '3'),
      told({ type: 'PauseCounter', counter: '3', reason: 'away' }),
      afterMinutes(40),
      ...crowd('B-01', 5),
    )
    expect(does(adviceIn(past))).toContain('resume 3')
  })

  it('U10 a window with nothing to do helps a theme that its profile leaves out', () => {
    const { past } = given(...openWith(withProfiles(15), '1', '2', '3'), ...crowd('B-01', 7), calledNext('3'))
    const advice = adviceIn(past)
    const helps = advice.acts.find(({ kind }) => kind === 'help')
    expect(helps?.intent).toEqual({ type: 'SwitchHelp', counter: '2', theme: 'B', on: true, reason: '建议' })
  })

  it('U10 another profile is advised where it does more than help', () => {
    const { past } = given(
      ...openWith(withProfiles(15), '1', '2', '3'),
      ...crowd('A-01', 4),
      ...crowd('B-01', 7),
      calledNext('1'),
      calledNext('2'),
      calledNext('3'),
    )
    const profile = adviceIn(past).acts.find(({ kind }) => kind === 'profile')
    expect(profile?.intent).toMatchObject({ type: 'SwitchProfile', counter: '2', reason: '建议' })
  })

  it('U10 of windows that would do the same only one is named, the one that is free', () => {
    const small = withProfiles(15)
    const twin = small.counters.filter(({ id }) => id === '2').map((counter) => ({ ...counter, id: '6', name: '6' }))
    const catalogue = { ...small, counters: [...small.counters, ...twin] }
    const busy = [...openWith(catalogue, '1', '2', '3', '6'), ...crowd('A-01', 1), calledNext('2')]
    const { past } = given(...busy, ...crowd('B-01', 9), calledNext('3'))
    expect(does(adviceIn(past)).filter((act) => act.startsWith('help'))).toEqual(['help 6'])
  })

  it('U10 nothing is advised while nobody will wait too long', () => {
    const { past } = given(...openWith(quiet(60), '3'), ...crowd('B-01', 3))
    expect(adviceIn(past).acts).toEqual([])
  })

  it('U10 nothing is advised where nothing helps, however long they wait', () => {
    const { past } = given(...openWith(quiet(15), '1', '2', '3', '4'), ...crowd('C-01', 20), calledNext('4'))
    const advice = adviceIn(past)
    expect(advice.likely).toBeGreaterThan(10)
    expect(advice.acts).toEqual([])
  })

  it('U10 where everybody is late anyway, time saved is worth an act', () => {
    const { past } = given(...openWith(quiet(15), '3'), ...crowd('B-01', 12), afterMinutes(20))
    const advice = adviceIn(past)
    expect(advice).toMatchObject({ late: 12, willBeLate: 0 })
    expect(does(advice)).toEqual(['open 2'])
    expect(advice.acts[0]?.savedMs).toBeGreaterThan(2 * 15 * 60_000)
  })

  it('U10 a few minutes saved are not worth an act that spares nobody', () => {
    const { past } = given(...openWith(quiet(30), '3'), ...crowd('B-01', 2), afterMinutes(31))
    expect(adviceIn(past)).toMatchObject({ late: 2, acts: [] })
  })

  it('U10 less than one person who may be late is not worth an act', () => {
    const { past } = given(...openWith(quiet(15), '3'), ...crowd('B-01', 3), calledNext('3'))
    const { willBeLate, acts } = adviceIn(past)
    expect(willBeLate).toBeGreaterThan(0.5)
    expect(willBeLate).toBeLessThan(1)
    expect(acts).toEqual([])
  })

  it('U10 what it gains is what is gained once it is done', () => {
    const { past, when } = given(...openWith(withProfiles(15), '1', '2', '3'), ...crowd('B-01', 7), calledNext('3'))
    const before = adviceIn(past, 11)
    const act = before.acts.find(({ kind }) => kind === 'help')
    if (!act) throw new Error('Help is advised here.')
    when(act.intent, manager)
    const after = adviceIn(past, 500)
    expect(before.willBeLate - after.willBeLate).toBeCloseTo(act.spared, 0)
    expect(act.p80Minutes).toBeLessThan(before.p80Minutes)
    expect(Math.abs(after.p80Minutes - act.p80Minutes)).toBeLessThanOrEqual(3)
  })

  it('U10 what is advised is never refused, and there are three at most, the best first, in any hall', () => {
    let advised = 0
    let severalSeen = false
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = randomFrom(seed)
      const windows = ['1', '2', '3', '4'].filter(() => random.chance(0.6))
      const deeds: Deed[] = [...openWith(withProfiles(random.pick([11, 15, 30])), ...windows)]
      for (let index = 0; index < 15; index += 1) {
        deeds.push(taken(`t${index}`, random.pick(['A-01', 'A-02', 'B-01', 'C-01'])))
        if (random.chance(0.2)) deeds.push(afterMinutes(2))
      }
      const paused = windows.filter(() => random.chance(0.2))
      for (const counter of paused) deeds.push(told({ type: 'PauseCounter', counter, reason: 'away' }))
      const { past, decides } = given(...deeds)
      const { acts } = adviceIn(past, seed)
      expect(acts.length).toBeLessThanOrEqual(3)
      const limitMs = (past.hall.catalogue?.rules.waitRedMinutes ?? 0) * 60_000
      const worth = acts.map(({ kind, spared, savedMs }) => (spared * limitMs + savedMs) * EASE[kind])
      expect(worth).toEqual(worth.toSorted((a, b) => b - a))
      severalSeen ||= acts.length > 1
      for (const { intent, spared, savedMs } of acts) {
        const decision = decides(intent, manager)
        expect(decision.ok && decision.events.length).toBeGreaterThan(0)
        expect(spared).toBeGreaterThanOrEqual(0)
        expect(savedMs).toBeGreaterThan(0)
        advised += 1
      }
    }
    expect(advised).toBeGreaterThan(30)
    expect(severalSeen).toBe(true)
  })
})
