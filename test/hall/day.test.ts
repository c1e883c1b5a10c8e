/** The day of a hall: opening, midnight, closing, and catalogues that change while people wait. */
import { describe, expect, it } from 'vitest'
import { evolve, fold } from '../../hall/evolve.ts'
import type { Hall } from '../../hall/hall.ts'
import { ticketText } from '../../hall/hall.ts'
import { verify } from '../../hall/verify.ts'
import { holderOf, manager } from '../kit/actors.ts'
import { stateOf } from '../kit/hall-state.ts'
import { hours, minutes, seconds } from '../kit/hand-clock.ts'
import { smallCatalogue, withoutCounter, withoutService, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  given,
  later,
  missed,
  opened,
  parked,
  published,
  rated,
  started,
  taken,
  told,
  wasRecorded,
  windowOpened,
} from '../kit/story.ts'

const statusOf = (hall: Hall, ticket: string) => hall.tickets.get(ticket)?.status

/** Somebody in every status: waiting, called, serving, parked, completed, missed, cancelled. */
const fullHouse = [
  opened(),
  ...['1', '2', '3', '4'].map(windowOpened),
  taken('missed', 'A-01'),
  taken('done', 'A-01'),
  taken('parked', 'A-01'),
  taken('serving', 'A-01'),
  taken('called', 'C-01'),
  taken('gone', 'A-01'),
  taken('waiting', 'A-01'),
  calledNext('1'),
  missed('1'),
  calledNext('1'),
  started('1'),
  completed('1'),
  calledNext('1'),
  parked('1'),
  calledNext('1'),
  started('1'),
  calledNext('4'),
  told({ type: 'CancelTicket', ticket: 'gone', reason: '不办了' }),
]

describe('the day', () => {
  it('H4 closing expires what waits, is called, served or parked, and closes every window', () => {
    given(...fullHouse)
      .when({ type: 'CloseHall', force: true })
      .gives({ type: 'HallClosed' })
      .leaves((hall) => {
        expect(hall.open).toBe(false)
        expect([...hall.tickets.values()].map(({ id, status }) => `${id} ${status}`)).toEqual([
          'missed no-show',
          'done completed',
          'parked expired',
          'serving expired',
          'called expired',
          'gone cancelled',
          'waiting expired',
        ])
        expect([...hall.counters.values()].map(({ status, ticket }) => [status, ticket])).toEqual(
          smallCatalogue.counters.map(() => ['closed', undefined]),
        )
      })
  })

  it('I10 the statuses add up to the issued at every prefix', () => {
    const { events } = given(...fullHouse).past
    for (let count = 1; count <= events.length; count += 1) {
      const hall = fold('small', events.slice(0, count))
      const issued = events.slice(0, count).filter(({ event }) => event.type === 'TicketIssued').length
      expect(Object.values(hall.counts).reduce((sum, each) => sum + each, 0)).toBe(issued)
      for (const [status, many] of Object.entries(hall.counts))
        expect([...hall.tickets.values()].filter((ticket) => ticket.status === status).length, status).toBe(many)
    }
  })

  it('I11 a day folded from its opening is the day folded from the start', () => {
    const { events } = given(...fullHouse, later(hours(24)), told({ type: 'OpenHall' }), taken('t1', 'A-01')).past
    const opening = events.findLast(({ event }) => event.type === 'HallOpened')?.position ?? 0
    const fromOpening = fold('small', events.slice(opening - 1))
    expect(stateOf(fromOpening)).toBe(stateOf(fold('small', events)))
  })

  it('I11 folding events that went through JSON gives the same hall', () => {
    const { events, hall } = given(...fullHouse).past
    expect(stateOf(fold('small', JSON.parse(JSON.stringify(events))))).toBe(stateOf(hall))
  })

  it('H2 a new day starts from nothing: numbers, queues, figures, windows', () => {
    given(...fullHouse, later(hours(24)), told({ type: 'OpenHall' }))
      .when({ type: 'IssueTicket', ticket: 't1', service: 'A-01' })
      .leaves((hall) => {
        expect(hall.day).toBe('2026-03-03')
        expect([...hall.tickets.keys()]).toEqual(['t1'])
        const ticket = hall.tickets.get('t1')
        expect(ticket && ticketText(ticket)).toBe('A001')
        expect(hall.calls).toEqual([])
        expect(hall.missed).toEqual([])
        expect([...hall.counters.values()].every(({ completed: many }) => many === 0)).toBe(true)
        expect([...hall.today.values()].map(({ issued }) => issued)).toEqual([1])
      })
  })

  it('H2 an identity of yesterday may be issued again today', () => {
    given(...fullHouse, later(hours(24)), told({ type: 'OpenHall' }))
      .when({ type: 'IssueTicket', ticket: 'waiting', service: 'A-01' })
      .leaves((hall) => expect(statusOf(hall, 'waiting')).toBe('waiting'))
  })

  it('H3 after a second opening of the day figures stay and a missed ticket may come back', () => {
    given(...fullHouse, told({ type: 'CloseHall', force: true }), told({ type: 'OpenHall' }))
      .when({ type: 'ReturnTicket', ticket: 'missed' })
      .leaves((hall) => {
        expect(statusOf(hall, 'missed')).toBe('waiting')
        expect(hall.counts.completed).toBe(1)
        expect(hall.counters.get('1')?.completed).toBe(1)
        expect(hall.series.get('A')).toBe(6)
      })
  })

  it('H5 the last number is issued before midnight of the hall’s zone and none at it', () => {
    const untilMidnight = hours(15)
    given(opened(), later(untilMidnight - 1))
      .when({ type: 'IssueTicket', ticket: 't1', service: 'A-01' })
      .leaves((hall) => expect(statusOf(hall, 't1')).toBe('waiting'))
    given(opened(), later(untilMidnight))
      .when({ type: 'IssueTicket', ticket: 't1', service: 'A-01' })
      .isRefused({ code: 'hall-closed' })
  })

  it('H5 whoever holds a number past midnight is still served', () => {
    given(opened(), windowOpened('1'), taken('t1', 'A-01'), later(hours(15)))
      .when({ type: 'CallNext', counter: '1' })
      .leaves((hall) => expect(statusOf(hall, 't1')).toBe('called'))
  })
})

