/** The backups in a folder: each a folder of its own, complete and verified, or not there at all (Z23). */
import { existsSync, readdirSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backUp } from '../backup.ts'
import { checkLedger } from './check-ledger.ts'
import { insistOnMark } from './disk-mark.ts'

/** Why it was made: on schedule while the hall is open, when the day was closed, or because somebody asked. */
export type BackupKind = 'open' | 'closing' | 'asked'
export type Backup = {
  readonly name: string
  readonly at: number
  readonly kind: BackupKind
  /** What its ledger was when it was verified. */
  readonly position: number
  readonly head: string
  readonly bytes: number
}

const ABOUT_FILE = 'backup.json'
const PART = '.part'
/** Kept: the newest four, the newest of each of the last 24 hours that has one, the newest of each of the last 30 days. */
const NEWEST_KEPT = 4
const HOURS_KEPT = 24
const DAYS_KEPT = 30
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Files and what they weigh, media among them. */
const bytesUnder = (dir: string): number =>
  readdirSync(dir, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(dir, entry.name)
    return sum + (entry.isDirectory() ? bytesUnder(path) : statSync(path).size)
  }, 0)

/** Every file and folder below one is on the disk when this resolves, not only in its memory. */
const syncUnder = async (dir: string): Promise<void> => {
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) await syncUnder(path)
    else await syncPath(path)
  }
  await syncPath(dir)
}
const syncPath = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const aboutIn = (root: string, name: string): readonly Backup[] => {
  const file = join(root, name, ABOUT_FILE)
  if (name.endsWith(PART) || !existsSync(file)) return []
  try {
    return [{ ...(JSON.parse(readFileSync(file, 'utf8')) as Backup), name }]
  } catch {
    // One that can no longer be read counts as none: the others must be found beside it.
    return []
  }
}

/** The complete backups of a folder, the newest first; none where the folder is not there. Throws where it cannot be read. */
export const backupsIn = (root: string): readonly Backup[] => {
  if (!existsSync(root)) return []
  return readdirSync(root)
    .flatMap((name) => aboutIn(root, name))
    .sort((a, b) => b.at - a.at)
}

/** Which of them may go at this time. Pure; they are given newest first. */
export const spareOf = (backups: readonly Backup[], now: number, offsetMs = 0): readonly Backup[] => {
  const kept = new Set(backups.slice(0, NEWEST_KEPT))
  const newestOfEach = (ms: number, count: number): void => {
    const seen = new Set<number>()
    for (const backup of backups) {
      const slot = Math.floor((backup.at + offsetMs) / ms)
      if (seen.has(slot)) continue
      seen.add(slot)
      if (Math.floor((now + offsetMs) / ms) - slot < count) kept.add(backup)
    }
  }
  newestOfEach(HOUR_MS, HOURS_KEPT)
  newestOfEach(DAY_MS, DAYS_KEPT)
  return backups.filter((backup) => !kept.has(backup))
}

/** Takes those away that nobody needs any more. */
const tidyBackups = async (root: string, now: number): Promise<void> => {
  for (const { name } of spareOf(backupsIn(root), now)) await rm(join(root, name), { recursive: true, force: true })
}

/** Room for another one: what the hall weighs now, twice, and this much more. Frees the oldest spares first. */
const makeRoom = (dataDir: string, root: string, leaveBytes: number): void => {
  const weighs = statSync(join(dataDir, 'hall.sqlite'), { throwIfNoEntry: false })?.size ?? 0
  const needed = 2 * weighs + leaveBytes
  const free = (): number => {
    const { bavail, bsize } = statfsSync(root)
    return bavail * bsize
  }
  const old = backupsIn(root).slice(NEWEST_KEPT)
  while (free() < needed) {
    const oldest = old.pop()
    if (!oldest)
      throw new Error(`There is no room for a backup in ${root}: it needs ${Math.ceil(needed / 1024 ** 2)} MB.`)
    rmSync(join(root, oldest.name), { recursive: true, force: true })
  }
}

export type Wanted = {
  readonly dataDir: string
  readonly root: string
  readonly kind: BackupKind
  readonly at: number
  /** Bytes of the disk that a backup must leave free. */
  readonly leaveBytes: number
  /** The mark that the folder must have, where it is on the second disk. */
  readonly mark?: string
}

/**
 * Makes a backup, verifies it and puts it beside the others under its final name, or throws and leaves the others as they
 * are. One at a time for each folder.
 */
export const makeBackup = async ({ dataDir, root, kind, at, leaveBytes, mark }: Wanted): Promise<Backup> => {
  if (mark !== undefined) await insistOnMark(root, mark)
  await mkdir(root, { recursive: true })
  for (const name of await readdir(root)) if (name.endsWith(PART)) await rm(join(root, name), { recursive: true })
  makeRoom(dataDir, root, leaveBytes)
  const name = `${new Date(at).toISOString().replace(/[:.]/g, '-')}-${kind}`
  const part = join(root, name + PART)
  try {
    await backUp(dataDir, part)
    const { position, head, bad } = checkLedger(join(part, 'hall.sqlite'), 'whole')
    if (bad) throw new Error(`The copy is not good from position ${bad.position} on: ${bad.sentence}`)
    // Left by the check of a file that was the end of a WAL.
    for (const end of ['-wal', '-shm']) await rm(join(part, `hall.sqlite${end}`), { force: true })
    const made: Backup = { name, at, kind, position, head, bytes: bytesUnder(part) }
    await writeFile(join(part, ABOUT_FILE), JSON.stringify(made))
    await syncUnder(part)
    await rename(part, join(root, name))
    await syncPath(root)
    await tidyBackups(root, at)
    return made
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
}
