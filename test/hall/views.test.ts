/** What screens are told: bounded however many wait, nothing of what they may not know, nothing of what was called lost. */
import { describe, expect, it } from 'vitest'
import type { Hall } from '../../hall/hall.ts'
import { BOARD_CALLS_MAX, GUIDE_LIST_MAX, QUEUE_HEAD_MAX, SIDE_LIST_MAX, VIEW_BYTES_MAX } from '../../hall/limits.ts'
import { floorView } from '../../hall/views/floor.ts'
import { guideView } from '../../hall/views/guide.ts'
import { padView } from '../../hall/views/pad.ts'
import { boardView, kioskView, stripView, visitorView } from '../../hall/views/public.ts'
import { counterView } from '../../hall/views/window.ts'
import { windowsView } from '../../hall/views/windows.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { crowdedHall, crowdSecret, crowdTicket } from '../kit/crowd.ts'
import { minutes, seconds } from '../kit/hand-clock.ts'
import { withoutCounter, withoutService, withWindows } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  given,
  later,
  missed,
  opened,
  type Past,
  parked,
  published,
  ratingOf,
  recalled,
  secretOf,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const bytes = (view: unknown): number => new TextEncoder().encode(JSON.stringify(view)).length

/** Every view of a hall, by topic. A visitor's is of one ticket. */
const publicViews = (hall: Hall): Map<string, unknown> =>
  new Map<string, unknown>([
    ['kiosk', kioskView(hall)],
    ['board:all', boardView(hall, 'all')],
    ...(hall.catalogue?.zones ?? []).map(({ id }): [string, unknown] => [`board:${id}`, boardView(hall, id)]),
    ...(hall.catalogue?.counters ?? []).map(({ id }): [string, unknown] => [`strip:${id}`, stripView(hall, id)]),
  ])
const staffViews = (hall: Hall): Map<string, unknown> =>
  new Map<string, unknown>([
    ['guide', guideView(hall)],
    ['floor', floorView(hall)],
    ['windows', windowsView(hall)],
    ...(hall.catalogue?.counters ?? []).map(({ id }): [string, unknown] => [`counter:${id}`, counterView(hall, id)]),
  ])
const padViews = (hall: Hall): Map<string, unknown> =>
  new Map((hall.catalogue?.counters ?? []).map(({ id }): [string, unknown] => [`pad:${id}`, padView(hall, id)]))

/** A busy hall: every window that can has called and recalled somebody, and side lists are longer than they may show. */
const busy = (hall: Hall): Hall => {
  const past: Past = { hall, events: [], now: hall.at + minutes(1), commands: 0 }
  const calling = (hall.catalogue?.counters ?? []).filter(({ own }) => own.length > 0).map(({ id }) => id)
  for (const id of calling) {
    for (let turn = 0; turn < 2; turn += 1) {
      calledNext(id)(past)
      parked(id, '回去取一份很重要的材料，要等家人从家里送过来，大约一个小时')(past)
    }
    calledNext(id)(past)
    missed(id)(past)
    calledNext(id)(past)
    started(id)(past)
    completed(id)(past)
  }
  for (const id of calling) calledNext(id)(past)
  later(seconds(20))(past)
  for (const id of calling) recalled(id)(past)
  return hall
}