describe('a publish in mid-day', () => {
  const everybody = (hall: Hall) =>
    [...hall.tickets.values()].map(({ id, status, number, key }) => [id, status, number, key])

  it('I20 keeps every ticket, number and window as it was', () => {
    const { past } = given(...fullHouse)
    const before = everybody(past.hall)
    const windows = JSON.stringify([...past.hall.counters.values()])
    told({ type: 'PublishCatalogue', catalogue: withRules({ casesPerCounter: 30 }) })(past)
    expect(past.hall.revision).toBe(2)
    expect(everybody(past.hall)).toEqual(before)
    expect(JSON.stringify([...past.hall.counters.values()])).toBe(windows)
  })

  it('H7 a new rule holds from the next command', () => {
    given(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), later(seconds(5)))
      .when({ type: 'RecallTicket', counter: '1', ticket: 't1' })
      .isRefused({ code: 'too-soon', waitMs: seconds(15) })
    given(
      opened(),
      windowOpened('1'),
      taken('t1', 'A-01'),
      calledNext('1'),
      later(seconds(5)),
      published(withRules({ calls: { limit: 3, gapSeconds: 5 } })),
    )
      .when({ type: 'RecallTicket', counter: '1', ticket: 't1' })
      .gives({ type: 'TicketRecalled', counter: '1', ticket: 't1' })
  })

  it('H6 a service for which nobody waits any more is removed', () => {
    const visit = [opened(), windowOpened('1'), taken('t1', 'A-02'), calledNext('1'), started('1'), completed('1')]
    given(...visit)
      .when({ type: 'PublishCatalogue', catalogue: withoutService('A-02') })
      .leaves((hall) => {
        expect(hall.revision).toBe(2)
        expect(statusOf(hall, 't1')).toBe('completed')
      })
  })

  it('H6 a closed window is removed and a new one is there, closed', () => {
    const fifth = { ...smallCatalogue.counters[0], id: '5', name: '5' } as (typeof smallCatalogue.counters)[number]
    const next = withoutCounter('1')
    given(opened())
      .when({ type: 'PublishCatalogue', catalogue: { ...next, counters: [...next.counters, fifth] } })
      .leaves((hall) => {
        expect(hall.counters.has('1')).toBe(false)
        expect(hall.counters.get('5')?.status).toBe('closed')
      })
  })

  it('H7 a number taken before a theme’s letter changed keeps its letter, and the series goes on apart', () => {
    const [first, ...themes] = smallCatalogue.themes
    if (!first) throw new Error('The small hall has themes.')
    given(
      opened(),
      taken('t1', 'A-01'),
      published({ ...smallCatalogue, themes: [{ ...first, letter: 'X' }, ...themes] }),
    )
      .when({ type: 'IssueTicket', ticket: 't2', service: 'A-01' })
      .leaves((hall) => {
        const texts = ['t1', 't2'].map((id) => hall.tickets.get(id)).map((ticket) => ticket && ticketText(ticket))
        expect(texts).toEqual(['A001', 'X001'])
      })
  })

  it('H7 a number keeps its text when a publish changes the prefix of its class', () => {
    const { rules } = smallCatalogue
    const classPrefix = { ...rules.classPrefix, priority: 'W' }
    const { past } = given(
      opened(),
      taken('t1', 'A-01', { class: 'priority', ground: 'elderly' }),
      published(withRules({ classPrefix })),
    )
    const ticket = past.hall.tickets.get('t1')
    expect(ticket && ticketText(ticket)).toBe('VA001')
  })
})

