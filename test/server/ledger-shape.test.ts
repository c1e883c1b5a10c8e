/** What the file of a ledger says of itself: whoever turns one bit of it over is found, and the rows are read all the same (Z9). */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { silentLog } from '../../server/log.ts'
import { checkLedger } from '../../server/storage/check-ledger.ts'
import { recoverLedger } from '../../server/storage/recover.ts'
import { verifyFile } from '../../server/verify.ts'
import { dumpOf } from '../contract/dump.ts'
import { durableHall } from '../contract/durable-hall.ts'
import { kiosk, must } from '../contract/small-hall.ts'
import { folderOf05 } from '../kit/release-folders.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const FIRST_PAGE = 4_096
const NOW = Date.parse('2026-03-03T18:00:00+08:00')

let folder = ''
let original = ''
let last = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yichuang-shape-'))
  const hall = await durableHall(undefined, join(folder, 'hall'))
  for (const ticket of ['a', 'b', 'c']) await must(hall.live, { type: 'IssueTicket', ticket, service: 'A-01' }, kiosk)
  last = hall.live.hall().position
  hall.live.close()
  hall.ledger.close()
  original = join(folder, 'original.sqlite')
  copyFileSync(hall.file, original)
  const db = new Database(original)
  db.pragma('journal_mode = DELETE')
  db.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let copies = 0
const copyWith = (change: (bytes: Buffer) => void): string => {
  copies += 1
  const dir = join(folder, `copy-${copies}`)
  mkdirSync(dir)
  const bytes = readFileSync(original)
  change(bytes)
  const file = join(dir, 'hall.sqlite')
  writeFileSync(file, bytes)
  return file
}
const remove = (file: string): void => rmSync(join(file, '..'), { recursive: true })
const isFound = (file: string): boolean => {
  try {
    return verifyFile(file).some(({ ok }) => !ok)
  } catch {
    // It cannot even be opened, which nobody overlooks.
    return true
  }
}
/** Everything that whoever reads or writes it can notice; undefined where it cannot be. */
const whatIsThere = (file: string): string | undefined => {
  let db: Database.Database | undefined
  try {
    db = new Database(file)
    const shape = db.prepare('SELECT * FROM sqlite_schema ORDER BY name').all()
    db.pragma('user_version = 0')
    return JSON.stringify([shape, dumpOf(file)])
  } catch {
    return undefined
  } finally {
    db?.close()
  }
}
const placesOf = (word: string): readonly number[] => {
  const page = readFileSync(original).subarray(0, FIRST_PAGE)
  const places: number[] = []
  for (let at = page.indexOf(word); at >= 0; at = page.indexOf(word, at + 1)) places.push(at)
  return places
}
const flip = (bytes: Buffer, at: number, bit = 0): void => void bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at)

