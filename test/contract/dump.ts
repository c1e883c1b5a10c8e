/** What the tables of a ledger file hold, for comparing one file with another. */
import Database from 'better-sqlite3'

export type Dump = Readonly<Record<'events' | 'numbers' | 'commands', readonly unknown[][]>>

/** Every row of every table, in the order of its key. */
export const dumpOf = (file: string): Dump => {
  const db = new Database(file, { readonly: true })
  try {
    const rows = (table: string): unknown[][] =>
      db.prepare<[], unknown[]>(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`).raw().all()
    return { events: rows('events'), numbers: rows('numbers'), commands: rows('commands') }
  } finally {
    db.close()
  }
}

/** Takes the guards off an open ledger file, as somebody with the file in their hands can. Answers what puts them back. */
export const unguard = (db: Database.Database): (() => void) => {
  const guards = db
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    .all()
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`)
  return () => {
    for (const { sql } of guards) db.exec(sql)
  }
}

/** Lets somebody at a ledger file whose guards are off, and puts them back. */
export const tamper = (file: string, act: (db: Database.Database) => void): void => {
  const db = new Database(file)
  try {
    const guard = unguard(db)
    act(db)
    guard()
  } finally {
    db.close()
  }
}
