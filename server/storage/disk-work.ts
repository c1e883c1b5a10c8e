/**
 * What is done on the second disk (BACKUP_DIR), each piece once and to its end. A network disk may leave any of it without an
 * answer, so it runs in a process of its own (second-disk.ts). Nothing is written where the disk's own mark is not: a disk
 * that was not mounted, or went away meanwhile, leaves a folder of the same name on the system's disk.
 */
import { mkdir, open, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BusinessDay } from '../../hall/ids.ts'
import { type Backup, backupsIn } from './backup-set.ts'
import { insistOnMark, MARK_FILE, markIn } from './disk-mark.ts'
import { JOURNAL_FOLDER, type JournalRow, journalOn } from './journal.ts'

/** Where a path lies now, whether it exists or not, and whose disk that is. */
export type DiskSeen = {
  /** The device of the folder, or of the nearest folder above it that exists. */
  readonly device: number
  /** Empty where somebody only put a file there; absent where there is none. */
  readonly mark?: string
}

export type DiskWork = {
  readonly look: () => Promise<DiskSeen>
  /** Makes the folder and marks it. */
  readonly mark: (mark: string) => Promise<void>
  readonly list: () => Promise<readonly Backup[]>
  readonly begin: (mark: string) => Promise<JournalRow | undefined>
  readonly append: (mark: string, day: BusinessDay, text: string) => Promise<void>
  readonly putAside: (mark: string, stamp: string) => Promise<string>
  readonly forget: (mark: string, before: BusinessDay) => Promise<void>
}

/** The device of a folder that may not exist yet. */
export const deviceOf = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).dev
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!missing || dirname(path) === path) throw error
    return await deviceOf(dirname(path))
  }
}

export const diskWork = (root: string): DiskWork => {
  const journal = journalOn(join(root, JOURNAL_FOLDER))
  const marked = async <T>(mark: string, act: () => Promise<T>): Promise<T> => {
    await insistOnMark(root, mark)
    return await act()
  }
  return {
    look: async () => {
      const mark = await markIn(root)
      return { device: await deviceOf(root), ...(mark === undefined ? {} : { mark }) }
    },
    mark: async (mark) => {
      await mkdir(root, { recursive: true })
      const handle = await open(join(root, MARK_FILE), 'w')
      try {
        await handle.writeFile(`${mark}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
    },
    // Rejects where the folder cannot be read: thrown at once it would end the process that asks.
    list: async () => backupsIn(root),
    begin: (mark) => marked(mark, journal.begin),
    append: (mark, day, text) => marked(mark, () => journal.append(day, text)),
    putAside: (mark, stamp) => marked(mark, () => journal.putAside(stamp)),
    forget: (mark, before) => marked(mark, () => journal.forget(before)),
  }
}
