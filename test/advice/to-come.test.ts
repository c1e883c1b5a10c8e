/** Who still comes today, as a rollout draws them (F2). */
import { describe, expect, it } from 'vitest'
import type { Learned } from '../../hall/forecast/learned.ts'
import type { Hall } from '../../hall/hall.ts'
import { drawsOf } from '../../hall/simulate/random.ts'
import { toCome } from '../../hall/simulate/to-come.ts'
import { minutes } from '../kit/hand-clock.ts'
import { richCatalogue, smallCatalogue, withRules } from '../kit/small-catalogue.ts'
import { completed, given, opened, told } from '../kit/story.ts'
import { crowd, openWith } from './busy-halls.ts'
import { at, futuresIn } from './futures-in.ts'

describe('who still comes', () => {
  const learned: Learned = {
    days: 10,
    paces: {},
    turnaround: { n: 100, meanMs: minutes(1), cv: 1 },
    noShow: { n: 100, share: 0.5, holdMs: minutes(2) },
    arrivals: { A: Array.from({ length: 48 }, (_, half) => (half === 18 ? 30 : half === 19 ? 10 : 0)), B: [], C: [] },
    weekday: [1, 1, 1, 1, 1, 1, 1],
    priority: { A: 0.2 },
    correction: { n: 0, half: 1, most: 1 },
  }
  const taught = (more: Partial<Learned> = {}) => {
    const { past } = given(...openWith(withRules({}, smallCatalogue), '1', '2', '3', '4'))
    past.hall.learned = { ...learned, ...more }
    return { hall: past.hall, now: at('09:00') }
  }
  const means = (past: { hall: Hall; now: number }, until: number) => {
    const { draw } = futuresIn(past, until)
    const draws = drawsOf(9, 'x')
    let [all, first, priority] = [0, 0, 0]
    let inOrder = true
    const runs = 150
    for (let run = 0; run < runs; run += 1) {
      const { visits } = draw(draws)
      for (let visit = 0; visit < visits.count; visit += 1) {
        all += 1
        if ((visits.comes[visit] ?? 0) < at('09:30')) first += 1
        if (visits.kind[visit] === 1) priority += 1
        inOrder &&= (visits.comes[visit] ?? 0) >= (visits.comes[visit - 1] ?? 0)
      }
    }
    expect(inOrder).toBe(true)
    return { all: all / runs, first: first / runs, priority: priority / all }
  }

  it('F2 as many come in each half hour as the days before taught, a share with precedence', () => {
    const { all, first, priority } = means(taught(), at('10:00'))
    expect(first).toBeGreaterThan(28.5)
    expect(first).toBeLessThan(31.5)
    expect(all - first).toBeGreaterThan(9)
    expect(all - first).toBeLessThan(11)
    expect(priority).toBeCloseTo(0.2, 1)
  })

  it('F2 a weekday that is busier brings more', () => {
    expect(means(taught({ weekday: [1.5, 1, 1, 1, 1, 1, 1] }), at('10:00')).all).toBeGreaterThan(55)
  })

  it('F2 a day that has been busier than usual so far goes on busier', () => {
    const so = (count: number) => {
      const { past } = given(...openWith(smallCatalogue, '1'), ...crowd('A-01', count))
      past.hall.learned = learned
      return toCome(past.hall, at('09:30')).numbers[19]?.reduce((sum, number) => sum + number, 0) ?? 0
    }
    // Thirty were expected by then: as many came, twice as many, none.
    expect(so(30)).toBeCloseTo(10)
    expect(so(90)).toBeCloseTo(20)
    expect(so(0)).toBeCloseTo(5)
  })

  it('F2 whoever sat down without a number makes no day busier: they are not learnt as coming either', () => {
    const direct = Array.from({ length: 30 }, (_, index) => [
      told({ type: 'ServeDirectly', counter: '1', ticket: `d-${index}`, service: 'A-01', reason: '行动不便' }),
      completed('1'),
    ]).flat()
    const { past } = given(...openWith(smallCatalogue, '1'), ...crowd('A-01', 30), ...direct)
    past.hall.learned = learned
    const sum = () => toCome(past.hall, at('09:30')).numbers[19]?.reduce((all, number) => all + number, 0)
    expect(sum()).toBeCloseTo(10)
    for (const deed of crowd('A-01', 60, 'later')) deed(past)
    expect(sum()).toBeCloseTo(20)
  })

  it('F2 what follows an acceptance is not come for by itself', () => {
    const { past } = given(opened(richCatalogue), ...crowd('A-01', 3))
    const { streams, numbers } = toCome(past.hall, past.now)
    expect(streams.map(({ service }) => service)).toEqual(['A-01', 'A-02', 'B-01', 'B-02', 'C-01'])
    // Three numbers for one of the two services of a theme so far: four in five of the next, by the rule of succession.
    const [first = 0, second = 1] = numbers[20] ?? []
    expect(first / second).toBeCloseTo(4)
  })

  it('F2 nobody comes before now, nor after the moment up to which is looked', () => {
    expect(means(taught(), at('09:15')).all).toBeLessThan(17)
    // A quarter of an hour of fifteen, and nobody came so far: two thirds of it.
    const later = means({ ...taught(), now: at('09:15') }, at('09:30')).all
    expect(later).toBeGreaterThan(9)
    expect(later).toBeLessThan(11)
  })

  it('F2 who does not come keeps a window as long as such calls do, and everybody the turn to the next', () => {
    const { draw } = futuresIn(taught(), at('10:00'))
    const draws = drawsOf(2, 'x')
    let [absent, all] = [0, 0]
    for (let run = 0; run < 50; run += 1) {
      const { visits } = draw(draws)
      for (let visit = 0; visit < visits.count; visit += 1) {
        all += 1
        if (visits.needs[visit] === minutes(2)) absent += 1
        else expect(visits.needs[visit]).toBeGreaterThan(minutes(1))
      }
    }
    expect(absent / all).toBeCloseTo(0.5, 1)
  })
})
