/**
 * Heads of the chain, day by day: what the 日终单 shows on paper, as a list that lies somewhere else. A history that was
 * rewritten with a fitting chain is good in itself, and is not the one whose heads were kept (X37).
 */
import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { BusinessDay, HallId, Instant } from '../../hall/ids.ts'
import { startOf } from '../ledger/anchors.ts'
import { reasonOf } from '../log.ts'
import type { Finding } from './ledger-file.ts'

/** Where a day stood when its doors were closed, or stands now. */
export type Head = {
  readonly day: BusinessDay
  readonly position: number
  /** The chain value there: the 完整校验码 of that day's sheet. */
  readonly head: string
  /** False for a day that is not over: its head will be another one. */
  readonly closed: boolean
}
export type Heads = { readonly hall: HallId; readonly madeAt: Instant; readonly heads: readonly Head[] }

const headsForm = z.object({
  hall: z.string(),
  heads: z.array(
    z.object({ day: z.string(), position: z.number().int().positive(), head: z.string(), closed: z.boolean() }),
  ),
})
export type HeadsRead = z.infer<typeof headsForm>

/** Reads a file of heads. Throws a sentence that says what it should be. */
export const readHeads = (text: string, file: string): HeadsRead => {
  try {
    return headsForm.parse(JSON.parse(text))
  } catch (error) {
    const why = error instanceof z.ZodError ? 'it has another form' : reasonOf(error)
    throw new Error(`${file} is not a list of heads (${why}). Export it on the page 稽核, as JSON.`, { cause: error })
  }
}

/** The head of each day from one to another, in steps of one day. */
export function* headsOf(
  db: Database.Database,
  hall: HallId,
  from: BusinessDay,
  to: BusinessDay,
): Generator<undefined, readonly Head[]> {
  const openings = db
    .prepare<[string], { position: number; day: string }>(
      "SELECT min(position) AS position, day FROM events WHERE hall = ? AND type = 'HallOpened' GROUP BY day ORDER BY day",
    )
    .all(hall)
  const LAST = 'SELECT position, chain FROM events WHERE hall = ? AND position >= ? AND position < ?'
  type At = { readonly position: number; readonly chain: string }
  const closing = db.prepare<[string, number, number], At>(
    `${LAST} AND type = 'HallClosed' ORDER BY position DESC LIMIT 1`,
  )
  const last = db.prepare<[string, number, number], At>(`${LAST} ORDER BY position DESC LIMIT 1`)
  const heads: Head[] = []
  for (const [index, { day, position: first }] of openings.entries()) {
    if (day < from || day > to) continue
    const end = openings[index + 1]?.position ?? Number.MAX_SAFE_INTEGER
    const closed = closing.get(hall, first, end)
    const at = closed ?? last.get(hall, first, end)
    if (at) heads.push({ day, position: at.position, head: at.chain, closed: closed !== undefined })
    yield undefined
  }
  return heads
}

export type Compared = {
  /** Heads that the ledger still has. */
  readonly same: number
  /** Heads of days that have left the ledger by their time; only the last of them can still be held beside it. */
  readonly left: number
  readonly finding?: Finding
}

/** Holds heads that were kept elsewhere beside a ledger. The finding is the earliest that differs: history parts before it. */
export const compareHeads = (db: Database.Database, { hall, heads }: HeadsRead): Compared => {
  const chainAt = db
    .prepare<[string, number], string>('SELECT chain FROM events WHERE hall = ? AND position = ?')
    .pluck()
  const start = startOf(db, hall)
  let same = 0
  let left = 0
  for (const { day, position, head } of [...heads].sort((a, b) => a.position - b.position)) {
    const wrong = (sentence: string): Compared => ({ same, left, finding: { rule: 'X37', position, sentence } })
    if (position < start.position) {
      left += 1
      continue
    }
    const found = position === start.position ? start.chain : chainAt.get(hall, position)
    if (found === undefined) return wrong(`The ledger of ${hall} ends before position ${position}, where ${day} ended.`)
    if (found !== head)
      return wrong(`History up to position ${position} (${day}) is not the one whose head was kept: it was rewritten.`)
    same += 1
  }
  return { same, left }
}
