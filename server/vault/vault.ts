/**
 * The vault: numbers that somebody must be called back on, or that a matter needs, encrypted outside the ledger (X20). The
 * ledger never hears of them, so that they go at their time and its chain stays good. What is shown is masked; a look at the
 * whole number is for whoever gives a reason, so often an hour, and is in the security log.
 */
import { join } from 'node:path'
import type { Instant, KeptId, StaffId } from '../../hall/ids.ts'
import { type Ask, type KeepDays, USUAL_KEEP } from '../../hall/personal-data.ts'
import { type Clock, mintSecret } from '../clock.ts'
import { openDatabase } from '../ledger/sqlite.ts'
import { maskOf } from '../people/documents.ts'
import type { SecurityLog } from '../security/security-log.ts'
import { keptUntil } from './keeping.ts'
import { maskTelephone } from './telephone.ts'
import { openVaultKeys, VAULT_KEY_FILE } from './vault-keys.ts'

export const VAULT_FILE = 'vault.sqlite'
/** Whoever calls people back looks at some numbers an hour; who looks at more copies them. */
export const LOOKS_PER_HOUR = 20
const HOUR_MS = 3_600_000

const SCHEMA = `
CREATE TABLE IF NOT EXISTS kept (
  id TEXT PRIMARY KEY, ask TEXT NOT NULL, about_kind TEXT NOT NULL, about TEXT NOT NULL, at INTEGER NOT NULL, ended INTEGER,
  taken_by TEXT NOT NULL, key TEXT NOT NULL, sealed BLOB NOT NULL, UNIQUE (about_kind, about, ask)
);
CREATE TABLE IF NOT EXISTS looks (who TEXT NOT NULL, at INTEGER NOT NULL);
`

/** What a number was taken down for. */
export type About = { readonly kind: 'question' | 'ticket'; readonly id: string }

export type KeptRow = {
  readonly id: KeptId
  readonly ask: Ask
  /** Absent where the key of the vault is gone, or the disk damaged it: it can still be removed. */
  readonly masked?: string
  readonly at: Instant
  readonly until: Instant
  /** Waits for the answer to its question, and goes some days after it. */
  readonly waits?: true
}

export type Look =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly code: 'unknown-entry' | 'key-gone' }
  | { readonly ok: false; readonly code: 'looked-enough'; readonly waitMs: number }

export type Looking = { readonly who: StaffId; readonly from: string; readonly reason: string }

export type Vault = {
  /** Keeps a checked number in place of the one of its kind that was kept for the same thing. */
  readonly keep: (ask: Ask, about: About, normal: string, taking: Omit<Looking, 'reason'>) => KeptRow
  readonly of: (about: About) => readonly KeptRow[]
  readonly aboutOf: (id: KeptId) => About | undefined
  /** The whole number, once the look stands in the security log. */
  readonly look: (id: KeptId, looking: Looking) => Look
  /** Removes one before its time, because its owner wants that; false where there is none. */
  readonly remove: (id: KeptId, looking: Looking) => boolean
  /** What it was taken down for is over: its days begin. */
  readonly ended: (about: About, at: Instant) => void
  /** Removes what is due, and renews the keys. @param isOpen whether a question still wants its answer */
  readonly tidy: (isOpen: (question: string) => boolean) => void
  readonly counts: () => readonly { readonly ask: Ask; readonly count: number; readonly nextGoes: Instant }[]
  readonly close: () => void
}

type StoredRow = {
  readonly id: KeptId
  readonly ask: Ask
  readonly about_kind: About['kind']
  readonly about: string
  readonly at: Instant
  readonly ended: Instant | null
  readonly key: string
  readonly sealed: Buffer
}

export type VaultOptions = {
  readonly dataDir: string
  readonly clock: Clock
  readonly securityLog: Pick<SecurityLog, 'note'>
  /** The hall's own days and zone, as they are now. */
  readonly rules: () => { readonly keep: KeepDays | undefined; readonly timeZone: string }
}

const masks: Readonly<Record<Ask, (normal: string) => string>> = { phone: maskTelephone, document: maskOf }
const boundTo = ({ id, ask, at }: Pick<StoredRow, 'id' | 'ask' | 'at'>): string => `${id} ${ask} ${at}`

