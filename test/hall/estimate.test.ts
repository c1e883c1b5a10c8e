/** How long it takes: a range in steps of five minutes, or nothing. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateWait, openCountersOf } from '../../hall/estimate.ts'
import { themeRows } from '../../hall/views/theme-row.ts'
import { given, opened, taken, told, windowOpened } from '../kit/story.ts'

const paused = told({ type: 'PauseCounter', counter: '1', reason: 'meal' })

describe('an estimate', () => {
  it('Q7 is absent while no window of the theme is open', () => {
    expect(estimateWait(given(opened(), windowOpened('3')).past.hall, 'A', 4)).toBeNull()
    expect(estimateWait(given(opened(), windowOpened('1'), paused).past.hall, 'A', 4)).toBeNull()
    expect(estimateWait(given(opened()).past.hall, 'nowhere', 4)).toBeNull()
  })

  it('Q7 counts windows that only help', () => {
    const { hall } = given(opened(), windowOpened('1'), windowOpened('2'), windowOpened('4')).past
    expect([openCountersOf(hall, 'A'), openCountersOf(hall, 'B'), openCountersOf(hall, 'C')]).toEqual([3, 1, 1])
  })

  it('Q7 is people ahead × minutes ÷ windows, from quick to slow, in steps of five', () => {
    // A visit of theme A takes fifteen minutes on average.
    const { hall } = given(opened(), windowOpened('1')).past
    expect(estimateWait(hall, 'A', 0)).toEqual({ from: 0, to: 5 })
    expect(estimateWait(hall, 'A', 1)).toEqual({ from: 10, to: 25 })
    expect(estimateWait(hall, 'A', 4)).toEqual({ from: 40, to: 85 })
    const two = given(opened(), windowOpened('1'), windowOpened('2')).past.hall
    expect(estimateWait(two, 'A', 4)).toEqual({ from: 20, to: 45 })
  })

  it('Q7 is always a range of whole steps, and more people never wait less', () => {
    const { hall } = given(opened(), windowOpened('1'), windowOpened('4')).past
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (ahead) => {
        const [now, next] = [estimateWait(hall, 'A', ahead), estimateWait(hall, 'A', ahead + 1)]
        if (!now || !next) throw new Error('Two windows are open.')
        for (const minutes of [now.from, now.to]) expect(minutes % 5).toBe(0)
        expect(now.from).toBeGreaterThanOrEqual(0)
        expect(now.to).toBeGreaterThan(now.from)
        expect(next.from).toBeGreaterThanOrEqual(now.from)
        expect(next.to).toBeGreaterThanOrEqual(now.to)
      }),
    )
  })

  it('Q7 a theme’s row tells who comes now how long it takes', () => {
    const { hall } = given(opened(), windowOpened('1'), taken('t1', 'A-01'), taken('t2', 'A-02')).past
    const rows = themeRows(hall).map(({ id, waiting, openCounters, estimate }) => [id, waiting, openCounters, estimate])
    expect(rows).toEqual([
      ['A', 2, 1, { from: 20, to: 45 }],
      ['B', 0, 0, null],
      ['C', 0, 0, null],
    ])
  })
})
