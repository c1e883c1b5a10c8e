import { describe, expect, it } from 'vitest'
import type { Command, Intent } from '../../hall/commands.ts'
import type { Reply } from '../../hall/reply.ts'
import type { Ledger } from '../../server/ledger/ledger.ts'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { type LiveHall, type LiveHallOptions, openLiveHall } from '../../server/live-hall.ts'
import { isDiskFull, isReadOnlyDisk, isStorageFault } from '../../server/storage/fault.ts'
import { usualActor } from '../kit/actors.ts'
import { handClock } from '../kit/hand-clock.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const kiosk = { role: 'kiosk', id: 'k1' } as const
const issue = (id: string): Command => ({ id, type: 'IssueTicket', ticket: `ticket-${id}`, service: 'A-01' })

const opened = async (more: Partial<LiveHallOptions> = {}, ledger: Ledger = memoryLedger()): Promise<LiveHall> => {
  const live = openLiveHall({ id: 'small', ledger, clock: handClock(), log: () => {}, ...more })
  for (const [index, intent] of (
    [{ type: 'PublishCatalogue', catalogue: smallCatalogue }, { type: 'OpenHall' }] as const
  ).entries())
    await live.submit({ id: `first-${index}`, ...intent } as Command, usualActor(intent as Intent))
  return live
}
const said = (reply: Reply): string => (reply.ok ? (reply.number ?? 'ok') : reply.code)
const fault = (code: string): Error => Object.assign(new Error(code), { code })

describe('a command at which the hall breaks', () => {
  /** Chance that breaks for one ticket: nothing of the product can be made to, so the secret it asks for does. */
  const breaking = (): Partial<LiveHallOptions> & { broken: number } => {
    const made = {
      broken: 0,
      due: false,
      gate: (command: Command) => {
        made.due = command.id === 'poison'
        return undefined
      },
      secret: () => {
        if (made.due) {
          made.broken += 1
          throw new Error('the heart broke')
        }
        return `secret-${Math.random()}`
      },
    }
    return made
  }

  it('X24 Z33 it alone is refused; whoever shared its group gets what was asked, in order', async () => {
    const parts = breaking()
    const logged: string[] = []
    const live = await opened({ ...parts, log: (_level, what) => void logged.push(what) })
    const replies = await Promise.all(['a', 'b', 'poison', 'c'].map((id) => live.submit(issue(id), kiosk)))
    expect(replies.map(said)).toEqual(['A001', 'A002', 'quarantined', 'A003'])
    expect(live.hall().tickets.size).toBe(3)
    expect(logged).toEqual(['command-failed'])
  })

  it('Z33 it is not tried again, and the hall is what its ledger says', async () => {
    const ledger = memoryLedger()
    const parts = breaking()
    const live = await opened(parts, ledger)
    await live.submit(issue('poison'), kiosk)
    const { position } = live.hall()
    expect(said(await live.submit(issue('poison'), kiosk))).toBe('quarantined')
    expect(parts.broken).toBe(1)
    expect(live.hall().position).toBe(position)
    expect([...ledger.read('small', 0)]).toHaveLength(position)
  })
})

describe('what is in flight', () => {
  it('Z33 is told before it is decided and forgotten when it is over; a suspect is alone', async () => {
    const told: (readonly string[])[] = []
    const live = await opened({ inFlight: (commands) => void told.push([...commands]), suspects: new Set(['s']) })
    told.length = 0
    const replies = await Promise.all(['a', 'b', 's', 'c'].map((id) => live.submit(issue(id), kiosk)))
    expect(replies.map(said)).toEqual(['A001', 'A002', 'A003', 'A004'])
    expect(told).toEqual([['a', 'b'], [], ['s'], [], ['c'], []])
  })
})

describe('a write that fails', () => {
  const failingOnce = (error: Error): Ledger => {
    const ledger = memoryLedger()
    let due = true
    return {
      ...ledger,
      append: (hall, expected, entries) => {
        if (due && entries.some(({ command }) => command === 'fails')) {
          due = false
          throw error
        }
        ledger.append(hall, expected, entries)
      },
    }
  }

  it('Z18 after a fault the process is about to end: everything is undecided, and nothing more is taken', async () => {
    const live = await opened({ failed: isStorageFault }, failingOnce(fault('SQLITE_IOERR_FSYNC')))
    const replies = await Promise.all(['a', 'fails', 'c'].map((id) => live.submit(issue(id), kiosk)))
    expect(replies.map(said)).toEqual(['storage-failed', 'storage-failed', 'storage-failed'])
    expect(said(await live.submit(issue('later'), kiosk))).toBe('storage-failed')
    expect(live.hall().tickets.size).toBe(0)
  })

  it('Z18 a full disk is no fault: the same process goes on when there is room', async () => {
    const live = await opened({ failed: isStorageFault }, failingOnce(fault('SQLITE_FULL')))
    expect(said(await live.submit(issue('fails'), kiosk))).toBe('storage-failed')
    expect(said(await live.submit(issue('fails'), kiosk))).toBe('A001')
  })

  it('Z18 which errors are the disk and not the room on it', () => {
    for (const code of [
      'SQLITE_IOERR',
      'SQLITE_IOERR_FSYNC',
      'SQLITE_CORRUPT',
      'SQLITE_NOTADB',
      'SQLITE_READONLY',
      'EIO',
      'EROFS',
    ])
      expect(isStorageFault(fault(code))).toBe(true)
    for (const error of [fault('SQLITE_FULL'), fault('ENOSPC'), fault('SQLITE_BUSY'), new Error('EIO'), 'EIO'])
      expect(isStorageFault(error)).toBe(false)
    expect(isStorageFault(new Error('Cannot open', { cause: fault('SQLITE_IOERR') }))).toBe(true)
    expect([fault('SQLITE_FULL'), fault('ENOSPC'), fault('SQLITE_IOERR')].map(isDiskFull)).toEqual([true, true, false])
    expect([fault('SQLITE_READONLY'), fault('EROFS'), fault('EIO')].map(isReadOnlyDisk)).toEqual([true, true, false])
  })
})
