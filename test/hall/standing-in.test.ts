/** AB岗, 去向告知 and 空岗: a window is never simply empty (S004-37…40). */
import { describe, expect, it } from 'vitest'
import { vacantSince } from '../../hall/decide-counter.ts'
import type { Hall } from '../../hall/hall.ts'
import { tiersAt } from '../../hall/takes.ts'
import { floorView } from '../../hall/views/floor.ts'
import { guideView } from '../../hall/views/guide.ts'
import { stripView } from '../../hall/views/public.ts'
import { counterView } from '../../hall/views/window.ts'
import { manager, staffAt, timekeeper } from '../kit/actors.ts'
import { MORNING, minutes } from '../kit/hand-clock.ts'
import { richCatalogue, withoutCounter, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  given,
  later,
  opened,
  parked,
  started,
  taken,
  told,
  wasRecorded,
  windowOpened,
} from '../kit/story.ts'

const rich = opened(richCatalogue)
const windows = ['1', '2', '3'].map(windowOpened)
const BACK = MORNING + minutes(60)
const away = told({
  type: 'PauseCounter',
  counter: '1',
  reason: 'meeting',
  destination: '三楼会议室',
  backAt: BACK,
  note: '张表在左手抽屉',
})
const leavingInHaste = told({ type: 'PauseCounter', counter: '1', reason: 'away', handOver: true })
const takesOver = told({ type: 'TakeOver', counter: '2', from: '1' })

/** At how many windows a ticket is. */
const seats = (hall: Hall, ticket: string): number =>
  [...hall.counters.values()].filter((counter) => counter.ticket === ticket).length

describe('去向告知', () => {
  it('C15 the strip, the neighbours and the floor see where the staff went and when they are back', () => {
    const { hall } = given(rich, ...windows, away).past
    const told = { destination: '三楼会议室', backAt: BACK, reason: 'meeting' }
    expect(stripView(hall, '1')).toMatchObject({ status: 'paused', ...told })
    expect(counterView(hall, '3')?.away).toEqual([{ counter: '1', name: '1', staff: '窗口员', ...told }])
    expect(floorView(hall).counters.find((row) => row.id === '1')).toMatchObject(told)
  })

  it('C15 what the B岗 should know is told to the B岗 and to nobody in public', () => {
    const { hall } = given(rich, ...windows, away).past
    expect(counterView(hall, '2')?.standIns).toMatchObject([{ from: '1', note: '张表在左手抽屉', first: true }])
    expect(JSON.stringify([stripView(hall, '1'), counterView(hall, '3')?.away])).not.toContain('抽屉')
  })

  it('C15 nobody pauses over a visitor, unless the visitor is handed over', () => {
    const seated = [rich, ...windows, taken('t1', 'A-01'), calledNext('1')]
    given(...seated)
      .when({ type: 'PauseCounter', counter: '1', reason: 'meal' })
      .isRefused({ code: 'counter-busy', counter: '1', ticket: 't1' })
    const { hall } = given(...seated, leavingInHaste).past
    expect(hall.tickets.get('t1')).toMatchObject({ status: 'parked', counter: '1' })
    expect(counterView(hall, '2')?.standIns).toMatchObject([{ from: '1', parked: 1 }])
  })
})

