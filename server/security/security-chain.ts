/** The security log's rows and their chain: each carries a digest of itself and of all before it, so no edit goes unseen (X33). */
import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'

export type SecurityRow = {
  readonly position: number
  readonly at: number
  readonly type: string
  readonly outcome: string
  readonly who: string | null
  readonly origin: string | null
  readonly about: string | null
  /** JSON. */
  readonly data: string | null
}
type Chained = SecurityRow & { readonly chain: string }

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The chain value before the first row. */
export const SECURITY_CHAIN_START = sha256('yichuang security log')

/** Each column is preceded by its length, and absence is told from emptiness, so that no two different rows give one text. */
export const nextSecurityChain = (previous: string, row: SecurityRow): string => {
  let text = previous
  for (const column of [row.position, row.at, row.type, row.outcome, row.who, row.origin, row.about, row.data]) {
    const value = column === null ? '' : String(column)
    text += column === null ? '|-' : `|${value.length}:${value}`
  }
  return sha256(text)
}

/** How many rows stand, what the last chain value is, and the first position that is not what was written there. */
export type SecurityChain = { readonly rows: number; readonly head: string; readonly bad?: number }

/** Walks the rows in order, one a step, and stops at the first that is missing, added or changed. */
function* checkingRows(rows: Iterable<Chained>): Generator<undefined, SecurityChain> {
  let head = SECURITY_CHAIN_START
  let count = 0
  for (const row of rows) {
    const expected = nextSecurityChain(head, row)
    if (row.position !== count + 1 || row.chain !== expected) return { rows: count, head, bad: count + 1 }
    head = expected
    count += 1
    yield undefined
  }
  return { rows: count, head }
}

/** Checks a file as of one moment, in steps of one row, also while a server writes it. Throws where it is no security log. */
export function* checkingSecurityFile(file: string): Generator<undefined, SecurityChain> {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  try {
    return yield* checkingRows(db.prepare<[], Chained>('SELECT * FROM security ORDER BY position').iterate())
  } finally {
    db.close()
  }
}
