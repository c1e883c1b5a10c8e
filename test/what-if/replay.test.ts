import { describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { TicketId } from '../../hall/ids.ts'
import { BY_HAND, type Came, orderOf, type Replay, replayOf } from '../../hall/simulate/replay.ts'
import { guide, manager, staffAt, timekeeper } from '../kit/actors.ts'
import { hours, MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import { richCatalogue, smallCatalogue, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  missed,
  opened,
  parked,
  published,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'
import type { Life } from './lived-day.ts'
import { compared, finish, PLAIN, replayed, SAME } from './past-days.ts'

const unconfirmed = (catalogue: Catalogue): Catalogue =>
  withRules({ window: { ...catalogue.rules.window, confirmArrival: false } }, catalogue)

/** A few deeds as a day: the hall opens, and these follow. */
const dayOf = (...deeds: readonly Deed[]): Replay => {
  const { past } = given(opened(unconfirmed(smallCatalogue)), ...deeds)
  const first = past.events.findIndex(({ event }) => event.type === 'HallOpened')
  const replay = finish(replayOf(past.events.slice(first)))
  if (!replay) throw new Error('The hall opened on that day.')
  return replay
}

const turnsOf = ({ came }: Replay, ticket: TicketId): Came[] => came.filter((turn) => turn.ticket === ticket)

/** Everything that a day brings at once. */
const busy: Life = {
  ...PLAIN,
  catalogue: unconfirmed(richCatalogue),
  people: 190,
  services: ['A-01', 'B-01', 'C-01'],
  minutes: 6,
  windows: {
    1: [
      [0, 3],
      [3.5, 8],
    ],
    2: [[0, 8]],
    3: [[0, 8]],
    4: [[0, 8]],
    5: [[0, 8]],
  },
  priority: 0.2,
  noShow: 0.1,
  cancels: 0.15,
  dawdles: 45,
}

describe('a past day run again', () => {
  it('U12 under its own rule everybody waits as long as they did, to the millisecond', () => {
    for (const seed of [1, 2, 3]) {
      const ran = compared(replayed({ ...PLAIN, seed, priority: 0.15 }), SAME)
      expect(ran.happened.all.count).toBe(150)
      expect(ran.happened.all.meanMs).toBeGreaterThan(minutes(1))
      expect(ran.base).toEqual(ran.happened)
      expect(ran.offMs).toBe(0)
    }
  })

  it('U12 with several legs, numbers that are missed, people who leave, pauses and slow calls it stays near what happened', () => {
    for (const seed of [1, 2, 3, 4]) {
      const ran = compared(replayed({ ...busy, seed }), SAME)
      const { meanMs, count } = ran.happened.all
      expect(meanMs).toBeGreaterThan(minutes(10))
      expect(ran.offMs).toBeLessThan(meanMs * 0.06)
      expect(Math.abs(ran.base.all.meanMs - meanMs)).toBeLessThan(meanMs * 0.03)
      expect(ran.base.all.count).toBe(count)
      expect(Math.abs(ran.base.served - ran.happened.served)).toBeLessThan(4)
      expect(Math.abs(ran.base.left - ran.happened.left)).toBeLessThan(4)
    }
  })

  it('U12 a leg begins when the one before it ends, and keeps the place of the arrival', () => {
    const replay = replayed({ ...busy, people: 60, cancels: 0, noShow: 0 })
    const later = replay.came.filter(({ after }) => after >= 0)
    expect(later.length).toBeGreaterThan(40)
    for (const turn of later) {
      const before = replay.came[turn.after]
      expect(before?.ticket).toBe(turn.ticket)
      expect(before?.since).toBe(turn.since)
      expect(turn.comes).toBe(Number.POSITIVE_INFINITY)
      expect(turn.from).toBe(before?.endedAt)
    }
  })

  it('U12 an act that was taken back never was', () => {
    const replay = dayOf(
      windowOpened('1'),
      taken('a', 'A-01'),
      calledNext('1'),
      later(seconds(5)),
      told({ type: 'UndoAct', counter: '1' }),
      later(seconds(30)),
      calledNext('1'),
      later(minutes(4)),
      completed('1'),
    )
    expect(replay.came).toHaveLength(1)
    const [turn] = replay.came
    expect(turn?.calledAt).toBe((turn?.comes ?? 0) + seconds(35))
    expect((turn?.endedAt ?? 0) - (turn?.calledAt ?? 0)).toBe(minutes(4))
  })

  it('U12 what a clerk did by hand keeps its moment and its window, and counts for no wait', () => {
    const replay = dayOf(
      windowOpened('1'),
      taken('a', 'A-01'),
      calledNext('1'),
      later(minutes(2)),
      parked('1'),
      later(minutes(10)),
      told({ type: 'CallTicket', counter: '1', ticket: 'a' }),
      later(minutes(3)),
      completed('1'),
      told({ type: 'ServeDirectly', counter: '1', ticket: 'd', service: 'A-01', reason: '老人' }),
      later(minutes(1)),
      completed('1'),
    )
    const [first, again] = turnsOf(replay, 'a')
    expect(first).toMatchObject({ counts: true, queue: 'A-01', after: -1 })
    expect(again).toMatchObject({ counts: false, kind: BY_HAND, queue: 'counter 1', after: -1 })
    expect(again?.comes).toBe((first?.endedAt ?? 0) + minutes(10))
    expect(turnsOf(replay, 'd')).toMatchObject([{ counts: false, kind: BY_HAND, queue: 'counter 1' }])
    expect(replay.order.credit[BY_HAND]).toBe(Number.POSITIVE_INFINITY)
  })

  it('U12 a number that was missed comes again when it came again, with the place it then had', () => {
    const replay = dayOf(
      windowOpened('1'),
      taken('a', 'A-01'),
      calledNext('1'),
      missed('1'),
      later(minutes(3)),
      told({ type: 'ReturnTicket', ticket: 'a' }, guide),
      calledNext('1'),
      later(minutes(3)),
      completed('1'),
    )
    const [first, again] = turnsOf(replay, 'a')
    expect((first?.endedAt ?? 0) - (first?.calledAt ?? 0)).toBe(seconds(60))
    expect(again).toMatchObject({ counts: false, after: -1, comes: (first?.endedAt ?? 0) + minutes(3) })
  })

  it('U12 who was sent on while waiting can be called for the new matter from then on, and has waited since they came', () => {
    const replay = dayOf(
      windowOpened('3'),
      taken('a', 'A-01'),
      later(minutes(6)),
      told({ type: 'TransferTicket', ticket: 'a', service: 'B-01', reason: 'wrong-theme' }, guide),
      later(minutes(1)),
      calledNext('3'),
      later(minutes(1)),
      completed('3'),
    )
    const came = MORNING + seconds(1)
    expect(replay.came).toMatchObject([{ service: 'B-01', comes: came + minutes(6), from: came, counts: true }])
  })

  it('U12 another class holds from the start', () => {
    const replay = dayOf(
      taken('a', 'A-01'),
      later(minutes(6)),
      told({ type: 'ChangeClass', ticket: 'a', class: 'priority', ground: 'elderly' }, guide),
    )
    expect(replay.came).toMatchObject([{ class: 'priority', kind: 1, since: MORNING + seconds(1) }])
  })

  it('U12 who went away uncalled leaves at that moment', () => {
    const replay = dayOf(
      taken('a', 'A-01'),
      later(minutes(6)),
      told({ type: 'CancelTicket', ticket: 'a', reason: '有事先走' }, guide),
    )
    expect(replay.came).toMatchObject([{ leaves: MORNING + seconds(1) + minutes(6), calledAt: Number.NaN }])
  })

  it('U12 a window that called nobody for long was away; a short while belongs to whom it then called', () => {
    const call = (idle: number): Replay =>
      dayOf(windowOpened('1'), taken('a', 'A-01'), later(idle), calledNext('1'), later(minutes(4)), completed('1'))
    const { idleMinutes } = smallCatalogue.rules.window
    const short = call(minutes(idleMinutes))
    expect(short.came[0]?.lead).toBe(minutes(idleMinutes))
    expect(short.windows[0]?.stints).toHaveLength(1)
    const long = call(minutes(idleMinutes) + 1)
    const came = MORNING + seconds(1)
    expect(long.came[0]?.lead).toBe(0)
    expect(long.windows[0]?.stints.map(({ from, to }) => [from, to])).toEqual([
      [MORNING, came],
      [came + minutes(idleMinutes) + 1, long.to],
    ])
  })

  it('U12 a window that never called was away from when somebody waited until another took them, or the day ended', () => {
    const came = MORNING + seconds(1)
    const waiting = [windowOpened('1'), windowOpened('2'), taken('a', 'A-01'), later(minutes(30))]
    const stintsAt = ({ windows }: Replay, counter: string) =>
      windows.find((window) => window.counter === counter)?.stints.map(({ from, to }) => [from, to])
    const emptied = dayOf(...waiting, calledNext('1'), later(minutes(10)), taken('b', 'A-01'))
    expect(stintsAt(emptied, '2')).toEqual([
      [MORNING, came],
      [came + minutes(30), emptied.to],
    ])
    const closed = dayOf(...waiting, told({ type: 'CloseHall' }))
    expect(stintsAt(closed, '2')).toEqual([[MORNING, came]])
  })

  it('U12 who waits for one window alone stands in its own queue', () => {
    const replay = dayOf(
      windowOpened('1'),
      windowOpened('2'),
      taken('a', 'A-01'),
      told({ type: 'TransferTicket', ticket: 'a', service: 'A-01', reason: 'expert', bound: { counter: '2' } }, guide),
      taken('b', 'A-02'),
      told({ type: 'TransferTicket', ticket: 'b', service: 'A-02', reason: 'expert', bound: { counter: '1' } }, guide),
      calledNext('2'),
    )
    expect(replay.came).toMatchObject([
      { ticket: 'a', queue: 'counter 2' },
      { ticket: 'b', queue: 'counter 1' },
    ])
    expect(replay.windows.find(({ counter }) => counter === '2')?.stints[0]?.tiers[0]).toContain('counter 2')
  })

  it('U12 windows are open when they were, and take what they took: pauses, a stand-in, a switched profile', () => {
    const catalogue: Catalogue = {
      ...smallCatalogue,
      counters: smallCatalogue.counters.map((counter) =>
        counter.id === '1' ? { ...counter, backups: ['3'] } : counter,
      ),
    }
    const deeds = [
      published(catalogue),
      windowOpened('1'),
      windowOpened('3'),
      later(hours(1)),
      told({ type: 'PauseCounter', counter: '1', reason: 'meal' }),
      later(minutes(10)),
      told({ type: 'TakeOver', counter: '3', from: '1' }, staffAt('3')),
      later(minutes(20)),
      windowOpened('1'),
      later(minutes(30)),
    ]
    const { windows, to } = dayOf(...deeds, told({ type: 'CloseHall' }))
    const stintsOf = (id: string) => windows.find(({ counter }) => counter === id)?.stints ?? []
    expect(to).toBe(MORNING + hours(2))
    expect(stintsOf('1').map(({ from, to }) => [from - MORNING, to - MORNING])).toEqual([
      [0, hours(1)],
      [hours(1.5), hours(2)],
    ])
    expect(stintsOf('3').map(({ from, tiers }) => [from - MORNING, tiers[0]?.includes('A-01')])).toEqual([
      [0, false],
      [hours(1) + minutes(10), true],
      [hours(1.5), false],
    ])
  })

  const tidal: Catalogue = {
    ...unconfirmed(smallCatalogue),
    profiles: [
      {
        id: 'tide',
        name: '潮汐',
        own: ['C'],
        help: [],
        order: 'own-first',
        helpWhen: [{ theme: 'A', overWaiting: 1, whenIdle: true, first: false, untilWaiting: 0 }],
      },
      { id: 'plain', name: '平常', own: ['C'], help: ['A'], order: 'own-first', helpWhen: [] },
    ],
    counters: smallCatalogue.counters.map((counter) =>
      counter.id === '4' ? { ...counter, profile: 'tide' } : counter,
    ),
  }

  it('U12 help that a threshold began is left to the threshold, help by hand is kept as it was', () => {
    const helped = (actor: Actor, reason: object): Replay =>
      dayOf(
        published(tidal),
        windowOpened('4'),
        taken('a', 'A-01'),
        taken('b', 'A-01'),
        told({ type: 'SwitchHelp', counter: '4', theme: 'A', on: true, ...reason }, actor),
        later(minutes(3)),
        told({ type: 'SwitchHelp', counter: '4', theme: 'A', on: false, reason: '够了' }, manager),
        later(minutes(3)),
        told({ type: 'CloseHall' }),
      )
    const takesA = ({ windows }: Replay): boolean[] =>
      (windows[0]?.stints ?? []).map(({ tiers }) => tiers.flat().includes('A-01'))
    const byRule = helped(timekeeper, {})
    expect(takesA(byRule)).toEqual([false, false])
    expect(byRule.windows[0]?.stints[0]?.reliefs).toMatchObject([{ services: ['A-01'], overCount: 1, until: 0 }])
    // Ended by hand, the threshold rests.
    expect(byRule.windows[0]?.stints[1]?.reliefs).toEqual([])
    expect(takesA(helped(manager, { reason: '人多' }))).toEqual([false, true, false])
  })

  it('U12 a window that was away stays away through a switch of its profile', () => {
    const { windows, came } = dayOf(
      published(tidal),
      windowOpened('4'),
      taken('c', 'C-01'),
      later(minutes(4)),
      told({ type: 'SwitchProfile', counter: '4', profile: 'plain', reason: '人多' }, manager),
      later(minutes(4)),
      calledNext('4'),
      later(minutes(1)),
      completed('4'),
    )
    const spans = windows[0]?.stints.map(({ from, to }) => [from - MORNING, to - MORNING])
    expect(came[0]?.lead).toBe(0)
    expect(spans).toEqual([
      [0, seconds(1)],
      [seconds(1) + minutes(8), seconds(1) + minutes(9)],
    ])
  })

  it('Q8 a credit of a whole day is strict in a run as well, a shorter one is minutes', () => {
    const { credit, rate } = orderOf({
      ...smallCatalogue.rules,
      creditMinutes: { ordinary: 0, priority: 1_440, appointment: 1_439 },
      rate: { ordinary: 1, priority: 2, appointment: 0.5 },
    })
    expect(credit).toEqual([0, Number.POSITIVE_INFINITY, minutes(1_439), Number.POSITIVE_INFINITY])
    expect(rate).toEqual([1, 2, 0.5, 1])
  })

  it('U12 a day on which the hall never opened is not a day', () => {
    expect(finish(replayOf([]))).toBeUndefined()
    expect(finish(replayOf(given(published()).past.events))).toBeUndefined()
  })
})
