/** 异常线索: what passed by hand is counted for who did it, with its reasons, beside what colleagues did. */
import { describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import {
  type AnomalyReport,
  type AnomalyRow,
  anomaliesOf,
  COLLEAGUES_LEAST,
  LEAD_LEAST,
  LEAD_TIMES,
} from '../../hall/anomaly.ts'
import type { Intent } from '../../hall/commands.ts'
import type { Recorded } from '../../hall/events.ts'
import { guide, holderOf, kiosk, manager, staffAt } from '../kit/actors.ts'
import { FIRST_DAY, hours, minutes, seconds } from '../kit/hand-clock.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  missed,
  opened,
  type Past,
  rated,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const finished = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

const reportOf = (...days: readonly Past[]): AnomalyReport =>
  finished(
    anomaliesOf(
      smallCatalogue.hall.id,
      { from: FIRST_DAY, to: FIRST_DAY },
      days.map(({ events }) => events),
    ),
  )

const rowOf = (rows: readonly AnomalyRow[], kind: AnomalyRow['kind'], id: string): AnomalyRow | undefined =>
  rows.find((row) => row.kind === kind && row.id === id)

/** Somebody comes and is served in turn at a window. */
const inTurn =
  (counter: string, name: string): Deed =>
  (past) => {
    taken(name, 'A-01')(past)
    calledNext(counter)(past)
    started(counter)(past)
    completed(counter)(past)
  }
/** Somebody who came last is picked out. */
const picked =
  (counter: string, name: string, reason: string): Deed =>
  (past) => {
    taken(`${name}-earlier`, 'A-01')(past)
    taken(name, 'A-01')(past)
    told({ type: 'CallTicket', counter, ticket: name, reason })(past)
    started(counter)(past)
    completed(counter)(past)
  }
const times = (count: number, deed: (index: number) => Deed): Deed[] =>
  Array.from({ length: count }, (_, index) => deed(index))

/** All three windows take the same, so that their people are colleagues. */
const alike = {
  ...smallCatalogue,
  counters: smallCatalogue.counters.map((counter) =>
    ['1', '2', '3'].includes(counter.id) ? { ...counter, own: ['A', 'B'], help: [] } : counter,
  ),
}
const begun = [opened(alike), ...['1', '2', '3'].map(windowOpened)]

describe('the anomaly report', () => {
  it('X36 names who picks out friends, with every number and reason, beside what colleagues do', () => {
    const { past } = given(
      ...begun,
      ...times(12, (index) => inTurn('2', `two-${index}`)),
      ...times(12, (index) => inTurn('3', `three-${index}`)),
      ...times(6, (index) => picked('1', `friend-${index}`, `熟人 ${index}`)),
      ...times(6, (index) => inTurn('1', `one-${index}`)),
    )
    const { staff, windows, days } = reportOf(past)
    expect(days).toBe(1)
    const row = rowOf(staff, 'chosen', 'w1')
    expect(row).toMatchObject({ name: '窗口员', role: 'window', count: 6, of: 12, median: 0, lead: true })
    expect(row?.acts.map(({ reason }) => reason)).toEqual(Array.from({ length: 6 }, (_, index) => `熟人 ${index}`))
    expect(
      row?.acts.every(
        ({ number, counterName, position }) => /^A\d{3}$/.test(number) && counterName === '1' && position > 0,
      ),
    ).toBe(true)
    expect(staff[0]).toBe(row)
    // The window stands beside the other windows in the same way, by its own name.
    expect(rowOf(windows, 'chosen', '1')).toMatchObject({ name: '1', count: 6, of: 12, lead: true })
    expect(rowOf(windows, 'chosen', '1')).not.toHaveProperty('role')
  })

  it('X36 what everybody does is nobody’s lead, and what is done by rule is not by hand', () => {
    const { past } = given(
      ...begun,
      ...['1', '2', '3'].flatMap((counter) => [
        ...times(6, (index) => picked(counter, `${counter}-p-${index}`, '孩子发烧')),
        ...times(6, (index) => inTurn(counter, `${counter}-t-${index}`)),
      ]),
    )
    const { staff } = reportOf(past)
    for (const id of ['w1', 'w2', 'w3'])
      expect(rowOf(staff, 'chosen', id)).toMatchObject({ count: 6, median: 0.5, lead: false })
    expect(staff.map(({ kind }) => kind)).toEqual(['chosen', 'chosen', 'chosen'])
  })

  it('X36 a lead needs five acts, three times the median, and two colleagues with ten calls each', () => {
    expect([LEAD_LEAST, LEAD_TIMES, COLLEAGUES_LEAST]).toEqual([5, 3, 2])
    const hall = (picks: number, ofTwo: number, calls: number): AnomalyRow | undefined =>
      rowOf(
        reportOf(
          given(
            ...begun,
            ...times(picks, (index) => picked('1', `p-${index}`, '急事')),
            ...times(20 - picks, (index) => inTurn('1', `t-${index}`)),
            ...['2', '3'].flatMap((counter) => [
              ...times(ofTwo, (index) => picked(counter, `${counter}-p-${index}`, '急事')),
              ...times(calls - ofTwo, (index) => inTurn(counter, `${counter}-t-${index}`)),
            ]),
          ).past,
        ).staff,
        'chosen',
        'w1',
      )
    expect(hall(4, 0, 10)).toMatchObject({ count: 4, lead: false })
    expect(hall(5, 0, 10)).toMatchObject({ count: 5, lead: true })
    expect(hall(5, 1, 10)).toMatchObject({ median: 0.1, lead: false })
    expect(hall(6, 1, 10)).toMatchObject({ median: 0.1, lead: true })
    // Where colleagues did too little to compare with, one call in four is much.
    expect(hall(6, 0, 9)).toMatchObject({ median: null, of: 20, lead: true })
    expect(hall(5, 0, 9)).toMatchObject({ median: null, of: 20, lead: true })
    expect(hall(4, 0, 9)).toMatchObject({ median: null, lead: false })
  })

  it('X36 precedence given at a desk, places at the front, cancelled numbers and missed calls are all in it', () => {
    const vip = { class: 'priority', ground: 'elderly' } as const
    const by = (intent: Intent, actor: Actor): Deed => told(intent, actor)
    const { past } = given(
      opened(smallCatalogue),
      windowOpened('1'),
      taken('a', 'A-01'),
      taken('b', 'A-01'),
      taken('c', 'A-01'),
      taken('d', 'B-01'),
      taken('own', 'A-01'),
      by({ type: 'IssueTicket', ticket: 'vip', service: 'A-01', ...vip }, guide),
      by({ type: 'ChangeClass', ticket: 'a', class: 'priority', ground: 'pregnant' }, guide),
      by({ type: 'TransferTicket', ticket: 'd', service: 'A-01', reason: 'asked', note: '老熟人', front: true }, guide),
      by({ type: 'CancelTicket', ticket: 'c', reason: '不办了' }, guide),
      // A visitor's own act, and a kiosk's number, are nobody's lead.
      by({ type: 'CancelTicket', ticket: 'own', reason: '回家' }, holderOf('own')),
      by({ type: 'IssueTicket', ticket: 'plain', service: 'A-01' }, kiosk),
      calledNext('1'),
      missed('1'),
      by({ type: 'ServeDirectly', counter: '1', ticket: 'direct', service: 'A-01', reason: '补一个章' }, staffAt('1')),
    )
    const { staff, windows } = reportOf(past)
    const said = staff.map(({ kind, id, count, of }) => `${kind} ${id} ${count} of ${of}`).sort()
    expect(said).toEqual([
      'cancelled g1 1 of 4',
      'direct w1 1 of 2',
      'front g1 1 of 4',
      'no-show w1 1 of 2',
      'precedence g1 2 of 4',
    ])
    const grounds = rowOf(staff, 'precedence', 'g1')?.acts.map(({ ground, number }) => [ground, number])
    expect(grounds).toEqual([
      ['elderly', 'VA005'],
      ['pregnant', 'A001'],
    ])
    expect(rowOf(staff, 'front', 'g1')?.acts).toMatchObject([{ ground: 'asked', reason: '老熟人' }])
    expect(rowOf(staff, 'cancelled', 'g1')?.acts).toMatchObject([{ reason: '不办了', number: 'A003' }])
    expect(windows.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(['direct 1', 'no-show 1'])
  })

  it('X36 help by hand is counted without a share, and what was taken back counts as taken back alone', () => {
    const { past } = given(
      opened(smallCatalogue),
      windowOpened('1'),
      windowOpened('2'),
      taken('x', 'B-01'),
      told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: true, reason: '人太多' }, manager),
      taken('a', 'A-01'),
      taken('b', 'A-01'),
      told({ type: 'CallTicket', counter: '1', ticket: 'b', reason: '叫错了' }),
      told({ type: 'UndoAct', counter: '1' }),
    )
    const { staff, windows } = reportOf(past)
    expect(rowOf(staff, 'switched', 'm1')).toMatchObject({
      count: 1,
      of: null,
      lead: false,
      acts: [{ number: '', reason: '人太多' }],
    })
    expect(rowOf(staff, 'chosen', 'w1')).toBeUndefined()
    expect(rowOf(staff, 'undone', 'w1')).toMatchObject({ count: 1, of: 1 })
    expect(rowOf(windows, 'undone', '1')).toMatchObject({ count: 1 })
  })

  it('X36 ratings that look like nobody’s own come in sum, never with a number', () => {
    const { past } = given(
      opened(withRules({})),
      windowOpened('1'),
      ...times(21, (index) => (past) => {
        inTurn('1', `r-${index}`)(past)
        later(seconds(20))(past)
        rated(`r-${index}`, 'very-satisfied')(past)
      }),
    )
    const row = rowOf(reportOf(past).staff, 'rated-run', 'w1')
    expect(row).toMatchObject({ count: 21, of: 21, lead: true, acts: [] })
    expect(JSON.stringify(reportOf(past))).not.toContain('secret-of')
  })

  it('X36 several days add up, and a day on which the hall was shut adds nothing', () => {
    const { past } = given(...begun, ...times(3, (index) => picked('1', `f-${index}`, '急')))
    later(hours(24))(past)
    const first = { ...past, events: [...past.events] }
    told({ type: 'OpenHall' })(past)
    windowOpened('1')(past)
    later(minutes(1))(past)
    for (const deed of times(2, (index) => picked('1', `g-${index}`, '急'))) deed(past)
    const second = {
      ...past,
      events: past.events.slice(past.events.findLastIndex(({ event }) => event.type === 'HallOpened')),
    }
    const report = reportOf(first, { ...past, events: [] }, second)
    expect(report.days).toBe(2)
    expect(rowOf(report.staff, 'chosen', 'w1')).toMatchObject({ count: 5, of: 5 })
    expect(new Set(rowOf(report.staff, 'chosen', 'w1')?.acts.map(({ day }) => day)).size).toBe(2)
  })

  it('X36 people are compared with those of their own post, and one colleague is none', () => {
    const vip = { class: 'priority', ground: 'elderly' } as const
    const { past } = given(
      ...begun,
      ...['1', '2', '3'].flatMap((counter) => times(12, (index) => inTurn(counter, `${counter}-${index}`))),
      ...times(6, (index) => told({ type: 'IssueTicket', ticket: `vip-${index}`, service: 'A-01', ...vip }, guide)),
      ...times(6, (index) => told({ type: 'IssueTicket', ticket: `desk-${index}`, service: 'A-01' }, guide)),
    )
    // No window gives precedence, and that says nothing of a guide, whose daily work it is.
    expect(rowOf(reportOf(past).staff, 'precedence', 'g1')).toMatchObject({
      count: 6,
      of: 12,
      median: null,
      lead: false,
    })
    const two = given(
      ...begun,
      ...times(5, (index) => picked('1', `p-${index}`, '急')),
      ...times(15, (index) => inTurn('1', `t-${index}`)),
      ...times(4, (index) => picked('2', `q-${index}`, '急')),
      ...times(16, (index) => inTurn('2', `u-${index}`)),
    ).past
    expect(rowOf(reportOf(two).staff, 'chosen', 'w1')).toMatchObject({ count: 5, of: 20, median: null, lead: true })
  })

  it('X36 the same number of another day is another number, and a run on two days is two runs', () => {
    const day = given(
      opened(smallCatalogue),
      windowOpened('1'),
      taken('c', 'A-01'),
      told({ type: 'CancelTicket', ticket: 'c', reason: '不办了' }, guide),
      ...times(20, (index) => (past) => {
        inTurn('1', `r-${index}`)(past)
        later(seconds(20))(past)
        rated(`r-${index}`, 'very-satisfied')(past)
      }),
    ).past
    const next = day.events.map(
      (each): Recorded => ({
        ...each,
        day: '2026-03-03',
        position: each.position + day.events.length,
        event: each.event.type === 'HallOpened' ? { ...each.event, day: '2026-03-03' } : each.event,
      }),
    )
    const { staff, days } = reportOf(day, { ...day, events: next })
    expect(days).toBe(2)
    expect(rowOf(staff, 'cancelled', 'g1')).toMatchObject({ count: 2, of: 2 })
    expect(rowOf(staff, 'rated-run', 'w1')).toMatchObject({ count: 40, of: 40 })
  })

  it('X36 whatever passes by hand is refused without its reason or ground', () => {
    const hall = given(
      opened(withRules({ window: { ...smallCatalogue.rules.window, override: true } })),
      windowOpened('1'),
      windowOpened('2'),
      taken('a', 'A-01'),
      taken('b', 'A-01'),
      taken('c', 'C-01'),
      taken('x', 'B-01'),
    )
    const refusals: readonly (readonly [Intent, Actor, string])[] = [
      [{ type: 'CallTicket', counter: '1', ticket: 'b' }, staffAt('1'), 'reason-needed'],
      [{ type: 'CallTicket', counter: '1', ticket: 'c', override: true }, staffAt('1'), 'reason-needed'],
      [{ type: 'IssueTicket', ticket: 'v', service: 'A-01', class: 'priority' }, guide, 'ground-needed'],
      [{ type: 'IssueTicket', ticket: 'v', service: 'A-01', class: 'appointment' }, guide, 'slot-needed'],
      [{ type: 'ChangeClass', ticket: 'a', class: 'priority' }, guide, 'ground-needed'],
      [{ type: 'SwitchHelp', counter: '2', theme: 'B', on: true }, manager, 'reason-needed'],
    ]
    for (const [intent, actor, code] of refusals)
      expect(hall.decides(intent, actor), intent.type).toMatchObject({ ok: false, refusal: { code } })
  })
})
