/**
 * What happens at a start whose ledger is damaged (Z25): the damaged files are put aside and never deleted, the newest good
 * backup takes their place, and whatever chains on from it is added, from the journal on the second disk and from the
 * damaged file itself. Without any backup, what is good at the beginning of the damaged file is kept.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { HallId } from '../../hall/ids.ts'
import { anchorsOf, startOf } from '../ledger/anchors.ts'
import { type ChainedRow, sqliteLedger } from '../ledger/sqlite.ts'
import { type Log, reasonOf } from '../log.ts'
import { openCopy } from '../standby/copy.ts'
import { feedRowOf } from '../standby/feed.ts'
import { writeWhole } from '../standby/papers.ts'
import { type Backup, backupsIn } from './backup-set.ts'
import { chainsOn, checkLedger } from './check-ledger.ts'
import { JOURNAL_FOLDER, journalRows } from './journal.ts'
import { forgetLegible, legible } from './legible.ts'

const LEDGER = 'hall.sqlite'
const ENDS = ['', '-wal', '-shm'] as const
const RESTORED_FILE = 'restored.json'
/** The end of the name of a restored ledger that is complete and verified. */
const READY = '.ready'
/** Rows written at once; a command is never cut in two. */
const ROWS_AT_ONCE = 1_000

export type Restored = {
  readonly at: number
  /** The first bad position of the damaged ledger, and what was wrong there. */
  readonly bad: number
  readonly sentence: string
  /** The backup that was taken; null where there was none and the good beginning was kept. */
  readonly backup: string | null
  /** Where the hall stands now. */
  readonly position: number
  /** The last position that is known to have been written; null where nothing says so. */
  readonly known: number | null
  /** Where the damaged files are. */
  readonly aside: string
}

export type Damaged = {
  readonly dataDir: string
  /** Where backups are, the journal among them. */
  readonly roots: readonly string[]
  readonly now: number
  readonly log: Log
}

const stampOf = (now: number): string => new Date(now).toISOString().replace(/[:.]/g, '-')

/** The rows of whole commands, as long as they chain on; the rest is not to be trusted. */
type Tail = { readonly rows: readonly ChainedRow[]; readonly known: number }

const fromJournal = async (
  dir: string,
  after: number,
  head: string,
  failed: (error: unknown) => void,
): Promise<Tail> => {
  const rows: ChainedRow[] = []
  let command: ChainedRow[] = []
  let position = after
  let chain = head
  let known = after
  try {
    for await (const { row, chain: stored, left } of journalRows(dir, after)) {
      known = Math.max(known, row.position)
      if (!chainsOn(position, chain, { ...row, chain: stored })) continue
      position = row.position
      chain = stored
      command.push({ row, chain: stored })
      if (left > 0) continue
      rows.push(...command)
      command = []
    }
  } catch (error) {
    failed(error)
  }
  return { rows, known }
}

type StoredRow = ChainedRow['row'] & { readonly chain: string }

/** What can still be read of a damaged ledger after a position. Reading ends where it fails. */
const fromDamaged = (file: string, hall: HallId, after: number, head: string, log: Log): Tail => {
  const rows: ChainedRow[] = []
  const command: ChainedRow[] = []
  let known = after
  let db: Database.Database | undefined
  try {
    db = new Database(file, { readonly: true, fileMustExist: true })
    const receipt = db.prepare<[string, string], { reply: string }>(
      'SELECT reply FROM commands WHERE hall = ? AND command_id = ?',
    )
    let position = after
    let chain = head
    const stored = db
      .prepare<[string, number], StoredRow>(
        `SELECT hall, position, day, at, actor, command_id AS command, fingerprint, type, data, chain
         FROM events WHERE hall = ? AND position > ? ORDER BY position`,
      )
      .iterate(hall, after)
    for (const { chain: value, ...row } of stored) {
      known = Math.max(known, row.position)
      if (!chainsOn(position, chain, { ...row, chain: value })) continue
      position = row.position
      chain = value
      if (command.length > 0 && command[0]?.row.command !== row.command) rows.push(...command.splice(0))
      command.push({ row, chain: value })
    }
    const [last] = command.slice(-1)
    // The last command is whole where its receipt says that it ended here.
    const kept = last && receipt.get(hall, last.row.command)
    if (kept && (JSON.parse(kept.reply) as { position: number }).position === last.row.position) rows.push(...command)
  } catch (error) {
    log('warn', 'damaged-ledger-read', { reason: reasonOf(error), rows: rows.length })
  } finally {
    db?.close()
  }
  return { rows, known }
}

/** Where the good beginning of a damaged ledger begins, for a salvage without a backup. */
const beginningOf = (file: string): { hall: HallId; position: number; chain: string } | undefined => {
  let db: Database.Database | undefined
  try {
    db = new Database(file, { readonly: true, fileMustExist: true })
    const hall = db.prepare<[], string>('SELECT hall FROM events LIMIT 1').pluck().get()
    return hall === undefined ? undefined : { hall, ...startOf(db, hall) }
  } catch {
    // Not even its first page can be read: there is nothing to salvage.
    return undefined
  } finally {
    db?.close()
  }
}

/** Begins a ledger where a damaged one began: after the days that had left it. */
const beginAt = (damaged: string, file: string, hall: HallId): void => {
  sqliteLedger(file).close()
  const from = new Database(damaged, { readonly: true, fileMustExist: true })
  const db = new Database(file)
  try {
    const put = db.prepare('INSERT INTO anchors (hall, position, day, chain, at) VALUES (?, ?, ?, ?, ?)')
    for (const { position, day, chain, at } of anchorsOf(from, hall)) put.run(hall, position, day, chain, at)
  } finally {
    db.close()
    from.close()
  }
}

