/**
 * What an edge has printed, on its own disk: a job is written down before its first byte leaves, so that neither a crash nor
 * a hall that tells it again ever makes a second slip (E2).
 */
import type { PrinterId } from '../../hall/ids.ts'
import type { EdgeJob } from '../../hall/views/edge.ts'
import type { PrintOutcome } from '../../printer/transport.ts'
import { openDatabase } from '../ledger/sqlite.ts'
import { reasonOf } from '../log.ts'
import type { JobEnd } from './report.ts'

// An outcome of NULL: being sent.
const SCHEMA = `
CREATE TABLE IF NOT EXISTS jobs (
  printer TEXT NOT NULL, id TEXT NOT NULL, turn TEXT NOT NULL, begun INTEGER NOT NULL, outcome TEXT, told INTEGER NOT NULL,
  PRIMARY KEY (printer, id)
) WITHOUT ROWID;
`
/** The hall hands a job out for minutes; three days outlast a weekend without a hall, ms. */
const KEPT_MS = 3 * 86_400_000
/** Ends told in one report; the rest follow in the next. */
const TOLD_AT_ONCE = 100

type Row = { readonly printer: PrinterId; readonly id: string; readonly turn: string; readonly outcome: string | null }
type Handed = Pick<EdgeJob, 'id' | 'turn' | 'printer'>

export type EdgeRecord = {
  /** Writes down that a job begins. False: it was begun before, and what came of it is told again. */
  readonly begin: (job: Handed) => boolean
  readonly end: (job: Handed, outcome: PrintOutcome) => void
  /** The turns being printed. */
  readonly begun: () => readonly string[]
  /** The ends the hall has not acknowledged, oldest first. */
  readonly untold: () => readonly JobEnd[]
  readonly told: (ends: readonly JobEnd[]) => void
  readonly close: () => void
}

/** Opens the record. What was being sent when the program ended is unknown now. Throws when another program has it open. */
export const openRecord = (file: string, now: () => number): EdgeRecord => {
  const db = (() => {
    try {
      const opened = openDatabase(file)
      // Two programs of one edge would each print every job.
      opened.pragma('locking_mode = EXCLUSIVE')
      opened.exec(SCHEMA)
      return opened
    } catch (cause) {
      const why = /locked|busy/i.test(reasonOf(cause))
        ? `Another edge program is running from ${file}: stop that one first.`
        : `Cannot write ${file}: ${reasonOf(cause)} (EDGE_DIR says where).`
      throw new Error(why, { cause })
    }
  })()
  const restarted: PrintOutcome = { result: 'unknown', reason: 'restarted', nearEnd: false }
  db.prepare('UPDATE jobs SET outcome = ?, told = 0 WHERE outcome IS NULL').run(JSON.stringify(restarted))
  const forget = db.prepare('DELETE FROM jobs WHERE told = 1 AND begun < ?')
  const get = db.prepare<[string, string], Row>('SELECT * FROM jobs WHERE printer = ? AND id = ?')
  const put = db.prepare('INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, NULL, 0)')
  const again = db.prepare('UPDATE jobs SET turn = ?, told = 0 WHERE printer = ? AND id = ?')
  const finish = db.prepare('UPDATE jobs SET outcome = ?, told = 0 WHERE printer = ? AND id = ?')
  const sending = db.prepare<[], Row>('SELECT * FROM jobs WHERE outcome IS NULL ORDER BY begun')
  const ended = db.prepare<[number], Row & { outcome: string }>(
    'SELECT * FROM jobs WHERE told = 0 AND outcome IS NOT NULL ORDER BY begun LIMIT ?',
  )
  const acknowledged = db.prepare('UPDATE jobs SET told = 1 WHERE printer = ? AND id = ? AND turn = ?')

  /** Whether a known job may be printed all the same: nothing of it was sent, and the hall asks anew. */
  const asksAnew = (known: Row, turn: string): boolean =>
    known.outcome !== null && known.turn !== turn && (JSON.parse(known.outcome) as PrintOutcome).result === 'not_sent'

  return {
    begin: ({ printer, id, turn }) => {
      // With each job, since this program runs for months.
      forget.run(now() - KEPT_MS)
      const known = get.get(printer, id)
      if (known && !asksAnew(known, turn)) {
        if (known.outcome !== null) again.run(turn, printer, id)
        return false
      }
      put.run(printer, id, turn, now())
      return true
    },
    end: ({ printer, id }, outcome) => void finish.run(JSON.stringify(outcome), printer, id),
    begun: () => sending.all().map(({ turn }) => turn),
    untold: () =>
      ended.all(TOLD_AT_ONCE).map(({ printer, id, turn, outcome }) => ({
        job: id,
        turn,
        printer,
        outcome: JSON.parse(outcome) as PrintOutcome,
      })),
    told: (ends) => {
      for (const { printer, job, turn } of ends) acknowledged.run(printer, job, turn)
    },
    close: () => void db.close(),
  }
}
