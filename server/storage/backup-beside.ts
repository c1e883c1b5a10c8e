/**
 * One scheduled backup as a process of its own, so that copying and verifying a year of days costs no ticket anything. It
 * says what it made, or why not, as one line of JSON.
 */
import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { reasonOf } from '../log.ts'
import { type Backup, makeBackup, type Wanted } from './backup-set.ts'

type Said = { readonly made: Backup } | { readonly failed: string }

/** Behind everything that serves people (nice). */
const LAST_IN_LINE = 10
const SELF = fileURLToPath(import.meta.url)

/** A year of media on a slow network disk takes minutes; what takes longer than this hangs, ms. */
const MADE_WITHIN_MS = 3_600_000

export type BackupsBeside = {
  /** Makes a backup beside this process; from source, where there is nothing built to start, within it. Rejects with why. */
  readonly make: (wanted: Wanted) => Promise<Backup>
  /** Ends the one that is being made. */
  readonly close: () => void
}

const makeBeside = (wanted: Wanted, signal: AbortSignal): Promise<Backup> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SELF, JSON.stringify(wanted)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      signal: AbortSignal.any([signal, AbortSignal.timeout(MADE_WITHIN_MS)]),
      killSignal: 'SIGKILL',
    })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    // Also when it is ended: what waits for a disk that is gone may not even die.
    child.once('error', (error) =>
      reject(error.name === 'AbortError' ? new Error(`The backup in ${wanted.root} does not end.`) : error),
    )
    child.once('close', (code, ended) => {
      const said = (text.startsWith('{') ? JSON.parse(text) : { failed: `ended with ${code ?? ended}` }) as Said
      if ('made' in said) resolve(said.made)
      else reject(new Error(said.failed))
    })
  })

export const backupsBeside = (): BackupsBeside => {
  const closing = new AbortController()
  return {
    make: SELF.endsWith('.ts') ? makeBackup : (wanted) => makeBeside(wanted, closing.signal),
    close: () => closing.abort(),
  }
}

if (process.argv[1] === SELF && SELF.endsWith('.js')) {
  setPriority(LAST_IN_LINE)
  const said = await makeBackup(JSON.parse(process.argv[2] ?? '') as Wanted).then(
    (made): Said => ({ made }),
    (error: unknown): Said => ({ failed: reasonOf(error) }),
  )
  process.stdout.write(JSON.stringify(said))
}
