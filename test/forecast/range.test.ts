/** What people are told: a range in steps of five minutes, which never creeps upward without a cause that is said. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastOf } from '../../hall/forecast/closed-form.ts'
import { rangeOf, shownTo } from '../../hall/forecast/range.ts'
import type { Hall } from '../../hall/hall.ts'
import { visitorView } from '../../hall/views/public.ts'
import { timekeeper } from '../kit/actors.ts'
import { minutes, seconds } from '../kit/hand-clock.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  opened,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

/** A number that was told its wait when it was taken, in minutes. */
const quoted = (ticket: string, p50: number, p80: number): Deed =>
  told({ type: 'QuoteWait', ticket, p50Ms: minutes(p50), p80Ms: minutes(p80) }, timekeeper)

/** Two windows, both taken; three wait before `me`, who was told twenty to thirty minutes. */
const waiting: readonly Deed[] = [
  opened(),
  windowOpened('1'),
  windowOpened('2'),
  ...['a', 'b', 'c', 'd', 'e'].map((ticket) => taken(ticket, 'A-01')),
  calledNext('1'),
  calledNext('2'),
  taken('me', 'A-01'),
]
const shown = (hall: Hall) => {
  const ticket = hall.tickets.get('me')
  if (ticket?.status !== 'waiting') throw new Error('The ticket waits no more.')
  return shownTo(hall, ticket)
}
const hallAfter = (...deeds: readonly Deed[]): Hall => given(...waiting, ...deeds).past.hall

describe('a range', () => {
  it('F5 runs from P50 to P80, each rounded up to five minutes', () => {
    expect(rangeOf({ p50Ms: minutes(11), p80Ms: minutes(16) })).toEqual({ from: 15, to: 20 })
    expect(rangeOf({ p50Ms: minutes(10), p80Ms: minutes(15) })).toEqual({ from: 10, to: 15 })
    expect(rangeOf({ p50Ms: minutes(10) + 1, p80Ms: minutes(15) + 1 })).toEqual({ from: 15, to: 20 })
    expect(rangeOf({ p50Ms: 0, p80Ms: 0 })).toEqual({ from: 0, to: 5 })
    const ms = fc.integer({ min: 0, max: minutes(600) })
    fc.assert(
      fc.property(ms, ms, (half, more) => {
        const { from, to } = rangeOf({ p50Ms: half, p80Ms: half + more })
        expect(from % 5 === 0 && to % 5 === 0 && to >= 5 && to >= from).toBe(true)
        expect(to * minutes(1)).toBeGreaterThanOrEqual(half + more)
        expect(to * minutes(1) - (half + more)).toBeLessThanOrEqual(minutes(5))
      }),
    )
  })

  it('F6 a shorter wait is shown at once, and a longer one only with its cause', () => {
    const fresh = shown(hallAfter())
    expect(fresh.estimate).toEqual({ from: 20, to: 30 })
    // Told half an hour: what is left of it is never exceeded, a minute more or less is no cause.
    expect(shown(hallAfter(quoted('me', 20, 40)))).toEqual(fresh)
    expect(shown(hallAfter(quoted('me', 16, 25)))).toEqual({ estimate: { from: 20, to: 25 } })
    expect(shown(hallAfter(quoted('me', 16, 25), later(minutes(1)), taken('x', 'C-01')))).toEqual({
      estimate: { from: 20, to: 25 },
    })
  })

  it('F6 says that fewer windows serve', () => {
    const away = told({ type: 'PauseCounter', counter: '2', reason: 'meal', destination: '食堂' })
    const served = [started('2'), completed('2'), away]
    expect(shown(hallAfter(quoted('me', 16, 25), later(minutes(1)), ...served))).toMatchObject({
      rose: 'fewer-windows',
    })
  })

  it('F6 says that somebody with precedence went before', () => {
    const first = ['v', 'w'].map((ticket) => taken(ticket, 'A-01', { class: 'priority', ground: 'elderly' }))
    expect(shown(hallAfter(quoted('me', 16, 25), ...first))).toMatchObject({ rose: 'went-before' })
  })

  it('F6 says that visits take longer, once what was told has run out', () => {
    const late = hallAfter(quoted('me', 16, 25), later(minutes(20)), taken('x', 'C-01'))
    expect(shown(late)).toMatchObject({ rose: 'slower' })
  })

  it('F6 without a cause the end that was told stands at every moment until it has passed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 10, max: 40 }), (gone, p80) => {
        const hall = hallAfter(quoted('me', 10, p80), later(minutes(gone)), taken('x', 'C-01'))
        const { estimate, rose } = shown(hall)
        const end = hall.at + (estimate?.to ?? 0) * minutes(1)
        const toldEnd = (hall.tickets.get('me')?.quote?.at ?? 0) + minutes(p80)
        // Within the step that both are rounded up to.
        if (rose === undefined) expect(end).toBeLessThanOrEqual(Math.max(toldEnd, hall.at) + minutes(5))
      }),
      { numRuns: 40 },
    )
  })

  it('F6 reaches the phone with the cause; the wait for another window later is another wait', () => {
    const first = ['v', 'w'].map((ticket) => taken(ticket, 'A-01', { class: 'priority', ground: 'elderly' }))
    expect(visitorView(hallAfter(quoted('me', 16, 25), ...first), 'me')).toMatchObject({ rose: 'went-before' })
    expect(visitorView(hallAfter(quoted('me', 16, 25)), 'me')).not.toHaveProperty('rose')
    expect(visitorView(hallAfter(quoted('me', 16, 25)), 'a')).toMatchObject({ estimate: null })
  })

  it('F8 a wait is noted once, with what it rested on, and never for somebody already called', () => {
    const at = given(...waiting)
    const quote = { type: 'QuoteWait', ticket: 'me', p50Ms: 1_000, p80Ms: 2_000 } as const
    at.when(quote, timekeeper).gives({
      ...{ type: 'WaitQuoted', ticket: 'me', p50Ms: 1_000, p80Ms: 2_000, ahead: 3, windows: 2 },
    })
    expect(at.past.hall.tickets.get('me')?.quote).toEqual({
      ...{ at: at.past.now, p50Ms: 1_000, p80Ms: 2_000, ahead: 3, windows: 2 },
    })
    at.when({ ...quote, p80Ms: 9_000 }, timekeeper).changesNothing()
    at.when({ ...quote, ticket: 'a' }, timekeeper).isRefused({ code: 'wrong-status', ticket: 'a', status: 'called' })
  })

  it('F7 the P80 of somebody who waits is what 今天能办上吗 is answered from', () => {
    const hall = hallAfter(later(seconds(1)))
    const ticket = hall.tickets.get('me')
    const forecast = ticket?.status === 'waiting' ? forecastOf(hall, ticket) : undefined
    if (!forecast?.known) throw new Error('Two windows are open.')
    expect(shown(hall).estimate?.to).toBe(Math.ceil(forecast.p80Ms / minutes(5)) * 5)
  })
})
