/**
 * Where a ledger begins after old days have left it. An anchor keeps the position, day and chain value of the last row that
 * left, so that the rest still verifies: its first row chains on from there (Z28). The database itself lets a row go only
 * when an anchor stands at or after it, takes an anchor only where a row has that very chain value, and never changes one.
 */
import type Database from 'better-sqlite3'
import type { BusinessDay, HallId, Instant } from '../../hall/ids.ts'
import { chainStart } from './chain.ts'

export type Anchor = {
  readonly hall: HallId
  /** The last position that left. */
  readonly position: number
  /** The day of that row; everything up to the end of it has left. */
  readonly day: BusinessDay
  /** The chain value there. */
  readonly chain: string
  /** When it left, ms. */
  readonly at: Instant
}

/** Where the rows of a hall begin: after `position`, chained on from `chain`. */
export type Start = { readonly position: number; readonly chain: string }

// The first guard let nothing go at all; ledgers of version 0.5 have it, and it is replaced by the one that knows anchors.
// A ledger without any row of the hall takes an anchor as it comes, which is how a standby or a restored tail begins.
export const ANCHOR_SCHEMA = `
CREATE TABLE IF NOT EXISTS anchors (
  hall TEXT NOT NULL, position INTEGER NOT NULL, day TEXT NOT NULL, chain TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (hall, position)
) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS anchors_never_change BEFORE UPDATE ON anchors BEGIN SELECT RAISE(ABORT, 'anchors stay'); END;
CREATE TRIGGER IF NOT EXISTS anchors_never_vanish BEFORE DELETE ON anchors BEGIN SELECT RAISE(ABORT, 'anchors stay'); END;
CREATE TRIGGER IF NOT EXISTS anchors_name_a_row BEFORE INSERT ON anchors
  WHEN EXISTS (SELECT 1 FROM events WHERE hall = NEW.hall) AND NOT EXISTS (
    SELECT 1 FROM events WHERE hall = NEW.hall AND position = NEW.position AND day = NEW.day AND chain = NEW.chain)
  BEGIN SELECT RAISE(ABORT, 'an anchor names a row of the ledger'); END;
CREATE TRIGGER IF NOT EXISTS events_leave_by_anchor BEFORE DELETE ON events
  WHEN NOT EXISTS (SELECT 1 FROM anchors WHERE hall = OLD.hall AND position >= OLD.position)
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
DROP TRIGGER IF EXISTS events_never_vanish;
`

const hasAnchors = (db: Database.Database): boolean =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'anchors'").get() !== undefined

/** Every anchor of a hall, the oldest first; none in a ledger that is whole, or older than anchors. */
export const anchorsOf = (db: Database.Database, hall: HallId): readonly Anchor[] =>
  hasAnchors(db)
    ? db
        .prepare<[string], Anchor>(
          'SELECT hall, position, day, chain, at FROM anchors WHERE hall = ? ORDER BY position',
        )
        .all(hall)
    : []

/** Where the rows of a hall begin: at its latest anchor, or at the very start. */
export const startOf = (db: Database.Database, hall: HallId): Start =>
  anchorsOf(db, hall).at(-1) ?? { position: 0, chain: chainStart(hall) }

/**
 * The last position of the oldest day, where that day may leave before `firstKept`; undefined where nothing may. A day
 * leaves whole, up to the first opening of the next, and the last day that was opened always stays. A command whose events
 * lie on both sides (an opening that also closes the day before) keeps its day until the next one goes.
 */
const lastLeaving = (db: Database.Database, hall: HallId, firstKept: BusinessDay): number | undefined =>
  db
    .prepare<[string, string], { position: number }>(
      `SELECT min(before.position) AS position
       FROM events opening
       JOIN events before ON before.hall = opening.hall AND before.position = opening.position - 1
       WHERE opening.hall = ? AND opening.type = 'HallOpened' AND opening.day <= ?
         AND before.day < opening.day AND before.command_id <> opening.command_id`,
    )
    .get(hall, firstKept)?.position ?? undefined

/**
 * Lets the oldest day leave if all of it lies before `firstKept`: its rows, receipts and numbers go and an anchor stays, in
 * one transaction. Call it again until it answers undefined; one day at a time holds a writer up for a moment only.
 * @returns the new anchor, or undefined where no day may leave
 */
export const letDayLeave = (
  db: Database.Database,
  hall: HallId,
  firstKept: BusinessDay,
  at: Instant,
): Anchor | undefined =>
  db
    .transaction((): Anchor | undefined => {
      const position = lastLeaving(db, hall, firstKept)
      const last =
        position === undefined
          ? undefined
          : db
              .prepare<[string, number], { day: string; chain: string }>(
                'SELECT day, chain FROM events WHERE hall = ? AND position = ?',
              )
              .get(hall, position)
      if (position === undefined || !last) return undefined
      const anchor: Anchor = { hall, position, day: last.day, chain: last.chain, at }
      db.prepare('INSERT INTO anchors VALUES (?, ?, ?, ?, ?)').run(hall, position, last.day, last.chain, at)
      db.prepare(
        'DELETE FROM commands WHERE hall = ? AND command_id IN (SELECT command_id FROM events WHERE hall = ? AND position <= ?)',
      ).run(hall, hall, position)
      db.prepare('DELETE FROM numbers WHERE hall = ? AND day <= ?').run(hall, last.day)
      db.prepare('DELETE FROM events WHERE hall = ? AND position <= ?').run(hall, position)
      return anchor
    })
    .immediate()