describe('the fold', () => {
  it('I9 stops at a second rating of one leg', () => {
    const done = [opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1'), completed('1')]
    const { past } = given(...done, rated('t1', 'satisfied'))
    const again = { type: 'VisitRated', ticket: 't1', leg: 0, counter: '1', staffId: 'w1', grade: 'satisfied' } as const
    expect(() => wasRecorded(again, holderOf('t1'))(past)).toThrow('again')
  })

  const unfit: readonly [string, Parameters<typeof evolve>[1]['event']][] = [
    [
      'a ticket nobody issued',
      { type: 'TicketCalled', ticket: 'x', counter: '1', why: { rule: 'own', key: 0, overtook: 0 } },
    ],
    ['a window that is not there', { type: 'CounterOpened', counter: '77', staff: '谁', staffId: 'w77' }],
    [
      'a second ticket at a window',
      { type: 'TicketCalled', ticket: 't2', counter: '1', why: { rule: 'own', key: 0, overtook: 0 } },
    ],
    ['a pause of a closed window', { type: 'CounterPaused', counter: '2', reason: 'meal' }],
    [
      'a call to a closed window',
      { type: 'TicketCalled', ticket: 't2', counter: '2', why: { rule: 'own', key: 0, overtook: 0 } },
    ],
    ['a recall of who waits', { type: 'TicketRecalled', ticket: 't2', counter: '1' }],
    [
      'a completion of who waits',
      { type: 'TicketCompleted', ticket: 't2', counter: '1', outcome: 'immediate', rating: 'r' },
    ],
    ['a return of who never missed', { type: 'TicketReturned', ticket: 't2', key: 0 }],
    [
      'a rating of who was not served',
      { type: 'VisitRated', ticket: 't2', leg: 0, counter: '1', staffId: 'w1', grade: 'satisfied' },
    ],
    ['a closing over who is called', { type: 'CounterClosed', counter: '1' }],
    ['a taking back of nothing', { type: 'ActUndone', counter: '2', positions: [3] }],
    ['a second standing in', { type: 'CounterTakenOver', counter: '2', from: '3', tickets: [] }],
    ['an answer to what nobody asked', { type: 'QuestionAnswered', question: 'q', text: '可以' }],
    ['a reprint of nothing', { type: 'TicketReprinted', ticket: 'x', copy: 2 }],
    [
      'an identity issued twice',
      {
        type: 'TicketIssued',
        ticket: 't1',
        secret: 's',
        series: 'A',
        number: 3,
        service: 'A-01',
        class: 'ordinary',
        key: 0,
      },
    ],
  ]

  for (const [name, event] of unfit) {
    it(`I9 stops at ${name}`, () => {
      const { hall, now } = given(
        opened(),
        windowOpened('1'),
        taken('t1', 'A-01'),
        taken('t2', 'A-01'),
        calledNext('1'),
      ).past
      const recorded = {
        hall: 'small',
        position: hall.position + 1,
        day: '2026-03-02',
        at: now,
        actor: manager,
        command: 'x',
        event,
      }
      expect(() => evolve(hall, recorded)).toThrow(/Event \d+/)
    })
  }

  it('I9 the same event twice never fits', () => {
    const once = given(opened(), windowOpened('1'), taken('t1', 'A-01'), later(minutes(1)), calledNext('1'))
    const { hall, events } = once.past
    const last = events.at(-1)
    if (!last) throw new Error('The story has events.')
    expect(() => evolve(hall, { ...last, position: last.position + 1 })).toThrow(/called/)
  })
})

describe('a hall whose time zone is changed', () => {
  const inZone = (timeZone: string) => published({ ...smallCatalogue, hall: { ...smallCatalogue.hall, timeZone } })

  it('I13 never goes back to a day it has left: it waits until the new zone has caught up', () => {
    // Nine in the morning of the second of March in Shanghai is the evening of the first in Los Angeles.
    const moved = given(opened(), taken('t1', 'A-01'), inZone('America/Los_Angeles'))
    moved.when({ type: 'OpenHall' }).isRefused({ code: 'hall-open' })
    moved.when({ type: 'IssueTicket', ticket: 't2', service: 'A-01' }).isRefused({ code: 'hall-closed' })
    told({ type: 'CloseHall' })(moved.past)
    moved.when({ type: 'OpenHall' }).leaves((hall) => expect(hall.day).toBe('2026-03-02'))
    later(hours(12))(moved.past)
    moved
      .when({ type: 'IssueTicket', ticket: 't2', service: 'A-01' })
      .leaves((hall) => expect(hall.tickets.get('t2')?.number).toBe(2))
    expect(verify(moved.past.events, 'small')).toMatchObject({ ok: true })
  })
})
