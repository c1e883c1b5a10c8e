/**
 * The disk under the hall. What is written may be lost until it is synced: at a crash some of what was not, from the end
 * backwards, is gone, and a group that is half there counts as not there at all.
 */
import type { Recorded } from '../../hall/events.ts'
import type { Entry, Ledger } from '../../server/ledger/ledger.ts'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { HALL } from './server.ts'
import type { Stage } from './stage.ts'

/** What happens to the next group: no room; no sync, and nobody knows; the process dies at its write, or just after it. */
export const DISK_FAULTS = ['full', 'sync-fails', 'dies-at-write', 'dies-after-sync'] as const
export type DiskFault = (typeof DISK_FAULTS)[number]

export type Disk = {
  readonly ledger: Ledger
  /** Lets the next group meet this. */
  readonly failNext: (fault: DiskFault) => void
  /** Every group takes so long from now on, ms. */
  readonly slow: (ms: number) => void
  /** The server or its machine is gone. */
  readonly crash: () => void
  /** Whether an append failed since the last question. */
  readonly failed: () => boolean
  /** The position up to which nothing can be lost any more. */
  readonly durable: () => number
  /** The tickets that cannot be lost any more. */
  readonly tickets: ReadonlySet<string>
  /** The calls that cannot be lost any more, by position: when they became so, and after how many crashes. */
  readonly calls: ReadonlyMap<number, { readonly at: number; readonly crashes: number }>
  readonly crashes: () => number
}

/** How long a careless disk says "done" before it is, ms. */
const SITS_MS = 60

/**
 * @param published what the first morning left on it.
 * @param died is called when a fault kills the server.
 */
export const openDisk = (stage: Stage, published: Entry, died: () => void): Disk => {
  const { random, planted } = stage
  const synced: { expected: number; entries: readonly Entry[] }[] = []
  let inner = memoryLedger()
  let unsynced: { expected: number; entries: readonly Entry[] }[] = []
  let next: DiskFault | undefined
  let slowMs = 0
  let failed = false
  /** A sync failed, and whoever was told so still runs: nothing more is taken. */
  let broke = false
  let durable = 0
  const tickets = new Set<string>()
  const calls = new Map<number, { at: number; crashes: number }>()
  let crashes = 0

  const nowDurable = ({ position, event }: Recorded): void => {
    durable = position
    stage.note(`${position} ${event.type}`)
    if (event.type === 'TicketIssued') tickets.add(event.ticket)
    if (event.type === 'TicketCalled' || event.type === 'TicketRecalled')
      calls.set(position, { at: stage.at(), crashes })
  }
  const sync = (): void => {
    for (const group of unsynced) {
      synced.push(group)
      for (const { events } of group.entries) for (const recorded of events) nowDurable(recorded)
    }
    unsynced = []
  }

  const fail = (reason: string): never => {
    failed = true
    throw new Error(reason)
  }

  inner.append(HALL, 0, [published])
  unsynced.push({ expected: 0, entries: [published] })
  sync()

  const append: Ledger['append'] = (hall, expected, entries) => {
    const fault = next
    next = undefined
    if (slowMs > 0) stage.stall(random.int(slowMs))
    if (fault === 'full') fail('SQLITE_FULL: database or disk is full')
    if (broke) fail('SQLITE_IOERR: disk I/O error')
    // After a failed sync SQLite shows the group to nobody; whoever starts next finds it, or does not.
    if (fault !== 'sync-fails') inner.append(hall, expected, entries)
    unsynced.push({ expected, entries })
    if (fault === 'dies-at-write') {
      died()
      fail('killed')
    }
    if (fault === 'sync-fails') {
      // Whoever runs on after a failed sync believes in pages that may never be written: the server ends itself (Z18).
      broke = true
      stage.after(0, died)
      fail('SQLITE_IOERR_FSYNC: disk I/O error')
    }
    if (planted === 'ackFirst') {
      stage.after(SITS_MS, sync)
      return
    }
    sync()
    if (fault === 'dies-after-sync') died()
  }

  return {
    ledger: {
      append,
      read: (hall, after) => inner.read(hall, after),
      dayStart: (hall) => inner.dayStart(hall),
      readDay: (hall, day) => inner.readDay(hall, day),
      receipt: (hall, command) => inner.receipt(hall, command),
      close: () => {},
    },
    failNext: (fault) => {
      next = fault
    },
    slow: (ms) => {
      slowMs = ms
    },
    crash: () => {
      next = undefined
      broke = false
      crashes += 1
      if (unsynced.length === 0) return
      const kept = unsynced.slice(0, random.int(unsynced.length + 1))
      stage.count(kept.length < unsynced.length ? 'tails lost' : 'tails kept')
      unsynced = kept
      sync()
      inner = memoryLedger()
      for (const { expected, entries } of synced) inner.append(HALL, expected, entries)
    },
    failed: () => {
      const was = failed
      failed = false
      return was
    },
    durable: () => durable,
    tickets,
    calls,
    crashes: () => crashes,
  }
}
