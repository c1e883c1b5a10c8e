/** The register of people and machines on disk. Tokens and codes are kept as digests only: a stolen file opens nothing. */
import { createHash } from 'node:crypto'
import type { DeviceRole, StaffRole } from '../../hall/actor.ts'
import type { CounterId, EdgeId, PrinterId, ZoneId } from '../../hall/ids.ts'
import { openDatabase } from '../ledger/sqlite.ts'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS staff (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, password TEXT NOT NULL, disabled INTEGER NOT NULL DEFAULT 0,
  number TEXT, post TEXT, photo TEXT
);
CREATE TABLE IF NOT EXISTS devices (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, counter TEXT, zone TEXT, printer TEXT, edge TEXT, screen TEXT,
  token TEXT UNIQUE, code TEXT, code_until INTEGER, revoked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS sessions (
  token TEXT PRIMARY KEY, staff TEXT NOT NULL, device TEXT, until INTEGER NOT NULL
);
-- Beside the sessions and not in them: the version before writes its rows of four columns, and may be rolled back to.
CREATE TABLE IF NOT EXISTS session_facts (
  token TEXT PRIMARY KEY, id TEXT NOT NULL, began INTEGER NOT NULL, seen INTEGER NOT NULL, place TEXT NOT NULL
);
-- Of a second factor the secret is sealed under a key that is no part of this file, and recovery codes are digests.
CREATE TABLE IF NOT EXISTS factors (
  staff TEXT PRIMARY KEY, sealed BLOB NOT NULL, step INTEGER NOT NULL, at INTEGER NOT NULL, recovery TEXT NOT NULL,
  wrong INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
`

export type StaffRow = {
  readonly id: string
  readonly name: string
  readonly role: StaffRole
  readonly password: string
  readonly disabled: 0 | 1
  readonly number: string | null
  readonly post: string | null
  /** The name of a picture in the media store. */
  readonly photo: string | null
  /** When the password was last chosen by its owner; 0 where somebody else set it, null in a register of 0.5. */
  readonly password_at: number | null
  /** JSON: digests of those before, the newest first. */
  readonly passwords: string | null
  /** Who this is to the single sign-on, as its issuer and subject. */
  readonly subject: string | null
}
export type DeviceRow = {
  readonly id: string
  readonly name: string
  readonly role: DeviceRole
  readonly counter: CounterId | null
  readonly zone: ZoneId | null
  readonly printer: PrinterId | null
  readonly edge: EdgeId | null
  /** JSON, checked when it is read. */
  readonly screen: string | null
  /** Digest of the token in use. */
  readonly token: string | null
  /** When it came into use. */
  readonly token_at: number | null
  /** The one that is to follow, from when it was handed out until it is first used. */
  readonly token_next: string | null
  /** The one before: whoever comes with it after `token_at` and a moment has a copy. */
  readonly token_before: string | null
  readonly code: string | null
  readonly code_until: number | null
  readonly revoked: 0 | 1
}
export type SessionRow = {
  readonly token: string
  readonly staff: string
  readonly device: string | null
  readonly until: number
  /** Null for one that began under version 0.5. */
  readonly id: string | null
  readonly began: number | null
  readonly seen: number | null
  readonly place: string | null
  /** What stood beside the password: a code, or the provider's own; null where there was nothing, and under 0.6. */
  readonly factor: 'code' | 'sso' | null
}
export type FactorRow = {
  readonly staff: string
  readonly sealed: Buffer
  /** The latest half minute whose code was used. */
  readonly step: number
  readonly at: number
  /** JSON: the salt and the digests of the recovery codes that are left. */
  readonly recovery: string
  /** Wrong codes since the last right one. */
  readonly wrong: number
}

/** Columns that a register of an earlier version lacks. */
const ADDED: readonly (readonly [
  table: 'devices' | 'staff' | 'session_facts',
  column: string,
  type: 'TEXT' | 'INTEGER',
])[] = [
  ['devices', 'edge', 'TEXT'],
  ['devices', 'screen', 'TEXT'],
  ['staff', 'number', 'TEXT'],
  ['staff', 'post', 'TEXT'],
  ['staff', 'photo', 'TEXT'],
  ['staff', 'password_at', 'INTEGER'],
  ['staff', 'passwords', 'TEXT'],
  ['staff', 'subject', 'TEXT'],
  ['devices', 'token_at', 'INTEGER'],
  ['devices', 'token_next', 'TEXT'],
  ['devices', 'token_before', 'TEXT'],
  ['session_facts', 'factor', 'TEXT'],
]

const SESSION =
  'sessions.*, facts.id, began, seen, place, factor FROM sessions LEFT JOIN session_facts AS facts USING (token)'

/** Tokens have 128 random bits or more, so a fast digest is enough (ASVS allows it from 112 bits). */
export const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export type PeopleStore = ReturnType<typeof openPeopleStore>

export const openPeopleStore = (file: string) => {
  const db = openDatabase(file)
  db.exec(SCHEMA)
  for (const [table, column, type] of ADDED)
    if (!(db.pragma(`table_info(${table})`) as { name: string }[]).some(({ name }) => name === column))
      db.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`)
  const one = <R>(sql: string) => {
    const statement = db.prepare<unknown[], R>(sql)
    return (...values: unknown[]): R | undefined => statement.get(...values)
  }
  const all = <R>(sql: string) => {
    const statement = db.prepare<unknown[], R>(sql)
    return (...values: unknown[]): R[] => statement.all(...values)
  }
  const run = (sql: string) => {
    const statement = db.prepare(sql)
    return (...values: unknown[]): number => statement.run(...values).changes
  }
  return {
    staffById: one<StaffRow>('SELECT * FROM staff WHERE id = ?'),
    staffByName: one<StaffRow>('SELECT * FROM staff WHERE name = ?'),
    staff: all<StaffRow>('SELECT * FROM staff ORDER BY role, name'),
    /** Enabled accounts of one of these roles. */
    anyOf: all<{ id: string }>(
      'SELECT id FROM staff WHERE disabled = 0 AND role IN (SELECT value FROM json_each(?)) ORDER BY id',
    ),
    addStaff: run('INSERT INTO staff (id, name, role, password, password_at) VALUES (?, ?, ?, ?, ?)'),
    setDisabled: run('UPDATE staff SET disabled = ? WHERE id = ?'),
    setRole: run('UPDATE staff SET role = ? WHERE id = ?'),
    setSubject: run('UPDATE staff SET subject = ? WHERE id = ?'),
    staffBySubject: one<StaffRow>('SELECT * FROM staff WHERE subject = ?'),
    setPassword: run('UPDATE staff SET password = ?, password_at = ?, passwords = ? WHERE id = ?'),
    setProfile: run('UPDATE staff SET number = ?, post = ?, photo = ? WHERE id = ?'),
    photoUsed: one<{ id: string }>('SELECT id FROM staff WHERE photo = ? LIMIT 1'),
    device: one<DeviceRow>('SELECT * FROM devices WHERE id = ?'),
    devices: all<DeviceRow>('SELECT * FROM devices WHERE revoked = 0 ORDER BY role, name'),
    deviceByToken: one<DeviceRow>('SELECT * FROM devices WHERE revoked = 0 AND ? IN (token, token_next, token_before)'),
    deviceByCode: one<DeviceRow>('SELECT * FROM devices WHERE code = ? AND code_until > ? AND revoked = 0'),
    addDevice: run('INSERT INTO devices (id, name, role, counter, zone, printer, edge) VALUES (?, ?, ?, ?, ?, ?, ?)'),
    setScreen: run('UPDATE devices SET screen = ? WHERE id = ? AND revoked = 0'),
    setCode: run('UPDATE devices SET code = ?, code_until = ? WHERE id = ? AND revoked = 0'),
    /** The code is spent in the same statement that grants the token, so it works once. */
    grantToken: run(
      `UPDATE devices SET token = ?, token_at = ?, token_next = NULL, token_before = NULL, code = NULL, code_until = NULL
       WHERE id = ? AND code = ?`,
    ),
    startTokenAge: run('UPDATE devices SET token_at = ? WHERE id = ? AND token_at IS NULL'),
    offerToken: run('UPDATE devices SET token_next = ? WHERE id = ? AND revoked = 0'),
    /** The one that was offered is used for the first time. */
    takeNextToken: run(
      'UPDATE devices SET token_before = token, token = token_next, token_next = NULL, token_at = ? WHERE id = ? AND token_next = ?',
    ),
    /** Nothing that this machine ever held is good any more; its place stays and may be paired again. */
    shutOut: run(
      'UPDATE devices SET token = NULL, token_next = NULL, token_before = NULL, code = NULL, code_until = NULL WHERE id = ?',
    ),
    revoke: run(
      `UPDATE devices SET revoked = 1, token = NULL, token_next = NULL, token_before = NULL, code = NULL
       WHERE id = ? AND revoked = 0`,
    ),
    session: one<SessionRow>(`SELECT ${SESSION} WHERE sessions.token = ?`),
    sessions: all<SessionRow>(`SELECT ${SESSION} ORDER BY until DESC`),
    sessionsOf: all<SessionRow>(`SELECT ${SESSION} WHERE staff = ? ORDER BY until`),
    sessionsAt: all<SessionRow>(`SELECT ${SESSION} WHERE device = ?`),
    /** Who is signed in at a window's own computer, latest first. */
    seatedAt: all<StaffRow & { session: string }>(
      `SELECT staff.*, sessions.token AS session FROM sessions
       JOIN devices ON devices.id = sessions.device JOIN staff ON staff.id = sessions.staff
       WHERE devices.counter = ? AND devices.revoked = 0 AND staff.role = 'window' AND staff.disabled = 0 AND sessions.until > ?
       ORDER BY sessions.until DESC`,
    ),
    addSession: run('INSERT INTO sessions (token, staff, device, until) VALUES (?, ?, ?, ?)'),
    addSessionFacts: run(
      'INSERT OR IGNORE INTO session_facts (token, id, began, seen, place, factor) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    sawSession: run('UPDATE session_facts SET seen = ? WHERE token = ?'),
    endSession: run('DELETE FROM sessions WHERE token = ?'),
    endSessionFacts: run('DELETE FROM session_facts WHERE token = ?'),
    factor: one<FactorRow>('SELECT * FROM factors WHERE staff = ?'),
    setFactor: run('INSERT OR REPLACE INTO factors (staff, sealed, step, at, recovery) VALUES (?, ?, ?, ?, ?)'),
    /** Zero where that half minute or a later one was used meanwhile: each works once. */
    useStep: run('UPDATE factors SET step = ?, wrong = 0 WHERE staff = ? AND step < ?'),
    wrongCode: run('UPDATE factors SET wrong = wrong + 1 WHERE staff = ?'),
    useRecovery: run('UPDATE factors SET recovery = ? WHERE staff = ?'),
    removeFactor: run('DELETE FROM factors WHERE staff = ?'),
    setting: one<{ value: string }>('SELECT value FROM settings WHERE name = ?'),
    /** Two at once, or neither. */
    setSettings: run(
      'INSERT INTO settings VALUES (?, ?), (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ),
    close: () => void db.close(),
  }
}
