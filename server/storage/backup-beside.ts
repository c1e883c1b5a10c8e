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

/** Makes a backup beside this process; from source, where there is nothing built to start, within it. Rejects with why. */
export const makeBackupBeside = (wanted: Wanted): Promise<Backup> => {
  if (SELF.endsWith('.ts')) return makeBackup(wanted)
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SELF, JSON.stringify(wanted)], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      const said = (text.startsWith('{') ? JSON.parse(text) : { failed: `ended with ${code ?? signal}` }) as Said
      if ('made' in said) resolve(said.made)
      else reject(new Error(said.failed))
    })
  })
}

if (process.argv[1] === SELF && SELF.endsWith('.js')) {
  setPriority(LAST_IN_LINE)
  const said = await makeBackup(JSON.parse(process.argv[2] ?? '') as Wanted).then(
    (made): Said => ({ made }),
    (error: unknown): Said => ({ failed: reasonOf(error) }),
  )
  process.stdout.write(JSON.stringify(said))
}
