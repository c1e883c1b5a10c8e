/** Whoever has the ledger file in their hands: every way to edit history, each found and named by its position (X7, X37). */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chainNext, type Row } from '../../server/ledger/chain.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { rebuild } from '../../server/rebuild.ts'
import { finished, verifyingFolder } from '../../server/verify/folder.ts'
import { compareHeads, type Head, headsOf, readHeads } from '../../server/verify/heads.ts'
import { verifyFile } from '../../server/verify.ts'
import { tamper } from '../contract/dump.ts'
import { type DurableHall, durableHall, MONDAY } from '../contract/durable-hall.ts'
import { fullDay } from '../contract/full-day.ts'
import { inChina } from '../contract/hall-clock.ts'
import { HALL_ID } from '../contract/small-hall.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const TUESDAY = '2026-03-03'
type Stored = Omit<Row, 'command'> & { readonly command_id: string; readonly chain: string }

let hall: DurableHall
let folder = ''
let original = ''
let heads: readonly Head[] = []
let count = 0

beforeAll(async () => {
  hall = await durableHall()
  await fullDay(hall.live, hall.clock)
  hall.clock.set(inChina(TUESDAY, '09:00:00'))
  await fullDay(hall.live, hall.clock)
  folder = mkdtempSync(join(tmpdir(), 'yichuang-tampering-'))
  original = join(folder, 'original.sqlite')
  const db = new Database(hall.file, { readonly: true })
  db.exec(`VACUUM INTO '${original}'`)
  heads = finished(headsOf(db, HALL_ID, MONDAY, TUESDAY))
  db.close()
  count = hall.events().length
})
afterAll(() => {
  hall.close()
  rmSync(folder, { recursive: true, force: true })
})

let copies = 0
/** A data folder whose ledger somebody was at. */
const tampered = (act: (db: Database.Database) => void): string => {
  copies += 1
  const dir = join(folder, `copy-${copies}`)
  mkdirSync(dir)
  copyFileSync(original, join(dir, 'hall.sqlite'))
  tamper(join(dir, 'hall.sqlite'), act)
  return dir
}

const storedIn = (db: Database.Database): Stored[] =>
  db.prepare<[], Stored>('SELECT * FROM events ORDER BY position').all()

/** Writes the chain anew over whatever stands there, with dense positions: what a careful forger does. */
const rechain = (db: Database.Database, rows: readonly Stored[]): void => {
  const put = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const first = storedIn(db)[0]
  if (!first) throw new Error('the ledger is empty')
  db.exec('DELETE FROM events; DELETE FROM numbers; DELETE FROM commands')
  // The value before the first event is known to everybody who has the program.
  let chain = chainBefore(first)
  for (const [index, { command_id: command, chain: _chain, ...rest }] of rows.entries()) {
    const row: Row = { ...rest, command, position: index + 1 }
    chain = chainNext(chain, row)
    const { hall: id, position, day, at, actor, fingerprint, type, data } = row
    put.run(id, position, day, at, actor, command, fingerprint, type, data, chain)
  }
}
const chainBefore = ({ hall: id }: Stored): string => {
  const empty = sqliteLedger(':memory:')
  try {
    return empty.start(id).chain
  } finally {
    empty.close()
  }
}

/** A whole history made anew: rows edited, chain and derived tables fitting. */
const rewritten = (edit: (rows: Stored[]) => Stored[]): string => {
  const dir = tampered((db) => rechain(db, edit(storedIn(db))))
  const ledger = sqliteLedger(join(dir, 'hall.sqlite'))
  rebuild(ledger)
  ledger.close()
  return dir
}

const i12In = (dir: string): readonly number[] =>
  verifyFile(join(dir, 'hall.sqlite')).flatMap((report) =>
    report.ok ? [] : report.findings.filter(({ rule }) => rule === 'I12').map(({ position }) => position),
  )
const held = (dir: string) => finished(verifyingFolder(dir, { against: { hall: HALL_ID, heads: [...heads] } }))

