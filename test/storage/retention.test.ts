import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../server/log.ts'
import type { SecurityEntry } from '../../server/security/security-log.ts'
import { firstKept, KEEP_DAYS, KEEP_DAYS_LEAST, openRetention } from '../../server/storage/retention.ts'
import { verifyFile } from '../../server/verify.ts'
import { type DurableHall, durableHall } from '../contract/durable-hall.ts'
import { fullDay } from '../contract/full-day.ts'
import { inChina } from '../contract/hall-clock.ts'
import { HALL_ID } from '../contract/small-hall.ts'

const MINUTE = 60_000
const ZONE = 'Asia/Shanghai'

let hall: DurableHall
let notes: SecurityEntry[] = []
let left: string[] = []
let stop = (): void => {}
beforeEach(async () => {
  hall = await durableHall()
  notes = []
  left = []
  await fullDay(hall.live, hall.clock)
  hall.clock.set(inChina('2026-03-03', '09:00:00'))
  await fullDay(hall.live, hall.clock)
})
afterEach(() => {
  stop()
  hall.close()
})

const open = (keepDays = KEEP_DAYS_LEAST): void => {
  stop = openRetention({
    hall: HALL_ID,
    ledger: hall.ledger,
    live: hall.live,
    clock: hall.clock,
    log: silentLog,
    securityLog: { note: (entry) => void notes.push(entry) },
    keepDays,
    onLeft: (before) => void left.push(before),
  }).close
}
const days = (): string[] => [...new Set([...hall.ledger.rows(HALL_ID)].map(({ row }) => row.day))]

describe('how long days are kept', () => {
  it('Z28 400 days unless told otherwise, and never fewer than 184', () => {
    expect([KEEP_DAYS, KEEP_DAYS_LEAST]).toEqual([400, 184])
    expect(() => open(183)).toThrow(/184 at least: the law wants six months/)
    expect(() => open(Number.NaN)).toThrow(/RETENTION_DAYS/)
    expect(firstKept(inChina('2026-09-02', '03:30:00'), 184, ZONE)).toBe('2026-03-02')
    expect(firstKept(inChina('2026-09-02', '00:00:00') - 1, 184, ZONE)).toBe('2026-03-01')
  })

  it('Z28 a day leaves in the night after it has become too old, noted in the security log, and the rest verifies', () => {
    open()
    hall.clock.set(inChina('2026-09-02', '03:30:00'))
    hall.clock.pass(MINUTE)
    expect(days()).toHaveLength(2)
    hall.clock.set(inChina('2026-09-03', '03:30:00'))
    hall.clock.pass(2 * MINUTE)
    expect(days()).toEqual(['2026-03-03'])
    expect(notes).toMatchObject([{ type: 'ledger-day-left', outcome: 'ok', about: '2026-03-02' }])
    expect(left).toEqual(['2026-03-03'])
    expect(verifyFile(hall.file).flatMap((report) => (report.ok ? [] : report.findings))).toEqual([])
  })

  it('Z28 nothing leaves by day', () => {
    open()
    for (const time of ['00:30:00', '02:57:00', '05:00:00', '12:00:00']) {
      hall.clock.set(inChina('2027-03-03', time))
      hall.clock.pass(MINUTE)
    }
    expect(days()).toHaveLength(2)
  })

  it('Z28 a clock that is wrong by years takes seven days in a night at most', async () => {
    for (let day = 4; day <= 14; day += 1) {
      hall.clock.set(inChina(`2026-03-${String(day).padStart(2, '0')}`, '09:00:00'))
      for (const type of ['OpenHall', 'CloseHall'] as const)
        await hall.live.submit({ id: `${type}-of-day-${day}`, type }, { role: 'system', id: 'test' })
    }
    expect(days()).toHaveLength(13)
    open()
    hall.clock.set(inChina('2036-03-14', '03:10:00'))
    hall.clock.pass(30 * MINUTE)
    expect(days()).toHaveLength(6)
    hall.clock.set(inChina('2036-03-15', '03:10:00'))
    hall.clock.pass(30 * MINUTE)
    // The last day that was opened always stays.
    expect(days()).toEqual(['2026-03-14'])
  })
})
