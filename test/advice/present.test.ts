/** The hall of now, made ready to be run on: what every rollout rests on (F2). */
import { describe, expect, it } from 'vitest'
import type { Catalogue, Counter } from '../../hall/catalogue.ts'
import type { Hall } from '../../hall/hall.ts'
import type { ServiceId } from '../../hall/ids.ts'
import { emptyCourse } from '../../hall/simulate/engine.ts'
import { drawsOf } from '../../hall/simulate/random.ts'
import type { Stint } from '../../hall/simulate/windows-of.ts'
import { manager, timekeeper } from '../kit/actors.ts'
import { MORNING, minutes } from '../kit/hand-clock.ts'
import { richCatalogue } from '../kit/small-catalogue.ts'
import { calledNext, given, opened, started, taken, told, windowOpened } from '../kit/story.ts'
import { afterMinutes, crowd, openWith, quiet } from './busy-halls.ts'
import { at, futuresIn, staffed } from './futures-in.ts'

const stintsOf = (hall: Hall, now: number, counter: string): readonly Stint[] =>
  staffed(hall, now).windows.find((window) => window.counter === counter)?.stints ?? []

const hours = (stints: readonly Stint[]) => stints.map(({ from, to }) => [from, to])

const withCounter = (id: string, change: Partial<Counter>, from: Catalogue = quiet()): Catalogue => ({
  ...from,
  counters: from.counters.map((counter) => (counter.id === id ? { ...counter, ...change } : counter)),
})

describe('who serves from now on', () => {
  it('F2 an open window serves until closing, a closed one not at all', () => {
    const { past } = given(...openWith(quiet(), '1'))
    expect(hours(stintsOf(past.hall, past.now, '1'))).toEqual([[MORNING, at('17:30')]])
    expect(stintsOf(past.hall, past.now, '3')).toEqual([])
  })

  it('F2 a planned break is left out, and whoever works through one is not sent away', () => {
    const lunch = withCounter('1', { breaks: [{ from: '12:00', to: '13:30' }] })
    const { past } = given(...openWith(lunch, '1'))
    expect(hours(stintsOf(past.hall, past.now, '1'))).toEqual([
      [MORNING, at('12:00')],
      [at('13:30'), at('17:30')],
    ])
    expect(hours(stintsOf(past.hall, at('12:10'), '1'))).toEqual([[at('12:10'), at('17:30')]])
  })

  it('F2 who pauses is back when they said, else when the break ends, else after as long again', () => {
    const lunch = withCounter('1', { breaks: [{ from: '12:00', to: '13:30' }] })
    const pausedAt = (backAt?: number) =>
      given(
        ...openWith(lunch, '1'),
        told({ type: 'PauseCounter', counter: '1', reason: 'away', ...(backAt === undefined ? {} : { backAt }) }),
      ).past.hall
    expect(stintsOf(pausedAt(at('10:00')), MORNING, '1')[0]?.from).toBe(at('10:00'))
    expect(stintsOf(pausedAt(), at('12:05'), '1')[0]?.from).toBe(at('13:30'))
    expect(stintsOf(pausedAt(), at('09:01'), '1')[0]?.from).toBe(at('09:11'))
    expect(stintsOf(pausedAt(), at('09:40'), '1')[0]?.from).toBe(at('10:20'))
    // Who is not back by then is late by as long again.
    expect(stintsOf(pausedAt(at('10:00')), at('10:20'), '1')[0]?.from).toBe(at('10:40'))
  })

  it('F2 the plan takes over at its hour, and what stands now holds until then', () => {
    const only = { id: 'only-b', name: '专办', own: ['B'], help: [], order: 'own-first', helpWhen: [] } as const
    const catalogue = { ...withCounter('2', { plan: [{ from: '14:00', profile: 'only-b' }] }), profiles: [only] }
    const { past } = given(...openWith(catalogue, '2'))
    const [morning, afternoon, ...more] = stintsOf(past.hall, past.now, '2')
    expect(more).toEqual([])
    expect(morning).toMatchObject({ to: at('14:00') })
    expect(morning?.tiers[0]).toContain('A-01')
    expect(afternoon).toMatchObject({ from: at('14:00'), to: at('17:30') })
    expect(afternoon?.tiers.flat()).toContain('B-01')
    expect(afternoon?.tiers.flat()).not.toContain('A-01')
  })

  it('F2 help that has begun goes on to its end and, begun by hand, does not begin again', () => {
    const only = { id: 'only-a', name: '专办', own: ['A'], help: [], order: 'own-first', helpWhen: [] } as const
    const { past } = given(
      ...openWith({ ...withCounter('2', { profile: 'only-a' }), profiles: [only] }, '1', '2'),
      ...crowd('A-01', 1),
      ...crowd('B-01', 6),
      calledNext('1'),
      told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: true, reason: '人多' }),
    )
    const [stint] = stintsOf(past.hall, past.now, '2')
    // It stands beside what the window takes, not in it, so that it can end.
    expect(stint?.tiers.flat()).not.toContain('B-01')
    expect(stint?.reliefs).toMatchObject([
      { services: ['B-01', 'B-02'], begun: true, until: 0, overCount: Number.POSITIVE_INFINITY },
    ])
  })

  it('F2 help that a hand ended rests, and its rule with it', () => {
    const tide = {
      id: 'tide',
      name: '潮汐',
      own: ['A'],
      help: [],
      order: 'own-first',
      helpWhen: [{ theme: 'B', overWaiting: 3, whenIdle: false, first: true, untilWaiting: 1 }],
    } as const
    const catalogue = { ...withCounter('2', { profile: 'tide' }), profiles: [tide] }
    const help = (on: boolean) => ({ type: 'SwitchHelp', counter: '2', theme: 'B', on }) as const
    const begun = given(...openWith(catalogue, '2'), ...crowd('B-01', 6), told(help(true), timekeeper)).past
    expect(stintsOf(begun.hall, begun.now, '2')[0]?.reliefs).toMatchObject([{ begun: true, overCount: 3, until: 1 }])
    told({ ...help(false), reason: '本窗口人多' }, manager)(begun)
    expect(stintsOf(begun.hall, begun.now, '2')[0]?.reliefs).toEqual([])
  })

  it('F2 a window at which nothing is done is not counted on for as long again', () => {
    const { past } = given(
      ...openWith(quiet(), '3'),
      ...crowd('B-01', 1),
      afterMinutes(6),
      told({ type: 'NoteVacancy', counter: '3' }),
    )
    expect(stintsOf(past.hall, past.now, '3')[0]?.from).toBeGreaterThanOrEqual(past.now + minutes(10))
  })

  it('F2 after hours a hall that is open closes with the day', () => {
    const { past } = given(...openWith(quiet(), '1'))
    expect(stintsOf(past.hall, at('18:00'), '1').at(-1)?.to).toBe(at('23:59') + minutes(1))
  })
})