describe('history in somebody else’s hands', () => {
  it('X7 an edit is named by its position', () => {
    for (const edit of [
      'at = at + 1',
      "actor = replace(actor, 'staff-1', 'staff-2')",
      "data = replace(data, 'A-01', 'A-02')",
    ]) {
      const position = 30
      const dir = tampered((db) =>
        db.exec(`UPDATE events SET ${edit} WHERE position >= ${position} AND data LIKE '%A-01%'`),
      )
      const [named] = i12In(dir)
      expect(named, edit).toBeGreaterThanOrEqual(position)
      expect(storedAt(dir, named ?? 0)).not.toEqual(storedAt(undefined, named ?? 0))
      if (named !== undefined) expect(storedAt(dir, named - 1)).toEqual(storedAt(undefined, named - 1))
    }
  })

  it('X7 a deletion, an insertion and two rows that changed places are named by their positions', () => {
    expect(i12In(tampered((db) => db.exec('DELETE FROM events WHERE position = 25')))).toEqual([25])
    const inserted = tampered((db) => {
      db.exec('UPDATE events SET position = -position WHERE position >= 25')
      db.exec('UPDATE events SET position = 1 - position WHERE position < 0')
      db.exec(
        "INSERT INTO events SELECT hall, 25, day, at, actor, 'forged', fingerprint, type, data, chain FROM events WHERE position = 24",
      )
    })
    expect(i12In(inserted)).toEqual([25])
    const swapped = tampered((db) => {
      db.exec('UPDATE events SET position = CASE position WHEN 25 THEN -26 ELSE -25 END WHERE position IN (25, 26)')
      db.exec('UPDATE events SET position = -position WHERE position < 0')
    })
    expect(i12In(swapped)).toEqual([25])
  })

  it('X7 rows below where a ledger begins, and a chain value alone, are named as well', () => {
    const early = tampered((db) =>
      db.exec(
        "INSERT INTO events SELECT hall, 0, day, at, actor, 'forged', fingerprint, type, data, chain FROM events WHERE position = 1",
      ),
    )
    expect(i12In(early)).toEqual([0])
    expect(
      i12In(tampered((db) => db.exec("UPDATE events SET chain = 'x' || substr(chain, 2) WHERE position = 40"))),
    ).toEqual([40])
  })

  it('X7 an end cut off leaves receipts and numbers that no event explains', () => {
    const dir = tampered((db) => db.exec(`DELETE FROM events WHERE position > ${count - 20}`))
    expect(finished(verifyingFolder(dir)).findings).toMatchObject([{ rule: 'L8', position: 0 }])
  })
})

/** A row as it stands in a folder, or stood in the original. */
const storedAt = (dir: string | undefined, position: number): unknown => {
  const db = new Database(dir === undefined ? original : join(dir, 'hall.sqlite'), { readonly: true })
  try {
    return db.prepare('SELECT * FROM events WHERE position = ?').get(position)
  } finally {
    db.close()
  }
}

