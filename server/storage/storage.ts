/** Everything that looks after the hall's disk, in one piece: room, faults, backups, journal, days that leave. */
import { resolve } from 'node:path'
import type { Command } from '../../hall/commands.ts'
import type { HallId } from '../../hall/ids.ts'
import type { ShutCode } from '../../hall/refusal.ts'
import type { Clock } from '../clock.ts'
import { watchClock } from '../clock-watch.ts'
import type { Anchor } from '../ledger/anchors.ts'
import type { SqliteLedger } from '../ledger/sqlite.ts'
import type { LiveHall } from '../live-hall.ts'
import { type Log, reasonOf } from '../log.ts'
import { type Minding, NO_ORDERS } from '../minding.ts'
import type { SecurityLog } from '../security/security-log.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import { backupsBeside } from './backup-beside.ts'
import { openBackupDisk } from './backup-disk.ts'
import { backupsIn } from './backup-set.ts'
import { type Backups, openBackups } from './backups.ts'
import { DISK_LIMITS, type DiskState, type DiskWatch, openDiskWatch } from './disk-watch.ts'
import { isDiskFull, isStorageFault } from './fault.ts'
import { type Journal, openJournal } from './journal.ts'
import { type LifeSign, openLifeSign } from './life-sign.ts'
import { forgetRestored, type Restored, restoredNote } from './recover.ts'
import { KEEP_DAYS, openRetention } from './retention.ts'
import { openSecondDisk } from './second-disk.ts'
import { BACKUP_EVERY_MS, type StorageOptions } from './settings.ts'

/** What is on its way to the second disk has so long to arrive when the hall ends, and a backup so long to be made, ms. */
const JOURNAL_ENDS_WITHIN_MS = 5_000
const BACKUP_ENDS_WITHIN_MS = 8_000

/** Where a data folder's backups are: on the disk that was named, or in the folder itself. */
export const backupRoot = (dataDir: string, { backupDir }: StorageOptions): string =>
  resolve(backupDir ?? `${dataDir}/backups`)

/** The part that stands before the hall: what the door asks, and tells after a failure. */
export type Door = {
  readonly gate: (command: Command) => ShutCode | undefined
  readonly failed: (error: unknown) => boolean
  readonly disk: DiskWatch | undefined
  readonly readOnly: boolean
}
export type DoorOptions = {
  readonly dataDir: string
  readonly storage: StorageOptions | undefined
  readonly minding: Minding | undefined
  readonly clock: Clock
  readonly log: Log
  readonly alarms: SystemAlarms
}

export const openDoor = ({ dataDir, storage, minding, clock, log, alarms }: DoorOptions): Door => {
  const { limits, free } = storage ?? {}
  const orders = minding?.orders ?? NO_ORDERS
  const disk =
    storage && !orders.readOnly
      ? openDiskWatch({
          dir: dataDir,
          clock,
          log,
          alarms,
          call: storage.call,
          ...(limits ? { limits } : {}),
          ...(free ? { free } : {}),
        })
      : undefined
  const quarantined = new Set(orders.quarantined)
  if (orders.readOnly) alarms.raise('read-only', storage?.call === undefined ? {} : { call: storage.call })
  return {
    disk,
    gate: (command) => {
      if (orders.readOnly) return 'read-only'
      return quarantined.has(command.id) ? 'quarantined' : disk?.gate(command)
    },
    failed: (error) => {
      if (isDiskFull(error)) disk?.look()
      if (!isStorageFault(error)) return false
      alarms.raise('storage-fault', { reason: reasonOf(error) })
      minding?.endAfterFault()
      return minding !== undefined
    },
    readOnly: orders.readOnly,
  }
}

export type Storage = {
  readonly backups: Backups
  readonly journal: Journal | undefined
  readonly disk: () => DiskState | undefined
  readonly keepDays: number
  readonly anchors: () => readonly Anchor[]
  readonly root: string
  readonly restored: () => Restored | undefined
  /** Somebody has read what was restored. */
  readonly seen: () => void
  readonly standstill: LifeSign['standstill']
  readonly close: () => Promise<void>
}
export type KeepingOptions = {
  readonly dataDir: string
  readonly options: { readonly storage?: StorageOptions }
  readonly door: Door
  readonly hall: HallId
  readonly ledger: SqliteLedger
  readonly live: LiveHall
  readonly clock: Clock
  readonly log: Log
  readonly alarms: SystemAlarms
  readonly securityLog: SecurityLog
}

/** The part that works beside an open hall; nothing where it was not asked for, or where the hall is only shown. */
export const openStorage = (keeping: KeepingOptions): Storage | undefined => {
  const { dataDir, options, door, hall, ledger, live, clock, log, alarms, securityLog } = keeping
  const { storage } = options
  if (!storage || door.readOnly) return undefined
  const { disk } = door
  const root = backupRoot(dataDir, storage)
  const limits = storage.limits ?? DISK_LIMITS
  const second =
    storage.backupDir === undefined
      ? undefined
      : openBackupDisk({ dataDir, root, disk: openSecondDisk(root), log, alarms })
  const { make: makeBackup, close: endBackup } = backupsBeside()
  const backups = openBackups({
    dataDir,
    root,
    everyMs: storage.backupEveryMs ?? BACKUP_EVERY_MS,
    leaveBytes: limits.warnBytes,
    live,
    clock,
    log,
    alarms,
    look: second ? second.list : () => Promise.resolve(backupsIn(root)),
    make: async (wanted) => makeBackup(second ? { ...wanted, mark: await second.mark() } : wanted),
  })
  const journal =
    second === undefined
      ? undefined
      : openJournal({
          disk: second.journal,
          hall,
          ledger,
          live,
          clock,
          log,
          onTrouble: (reason) => {
            if (reason === undefined) alarms.clear('backup-failed')
            else alarms.raise('backup-failed', { reason })
          },
        })
  const keepDays = storage.keepDays ?? KEEP_DAYS
  const retention = openRetention({
    hall,
    ledger,
    live,
    clock,
    log,
    securityLog,
    keepDays,
    onLeft: (before) =>
      void journal
        ?.forget(before)
        .catch((error: unknown) => log('warn', 'journal-not-shortened', { reason: reasonOf(error) })),
  })
  const stopClock = watchClock({ live, clock, log, alarms })
  const lifeSign = openLifeSign({ dataDir, live, clock, log })
  const restored = restoredNote(dataDir)
  if (restored) {
    const { position, known } = restored
    alarms.raise('restored', { position, lost: known === null ? '?' : Math.max(0, known - position) })
  }
  return {
    backups,
    journal,
    disk: () => disk?.state(),
    keepDays,
    anchors: () => ledger.anchors(hall),
    root,
    restored: () => restoredNote(dataDir),
    seen: () => {
      forgetRestored(dataDir)
      alarms.clear('restored')
    },
    standstill: lifeSign.standstill,
    close: async () => {
      stopClock()
      lifeSign.close()
      retention.close()
      disk?.close()
      // A disk that does not answer must not keep the hall from ending.
      const giveUp = [
        setTimeout(() => second?.close(), JOURNAL_ENDS_WITHIN_MS),
        setTimeout(endBackup, BACKUP_ENDS_WITHIN_MS),
      ]
      await Promise.all([backups.close(), journal?.close()])
      for (const timer of giveUp) clearTimeout(timer)
      second?.close()
    },
  }
}
