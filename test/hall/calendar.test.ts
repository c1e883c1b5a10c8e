/** The business day belongs to the hall's own zone, whatever the server's. */
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { businessDay, localParts, minuteOf } from '../../hall/calendar.ts'

const SHANGHAI = 'Asia/Shanghai'
const SERVER_ZONES = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Urumqi']
const serverZone = process.env.TZ

/** Sets the zone of this process and makes sure that it took. */
const inServerZone = (zone: string): void => {
  process.env.TZ = zone
  expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
}

afterAll(() => {
  if (serverZone === undefined) delete process.env.TZ
  else process.env.TZ = serverZone
})

describe('the business day', () => {
  for (const zone of SERVER_ZONES) {
    it(`H5 flips at 16:00:00.000 UTC in Shanghai on a server in ${zone}`, () => {
      inServerZone(zone)
      const flip = Date.parse('2026-03-02T16:00:00.000Z')
      expect(businessDay(flip - 1, SHANGHAI)).toBe('2026-03-02')
      expect(businessDay(flip, SHANGHAI)).toBe('2026-03-03')
      expect(localParts(flip - 1, SHANGHAI)).toEqual({ day: '2026-03-02', weekday: 1, minute: 1439, time: '23:59:59' })
      expect(localParts(flip, SHANGHAI)).toEqual({ day: '2026-03-03', weekday: 2, minute: 0, time: '00:00:00' })
    })
  }

  it('H5 is the date eight hours ahead of UTC at any instant since Shanghai gave up summer time', () => {
    const since = Date.parse('1992-01-01T00:00:00Z')
    fc.assert(
      fc.property(fc.integer({ min: since, max: Date.parse('2099-12-31T00:00:00Z') }), (at) => {
        const there = new Date(at + 8 * 3_600_000)
        const { day, weekday, minute, time } = localParts(at, SHANGHAI)
        expect(day).toBe(there.toISOString().slice(0, 10))
        expect(time).toBe(there.toISOString().slice(11, 19))
        expect(weekday).toBe(there.getUTCDay() === 0 ? 7 : there.getUTCDay())
        expect(minute).toBe(there.getUTCHours() * 60 + there.getUTCMinutes())
      }),
      { numRuns: 400 },
    )
  })

  it('H5 belongs to the hall’s zone where that is another one', () => {
    const at = Date.parse('2026-03-02T17:30:00Z')
    expect(businessDay(at, 'Asia/Urumqi')).toBe('2026-03-02')
    expect(businessDay(at, SHANGHAI)).toBe('2026-03-03')
    expect(businessDay(at, 'America/Los_Angeles')).toBe('2026-03-02')
  })

  it('H8 weekdays are counted from Monday, through a leap day and a year’s end', () => {
    const weekday = (text: string): number => localParts(Date.parse(`${text}T12:00:00+08:00`), SHANGHAI).weekday
    expect(['2024-02-28', '2024-02-29', '2024-03-01'].map(weekday)).toEqual([3, 4, 5])
    expect(['2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'].map(weekday)).toEqual([4, 5, 6, 7, 1])
  })

  it('H8 a clock of the catalogue is a minute of the day', () => {
    expect(['00:00', '08:30', '17:30', '23:59'].map(minuteOf)).toEqual([0, 510, 1050, 1439])
  })
})