export const openVault = ({ dataDir, clock, securityLog, rules }: VaultOptions): Vault => {
  const keys = openVaultKeys(join(dataDir, VAULT_KEY_FILE), clock.now)
  const db = openDatabase(join(dataDir, VAULT_FILE))
  // What is deleted is written over, so that the free pages of the file hold nothing of it.
  db.pragma('secure_delete = ON')
  db.exec(SCHEMA)
  const put = db.prepare(
    'INSERT INTO kept (id, ask, about_kind, about, at, taken_by, key, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const all = db.prepare<[], StoredRow>('SELECT * FROM kept ORDER BY at, id')
  const byId = db.prepare<[string], StoredRow>('SELECT * FROM kept WHERE id = ?')
  const byAbout = db.prepare<[string, string], StoredRow>('SELECT * FROM kept WHERE about_kind = ? AND about = ?')
  const takeOut = db.prepare('DELETE FROM kept WHERE id = ?')
  const replace = db.prepare('DELETE FROM kept WHERE about_kind = ? AND about = ? AND ask = ?')
  const end = db.prepare('UPDATE kept SET ended = ? WHERE about_kind = ? AND about = ? AND ended IS NULL')
  const reseal = db.prepare('UPDATE kept SET key = ?, sealed = ? WHERE id = ?')
  // What is of hours to come was written before the machine's clock went back.
  const looked = db.prepare<[string, number, number], { at: Instant }>(
    'SELECT at FROM looks WHERE who = ? AND at > ? AND at <= ? ORDER BY at',
  )
  const noteLook = db.prepare('INSERT INTO looks VALUES (?, ?)')
  const forgetLooks = db.prepare('DELETE FROM looks WHERE at <= ?')

  const open = (row: StoredRow): string | undefined => keys.open({ key: row.key, bytes: row.sealed }, boundTo(row))
  /** One that the disk damaged stands in nobody's way: left under its old key, the others would be lost with that key. */
  const openOrNothing = (row: StoredRow): string | undefined => {
    try {
      return open(row)
    } catch {
      return undefined
    }
  }
  const untilOf = ({ ask, at, ended }: StoredRow): Instant => {
    const { keep = USUAL_KEEP, timeZone } = rules()
    return keptUntil({ ask, at, ...(ended === null ? {} : { ended }) }, keep, timeZone)
  }
  const shown = (row: StoredRow): KeptRow => {
    const normal = openOrNothing(row)
    const masked = normal === undefined ? {} : { masked: masks[row.ask](normal) }
    const waits = row.about_kind === 'question' && row.ended === null ? { waits: true as const } : {}
    return { id: row.id, ask: row.ask, at: row.at, until: untilOf(row), ...waits, ...masked }
  }
  /** Nothing of a row that is gone stays behind in the journal either. */
  const emptyJournal = (): void => void db.pragma('wal_checkpoint(TRUNCATE)')

  return {
    keep: (ask, about, normal, { who, from }) => {
      const row = { id: `v${mintSecret()}`, ask, at: clock.now() }
      const sealed = keys.seal(normal, boundTo(row))
      db.transaction(() => {
        replace.run(about.kind, about.id, ask)
        put.run(row.id, ask, about.kind, about.id, row.at, who, sealed.key, sealed.bytes)
        // A visit is over by the end of its day at the latest, and so it counts from now.
        if (about.kind === 'ticket') end.run(row.at, about.kind, about.id)
      })()
      securityLog.note({ type: 'vault-kept', outcome: 'ok', who, from, about: row.id, data: { ask } })
      const kept = byId.get(row.id)
      if (!kept) throw new Error('The vault did not keep what it was given.')
      return shown(kept)
    },
    of: ({ kind, id }) => byAbout.all(kind, id).map(shown),
    aboutOf: (id) => {
      const row = byId.get(id)
      return row && { kind: row.about_kind, id: row.about }
    },
    look: (id, { who, from, reason }) => {
      const note = (outcome: 'ok' | 'refused', data: Readonly<Record<string, string>>): void =>
        securityLog.note({ type: 'vault-looked', outcome, who, from, about: id, data: { reason, ...data } })
      const row = byId.get(id)
      if (!row) return { ok: false, code: 'unknown-entry' }
      const now = clock.now()
      const before = looked.all(who, now - HOUR_MS, now + HOUR_MS)
      const [first] = before
      if (first && before.length >= LOOKS_PER_HOUR) {
        note('refused', { ask: row.ask, why: 'looked-enough' })
        return { ok: false, code: 'looked-enough', waitMs: first.at + HOUR_MS - now }
      }
      const value = open(row)
      if (value === undefined) return { ok: false, code: 'key-gone' }
      // First the record, then the number: a look that cannot be recorded does not happen.
      noteLook.run(who, now)
      note('ok', { ask: row.ask, for: row.about_kind })
      return { ok: true, value }
    },
    remove: (id, { who, from, reason }) => {
      if (takeOut.run(id).changes === 0) return false
      emptyJournal()
      securityLog.note({ type: 'vault-removed', outcome: 'ok', who, from, about: id, data: { reason } })
      return true
    },
    ended: ({ kind, id }, at) => void end.run(at, kind, id),
    tidy: (isOpen) => {
      const now = clock.now()
      for (const { about_kind: kind, about, ended } of all.all())
        if (kind === 'question' && ended === null && !isOpen(about)) end.run(now, kind, about)
      const due = all.all().filter((row) => untilOf(row) <= now)
      for (const { id } of due) takeOut.run(id)
      forgetLooks.run(now - HOUR_MS)
      keys.renew()
      for (const row of all.all()) {
        const normal = keys.isCurrent(row.key) ? undefined : openOrNothing(row)
        if (normal === undefined) continue
        const sealed = keys.seal(normal, boundTo(row))
        reseal.run(sealed.key, sealed.bytes, row.id)
      }
      if (due.length === 0) return
      emptyJournal()
      securityLog.note({ type: 'vault-expired', outcome: 'ok', who: 'system', data: { count: due.length } })
    },
    counts: () => {
      const rows = all.all()
      return [...new Set(rows.map(({ ask }) => ask))].map((ask) => {
        const same = rows.filter((row) => row.ask === ask)
        return { ask, count: same.length, nextGoes: Math.min(...same.map(untilOf)) }
      })
    },
    close: () => void db.close(),
  }
}
