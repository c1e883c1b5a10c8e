/**
 * Where days begin in a ledger. Openings are found by position alone, which is all that their index holds: with another
 * column in the question SQLite walks a year of rows, which a start would wait for.
 */
import type Database from 'better-sqlite3'
import type { HallId } from '../../hall/ids.ts'

/** The openings of @hall, for more conditions. */
export const OPENED = `SELECT position FROM events
  WHERE hall = @hall AND position IN (SELECT position FROM events WHERE hall = @hall AND type = 'HallOpened')`

const LATEST_DAY = `SELECT day FROM events
  WHERE hall = @hall AND position = (SELECT max(position) FROM events WHERE hall = @hall AND type = 'HallOpened')`

/** The position at which the latest day was opened for the first time; undefined for a hall that never opened. */
export const firstOpening = (db: Database.Database, hall: HallId): number | undefined =>
  db
    .prepare<{ hall: HallId }, number>(`${OPENED} AND day = (${LATEST_DAY}) ORDER BY position LIMIT 1`)
    .pluck()
    .get({ hall })
