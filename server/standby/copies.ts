/**
 * Everything of a data folder besides the ledger, for a standby: who is who, papers, keys, certificates, pictures. A database
 * is copied by SQLite itself while it is in use, so a copy is of one moment; copying its file would miss what is in the WAL.
 */
import { createReadStream, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import Database from 'better-sqlite3'
import { mintSecret } from '../clock.ts'
import { STANDING_FILE } from './papers.ts'

export type CopiedFile = {
  /** Its path in the data folder, with slashes. */
  readonly name: string
  /** Changes whenever the content may have. */
  readonly stamp: string
  /** Bytes, about. */
  readonly size: number
}

/** The ledger, which a standby follows row by row, and asks for whole only to begin with. */
export const LEDGER_FILE = 'hall.sqlite'
/** What belongs to this machine alone: where it stands, what it alone wrote, its own backups and journal, its reserve. */
const OWN =
  /^(?:standing\.json|standby(?:-control)?\.json|unshipped-\d+\.json|restored\.json|damaged.*|backups|journal.*|reserve.*|.*\.lock|.*\.pid)$/
/** Files beside a database, and what is still on its way. */
const PASSING = /(?:-wal|-shm|-journal|\.part|\.new)$/
/** The one moment of a database that is being sent. */
const MOMENT = /^copy-.+\.part$/
const NAME = /^[\w.@+-]+$/
const DEEPEST = 3

const measured = (file: string): Omit<CopiedFile, 'name'> => {
  const parts = [file, `${file}-wal`].filter((path) => existsSync(path)).map((path) => statSync(path))
  const stamp = parts.map(({ mtimeMs, size }) => `${Math.round(mtimeMs)}-${size}`).join(' ')
  return { stamp, size: parts.reduce((sum, { size }) => sum + size, 0) }
}

const under = (dataDir: string, folder: string, depth: number): CopiedFile[] =>
  readdirSync(join(dataDir, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`
    const skipped = !NAME.test(entry.name) || PASSING.test(name) || (folder === '' && OWN.test(name))
    if (skipped || name === LEDGER_FILE || name === STANDING_FILE) return []
    if (entry.isDirectory()) return depth < DEEPEST ? under(dataDir, name, depth + 1) : []
    return entry.isFile() ? [{ name, ...measured(join(dataDir, name)) }] : []
  })

/** Takes away what a death in the middle of a copy left: a whole ledger's room each. For a start. */
export const tidyCopies = (dataDir: string): void => {
  for (const name of readdirSync(dataDir)) if (MOMENT.test(name)) rmSync(join(dataDir, name), { force: true })
}

/** What a standby copies, the ledger not among it. */
export const filesToCopy = (dataDir: string): readonly CopiedFile[] => under(dataDir, '', 0)

/**
 * The bytes of one of those files, or of the ledger, as of one moment. Undefined for a name that is not among them, so no
 * name leads out of the folder.
 */
export const copyOf = async (dataDir: string, name: string): Promise<ReadableStream | undefined> => {
  const isLedger = name === LEDGER_FILE && existsSync(join(dataDir, name))
  if (!isLedger && !filesToCopy(dataDir).some((file) => file.name === name)) return undefined
  const file = join(dataDir, name)
  if (!name.endsWith('.sqlite')) return Readable.toWeb(createReadStream(file)) as ReadableStream
  const moment = join(dataDir, `copy-${mintSecret()}.part`)
  const db = new Database(file, { readonly: true })
  try {
    // One moment from the first page to the last: SQLite begins again after every write otherwise, and a busy hall never ends.
    db.exec('BEGIN')
    db.prepare('SELECT 1 FROM sqlite_master').get()
    await db.backup(moment)
  } catch (error) {
    rmSync(moment, { force: true })
    throw error
  } finally {
    db.close()
  }
  const stream = createReadStream(moment)
  stream.on('close', () => rmSync(moment, { force: true }))
  return Readable.toWeb(stream) as ReadableStream
}
