import { describe, expect, it } from 'vitest'
import type { Grade } from '../../hall/commands.ts'
import { QUICK_MS, RUN_LEAST, ratingSignals, SHIFT_END_LEAST } from '../../hall/rating-signals.ts'
import { holderOf, padAt } from '../kit/actors.ts'
import { MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  opened,
  ratingOf,
  record,
  secretOf,
  taken,
  told,
} from '../kit/story.ts'

type Answer = {
  readonly grade?: Grade
  /** How long after the end of the visit the answer came, ms. */
  readonly after?: number
  readonly by?: 'pad' | 'phone'
  readonly at?: string
}

let visits = 0

/** One visit from the number to its rating; twelve seconds, unless its answer takes longer. */
const visitRated = ({ grade = 'satisfied', after = seconds(5), by = 'pad', at = '1' }: Answer = {}): Deed => {
  visits += 1
  const ticket = `v${visits}`
  return (past) => {
    for (const deed of [taken(ticket, at === '3' ? 'B-01' : 'A-01'), calledNext(at)]) deed(past)
    told({ type: 'StartServing', counter: at, ticket })(past)
    later(seconds(5))(past)
    completed(at)(past)
    later(after)(past)
    const secret = by === 'pad' ? ratingOf(ticket) : secretOf(ticket)
    told({ type: 'RateVisit', ticket, secret, grade }, by === 'pad' ? padAt(at) : holderOf(ticket))(past)
  }
}

const several = (count: number, answer: Answer = {}): Deed[] => Array.from({ length: count }, () => visitRated(answer))

const seated = (counter: string, person: string): Deed =>
  told({ type: 'OpenCounter', counter }, { role: 'window', id: person, name: person, counter })

/** The moment of the day, as `HH:MM`; the story begins at MORNING. */
const until =
  (clock: string): Deed =>
  (past) => {
    const [hours = 0, mins = 0] = clock.split(':').map(Number)
    const morning = new Date(MORNING + 8 * 3_600_000)
    const started = morning.getUTCHours() * 60 + morning.getUTCMinutes()
    past.now = Math.max(past.now, MORNING + minutes(hours * 60 + mins - started))
  }

const signalsAfter = (...deeds: readonly Deed[]) =>
  ratingSignals(given(opened(), seated('1', '甲'), ...deeds).past.hall)
const kinds = (...deeds: readonly Deed[]) => signalsAfter(...deeds).map(({ kind }) => kind)

describe('signals in the ratings', () => {
  it('R8 an answer on the pad sooner than a second and a half after the visit is quick', () => {
    expect(signalsAfter(visitRated({ after: QUICK_MS - 1 }), visitRated({ after: QUICK_MS }))).toEqual([
      { kind: 'quick', staffId: '甲', staff: '甲', counterName: '1', count: 1, of: 2 },
    ])
  })

  it('R8 a phone is never quick: its holder may have opened the page before', () => {
    expect(kinds(visitRated({ after: 200, by: 'phone' }))).toEqual([])
  })

  it('R8 ordinary answers through an ordinary day are no signal', () => {
    const day = ['09:30', '10:30', '11:30', '13:30', '14:30', '15:30', '16:30', '17:20'].flatMap((clock) => [
      until(clock),
      ...several(3),
    ])
    expect(kinds(...day, until('17:29'))).toEqual([])
  })

  it('R8 five ratings in the last quarter of an hour before the hall closes, out of hardly more all day, are a burst', () => {
    const burst = [...several(4), until('17:16'), ...several(SHIFT_END_LEAST)]
    expect(signalsAfter(...burst)).toEqual([
      { kind: 'shift-end', staffId: '甲', staff: '甲', counterName: '1', count: 5, of: 9 },
    ])
    // Four are none, and five that are the smaller part of a busy day are not either.
    expect(kinds(until('17:16'), ...several(SHIFT_END_LEAST - 1))).toEqual([])
    expect(kinds(...several(6), until('17:16'), ...several(SHIFT_END_LEAST))).toEqual([])
  })

  it('R8 while somebody sits at the window their shift goes on, however many ratings come at once', () => {
    expect(kinds(until('10:00'), ...several(9))).toEqual([])
  })

  it('R8 once they are gone the shift ended with the last visit they finished there, whoever sits there now', () => {
    const burst = [until('11:50'), ...several(SHIFT_END_LEAST)]
    expect(kinds(...burst, told({ type: 'CloseCounter', counter: '1' }), later(minutes(120)))).toEqual(['shift-end'])
    const relieved = signalsAfter(...burst, seated('1', '乙'), until('14:00'), ...several(2))
    expect(relieved.map(({ kind, staffId }) => [kind, staffId])).toEqual([['shift-end', '甲']])
  })

  it('R8 what phones say an hour after somebody left is no burst at the end of their work', () => {
    const visit = (ticket: string): Deed[] => [
      taken(ticket, 'A-01'),
      calledNext('1'),
      told({ type: 'StartServing', counter: '1', ticket }),
      completed('1'),
    ]
    const tickets = ['p1', 'p2', 'p3', 'p4', 'p5']
    const said = tickets.map((ticket) =>
      told({ type: 'RateVisit', ticket, secret: secretOf(ticket), grade: 'satisfied' }, holderOf(ticket)),
    )
    const left = told({ type: 'CloseCounter', counter: '1' })
    expect(kinds(...tickets.flatMap(visit), left, later(minutes(60)), ...said)).toEqual([])
    expect(kinds(...tickets.flatMap(visit), left, ...said)).toEqual(['shift-end'])
  })

  it('R8 ratings of the morning are no burst of somebody who went on unrated until noon', () => {
    const started = told({ type: 'StartServing', counter: '1', ticket: 'last' })
    const unrated = [taken('last', 'A-01'), calledNext('1'), started, completed('1')]
    const noon = [until('12:00'), ...unrated, told({ type: 'CloseCounter', counter: '1' })]
    expect(kinds(...several(SHIFT_END_LEAST), ...noon)).toEqual([])
  })

  it('R8 twenty times the best grade in a row is a run, and any other grade between ends it', () => {
    const best = { grade: 'very-satisfied' } as const
    expect(signalsAfter(visitRated(), ...several(RUN_LEAST, best), visitRated())).toEqual([
      { kind: 'run', staffId: '甲', staff: '甲', counterName: '1', count: RUN_LEAST, of: RUN_LEAST + 2 },
    ])
    expect(kinds(...several(RUN_LEAST - 1, best), visitRated(), ...several(RUN_LEAST - 1, best))).toEqual([])
    expect(kinds(...several(RUN_LEAST, { grade: 'satisfied' }))).toEqual([])
  })

  it('R8 each person is looked at alone', () => {
    const best = { grade: 'very-satisfied' } as const
    const two = [seated('3', '丙'), ...several(RUN_LEAST / 2, best), ...several(RUN_LEAST / 2, { ...best, at: '3' })]
    expect(kinds(...two)).toEqual([])
  })

  it('R8 ratings of an earlier day’s visits take no part', () => {
    const { past } = given(opened(), seated('1', '甲'))
    for (let leg = 0; leg < RUN_LEAST; leg += 1) {
      const about = { ticket: `old-${leg}`, leg: 0, counter: '1', staffId: '甲', day: '2020-01-01' }
      record(past, { type: 'VisitRated', grade: 'very-satisfied', ...about }, holderOf(about.ticket))
    }
    expect(past.hall.ratings).toHaveLength(RUN_LEAST)
    expect(ratingSignals(past.hall)).toEqual([])
  })
})
