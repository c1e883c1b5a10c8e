/** The life of a ticket: its number, its wait, its way between windows, and what is remembered of it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { waitAt } from '../../hall/figures.ts'
import type { Hall } from '../../hall/hall.ts'
import { longestSince } from '../../hall/longest.ts'
import { replyTo } from '../../hall/reply.ts'
import { numberText, type Ticket } from '../../hall/ticket.ts'
import { holderOf, padAt } from '../kit/actors.ts'
import { hours, MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import {
  calledNext,
  completed,
  given,
  later,
  missed,
  opened,
  parked,
  recalled,
  secretOf,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const ticketOf = (hall: Hall, id = 't1'): Ticket => {
  const ticket = hall.tickets.get(id)
  if (!ticket) throw new Error(`There is no ticket ${id}.`)
  return ticket
}

const oneCalled = [opened(), windowOpened('1'), taken('t1', 'A-01'), later(minutes(4)), calledNext('1')]
const transferred = told({ type: 'TransferTicket', ticket: 't1', service: 'B-01', reason: 'wrong-service' })
const cancelled = (ticket: string) => told({ type: 'CancelTicket', ticket, reason: '不办了' })

describe('the number', () => {
  it('T2 is a letter and at least three digits, and 999 is followed by 1000', () => {
    expect([1, 9, 10, 99, 100, 999, 1000, 1001, 12_345].map((number) => numberText('A', number))).toEqual([
      'A001',
      'A009',
      'A010',
      'A099',
      'A100',
      'A999',
      'A1000',
      'A1001',
      'A12345',
    ])
    expect(numberText('A', 1, 'V')).toBe('VA001')
  })

  it('T2 no two numbers of a series have the same text', () => {
    const number = fc.integer({ min: 1, max: 50_000 })
    fc.assert(
      fc.property(
        number,
        number,
        (one, other) => (numberText('A', one) === numberText('A', other)) === (one === other),
      ),
    )
  })

  it('I6 each theme counts by itself, over its services and classes', () => {
    const { hall } = given(
      opened(),
      taken('a1', 'A-01'),
      taken('b1', 'B-01'),
      taken('a2', 'A-02'),
      taken('a3', 'A-01', { class: 'priority', ground: 'ill' }),
      taken('b2', 'B-02'),
    ).past
    expect(['a1', 'a2', 'a3', 'b1', 'b2'].map((id) => ticketOf(hall, id).number)).toEqual([1, 2, 3, 1, 2])
  })

  it('I1 a cancelled ticket’s number is not given again', () => {
    const { hall } = given(opened(), taken('t1', 'A-01'), cancelled('t1'), taken('t2', 'A-01')).past
    expect(ticketOf(hall, 't2').number).toBe(2)
  })

  it('T4 a transfer to another theme keeps the number and its letter', () => {
    const { hall } = given(opened(), taken('t1', 'A-01'), transferred, taken('t2', 'B-01')).past
    expect([ticketOf(hall, 't1').series, ticketOf(hall, 't1').number]).toEqual(['A', 1])
    expect([ticketOf(hall, 't2').series, ticketOf(hall, 't2').number]).toEqual(['B', 1])
  })

  it('T3 a transfer into a service with a quota does not use it up', () => {
    const toQuota = told({ type: 'TransferTicket', ticket: 't1', service: 'B-02', reason: 'wrong-service' })
    given(opened(), taken('t1', 'A-01'), toQuota, taken('q1', 'B-02'), taken('q2', 'B-02'))
      .when({ type: 'IssueTicket', ticket: 'q3', service: 'B-02' })
      .leaves((hall) => expect(ticketOf(hall, 'q3').status).toBe('waiting'))
  })
})

describe('the wait', () => {
  const T1 = MORNING + seconds(1)
  const waits = (hall: Hall) => {
    const { readyAt, key } = ticketOf(hall)
    return { readyAt, key }
  }

  it('I19 never restarts: not by a call, a recall, a park, a resume or a transfer', () => {
    const steps = [
      ...oneCalled,
      later(seconds(20)),
      recalled('1'),
      started('1'),
      parked('1'),
      later(minutes(9)),
      told({ type: 'CallTicket', counter: '1', ticket: 't1' }),
      transferred,
      windowOpened('3'),
      calledNext('3'),
    ]
    for (let count = 3; count <= steps.length; count += 1)
      expect(waits(given(...steps.slice(0, count)).past.hall)).toEqual({ readyAt: T1, key: T1 })
  })

  it('I19 nor when a missed ticket comes back, though its place changes', () => {
    const others = ['a', 'b', 'c', 'd'].map((id) => taken(id, 'A-01'))
    const { hall } = given(...oneCalled, ...others, missed('1'), told({ type: 'ReturnTicket', ticket: 't1' })).past
    expect(ticketOf(hall).readyAt).toBe(T1)
    expect(ticketOf(hall).key).toBe(ticketOf(hall, 'c').key)
    expect(longestSince(hall, ['A-01'])).toBe(T1)
  })

  it('T4 a transferred ticket stands among the others as if it had come to that theme at first', () => {
    const { past } = given(
      opened(),
      windowOpened('3'),
      taken('b1', 'B-01'),
      taken('t1', 'A-01'),
      taken('b2', 'B-01'),
      transferred,
    )
    const order: (string | undefined)[] = []
    for (let turn = 0; turn < 3; turn += 1) {
      calledNext('3')(past)
      order.push(past.hall.counters.get('3')?.ticket)
      started('3')(past)
      completed('3')(past)
    }
    expect(order).toEqual(['b1', 't1', 'b2'])
  })

  it('T4 a transfer from a window frees it', () => {
    const { hall } = given(...oneCalled, transferred).past
    expect(hall.counters.get('1')?.ticket).toBeUndefined()
    expect(ticketOf(hall).status).toBe('waiting')
  })

  it('I19 the figures count the wait to the first call only', () => {
    const { hall } = given(
      ...oneCalled,
      parked('1'),
      later(hours(1)),
      told({ type: 'CallTicket', counter: '1', ticket: 't1' }),
    ).past
    expect(hall.today.get('A')).toMatchObject({ waits: [minutes(4)], waitMs: minutes(4) })
  })

  it('I19 when somebody was called first stays, however often they are called', () => {
    const { past } = given(...oneCalled)
    const first = ticketOf(past.hall).firstCalledAt
    expect(first).toBe(T1 + minutes(4))
    parked('1')(past)
    later(hours(1))(past)
    told({ type: 'CallTicket', counter: '1', ticket: 't1' })(past)
    expect(ticketOf(past.hall)).toMatchObject({ firstCalledAt: first, calledAt: past.now })
  })

  it('Q4 an appointment called before its slot has waited for nothing', () => {
    const slot = MORNING + hours(1)
    const { hall } = given(
      opened(),
      windowOpened('1'),
      taken('t1', 'A-01', { class: 'appointment', slot }),
      calledNext('1'),
    ).past
    expect(hall.today.get('A')).toMatchObject({ waits: [0], waitMs: 0 })
    expect(ticketOf(hall).readyAt).toBe(slot)
  })
})

describe('coming back', () => {
  const returned = told({ type: 'ReturnTicket', ticket: 't1' })
  const crowd = (count: number) => Array.from({ length: count }, (_, index) => taken(`o${index}`, 'A-01'))

  /** How many are called before the returned ticket. */
  const calledBefore = (count: number, more: readonly ReturnType<typeof taken>[] = []): number => {
    const { past } = given(...oneCalled, ...crowd(count), missed('1'), returned, ...more)
    let before = 0
    for (;;) {
      calledNext('1')(past)
      if (past.hall.counters.get('1')?.ticket === 't1') return before
      before += 1
      started('1')(past)
      completed('1')(past)
    }
  }

  it('T5 three places down, and last where fewer wait', () => {
    expect([0, 1, 2, 3, 4, 9].map((count) => calledBefore(count))).toEqual([0, 1, 2, 3, 3, 3])
  })

  it('T5 who comes later does not get in front of it', () => {
    expect(
      calledBefore(
        2,
        crowd(3).map((_, index) => taken(`later${index}`, 'A-01')),
      ),
    ).toBe(2)
  })

  it('T5 it is never ahead of where it was', () => {
    const { past } = given(
      opened(),
      windowOpened('1'),
      taken('vip', 'A-01', { class: 'priority', ground: 'disabled' }),
      taken('t1', 'A-01'),
      told({ type: 'CallTicket', counter: '1', ticket: 't1', reason: '叫错' }),
      missed('1'),
      returned,
    )
    expect(ticketOf(past.hall).key).toBe(MORNING + seconds(2))
    calledNext('1')(past)
    expect(past.hall.counters.get('1')?.ticket).toBe('vip')
  })
})

