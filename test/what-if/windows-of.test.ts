import { describe, expect, it } from 'vitest'
import type { Catalogue, Counter } from '../../hall/catalogue.ts'
import type { WorkProfile } from '../../hall/profile.ts'
import {
  plannedStints,
  plannedWindows,
  queuesOf,
  reliefsOf,
  type Stint,
  windowDays,
  without,
} from '../../hall/simulate/windows-of.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const SERVICES = smallCatalogue.services.map(({ id }) => id)

const counterOf = (id: string, change: Partial<Counter> = {}): Counter => {
  const found = smallCatalogue.counters.find((counter) => counter.id === id)
  if (!found) throw new Error(`The small hall has no window ${id}.`)
  return { ...found, ...change }
}

describe('windows and queues as the simulator takes them', () => {
  it('U12 services that every window treats alike share a queue, others do not', () => {
    const queues = queuesOf(plannedWindows(smallCatalogue), SERVICES)
    // Window 4 takes A-01 and not A-02; nobody tells B-01 from B-02.
    expect(queues.services).toEqual([['A-01'], ['A-02'], ['B-01', 'B-02'], ['C-01']])
    expect(queues.of.get('B-02')).toBe(queues.of.get('B-01'))
  })

  it('U12 queues are told apart where only one of two ways of running a day tells them apart', () => {
    const plain = plannedWindows(smallCatalogue).filter(({ counter }) => counter !== '4')
    expect(queuesOf(plain, SERVICES).services).toContainEqual(['A-01', 'A-02'])
    expect(queuesOf([...plain, ...plannedWindows(smallCatalogue)], SERVICES).services).toContainEqual(['A-01'])
  })

  it('U12 a tier, or a help threshold, of its own tells queues apart', () => {
    const base = { from: 0, to: 600, tiers: [['a', 'b', 'c']], reliefs: [] }
    const queuesWith = (stint: Partial<Stint>) =>
      queuesOf([{ counter: '1', stints: [{ ...base, ...stint }] }], ['a', 'b', 'c']).services
    const help = { services: ['c'], overWait: 1, overCount: 1, whenIdle: true, first: false, until: 0 }
    expect(queuesWith({})).toEqual([['a', 'b', 'c']])
    expect(queuesWith({ tiers: [['a', 'b'], ['c']] })).toEqual([['a', 'b'], ['c']])
    expect(queuesWith({ reliefs: [help] })).toEqual([['a', 'b'], ['c']])
    expect(queuesWith({ reliefs: [{ ...help, services: ['a', 'b', 'c'], own: ['a'] }] })).toEqual([['a'], ['b', 'c']])
  })

  it('U12 Q13 what has to be idle before help begins is the window’s own as its profile narrows it', () => {
    const rule = { theme: 'C', overWaiting: 1, whenIdle: true, first: false, untilWaiting: 0 }
    const profile: WorkProfile = {
      id: 'one',
      name: '综合',
      own: ['A'],
      help: ['B'],
      services: ['A-01', 'B-01'],
      order: 'longest',
      helpWhen: [rule],
    }
    const [relief] = reliefsOf(smallCatalogue, counterOf('2', { help: ['B', 'C'] }), profile, 1)
    expect(relief).toMatchObject({ services: ['C-01'], own: ['A-01'] })
  })

  it('U12 what no window takes stands in a queue that nobody calls from', () => {
    const windows = plannedWindows(smallCatalogue).filter(({ counter }) => counter === '1')
    const queues = queuesOf(windows, SERVICES)
    const called = windowDays(windows, queues).flatMap(({ shifts }) => shifts.flatMap(({ tiers }) => tiers.flat()))
    expect(called).toEqual([queues.of.get('A-01')])
    expect(queues.of.get('C-01')).not.toBe(queues.of.get('A-01'))
  })

  it('U12 own services come before those helped', () => {
    const windows = plannedWindows(smallCatalogue)
    const queues = queuesOf(windows, SERVICES)
    const second = windowDays(windows, queues)[1]
    expect(second?.shifts).toEqual([
      {
        from: 8 * 60 + 30,
        to: 17 * 60 + 30,
        tiers: [[queues.of.get('A-01'), queues.of.get('A-02')], [queues.of.get('B-01')]],
      },
    ])
  })

  it('U12 a day is cut where the plan changes the profile, and left out where a break is planned', () => {
    const catalogue: Catalogue = {
      ...smallCatalogue,
      profiles: [
        { id: 'all', name: '全办', own: ['A'], help: ['B'], order: 'longest', helpWhen: [] },
        {
          id: 'tide',
          name: '潮汐',
          own: ['A'],
          help: [],
          order: 'longest',
          helpWhen: [{ theme: 'B', overMinutes: 15, overWaiting: 6, whenIdle: true, first: true, untilWaiting: 2 }],
        },
      ],
    }
    const counter = counterOf('2', {
      plan: [
        { from: '08:00', profile: 'all' },
        { from: '11:00', profile: 'tide' },
      ],
      breaks: [{ from: '12:00', to: '13:30' }],
    })
    const stints = plannedStints(catalogue, counter, [540, 1020], { midnight: 10_000, minute: 100 })
    expect(stints.map(({ from, to }) => [from, to])).toEqual([
      [64_000, 76_000],
      [76_000, 82_000],
      [91_000, 112_000],
    ])
    expect(stints[0]?.tiers).toEqual([['A-01', 'A-02', 'B-01', 'B-02']])
    expect(stints[0]?.reliefs).toEqual([])
    expect(stints[1]?.tiers).toEqual([['A-01', 'A-02']])
    expect(stints[1]?.reliefs).toEqual([
      {
        services: ['B-01', 'B-02'],
        own: ['A-01', 'A-02'],
        overWait: 1_500,
        overCount: 6,
        whenIdle: true,
        first: true,
        until: 2,
      },
    ])
  })

  it('U12 a window helps only what its list names', () => {
    const catalogue: Catalogue = {
      ...smallCatalogue,
      profiles: [
        {
          id: 'tide',
          name: '潮汐',
          own: ['C'],
          help: [],
          order: 'own-first',
          helpWhen: [{ theme: 'A', overWaiting: 3, whenIdle: false, first: false, untilWaiting: 1 }],
        },
      ],
    }
    const [stint] = plannedStints(catalogue, counterOf('4', { profile: 'tide' }))
    expect(stint?.reliefs[0]?.services).toEqual(['A-01'])
    expect(stint?.reliefs[0]?.overWait).toBe(Number.POSITIVE_INFINITY)
  })

  it('U12 a span loses what is taken out of it, however that overlaps', () => {
    expect(without([0, 10], [])).toEqual([[0, 10]])
    expect(
      without(
        [0, 10],
        [
          [2, 4],
          [3, 5],
        ],
      ),
    ).toEqual([
      [0, 2],
      [5, 10],
    ])
    expect(without([0, 10], [[0, 10]])).toEqual([])
    expect(without([0, 10], [[10, 12]])).toEqual([[0, 10]])
    expect(without([5, 5], [])).toEqual([])
  })
})
