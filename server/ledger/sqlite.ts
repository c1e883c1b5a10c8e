/**
 * The ledger on disk: SQLite in WAL mode with synchronous=FULL. The package is compiled to NORMAL for WAL files, where a
 * power cut loses acknowledged tickets, so FULL is set on every open and asserted (I3).
 */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { ANCHOR_SCHEMA, type Anchor, anchorsOf, letDayLeave, type Start, startOf } from './anchors.ts'
import { chainNext, type Row, recordedOf, rowOf } from './chain.ts'
import { type Ledger, WrongPosition } from './ledger.ts'
import { firstOpening, OPENED } from './openings.ts'

// INSERT OR REPLACE fires no DELETE trigger, so the third guard stands beside the other two. What a release wrote here is
// compared word for word (shape.ts): a change takes a new name.
export const LEDGER_SCHEMA = `
CREATE TABLE IF NOT EXISTS events (
  hall TEXT NOT NULL, position INTEGER NOT NULL, day TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL,
  command_id TEXT NOT NULL, fingerprint TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL, chain TEXT NOT NULL,
  PRIMARY KEY (hall, position)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS openings ON events (hall, position) WHERE type = 'HallOpened';
CREATE INDEX IF NOT EXISTS moves ON events (hall, position) WHERE type = 'HallMoved';
CREATE TABLE IF NOT EXISTS numbers (
  hall TEXT NOT NULL, day TEXT NOT NULL, series TEXT NOT NULL, number INTEGER NOT NULL, ticket TEXT NOT NULL,
  PRIMARY KEY (hall, day, series, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS commands (
  hall TEXT NOT NULL, command_id TEXT NOT NULL, fingerprint TEXT NOT NULL, reply TEXT NOT NULL,
  PRIMARY KEY (hall, command_id)
) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS events_never_change BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER IF NOT EXISTS events_never_replaced BEFORE INSERT ON events
  WHEN EXISTS (SELECT 1 FROM events WHERE hall = NEW.hall AND position = NEW.position)
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
`

const FULL = 2

type StoredRow = Row & { readonly chain: string }
export type ChainedRow = { readonly row: Row; readonly chain: string }

export type SqliteLedger = Ledger & {
  /** Every row after a position with its chain value. Nothing can be written while this is being read. */
  rows(hall: string, after?: number): Iterable<ChainedRow>
  halls(): string[]
  /** The last position and its chain value; where the rows begin while there is none. */
  head(hall: string): Start
  /** The latest take-over that the ledger still has, as its row. */
  lastMove(hall: string): Row | undefined
  /** Where the rows of a hall begin: after its latest anchor, or at the very start. */
  start(hall: string): Start
  /** Every anchor of a hall, the oldest first. */
  anchors(hall: string): readonly Anchor[]
  /** Lets the oldest day leave if all of it lies before `firstKept` (Z28); undefined where no day may. */
  letDayLeave(hall: string, firstKept: string, at: number): Anchor | undefined
  /** Throws the derived tables away and makes them again through `refill`, in one transaction. */
  rederive(refill: (put: { number: Put; receipt: Put }) => void): void
}
type Put = (...columns: readonly (string | number)[]) => void

/** Makes a folder and those above it. Node's own recursive form never ends where the kernel denies that a parent exists. */
const makeFolder = (dir: string): void => {
  if (existsSync(dir)) return
  makeFolder(dirname(dir))
  mkdirSync(dir)
}

/** A database that is only read: nothing of it is created, and every writing is refused. */
const readDatabase = (file: string): Database.Database => new Database(file, { readonly: true, fileMustExist: true })

/** Opens or creates the ledger file. Throws with a sentence that says what to do when the folder cannot be used. */
export const openDatabase = (file: string): Database.Database => {
  let db: Database.Database | undefined
  try {
    makeFolder(dirname(file))
    db = new Database(file)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    if (db.pragma('synchronous', { simple: true }) !== FULL) throw new Error('SQLite did not accept synchronous=FULL')
    // Receipts have random keys: with the usual 2 MB of cache a busy day reads pages back that it has just written.
    db.pragma('cache_size = -65536')
    db.pragma('wal_autocheckpoint = 4000')
    // What a dead process left in the WAL is moved into the file now: after a sync that failed, its pages may be in memory
    // alone, and later commits must not rest on them. Whoever reads at this moment is not waited for.
    db.pragma('busy_timeout = 0')
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.pragma('busy_timeout = 5000')
    // SQLite opens a file that it may only read without a word, and every append would fail later: write once now.
    db.pragma(`user_version = ${db.pragma('user_version', { simple: true })}`)
    return db
  } catch (cause) {
    db?.close()
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`Cannot open ${file}: ${why}. Give the server a data folder it can write (DATA_DIR).`, { cause })
  }
}

