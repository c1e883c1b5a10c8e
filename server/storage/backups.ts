/**
 * Backups by themselves: every quarter of an hour while anything happens, and when the day is closed (Z23). One that fails
 * is said and tried again; a good one is never given up for it.
 */
import type { Clock } from '../clock.ts'
import type { LiveHall } from '../live-hall.ts'
import { type Log, reasonOf } from '../log.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import type { Backup, BackupKind, Wanted } from './backup-set.ts'

const LOOK_EVERY_MS = 60_000
/** A hall that changes has no good backup for so long: somebody should look. ms */
const LATE_MS = 60 * 60_000
const HOUR_MS = 3_600_000

export type Backups = {
  /** The complete ones as they were at the last look, the newest first. */
  readonly list: () => readonly Backup[]
  /** Makes one now. Rejects with why it could not be made. */
  readonly make: (kind: BackupKind) => Promise<Backup>
  readonly running: () => boolean
  /** Resolves when none is being made. */
  readonly made: () => Promise<void>
  /** Why the last one failed, until one succeeds. */
  readonly trouble: () => string | undefined
  /** Waits for one that is being made, and makes no more. */
  readonly close: () => Promise<void>
}

export type BackupsOptions = {
  readonly dataDir: string
  readonly root: string
  readonly everyMs: number
  readonly leaveBytes: number
  readonly live: Pick<LiveHall, 'hall' | 'listen'>
  readonly clock: Clock
  readonly log: Log
  readonly alarms: SystemAlarms
  /** Reads which there are; a disk that does not answer rejects. */
  readonly look: () => Promise<readonly Backup[]>
  readonly make: (wanted: Wanted) => Promise<Backup>
}

export const openBackups = ({
  dataDir,
  root,
  everyMs,
  leaveBytes,
  live,
  clock,
  log,
  alarms,
  look,
  make,
}: BackupsOptions): Backups => {
  const startedAt = clock.now()
  let triedAt = startedAt
  let trouble: string | undefined
  let running: Promise<Backup> | undefined
  let closing = false
  let closed = false
  let listed: readonly Backup[] = []
  let cancel = (): void => {}

  const say = (error: unknown): void => {
    trouble = reasonOf(error)
    alarms.raise('backup-failed', { reason: trouble })
    log('error', 'backup-failed', { reason: trouble })
  }

  const attempt = async (kind: BackupKind): Promise<Backup> => {
    triedAt = clock.now()
    try {
      const made = await make({ dataDir, root, kind, at: triedAt, leaveBytes })
      trouble = undefined
      alarms.clear('backup-failed')
      alarms.clear('backup-late')
      log('info', 'backup-made', { name: made.name, position: made.position, bytes: made.bytes })
      listed = await look()
      return made
    } catch (error) {
      say(error)
      throw error
    }
  }

  const start = (kind: BackupKind): Promise<Backup> => {
    // Whoever asks while one is being made wants the one after it, and is given the one that is on its way.
    running ??= attempt(kind).finally(() => {
      running = undefined
    })
    return running
  }
  /** Starts one whose end nobody waits for: `attempt` has said whatever went wrong. */
  const startAlone = (kind: BackupKind): void => void start(kind).catch(() => undefined)

  const consider = async (): Promise<void> => {
    listed = await look()
    if (closed) return
    const [newest] = listed
    const { position } = live.hall()
    const changed = position > 0 && newest?.position !== position
    const now = clock.now()
    const due = now - triedAt >= everyMs || now < triedAt
    if (!running && closing) {
      closing = false
      startAlone('closing')
    } else if (!running && changed && due) startAlone('open')
    const lateMs = now - Math.max(newest?.at ?? 0, startedAt)
    if (changed && lateMs >= LATE_MS + everyMs) alarms.raise('backup-late', { hours: Math.floor(lateMs / HOUR_MS) })
  }
  const considerAgain = (): void => {
    // A second disk that cannot even be looked at ends no process: the hall needs it for nothing else.
    consider().catch(say)
    if (!closed) cancel = clock.after(LOOK_EVERY_MS, considerAgain)
  }
  const stopListening = live.listen((events) => {
    if (events.some(({ event }) => event.type === 'HallClosed')) closing = true
  })
  cancel = clock.after(LOOK_EVERY_MS, considerAgain)
  look().then((found) => {
    listed = found
  }, say)

  return {
    list: () => listed,
    make: start,
    running: () => running !== undefined,
    made: async () => void (await running?.catch(() => undefined)),
    trouble: () => trouble,
    close: async () => {
      closed = true
      cancel()
      stopListening()
      await running?.catch(() => undefined)
    },
  }
}
