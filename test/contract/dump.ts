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

/** Takes the guards off a ledger file, as somebody with the file in their hands can, and lets them at it. */
export const tamper = (file: string, act: (db: Database.Database) => void): void => {
  const db = new Database(file)
  try {
    for (const name of db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger'").pluck().all())
      db.exec(`DROP TRIGGER ${name}`)
    act(db)
  } finally {
    db.close()
  }
}