describe('AB岗', () => {
  it('C16 the B岗 are asked in their order: the next one only when the first is not there', () => {
    const first = given(rich, ...windows, away).past.hall
    expect(counterView(first, '2')?.standIns[0]?.first).toBe(true)
    expect(counterView(first, '3')?.standIns[0]?.first).toBe(false)
    const { hall } = given(rich, ...windows, told({ type: 'CloseCounter', counter: '2' }), away).past
    expect(counterView(hall, '3')?.standIns[0]?.first).toBe(true)
  })

  it('C16 who stands in calls the queue of the other with their own, by one order', () => {
    const { past } = given(
      rich,
      ...windows,
      taken('b1', 'B-01'),
      taken('a1', 'A-01'),
      taken('b2', 'B-01'),
      told({ type: 'PauseCounter', counter: '3', reason: 'meal' }),
      told({ type: 'TakeOver', counter: '1', from: '3' }),
    )
    expect(counterView(past.hall, '1')?.head.map((card) => card.id)).toEqual(['b1', 'a1', 'b2'])
    calledNext('1')(past)
    expect(past.hall.tickets.get('b1')).toMatchObject({ status: 'called', counter: '1' })
  })

  it('C16 it looks after what was put aside, and after who waits for the other window alone', () => {
    const { past } = given(
      rich,
      ...windows,
      taken('t1', 'A-01'),
      taken('t2', 'A-01'),
      calledNext('1'),
      parked('1'),
      told({ type: 'TransferTicket', ticket: 't2', service: 'A-01', reason: 'asked', bound: { counter: '1' } }),
      away,
      takesOver,
    )
    expect(past.hall.tickets.get('t1')).toMatchObject({ status: 'parked', counter: '2' })
    calledNext('2')(past)
    expect(past.hall.tickets.get('t2')).toMatchObject({ status: 'called', counter: '2' })
  })

  it('C16 a ticket is never at two windows through a take-over', () => {
    const story = [rich, ...windows, taken('t1', 'A-01'), calledNext('1'), started('1'), leavingInHaste, takesOver]
    const { hall } = given(...story).past
    expect(seats(hall, 't1')).toBe(1)
    expect(hall.counters.get('2')?.ticket).toBe('t1')
    expect(hall.calls.at(-1)).toMatchObject({ ticket: 't1', counter: '2' })
  })

  it('C16 it resumes also what the other had put aside of those it only helps with', () => {
    const story = [
      rich,
      ...windows,
      taken('b1', 'B-01'),
      calledNext('2'),
      parked('2'),
      told({ type: 'PauseCounter', counter: '2', reason: 'meal' }),
      wasRecorded({ type: 'CounterTakenOver', counter: '1', from: '2', tickets: ['b1'] }, staffAt('1')),
    ]
    given(...story)
      .when({ type: 'CallTicket', counter: '1', ticket: 'b1' })
      .leaves((hall) => expect(hall.tickets.get('b1')).toMatchObject({ status: 'called', counter: '1' }))
  })

  it('C16 a busy B岗 keeps who is in front, and the handed-over visitor waits aside', () => {
    const { hall } = given(
      rich,
      ...windows,
      taken('t1', 'A-01'),
      taken('t2', 'A-02'),
      calledNext('1'),
      calledNext('2'),
      leavingInHaste,
      takesOver,
    ).past
    expect(hall.counters.get('2')?.ticket).toBe('t2')
    expect(hall.tickets.get('t1')).toMatchObject({ status: 'parked', counter: '2' })
  })

  it('C16 the strip of the empty window says who serves meanwhile', () => {
    const { hall } = given(rich, ...windows, away, takesOver).past
    expect(stripView(hall, '1')?.coveredBy).toBe('2')
    expect(counterView(hall, '3')?.standIns).toEqual([])
    expect(counterView(hall, '2')?.covers).toEqual([{ counter: '1', name: '1' }])
  })

  it('C16 it ends when the other is back, or when the B岗 leaves', () => {
    const covered = [
      rich,
      ...windows,
      told({ type: 'PauseCounter', counter: '3', reason: 'meal' }),
      told({ type: 'TakeOver', counter: '1', from: '3' }),
    ]
    const meanwhile = given(...covered).past.hall
    expect(tiersAt(meanwhile, '1')[0]?.services).toContain('B-01')
    const back = given(...covered, windowOpened('3')).past.hall
    expect(tiersAt(back, '1')).toEqual([{ rule: 'own', services: ['A-01', 'A-02'], themes: ['A'] }])
    expect(counterView(back, '1')?.covers).toEqual([])
    const left = given(
      rich,
      ...windows,
      away,
      takesOver,
      told({ type: 'PauseCounter', counter: '2', reason: 'meal' }),
    ).past
    expect(counterView(left.hall, '3')?.standIns).toHaveLength(1)
  })

  it('H7 a publish without the other window ends it too', () => {
    const { hall } = given(
      rich,
      ...windows,
      away,
      takesOver,
      told({ type: 'CloseCounter', counter: '1' }, manager),
      told({ type: 'PublishCatalogue', catalogue: withoutBackup }),
    ).past
    expect(tiersAt(hall, '2')[0]?.services).toEqual(hall.lookup.takes.get('2')?.own)
    expect(counterView(hall, '2')?.covers).toEqual([])
  })

  it('C22 another person who sits down at an open window goes on with whoever is in front', () => {
    const other = { role: 'window', id: 'w8', name: '同事', counter: '1' } as const
    const { hall } = given(
      rich,
      ...windows,
      taken('t1', 'A-01'),
      calledNext('1'),
      started('1'),
      told({ type: 'OpenCounter', counter: '1' }, other),
      completed('1'),
    ).past
    expect(hall.tickets.get('t1')?.served).toMatchObject([{ staff: '同事', staffId: 'w8', counter: '1' }])
  })
})

