/**
 * Watches how much room the disk has. Numbers stop before calling does: a number that cannot be stored must never be given,
 * and whoever has one must still be called (Z17, reliability §4 "DB disk full").
 */
import { statfsSync } from 'node:fs'
import type { Command, CommandType } from '../../hall/commands.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import { openReserve } from './reserve.ts'

const MB = 1024 * 1024

export type DiskLimits = {
  /** Below this it is said. */
  readonly warnBytes: number
  /** Below this no more numbers are given. */
  readonly stopBytes: number
  /** Kept, and let go when numbers stop. */
  readonly reserveBytes: number
}
export const DISK_LIMITS: DiskLimits = { warnBytes: 500 * MB, stopBytes: 100 * MB, reserveBytes: 64 * MB }

const LOOK_EVERY_MS = 5_000
/** While no numbers are given, so that they are again well within five seconds of room returning. */
const LOOK_SOON_MS = 2_000
/** What makes a number. Everything else, calling and finishing above all, goes on to the last byte. */
const ISSUES: ReadonlySet<CommandType> = new Set<CommandType>(['IssueTicket', 'ServeDirectly'])
/** Alarms speak in tens of megabytes: one that changes at every look would be told at every look. */
const SAID_IN_MB = 10

export type DiskState = { readonly freeBytes: number; readonly stopped: boolean; readonly reserve: boolean }
export type DiskWatch = {
  /** Looks now, as it does every five seconds by itself: after a write that found the disk full. */
  readonly look: () => void
  readonly gate: (command: Pick<Command, 'type'>) => 'issuing-stopped' | undefined
  readonly state: () => DiskState
  readonly close: () => void
}

export type DiskWatchOptions = {
  readonly dir: string
  readonly clock: Clock
  readonly log: Log
  readonly alarms: SystemAlarms
  readonly limits?: DiskLimits
  /** Bytes that may still be written below a folder. */
  readonly free?: (dir: string) => number
  /** Whom staff ring, as the hall wants it said. */
  readonly call?: string | undefined
}

const freeOf = (dir: string): number => {
  const { bavail, bsize } = statfsSync(dir)
  return bavail * bsize
}

export const openDiskWatch = ({
  dir,
  clock,
  log,
  alarms,
  limits = DISK_LIMITS,
  free = freeOf,
  call,
}: DiskWatchOptions): DiskWatch => {
  const reserve = openReserve(dir, limits.reserveBytes)
  let stopped = false
  let freeBytes = Number.POSITIVE_INFINITY
  let taking = false
  let closed = false
  let cancel = (): void => {}

  const takeReserve = (): void => {
    if (taking || reserve.held()) return
    taking = true
    reserve.take().then(
      () => {
        taking = false
      },
      (error: unknown) => {
        taking = false
        log('warn', 'reserve-not-kept', { reason: reasonOf(error) })
      },
    )
  }

  /** What there would be with the reserve in its place, so that letting it go does not look like room. */
  const judge = (spare: number): void => {
    const data = {
      freeMb: Math.floor(freeBytes / MB / SAID_IN_MB) * SAID_IN_MB,
      ...(call === undefined ? {} : { call }),
    }
    const stop = spare < limits.stopBytes
    if (stop !== stopped) log(stop ? 'error' : 'info', stop ? 'issuing-stopped' : 'issuing-again', data)
    stopped = stop
    if (stop) {
      if (reserve.held()) reserve.release()
      alarms.raise('disk-stop', data)
      alarms.clear('disk-low')
      return
    }
    alarms.clear('disk-stop')
    if (spare < limits.warnBytes) alarms.raise('disk-low', data)
    else alarms.clear('disk-low')
    takeReserve()
  }

  const look = (): void => {
    try {
      freeBytes = free(dir)
    } catch (error) {
      log('error', 'disk-not-seen', { reason: reasonOf(error) })
      return
    }
    // While the reserve is being written, part of its room is taken already: the next look sees clearly.
    if (!taking) judge(reserve.held() ? freeBytes : freeBytes - limits.reserveBytes)
  }

  const lookAgain = (): void => {
    look()
    if (!closed) cancel = clock.after(stopped ? LOOK_SOON_MS : LOOK_EVERY_MS, lookAgain)
  }
  lookAgain()

  return {
    look,
    gate: ({ type }) => (stopped && ISSUES.has(type) ? 'issuing-stopped' : undefined),
    state: () => ({ freeBytes, stopped, reserve: reserve.held() }),
    close: () => {
      closed = true
      cancel()
    },
  }
}
