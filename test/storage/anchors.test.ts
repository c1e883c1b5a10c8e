import { execFileSync } from 'node:child_process'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chainNext } from '../../server/ledger/chain.ts'
import { foldToday } from '../../server/ledger/fold-today.ts'
import { type SqliteLedger, sqliteLedger } from '../../server/ledger/sqlite.ts'
import { rebuild } from '../../server/rebuild.ts'
import { verifyFile } from '../../server/verify.ts'
import { dumpOf } from '../contract/dump.ts'
import { type DurableHall, durableHall } from '../contract/durable-hall.ts'
import { fullDay } from '../contract/full-day.ts'
import { inChina } from '../contract/hall-clock.ts'
import { HALL_ID } from '../contract/small-hall.ts'
import { stateOf } from '../kit/hall-state.ts'

let hall: DurableHall
let ledger: SqliteLedger
beforeEach(async () => {
  hall = await durableHall()
  await fullDay(hall.live, hall.clock)
  for (const day of ['2026-03-03', '2026-03-04']) {
    hall.clock.set(inChina(day, '09:00:00'))
    await fullDay(hall.live, hall.clock)
  }
  ledger = sqliteLedger(hall.file)
})
afterEach(() => {
  ledger.close()
  hall.close()
})

const AT = 1_900_000_000_000
/** Every row chains on from where the ledger says that it begins. */
const chainHolds = (): boolean => {
  let { position, chain } = ledger.start(HALL_ID)
  for (const { row, chain: stored } of ledger.rows(HALL_ID)) {
    position += 1
    chain = chainNext(chain, row)
    if (row.position !== position || chain !== stored) return false
  }
  return true
}
const days = (): string[] => [...new Set([...ledger.rows(HALL_ID)].map(({ row }) => row.day))]
const count = (table: string): number => {
  const db = new Database(hall.file, { readonly: true })
  try {
    return Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
  } finally {
    db.close()
  }
}
const must = (sql: string): void => {
  const db = new Database(hall.file)
  try {
    db.exec(sql)
  } finally {
    db.close()
  }
}

describe('days that leave the ledger', () => {
  it('Z28 the oldest day leaves whole, with its numbers and receipts, and the rest chains on from its anchor', () => {
    const before = stateOf(foldToday(HALL_ID, ledger))
    expect(days()).toHaveLength(3)
    const anchor = ledger.letDayLeave(HALL_ID, '2026-03-03', AT)
    expect(anchor).toMatchObject({ hall: HALL_ID, day: '2026-03-02', at: AT })
    expect(days()).toEqual(['2026-03-03', '2026-03-04'])
    expect(ledger.start(HALL_ID)).toMatchObject({ position: anchor?.position, chain: anchor?.chain })
    expect(chainHolds()).toBe(true)
    expect(count("numbers WHERE day = '2026-03-02'")).toBe(0)
    expect(count('commands WHERE command_id NOT IN (SELECT command_id FROM events)')).toBe(0)
    expect(count('commands')).toBe(count('(SELECT DISTINCT command_id FROM events)'))
    expect(stateOf(foldToday(HALL_ID, ledger))).toEqual(before)
  })

  it('Z28 nothing else leaves: no kept day, never the last one, and one day at a time', () => {
    expect(ledger.letDayLeave(HALL_ID, '2026-03-02', AT)).toBeUndefined()
    expect(ledger.letDayLeave(HALL_ID, '2099-01-01', AT)?.day).toBe('2026-03-02')
    expect(days()).toEqual(['2026-03-03', '2026-03-04'])
    expect(ledger.letDayLeave(HALL_ID, '2099-01-01', AT)?.day).toBe('2026-03-03')
    expect(ledger.letDayLeave(HALL_ID, '2099-01-01', AT)).toBeUndefined()
    expect(days()).toEqual(['2026-03-04'])
    expect(ledger.anchors(HALL_ID).map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-03'])
    expect(chainHolds()).toBe(true)
  })

  it('Z28 the hall goes on after its old days have left, with the next position and a chain that holds', async () => {
    ledger.letDayLeave(HALL_ID, '2026-03-04', AT)
    ledger.letDayLeave(HALL_ID, '2026-03-04', AT)
    const last = hall.live.hall().position
    hall.clock.set(inChina('2026-03-05', '09:00:00'))
    await fullDay(hall.live, hall.clock)
    expect(hall.live.hall().position).toBeGreaterThan(last)
    expect(days()).toEqual(['2026-03-04', '2026-03-05'])
    expect(chainHolds()).toBe(true)
  })

  it('Z28 L8 the tables that are made from the events are made again as they are', () => {
    ledger.letDayLeave(HALL_ID, '2026-03-04', AT)
    const before = dumpOf(hall.file)
    rebuild(ledger)
    expect(dumpOf(hall.file)).toEqual(before)
    expect(before.commands.length).toBeGreaterThan(0)
    expect(verifyFile(hall.file).every(({ ok }) => ok)).toBe(true)
  })

  it('Z28 I12 the database lets no row go without an anchor, takes none that names no row, and changes none', () => {
    const end = ledger.letDayLeave(HALL_ID, '2026-03-03', AT)?.position ?? 0
    const refused = (sql: string, why: RegExp): void => expect(() => must(sql)).toThrow(why)
    refused('DELETE FROM events', /append-only/)
    refused(`DELETE FROM events WHERE position = ${end + 1}`, /append-only/)
    refused('UPDATE anchors SET position = position + 5', /anchors stay/)
    refused('DELETE FROM anchors', /anchors stay/)
    refused(`INSERT INTO anchors VALUES ('${HALL_ID}', ${end + 3}, '2026-03-03', 'feed', 1)`, /names a row/)
    refused(
      `INSERT INTO anchors SELECT hall, position + 1, day, chain, 1 FROM events WHERE position = ${end + 4}`,
      /names a row/,
    )
    expect(chainHolds()).toBe(true)
  })

  it('Z28 a ledger of version 0.5, which let nothing go, opens unchanged and then lets its old days leave', () => {
    must(`CREATE TRIGGER events_never_vanish BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
          DROP TRIGGER events_leave_by_anchor; DROP TABLE anchors`)
    ledger.close()
    ledger = sqliteLedger(hall.file)
    expect(ledger.start(HALL_ID).position).toBe(0)
    expect(chainHolds()).toBe(true)
    expect(ledger.letDayLeave(HALL_ID, '2026-03-03', AT)?.day).toBe('2026-03-02')
    expect(chainHolds()).toBe(true)
  })

  it('Z28 a process killed while a day leaves has let all of it go, or nothing', () => {
    const before = days()
    const script = `
      const { default: Database } = await import('better-sqlite3')
      const db = new Database(${JSON.stringify(hall.file)})
      db.exec('BEGIN IMMEDIATE')
      db.exec("INSERT INTO anchors SELECT hall, position, day, chain, 1 FROM events WHERE day = '2026-03-02' ORDER BY position DESC LIMIT 1")
      db.exec("DELETE FROM numbers; DELETE FROM events WHERE day = '2026-03-02'")
      process.kill(process.pid, 'SIGKILL')`
    expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', script], { stdio: 'pipe' })).toThrow()
    expect(days()).toEqual(before)
    expect(ledger.start(HALL_ID).position).toBe(0)
    expect(ledger.letDayLeave(HALL_ID, '2026-03-03', AT)?.day).toBe('2026-03-02')
  })
})