/** @param how `readonly` only shows what is there: appending throws. */
export const sqliteLedger = (file: string, how: { readonly readonly?: boolean } = {}): SqliteLedger => {
  const db = how.readonly ? readDatabase(file) : openDatabase(file)
  if (!how.readonly) {
    db.exec(LEDGER_SCHEMA)
    db.exec(ANCHOR_SCHEMA)
  }
  // Columns by name: a later version may have added one, and its ledger must still be written after a roll-back (Z21).
  const putEvent = db.prepare(
    `INSERT INTO events (hall, position, day, at, actor, command_id, fingerprint, type, data, chain)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const putNumber = db.prepare('INSERT INTO numbers (hall, day, series, number, ticket) VALUES (?, ?, ?, ?, ?)')
  const putCommand = db.prepare('INSERT INTO commands (hall, command_id, fingerprint, reply) VALUES (?, ?, ?, ?)')
  const getLast = db.prepare<[string], { position: number; chain: string }>(
    'SELECT position, chain FROM events WHERE hall = ? ORDER BY position DESC LIMIT 1',
  )
  const getMove = db.prepare<{ hall: string }, Row>(
    `SELECT hall, position, day, at, actor, command_id AS command, fingerprint, type, data FROM events
     WHERE hall = @hall AND position = (SELECT max(position) FROM events WHERE hall = @hall AND type = 'HallMoved')`,
  )
  const getCommand = db.prepare<[string, string], { fingerprint: string; reply: string }>(
    'SELECT fingerprint, reply FROM commands WHERE hall = ? AND command_id = ?',
  )
  const getAfter = db.prepare<[string, number], StoredRow>(
    `SELECT hall, position, day, at, actor, command_id AS command, fingerprint, type, data, chain
     FROM events WHERE hall = ? AND position > ? ORDER BY position`,
  )
  const getDayStart = db.prepare<{ hall: string; day: string }, { position: number }>(
    `${OPENED} AND day = @day ORDER BY position LIMIT 1`,
  )
  const getNextDayStart = db.prepare<{ hall: string; day: string }, { position: number }>(
    `${OPENED} AND day > @day ORDER BY position LIMIT 1`,
  )
  const getBetween = db.prepare<[string, number, number], StoredRow>(
    `SELECT hall, position, day, at, actor, command_id AS command, fingerprint, type, data, chain
     FROM events WHERE hall = ? AND position >= ? AND position < ? ORDER BY position`,
  )

  const write = db.transaction((hall: string, expected: number, entries: Parameters<Ledger['append']>[2]) => {
    // Read inside the transaction (4 µs a group), so that a second process writing this hall is told apart from a fault.
    let { position, chain } = getLast.get(hall) ?? startOf(db, hall)
    if (position !== expected) throw new WrongPosition(expected, position)
    for (const entry of entries) {
      for (const recorded of entry.events) {
        position += 1
        if (recorded.position !== position) throw new WrongPosition(recorded.position - 1, position - 1)
        const row = rowOf(recorded, entry.fingerprint)
        chain = chainNext(chain, row)
        putEvent.run(
          hall,
          position,
          row.day,
          row.at,
          row.actor,
          row.command,
          row.fingerprint,
          row.type,
          row.data,
          chain,
        )
        const { event } = recorded
        if (event.type === 'TicketIssued') putNumber.run(hall, recorded.day, event.series, event.number, event.ticket)
      }
      putCommand.run(hall, entry.command, entry.fingerprint, JSON.stringify(entry.reply))
    }
  })

  return {
    append: (hall, expected, entries) => void write.immediate(hall, expected, entries),
    read: function* (hall, after) {
      for (const stored of getAfter.iterate(hall, after)) yield recordedOf(stored)
    },
    dayStart: (hall) => (firstOpening(db, hall) ?? 1) - 1,
    readDay: function* (hall, day) {
      const first = getDayStart.get({ hall, day })
      if (!first) return
      const end = getNextDayStart.get({ hall, day })?.position ?? Number.MAX_SAFE_INTEGER
      for (const stored of getBetween.iterate(hall, first.position, end)) yield recordedOf(stored)
    },
    receipt: (hall, command) => {
      const found = getCommand.get(hall, command)
      return found && { fingerprint: found.fingerprint, reply: JSON.parse(found.reply) }
    },
    close: () => db.close(),
    rows: function* (hall, after = 0) {
      for (const { chain, ...row } of getAfter.iterate(hall, after)) yield { row, chain }
    },
    // From one hall to the next: DISTINCT would read every row.
    halls: () => {
      const next = db.prepare<[string], string | null>('SELECT min(hall) FROM events WHERE hall > ?').pluck()
      const found: string[] = []
      for (let hall = next.get(''); typeof hall === 'string'; hall = next.get(hall)) found.push(hall)
      return found
    },
    start: (hall) => startOf(db, hall),
    head: (hall) => getLast.get(hall) ?? startOf(db, hall),
    lastMove: (hall) => getMove.get({ hall }),
    anchors: (hall) => anchorsOf(db, hall),
    letDayLeave: (hall, firstKept, at) => letDayLeave(db, hall, firstKept, at),
    rederive: (refill) =>
      db.transaction(() => {
        db.exec('DELETE FROM numbers; DELETE FROM commands;')
        refill({
          number: (...columns) => void putNumber.run(...columns),
          receipt: (...columns) => void putCommand.run(...columns),
        })
      })(),
  }
}
