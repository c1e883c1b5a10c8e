/**
 * Whether what lies at BACKUP_DIR is the second disk. Where it was not mounted, the folder is the system's own: filling that
 * would look like a backup and be none. A disk carries a mark that the data folder remembers; nothing is written without it.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Log, reasonOf } from '../log.ts'
import { writeWhole } from '../standby/papers.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import type { Backup } from './backup-set.ts'
import { MARK_FILE } from './disk-mark.ts'
import { type DiskSeen, deviceOf } from './disk-work.ts'
import type { JournalDisk } from './journal.ts'
import type { SecondDisk } from './second-disk.ts'

/** In the data folder: the disk that was there last. */
const KNOWN_FILE = 'backup-disk.json'
const knownForm = z.object({
  root: z.string(),
  mark: z.string().min(1),
  /** Whether it was another disk than that of the data folder. */
  apart: z.boolean(),
})
export type KnownDisk = z.infer<typeof knownForm>

/**
 * What to do with the disk that is seen: go on with it, take it as the hall's from now on, or write nothing. A disk without a
 * mark is taken where none was before, where the one before was no other disk, or where somebody put the file there by hand.
 * The folder below a disk that is gone may have a mark of its own, from a start before the disk was mounted for the first time.
 * @param apart whether it is another disk than that of the data folder
 */
export const judgeDisk = (
  root: string,
  known: KnownDisk | undefined,
  { mark }: Pick<DiskSeen, 'mark'>,
  apart: boolean,
): 'same' | 'take' | 'away' => {
  if (mark !== undefined && mark !== '' && mark === known?.mark) return 'same'
  const mistaken = mark === undefined || (mark !== '' && !apart)
  return mistaken && known?.root === root && known.apart ? 'away' : 'take'
}

export type BackupDisk = {
  readonly journal: JournalDisk
  readonly list: () => Promise<readonly Backup[]>
  /** The mark of the disk that is there now. Rejects with a sentence where it is away, or does not answer. */
  readonly mark: () => Promise<string>
  readonly close: () => void
}
export type BackupDiskOptions = {
  readonly dataDir: string
  readonly root: string
  readonly disk: SecondDisk
  readonly log: Log
  readonly alarms: SystemAlarms
}

export const openBackupDisk = ({ dataDir, root, disk, log, alarms }: BackupDiskOptions): BackupDisk => {
  const file = join(dataDir, KNOWN_FILE)
  let looking: Promise<string> | undefined
  /** The disk on which the journal found its place; on another it has to look for it anew. */
  let mark = ''

  const readKnown = (): KnownDisk | undefined => {
    if (!existsSync(file)) return undefined
    try {
      return knownForm.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch (error) {
      log('warn', 'backup-disk-not-known', { reason: reasonOf(error) })
      return undefined
    }
  }

  /** Takes a disk for the hall's. One that another hall or another folder of this one marked keeps its mark. */
  const take = async (seen: DiskSeen, apart: boolean): Promise<string> => {
    const taken = seen.mark || randomBytes(16).toString('base64url')
    if (taken !== seen.mark) await disk.mark(taken)
    writeWhole(file, JSON.stringify({ root, mark: taken, apart } satisfies KnownDisk))
    log('info', 'backup-disk-taken', { root, apart })
    return taken
  }

  const lookAt = async (): Promise<string> => {
    const seen = await disk.look()
    const known = readKnown()
    const apart = seen.device !== (await deviceOf(dataDir))
    const verdict = judgeDisk(root, known, seen, apart)
    if (verdict === 'away') {
      alarms.raise('backup-away', { dir: root })
      throw new Error(
        `The second disk is not at ${root}: mount it there. To take another one, put an empty file named ${MARK_FILE} on it.`,
      )
    }
    const mark = verdict === 'take' ? await take(seen, apart) : (seen.mark ?? '')
    alarms.clear('backup-away')
    if (apart) alarms.clear('backup-same-disk')
    else alarms.raise('backup-same-disk', { dir: root })
    return mark
  }
  const look = (): Promise<string> => {
    looking ??= lookAt().finally(() => {
      looking = undefined
    })
    return looking
  }

  return {
    journal: {
      begin: async () => {
        mark = await look()
        return await disk.begin(mark)
      },
      append: (day, text) => disk.append(mark, day, text),
      putAside: (stamp) => disk.putAside(mark, stamp),
      forget: (before) => disk.forget(mark, before),
    },
    list: async () => {
      await look()
      return await disk.list()
    },
    mark: look,
    close: disk.close,
  }
}
