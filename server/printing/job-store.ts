/**
 * Print jobs on disk, so that a restart neither prints a slip twice nor forgets one that was on its way. Written with
 * synchronous=NORMAL on purpose: after a power cut nobody still stands at the printer, and a ticket lives in the ledger.
 */
import type { PrinterId } from '../../hall/ids.ts'
import type { Job, JobStore } from '../../printer/job.ts'
import { openDatabase } from '../ledger/sqlite.ts'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS jobs (
  printer TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL, created INTEGER NOT NULL, job TEXT NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (printer, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS jobs_by_age ON jobs (printer, created);
`
/** How long finished jobs are kept for the paper page and for recognising repeats, ms. */
const KEPT_MS = 36 * 3_600_000
/** How often the older ones are looked for: a server runs for months, and a picture is 50 KB, ms. */
const FORGET_EVERY_MS = 3_600_000

export type JobStores = {
  /**
   * What waited at a printer and has gone over to another one is that one's alone: its record there was written first, so
   * whatever moment the server stopped at, the job is with one of the two.
   */
  readonly of: (printer: PrinterId) => JobStore
  readonly close: () => void
}

export const openJobStores = (file: string, now: () => number): JobStores => {
  const db = openDatabase(file)
  db.pragma('synchronous = NORMAL')
  db.exec(SCHEMA)
  const old = db.prepare('DELETE FROM jobs WHERE created < ?')
  let forgotAt = Number.NEGATIVE_INFINITY
  const forgetOld = (): void => {
    if (now() - forgotAt < FORGET_EVERY_MS) return
    forgotAt = now()
    old.run(forgotAt - KEPT_MS)
  }
  forgetOld()
  const put = db.prepare('INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, ?, ?)')
  const get = db.prepare<[string], { job: string; bytes: Buffer }>(
    `SELECT job, bytes FROM jobs AS mine WHERE printer = ? AND (state NOT IN ('queued', 'not_sent') OR NOT EXISTS (
       SELECT 1 FROM jobs WHERE id = mine.id AND job ->> 'from' = mine.printer
     )) ORDER BY created, id`,
  )
  return {
    of: (printer) => ({
      save: ({ bytes, ...job }) => {
        forgetOld()
        put.run(printer, job.id, job.state, job.createdAt, JSON.stringify(job), Buffer.from(bytes))
      },
      load: () =>
        get
          .all(printer)
          .map(({ job, bytes }) => ({ ...(JSON.parse(job) as Omit<Job, 'bytes'>), bytes: new Uint8Array(bytes) })),
    }),
    close: () => void db.close(),
  }
}
