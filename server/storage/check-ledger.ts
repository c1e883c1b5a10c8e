/** Whether a ledger file is whole: SQLite's own check, and the chain from its first row to its last. */
import Database from 'better-sqlite3'
import type { HallId } from '../../hall/ids.ts'
import { startOf } from '../ledger/anchors.ts'
import { chainNext, type Row } from '../ledger/chain.ts'
import { firstOpening } from '../ledger/openings.ts'
import { shapeFault } from '../ledger/shape.ts'
import { reasonOf } from '../log.ts'

export type LedgerCheck = {
  /** Empty where no row could be read. */
  readonly hall: HallId | ''
  /** The last position up to which every row is what was written, and the chain there. */
  readonly position: number
  readonly head: string
  /** Absent where the file is whole. */
  readonly bad?: { readonly position: number; readonly sentence: string }
}

type Stored = Row & { readonly chain: string }
const COLUMNS = 'hall, position, day, at, actor, command_id AS command, fingerprint, type, data, chain'

/** The row is what was written after `chain`, where it must stand. Bytes in the place of text have the same digest. */
export const chainsOn = (position: number, chain: string, { chain: stored, ...row }: Stored): boolean =>
  row.position === position + 1 &&
  chainNext(chain, row) === stored &&
  Object.values(row).every((value) => typeof value !== 'object')

/** Where a look of this depth begins: after the row before, whose chain value is taken on trust unless it is known. */
const beginning = (db: Database.Database, hall: HallId, depth: Depth): number | undefined => {
  if (depth === 'whole') return undefined
  if (depth !== 'today') return depth.position
  const opening = firstOpening(db, hall)
  return opening === undefined ? undefined : opening - 1
}

/** What the chain says of one hall. */
const checkChain = (db: Database.Database, hall: HallId, depth: Depth): LedgerCheck => {
  let { position, chain: head } = startOf(db, hall)
  const from = beginning(db, hall, depth)
  if (from !== undefined && from > position) {
    const before = db
      .prepare<[string, number], { chain: string }>('SELECT chain FROM events WHERE hall = ? AND position = ?')
      .get(hall, from)
    if (!before) return { hall, position, head, bad: { position: from, sentence: `Position ${from} is missing.` } }
    position = from
    head = before.chain
    if (typeof depth === 'object' && depth.head !== head)
      return { hall, position, head, bad: { position, sentence: `Position ${position} is another than before.` } }
  }
  try {
    const rows = db
      .prepare<[string, number], Stored>(
        `SELECT ${COLUMNS} FROM events WHERE hall = ? AND position > ? ORDER BY position`,
      )
      .iterate(hall, position)
    for (const row of rows) {
      if (!chainsOn(position, head, row)) {
        const bad = { position: position + 1, sentence: `Position ${position + 1} is not what was written.` }
        return { hall, position, head, bad }
      }
      position = row.position
      head = row.chain
    }
  } catch (error) {
    return { hall, position, head, bad: { position: position + 1, sentence: reasonOf(error) } }
  }
  return { hall, position, head }
}

/**
 * `today` looks at the latest day alone, as every start does, and takes the chain before it on trust; `whole` looks at
 * everything, and at SQLite's pages; and where the file was looked at a moment ago, only what came since is looked at.
 */
export type Depth = 'today' | 'whole' | Pick<LedgerCheck, 'position' | 'head'>

/** Checks a ledger file and changes nothing. Never throws: what cannot be opened is bad from its first position on. */
export const checkLedger = (file: string, depth: Depth): LedgerCheck => {
  let db: Database.Database | undefined
  try {
    db = new Database(file, { readonly: true, fileMustExist: true })
    db.exec('BEGIN')
    // A process that died while it made the file leaves one without anything in it: that is a hall not yet begun.
    if (db.prepare('SELECT 1 FROM sqlite_master').get() === undefined) return { hall: '', position: 0, head: '' }
    const hall = db.prepare<[], string>('SELECT hall FROM events LIMIT 1').pluck().get() ?? ''
    const checked = checkChain(db, hall, depth)
    // A process that died while it made the file leaves one without rows, which the next start completes.
    const fault = hall === '' ? undefined : shapeFault(db, 'core')
    if (!checked.bad && fault !== undefined)
      return { ...checked, bad: { position: checked.position + 1, sentence: fault } }
    if (checked.bad || depth !== 'whole') return checked
    const integrity = String(db.pragma('integrity_check(1)', { simple: true }))
    return integrity === 'ok' ? checked : { ...checked, bad: { position: checked.position + 1, sentence: integrity } }
  } catch (error) {
    return { hall: '', position: 0, head: '', bad: { position: 1, sentence: reasonOf(error) } }
  } finally {
    db?.close()
  }
}