describe('who is there now', () => {
  it('F2 those who wait stand in the order of their places, with what comes after', () => {
    const { past } = given(
      opened(richCatalogue),
      windowOpened('1'),
      windowOpened('5'),
      taken('p', 'A-02'),
      taken('v', 'A-01', { class: 'priority', ground: 'elderly' }),
      taken('q', 'A-02'),
    )
    const { present } = futuresIn(past)
    expect(present.waiting.map(({ ticket }) => ticket)).toEqual(['p', 'v', 'q'])
    expect(present.waiting.map(({ turns }) => turns.map(({ queue }) => queue))).toEqual([
      ['A-02', 'C-01'],
      ['A-01', 'P-01', 'G-01'],
      ['A-02', 'C-01'],
    ])
    const [plain, elderly] = present.waiting
    expect(elderly?.since).toBe((plain?.since ?? 0) + 1_000)
    expect(elderly?.kind).not.toBe(plain?.kind)
  })

  it('F2 who waits for one window alone waits in a queue of their own, which that window takes first', () => {
    const { past } = given(
      ...openWith(quiet(), '1', '2'),
      taken('t', 'A-01'),
      told({ type: 'TransferTicket', ticket: 't', service: 'A-01', reason: 'asked', bound: { counter: '2' } }, manager),
    )
    const { present, queues, draw, engine } = futuresIn(past)
    const { visits, busyUntil } = draw(drawsOf(1, 'x'))
    const course = engine.run(visits, emptyCourse(visits.count), { busyUntil })
    expect(present.waiting[0]?.turns[0]?.queue).toBe('counter 2')
    expect(queues.of.has('counter 2')).toBe(true)
    expect(course.window[0]).toBe(1)
  })

  it('F2 the rest of a visit is drawn from those that lasted as long', () => {
    const { past } = given(
      ...openWith(quiet(), '3'),
      ...crowd('B-01', 1),
      calledNext('3'),
      started('3'),
      afterMinutes(15),
    )
    const { draw } = futuresIn(past)
    const draws = drawsOf(3, 'x')
    const rests = Array.from({ length: 4_000 }, () => (draw(draws).busyUntil[2] ?? 0) - past.now)
    // By hand: lengths of ten minutes on average with a coefficient of variation of 0.8, those above fifteen, less fifteen.
    const own = drawsOf(4, 'y')
    const longer = Array.from({ length: 40_000 }, () => own.lognormal(minutes(10), 0.8)).filter(
      (ms) => ms > minutes(15),
    )
    const expected = longer.reduce((sum, ms) => sum + ms - minutes(15), 0) / longer.length
    const mean = rests.reduce((sum, ms) => sum + ms, 0) / rests.length
    expect(Math.min(...rests)).toBeGreaterThan(0)
    expect(mean / expected).toBeGreaterThan(0.9)
    expect(mean / expected).toBeLessThan(1.1)
  })

  it('F2 who sits in front and has more to come waits again once that is done', () => {
    const { past } = given(
      opened(richCatalogue),
      windowOpened('1'),
      windowOpened('5'),
      taken('t', 'A-01'),
      calledNext('1'),
      started('1'),
    )
    const { draw, queues } = futuresIn({ hall: past.hall, now: past.now }, past.now)
    const { visits, busyUntil, readyAt } = draw(drawsOf(1, 'x'))
    const queue = (service: ServiceId) => queues.of.get(service)
    expect([...visits.queue.slice(0, visits.count)]).toEqual([queue('P-01'), queue('G-01')])
    expect(visits.comes[0]).toBe(busyUntil[0])
    expect(readyAt[0]).toBe(busyUntil[0])
    expect(visits.comes[1]).toBe(Number.POSITIVE_INFINITY)
    expect(visits.then?.[0]).toBe(1)
  })

  it('F2 who was put aside until a moment comes then', () => {
    const { past } = given(...openWith(quiet(), '1'), taken('t', 'A-01'), (story) =>
      told(
        {
          type: 'TransferTicket',
          ticket: 't',
          service: 'A-02',
          reason: 'asked',
          until: story.now + minutes(20),
        },
        manager,
      )(story),
    )
    const { present, draw } = futuresIn(past)
    expect(present.waiting).toEqual([])
    expect(draw(drawsOf(1, 'x')).visits.comes[0]).toBe(past.now + minutes(20))
  })
})
