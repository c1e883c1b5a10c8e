/** Who will wait longer than the limit, before it happens (U9). */
import { describe, expect, it } from 'vitest'
import { lookAhead } from '../../hall/advice/ways.ts'
import { stateOf } from '../kit/hall-state.ts'
import { minutes } from '../kit/hand-clock.ts'
import { randomFrom } from '../kit/random.ts'
import { richCatalogue } from '../kit/small-catalogue.ts'
import { calledNext, given, told } from '../kit/story.ts'
import { adviceIn, afterMinutes, allOf, crowd, openWith, quiet } from './busy-halls.ts'
import { futuresIn } from './futures-in.ts'

/** Services take ten minutes on average, with a coefficient of variation of 0.8 before anything is known. */
const MEAN = 10
const VARIANCE = Math.log(1 + 0.8 ** 2)

/** How likely it is that so many services in a row take longer than so many minutes, by chance of its own. */
const chanceThatTake = (count: number, minutes: number): number => {
  const random = randomFrom(7)
  const uniform = () => (random.int(1_000_000) + 0.5) / 1_000_000
  const service = () => {
    const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
    return MEAN * Math.exp(normal * Math.sqrt(VARIANCE) - VARIANCE / 2)
  }
  const longer = Array.from({ length: 20_000 }, () => {
    let sum = 0
    for (let index = 0; index < count; index += 1) sum += service()
    return sum > minutes
  })
  return longer.filter(Boolean).length / longer.length
}

describe('what will be', () => {
  it('U9 those who will wait too long are named before they do, the first to do so first', () => {
    const { past } = given(...openWith(quiet(15), '3'), ...crowd('B-01', 8))
    const { state, late, atRisk, likely } = adviceIn(past)
    expect({ state, late, likely }).toEqual({ state: 'ready', late: 0, likely: atRisk.length })
    // Ten minutes each: whoever has one before them is called in time, whoever has two is not, or hardly.
    const names = ['B-01-2', 'B-01-3', 'B-01-4', 'B-01-5', 'B-01-6', 'B-01-7']
    expect(atRisk.map(({ ticket }) => ticket)).toEqual(names.slice(-likely))
    expect(likely).toBeGreaterThanOrEqual(5)
    const last = atRisk.at(-1)
    expect(last).toMatchObject({ number: 'B008', theme: 'B', service: 'B-01' })
    expect(last?.p50Ms).toBeLessThan(last?.p80Ms ?? 0)
  })

  it('U9 the chance of each is what an independent reckoning gives', () => {
    const { past } = given(...openWith(quiet(30), '3'), ...crowd('B-01', 6))
    const chances = new Map(adviceIn(past).atRisk.map(({ ticket, chance }) => [ticket, chance]))
    for (const ahead of [4, 5]) {
      const waited = 6 - 1 - ahead
      expect(chances.get(`B-01-${ahead}`)).toBeCloseTo(chanceThatTake(ahead, 30 - waited / 60), 0.9)
    }
  })

  it('U9 nobody is named where everybody is called in time', () => {
    const { past } = given(...openWith(quiet(60), '3'), ...crowd('B-01', 3))
    expect(adviceIn(past)).toMatchObject({ atRisk: [], likely: 0, late: 0, acts: [] })
  })

  it('U9 whoever has waited too long already is counted as that, and is no risk any more', () => {
    const { past } = given(
      ...openWith(quiet(15), '3'),
      ...crowd('B-01', 3),
      afterMinutes(16),
      ...crowd('B-01', 1, 'new'),
    )
    const { late, atRisk } = adviceIn(past)
    expect(late).toBe(3)
    expect(atRisk.map(({ ticket }) => ticket)).toEqual(['new-0'])
  })

  it('U9 the wait so far counts: who has waited twelve of fifteen minutes is late with the next visit', () => {
    const { past } = given(...openWith(quiet(15), '3'), ...crowd('B-01', 2), afterMinutes(12), calledNext('3'))
    const [next, ...others] = adviceIn(past).atRisk
    expect(others).toEqual([])
    expect(next?.ticket).toBe('B-01-1')
    expect(next?.chance).toBeGreaterThan(0.85)
  })

  it('U9 a visit that goes on to a window that is closed waits there, and is late there', () => {
    const { past } = given(...openWith(quiet(15, richCatalogue), '1'), ...crowd('A-01', 2))
    const advice = adviceIn(past)
    expect(advice.likely).toBe(0)
    expect(advice.willBeLate).toBeGreaterThan(1.5)
    expect(advice.acts.map(({ counter }) => counter)).toContain('5')
  })

  it('U9 where no window serves them, all who wait will be late', () => {
    const { past } = given(...openWith(quiet(15), '1'), ...crowd('C-01', 4))
    expect(adviceIn(past).atRisk.map(({ chance }) => chance)).toEqual([1, 1, 1, 1])
  })

  it('U9 a window that is back in time counts, one that left for good does not', () => {
    const away = (minutes: number) =>
      given(
        ...openWith(quiet(30), '3'),
        (past) =>
          told({ type: 'PauseCounter', counter: '3', reason: 'away', backAt: past.now + minutes * 60_000 })(past),
        ...crowd('B-01', 1),
      )
    expect(adviceIn(away(10).past).likely).toBe(0)
    expect(adviceIn(away(45).past).likely).toBe(1)
  })

  it('U9 two equal ways measure the same, and who is late is told of the first alone', () => {
    const { past } = given(...openWith(quiet(15), '3'), ...crowd('B-01', 6))
    const { present, staffing } = futuresIn(past)
    const limit = minutes(15)
    const looked = allOf(lookAhead(past.hall.lookup.services.keys(), present, [staffing, staffing], limit, 20, 1))
    expect(looked.ways[0]).toEqual(looked.ways[1])
    expect(Math.max(...looked.waited.late)).toBe(20)
    expect(looked.waited.late.reduce((sum, count) => sum + count, 0)).toBe(
      looked.ways[0]?.late.reduce((sum, count) => sum + count, 0),
    )
  })

  it('U9 a closed hall has nothing ahead of it', () => {
    const { past } = given(...openWith(quiet()), told({ type: 'CloseHall' }))
    expect(adviceIn(past)).toMatchObject({ state: 'closed', atRisk: [], acts: [] })
  })

  it('U9 looking changes nothing, and the same hall and seed look the same again', () => {
    const { past } = given(...openWith(quiet(15), '1', '4'), ...crowd('B-01', 5), ...crowd('A-02', 9), calledNext('1'))
    const before = stateOf(past.hall)
    const first = adviceIn(past, 5)
    expect(adviceIn(past, 5)).toEqual(first)
    expect(stateOf(past.hall)).toBe(before)
  })
})
