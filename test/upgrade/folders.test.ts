import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { HallEvent } from '../../hall/events.ts'
import { systemClock } from '../../server/clock.ts'
import { UnknownEvent } from '../../server/ledger/known-events.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { silentLog } from '../../server/log.ts'
import { openPeopleStore } from '../../server/people/store.ts'
import { startHall } from '../../server/start.ts'
import { verifyFile } from '../../server/verify.ts'
import { noteRelease, programVersion, releasesOf } from '../../server/version.ts'
import { hallClock, inChina } from '../contract/hall-clock.ts'
import { startTestHall } from '../kit/hall-server.ts'
import { folderOf05, KNOWN_05 } from '../kit/release-folders.ts'
import { historyOf } from '../kit/standby-hall.ts'

let ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.reverse()) await end()
  ends = []
})
const kept = (dir: string): string => {
  ends.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}
const NOON = inChina('2026-03-03', '12:00:00')

type Column = { readonly name: string; readonly notnull: 0 | 1; readonly dflt_value: string | null }
type Shape = Readonly<Record<string, readonly Column[]>>
const shapeOf = (file: string): Shape => {
  const db = new Database(file, { readonly: true })
  try {
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
      .pluck()
      .all()
    return Object.fromEntries(
      tables.map((table) => [
        table,
        (db.pragma(`table_info(${table})`) as Column[]).map(({ name, notnull, dflt_value }) => ({
          name,
          notnull,
          dflt_value,
        })),
      ]),
    )
  } finally {
    db.close()
  }
}
const objectsOf = (file: string): readonly string[] => {
  const db = new Database(file, { readonly: true })
  try {
    return db
      .prepare<[], string>('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name')
      .pluck()
      .all()
  } finally {
    db.close()
  }
}

describe('a folder of the release before', () => {
  it('Z21 opens as it was: the same hall, machines, answers and chain, and goes on with the next number', async () => {
    const dataDir = kept(folderOf05())
    const before = historyOf(dataDir)
    expect(before).toHaveLength(KNOWN_05.position)
    const clock = hallClock(NOON)
    const hall = await startTestHall({ dataDir, clock, webRoot: 'no-pages' })
    ends.push(hall.close)
    const issue = (ticket: string, id: string) =>
      hall.command({ type: 'IssueTicket', ticket, service: 'A-01' }, KNOWN_05.kiosk, id)
    expect(await issue('ticket-of-05-no-0-xx', 'command-of-05-no-0-x')).toEqual(KNOWN_05.first)
    expect(await issue('ticket-of-05-no-11-xx', 'command-of-05-no-11-x')).toEqual(KNOWN_05.last)
    expect(await issue('ticket-of-this-release', 'command-of-this-release')).toMatchObject({ ok: true, number: 'A013' })
    expect((await hall.request('GET', `${hall.hallPath}/staff`, undefined, hall.managerToken)).status).toBe(200)
    expect(historyOf(dataDir).slice(0, before.length)).toEqual(before)
    expect(verifyFile(join(dataDir, 'hall.sqlite'))).toMatchObject([{ ok: true }])
  })

  it('Z21 is left so that the release before can write it again: no table it fills by place has changed, what is new may be empty', async () => {
    const dataDir = kept(folderOf05())
    const files = ['hall.sqlite', 'people.sqlite', 'paper.sqlite']
    const before = files.map((file) => shapeOf(join(dataDir, file)))
    const hall = await startTestHall({ dataDir, clock: hallClock(NOON), webRoot: 'no-pages' })
    await hall.close()
    /** 0.5 says no names of columns when it writes to these. */
    const byPlace = ['events', 'numbers', 'commands', 'sessions', 'jobs']
    files.forEach((file, index) => {
      const after = shapeOf(join(dataDir, file))
      for (const [table, columns] of Object.entries(before[index] ?? {})) {
        const now = after[table] ?? []
        expect(now.slice(0, columns.length), `${file} ${table}`).toEqual(columns)
        const added = now.slice(columns.length)
        if (byPlace.includes(table)) expect(added, `${file} ${table}`).toEqual([])
        for (const column of added) expect(column, `${file} ${table}`).toMatchObject({ notnull: 0 })
      }
    })
  })

  it('Z21 an upgrade that dies after any of its statements is ended by the next start, and the ledger is guarded throughout', () => {
    const dataDir = kept(folderOf05())
    const file = join(dataDir, 'hall.sqlite')
    const first = objectsOf(file)
    const done = join(kept(mkdtempSync(join(tmpdir(), 'yichuang-done-'))), 'hall.sqlite')
    copyFileSync(file, done)
    sqliteLedger(done).close()
    const last = objectsOf(done)
    const made = last.filter((sql) => !first.includes(sql))
    expect(made.length).toBeGreaterThan(3)
    const order = (sql: string): number =>
      ['CREATE TABLE', 'CREATE INDEX', 'CREATE TRIGGER'].findIndex((word) => sql.startsWith(word))
    const statements = [...made].sort((a, b) => order(a) - order(b))
    for (let count = 0; count <= statements.length; count += 1) {
      const half = `${done}-${count}`
      copyFileSync(file, half)
      const db = new Database(half)
      for (const sql of statements.slice(0, count)) db.exec(sql)
      expect(() => db.exec('DELETE FROM events'), `after ${count}`).toThrow(/append-only/)
      db.close()
      sqliteLedger(half).close()
      expect(objectsOf(half), `after ${count}`).toEqual(last)
    }
  })

  it('Z21 the same for the register of people and machines, column by column', () => {
    const dataDir = kept(folderOf05())
    const file = join(dataDir, 'people.sqlite')
    const before = shapeOf(file)
    const done = `${file}-done`
    copyFileSync(file, done)
    openPeopleStore(done).close()
    const after = shapeOf(done)
    const added = Object.entries(before).flatMap(([table, columns]) =>
      (after[table] ?? []).slice(columns.length).map(({ name }) => ({ table, name })),
    )
    expect(added.length).toBeGreaterThan(0)
    for (let count = 0; count <= added.length; count += 1) {
      const half = `${file}-${count}`
      copyFileSync(file, half)
      const db = new Database(half)
      for (const { table, name } of added.slice(0, count)) db.exec(`ALTER TABLE ${table} ADD COLUMN ${name} TEXT`)
      db.close()
      const store = openPeopleStore(half)
      expect(store.devices().length, `after ${count}`).toBeGreaterThan(0)
      store.close()
      const names = (shape: Shape) =>
        Object.entries(shape).map(([table, columns]) => [table, ...columns.map(({ name }) => name).sort()])
      expect(names(shapeOf(half)), `after ${count}`).toEqual(names(after))
    }
  })
})