/** Adds rows that chain on, in pieces that end with a command. */
const addRows = (file: string, hall: HallId, rows: readonly ChainedRow[]): number => {
  const copy = openCopy(file, hall)
  try {
    const piece: ChainedRow[] = []
    for (const row of rows) {
      if (piece.length >= ROWS_AT_ONCE && piece.at(-1)?.row.command !== row.row.command)
        copy.append(piece.splice(0).map(feedRowOf))
      piece.push(row)
    }
    copy.append(piece.map(feedRowOf))
    return copy.head().position
  } finally {
    copy.close()
  }
}

/** Adds to a good ledger what a journal has beyond it. Answers where it stands then. */
export const addJournal = async (file: string, journal: string): Promise<number> => {
  const { hall, position, head } = checkLedger(file, 'today')
  if (hall === '') return position
  const insist = (error: unknown): never => {
    throw error
  }
  return addRows(file, hall, (await fromJournal(journal, position, head, insist)).rows)
}

/** The newest backup whose ledger is whole, with what its ledger is. */
const newestGood = (roots: readonly string[], log: Log) => {
  const listed = (root: string): readonly Backup[] => {
    try {
      return backupsIn(root)
    } catch (error) {
      // A second disk that failed with the first must not keep the hall from the backups elsewhere.
      log('warn', 'backups-not-read', { root, reason: reasonOf(error) })
      return []
    }
  }
  const found = roots.flatMap((root) => listed(root).map((backup) => ({ dir: join(root, backup.name), backup })))
  for (const { dir, backup } of found.sort((a, b) => b.backup.position - a.backup.position)) {
    const check = checkLedger(join(dir, LEDGER), 'whole')
    if (!check.bad && check.hall !== '') return { dir, name: backup.name, ...check }
    log('warn', 'backup-not-good', { dir, position: check.bad?.position })
  }
  return undefined
}

/**
 * Puts the damaged files aside and the restored one in their place. A death between any two steps is made good by doing it
 * again: the restored file has its last name only when nothing of the old one, its WAL above all, lies beside it.
 */
const exchange = (dataDir: string, aside: string): void => {
  const file = join(dataDir, LEDGER)
  mkdirSync(aside, { recursive: true })
  for (const end of ENDS) if (existsSync(file + end)) renameSync(file + end, join(aside, LEDGER + end))
  renameSync(file + READY, file)
}

/**
 * Looks at the ledger of a data folder before anything opens it, and puts a damaged one right. Answers what was done, or
 * undefined where nothing was wrong. Throws where nothing can be made of it: a hall is never begun anew over a damaged one.
 * @param depth how much of the ledger is looked at; after a fault of the disk, all of it
 */
export const recoverLedger = async (
  { dataDir, roots, now, log }: Damaged,
  depth: 'today' | 'whole',
): Promise<Restored | undefined> => {
  const file = join(dataDir, LEDGER)
  const begun = restoredNote(dataDir)
  if (begun && existsSync(file + READY)) {
    exchange(dataDir, begun.aside)
    return begun
  }
  if (!existsSync(file)) return undefined
  const { bad } = checkLedger(file, depth)
  if (!bad) return undefined
  log('error', 'ledger-damaged', { position: bad.position, reason: bad.sentence })
  const next = `${file}.new`
  for (const end of ENDS) rmSync(next + end, { force: true })
  const good = newestGood(roots, log)
  const source = legible(file, log)
  const base = good ? { hall: good.hall, position: good.position, chain: good.head } : beginningOf(source)
  if (!base) {
    forgetLegible(file)
    throw new Error(
      `The ledger in ${dataDir} cannot be read and there is no backup: npm run restore -- BACKUP EMPTY_FOLDER`,
    )
  }
  if (good) copyFileSync(join(good.dir, LEDGER), next)
  else beginAt(source, next, base.hall)
  let { position, chain } = base
  let known = position
  const tails = [
    (after: number, head: string) => Promise.resolve(fromDamaged(source, base.hall, after, head, log)),
    ...roots.map((root) => (after: number, head: string): Promise<Tail> => {
      const failed = (error: unknown): void => log('warn', 'journal-not-read', { root, reason: reasonOf(error) })
      return fromJournal(join(root, JOURNAL_FOLDER), after, head, failed)
    }),
  ]
  for (const tailAfter of tails) {
    const tail = await tailAfter(position, chain)
    known = Math.max(known, tail.known)
    position = addRows(next, base.hall, tail.rows)
    chain = tail.rows.at(-1)?.chain ?? chain
  }
  const after = checkLedger(next, 'whole')
  if (after.bad) throw new Error(`What was restored is not good from position ${after.bad.position} on.`)
  for (const end of ['-wal', '-shm']) rmSync(next + end, { force: true })
  forgetLegible(file)
  const aside = join(dataDir, `damaged-${stampOf(now)}`)
  const backup = good?.name ?? null
  const restored = { at: now, bad: bad.position, sentence: bad.sentence, backup, position, known, aside }
  writeWhole(join(dataDir, RESTORED_FILE), JSON.stringify(restored))
  renameSync(next, file + READY)
  exchange(dataDir, aside)
  log('error', 'ledger-restored', restored)
  return restored
}

/** What was restored here and nobody has said to have seen yet. */
export const restoredNote = (dataDir: string): Restored | undefined => {
  const file = join(dataDir, RESTORED_FILE)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Restored) : undefined
}

/** Somebody has seen it: the alarm ends, the files put aside stay. */
export const forgetRestored = (dataDir: string): void => rmSync(join(dataDir, RESTORED_FILE), { force: true })
