/**
 * What the file of a ledger says of itself: its header, and the words in which it describes its tables to SQLite. They are in
 * no chain, so they are held against what this release and those before it wrote there (Z9). What a later release added is
 * passed over: columns, and tables, indices and guards under names that nobody here knows (Z21). Whoever changes one of the
 * known ones gives it a new name.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import Database from 'better-sqlite3'
import { ANCHOR_SCHEMA } from './anchors.ts'
import { LEDGER_SCHEMA } from './sqlite.ts'

/** One row of `sqlite_schema`. */
type Described = {
  readonly type: string
  readonly name: string
  readonly tbl_name: string
  readonly sql: string | null
}

/** The guard of 0.5, which let nothing go at all. */
const BEFORE_ANCHORS =
  "CREATE TRIGGER events_never_vanish BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;"
/** Without these nothing of a ledger can be read or written; the others are made again by whoever opens it. */
const CORE: readonly string[] = ['events', 'numbers', 'commands']
/** What ledgers of 0.5 do not have. */
const SINCE_ANCHORS: readonly string[] = [
  'moves',
  'anchors',
  'anchors_never_change',
  'anchors_never_vanish',
  'anchors_name_a_row',
  'events_leave_by_anchor',
]
const OF_05 = 'events_never_vanish'

const ROWS = 'SELECT type, name, tbl_name, sql FROM sqlite_schema'

let known: readonly Described[] | undefined
/** Everything that a release wrote, in SQLite's own words. */
const knownRows = (): readonly Described[] => {
  if (known) return known
  const db = new Database(':memory:')
  try {
    db.exec(LEDGER_SCHEMA + ANCHOR_SCHEMA + BEFORE_ANCHORS)
    known = db.prepare<[], Described>(ROWS).all()
    return known
  } finally {
    db.close()
  }
}

/** A column that was added stands before the first constraint of its table. */
const BEFORE_CONSTRAINTS = ',\n  PRIMARY KEY'

/** The words of a known table with columns of a later release in their place. */
const isExtended = (words: string, sql: string): boolean => {
  const end = words.indexOf(BEFORE_CONSTRAINTS)
  return end > 0 && sql.startsWith(`${words.slice(0, end)}, `) && sql.endsWith(words.slice(end))
}

/** What nobody here knows at least says the same name twice. */
const speaksOf = ({ type, name, sql }: Described): boolean => {
  if (sql === null) return type === 'index' && name.startsWith('sqlite_autoindex_')
  const said = /^CREATE (?:UNIQUE |VIRTUAL )?(TABLE|INDEX|TRIGGER|VIEW) (?:"([^"]+)"|(\w+))/.exec(sql)
  return said !== null && said[1]?.toLowerCase() === type && (said[2] ?? said[3]) === name
}

const rowFault = (row: Described): string | undefined => {
  const wrote = knownRows().find(({ name }) => name === row.name)
  if (!wrote) return speaksOf(row) ? undefined : `The words for ${row.type} ${row.name} are not about it.`
  const same = row.type === wrote.type && row.tbl_name === wrote.tbl_name
  const words = row.sql === wrote.sql || (row.type === 'table' && isExtended(wrote.sql ?? '', row.sql ?? ''))
  return same && words ? undefined : `The words for ${row.type} ${row.name} are not what any release wrote.`
}

type Bytes = readonly [at: number, bytes: readonly number[]]
/** The bytes of a file's header that are the same in every ledger (SQLite file format §1.3). */
const FIXED: readonly Bytes[] = [
  // Pages of 4,096 bytes, all of each used, in the shares that SQLite prescribes.
  [16, [0x10, 0x00]],
  [20, [0, 64, 32, 32]],
  // No vacuum by itself.
  [52, [0, 0, 0, 0]],
  [64, [0, 0, 0, 0]],
  // Kept free by SQLite.
  [72, Array.from({ length: 20 }, () => 0)],
]
/** Schema format 4 and UTF-8: written with the first table, which may still be in the WAL alone. */
const FIXED_WITH_TABLES: readonly Bytes[] = [
  [44, [0, 0, 0, 4]],
  [56, [0, 0, 0, 1]],
]
/** How often the tables were changed; 0 where the file has none yet. */
const CHANGES_AT = 40
const HEADER_BYTES = 100
/** Which journal the file is written and read with: 1 a rollback journal, 2 a WAL. */
const WRITES_AT = 18
const READS_AT = 19
const JOURNALS: readonly number[] = [1, 2]

const headerOf = (file: string): Buffer => {
  const handle = openSync(file, 'r')
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    return header.subarray(0, readSync(handle, header, 0, HEADER_BYTES, 0))
  } finally {
    closeSync(handle)
  }
}

const headerFault = (header: Buffer): string | undefined => {
  const [writes, reads] = [header[WRITES_AT], header[READS_AT]]
  const has = ([at, bytes]: Bytes): boolean => bytes.every((byte, index) => header[at + index] === byte)
  const fixed = FIXED.every(has) && (header.readUInt32BE(CHANGES_AT) === 0 || FIXED_WITH_TABLES.every(has))
  return fixed && writes === reads && JOURNALS.includes(writes ?? 0)
    ? undefined
    : 'The first bytes of the file are not those of a ledger.'
}

/**
 * What is wrong with the header and the description of an open ledger, if anything. Throws where SQLite cannot read them.
 * @param begun whether something must be there that only whoever opens a ledger to write would make again
 */
export const shapeFault = (db: Database.Database, begun: 'core' | 'all'): string | undefined => {
  const rows = db.prepare<[], Described>(ROWS).all()
  for (const row of rows) {
    const fault = rowFault(row)
    if (fault !== undefined) return fault
  }
  const has = (name: string): boolean => rows.some((row) => row.name === name)
  const of05 = has(OF_05) && !SINCE_ANCHORS.some(has)
  const all = knownRows().map(({ name }) => name)
  const wanted =
    begun === 'core' ? CORE : all.filter((name) => name !== OF_05 && !(of05 && SINCE_ANCHORS.includes(name)))
  const missing = wanted.find((name) => !has(name))
  return missing === undefined ? headerFault(headerOf(db.name)) : `The file no longer describes ${missing}.`
}

/**
 * Writes what every ledger says of itself over what a damaged one says, so that its rows can be read. For a copy alone: what
 * cannot be told is left as it is. Throws where SQLite cannot open it even then.
 */
export const mendShape = (file: string): void => {
  const header = headerOf(file)
  for (const [at, bytes] of [...FIXED, ...FIXED_WITH_TABLES]) header.set(bytes, at)
  const journal = [header[WRITES_AT], header[READS_AT]].find((byte) => JOURNALS.includes(byte ?? 0)) ?? 2
  header.set([journal, journal], WRITES_AT)
  const handle = openSync(file, 'r+')
  try {
    writeSync(handle, header, 0, header.length, 0)
  } finally {
    closeSync(handle)
  }
  const db = new Database(file)
  try {
    db.unsafeMode(true)
    db.pragma('writable_schema = ON')
    const rows = db.prepare<[], Described & { readonly rowid: number }>(ROWS.replace('type', 'rowid, type')).all()
    const put = db.prepare('UPDATE sqlite_schema SET type = ?, name = ?, tbl_name = ?, sql = ? WHERE rowid = ?')
    for (const { type, name, tbl_name, sql } of knownRows()) {
      const row = rows.find((one) => one.name === name) ?? rows.find((one) => one.sql === sql)
      if (row && rowFault(row) !== undefined) put.run(type, name, tbl_name, sql, row.rowid)
    }
  } finally {
    db.close()
  }
}
