/**
 * A hall that is only shown, after its disk failed again and again (Z18). The ledger is read where it lies; everything that
 * the program itself writes while it runs (sessions, print jobs) goes to a copy in memory that is thrown away.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { MEDIA_FOLDER } from '../media/media.ts'
import { VOICE_FOLDER } from '../voice/clips.ts'

/** Linux keeps this folder in memory; elsewhere the system's own folder for passing files does. */
const MEMORY = '/dev/shm'
/** What only writing needs, and what SQLite finds beside the ledger itself. */
const LEFT = /^(?:hall\.sqlite.+|reserve\.bin|backups|damaged.*|.*-shm|.*\.new)$/
const READ_WHERE_THEY_LIE: readonly string[] = ['hall.sqlite', MEDIA_FOLDER, VOICE_FOLDER]

/** Copies what a server needs beside the ledger, and answers where to; it goes when the process ends. */
export const scratchCopy = (dataDir: string): string => {
  const scratch = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'yichuang-shown-'))
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))
  for (const name of readdirSync(dataDir)) {
    if (LEFT.test(name)) continue
    if (READ_WHERE_THEY_LIE.includes(name)) symlinkSync(resolve(dataDir, name), join(scratch, name))
    else cpSync(join(dataDir, name), join(scratch, name), { recursive: true })
  }
  return scratch
}