describe('the description that a ledger has of itself', () => {
  it('Z9 of the first page no bit is turned over unseen: it is found, or whoever reads and writes notices nothing', () => {
    const file = copyWith(() => undefined)
    const good = readFileSync(original)
    const whole = whatIsThere(file)
    expect(isFound(file)).toBe(false)
    const unseen: string[] = []
    let found = 0
    // Every byte of the header and the tree's own, and every third of the words: the rest is the tier's (npm run chaos).
    for (let at = 0; at < FIRST_PAGE; at += at < 150 ? 1 : 3) {
      const bit = at % 8
      const bad = Buffer.from(good)
      flip(bad, at, bit)
      writeFileSync(file, bad)
      if (isFound(file)) found += 1
      else if (whatIsThere(file) !== whole) unseen.push(`bit ${bit} of byte ${at}`)
    }
    expect(unseen).toEqual([])
    expect(found).toBeGreaterThan(500)
    remove(file)
  })

  it('Z9 a start finds a changed word of any of its tables, indices and guards before it writes', () => {
    for (const word of [
      'append-only',
      'number INTEGER',
      'HallOpened',
      'anchors stay',
      'events_never_replaced',
      'fingerprint',
    ]) {
      for (const at of placesOf(word)) {
        const file = copyWith((bytes) => flip(bytes, at))
        expect(checkLedger(file, 'today').bad, `${word} at ${at}`).toBeDefined()
        remove(file)
      }
    }
  })

  it('Z9 a missing guard is named, and a whole one that another release wrote is not', () => {
    const file = copyWith(() => undefined)
    const db = new Database(file)
    db.exec('DROP TRIGGER events_never_change')
    db.close()
    expect(verifyFile(file)[0]).toMatchObject({
      findings: [{ rule: 'I12', sentence: expect.stringContaining('no longer describes events_never_change') }],
    })
    // The next start makes it again: that is no reason to take a backup.
    expect(checkLedger(file, 'today').bad).toBeUndefined()
    sqliteLedger(file).close()
    expect(isFound(file)).toBe(false)
  })

  it('Z9 Z21 folders of 0.5 and of later releases are as they should be', () => {
    const dir = folderOf05()
    const file = join(dir, 'hall.sqlite')
    expect(isFound(file)).toBe(false)
    expect(checkLedger(file, 'whole').bad).toBeUndefined()
    sqliteLedger(file).close()
    expect(isFound(file)).toBe(false)
    const db = new Database(file)
    db.exec(`ALTER TABLE events ADD COLUMN weather TEXT; ALTER TABLE numbers ADD COLUMN weather TEXT DEFAULT 'fair';
      CREATE TABLE "of the next" (a TEXT PRIMARY KEY); CREATE UNIQUE INDEX of_next ON "of the next" (a);
      CREATE VIEW next_view AS SELECT 1; CREATE INDEX later ON events (at); ANALYZE`)
    // Rolled back to the release that let nothing go at all.
    db.exec(
      "CREATE TRIGGER events_never_vanish BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    )
    db.close()
    expect(isFound(file)).toBe(false)
    expect(checkLedger(file, 'today').bad).toBeUndefined()
    rmSync(dir, { recursive: true })
  })
})

describe('a ledger whose description of itself is damaged', () => {
  const recovered = async (file: string) =>
    recoverLedger({ dataDir: join(file, '..'), roots: [], now: NOW, log: silentLog }, 'today')

  it('Z25 Z9 loses nothing, also without any backup: its rows are read from a copy that is described anew', async () => {
    const spoiled: readonly (readonly [string, (bytes: Buffer) => void])[] = [
      ...['CREATE TABLE events', 'CREATE TABLE commands', 'events_never_change', 'CREATE INDEX openings'].flatMap(
        (word) => placesOf(word).map((at) => [`${word} at ${at}`, (bytes: Buffer) => flip(bytes, at + 7)] as const),
      ),
      // A name, and the word for what kind of thing it is.
      ...placesOf('tableevents').map((at) => [`name at ${at}`, (bytes: Buffer) => flip(bytes, at + 6)] as const),
      ...placesOf('tablecommands').map((at) => [`kind at ${at}`, (bytes: Buffer) => flip(bytes, at)] as const),
      ['a file that may not be written', (bytes) => flip(bytes, 18, 2)],
      ['a file of another kind of text', (bytes) => flip(bytes, 59, 1)],
      ['a later format', (bytes) => flip(bytes, 47)],
    ]
    expect(spoiled.length).toBeGreaterThan(7)
    for (const [what, change] of spoiled) {
      const file = copyWith(change)
      expect(await recovered(file), what).toMatchObject({ backup: null, position: last, known: last })
      expect(dumpOf(file), what).toEqual(dumpOf(original))
      expect(isFound(file), what).toBe(false)
      remove(file)
    }
  })

  it('Z25 the damaged file is put aside as it was, and no copy of it is left behind', async () => {
    const file = copyWith((bytes) => flip(bytes, placesOf('CREATE TABLE events')[0] ?? 0))
    const spoiled = readFileSync(file)
    const { aside = '' } = (await recovered(file)) ?? {}
    expect(readFileSync(join(aside, 'hall.sqlite')).equals(spoiled)).toBe(true)
    const left = join(folder, 'left')
    cpSync(join(file, '..'), left, { recursive: true })
    expect(() => readFileSync(join(left, 'hall.sqlite.legible'))).toThrow(/ENOENT/)
  })
})