describe('a folder of the release after', () => {
  const write = (dataDir: string, event: object): number => {
    const ledger = sqliteLedger(join(dataDir, 'hall.sqlite'))
    const hall = ledger.halls()[0] ?? ''
    const { position } = ledger.head(hall)
    const recorded = {
      hall,
      position: position + 1,
      day: '2026-03-03',
      at: NOON,
      actor: { role: 'kiosk', id: 'k', ofTheNextRelease: true } as const,
      command: 'command-of-the-next-release',
      event: event as HallEvent,
    }
    const reply = { ok: true, position: position + 1 } as const
    ledger.append(hall, position, [
      { command: recorded.command, fingerprint: 'x', day: recorded.day, reply, events: [recorded] },
    ])
    ledger.close()
    return position + 1
  }

  it('Z21 is read where it only says more: fields, columns and tables that nobody here knows', async () => {
    const dataDir = kept(folderOf05())
    const secret = 'secret-of-the-next-rel'
    const issued = {
      type: 'TicketIssued',
      ticket: 'next',
      secret,
      series: 'A',
      number: 13,
      service: 'A-01',
      class: 'ordinary',
      key: NOON,
    }
    const position = write(dataDir, { ...issued, mood: { of: 'the next release' } })
    const tables = new Database(join(dataDir, 'hall.sqlite'))
    tables.exec(
      'CREATE TABLE of_the_next (a TEXT); ALTER TABLE events ADD COLUMN weather TEXT; ALTER TABLE commands ADD COLUMN weather TEXT',
    )
    tables.close()
    const people = new Database(join(dataDir, 'people.sqlite'))
    for (const table of ['staff', 'devices', 'sessions']) people.exec(`ALTER TABLE ${table} ADD COLUMN weather TEXT`)
    people.close()
    const hall = await startTestHall({ dataDir, clock: hallClock(NOON), webRoot: 'no-pages' })
    ends.push(hall.close)
    expect(hall.live.hall().position).toBe(position)
    expect(hall.live.hall().tickets.get('next')).toMatchObject({ number: 13, status: 'waiting' })
    const next = { type: 'IssueTicket', ticket: 'ticket-after-the-roll-back', service: 'A-01' } as const
    expect(await hall.command(next, KNOWN_05.kiosk)).toMatchObject({ ok: true, number: 'A014' })
  })

  it('Z21 is refused with a sentence where something happened that nobody here knows, and nothing is changed', async () => {
    const dataDir = kept(folderOf05())
    noteRelease(dataDir, programVersion(), NOON)
    noteRelease(dataDir, '9.1.0', NOON)
    const position = write(dataDir, { type: 'RoofRepaired', by: 'somebody' })
    const before = readFileSync(join(dataDir, 'hall.sqlite'))
    const start = startHall({
      dataDir,
      host: '127.0.0.1',
      port: 0,
      webRoot: 'no-pages',
      clock: systemClock,
      log: silentLog,
      keepsTime: false,
    })
    const mine = programVersion()
    await expect(start).rejects.toThrow(
      `Position ${position} of the ledger is a "RoofRepaired", which this release does not know: a later one wrote it. Nothing was changed. Start release 9.1.0 or a later one instead of ${mine}.`,
    )
    expect(readFileSync(join(dataDir, 'hall.sqlite')).equals(before)).toBe(true)
    const ledger = sqliteLedger(join(dataDir, 'hall.sqlite'))
    expect(() => [...ledger.read(ledger.halls()[0] ?? '', 0)]).toThrow(UnknownEvent)
    ledger.close()
  })

  it('Z21 a folder says which releases served from it, and a file of that which is damaged only explains less', () => {
    const dataDir = kept(mkdtempSync(join(tmpdir(), 'yichuang-releases-')))
    expect(releasesOf(dataDir)).toEqual([])
    noteRelease(dataDir, '0.5.0', 1)
    noteRelease(dataDir, '0.5.0', 2)
    noteRelease(dataDir, '0.6.0', 3)
    noteRelease(dataDir, '0.5.0', 4)
    expect(releasesOf(dataDir).map(({ version, at }) => `${version} ${at}`)).toEqual(['0.5.0 1', '0.6.0 3', '0.5.0 4'])
    writeFileSync(join(dataDir, 'releases.json'), '{')
    expect(releasesOf(dataDir)).toEqual([])
  })
})
