/** The wait by running the hall on from now: it is the closed form's better, knows what that leaves out, and steps lightly. */
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import { forecastOf } from '../../hall/forecast/closed-form.ts'
import { type Rolled, rollOut } from '../../hall/forecast/rollout.ts'
import type { Hall } from '../../hall/hall.ts'
import { inSlices } from '../../server/slices.ts'
import { stateOf } from '../kit/hall-state.ts'
import { minutes } from '../kit/hand-clock.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { calledNext, type Deed, given, opened, published, taken, told, windowOpened } from '../kit/story.ts'

const many = (count: number, service: string): Deed[] =>
  Array.from({ length: count }, (_, index) => taken(`${service} ${index}`, service))
const hallAfter = (...deeds: readonly Deed[]): Hall => given(opened(), ...deeds).past.hall

const rolled = (hall: Hall, ticket: string): Rolled | undefined => {
  const work = rollOut(hall, ticket)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
const known = (hall: Hall, ticket: string): Rolled => {
  const found = rolled(hall, ticket)
  if (!found) throw new Error(`Nothing is known of ${ticket}.`)
  return found
}

const line = [windowOpened('1'), ...many(7, 'A-01'), calledNext('1')]

describe('a rollout', () => {
  it('F2 agrees with the closed form where that is exact: one line, one window', () => {
    const hall = hallAfter(...line)
    const last = hall.tickets.get('A-01 6')
    const closed = last?.status === 'waiting' ? forecastOf(hall, last) : undefined
    if (!closed?.known) throw new Error('A window is open.')
    const { meanMs, p50Ms, p80Ms, p10Ms, p90Ms } = known(hall, 'A-01 6')
    expect(Math.abs(meanMs - closed.meanMs)).toBeLessThan(minutes(4))
    expect([p10Ms, p50Ms, p80Ms, p90Ms]).toEqual([p10Ms, p50Ms, p80Ms, p90Ms].toSorted((a, b) => a - b))
    expect(p80Ms - p50Ms).toBeGreaterThan(minutes(3))
  })

  it('F2 the same hall gives the same answer, and is left as it was', () => {
    const hall = hallAfter(...line)
    const was = stateOf(hall)
    const first = known(hall, 'A-01 6')
    expect(known(hall, 'A-01 6')).toEqual(first)
    expect(known(hallAfter(...line), 'A-01 6')).toEqual(first)
    expect(stateOf(hall)).toBe(was)
  })

  it('F2 knows precedence, another window, and a break in between', () => {
    const plain = known(hallAfter(...line), 'A-01 6').meanMs
    const vip = taken('vip', 'A-01', { class: 'priority', ground: 'elderly' })
    expect(known(hallAfter(...line, vip), 'vip').meanMs).toBeLessThan(plain / 3)
    expect(known(hallAfter(...line, vip), 'A-01 6').meanMs).toBeGreaterThan(plain + minutes(5))
    expect(known(hallAfter(...line, windowOpened('2'), calledNext('2')), 'A-01 6').meanMs).toBeLessThan(plain * 0.7)
    const breaks = [{ from: '09:15', to: '09:45' }]
    const lunch: Catalogue = {
      ...smallCatalogue,
      counters: smallCatalogue.counters.map((counter) => (counter.id === '1' ? { ...counter, breaks } : counter)),
    }
    const broken = given(opened(lunch), ...line).past.hall
    // Who is in front when it begins is served to the end, so it costs somewhat less than its half hour.
    expect(known(broken, 'A-01 6').meanMs - plain).toBeGreaterThan(minutes(15))
    expect(known(broken, 'A-01 6').meanMs - plain).toBeLessThan(minutes(30))
  })

  it('F9 is stretched as the days before were out', () => {
    const stretched = (half: number, most: number): Rolled => {
      const hall = hallAfter(...line)
      hall.learned = {
        ...{ days: 3, paces: {}, turnaround: { n: 0, meanMs: 0, cv: 1 }, noShow: { n: 0, share: 0, holdMs: 0 } },
        ...{ arrivals: {}, weekday: [1, 1, 1, 1, 1, 1, 1], priority: {}, correction: { n: 200, half, most } },
      }
      return known(hall, 'A-01 6')
    }
    const plain = stretched(1, 1)
    expect(stretched(1, 1.5).p80Ms / plain.p80Ms).toBeCloseTo(1.5, 1)
    expect(stretched(0.8, 1).p50Ms / plain.p50Ms).toBeCloseTo(0.8, 1)
  })

  it('F2 what it was told of the last minute is forgotten when a window opens or leaves', () => {
    const { past } = given(opened(), ...line)
    const one = known(past.hall, 'A-01 6').meanMs
    windowOpened('2')(past)
    const two = known(past.hall, 'A-01 6').meanMs
    expect(two).toBeLessThan(one * 0.75)
    told({ type: 'PauseCounter', counter: '2', reason: 'meal', destination: '食堂', backAt: past.now + minutes(500) })(
      past,
    )
    expect(known(past.hall, 'A-01 6').meanMs).toBeGreaterThan(two * 1.2)
  })

  it('F7 whoever will hardly be called before closing waits beyond it', () => {
    const short: Catalogue = { ...smallCatalogue, hours: { ...smallCatalogue.hours, close: '09:20' } }
    const hall = given(opened(short), ...line).past.hall
    expect(known(hall, 'A-01 6').p80Ms).toBeGreaterThan(minutes(20))
  })

  it('F7 a wait that the day cuts off is told no shorter than the formula has it, which knows no closing', () => {
    const short: Catalogue = { ...smallCatalogue, hours: { ...smallCatalogue.hours, close: '09:05' } }
    const hall = given(opened(short), ...line).past.hall
    const last = hall.tickets.get('A-01 6')
    const closed = last?.status === 'waiting' ? forecastOf(hall, last) : undefined
    if (!closed?.known) throw new Error('A window is open.')
    expect(known(hall, 'A-01 6')).toMatchObject({ p50Ms: closed.p50Ms, p80Ms: closed.p80Ms })
    expect(closed.p50Ms).toBeGreaterThan(minutes(40))
  })

  it('F2 what was made ready under another catalogue is not gone on with', () => {
    const { past } = given(opened(), ...line)
    const work = rollOut(past.hall, 'A-01 6')
    work.next()
    published({ ...smallCatalogue, counters: smallCatalogue.counters.toReversed() })(past)
    expect(work.next()).toEqual({ done: true, value: undefined })
    expect(rolled(past.hall, 'A-01 6')).toBeDefined()
  })

  it('F4 knows nothing of somebody who does not wait, or whom no window takes; and leaves a crowd to the closed form', () => {
    const hall = hallAfter(...line, taken('none', 'B-01'))
    expect(rolled(hall, 'A-01 0')).toBeUndefined()
    expect(rolled(hall, 'nobody')).toBeUndefined()
    expect(rolled(hall, 'none')).toBeUndefined()
    const crowd = hallAfter(windowOpened('1'), ...many(402, 'A-01'))
    expect(rolled(crowd, 'A-01 3')).toBeUndefined()
  })

  it('F11 is done in many steps, between which everything else has its turn', async () => {
    const hall = hallAfter(...line)
    let steps = 0
    for (const _ of rollOut(hall, 'A-01 6')) steps += 1
    expect(steps).toBeGreaterThan(50)
    let turns = 0
    let over = false
    const others = (): void => {
      turns += 1
      if (!over) setImmediate(others)
    }
    others()
    // A step that takes its whole slice lets everybody have a turn after it.
    const slow = function* () {
      for (let step = 0; step < 20; step += 1) {
        for (const until = performance.now() + 0.6; performance.now() < until; );
        yield
      }
      return 'done'
    }
    expect(await inSlices(slow())).toBe('done')
    over = true
    expect(turns).toBeGreaterThanOrEqual(20)
  })

  it('F11 one slice is taken in each turn, however many reckon at once, and whoever asks goes on first', async () => {
    let slices = 0
    let most = 0
    let over = false
    const others = (): void => {
      most = Math.max(most, slices)
      slices = 0
      if (!over) setImmediate(others)
    }
    const slow = function* () {
      for (let step = 0; step < 10; step += 1) {
        slices += 1
        for (const until = performance.now() + 0.6; performance.now() < until; );
        yield
      }
    }
    const all = [slow, slow, slow, slow, slow, slow].map((work) => inSlices(work()))
    expect(slices).toBe(0)
    others()
    await Promise.all(all)
    over = true
    expect(most).toBe(1)
  })
})
