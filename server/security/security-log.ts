/**
 * The security log: who signed in, was refused, changed a right, paired or lost a machine, looked at somebody's data. It is
 * apart from the hall's ledger, chained like it, and never holds a password, a token or a number in full (X33, GB/T 22239
 * §8.1.4.3). Nothing deletes from it: a year of a busy hall is some ten megabytes.
 */
import type { Instant } from '../../hall/ids.ts'
import type { Clock } from '../clock.ts'
import { allowance } from '../http/allowance.ts'
import { openDatabase } from '../ledger/sqlite.ts'
import { type Log, reasonOf } from '../log.ts'
import { inSlices } from '../slices.ts'
import { PROPOSALS_SCHEMA, type ProposalRows, proposalRows } from './proposals.ts'
import {
  checkingSecurityFile,
  nextSecurityChain,
  SECURITY_CHAIN_START,
  type SecurityChain,
  type SecurityRow,
} from './security-chain.ts'

export type SecurityEntry = {
  /** What happened, as a short name: `sign-in`, `sign-in-refused`, `device-paired`, `vault-looked` … */
  readonly type: string
  readonly outcome: 'ok' | 'refused'
  /** Id of the person or machine that acted, where it is known. */
  readonly who?: string
  /** Network address or machine it came from. */
  readonly from?: string
  /** Whom or what it was about. */
  readonly about?: string
  readonly data?: Readonly<Record<string, string | number | boolean>>
}
export type SecurityRecord = SecurityEntry & { readonly position: number; readonly at: Instant; readonly chain: string }

export type SecurityLog = {
  /** Durable when it returns, but where the disk refuses: then it is kept in memory, logged, and written with the next. */
  readonly note: (entry: SecurityEntry) => void
  /** The newest first. `refused` leaves out what went well. */
  readonly latest: (limit: number, before?: number, refused?: boolean) => readonly SecurityRecord[]
  /** The first and the last position from a moment on and before another; undefined where nothing happened between them. */
  readonly span: (from: Instant, to: Instant) => { readonly first: number; readonly last: number } | undefined
  /** The oldest first, from one position to another, a piece at a time. */
  readonly between: (first: number, last: number, limit: number) => readonly SecurityRecord[]
  /** Whom somebody did acts of these kinds to from a moment on; the database picks them out, since the lines may be many. */
  readonly touchedBy: (who: string, types: readonly string[], since: Instant) => readonly string[]
  /** Whether every line is what was written; in slices, so that no call waits for years of lines. */
  readonly check: () => Promise<SecurityChain>
  /** What waits for a second person, in the same file. */
  readonly proposals: ProposalRows
  readonly close: () => void
}

// INSERT OR REPLACE fires no DELETE trigger, so the third guard stands beside the other two.
const SCHEMA = `
CREATE TABLE IF NOT EXISTS security (
  position INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL, outcome TEXT NOT NULL, who TEXT, origin TEXT, about TEXT,
  data TEXT, chain TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS security_by_time ON security (at);
CREATE TRIGGER IF NOT EXISTS security_never_changes BEFORE UPDATE ON security BEGIN SELECT RAISE(ABORT, 'the security log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS security_never_vanishes BEFORE DELETE ON security BEGIN SELECT RAISE(ABORT, 'the security log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS security_never_replaced BEFORE INSERT ON security
  WHEN EXISTS (SELECT 1 FROM security WHERE position = NEW.position)
  BEGIN SELECT RAISE(ABORT, 'the security log is append-only'); END;
`

type Stored = SecurityRow & { readonly chain: string }

/** Refusals that one source may write at once, and each second: whoever knocks all day shall not fill the disk. */
const REFUSALS_AT_ONCE = 30
const REFUSALS_PER_SECOND = 0.2
/** Lines that wait in memory while the disk takes none. */
const UNWRITTEN_MAX = 1_000
const TEXT_MAX = 200

