/** What a day teaches the next: paces, turnaround, missed calls, arrivals, precedence and how far forecasts were out. */
import { describe, expect, it } from 'vitest'
import { evolve } from '../../hall/evolve.ts'
import { learnFrom } from '../../hall/forecast/learn.ts'
import type { Learned } from '../../hall/forecast/learned.ts'
import { paceOf } from '../../hall/forecast/pace.ts'
import { shownForTheme } from '../../hall/forecast/range.ts'
import { emptyHall, type Hall } from '../../hall/hall.ts'
import { timekeeper } from '../kit/actors.ts'
import { hours, MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  missed,
  opened,
  type Past,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const learned = (hall: Hall): Learned => {
  const found = learnFrom(hall)
  if (!found) throw new Error('The day taught nothing.')
  return found
}

/** Somebody takes a number and is served at once, for so many minutes from the call on. */
const served = (ticket: string, took: number, service = 'A-01'): readonly Deed[] => [
  taken(ticket, service),
  calledNext('1'),
  later(seconds(30)),
  started('1'),
  later(minutes(took) - seconds(30)),
  completed('1'),
]
const all = (tooks: readonly number[]): Deed[] => tooks.flatMap((took, index) => served(`t${index}`, took))

/** The night passes and the hall opens again. */
const nextDay: Deed = (past: Past) => {
  const days = Math.floor((past.now - MORNING) / hours(24)) + 1
  past.now = MORNING + days * hours(24)
  told({ type: 'OpenHall' })(past)
}

describe('what a day teaches', () => {
  it('F3 a service takes from the call to the end, as long as it did in the mean', () => {
    const { paces } = learned(given(opened(), windowOpened('1'), ...all([6, 8, 10, 12])).past.hall)
    expect(paces['A-01']).toMatchObject({ n: 4, meanMs: minutes(9) })
    expect(paces['A-01']?.cv).toBeCloseTo(0.29, 1)
    expect(paces['A-02']).toBeUndefined()
  })

  it('F3 one odd visit teaches no more than the edge of the usual', () => {
    const usual = [9, 10, 11, 9, 10, 11, 10, 10, 9, 11]
    const mean = (tooks: readonly number[]): number =>
      learned(given(opened(), windowOpened('1'), ...all(tooks)).past.hall).paces['A-01']?.meanMs ?? 0
    expect(mean([...usual, 240])).toBeLessThan(minutes(11))
    expect(mean([...usual, 240])).toBeGreaterThan(mean(usual))
    // With few visits the catalogue says what is odd: six times its ten minutes.
    expect(mean([10, 240])).toBe(minutes(35))
  })

  it('F3 the catalogue is believed on day one, and less with every visit', () => {
    const day = given(opened(), windowOpened('1'), ...all([20, 20, 20, 20, 20]), nextDay).past.hall
    expect(day.learned?.days).toBe(1)
    // Five visits stand beside what the catalogue is worth.
    expect(paceOf(day, 'A-01')?.meanMs).toBe(minutes(15))
    expect(paceOf(day, 'B-01')?.meanMs).toBe(minutes(10))
    const more = given(opened(), windowOpened('1'), ...all(Array.from({ length: 20 }, () => 20)), nextDay).past.hall
    expect(paceOf(more, 'A-01')?.meanMs).toBe(minutes(18))
  })

  it('F3 today’s own tempo counts at once, and counts for more where nothing was learnt yet', () => {
    const slow = all(Array.from({ length: 12 }, () => 30))
    const first = given(opened(), windowOpened('1'), ...slow).past.hall
    expect(paceOf(first, 'A-01')?.meanMs).toBeGreaterThan(minutes(13))
    const usual = all(Array.from({ length: 12 }, () => 10))
    const known = given(opened(), windowOpened('1'), ...usual, nextDay, windowOpened('1'))
    const before = paceOf(known.past.hall, 'A-01')?.meanMs ?? 0
    for (const deed of slow) deed(known.past)
    const ratio = (paceOf(known.past.hall, 'A-01')?.meanMs ?? 0) / before
    expect(ratio).toBeGreaterThan(1.05)
    expect(ratio).toBeLessThan((paceOf(first, 'A-01')?.meanMs ?? 0) / minutes(10))
  })

  it('F3 somebody who still sits there after long slows the tempo as much as somebody who has left', () => {
    const seated = [taken('long', 'A-01'), calledNext('1'), started('1')]
    const at = (gone: number): number => {
      const hall = given(
        opened(),
        windowOpened('1'),
        ...all([10, 10]),
        ...seated,
        later(minutes(gone)),
        taken('x', 'A-01'),
      )
      return paceOf(hall.past.hall, 'A-01')?.meanMs ?? 0
    }
    expect(at(60)).toBeGreaterThan(at(10))
    expect(at(10)).toBeGreaterThan(at(1))
  })

  it('F3 older days fade', () => {
    const before: Learned = {
      ...learned(given(opened(), windowOpened('1'), ...all([10, 10])).past.hall),
      paces: { 'A-01': { n: 100, meanMs: minutes(10), cv: 0.5 } },
    }
    const hall = given(opened(), windowOpened('1'), ...all(Array.from({ length: 10 }, () => 20))).past.hall
    hall.learned = before
    // Nine tenths of a hundred visits beside ten new ones.
    expect(learned(hall).paces['A-01']).toMatchObject({ n: 100, meanMs: minutes(11) })
  })

  it('F3 what is lost between two visits counts only while somebody waited', () => {
    const two = [
      taken('a', 'A-01'),
      taken('b', 'A-01'),
      calledNext('1'),
      started('1'),
      later(minutes(5)),
      completed('1'),
    ]
    const waited = given(
      opened(),
      windowOpened('1'),
      ...two,
      later(seconds(40)),
      calledNext('1'),
      started('1'),
      completed('1'),
    )
    expect(learned(waited.past.hall).turnaround).toMatchObject({ n: 1, meanMs: seconds(40) })
    const alone = given(opened(), windowOpened('1'), ...served('a', 5), later(minutes(3)), ...served('b', 5))
    expect(learned(alone.past.hall).turnaround.n).toBe(0)
    // Who went to fetch something for an hour was no turnaround, and a missed call between is another cost.
    const gone = given(
      opened(),
      windowOpened('1'),
      ...two,
      later(hours(1)),
      calledNext('1'),
      started('1'),
      completed('1'),
    )
    expect(learned(gone.past.hall).turnaround.n).toBe(0)
    const away = given(
      opened(),
      windowOpened('1'),
      taken('z', 'A-01'),
      ...two.slice(0, 2),
      calledNext('1'),
      missed('1'),
      ...served('c', 4),
    )
    expect(learned(away.past.hall).noShow).toMatchObject({ n: 2, share: 0.5, holdMs: seconds(60) })
    expect(learned(away.past.hall).turnaround.n).toBe(0)
  })

  it('F3 arrivals are learnt by half hour and theme, with the share that has precedence', () => {
    const vip = taken('v', 'A-01', { class: 'priority', ground: 'elderly' })
    const deeds = [
      taken('a', 'A-01'),
      taken('b', 'A-02'),
      vip,
      later(minutes(40)),
      taken('c', 'A-01'),
      taken('d', 'B-01'),
    ]
    const { arrivals, priority, weekday } = learned(
      given(opened(), windowOpened('1'), windowOpened('3'), ...deeds).past.hall,
    )
    // Nine o’clock is the eighteenth half hour.
    expect(arrivals.A?.slice(17, 21)).toEqual([0, 3, 1, 0])
    expect(arrivals.B?.[19]).toBe(1)
    expect(priority).toEqual({ A: 0.25, B: 0, C: 0 })
    expect(weekday).toEqual([1, 1, 1, 1, 1, 1, 1])
  })

  it('F3 after three days a busy weekday is told apart from the others', () => {
    const hall = given(opened(), windowOpened('1'), ...all([1, 1, 1, 1, 1, 1])).past.hall
    const usual = learned(hall)
    hall.learned = { ...usual, days: 3, arrivals: { A: usual.arrivals.A?.map((count) => count / 2) ?? [] } }
    // Twice as many as usual, believed by a quarter; the second of March is a Monday.
    expect(learned(hall).weekday).toEqual([1.25, 1, 1, 1, 1, 1, 1])
    // Where a Monday is known to be twice as busy, six on a Monday are three on a usual day.
    hall.learned = { ...usual, days: 0, arrivals: {}, weekday: [2, 1, 1, 1, 1, 1, 1] }
    expect(learned(hall).arrivals.A?.reduce((sum, count) => sum + count, 0)).toBe(3)
  })

  it('F9 forecasts that were too short widen the next day’s, little by little', () => {
    const quote = (ticket: string): Deed =>
      told({ type: 'QuoteWait', ticket, p50Ms: minutes(4), p80Ms: minutes(5) }, timekeeper)
    const people = Array.from({ length: 30 }, (_, index) => `t${index}`)
    const deeds = [...people.map((id) => taken(id, 'A-01')), ...people.map(quote)]
    const calls = people.flatMap(() => [later(minutes(1)), calledNext('1'), started('1'), completed('1')])
    const { hall } = given(opened(), windowOpened('1'), ...deeds, ...calls, nextDay).past
    const { half, most, n } = hall.learned?.correction ?? { half: 1, most: 1, n: 0 }
    expect(n).toBe(30)
    expect(half).toBeGreaterThan(1.2)
    expect(most).toBeGreaterThan(1.2)
    expect(most).toBeLessThan(2)
    expect(hall.learned?.measured).toHaveLength(1)
  })

  it('F12 it travels in the opening of the day: folding the ledger from there gives the same forecasts', () => {
    const { past } = given(opened(), windowOpened('1'), ...all([20, 25, 30]), nextDay)
    for (const deed of [
      windowOpened('1'),
      ...Array.from({ length: 5 }, (_, i) => taken(`n${i}`, 'A-01')),
      calledNext('1'),
    ])
      deed(past)
    const openings = past.events.filter(({ event }) => event.type === 'HallOpened')
    expect(openings.map(({ event }) => 'learned' in event)).toEqual([false, true])
    const from = (position: number): Hall => {
      const hall = { ...emptyHall(past.hall.id), position: position - 1 }
      for (const recorded of past.events) if (recorded.position >= position) evolve(hall, recorded)
      return hall
    }
    const refolded = from(openings[1]?.position ?? 0)
    expect(refolded.learned).toEqual(past.hall.learned)
    expect(shownForTheme(refolded, 'A')).toEqual(shownForTheme(past.hall, 'A'))
    expect(shownForTheme(from(1), 'A')).toEqual(shownForTheme(past.hall, 'A'))
  })

  it('F12 a day without visitors teaches nothing and forgets nothing', () => {
    const { past } = given(opened(), windowOpened('1'), ...all([20]), nextDay)
    const known = past.hall.learned
    expect(known?.days).toBe(1)
    nextDay(past)
    expect(past.hall.learned).toEqual(known)
    expect(past.events.at(-1)?.event).toMatchObject({ type: 'HallOpened', learned: known })
  })
})
