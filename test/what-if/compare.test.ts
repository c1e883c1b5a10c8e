import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import { asItWas, type Change, changedDay } from '../../hall/simulate/change.ts'
import { compare } from '../../hall/simulate/compare.ts'
import { drawsOf } from '../../hall/simulate/random.ts'
import { replayOf } from '../../hall/simulate/replay.ts'
import { hours, MORNING, minutes } from '../kit/hand-clock.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'
import { type Life, liveDay } from './lived-day.ts'
import { compared, finish, PLAIN, replayed, SAME } from './past-days.ts'

const crowded: Life = { ...PLAIN, people: 125, priority: 0.2 }
const all = (change: Change, life: Life = crowded) => compared(replayed(life), change)
const at = (from: string, to: string) => ({ from, to })

describe('a day run in two ways', () => {
  it('U12 the same people need the same times: what is not changed changes nothing, in every run', () => {
    const same = compared(replayed(crowded), SAME, undefined, 12)
    expect(same.changed).toEqual(same.base)
    expect(same).toMatchObject({ shorter: 0, longer: 0, same: 125, helped: [], setBack: [] })
    expect(same.gain).toEqual({ runs: 13, meanMs: 0, lowMs: 0, highMs: 0, better: 0 })
  })

  it('U12 the same question has the same answer, and another seed draws other times', () => {
    const replay = replayed(crowded)
    const change: Change = { windows: [{ act: 'add', theme: 'A', ...at('10:00', '13:00') }] }
    const [once, again, other] = [1, 1, 2].map((seed) => compared(replay, change, undefined, 12, seed))
    expect(again).toEqual(once)
    expect(other?.gain.meanMs).not.toBe(once?.gain.meanMs)
    expect(other?.changed).toEqual(once?.changed)
  })

  it('U12 one window more shortens the wait in nearly every run, and a window closed lengthens it', () => {
    const replay = replayed(crowded)
    const more = compared(replay, { windows: [{ act: 'add', theme: 'A', ...at('10:00', '16:00') }] }, undefined, 20)
    expect(more.changed.all.meanMs).toBeLessThan(more.base.all.meanMs * 0.8)
    expect(more.gain.better).toBeGreaterThan(0.9)
    expect(more.gain.highMs).toBeLessThan(0)
    expect(more.shorter).toBeGreaterThan(more.longer)
    const fewer = compared(
      replay,
      { windows: [{ act: 'close', counter: '1', ...at('10:00', '16:00') }] },
      undefined,
      20,
    )
    expect(fewer.changed.all.meanMs).toBeGreaterThan(fewer.base.all.meanMs * 1.5)
    expect(fewer.gain.lowMs).toBeGreaterThan(0)
    expect(fewer.gain.better).toBe(0)
  })

  it('U12 a window opened where nobody was takes what its list says', () => {
    const life: Life = { ...crowded, windows: { 1: [[0, 8]], 3: [[0, 8]] } }
    const ran = all({ windows: [{ act: 'open', counter: '2', ...at('09:00', '17:00') }] }, life)
    expect(ran.changed.all.meanMs).toBeLessThan(ran.base.all.meanMs / 2)
    expect(ran.changed.served).toBeGreaterThan(ran.base.served)
  })

  it('U12 a window that was open already is opened only for the rest', () => {
    const replay = replayed({ ...crowded, windows: { 1: [[0, 8]], 2: [[2, 4]], 3: [[0, 8]] } })
    const changed = changedDay(replay, { windows: [{ act: 'open', counter: '2', ...at('10:00', '14:00') }] })
    const stints = changed.ok ? changed.side.windows.find(({ counter }) => counter === '2')?.stints : []
    expect(stints?.map(({ from, to }) => (to - from) / hours(1)).reduce((sum, length) => sum + length, 0)).toBeCloseTo(
      4,
    )
    expect(stints?.[0]?.from).toBe(MORNING + hours(1))
    for (const [index, stint] of (stints ?? []).entries())
      expect(stint.from).toBeGreaterThanOrEqual(stints?.[index - 1]?.to ?? 0)
  })

  it('U12 who is not called by closing counts with the wait until then, on both sides', () => {
    const ran = all({ windows: [{ act: 'close', counter: '2', ...at('09:00', '17:00') }] })
    expect(ran.base.all.count).toBe(125)
    expect(ran.changed.all.count).toBe(125)
    expect(ran.changed.unserved).toBeGreaterThan(10)
    expect(ran.changed.served + ran.changed.left + ran.changed.unserved).toBe(125)
    expect(ran.changed.all.mostMs).toBeLessThanOrEqual(hours(8))
  })

  it('Q16 another rule is run on the day: without their credit those with precedence wait longer, the others less', () => {
    const ran = all({ creditMinutes: { ordinary: 0, priority: 0, appointment: 0 } })
    expect(ran.changed.classes.priority.meanMs).toBeGreaterThan(ran.base.classes.priority.meanMs + minutes(2))
    expect(ran.changed.classes.ordinary.meanMs).toBeLessThan(ran.base.classes.ordinary.meanMs)
    expect(ran.helped.length).toBeGreaterThan(0)
    for (const { class: name } of ran.setBack) expect(name).toBe('priority')
    const gains = ran.helped.map(({ fromMs, toMs }) => fromMs - toMs)
    expect(gains).toEqual(gains.toSorted((a, b) => b - a))
    expect(Math.min(...gains)).toBeGreaterThan(minutes(1))
    expect(ran.shorter + ran.longer + ran.same).toBe(125)
  })

  it('Q16 a credit of a whole day puts its class before everybody', () => {
    const strict = all({ creditMinutes: { ordinary: 0, priority: 1440, appointment: 10 } })
    expect(strict.changed.classes.priority.mostMs).toBeLessThan(strict.base.classes.priority.mostMs)
    expect(strict.changed.classes.priority.meanMs).toBeLessThan(strict.base.classes.priority.meanMs)
  })

  it('Q16 with rates the order changes with the wait', () => {
    const ran = all({
      creditMinutes: { ordinary: 0, priority: 0, appointment: 0 },
      rate: { ordinary: 1, priority: 3, appointment: 1 },
    })
    const fcfs = all({ creditMinutes: { ordinary: 0, priority: 0, appointment: 0 } })
    expect(ran.changed.classes.priority.meanMs).toBeLessThan(fcfs.changed.classes.priority.meanMs / 2)
  })

  it('Q16 the draft is run on the day before it is in force: its rules and its work profiles', () => {
    const replay = replayed({ ...crowded, windows: { 1: [[0, 8]], 2: [[0, 8]], 3: [[0, 8]] } })
    const idle: Catalogue = {
      ...withRules({ creditMinutes: { ordinary: 0, priority: 0, appointment: 0 } }),
      profiles: [{ id: 'b', name: '只办许可', own: ['B'], help: [], order: 'own-first', helpWhen: [] }],
      counters: smallCatalogue.counters.map((counter) => (counter.id === '2' ? { ...counter, profile: 'b' } : counter)),
    }
    const ran = compared(replay, { draft: true }, idle)
    // Window 2 takes nobody any more who came.
    expect(ran.changed.all.meanMs).toBeGreaterThan(ran.base.all.meanMs * 1.5)
    const rulesOnly = compared(replay, { draft: true }, { ...idle, profiles: [], counters: smallCatalogue.counters })
    expect(rulesOnly.changed).toEqual(
      compared(replay, { creditMinutes: { ordinary: 0, priority: 0, appointment: 0 } }).changed,
    )
  })

  it('Q16 under the draft windows are there when they were, whatever breaks it plans, for those who wait for them alone too', () => {
    const replay = replayed(crowded)
    const breaks = [{ from: '10:00', to: '15:00' }]
    const draft = {
      ...smallCatalogue,
      counters: smallCatalogue.counters.map((counter) => ({ ...counter, breaks })),
    }
    const changed = changedDay(replay, { draft: true }, draft)
    expect(changed.ok && changed.side.windows.map(({ stints }) => stints.map(({ from, to }) => [from, to]))).toEqual(
      replay.windows.map(({ stints }) => stints.map(({ from, to }) => [from, to])),
    )
    for (const { counter, stints } of changed.ok ? changed.side.windows : [])
      for (const { tiers } of stints) expect(tiers[0]).toContain(`counter ${counter}`)
  })

  it('Q16 a window that the draft does not have serves nobody, and a new one is not there by itself', () => {
    const replay = replayed(crowded)
    const draft = { ...smallCatalogue, counters: smallCatalogue.counters.filter(({ id }) => id !== '2') }
    const changed = changedDay(replay, { draft: true }, draft)
    expect(changed.ok && changed.side.windows.map(({ counter }) => counter).sort()).toEqual(['1', '3'])
  })

  it('Q16 help that a threshold begins is run by its threshold', () => {
    const helped: Catalogue = {
      ...smallCatalogue,
      profiles: [
        {
          id: 'tide',
          name: '潮汐',
          own: ['C'],
          help: [],
          order: 'own-first',
          helpWhen: [{ theme: 'A', overMinutes: 10, whenIdle: true, first: false, untilWaiting: 1 }],
        },
      ],
      counters: smallCatalogue.counters.map((counter) =>
        counter.id === '4' ? { ...counter, profile: 'tide' } : counter,
      ),
    }
    const life: Life = { ...crowded, services: ['A-01'], windows: { 1: [[0, 8]], 2: [[0, 8]], 4: [[0, 8]] } }
    const never: Catalogue = { ...helped, profiles: helped.profiles?.map((one) => ({ ...one, helpWhen: [] })) ?? [] }
    const replay = replayed({ ...life, catalogue: never })
    expect(compared(replay, { draft: true }, never).changed).toEqual(compared(replay, SAME).base)
    const tide = compared(replay, { draft: true }, helped)
    expect(tide.changed.all.p90Ms).toBeLessThan(tide.base.all.p90Ms)
    expect(tide.changed.all.mostMs).toBeGreaterThan(minutes(10))
  })

  it.each<[string, Change, object]>([
    ['nothing', {}, { why: 'nothing-changes' }],
    ['rates of nothing', { rate: { ordinary: 0, priority: 0, appointment: 0 } }, { why: 'no-rate' }],
    [
      'an unknown window',
      { windows: [{ act: 'close', counter: '99', ...at('09:00', '10:00') }] },
      { why: 'unknown-window', index: 0, counter: '99' },
    ],
    [
      'a desk',
      { windows: [{ act: 'open', counter: 'desk', ...at('09:00', '10:00') }] },
      { why: 'calls-nobody', index: 0, counter: 'desk' },
    ],
    [
      'an unknown theme',
      { windows: [{ act: 'add', theme: 'X', ...at('09:00', '10:00') }] },
      { why: 'unknown-theme', index: 0, theme: 'X' },
    ],
    [
      'hours that end before they begin, in the second line',
      {
        windows: [
          { act: 'add', theme: 'A', ...at('09:00', '10:00') },
          { act: 'add', theme: 'A', ...at('10:00', '10:00') },
        ],
      },
      { why: 'hours-backwards', index: 1 },
    ],
    [
      'a window while the hall is closed',
      { windows: [{ act: 'open', counter: '4', ...at('22:00', '23:00') }] },
      { why: 'hall-closed-then', index: 0 },
    ],
    [
      'a window that is open',
      { windows: [{ act: 'open', counter: '1', ...at('09:00', '10:00') }] },
      { why: 'open-already', index: 0, counter: '1' },
    ],
    [
      'a window that is closed',
      { windows: [{ act: 'close', counter: '4', ...at('09:00', '10:00') }] },
      { why: 'closed-already', index: 0, counter: '4' },
    ],
  ])('U12 a change that cannot be run is refused: %s', (_what, change, problem) => {
    expect(changedDay(replayed({ ...PLAIN, people: 3 }), change)).toEqual({ ok: false, problem })
  })

  it('U12 a day on which nobody came has no waits', () => {
    const replay = replayed({ ...PLAIN, people: 0 })
    const ran = finish(compare(replay, asItWas(replay), asItWas(replay), 3, drawsOf(1, 'again').next))
    expect(ran.base.all).toEqual({ count: 0, meanMs: 0, p50Ms: 0, p90Ms: 0, mostMs: 0, soon: 1 })
    expect(ran.base.queue.every((waiting) => waiting === 0)).toBe(true)
    expect(ran.base.halfHours.every((wait) => wait === null)).toBe(true)
  })

  it('U12 who went away is told from who was left waiting', () => {
    const { past, events } = liveDay({ ...crowded, people: 160, cancels: 0.3 })
    const replay = finish(replayOf(events))
    const { cancelled, expired } = past.hall.counts
    expect(cancelled).toBeGreaterThan(5)
    expect(expired).toBeGreaterThan(3)
    // One of those that expired was in front of each window.
    const called = replay?.came.filter(
      ({ ticket, calledAt }) => past.hall.tickets.get(ticket)?.status === 'expired' && calledAt > 0,
    )
    expect(replay && compared(replay, SAME).happened).toMatchObject({
      left: cancelled,
      unserved: expired - (called?.length ?? 0),
    })
  })

  it('U12 what happened is what the hall itself counted that day', () => {
    const life: Life = { ...PLAIN, people: 60, minutes: 5, dawdles: 90 }
    const { past, events } = liveDay(life)
    const replay = finish(replayOf(events))
    const { happened } = replay ? compared(replay, SAME) : { happened: undefined }
    const figures = [...past.hall.today.values()]
    expect(happened?.served).toBe(60)
    expect(happened?.all.meanMs).toBeCloseTo(figures.reduce((sum, { waitMs }) => sum + waitMs, 0) / 60)
  })

  it('U12 the lines of the plots add up to the figures', () => {
    const { base, from, to } = compared(replayed(crowded), SAME)
    expect(base.halfHours).toHaveLength(Math.ceil((to - from) / minutes(30)))
    const area = base.queue.reduce((sum, waiting) => sum + waiting, 0) * minutes(5)
    // Little's law: people waiting over time are waits added up.
    expect(area / (base.all.meanMs * base.all.count)).toBeCloseTo(1, 1)
  })
})
