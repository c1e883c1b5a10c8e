/** What a hall says of its disk in the environment of `npm start`. */
import type { DiskLimits } from './disk-watch.ts'
import { KEEP_DAYS } from './retention.ts'

export type StorageOptions = {
  /** Another disk for backups and the journal; without one backups lie in the data folder, and there is no journal. */
  readonly backupDir?: string | undefined
  readonly backupEveryMs?: number
  readonly keepDays?: number
  /** Whom staff ring when the disk is in trouble. */
  readonly call?: string | undefined
  /** Smaller for tests alone. */
  readonly limits?: DiskLimits
  readonly free?: (dir: string) => number
}

const MINUTE_MS = 60_000
export const BACKUP_EVERY_MS = 15 * MINUTE_MS

/** A whole number above nothing, or a sentence that says which setting is wrong. */
const wholeFrom = (name: string, text: string | undefined, usual: number): number => {
  if (text === undefined || text === '') return usual
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} is a whole number above 0, not "${text}".`)
  return value
}

/** BACKUP_DIR, BACKUP_MINUTES (15), RETENTION_DAYS (400), ADMIN_CALL. Throws a sentence about the one that is wrong. */
export const storageFrom = (env: NodeJS.ProcessEnv): StorageOptions => ({
  backupDir: env.BACKUP_DIR || undefined,
  backupEveryMs: wholeFrom('BACKUP_MINUTES', env.BACKUP_MINUTES, BACKUP_EVERY_MS / MINUTE_MS) * MINUTE_MS,
  keepDays: wholeFrom('RETENTION_DAYS', env.RETENTION_DAYS, KEEP_DAYS),
  call: env.ADMIN_CALL || undefined,
})
