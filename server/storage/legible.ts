/** A damaged ledger as a file whose rows can be read: itself, or a copy whose description of itself was put right (Z25). */
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { mendShape, shapeFault } from '../ledger/shape.ts'
import { type Log, reasonOf } from '../log.ts'

const COPY = '.legible'
const ENDS = ['', '-wal', '-shm', '-journal'] as const

/** What keeps SQLite from reading the file as a ledger, if anything. */
const faultOf = (file: string): string | undefined => {
  let db: Database.Database | undefined
  try {
    db = new Database(file, { readonly: true, fileMustExist: true })
    return shapeFault(db, 'core')
  } catch (error) {
    return reasonOf(error)
  } finally {
    db?.close()
  }
}

/** Takes the copy away again. */
export const forgetLegible = (file: string): void => {
  for (const end of ENDS) rmSync(file + COPY + end, { force: true })
}

/** The file to read a damaged ledger from. Nothing of the ledger itself is changed; where nothing can be mended it is itself. */
export const legible = (file: string, log: Log): string => {
  const fault = faultOf(file)
  if (fault === undefined) return file
  forgetLegible(file)
  try {
    for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, file + COPY + end)
    mendShape(file + COPY)
    log('warn', 'ledger-described-anew', { reason: fault })
    return file + COPY
  } catch (error) {
    log('warn', 'ledger-not-described', { reason: fault, but: reasonOf(error) })
    forgetLegible(file)
    return file
  }
}
