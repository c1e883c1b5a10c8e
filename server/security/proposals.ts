/** What waits for a second person, as rows beside the security log: durable before anybody is told, and in its backups (X32). */
import type Database from 'better-sqlite3'
import type { Duty } from '../../hall/duty.ts'
import type { Instant, StaffId } from '../../hall/ids.ts'

/**
 * `agreed` stands while the act is being done; after a crash nobody knows whether it was, and it becomes `unknown`. All
 * others but `open` are ends.
 */
export type ProposalState = 'open' | 'agreed' | 'done' | 'failed' | 'declined' | 'withdrawn' | 'expired' | 'unknown'

export type ProposalRow = {
  readonly id: string
  readonly act: string
  /** Whoever agrees has it as well. */
  readonly duty: Duty
  /** JSON: exactly what is done. */
  readonly data: string
  /** JSON: what was so when it was asked; where it is not so any more, nothing is done. */
  readonly was: string
  /** The digest of a password; shown to nobody, and gone when the proposal ended. */
  readonly secret: string | null
  readonly asker: StaffId
  /** Where it was asked from. */
  readonly origin: string
  /** The person or machine that it is about. */
  readonly about: string | null
  readonly at: Instant
  readonly until: Instant
  readonly state: ProposalState
  /** Who agreed or declined. */
  readonly second: StaffId | null
  readonly word: string | null
  readonly ended: Instant | null
  /** Why it could not be done. */
  readonly code: string | null
}

export const PROPOSALS_SCHEMA = `
CREATE TABLE IF NOT EXISTS proposals (
  id TEXT PRIMARY KEY, act TEXT NOT NULL, duty TEXT NOT NULL, data TEXT NOT NULL, was TEXT NOT NULL, secret TEXT, asker TEXT NOT NULL,
  origin TEXT NOT NULL, about TEXT, at INTEGER NOT NULL, until INTEGER NOT NULL, state TEXT NOT NULL, second TEXT, word TEXT,
  ended INTEGER, code TEXT
);
CREATE INDEX IF NOT EXISTS proposals_by_time ON proposals (at);
`

export type ProposalRows = ReturnType<typeof proposalRows>

/** The rows in a database that has the schema. Each statement is durable when it returns, and throws where the disk refuses. */
export const proposalRows = (db: Database.Database) => {
  const add = db.prepare('INSERT INTO proposals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)')
  const one = db.prepare<[string], ProposalRow>('SELECT * FROM proposals WHERE id = ?')
  const inState = db.prepare<[string], ProposalRow>('SELECT * FROM proposals WHERE state = ? ORDER BY at')
  const ended = db.prepare<[number, number], ProposalRow>(
    "SELECT * FROM proposals WHERE state NOT IN ('open', 'agreed') AND ended >= ? ORDER BY ended DESC LIMIT ?",
  )
  const claim = db.prepare(
    "UPDATE proposals SET state = 'agreed', second = ?, word = ?, ended = ? WHERE id = ? AND state = 'open'",
  )
  const answer = db.prepare('UPDATE proposals SET second = ?, word = ? WHERE id = ?')
  const end = db.prepare('UPDATE proposals SET state = ?, ended = ?, code = ?, secret = NULL WHERE id = ?')
  return {
    isOpen: (): boolean => db.open,
    add: (row: ProposalRow): void => {
      const { id, act, duty, data, was, secret, asker, origin, about, at, until, state } = row
      add.run(id, act, duty, data, was, secret, asker, origin, about, at, until, state)
    },
    find: (id: string): ProposalRow | undefined => one.get(id),
    inState: (state: 'open' | 'agreed'): readonly ProposalRow[] => inState.all(state),
    /** Ended since a moment, the newest first. */
    endedSince: (since: Instant, limit: number): readonly ProposalRow[] => ended.all(since, limit),
    /** Takes it for one person, once: false where it no longer waited. */
    claim: (id: string, second: StaffId, word: string | null, now: Instant): boolean =>
      claim.run(second, word, now, id).changes === 1,
    answered: (id: string, second: StaffId, word: string | null): void => void answer.run(second, word, id),
    end: (id: string, state: ProposalState, now: Instant, code: string | null = null): void =>
      void end.run(state, now, code, id),
  }
}
