/** The wait by formula: it knows the order, who takes what, open windows, planned breaks and what the hall has learnt. */
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import { forecastOf, newcomer } from '../../hall/forecast/closed-form.ts'
import type { Learned } from '../../hall/forecast/learned.ts'
import type { Hall } from '../../hall/hall.ts'
import { guide } from '../kit/actors.ts'
import { minutes } from '../kit/hand-clock.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'
import { calledNext, type Deed, given, later, opened, taken, told, wasRecorded, windowOpened } from '../kit/story.ts'

const many = (count: number, service: string): Deed[] =>
  Array.from({ length: count }, (_, index) => taken(`${service} ${index}`, service))

const hallAfter = (...deeds: readonly Deed[]): Hall => given(opened(), ...deeds).past.hall
const meanFor = (hall: Hall, service: string, name?: 'priority'): number => {
  const forecast = forecastOf(hall, newcomer(hall, service, name))
  if (!forecast.known) throw new Error(`Unknown: ${forecast.why}.`)
  return forecast.meanMs
}
const minutesFor = (...of: Parameters<typeof meanFor>): number => Math.round(meanFor(...of) / minutes(1))
const withCounter = (id: string, more: object): Catalogue => ({
  ...smallCatalogue,
  counters: smallCatalogue.counters.map((counter) => (counter.id === id ? { ...counter, ...more } : counter)),
})

const LEARNED: Learned = {
  days: 5,
  paces: {},
  turnaround: { n: 0, meanMs: 0, cv: 1 },
  noShow: { n: 0, share: 0, holdMs: 0 },
  arrivals: {},
  weekday: [1, 1, 1, 1, 1, 1, 1],
  priority: {},
  correction: { n: 0, half: 1, most: 1 },
}
/** As if the days before had taught it. */
const taught = (hall: Hall, learned: Partial<Learned>): Hall => {
  hall.learned = { ...LEARNED, ...learned }
  return hall
}

