/**
 * `npm run restore -- BACKUP TARGET [--json]`: a data folder from a backup, for good (Z24). BACKUP is one backup, or the folder
 * of them all, of which the newest good one is taken; a journal beside it adds what came after. TARGET must hold no hall.
 */
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { reasonOf } from './log.ts'
import { backupsIn } from './storage/backup-set.ts'
import { checkLedger } from './storage/check-ledger.ts'
import { JOURNAL_FOLDER } from './storage/journal.ts'
import { addJournal } from './storage/recover.ts'

const LEDGER = 'hall.sqlite'
const ABOUT_FILE = 'backup.json'

export type RestoredCopy = {
  readonly backup: string
  /** Where the backup stood, and where the hall stands with the journal. */
  readonly backupPosition: number
  readonly position: number
  readonly head: string
}

/** The backup itself, or the newest good one of a folder of backups. Throws a sentence where there is none. */
const chosen = (from: string): string => {
  if (existsSync(join(from, LEDGER))) return from
  const good = backupsIn(from).find(({ name }) => !checkLedger(join(from, name, LEDGER), 'whole').bad)
  if (!good) throw new Error(`There is no good backup in ${from}. Name a backup folder, or the folder of them all.`)
  return join(from, good.name)
}

/** Restores and verifies, or throws a sentence and leaves the target as it was. */
export const restore = async (from: string, target: string): Promise<RestoredCopy> => {
  // Also the WAL of a database that was moved away: SQLite would read it into the restored one.
  const there = existsSync(target) ? await readdir(target) : []
  if (there.some((name) => /\.sqlite(?:-wal)?$/.test(name)))
    throw new Error(`${target} holds a hall already. Choose an empty folder.`)
  const backup = resolve(chosen(from))
  const { bad, position: backupPosition } = checkLedger(join(backup, LEDGER), 'whole')
  if (bad) throw new Error(`The backup ${backup} is not good from position ${bad.position} on: ${bad.sentence}`)
  await mkdir(target, { recursive: true })
  // The ledger has its name last: a death before leaves no hall that lacks what the journal has.
  const next = join(target, `${LEDGER}.new`)
  const isLedger = (path: string): boolean => dirname(path) === backup && basename(path).startsWith(LEDGER)
  try {
    await cp(join(backup, LEDGER), next)
    const journal = join(dirname(backup), JOURNAL_FOLDER)
    if (existsSync(journal)) await addJournal(next, journal)
    const after = checkLedger(next, 'whole')
    if (after.bad) throw new Error(`What was restored is not good from position ${after.bad.position} on.`)
    await cp(backup, target, { recursive: true, preserveTimestamps: true, filter: (path) => !isLedger(path) })
    await rm(join(target, ABOUT_FILE), { force: true })
    for (const end of ['-wal', '-shm']) await rm(next + end, { force: true })
    await rename(next, join(target, LEDGER))
    return { backup, backupPosition, position: after.position, head: after.head }
  } catch (error) {
    for (const name of await readdir(target))
      if (name.startsWith(LEDGER) || (name.endsWith('.sqlite') && !there.includes(name)))
        await rm(join(target, name), { force: true })
    throw error
  }
}

const run = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  const [from, target] = positionals
  if (from === undefined || target === undefined)
    throw new Error('Say from what to where: npm run restore -- BACKUP TARGET')
  const done = await restore(from, target)
  const more = done.position - done.backupPosition
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ ok: true, ...done })}\n`
      : `Restored ${done.backup} to ${target}: position ${done.position}, ${more} of it from the journal. Start it with: DATA_DIR=${target} npm start\n`,
  )
}

if (process.argv[1]?.endsWith('restore.js')) {
  run().catch((error: unknown) => {
    process.stderr.write(`${reasonOf(error)}\n`)
    process.exitCode = 1
  })
}