describe('who opens a window', () => {
  it('C1 C22 a manager who opens a window that is open changes nothing: its clerk goes on', () => {
    given(rich, ...windows)
      .when({ type: 'OpenCounter', counter: '1' }, manager)
      .changesNothing()
  })
})

const withoutBackup = {
  ...withoutCounter('1', richCatalogue),
  counters: withoutCounter('1', richCatalogue).counters.map(({ backups: _gone, ...counter }) => counter),
}

describe('空岗', () => {
  const waiting = [rich, ...windows, taken('t1', 'B-01'), later(minutes(5))]

  it('C17 the guide desk and the manager see since when and how many wait', () => {
    const { hall } = given(...waiting, told({ type: 'NoteVacancy', counter: '3' }, timekeeper)).past
    expect(guideView(hall).vacant).toMatchObject([{ counter: '3', staff: '窗口员', waiting: 1 }])
    expect(floorView(hall)).toMatchObject({ vacancies: 1, vacant: [{ counter: '3' }] })
  })

  it('C17 it is over with the next act, and stays in the day’s list', () => {
    const { hall } = given(...waiting, told({ type: 'NoteVacancy', counter: '3' }, timekeeper), calledNext('3')).past
    expect(guideView(hall).vacant).toEqual([])
    expect(hall.vacancies).toHaveLength(1)
  })

  it('C17 calling somebody and then doing nothing is 空岗 too; serving never is', () => {
    const { past } = given(...waiting, calledNext('3'), later(minutes(5)))
    const state = (id: string) => past.hall.counters.get(id)
    const three = state('3')
    expect(three && vacantSince(past.hall, three, past.now)).toBe(past.now - minutes(5))
    started('3')(past)
    later(minutes(60))(past)
    const serving = state('3')
    expect(serving && vacantSince(past.hall, serving, past.now)).toBeUndefined()
  })

  it('C17 where nobody presses 到场, whoever was called may well be here', () => {
    const assumed = withRules({ window: { ...richCatalogue.rules.window, confirmArrival: false } }, richCatalogue)
    const { past } = given(opened(assumed), ...windows, taken('t1', 'B-01'), calledNext('3'), later(minutes(60)))
    const three = past.hall.counters.get('3')
    expect(three && vacantSince(past.hall, three, past.now)).toBeUndefined()
  })

  it('C17 five minutes count from when somebody began to wait, not from the last act', () => {
    const { past } = given(rich, ...windows, later(minutes(30)), taken('t1', 'B-01'), later(minutes(4)))
    const three = past.hall.counters.get('3')
    expect(three && vacantSince(past.hall, three, past.now)).toBeUndefined()
  })

  it('C17 a paused window is not vacant: it says where its staff are', () => {
    const { past } = given(...waiting, told({ type: 'PauseCounter', counter: '3', reason: 'meal' }), later(minutes(30)))
    const three = past.hall.counters.get('3')
    expect(three && vacantSince(past.hall, three, past.now)).toBeUndefined()
  })
})
