/** What is known before a number is taken: when the hall closes, what is left, what nobody takes, and whether today will do. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf, localParts } from '../../hall/calendar.ts'
import { servedToday } from '../../hall/served-today.ts'
import { boardView, kioskView, stripView } from '../../hall/views/public.ts'
import { guide } from '../kit/actors.ts'
import { hours, MORNING, minutes } from '../kit/hand-clock.ts'
import { SMALL_QUOTA, smallCatalogue, withoutCounter } from '../kit/small-catalogue.ts'
import { given, later, opened, published, taken, told, wasRecorded } from '../kit/story.ts'

describe('closing time', () => {
  it.each([
    ['2026-03-02', '17:30', 'Asia/Shanghai', '2026-03-02T09:30:00Z'],
    ['2026-03-02', '00:00', 'Asia/Shanghai', '2026-03-01T16:00:00Z'],
    ['2026-03-02', '17:30', 'UTC', '2026-03-02T17:30:00Z'],
    // The clocks there go forward on the night before, and back.
    ['2026-03-29', '17:30', 'Europe/Berlin', '2026-03-29T15:30:00Z'],
    ['2026-03-29', '01:30', 'Europe/Berlin', '2026-03-29T00:30:00Z'],
    ['2026-10-25', '00:30', 'Europe/Berlin', '2026-10-24T22:30:00Z'],
  ])('K21 %s %s in %s is one instant', (day, clock, zone, instant) => {
    expect(instantOf(day, clock, zone)).toBe(Date.parse(instant))
  })

  it('K21 an instant read off in Shanghai and worked out again is the same', () => {
    const from = Date.parse('1992-01-01T00:00:00Z')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000_000 }), (minute) => {
        const at = from + minute * 60_000
        const { day, time } = localParts(at, 'Asia/Shanghai')
        expect(instantOf(day, time.slice(0, 5), 'Asia/Shanghai')).toBe(at)
      }),
    )
  })

  it('K21 stands on every public view while the hall is open, and goes with the doors or the hour', () => {
    const closing = instantOf('2026-03-02', smallCatalogue.hours.close, 'Asia/Shanghai')
    const { hall } = given(opened()).past
    for (const view of [kioskView(hall), boardView(hall, 'all'), stripView(hall, '1')])
      expect(view?.closesAt).toBe(closing)
    expect(kioskView(given(published()).past.hall).closesAt).toBeNull()
    expect(kioskView(given(opened(), told({ type: 'CloseHall' })).past.hall).closesAt).toBeNull()
    const evening = given(opened(), later(closing - MORNING), taken('t1', 'A-01')).past.hall
    expect(kioskView(evening).closesAt).toBeNull()
  })

  it('K21 follows other hours that are published in the course of the day', () => {
    const short = { ...smallCatalogue, hours: { ...smallCatalogue.hours, close: '12:00' } }
    const { hall } = given(opened(), told({ type: 'PublishCatalogue', catalogue: short })).past
    expect(kioskView(hall).closesAt).toBe(instantOf('2026-03-02', '12:00', 'Asia/Shanghai'))
  })
})

describe('what is left', () => {
  it('K21 counts what a quota still allows, down to none, and only where there is a quota', () => {
    const left = (taking: number) =>
      kioskView(given(opened(), ...Array.from({ length: taking }, (_, index) => taken(`t${index}`, 'B-02'))).past.hall)
        .left
    expect(left(0)).toEqual([{ service: 'B-02', left: SMALL_QUOTA }])
    expect(left(SMALL_QUOTA)).toEqual([{ service: 'B-02', left: 0 }])
  })

  it('K21 names the services that no window takes', () => {
    expect(kioskView(given(opened()).past.hall).untaken).toEqual([])
    const nobody = withoutCounter('2', withoutCounter('3'))
    const event = { type: 'CataloguePublished', revision: 2, catalogue: nobody } as const
    const { hall } = given(opened(), wasRecorded(event, guide)).past
    expect(kioskView(hall).untaken).toEqual(['B-01', 'B-02'])
  })
})

describe('will I be served today', () => {
  const now = MORNING
  const closes = now + hours(1)

  it.each([
    ['yes', { from: 0, to: 5 }],
    ['yes', { from: 40, to: 60 }],
    ['uncertain', { from: 40, to: 61 }],
    ['uncertain', { from: 60, to: 90 }],
    ['unlikely', { from: 61, to: 90 }],
  ] as const)('K22 %s where it takes %o and an hour is left', (said, estimate) => {
    expect(servedToday(estimate, now, closes)).toBe(said)
  })

  it('K22 nobody knows while no window is open or no closing time is known', () => {
    expect(servedToday(null, now, closes)).toBe('unknown')
    expect(servedToday({ from: 0, to: 5 }, now, null)).toBe('unknown')
  })

  it('K22 never gets better with a longer wait or a later hour', () => {
    const order = ['yes', 'uncertain', 'unlikely']
    const minute = fc.integer({ min: 0, max: 600 })
    fc.assert(
      fc.property(minute, minute, minute, minute, minute, (from, more, longer, at, later) => {
        const rank = (estimate: { from: number; to: number }, when: number): number =>
          order.indexOf(servedToday(estimate, now + minutes(when), closes))
        const first = rank({ from, to: from + more }, at)
        expect(rank({ from: from + longer, to: from + more + longer }, at + later)).toBeGreaterThanOrEqual(first)
      }),
    )
  })
})