describe('heads kept elsewhere', () => {
  it('X37 each day has the head that its closing printed, and a day that is open the head of now', () => {
    const closings = hall.events().filter(({ event }) => event.type === 'HallClosed')
    expect(heads.map(({ day, closed }) => [day, closed])).toEqual([
      [MONDAY, true],
      [TUESDAY, true],
    ])
    expect(heads.map(({ position }) => position)).toEqual(closings.map(({ position }) => position))
    for (const { position, head } of heads) expect(storedAt(undefined, position)).toMatchObject({ chain: head })
    const open = tampered((db) => db.exec(`DELETE FROM events WHERE position >= ${heads[1]?.position}`))
    const db = new Database(join(open, 'hall.sqlite'), { readonly: true })
    expect(finished(headsOf(db, HALL_ID, TUESDAY, TUESDAY))).toMatchObject([
      { day: TUESDAY, closed: false, position: (heads[1]?.position ?? 0) - 1 },
    ])
    expect(finished(headsOf(db, HALL_ID, '2026-03-04', '2026-03-09'))).toEqual([])
    db.close()
    // Somebody rates on the way home: the sheet was printed when the doors were closed.
    const rated = tampered((edit) =>
      edit.exec(
        `INSERT INTO events SELECT hall, ${count + 1}, day, at, actor, 'later', fingerprint, 'VisitRated', data, 'x' FROM events WHERE position = ${count}`,
      ),
    )
    const evening = new Database(join(rated, 'hall.sqlite'), { readonly: true })
    expect(finished(headsOf(evening, HALL_ID, TUESDAY, TUESDAY))).toEqual([heads[1]])
    evening.close()
  })

  it('X37 a ledger that is the one they came from has them all', () => {
    expect(held(tampered(() => {}))).toMatchObject({ ok: true, heads: { same: 2, left: 0 } })
  })

  it('X37 a whole ledger rewritten with a fitting chain is good in itself, and found by the day whose head differs', () => {
    const dir = rewritten((rows) =>
      rows.map((row) =>
        row.day === TUESDAY && row.type === 'TicketCancelled'
          ? { ...row, data: JSON.stringify({ ...(JSON.parse(row.data) as object), reason: '群众不办了' }) }
          : row,
      ),
    )
    // Nothing in the folder itself tells.
    expect(verifyFile(join(dir, 'hall.sqlite'))).toMatchObject([{ ok: true, events: count }])
    expect(finished(verifyingFolder(dir))).toMatchObject({ ok: true })
    const { ok, findings, heads: compared } = held(dir)
    expect({ ok, findings, compared }).toMatchObject({
      ok: false,
      findings: [{ rule: 'X37', position: heads[1]?.position, sentence: expect.stringContaining(TUESDAY) }],
      compared: { same: 1 },
    })
  })

  it('X37 an end cut off without a trace is found by the day that is missing', () => {
    const dir = rewritten((rows) => rows.filter(({ position }) => position < (heads[1]?.position ?? 0)))
    expect(verifyFile(join(dir, 'hall.sqlite'))).toMatchObject([{ ok: true }])
    expect(held(dir).findings).toMatchObject([
      { rule: 'X37', position: heads[1]?.position, sentence: expect.stringContaining('ends before') },
    ])
  })

  it('X37 days that left by their time are counted as such, and the last of them is still held beside the paper', () => {
    const dir = tampered(() => {})
    const ledger = sqliteLedger(join(dir, 'hall.sqlite'))
    const anchor = ledger.letDayLeave(HALL_ID, TUESDAY, inChina('2027-06-01', '03:00:00'))
    ledger.close()
    expect(anchor?.day).toBe(MONDAY)
    const report = held(dir)
    expect(report).toMatchObject({ ok: true, heads: { same: 2, left: 0 } })
    expect(report.halls).toMatchObject([{ ok: true, from: anchor?.position, days: 1, head: heads[1]?.head }])
    const db = new Database(join(dir, 'hall.sqlite'), { readonly: true })
    const at = { day: MONDAY, position: anchor?.position ?? 0, closed: true }
    expect(compareHeads(db, { hall: HALL_ID, heads: [{ ...at, head: anchor?.chain ?? '' }] })).toEqual({
      same: 1,
      left: 0,
    })
    const earlier = { ...at, position: at.position - 1, head: 'whatever it was' }
    expect(compareHeads(db, { hall: HALL_ID, heads: [earlier] })).toEqual({ same: 0, left: 1 })
    expect(compareHeads(db, { hall: HALL_ID, heads: [{ ...at, head: 'another' }] }).finding).toMatchObject({
      rule: 'X37',
    })
    db.close()
  })

  it('X37 a file that is no list of heads is refused with what it should be', () => {
    for (const text of [
      '',
      'no JSON',
      '{}',
      '{"hall":"x","heads":[{"day":"d","position":0,"head":"h","closed":true}]}',
    ])
      expect(() => readHeads(text, 'heads.json'), text).toThrow(/^heads\.json is not a list of heads .* Export it/)
    const file = JSON.stringify({ ok: true, hall: HALL_ID, madeAt: 1, heads })
    expect(readHeads(file, 'heads.json')).toEqual({ hall: HALL_ID, heads })
  })
})