describe('the end of a visit', () => {
  const served = [...oneCalled, started('1'), later(minutes(6)), completed('1')]

  it('C9 completed cases and serving time are counted per window and day', () => {
    const { hall } = given(
      ...served,
      taken('t2', 'A-01'),
      calledNext('1'),
      started('1'),
      later(minutes(2)),
      completed('1'),
    ).past
    expect(hall.counters.get('1')).toMatchObject({ completed: 2, servedMs: minutes(8) })
    expect(hall.today.get('A')).toMatchObject({ issued: 2, completed: 2 })
    expect(hall.today.get('A')?.waits).toHaveLength(2)
  })

  it('C9 the longest wait and nine in ten are of all waits, in whatever order people were called', () => {
    const calls = [9, 3, 6].flatMap((wait, index) => [
      taken(`t${index}`, 'A-01'),
      later(minutes(wait)),
      calledNext('1'),
      started('1'),
      completed('1'),
    ])
    const figures = given(opened(), windowOpened('1'), ...calls).past.hall.today.get('A')
    expect(figures?.waits).toEqual([minutes(3), minutes(6), minutes(9)])
    expect(figures && [waitAt(figures, 0.5), waitAt(figures, 0.9)]).toEqual([minutes(6), minutes(9)])
  })

  it('T6 cancelling a called ticket frees its window', () => {
    const { hall } = given(...oneCalled, cancelled('t1')).past
    expect(hall.counters.get('1')?.ticket).toBeUndefined()
  })

  it('T7 a reprint raises the copy and changes nothing else', () => {
    const { past } = given(...oneCalled)
    const { copies, ...before } = ticketOf(past.hall)
    told({ type: 'ReprintTicket', ticket: 't1' })(past)
    const { copies: after, ...rest } = ticketOf(past.hall)
    expect([copies, after]).toEqual([1, 2])
    expect(rest).toEqual(before)
  })

  it('T8 the rating belongs to the window that served', () => {
    given(...served)
      .when({ type: 'RateVisit', ticket: 't1', secret: secretOf('t1'), grade: 'dissatisfied' }, padAt('1'))
      .leaves((hall) => {
        expect(ticketOf(hall)).toMatchObject({ status: 'completed', served: [{ counter: '1', grade: 'dissatisfied' }] })
        expect(hall.ratings).toMatchObject([{ counter: '1', staffId: 'w1', grade: 'dissatisfied', from: 'pad' }])
      })
  })

  it('T8 a pad with a wrong secret is refused like anybody', () => {
    given(...served)
      .when({ type: 'RateVisit', ticket: 't1', secret: 'guess', grade: 'satisfied' }, padAt('1'))
      .isRefused({ code: 'wrong-secret' })
  })

  it('T6 who holds a ticket may cancel it, and nobody else’s', () => {
    given(opened(), taken('t1', 'A-01'))
      .when({ type: 'CancelTicket', ticket: 't1', reason: '不办了' }, holderOf('t2'))
      .isRefused({ code: 'not-permitted' })
  })
})

describe('the reply', () => {
  it('S6 the secret is told once, to who asked for the ticket', () => {
    const { hall, events } = given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1')).past
    const replies = events.slice(2).map(({ event, position }) => replyTo([event], position, hall))
    expect(replies).toEqual([
      { ok: true, position: 3 },
      { ok: true, position: 4, ticket: 't1', number: 'A001', secret: secretOf('t1') },
      { ok: true, position: 5, ticket: 't1', number: 'A001' },
    ])
  })
})
