import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { staffNeeded } from '../../hall/catalogue.ts'
import { type Roster, rosterFor } from '../../hall/plan/roster.ts'

/** 08:30 to 17:30. */
const DAY = 18
const flat = (windows: number, length = DAY): number[] => Array.from({ length }, () => windows)

/** Who is at work in each half hour, counted person by person from the shifts. */
const counted = ({ shifts }: Roster, length: number): number[] =>
  Array.from({ length }, (_, at) =>
    shifts.reduce(
      (sum, { from, to, restFrom, people }) =>
        sum + (from <= at && at < to && (restFrom === null || at < restFrom || at >= restFrom + 2) ? people : 0),
      0,
    ),
  )

/** Whether so many people of one shift can all take their hour between 11:00 and 14:00, by trying every way. */
const fits = (need: readonly number[], staff: number): boolean => {
  const resting = [0, 0, 0, 0, 0]
  const place = (left: number, first: number): boolean => {
    if (left === 0)
      return need.every((wanted, at) => {
        const away = resting.reduce((sum, n, b) => sum + (at >= b + 5 && at < b + 7 ? n : 0), 0)
        return staff - away >= wanted
      })
    for (let b = first; b < resting.length; b += 1) {
      resting[b] = (resting[b] ?? 0) + 1
      const found = place(left - 1, b)
      resting[b] = (resting[b] ?? 0) - 1
      if (found) return true
    }
    return false
  }
  return place(staff, 0)
}

describe('a roster', () => {
  it('U6 every half hour has the people it needs, whatever the need', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 30 }), (need) => {
        const roster = rosterFor(need)
        expect(counted(roster, need.length)).toEqual(roster.onDuty)
        expect(roster.onDuty.every((people, at) => people >= (need[at] ?? 0))).toBe(true)
        expect(roster.shifts.reduce((sum, { people }) => sum + people, 0)).toBe(roster.staff)
      }),
      { numRuns: 300 },
    )
  })

  it('U6 nobody could do with one person fewer: every way of resting was tried', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: DAY, maxLength: DAY }), (need) => {
        const { staff } = rosterFor(need)
        expect(fits(need, staff)).toBe(true)
        expect(staff === 0 || !fits(need, staff - 1)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it('U6 an even need takes exactly the one and a half of S003-33: three sittings at noon', () => {
    for (const windows of [1, 2, 3, 4, 8, 12, 20, 41]) expect(rosterFor(flat(windows)).staff).toBe(staffNeeded(windows))
  })

  it('U6 where fewer are needed at noon, nobody is there for the breaks alone', () => {
    const need = flat(6).map((windows, at) => (at >= 5 && at < 11 ? 4 : windows))
    expect(rosterFor(need).staff).toBe(6)
  })

  it('U6 nobody works longer than nine hours, and whoever works longer than six rests for one near the middle', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 1, maxLength: 34 }), (need) => {
        for (const { from, to, restFrom } of rosterFor(need).shifts) {
          expect(to - from).toBeLessThanOrEqual(18)
          expect(to).toBeLessThanOrEqual(need.length)
          if (to - from <= 12) expect(restFrom).toBeNull()
          else {
            expect(restFrom).not.toBeNull()
            expect((restFrom ?? 0) - from).toBeGreaterThanOrEqual(5)
            expect((restFrom ?? 0) - from).toBeLessThanOrEqual(9)
            expect((restFrom ?? 0) + 2).toBeLessThanOrEqual(to)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('U6 a hall from eight to eight has early and late people', () => {
    const roster = rosterFor(flat(2, 24))
    expect(new Set(roster.shifts.map(({ from }) => from))).toEqual(new Set([0, 6]))
    expect(roster.onDuty.every((people) => people >= 2)).toBe(true)
  })

  it('U6 where nobody is needed nobody comes', () => {
    expect(rosterFor(flat(0)).staff).toBe(0)
    expect(rosterFor([]).staff).toBe(0)
  })
})
