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
  readonly token: string | null
  readonly code: string | null
  readonly code_until: number | null
  readonly revoked: 0 | 1
}
export type SessionRow = {
  readonly token: string
  readonly staff: string
  readonly device: string | null
  readonly until: number
}

/** Columns that a register of an earlier version lacks. */
const ADDED: readonly (readonly [table: 'devices' | 'staff', column: string])[] = [
  ['devices', 'edge'],
  ['devices', 'screen'],
  ['staff', 'number'],
  ['staff', 'post'],
  ['staff', 'photo'],
]

/** Tokens have 128 random bits or more, so a fast digest is enough (ASVS allows it from 112 bits). */
export const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export type PeopleStore = ReturnType<typeof openPeopleStore>

export const openPeopleStore = (file: string) => {
  const db = openDatabase(file)
  db.exec(SCHEMA)
  for (const [table, column] of ADDED)
    if (!(db.pragma(`table_info(${table})`) as { name: string }[]).some(({ name }) => name === column))
      db.exec(`ALTER TABLE ${table} ADD COLUMN ${column} TEXT`)
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
    anyManager: one<{ id: string }>("SELECT id FROM staff WHERE role = 'manager' LIMIT 1"),
    addStaff: run('INSERT INTO staff (id, name, role, password) VALUES (?, ?, ?, ?)'),
    setDisabled: run('UPDATE staff SET disabled = ? WHERE id = ?'),
    setPassword: run('UPDATE staff SET password = ? WHERE id = ?'),
    setProfile: run('UPDATE staff SET number = ?, post = ?, photo = ? WHERE id = ?'),
    photoUsed: one<{ id: string }>('SELECT id FROM staff WHERE photo = ? LIMIT 1'),
    device: one<DeviceRow>('SELECT * FROM devices WHERE id = ?'),
    devices: all<DeviceRow>('SELECT * FROM devices WHERE revoked = 0 ORDER BY role, name'),
    deviceByToken: one<DeviceRow>('SELECT * FROM devices WHERE token = ? AND revoked = 0'),
    deviceByCode: one<DeviceRow>('SELECT * FROM devices WHERE code = ? AND code_until > ? AND revoked = 0'),
    addDevice: run('INSERT INTO devices (id, name, role, counter, zone, printer, edge) VALUES (?, ?, ?, ?, ?, ?, ?)'),
    setScreen: run('UPDATE devices SET screen = ? WHERE id = ? AND revoked = 0'),
    setCode: run('UPDATE devices SET code = ?, code_until = ? WHERE id = ? AND revoked = 0'),
    /** The code is spent in the same statement that grants the token, so it works once. */
    grantToken: run('UPDATE devices SET token = ?, code = NULL, code_until = NULL WHERE id = ? AND code = ?'),
    revoke: run('UPDATE devices SET revoked = 1, token = NULL, code = NULL WHERE id = ? AND revoked = 0'),
    session: one<SessionRow>('SELECT * FROM sessions WHERE token = ?'),
    /** Who is signed in at a window's own computer, latest first. */
    seatedAt: all<StaffRow>(
      `SELECT staff.* FROM sessions JOIN devices ON devices.id = sessions.device JOIN staff ON staff.id = sessions.staff
       WHERE devices.counter = ? AND devices.revoked = 0 AND staff.role = 'window' AND staff.disabled = 0 AND sessions.until > ?
       ORDER BY sessions.until DESC`,
    ),
    addSession: run('INSERT INTO sessions VALUES (?, ?, ?, ?)'),
    endSession: run('DELETE FROM sessions WHERE token = ?'),
    endSessionsOf: run('DELETE FROM sessions WHERE staff = ?'),
    endSessionsAt: run('DELETE FROM sessions WHERE device = ?'),
    endOldSessions: run('DELETE FROM sessions WHERE until < ?'),
    close: () => void db.close(),
  }
}
