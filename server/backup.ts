/**
 * `npm run backup -- TARGET`: a consistent copy of a running hall. Copying the files by hand would miss what is still in the
 * WAL. The server makes its own in the same way (storage/backups.ts).
 */
import { existsSync } from 'node:fs'
import { chmod, copyFile, cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { reasonOf } from './log.ts'
import { MEDIA_FOLDER } from './media/media.ts'
import { FACTOR_KEY_FILE } from './people/factor-key.ts'
import { PERSON_KEY_FILE } from './people/person-keys.ts'
import { STANDING_KEY_FILE } from './standby/papers.ts'
import { VOICE_FOLDER } from './voice/clips.ts'

// The key of the vault is not among them: a copy that lies elsewhere holds personal data as ciphertext alone (X20).
const DATABASES = ['hall.sqlite', 'people.sqlite', 'paper.sqlite', 'security.sqlite', 'vault.sqlite']
// With the secret of the hall's servers a restored one still believes whoever took over from it (Z27),
// and without that of second factors nobody's telephone would open it.
const KEYS = [PERSON_KEY_FILE, STANDING_KEY_FILE, FACTOR_KEY_FILE]
const FILES = ['catalogue.json', ...KEYS]
const FOLDERS = [MEDIA_FOLDER, VOICE_FOLDER, 'tls']
/** What is on its way has another name until it is complete. */
const UNFINISHED = /\.(?:part|new)$/
/** All pages in one step: one moment of the file, and never begun again because somebody wrote meanwhile. */
const ALL_PAGES = 0x7fff_ffff

/** Copies a data folder while its server runs. Throws when the target holds a hall already: a backup never replaces one. */
export const backUp = async (dataDir: string, target: string): Promise<string[]> => {
  if (!existsSync(join(dataDir, 'hall.sqlite')))
    throw new Error(`There is no hall in ${dataDir}. Say where it is: DATA_DIR=… npm run backup -- TARGET`)
  if (existsSync(join(target, 'hall.sqlite')))
    throw new Error(`${target} holds a hall already. Choose an empty folder.`)
  await mkdir(target, { recursive: true })
  const copied: string[] = []
  for (const name of DATABASES.filter((file) => existsSync(join(dataDir, file)))) {
    const db = new Database(join(dataDir, name), { readonly: true })
    try {
      await db.backup(join(target, name), { progress: () => ALL_PAGES })
    } finally {
      db.close()
    }
    // One file by itself: with a WAL it could not be read on a disk that takes no writing, as one that began to fail.
    const copy = new Database(join(target, name))
    copy.pragma('journal_mode = DELETE')
    copy.close()
    copied.push(name)
  }
  for (const name of FILES.filter((file) => existsSync(join(dataDir, file)))) {
    await copyFile(join(dataDir, name), join(target, name))
    // Keys are for their owner alone, wherever the copy lies.
    if (KEYS.includes(name)) await chmod(join(target, name), 0o600)
    copied.push(name)
  }
  for (const name of FOLDERS.filter((folder) => existsSync(join(dataDir, folder)))) {
    await cp(join(dataDir, name), join(target, name), { recursive: true, filter: (path) => !UNFINISHED.test(path) })
    copied.push(name)
  }
  return copied
}

const run = async (): Promise<void> => {
  const target = process.argv[2]
  if (target === undefined) throw new Error('Say where to: npm run backup -- TARGET')
  const copied = await backUp(process.env.DATA_DIR ?? 'data', target)
  process.stdout.write(`Copied ${copied.join(', ')} to ${target}. Check it with: npm run verify -- ${target}\n`)
}

if (process.argv[1]?.endsWith('backup.js')) {
  run().catch((error: unknown) => {
    process.stderr.write(`${reasonOf(error)}\n`)
    process.exitCode = 1
  })
}
