import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WrongPosition } from '../../server/ledger/ledger.ts'
import { type SqliteLedger, sqliteLedger } from '../../server/ledger/sqlite.ts'
import { verifyFile } from '../../server/verify.ts'
import { entryAfter, HALL, issued, opened, parked } from '../contract/entries.ts'

// Disks and processors of test machines may be slow and busy; nothing here waits for a clock.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder = ''
let file = ''
let ledgers: SqliteLedger[] = []
const open = (at = file): SqliteLedger => {
  const ledger = sqliteLedger(at)
  ledgers.push(ledger)
  return ledger
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yichuang-sqlite-'))
  file = join(folder, 'hall.sqlite')
})
afterEach(() => {
  vi.restoreAllMocks()
  for (const ledger of ledgers) ledger.close()
  ledgers = []
  rmSync(folder, { recursive: true, force: true })
})

const append = (ledger: SqliteLedger, from: number, to: number): void => {
  for (let position = from; position < to; position += 1)
    ledger.append(HALL, position, [entryAfter(position, [position === 0 ? opened() : issued(position)])])
}

describe('durability', () => {
  it('L4 every connection that the ledger opens is at synchronous=FULL and WAL, whatever another one chose', () => {
    const FULL = 2
    const pragma = vi.spyOn(Database.prototype, 'pragma')
    for (const _ of [1, 2]) {
      pragma.mockClear()
      const ledger = open()
      const connection = pragma.mock.contexts[0] as Database.Database | undefined
      expect(connection?.pragma('synchronous', { simple: true })).toBe(FULL)
      expect(connection?.pragma('journal_mode', { simple: true })).toBe('wal')
      append(ledger, 0, 0)
      ledger.close()
      const careless = new Database(file)
      careless.pragma('synchronous = OFF')
      careless.close()
    }
  })

  it('L4 refuses to work on a connection that does not take synchronous=FULL', () => {
    // On a file that is in WAL mode already: only there the package's own default is less.
    sqliteLedger(file).close()
    const real = Database.prototype.pragma
    vi.spyOn(Database.prototype, 'pragma').mockImplementation(function (this: Database.Database, source, options) {
      return source === 'synchronous = FULL' ? undefined : real.call(this, source, options)
    })
    expect(() => open()).toThrow(/^Cannot open .*synchronous=FULL/)
  })

  it('L1 L4 each append has told the disk to keep it before it returns', ({ skip }) => {
    const built = new URL('../../build/server/ledger/sqlite.js', import.meta.url)
    const reason = !existsSync(built)
      ? 'SKIPPED: there is no build to trace; run npm run build'
      : spawnSync('strace', ['-V']).status === 0
        ? undefined
        : 'SKIPPED: strace is not installed, so the calls to the disk cannot be seen'
    if (reason) console.warn(reason)
    skip(reason !== undefined, reason)
    const trace = join(folder, 'trace')
    const script = `
      import { writeSync } from 'node:fs'
      const { sqliteLedger } = await import(${JSON.stringify(built.href)})
      const ledger = sqliteLedger(${JSON.stringify(file)})
      for (let position = 0; position < 5; position += 1) {
        const event = { type: 'TicketParked', ticket: 't', counter: '1', reason: 'r' }
        const recorded = { hall: 'h', position: position + 1, day: '2026-03-02', at: 1, actor: { role: 'system', id: 's' }, command: 'c' + position, event }
        writeSync(1, 'begin\\n')
        ledger.append('h', position, [{ command: 'c' + position, fingerprint: 'f', day: '', reply: { ok: true, position }, events: [recorded] }])
        writeSync(1, 'end\\n')
      }`
    const node = [process.execPath, '--input-type=module', '-e', script]
    execFileSync('strace', ['-f', '-o', trace, '-e', 'trace=fsync,fdatasync,write', ...node], { stdio: 'pipe' })
    const calls = readFileSync(trace, 'utf8')
    const appends = calls
      .split('"begin\\n"')
      .slice(1)
      .map((part) => part.split('"end\\n"')[0] ?? '')
    expect(appends).toHaveLength(5)
    for (const during of appends) expect(during).toMatch(/\bf(data)?sync\(/)
  })

  it('L1 what was appended is there for another process before the ledger is closed, and after a crash', () => {
    append(open(), 0, 5)
    // What a killed process leaves: the file and its log, never closed.
    for (const end of ['', '-wal']) copyFileSync(file + end, join(folder, `crashed.sqlite${end}`))
    const after = open(join(folder, 'crashed.sqlite'))
    expect([...after.read(HALL, 0)]).toEqual([...open().read(HALL, 0)])
    append(after, 5, 6)
    expect([...after.read(HALL, 0)]).toHaveLength(6)
  })

  it('L1 L7 I12 a re-opened ledger has its events, receipts and day, and the chain goes on through it', () => {
    append(open(), 0, 3)
    const before = [...open().read(HALL, 0)]
    const again = open()
    expect([...again.read(HALL, 0)]).toEqual(before)
    expect(again.dayStart(HALL)).toBe(0)
    expect(again.receipt(HALL, entryAfter(1, []).command)).toMatchObject({ reply: { ok: true, position: 2 } })
    append(again, 3, 6)
    const chained = verifyFile(file)[0]
    expect(chained?.ok === false && chained.findings.filter(({ rule }) => rule === 'I12')).toEqual([])
  })
})

describe('two processes on one ledger', () => {
  it('L2 the second writer is told that somebody else writes, and may go on from where the ledger stands', () => {
    const [one, two] = [open(), open()]
    append(one, 0, 2)
    append(two, 2, 4)
    expect(() => append(one, 2, 3)).toThrow(WrongPosition)
    expect(() => append(one, 2, 3)).toThrow(/another process may be writing/)
    append(one, 4, 5)
    expect([...two.read(HALL, 0)].map(({ position }) => position)).toEqual([1, 2, 3, 4, 5])
  })
})

describe('the file', () => {
  it('I12 does not let anybody change, remove or replace an event', () => {
    append(open(), 0, 3)
    const stranger = new Database(file)
    const attempts = [
      "UPDATE events SET data = '{}' WHERE position = 2",
      'UPDATE events SET position = 9 WHERE position = 3',
      'DELETE FROM events WHERE position = 3',
      'DELETE FROM events',
      'INSERT OR REPLACE INTO events SELECT hall, 2, day, at, actor, command_id, fingerprint, type, data, chain FROM events WHERE position = 1',
      "INSERT INTO events SELECT * FROM events WHERE true ON CONFLICT DO UPDATE SET data = '{}'",
    ]
    for (const attempt of attempts) expect(() => stranger.exec(attempt)).toThrow(/append-only/)
    stranger.close()
    expect([...open().read(HALL, 0)].map(({ event }) => event.type)).toEqual([
      'HallOpened',
      'TicketIssued',
      'TicketIssued',
    ])
  })

  it('L3 itself refuses a second number of a hall, day and series', () => {
    append(open(), 0, 2)
    const stranger = new Database(file)
    expect(() => stranger.exec("INSERT INTO numbers SELECT hall, day, series, number, 'another' FROM numbers")).toThrow(
      /UNIQUE/,
    )
    stranger.close()
  })

  it('L1 takes a group whose events are large', () => {
    const ledger = open()
    const long = 'x'.repeat(2_000_000)
    ledger.append(HALL, 0, [entryAfter(0, [parked(long), parked('short')])])
    expect([...ledger.read(HALL, 0)][0]?.event).toMatchObject({ reason: long })
  })
})

/** Does something with the rights of an ordinary user, since the file system refuses the superuser nothing. */
const asOrdinaryUser = <T>(act: () => T): T => {
  const superuser = process.geteuid?.() === 0
  if (superuser) process.seteuid?.(65_534)
  try {
    return act()
  } finally {
    if (superuser) process.seteuid?.(0)
  }
}

describe('a place that cannot hold a ledger', () => {
  const messageOf = (act: () => unknown): string => {
    try {
      act()
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
    return 'it opened'
  }
  const SENTENCE = /^Cannot open [^\n]*: [^\n]+\. Give the server a data folder it can write \(DATA_DIR\)\.$/

  it('L1 a directory in place of the file is said in one sentence', () => {
    mkdirSync(file)
    expect(messageOf(open)).toMatch(SENTENCE)
  })

  it('L1 a file in place of the folder is said in one sentence', () => {
    writeFileSync(join(folder, 'data'), '')
    expect(messageOf(() => open(join(folder, 'data', 'hall.sqlite')))).toMatch(SENTENCE)
  })

  it('L1 a file that is no database is said in one sentence and left as it is', () => {
    writeFileSync(file, '目录'.repeat(4_000))
    expect(messageOf(open)).toMatch(SENTENCE)
    expect(readFileSync(file, 'utf8')).toBe('目录'.repeat(4_000))
  })

  it.skipIf(process.platform === 'win32')(
    'L1 a folder or a file that may only be read is said before the first ticket',
    () => {
      sqliteLedger(file).close()
      chmodSync(folder, 0o555)
      chmodSync(file, 0o444)
      expect(messageOf(() => asOrdinaryUser(open))).toMatch(SENTENCE)
      expect(messageOf(() => asOrdinaryUser(() => open(join(folder, 'new', 'hall.sqlite'))))).toMatch(SENTENCE)
      expect(messageOf(() => asOrdinaryUser(() => open(join(folder, 'new.sqlite'))))).toMatch(SENTENCE)
      // SQLite would open this one without a word, and refuse every ticket later.
      chmodSync(folder, 0o777)
      expect(messageOf(() => asOrdinaryUser(open))).toMatch(SENTENCE)
      // With the rights given back, those of SQLite's own files beside it too, all is well.
      for (const end of ['', '-shm', '-wal']) if (existsSync(file + end)) chmodSync(file + end, 0o666)
      expect(messageOf(() => asOrdinaryUser(open))).toBe('it opened')
    },
  )
})