describe('views', () => {
  const hall = busy(crowdedHall(sampleCatalogue, 20_000))
  const all = new Map([...publicViews(hall), ...staffViews(hall), ...padViews(hall)])

  it('S3 no view is larger than its bound with 20,000 waiting', () => {
    expect(hall.counts.waiting).toBeGreaterThan(19_500)
    for (const [topic, view] of all) expect(bytes(view), topic).toBeLessThanOrEqual(VIEW_BYTES_MAX)
    for (const id of hall.issued.slice(-20)) expect(bytes(visitorView(hall, id))).toBeLessThan(2_000)
  })

  it('S3 lists are cut at their limits and counts tell the rest', () => {
    const counter = counterView(hall, '1')
    expect(counter?.head).toHaveLength(QUEUE_HEAD_MAX)
    expect(counter?.missed).toHaveLength(SIDE_LIST_MAX)
    expect(counter?.parked.length).toBeLessThanOrEqual(SIDE_LIST_MAX)
    expect(counter?.waiting).toBeGreaterThan(1_000)
    const guide = guideView(hall)
    expect(guide.recent).toHaveLength(GUIDE_LIST_MAX)
    expect(guide.missed).toHaveLength(SIDE_LIST_MAX)
    expect(guide.counts.waiting).toBe(hall.counts.waiting)
  })

  it('S3 a view says the same with 200 and with 20,000 waiting, but for its figures', () => {
    const few = crowdedHall(sampleCatalogue, 200)
    for (const [topic, view] of staffViews(crowdedHall(sampleCatalogue, 20_000))) {
      const small = staffViews(few).get(topic)
      expect(Object.keys(view ?? {}).sort(), topic).toEqual(Object.keys(small ?? {}).sort())
      expect(bytes(view), topic).toBeLessThan(bytes(small) * 1.5 + 4_000)
    }
  })

  it('S6 a ticket’s secret is in no view but the pad’s that may rate it', () => {
    const secrets = [...hall.bySecret.keys()]
    expect(secrets[0]).toBe(crowdSecret(1))
    for (const [topic, view] of [...publicViews(hall), ...staffViews(hall)])
      expect(/secret|rating-of/.test(JSON.stringify(view)), topic).toBe(false)
    // The search would have found one: the pad's view holds the one that its last visit may be rated with.
    const pads = [...padViews(hall).values()].map((view) => JSON.stringify(view).match(/rating-of-[\w-]+/g) ?? [])
    expect(pads.filter((found) => found.length === 1).length).toBeGreaterThan(10)
    expect(pads.every((found) => found.length <= 1)).toBe(true)
  })

  it('S6 a ticket’s id is in no public view', () => {
    for (const [topic, view] of publicViews(hall)) expect(JSON.stringify(view).includes('ticket-'), topic).toBe(false)
    expect(JSON.stringify(guideView(hall)).includes(crowdTicket(20_000))).toBe(true)
  })

  it('S6 the phone sees its own ticket and no other', () => {
    const [one, other] = [crowdTicket(19_000), crowdTicket(19_001)]
    const view = JSON.stringify(visitorView(hall, one))
    expect(view.includes(one)).toBe(true)
    expect(view.includes(other) || view.includes('secret')).toBe(false)
  })

  it('S2 a topic the hall does not have has no view', () => {
    expect([stripView(hall, 'x'), counterView(hall, 'x'), padView(hall, 'x'), visitorView(hall, 'x')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('S2 every view can be told before the first catalogue', () => {
    const empty = given().past.hall
    for (const view of [kioskView(empty), boardView(empty, 'all'), guideView(empty), floorView(empty)])
      expect(view).toMatchObject({ open: false, day: null, revision: 0, name: '' })
  })
})

describe('the board', () => {
  const forty = Array.from({ length: 40 }, (_, index) => String(index + 1))
  const hallOf40 = [
    opened(withWindows(40)),
    ...forty.map(windowOpened),
    ...Array.from({ length: 60 }, (_, index) => taken(`t${index}`, 'A-01')),
  ]

  it('S5 keeps forty calls of one moment, newest first', () => {
    const { hall } = given(...hallOf40, ...forty.map(calledNext)).past
    const { calls } = boardView(hall, 'all')
    expect(calls.map(({ number }) => number)).toEqual(forty.map((id) => `A${id.padStart(3, '0')}`).reverse())
    expect(new Set(calls.map(({ at }) => at)).size).toBe(1)
    expect(calls.every(({ live, recall }) => live && !recall)).toBe(true)
    expect(bytes(boardView(hall, 'all'))).toBeLessThanOrEqual(VIEW_BYTES_MAX)
  })

  it('S5 keeps two calls within 10 ms, and not the one that was cancelled meanwhile', () => {
    const { hall } = given(
      ...hallOf40,
      calledNext('1'),
      later(4),
      calledNext('2'),
      later(4),
      told({ type: 'CancelTicket', ticket: 't0', reason: '不办了' }),
      calledNext('1'),
    ).past
    expect(boardView(hall, 'all').calls.map(({ number, counterName, live }) => [number, counterName, live])).toEqual([
      ['A003', '1', true],
      ['A002', '2', true],
    ])
  })

  it('I16 a call that another window has taken over is no longer live', () => {
    const { hall } = given(
      ...hallOf40,
      calledNext('1'),
      parked('1'),
      told({ type: 'CallTicket', counter: '2', ticket: 't0' }),
    ).past
    const rows = boardView(hall, 'all').calls.map(({ number, counter, live }) => [number, counter, live])
    expect(rows).toEqual([
      ['A001', '2', true],
      ['A001', '1', false],
    ])
  })

  it('S5 a recall is a call of its own, with a newer position', () => {
    const { hall } = given(...hallOf40, calledNext('1'), later(seconds(20)), recalled('1')).past
    const [again, first] = boardView(hall, 'all').calls
    expect([again?.recall, first?.recall]).toEqual([true, false])
    expect(again?.number).toBe(first?.number)
    expect((again?.position ?? 0) > (first?.position ?? 0)).toBe(true)
  })

  it('S5 a minute later only the last call of each window stays, at most as many as a board has rows', () => {
    const past = given(...hallOf40, ...forty.map(calledNext)).past
    later(minutes(2))(past)
    started('40')(past)
    const { calls } = boardView(past.hall, 'all')
    expect(calls).toHaveLength(BOARD_CALLS_MAX)
    expect(new Set(calls.map(({ counter }) => counter)).size).toBe(BOARD_CALLS_MAX)
    expect(calls[0]).toMatchObject({ number: 'A040', live: false })
  })

  it('S5 a zone’s board shows the calls of its windows alone', () => {
    const { hall } = given(...hallOf40, ...forty.map(calledNext)).past
    const [down, up] = [boardView(hall, 'z1'), boardView(hall, 'z2')]
    expect([down.calls.length, up.calls.length]).toEqual([20, 20])
    expect(down.calls.every(({ counter }) => Number(counter) % 2 === 1)).toBe(true)
    expect(down.themes.map(({ id }) => id)).toEqual(['A', 'B'])
    expect(up.themes.map(({ id }) => id)).toEqual(['C'])
  })
})

describe('what staff read', () => {
  const start = given(opened()).past.now

  it('I19 a transferred ticket’s card still tells since when it waits', () => {
    const { hall } = given(
      opened(),
      windowOpened('1'),
      windowOpened('3'),
      taken('t1', 'A-01'),
      later(minutes(12)),
      calledNext('1'),
      told({ type: 'TransferTicket', ticket: 't1', service: 'B-01', reason: 'wrong-service' }),
      later(minutes(3)),
      taken('t2', 'B-01'),
    ).past
    const view = counterView(hall, '3')
    expect(view?.head.map(({ number, readyAt }) => [number, readyAt])).toEqual([
      ['A001', start + seconds(1)],
      ['B001', start + minutes(15) + seconds(2)],
    ])
    expect(view?.longestSince).toBe(start + seconds(1))
    expect(view?.next?.card.number).toBe('A001')
  })

  it('Q2 the head is listed in calling order: own before help', () => {
    const { hall } = given(
      opened(),
      windowOpened('2'),
      taken('b', 'B-01'),
      taken('a', 'A-01'),
      taken('a2', 'A-02'),
    ).past
    const view = counterView(hall, '2')
    expect(view?.head.map(({ number }) => number)).toEqual(['A001', 'A002', 'B001'])
    expect(view?.next?.card.number).toBe(view?.head[0]?.number)
    expect(view?.themes.map(({ id, waiting, help }) => [id, waiting, help])).toEqual([
      ['A', 2, false],
      ['B', 1, true],
    ])
  })

  it('C3 a window sees parked tickets only of what it may take', () => {
    const { hall } = given(opened(), windowOpened('1'), taken('t1', 'A-02'), calledNext('1'), parked('1')).past
    expect(['1', '2', '3', '4'].map((id) => counterView(hall, id)?.parked.length)).toEqual([1, 1, 0, 0])
  })

  it('I15 a window learns that its last visit was rated, and never how', () => {
    const visit = [opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1'), completed('1')]
    const rated = told({ type: 'RateVisit', ticket: 't1', secret: secretOf('t1'), grade: 'very-dissatisfied' })
    expect(counterView(given(...visit).past.hall, '1')?.lastCompleted).toEqual({ number: 'A001', rated: false })
    const { hall } = given(...visit, rated).past
    expect(counterView(hall, '1')?.lastCompleted).toEqual({ number: 'A001', rated: true })
    expect(JSON.stringify(counterView(hall, '1')).includes('dissatisfied')).toBe(false)
    expect(padView(hall, '1')?.rateable).toMatchObject({ asks: 'why' })
    expect(JSON.stringify(padView(hall, '1')).includes('dissatisfied')).toBe(false)
    expect(floorView(hall).grades['very-dissatisfied']).toBe(1)
  })

  it('T8 the pad offers the rating of the visit just completed', () => {
    const { hall } = given(
      opened(),
      windowOpened('1'),
      taken('t1', 'A-01'),
      calledNext('1'),
      started('1'),
      completed('1'),
    ).past
    expect(padView(hall, '1')?.rateable).toMatchObject({ ticket: 't1', secret: ratingOf('t1'), asks: 'grade' })
    expect(padView(hall, '2')?.rateable).toBeNull()
  })

  it('C9 the floor counts issued, called, completed and the mean wait per theme, and windows against the rule of 25', () => {
    const { hall } = given(
      opened(),
      windowOpened('1'),
      taken('t1', 'A-01'),
      taken('t2', 'A-01'),
      later(minutes(10)),
      calledNext('1'),
      started('1'),
      completed('1'),
    ).past
    const floor = floorView(hall)
    expect(floor.themes[0]).toMatchObject({
      id: 'A',
      issued: 2,
      called: 1,
      completed: 1,
      meanWaitMs: minutes(10) + seconds(1),
      counters: 2,
      countersNeeded: 1,
      waiting: 1,
    })
    expect(floor.themes[1]).toMatchObject({ id: 'B', issued: 0, meanWaitMs: null })
    expect(floor.counters.find(({ id }) => id === '1')?.completed).toBe(1)
  })

  it('H7 views outlive the window and the service they speak of', () => {
    const { hall } = given(
      opened(),
      windowOpened('1'),
      taken('t1', 'A-02'),
      calledNext('1'),
      started('1'),
      completed('1'),
      told({ type: 'CloseCounter', counter: '1' }),
      published(withoutService('A-02', withoutCounter('1'))),
    ).past
    expect(guideView(hall).recent[0]).toMatchObject({ number: 'A001', service: 'A-02', serviceName: 'A-02', theme: '' })
    expect(visitorView(hall, 't1')).toMatchObject({ number: 'A001', status: 'completed', serviceName: '' })
    expect(boardView(hall, 'all').calls[0]).toMatchObject({ number: 'A001', counterName: '1', live: false })
    expect(counterView(hall, '1')).toBeUndefined()
  })
})
