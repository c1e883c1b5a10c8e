import { describe, expect, it } from 'vitest'
import { columnsIn, pagingOf } from '../../kiosk/paging.ts'
import { aboveReach, pixelsPerMm, usualInches } from '../../kiosk/panel.ts'

const room = { height: 300, item: 32, gap: 5, pager: 22, columns: 1 }

describe('sizes and pages', () => {
  it('K9 a target of 20 mm is as many pixels as the panel needs', () => {
    expect(Math.round(20 * pixelsPerMm(1080, 1920, usualInches(1080, 1920)))).toBe(81)
    expect(Math.round(20 * pixelsPerMm(1280, 1024, usualInches(1280, 1024)))).toBe(68)
    expect(Math.round(20 * pixelsPerMm(1920, 1080, 15.6))).toBe(111)
  })

  it('K26 what lies above 1,220 mm from the floor is what a seated visitor cannot reach', () => {
    // 21.5 inches upright is 476 mm high: at 900 mm its upper 156 mm are out of reach, at 700 mm nothing is.
    expect(aboveReach(476)).toBe(156)
    expect(aboveReach(476, 900)).toBe(156)
    expect(aboveReach(476, 744)).toBe(0)
    expect(aboveReach(268, 1_000)).toBe(48)
    expect(aboveReach(194)).toBe(0)
    // Hung too high for a seat: the pages keep the room they need to be used at all.
    expect(aboveReach(476, 1_200)).toBe(296)
  })

  it('K10 a list that fits is one page without buttons', () => {
    expect(pagingOf(8, room)).toEqual({ rows: 8, perPage: 8, pages: 1 })
  })

  it('K10 a longer list leaves room for its buttons, and every thing is on some page', () => {
    const { rows, perPage, pages } = pagingOf(34, room)
    expect(rows * room.item + (rows - 1) * room.gap + room.gap + room.pager).toBeLessThanOrEqual(room.height)
    expect(perPage * pages).toBeGreaterThanOrEqual(34)
    expect(perPage * (pages - 1)).toBeLessThan(34)
  })

  it('K10 something stands on every page, however small the place', () => {
    expect(pagingOf(5, { ...room, height: 10 })).toEqual({ rows: 1, perPage: 1, pages: 5 })
    expect(pagingOf(0, room)).toMatchObject({ pages: 1 })
  })

  it('K10 columns are at least as wide as asked, and never none', () => {
    expect(columnsIn(252, 86, 5)).toBe(2)
    expect(columnsIn(460, 86, 5)).toBe(5)
    expect(columnsIn(40, 86, 5)).toBe(1)
  })
})
