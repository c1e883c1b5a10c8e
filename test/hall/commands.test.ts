/** Every command when it succeeds: exactly which events it causes. A command or an event without a row fails the suite. */
import { describe, expect, it } from 'vitest'
import { OUTCOMES } from '../../hall/catalogue.ts'
import type { CommandType } from '../../hall/commands.ts'
import { GRADES, PAUSE_REASONS, PRIORITY_GROUNDS } from '../../hall/commands.ts'
import type { HallEvent } from '../../hall/events.ts'
import { guide, holderOf, manager, padAt, staffAt, timekeeper } from '../kit/actors.ts'
import { FIRST_DAY, hours, MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import { smallCatalogue, withoutService } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  given,
  later,
  missed,
  opened,
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
import { commandTypesInSource, eventTypesInSource } from '../kit/words.ts'
import { type Case, DAY_CASES, type DayCommand } from './commands-of-the-day.ts'

const catalogue = smallCatalogue
const oneWaits = [opened(), windowOpened('1'), taken('t1', 'A-01')]
/** When `t1` was taken, and so its key. */
const T1 = MORNING + seconds(1)
const oneCalled = [...oneWaits, calledNext('1')]
const oneServing = [...oneCalled, started('1')]
const oneDone = [...oneServing, completed('1')]
const here = { counter: '1', ticket: 't1' } as const
const rating = { type: 'RateVisit', ticket: 't1', secret: secretOf('t1'), grade: 'satisfied' } as const
const rated: HallEvent = {
  type: 'VisitRated',
  ticket: 't1',
  leg: 0,
  counter: '1',
  staffId: 'w1',
  grade: 'satisfied',
}
const issuedAs = {
  type: 'TicketIssued',
  ticket: 't1',
  secret: secretOf('t1'),
  series: 'A',
  number: 1,
  service: 'A-01',
} as const
const openedDay: HallEvent = { type: 'HallOpened', day: FIRST_DAY, revision: 1, catalogue }

const FIRST_CASES: Record<Exclude<CommandType, DayCommand>, readonly Case[]> = {
  PublishCatalogue: [
    {
      name: 'H7 the first publish is revision 1',
      given: [],
      when: { type: 'PublishCatalogue', catalogue },
      gives: [{ type: 'CataloguePublished', revision: 1, catalogue }],
    },
    {
      name: 'H7 a publish in mid-day is the next revision',
      given: oneWaits,
      when: { type: 'PublishCatalogue', catalogue: withoutService('A-02') },
      gives: [{ type: 'CataloguePublished', revision: 2, catalogue: withoutService('A-02') }],
    },
  ],
  OpenHall: [
    {
      name: 'H1 opening starts the day of the hall’s zone',
      given: [published()],
      when: { type: 'OpenHall' },
      gives: [openedDay],
    },
    {
      name: 'H2 opening on a new day closes yesterday first',
      given: [opened(), later(hours(24))],
      when: { type: 'OpenHall' },
      by: timekeeper,
      gives: [{ type: 'HallClosed' }, { ...openedDay, day: '2026-03-03' }],
    },
    {
      name: 'H3 a second opening of the same day goes on',
      given: [opened(), told({ type: 'CloseHall' }), later(hours(1))],
      when: { type: 'OpenHall' },
      gives: [openedDay],
    },
  ],
  CloseHall: [
    { name: 'H4 the hall closes', given: oneWaits, when: { type: 'CloseHall' }, gives: [{ type: 'HallClosed' }] },
    {
      name: 'H4 force closes over somebody being served',
      given: oneServing,
      when: { type: 'CloseHall', force: true },
      by: timekeeper,
      gives: [{ type: 'HallClosed' }],
    },
  ],
  OpenCounter: [
    {
      name: 'C1 a window opens under the name of who opened it',
      given: [opened()],
      when: { type: 'OpenCounter', counter: '1' },
      gives: [{ type: 'CounterOpened', counter: '1', staff: '窗口员', staffId: 'w1' }],
    },
    {
      name: 'C1 a paused window opens again',
      given: [opened(), windowOpened('1'), told({ type: 'PauseCounter', counter: '1', reason: 'meal' })],
      when: { type: 'OpenCounter', counter: '1' },
      by: manager,
      gives: [{ type: 'CounterOpened', counter: '1', staff: '经理', staffId: 'm1' }],
    },
    {
      name: 'C1 an open window is open already',
      given: [opened(), windowOpened('1')],
      when: { type: 'OpenCounter', counter: '1' },
      gives: [],
    },
  ],
  PauseCounter: [
    ...PAUSE_REASONS.map((reason) => ({
      name: `C1 a window pauses for ${reason}`,
      given: [opened(), windowOpened('1')],
      when: { type: 'PauseCounter', counter: '1', reason } as const,
      gives: [{ type: 'CounterPaused', counter: '1', reason } as const],
    })),
    {
      name: 'C1 a paused window is paused already',
      given: [opened(), windowOpened('1'), told({ type: 'PauseCounter', counter: '1', reason: 'meal' })],
      when: { type: 'PauseCounter', counter: '1', reason: 'away' },
      gives: [],
    },
  ],
  CloseCounter: [
    {
      name: 'C1 a window closes',
      given: [opened(), windowOpened('1')],
      when: { type: 'CloseCounter', counter: '1' },
      gives: [{ type: 'CounterClosed', counter: '1' }],
    },
    {
      name: 'C1 a closed window is closed already',
      given: [opened()],
      when: { type: 'CloseCounter', counter: '1' },
      gives: [],
    },
  ],
  CallNext: [
    {
      name: 'C2 the hall picks who came first',
      given: [...oneWaits, taken('t2', 'A-02')],
      when: { type: 'CallNext', counter: '1' },
      gives: [{ type: 'TicketCalled', ...here, why: { rule: 'own', key: T1, overtook: 0 } }],
    },
    {
      name: 'Q2 help is given when nobody waits for the window’s own',
      given: [opened(), windowOpened('2'), taken('t1', 'B-01')],
      when: { type: 'CallNext', counter: '2' },
      gives: [{ type: 'TicketCalled', counter: '2', ticket: 't1', why: { rule: 'help', key: T1, overtook: 0 } }],
    },
  ],
  CallTicket: [
    {
      name: 'C3 a window chooses with a reason, and it is recorded who was passed over',
      given: [...oneWaits, taken('t2', 'A-01')],
      when: { type: 'CallTicket', counter: '1', ticket: 't2', reason: '孩子发烧' },
      gives: [
        {
          type: 'TicketCalled',
          counter: '1',
          ticket: 't2',
          why: { rule: 'chosen', key: T1 + seconds(1), overtook: 1, whom: ['t1'] },
          reason: '孩子发烧',
        },
      ],
    },
    {
      name: 'C3 a parked ticket is resumed without one',
      given: [...oneCalled, parked('1')],
      when: { type: 'CallTicket', ...here },
      gives: [{ type: 'TicketCalled', ...here, why: { rule: 'resumed', key: T1, overtook: 0 } }],
    },
    {
      name: 'C3 another window of the theme may resume it',
      given: [...oneCalled, parked('1'), windowOpened('2')],
      when: { type: 'CallTicket', counter: '2', ticket: 't1' },
      gives: [{ type: 'TicketCalled', counter: '2', ticket: 't1', why: { rule: 'resumed', key: T1, overtook: 0 } }],
    },
  ],
  RecallTicket: [
    {
      name: 'C4 a recall at the gap',
      given: [...oneCalled, later(seconds(20))],
      when: { type: 'RecallTicket', ...here },
      gives: [{ type: 'TicketRecalled', ...here }],
    },
  ],
  StartServing: [
    {
      name: 'C6 serving starts',
      given: oneCalled,
      when: { type: 'StartServing', ...here },
      gives: [{ type: 'ServingStarted', ...here }],
    },
  ],
  CompleteTicket: [
    ...OUTCOMES.map((outcome) => ({
      name: `C6 a visit ends as ${outcome}`,
      given: oneServing,
      when: { type: 'CompleteTicket', ...here, outcome, reason: '缺一份材料' } as const,
      gives: [
        {
          type: 'TicketCompleted',
          ...here,
          outcome,
          rating: ratingOf('t1'),
          reason: '缺一份材料',
          ...(['promised', 'joint', 'reported'].includes(outcome) ? { promised: '2026-03-03' } : {}),
        } as const,
      ],
    })),
    {
      name: 'C6 most outcomes need no reason',
      given: oneServing,
      when: { type: 'CompleteTicket', ...here, outcome: 'immediate' },
      gives: [{ type: 'TicketCompleted', ...here, outcome: 'immediate', rating: ratingOf('t1') }],
    },
  ],
  MarkNoShow: [
    {
      name: 'C5 who does not come after all calls is passed over',
      given: [...oneCalled, later(seconds(20)), recalled('1'), later(seconds(20)), recalled('1'), later(seconds(20))],
      when: { type: 'MarkNoShow', ...here },
      gives: [{ type: 'NoShowMarked', ...here }],
    },
  ],
  ParkTicket: [oneCalled, oneServing].map((deeds, index) => ({
    name: `C7 a ${index === 0 ? 'called' : 'serving'} ticket is parked`,
    given: deeds,
    when: { type: 'ParkTicket', ...here, reason: '取材料' },
    gives: [{ type: 'TicketParked', ...here, reason: '取材料' }],
  })),
  IssueTicket: [
    {
      name: 'T1 the first number of the theme’s letter',
      given: [opened()],
      when: { type: 'IssueTicket', ticket: 't1', service: 'A-01' },
      gives: [{ ...issuedAs, class: 'ordinary', key: MORNING }],
    },
    ...PRIORITY_GROUNDS.map((ground) => ({
      name: `T1 precedence for ${ground}, fifteen minutes of credit`,
      given: [opened()],
      when: { type: 'IssueTicket', ticket: 't1', service: 'A-01', class: 'priority', ground } as const,
      gives: [{ ...issuedAs, class: 'priority', key: MORNING - minutes(15), ground } as const],
    })),
    {
      name: 'Q4 an appointment counts from its slot, however early somebody comes',
      given: [opened()],
      when: { type: 'IssueTicket', ticket: 't1', service: 'A-01', class: 'appointment', slot: MORNING + hours(1) },
      gives: [{ ...issuedAs, class: 'appointment', key: MORNING + minutes(50), slot: MORNING + hours(1) }],
    },
    {
      name: 'Q4 and from the arrival of who comes late',
      given: [opened()],
      when: { type: 'IssueTicket', ticket: 't1', service: 'A-01', class: 'appointment', slot: MORNING - hours(1) },
      gives: [{ ...issuedAs, class: 'appointment', key: MORNING - minutes(10), slot: MORNING - hours(1) }],
    },
    {
      name: 'T1 a ground or a slot that the class does not have is not recorded',
      given: [opened()],
      when: { type: 'IssueTicket', ticket: 't1', service: 'A-01', ground: 'elderly', slot: MORNING + hours(1) },
      gives: [{ ...issuedAs, class: 'ordinary', key: MORNING }],
    },
    {
      name: 'H3 numbers continue after a second opening of the day',
      given: [...oneWaits, told({ type: 'CloseHall' }), told({ type: 'OpenHall' })],
      when: { type: 'IssueTicket', ticket: 't2', service: 'A-02' },
      gives: [
        { ...issuedAs, ticket: 't2', secret: secretOf('t2'), number: 2, service: 'A-02', class: 'ordinary', key: T1 },
      ],
    },
    {
      name: 'H2 numbers start anew on a new day',
      given: [...oneWaits, later(hours(24)), told({ type: 'OpenHall' })],
      when: { type: 'IssueTicket', ticket: 't2', service: 'A-02' },
      gives: [
        { ...issuedAs, ticket: 't2', secret: secretOf('t2'), service: 'A-02', class: 'ordinary', key: T1 + hours(24) },
      ],
    },
  ],
  TransferTicket: [
    { deeds: oneWaits, from: 'waiting' },
    { deeds: oneCalled, from: 'called' },
    { deeds: oneServing, from: 'serving' },
    { deeds: [...oneCalled, parked('1')], from: 'parked' },
  ].map(({ deeds, from }) => ({
    name: `T4 a ${from} ticket is transferred`,
    given: deeds,
    when: { type: 'TransferTicket', ticket: 't1', service: 'B-01', reason: 'wrong-service' },
    by: from === 'waiting' ? guide : staffAt('1'),
    gives: [{ type: 'TicketTransferred', ticket: 't1', service: 'B-01', reason: 'wrong-service' }],
  })),
  ReturnTicket: [
    {
      name: 'T5 a missed ticket comes back to the last moment, to its own place when nobody waits',
      given: [...oneCalled, missed('1'), later(minutes(30))],
      when: { type: 'ReturnTicket', ticket: 't1' },
      gives: [{ type: 'TicketReturned', ticket: 't1', key: T1 }],
    },
    {
      name: 'T5 three places down when four wait',
      given: [...oneCalled, ...['a', 'b', 'c', 'd'].map((id) => taken(id, 'A-01')), missed('1')],
      when: { type: 'ReturnTicket', ticket: 't1' },
      gives: [{ type: 'TicketReturned', ticket: 't1', key: T1 + seconds(3) }],
    },
  ],
  CancelTicket: [
    { deeds: oneWaits, from: 'waiting' },
    { deeds: oneCalled, from: 'called' },
    { deeds: [...oneCalled, parked('1')], from: 'parked' },
    { deeds: [...oneCalled, missed('1')], from: 'missed' },
  ].map(({ deeds, from }) => ({
    name: `T6 a ${from} ticket is cancelled, also by who holds it`,
    given: deeds,
    when: { type: 'CancelTicket', ticket: 't1', reason: '不办了' },
    by: from === 'waiting' ? holderOf('t1') : guide,
    gives: [{ type: 'TicketCancelled', ticket: 't1', reason: '不办了' }],
  })),
  ReprintTicket: [
    {
      name: 'T7 the second paper is copy 2',
      given: oneWaits,
      when: { type: 'ReprintTicket', ticket: 't1' },
      gives: [{ type: 'TicketReprinted', ticket: 't1', copy: 2 }],
    },
    {
      name: 'T7 and the next is copy 3',
      given: [...oneCalled, told({ type: 'ReprintTicket', ticket: 't1' })],
      when: { type: 'ReprintTicket', ticket: 't1' },
      gives: [{ type: 'TicketReprinted', ticket: 't1', copy: 3 }],
    },
  ],
  RateVisit: [
    ...GRADES.map((grade) => ({
      name: `T8 the phone rates ${grade}`,
      given: oneDone,
      when: { ...rating, grade },
      gives: [{ ...rated, grade } as const],
    })),
    { name: 'T8 the pad in front of the window rates', given: oneDone, when: rating, by: padAt('1'), gives: [rated] },
    {
      name: 'T8 a rating may come after closing',
      given: [...oneDone, told({ type: 'CloseHall' })],
      when: rating,
      gives: [rated],
    },
  ],
}

const CASES: Record<CommandType, readonly Case[]> = { ...FIRST_CASES, ...DAY_CASES }

describe('every command', () => {
  it('I9 every command of hall/commands.ts has a row here', () => {
    expect(Object.keys(CASES).sort()).toEqual(commandTypesInSource())
    for (const [type, cases] of Object.entries(CASES))
      expect(
        cases.map(({ when }) => when.type),
        type,
      ).toContain(type)
  })

  it('I9 every event of hall/events.ts comes out of some row', () => {
    const given = Object.values(CASES).flatMap((cases) => cases.flatMap(({ gives }) => gives.map(({ type }) => type)))
    expect([...new Set(given)].sort()).toEqual(eventTypesInSource())
  })

  for (const { name, given: deeds, when, by, gives } of Object.values(CASES).flat()) {
    it(name, () => {
      const outcome = given(...deeds).when(when, ...(by ? [by] : []))
      if (gives.length === 0) outcome.changesNothing()
      else outcome.gives(...gives)
    })
  }
})
