/** The hall measures itself: every wait that was told beside the one that came, in figures and in words. */
import { describe, expect, it } from 'vitest'
import { minutesText, signedText, toneOf, verdict } from '../../counter/forecast-verdict.ts'
import {
  type ForecastMeasures,
  forecastMeasures,
  measureOf,
  type Told,
  toldWaits,
} from '../../hall/forecast/measure.ts'
import type { Hall } from '../../hall/hall.ts'
import { staffSlip } from '../../server/printing/staff-slips.ts'
import { timekeeper } from '../kit/actors.ts'
import { minutes } from '../kit/hand-clock.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  missed,
  opened,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'
import { saidWhole } from '../printer/facts.ts'

const quoted = (ticket: string, p50: number, p80: number): Deed =>
  told({ type: 'QuoteWait', ticket, p50Ms: minutes(p50), p80Ms: minutes(p80) }, timekeeper)
const finished: readonly Deed[] = [started('1'), completed('1')]

/** Three were told ten to twenty minutes; they waited five, fifteen and twenty-five. A fourth still waits. */
const day = (): Hall =>
  given(
    opened(),
    windowOpened('1'),
    ...['a', 'b', 'c', 'd'].flatMap((id) => [taken(id, id === 'b' ? 'A-02' : 'A-01'), quoted(id, 10, 20)]),
    later(minutes(5)),
    calledNext('1'),
    ...finished,
    later(minutes(10)),
    calledNext('1'),
    ...finished,
    later(minutes(10)),
    calledNext('1'),
  ).past.hall

const measures = (hall: Hall): ForecastMeasures => {
  const work = forecastMeasures(hall)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
const told10 = (waitMs: number): Told => ({ service: 'A-01', hour: 9, p50Ms: minutes(10), p80Ms: minutes(20), waitMs })

describe('the measure of the forecasts', () => {
  it('F9 coverage of the P80, mean absolute error and bias are those of the waits that came', () => {
    expect(measureOf([5, 15, 25].map((minute) => told10(minutes(minute))))).toEqual({
      n: 3,
      within: 2 / 3,
      maeMs: Math.round((minutes(5) + minutes(5) + minutes(15)) / 3),
      biasMs: Math.round((minutes(5) - minutes(5) - minutes(15)) / 3),
      waitMs: minutes(15),
    })
    expect(measureOf([])).toEqual({ n: 0, within: 0, maeMs: 0, biasMs: 0, waitMs: 0 })
    // The end itself is within.
    expect(measureOf([told10(minutes(20))]).within).toBe(1)
    // A free window is said to be free, and takes some seconds to call.
    const free = { ...told10(45_000), p50Ms: 0, p80Ms: 0 }
    expect([measureOf([free]).within, measureOf([{ ...free, waitMs: 61_000 }]).within]).toEqual([1, 0])
  })

  it('F9 each told wait is measured from when it was told to the first call, by service and hour', () => {
    const waits = toldWaits(day())
    expect(waits.map(({ service, hour, waitMs }) => [service, hour, Math.round(waitMs / minutes(1))])).toEqual([
      ['A-01', 9, 5],
      ['A-02', 9, 15],
      ['A-01', 9, 25],
    ])
    const found = measures(day())
    expect(found).toMatchObject({ day: '2026-03-02', open: 1, today: { n: 3 }, days: [] })
    expect(found.services.map(({ of, n, name, theme }) => [of, n, name, theme])).toEqual([
      ['A-01', 2, '营业执照设立', '登记注册'],
      ['A-02', 1, '营业执照变更', '登记注册'],
    ])
    expect(found.hours.map(({ of, n }) => [of, n])).toEqual([[9, 3]])
  })

  it('F9 whoever missed a call and came back, was sent elsewhere first, or was told nothing is not counted', () => {
    const back = given(
      ...[opened(), windowOpened('1'), taken('a', 'A-01'), quoted('a', 1, 2), calledNext('1'), missed('1')],
      ...[told({ type: 'ReturnTicket', ticket: 'a' }), taken('x', 'A-01'), calledNext('1'), ...finished],
    )
    expect(toldWaits(back.past.hall)).toEqual([])
    const sent = given(
      ...[opened(), windowOpened('1'), windowOpened('3'), taken('a', 'A-01'), quoted('a', 1, 2)],
      told({ type: 'TransferTicket', ticket: 'a', service: 'B-01', reason: 'wrong-theme' }),
      calledNext('3'),
    )
    expect(toldWaits(sent.past.hall)).toEqual([])
  })

  it('F8 four in five are never told a shorter wait than half', () => {
    const { past } = given(opened(), taken('a', 'A-01'), quoted('a', 10, 5))
    expect(past.hall.tickets.get('a')?.quote).toMatchObject({ p50Ms: minutes(10), p80Ms: minutes(10) })
  })

  it('F9 who left uncalled after what was told counts as a miss; who left before it is not counted', () => {
    const left = (after: number) =>
      given(
        ...[opened(), taken('a', 'A-01'), quoted('a', 5, 10), later(minutes(after))],
        told({ type: 'CancelTicket', ticket: 'a', reason: '不办了' }),
      ).past.hall
    expect(measureOf(toldWaits(left(12)))).toMatchObject({ n: 1, within: 0, waitMs: minutes(12) })
    expect(toldWaits(left(9))).toEqual([])
  })

  it('F10 the day-end sheet says how good the forecasts were, and nothing of them on a day without any', () => {
    const head = { position: 1, chain: 'abc' }
    const sheet = saidWhole(staffSlip({ kind: 'day-end', hall: day(), head }, 0))
    expect(sheet).toContain('预计等候（已核对 3 次）')
    expect(sheet).toMatch(/未超上限 67%\s*平均误差 8\.3 分/)
    expect(sheet).toContain('实际比预计久 5.0 分')
    const quiet = given(opened(), windowOpened('1'), taken('a', 'A-01'), calledNext('1')).past.hall
    expect(saidWhole(staffSlip({ kind: 'day-end', hall: quiet, head }, 0))).not.toContain('预计等候')
  })

  it('F9 says in words what the figures mean, and judges nothing by a few', () => {
    const measure = { n: 100, within: 0.8, maeMs: minutes(4), biasMs: 0, waitMs: minutes(12) }
    expect(verdict(measure)).toMatch(/^预计是可信的.*约 8\.0 人.*不偏快，也不偏慢/)
    expect(verdict({ ...measure, within: 0.6, biasMs: -minutes(3) })).toMatch(/^预计偏短.*6\.0 人.*久 3\.0 分/)
    expect(verdict({ ...measure, within: 1, biasMs: minutes(2) })).toMatch(/^预计偏宽.*约 10 人.*快 2\.0 分/)
    expect(verdict({ ...measure, n: 7 })).toContain('还少（7 人）')
    expect(verdict({ ...measure, n: 0 })).toContain('还没有可核对')
    expect([toneOf(measure), toneOf({ ...measure, within: 0.7 }), toneOf({ ...measure, within: 0.5 })]).toEqual([
      ...['', 'amber', 'red'],
    ])
    expect(toneOf({ ...measure, within: 0, n: 3 })).toBe('')
    expect([minutesText(90_000), signedText(90_000), signedText(-90_000), signedText(-100)]).toEqual([
      ...['1.5', '+1.5', '−1.5', '0.0'],
    ])
  })
})
