/** How long it takes: a range in steps of five minutes, or nothing; by the closed form that every screen shows. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCountersOf } from '../../hall/estimate.ts'
import { shownFor, shownForTheme } from '../../hall/forecast/range.ts'
import { themeRows } from '../../hall/views/theme-row.ts'
import { minutes } from '../kit/hand-clock.ts'
import { calledNext, type Deed, given, later, opened, taken, told, windowOpened } from '../kit/story.ts'

const paused = told({ type: 'PauseCounter', counter: '1', reason: 'meal' })
const many = (count: number, service = 'A-01'): Deed[] =>
  Array.from({ length: count }, (_, index) => taken(`${service} ${index}`, service))
const closedOr = (deeds: readonly Deed[]) => shownFor(given(opened(), ...deeds).past.hall, 'A-01')

describe('an estimate', () => {
  it('Q7 is absent while no window of the theme is open, and says so', () => {
    const none = { estimate: null, unknown: 'no-window' }
    expect(closedOr([windowOpened('3'), ...many(4)])).toEqual(none)
    expect(closedOr([windowOpened('1'), paused, ...many(4)])).toEqual(none)
    expect(shownForTheme(given(opened()).past.hall, 'nowhere')).toEqual(none)
  })

  it('Q7 counts windows that only help', () => {
    const { hall } = given(opened(), windowOpened('1'), windowOpened('2'), windowOpened('4')).past
    expect([openCountersOf(hall, 'A'), openCountersOf(hall, 'B'), openCountersOf(hall, 'C')]).toEqual([3, 1, 1])
  })

  it('Q7 is nobody’s while a window is free, and the work before somebody ÷ the windows that do it otherwise', () => {
    expect(closedOr([windowOpened('1')]).estimate).toEqual({ from: 0, to: 5 })
    // Ten minutes each, four of them before whoever comes now, somebody in front of the window.
    expect(closedOr([windowOpened('1'), ...many(5), calledNext('1')]).estimate).toEqual({ from: 50, to: 65 })
    // Window 4 helps theme A, after its own theme alone: nobody waits for that now, but some will.
    expect(
      closedOr([windowOpened('1'), windowOpened('4'), ...many(6), calledNext('1'), calledNext('4')]).estimate,
    ).toEqual({ from: 30, to: 40 })
  })

  it('Q7 is always a range of whole steps, and more people never wait less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 40 }), (before, gone) => {
        const at = (count: number) => closedOr([windowOpened('1'), ...many(count), later(minutes(gone))]).estimate
        const [now, next] = [at(before), at(before + 1)]
        if (!now || !next) throw new Error('A window is open.')
        for (const minute of [now.from, now.to, next.from, next.to]) expect(minute % 5).toBe(0)
        expect(now.to).toBeGreaterThanOrEqual(Math.max(5, now.from))
        expect(next.from).toBeGreaterThanOrEqual(now.from)
        expect(next.to).toBeGreaterThanOrEqual(now.to)
      }),
      { numRuns: 25 },
    )
  })

  it('Q7 a theme’s row tells who comes now how long it takes', () => {
    const { hall } = given(opened(), windowOpened('1'), ...many(3), calledNext('1')).past
    const rows = themeRows(hall).map(({ id, waiting, estimate, unknown }) => [id, waiting, estimate, unknown])
    expect(rows).toEqual([
      ['A', 2, { from: 30, to: 40 }, undefined],
      ['B', 0, null, 'no-window'],
      ['C', 0, null, 'no-window'],
    ])
  })
})