/** One line of plain text, whatever somebody called himself: signs that steer a terminal or a reader are written out (S23). */
const plain = (text: string): string =>
  text
    .slice(0, TEXT_MAX)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`)

const recordOf = ({ position, at, type, outcome, who, origin, about, data, chain }: Stored): SecurityRecord => ({
  position,
  at,
  type,
  outcome: outcome === 'ok' ? 'ok' : 'refused',
  ...(who === null ? {} : { who }),
  ...(origin === null ? {} : { from: origin }),
  ...(about === null ? {} : { about }),
  ...(data === null ? {} : { data: JSON.parse(data) as Record<string, string | number | boolean> }),
  chain,
})

const dataOf = (data: SecurityEntry['data'], omitted: number): string | null => {
  const values = Object.entries(data ?? {}).map(([key, value]) => [
    key,
    typeof value === 'string' ? plain(value) : value,
  ])
  if (omitted > 0) values.push(['omitted', omitted])
  return values.length === 0 ? null : JSON.stringify(Object.fromEntries(values))
}

/** Opens or makes the log. Throws with a sentence where its folder cannot be used. */
export const openSecurityLog = (file: string, clock: Clock, log: Log): SecurityLog => {
  const db = openDatabase(file)
  db.exec(SCHEMA + PROPOSALS_SCHEMA)
  const put = db.prepare('INSERT INTO security VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const last = db.prepare<[], Stored>('SELECT * FROM security ORDER BY position DESC LIMIT 1')
  const newest = db.prepare<[number, number], Stored>(
    'SELECT * FROM security WHERE position < ? ORDER BY position DESC LIMIT ?',
  )
  const newestRefused = db.prepare<[number, number], Stored>(
    "SELECT * FROM security WHERE position < ? AND outcome = 'refused' ORDER BY position DESC LIMIT ?",
  )
  // Times never fall from one position to the next, so that both ends are found by the index of times.
  const firstFrom = db
    .prepare<[number], number>('SELECT position FROM security WHERE at >= ? ORDER BY at, position LIMIT 1')
    .pluck()
  const lastBefore = db
    .prepare<[number], number>('SELECT position FROM security WHERE at < ? ORDER BY at DESC, position DESC LIMIT 1')
    .pluck()
  const ordered = db.prepare<[number, number, number], Stored>(
    'SELECT * FROM security WHERE position BETWEEN ? AND ? ORDER BY position LIMIT ?',
  )
  const touched = db
    .prepare<[string, number, string], string>(
      `SELECT DISTINCT about FROM security WHERE who = ? AND at >= ? AND outcome = 'ok' AND about IS NOT NULL
       AND type IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
  const refusals = allowance(clock, REFUSALS_PER_SECOND, REFUSALS_AT_ONCE)
  let head: Pick<Stored, 'position' | 'at' | 'chain'> = last.get() ?? {
    position: 0,
    at: 0,
    chain: SECURITY_CHAIN_START,
  }
  let omitted = 0
  let unwritten: Omit<SecurityRow, 'position'>[] = []

  const write = db.transaction((rows: readonly Omit<SecurityRow, 'position'>[]): typeof head => {
    let end = head
    for (const one of rows) {
      const row = { ...one, position: end.position + 1, at: Math.max(one.at, end.at) }
      const chain = nextSecurityChain(end.chain, row)
      put.run(row.position, row.at, row.type, row.outcome, row.who, row.origin, row.about, row.data, chain)
      end = { position: row.position, at: row.at, chain }
    }
    return end
  })

  const flush = (): void => {
    try {
      head = write(unwritten)
      unwritten = []
    } catch (error) {
      log('error', 'security-log-failed', { reason: reasonOf(error), waiting: unwritten.length })
      unwritten = unwritten.slice(-UNWRITTEN_MAX)
    }
  }

  return {
    note: (entry) => {
      const source = `${entry.from ?? ''} ${entry.who ?? ''}`
      if (entry.outcome === 'refused' && refusals.take(source) > 0) {
        // Counted, and told with the next line that is written.
        omitted += 1
        return
      }
      unwritten.push({
        at: clock.now(),
        type: plain(entry.type),
        outcome: entry.outcome,
        who: entry.who === undefined ? null : plain(entry.who),
        origin: entry.from === undefined ? null : plain(entry.from),
        about: entry.about === undefined ? null : plain(entry.about),
        data: dataOf(entry.data, omitted),
      })
      omitted = 0
      flush()
    },
    latest: (limit, before = Number.MAX_SAFE_INTEGER, refused = false) =>
      (refused ? newestRefused : newest).all(before, limit).map(recordOf),
    span: (from, to) => {
      const first = firstFrom.get(from)
      const last = lastBefore.get(to)
      return first === undefined || last === undefined || last < first ? undefined : { first, last }
    },
    between: (first, last, limit) => ordered.all(first, last, limit).map(recordOf),
    touchedBy: (who, types, since) => touched.all(who, since, JSON.stringify(types)),
    check: () => inSlices(checkingSecurityFile(file)),
    proposals: proposalRows(db),
    close: () => {
      if (unwritten.length > 0) flush()
      db.close()
    },
  }
}