describe('the closed form', () => {
  it('F1 counts whom the order calls before somebody: who has precedence waits only for those who have it too', () => {
    const hall = hallAfter(windowOpened('1'), ...many(6, 'A-01'), calledNext('1'))
    expect(minutesFor(hall, 'A-01')).toBeGreaterThan(50)
    expect(minutesFor(hall, 'A-01', 'priority')).toBeLessThan(12)
    // Rates of gaining change who is before whom: after a credit of nothing the line is one.
    const even = withRules({ creditMinutes: { ordinary: 0, priority: 0, appointment: 0 } })
    const fair = given(opened(even), windowOpened('1'), ...many(6, 'A-01'), calledNext('1')).past.hall
    expect(meanFor(fair, 'A-01', 'priority')).toBe(meanFor(fair, 'A-01'))
  })

  it('F1 shares a line among the windows that take it, and asks each window only for what it takes', () => {
    const one = hallAfter(windowOpened('1'), ...many(7, 'A-01'), calledNext('1'))
    const two = hallAfter(windowOpened('1'), windowOpened('2'), ...many(8, 'A-01'), calledNext('1'), calledNext('2'))
    expect(meanFor(two, 'A-01')).toBeCloseTo(meanFor(one, 'A-01') / 2, -4)
    // Window 4 takes A-01 and not A-02, whatever its theme.
    const narrow = hallAfter(windowOpened('1'), windowOpened('4'), ...many(4, 'A-02'), calledNext('1'))
    expect(minutesFor(narrow, 'A-01')).toBe(0)
    expect(minutesFor(narrow, 'A-02')).toBeGreaterThan(60)
  })

  it('F1 puts a window’s own themes before those it helps, waiting and still to come', () => {
    // Window 2 owns A and helps B: everybody of A goes first, and A keeps coming.
    const hall = hallAfter(windowOpened('2'), ...many(3, 'B-01'), ...many(2, 'A-01'), calledNext('2'))
    const [helped, own] = [meanFor(hall, 'B-01'), meanFor(hall, 'A-01')]
    expect(own / minutes(1)).toBeLessThan(20)
    expect(helped).toBeGreaterThan(own + minutes(30))
    const arrivals = Array.from({ length: 48 }, () => 1.5)
    const busy = taught(hallAfter(windowOpened('2'), ...many(3, 'B-01'), ...many(2, 'A-01'), calledNext('2')), {
      arrivals: { A: arrivals, B: arrivals, C: arrivals },
    })
    expect(meanFor(busy, 'B-01')).toBeGreaterThan(meanFor(busy, 'A-01') + minutes(50))
  })

  it('F1 a window that is busy with its own themes delays only what it helps with, not what others do meanwhile', () => {
    // Window 4 owns C and helps A: ten of C keep it for more than an hour, and window 1 serves A as if it were not there.
    const line = [windowOpened('1'), ...many(4, 'A-01'), calledNext('1')]
    const alone = hallAfter(...line)
    const beside = hallAfter(windowOpened('4'), ...many(11, 'C-01'), calledNext('4'), ...line)
    expect(minutesFor(beside, 'A-01')).toBe(minutesFor(alone, 'A-01'))
  })

  it('F1 follows rates of gaining: who gains twice as fast passes whom they will have outscored', () => {
    const twice = (rate: number): Hall => {
      const rules = withRules({
        creditMinutes: { ordinary: 0, priority: 0, appointment: 0 },
        rate: { ordinary: 1, priority: rate, appointment: 1 },
      })
      const come = Array.from({ length: 6 }, (_, index) => [taken(`A${index}`, 'A-01'), later(minutes(2))]).flat()
      const vip = taken('vip', 'A-01', { class: 'priority', ground: 'elderly' })
      const called = [windowOpened('1'), taken('first', 'A-01'), calledNext('1')]
      return given(opened(rules), ...called, ...come, vip, later(minutes(6)), taken('x', 'C-01')).past.hall
    }
    const ofVip = (hall: Hall): number => {
      const vip = hall.tickets.get('vip')
      const forecast = vip?.status === 'waiting' ? forecastOf(hall, vip) : undefined
      return forecast?.known ? Math.round(forecast.meanMs / minutes(1)) : Number.NaN
    }
    // Six minutes at four times are worth twenty-four: nobody is before them any more. At twice, twelve: three are.
    expect(ofVip(twice(1))).toBeGreaterThan(60)
    expect(ofVip(twice(2))).toBeGreaterThan(ofVip(twice(4)) + 15)
    expect(ofVip(twice(4))).toBeLessThan(15)
  })

  it('F1 waits for a window that has said when it is back, and for the end of a planned break', () => {
    const back = told({
      type: 'PauseCounter',
      counter: '1',
      reason: 'meal',
      destination: '食堂',
      backAt: Date.parse('2026-03-02T01:40:00Z'),
    })
    const hall = hallAfter(windowOpened('1'), back)
    expect(minutesFor(hall, 'A-01')).toBeGreaterThanOrEqual(
      Math.round((Date.parse('2026-03-02T01:40:00Z') - hall.at) / minutes(1)),
    )
    // Nine o’clock: six before somebody is an hour; a break of half an hour falls into it.
    const plan = { breaks: [{ from: '09:20', to: '09:50' }] }
    const deeds = [windowOpened('1'), ...many(7, 'A-01'), calledNext('1')]
    const plain = given(opened(), ...deeds).past.hall
    const broken = given(opened(withCounter('1', plan)), ...deeds).past.hall
    expect(meanFor(broken, 'A-01') - meanFor(plain, 'A-01')).toBeCloseTo(minutes(30), -3)
  })

  it('F1 a window that is away over its own break takes nothing from those that work', () => {
    const lunch = withCounter('1', { breaks: [{ from: '09:00', to: '10:30' }] })
    const deeds = [windowOpened('1'), windowOpened('2'), ...many(4, 'A-01'), calledNext('2')]
    const away = (backAt: string) =>
      told({ type: 'PauseCounter', counter: '1', reason: 'meal', backAt: Date.parse(`2026-03-02T${backAt}:00+08:00`) })
    const alone = hallAfter(windowOpened('2'), ...many(4, 'A-01'), calledNext('2'))
    for (const backAt of ['10:30', '10:40', '10:20']) {
      const hall = given(opened(lunch), ...deeds, away(backAt)).past.hall
      expect(minutesFor(hall, 'A-01'), backAt).toBe(minutesFor(alone, 'A-01'))
    }
  })

  it('F1 whoever works through a break is there, and whoever is missed in it comes back at its end', () => {
    const lunch = withCounter('1', { breaks: [{ from: '09:10', to: '10:40' }] })
    const working = [windowOpened('1'), ...many(5, 'A-01'), later(minutes(12)), calledNext('1')]
    const hall = given(opened(lunch), ...working).past.hall
    expect(minutesFor(hall, 'A-01')).toBe(minutesFor(hallAfter(...working), 'A-01'))
    const gone = [
      windowOpened('1'),
      ...many(5, 'A-01'),
      later(minutes(30)),
      told({ type: 'NoteVacancy', counter: '1' }),
    ]
    const missed = given(opened(lunch), ...gone).past.hall
    expect(minutesFor(missed, 'A-01')).toBeGreaterThan(70)
  })

  it('F1 counts those with precedence who will still come, for as long as they may overtake', () => {
    const deeds = [windowOpened('1'), ...many(7, 'A-01'), calledNext('1')]
    const arrivals = { A: Array.from({ length: 48 }, () => 2) }
    const none = meanFor(taught(hallAfter(...deeds), { arrivals, priority: { A: 0 } }), 'A-01')
    const some = meanFor(taught(hallAfter(...deeds), { arrivals, priority: { A: 0.5 } }), 'A-01')
    // One an hour for fifteen minutes (their credit), ten minutes each… of half of two in half an hour.
    expect(some - none).toBeCloseTo(minutes(5), -4)
  })

  it('F1 is as much slower as turnaround and missed calls have been', () => {
    const deeds = [windowOpened('1'), ...many(7, 'A-01'), calledNext('1')]
    const plain = meanFor(taught(hallAfter(...deeds), {}), 'A-01')
    const slow = {
      turnaround: { n: 50, meanMs: minutes(1), cv: 1 },
      noShow: { n: 50, share: 0.1, holdMs: minutes(10) },
    }
    expect(meanFor(taught(hallAfter(...deeds), slow), 'A-01')).toBeCloseTo(plain * 1.2, -4)
  })

  it('F9 is stretched as the days before were out, the middle and the upper end each by its own', () => {
    const deeds = [windowOpened('1'), ...many(7, 'A-01'), calledNext('1')]
    const ends = (half: number, most: number): readonly [half: number, most: number] => {
      const hall = taught(hallAfter(...deeds), { correction: { n: 200, half, most } })
      const forecast = forecastOf(hall, newcomer(hall, 'A-01'))
      return forecast.known ? [forecast.p50Ms, forecast.p80Ms] : [0, 0]
    }
    const [p50, p80] = ends(1, 1)
    expect(ends(1, 1.5)).toEqual([p50, expect.closeTo(p80 * 1.5, -1)])
    expect(ends(0.8, 1)).toEqual([expect.closeTo(p50 * 0.8, -1), p80])
  })

  it('F4 says what is not known: no window, nothing measured or expected, too far away', () => {
    const why = (hall: Hall, service: string) => {
      const forecast = forecastOf(hall, newcomer(hall, service))
      return forecast.known ? 'known' : forecast.why
    }
    expect(why(hallAfter(), 'A-01')).toBe('no-window')
    const nothing: Catalogue = {
      ...smallCatalogue,
      services: smallCatalogue.services.map((service) => ({ ...service, expectedMinutes: 0 })),
    }
    const event = { type: 'CataloguePublished', revision: 2, catalogue: nothing } as const
    const busy = [windowOpened('1'), ...many(2, 'A-01'), calledNext('1')]
    const bare = given(opened(), ...busy, wasRecorded(event, guide)).past.hall
    expect(why(bare, 'A-01')).toBe('no-measure')
    expect(why(taught(bare, { paces: { 'A-01': { n: 9, meanMs: minutes(7), cv: 1 } } }), 'A-02')).toBe('no-measure')
    expect(why(hallAfter(windowOpened('1'), ...many(40, 'A-01')), 'A-01')).toBe('too-far')
    expect(why(hallAfter(windowOpened('1'), ...many(4, 'A-01')), 'A-01')).toBe('known')
  })
})
