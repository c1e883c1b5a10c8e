/** The days in a hall's data folder, read beside the server that may be writing it. */
import Database from 'better-sqlite3'
import type { Recorded } from '../../hall/events.ts'
import type { BusinessDay } from '../../hall/ids.ts'
import { type Row, recordedOf } from '../ledger/chain.ts'
import { reasonOf } from '../log.ts'
import { ledgerFile } from '../rebuild.ts'

export type PastLedger = {
  /** On which the hall opened, earliest first. */
  readonly days: readonly BusinessDay[]
  readonly eventsOf: (day: BusinessDay) => Iterable<Recorded>
  readonly close: () => void
}

const EVENTS = `SELECT hall, position, day, at, actor, command_id AS command, fingerprint, type, data
  FROM events WHERE hall = ? AND position >= ? AND position < ? ORDER BY position`
const OPENINGS =
  "SELECT day, min(position) AS first FROM events WHERE hall = ? AND type = 'HallOpened' GROUP BY day ORDER BY first"

/** Throws a sentence when there is no ledger or it cannot be read. */
export const openPastLedger = (dataDir: string): PastLedger => {
  const file = ledgerFile(dataDir, 'simulate')
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true })
    const hall = String(db.prepare('SELECT hall FROM events LIMIT 1').pluck().get())
    const openings = db.prepare<[string], { day: string; first: number }>(OPENINGS).all(hall)
    const events = db.prepare<[string, number, number], Row>(EVENTS)
    return {
      days: openings.map(({ day }) => day),
      eventsOf: function* (day) {
        const index = openings.findIndex((opening) => opening.day === day)
        const end = openings[index + 1]?.first ?? Number.MAX_SAFE_INTEGER
        const first = openings[index]?.first
        if (first === undefined) return
        for (const row of events.iterate(hall, first, end)) yield recordedOf(row)
      },
      close: () => db.close(),
    }
  } catch (error) {
    throw new Error(`Cannot read ${file}: ${reasonOf(error)}.`, { cause: error })
  }
}
