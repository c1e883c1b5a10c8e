import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Command } from '../../hall/commands.ts'
import { fold } from '../../hall/evolve.ts'
import type { Reply } from '../../hall/reply.ts'
import { verify } from '../../hall/verify.ts'
import { foldToday } from '../../server/ledger/fold-today.ts'
import type { Entry } from '../../server/ledger/ledger.ts'
import type { SqliteLedger } from '../../server/ledger/sqlite.ts'
import { type DurableHall, durableHall, MONDAY } from '../contract/durable-hall.ts'
import { fullDay } from '../contract/full-day.ts'
import { inChina } from '../contract/hall-clock.ts'
import { removeDisk, smallDisk } from '../contract/small-disk.ts'
import {
  ask,
  commandOf,
  guide,
  HALL_ID,
  kiosk,
  manager,
  must,
  padAt,
  system,
  windowStaff,
} from '../contract/small-hall.ts'

// Disks and processors of test machines may be slow and busy; nothing here waits for a clock.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let opened: DurableHall[] = []
const hallOf: typeof durableHall = async (...how) => {
  const hall = await durableHall(...how)
  opened.push(hall)
  return hall
}
afterEach(() => {
  for (const hall of opened) hall.close()
  opened = []
})

const issue = (n: number | string, service = 'A-01'): Command =>
  commandOf({ type: 'IssueTicket', ticket: `ticket-number-${n}`, service }, `command-to-issue-${n}`)
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
const codeOf = (reply: Reply): string => (reply.ok ? 'ok' : reply.code)
const numberOf = (reply: Reply): string | undefined => (reply.ok ? reply.number : reply.code)

/** A ledger whose appends fail while `failing` says so, without touching the disk. */
const failing = (when: (entries: readonly Entry[]) => boolean) => (inner: SqliteLedger) => ({
  ...inner,
  append: (hall: string, expected: number, entries: readonly Entry[]) => {
    if (when(entries)) throw new Error('disk I/O error')
    inner.append(hall, expected, entries)
  },
})

const expectFolded = ({ live, ledger, events }: DurableHall): void => {
  expect(live.hall()).toEqual(foldToday(HALL_ID, ledger))
  expect(live.hall()).toEqual(fold(HALL_ID, events()))
}

describe('groups', () => {
  it('L5 commands that arrive together are one durable group, told once, and answered after it', async () => {
    const happened: string[] = []
    const hall = await hallOf((inner) => ({
      ...inner,
      append: (id, expected, entries) => {
        happened.push(`begin ${entries.length}`)
        inner.append(id, expected, entries)
        happened.push(`durable ${entries.length}`)
      },
    }))
    happened.length = 0
    const other = new Database(hall.file, { readonly: true })
    const onDisk = other.prepare("SELECT count(*) AS n FROM events WHERE type = 'TicketIssued'").pluck()
    hall.live.listen((events) => happened.push(`told ${events.length}, on disk ${onDisk.get()}`))
    const answers = upTo(50).map(async (n) => {
      const reply = await hall.live.submit(issue(n), kiosk)
      happened.push(`answered with ${onDisk.get()} on disk`)
      return reply
    })
    expect((await Promise.all(answers)).map(numberOf)).toEqual(upTo(50).map((n) => `A${String(n).padStart(3, '0')}`))
    other.close()
    expect(happened).toEqual([
      'begin 50',
      'durable 50',
      'told 50, on disk 50',
      ...upTo(50).map(() => 'answered with 50 on disk'),
    ])
  })

  it('L5 what waits when the door closes is written and answered, and nothing after it', async () => {
    const hall = await hallOf()
    const waiting = upTo(3).map((n) => hall.live.submit(issue(n), kiosk))
    hall.live.close()
    // As the server does: nothing may be left to write once the door is closed.
    hall.ledger.close()
    expect((await Promise.all(waiting)).map(numberOf)).toEqual(['A001', 'A002', 'A003'])
    expect(codeOf(await hall.live.submit(issue(4), kiosk))).toBe('storage-failed')
    hall.restart()
    expectFolded(hall)
    expect(hall.live.hall().tickets.size).toBe(3)
  })
})

describe('an append that fails', () => {
  it('L6 refuses the whole group, tells nobody, folds again, and the same commands then get the same numbers', async () => {
    let broken = false
    const hall = await hallOf(failing(() => broken))
    await must(hall.live, { type: 'OpenCounter', counter: '1' }, windowStaff('1'))
    await Promise.all(upTo(2).map((n) => hall.live.submit(issue(n), kiosk)))
    const before = hall.events()
    const told: number[] = []
    hall.live.listen((events) => told.push(events.length))
    const commands: [Command, typeof kiosk][] = [
      ...[3, 4, 5].map((n): [Command, typeof kiosk] => [issue(n), kiosk]),
      [commandOf({ type: 'CallNext', counter: '1' }, 'command-to-call-next'), windowStaff('1')],
      [issue('B', 'B-01'), kiosk],
    ]
    const send = () => Promise.all(commands.map(([command, actor]) => hall.live.submit(command, actor)))

    broken = true
    for (const _ of upTo(3)) {
      expect((await send()).map(codeOf)).toEqual(commands.map(() => 'storage-failed'))
      expect(hall.events()).toEqual(before)
      expectFolded(hall)
    }
    expect(told).toEqual([])
    expect(hall.logged.filter(({ what }) => what === 'append-failed')).toHaveLength(3)

    broken = false
    const replies = await send()
    expect(replies.map(numberOf)).toEqual(['A003', 'A004', 'A005', 'A001', 'B001'])
    expect(told).toEqual([5])
    expect(await send()).toEqual(replies)
    expectFolded(hall)
  })

  it('L6 forgets what it refused beside entries that were never written', async () => {
    let broken = false
    const hall = await hallOf(failing(() => broken))
    await must(hall.live, { type: 'OpenCounter', counter: '1' }, windowStaff('1'))
    await hall.live.submit(issue(1), kiosk)
    const call = () => commandOf({ type: 'CallNext', counter: '1' })
    const first = call()
    const second = call()
    broken = true
    const together = [first, second].map((command) => hall.live.submit(command, windowStaff('1')))
    expect((await Promise.all(together)).map(codeOf)).toEqual(['storage-failed', 'storage-failed'])
    broken = false
    // Beside the first, the second found the window busy; but the first never happened.
    expect(numberOf(await hall.live.submit(second, windowStaff('1')))).toBe('A001')
    expect(codeOf(await hall.live.submit(first, windowStaff('1')))).toBe('counter-busy')
  })

  it('L6 SQLite itself takes a group back when one of its rows cannot be written', async () => {
    const hall = await hallOf()
    const spoiler = new Database(hall.file)
    spoiler.exec(
      "CREATE TRIGGER spoil BEFORE INSERT ON numbers WHEN NEW.number = 4 BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END",
    )
    const before = hall.events()
    const send = () => Promise.all(upTo(5).map((n) => hall.live.submit(issue(n), kiosk)))
    expect((await send()).map(codeOf)).toEqual(upTo(5).map(() => 'storage-failed'))
    expect(hall.events()).toEqual(before)
    spoiler.exec('DROP TRIGGER spoil')
    spoiler.close()
    expect((await send()).map(numberOf)).toEqual(['A001', 'A002', 'A003', 'A004', 'A005'])
    expectFolded(hall)
  })

  it('L6 I3 I6 I8 however appends fail and commands are sent again, nothing is lost, doubled or skipped', async () => {
    const group = fc.record({ size: fc.integer({ min: 1, max: 5 }), fails: fc.integer({ min: 0, max: 2 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(group, { minLength: 1, maxLength: 8 }), async (groups) => {
        let failures = 0
        const hall = await durableHall(failing(() => failures > 0 && failures-- > 0))
        let sent = 0
        const answered = new Map<Command, Reply>()
        for (const { size, fails } of groups) {
          const commands = upTo(size).map(() => {
            sent += 1
            return issue(sent, sent % 2 === 0 ? 'A-01' : 'B-01')
          })
          failures = fails
          for (const command of commands) {
            let reply = await hall.live.submit(command, kiosk)
            while (codeOf(reply) === 'storage-failed') reply = await hall.live.submit(command, kiosk)
            answered.set(command, reply)
          }
        }
        for (const [command, reply] of answered) expect(await hall.live.submit(command, kiosk)).toEqual(reply)
        expectFolded(hall)
        expect(verify(hall.events(), HALL_ID)).toMatchObject({ ok: true, tickets: sent })
        hall.close()
      }),
      { numRuns: 15 },
    )
  })

  it('L6 I3 a full disk refuses, keeps what was acknowledged, and goes on when there is space again', async (context) => {
    const folder = smallDisk(context, 3)
    try {
      const hall = await durableHall(undefined, folder)
      const filler = join(folder, 'filler')
      const { bavail, bsize } = statfsSync(folder)
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 200_000)))
      const replies: Reply[] = []
      let n = 0
      while (!replies.some((reply) => !reply.ok) && n < 5_000) {
        const first = n + 1
        n += 20
        replies.push(...(await Promise.all(upTo(20).map((k) => hall.live.submit(issue(first + k - 1), kiosk)))))
      }
      const refused = replies.filter((reply) => !reply.ok)
      expect(refused.map(codeOf)).toEqual(upTo(20).map(() => 'storage-failed'))
      expect(hall.logged.at(-1)?.detail.reason).toMatch(/full/)
      expectFolded(hall)

      rmSync(filler)
      const again = await Promise.all(upTo(20).map((k) => hall.live.submit(issue(n - 20 + k), kiosk)))
      expect(again.map(numberOf)).toEqual(upTo(20).map((k) => `A${String(n - 20 + k).padStart(3, '0')}`))
      hall.restart()
      expectFolded(hall)
      expect(verify(hall.events(), HALL_ID)).toMatchObject({ ok: true, tickets: n })
      for (const [index, reply] of replies.entries())
        if (reply.ok) expect(await hall.live.submit(issue(index + 1), kiosk)).toEqual(reply)
      hall.live.close()
      hall.ledger.close()
    } finally {
      removeDisk(folder)
    }
  })
})

describe('repeats', () => {
  it('I8 twenty identical commands at once are one ticket and one answer', async () => {
    const hall = await hallOf()
    const before = hall.live.hall().position
    const replies = await Promise.all(upTo(20).map(() => hall.live.submit(issue(1), kiosk)))
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
    expect(replies[0]).toMatchObject({ ok: true, number: 'A001', position: before + 1 })
    expect(hall.live.hall().position).toBe(before + 1)
  })

  it('I8 L7 a repeat gets the first answer word for word, at once, later and after restarts', async () => {
    const hall = await hallOf()
    const first = await hall.live.submit(issue(1), kiosk)
    expect(first).toMatchObject({ ok: true, number: 'A001', secret: expect.any(String) })
    await hall.live.submit(issue(2), kiosk)
    expect(await hall.live.submit(issue(1), kiosk)).toEqual(first)
    for (const _ of upTo(2)) {
      hall.restart()
      expect(await hall.live.submit(issue(1), kiosk)).toEqual(first)
    }
    // Also when the day it belonged to is over and its ticket forgotten.
    await must(hall.live, { type: 'CloseHall' }, system)
    hall.clock.pass(86_400_000)
    await must(hall.live, { type: 'OpenHall' }, system)
    hall.restart()
    const { position } = hall.live.hall()
    expect(await hall.live.submit(issue(1), kiosk)).toEqual(first)
    expect(hall.live.hall().position).toBe(position)
  })

  it('I8 the same id with another content is refused, at once, later and after a restart', async () => {
    const hall = await hallOf()
    const other = { ...issue(1), ticket: 'another-ticket-id' }
    const [first, second] = await Promise.all([hall.live.submit(issue(1), kiosk), hall.live.submit(other, kiosk)])
    expect([codeOf(first), codeOf(second)]).toEqual(['ok', 'command-reused'])
    expect(codeOf(await hall.live.submit(other, kiosk))).toBe('command-reused')
    hall.restart()
    expect(codeOf(await hall.live.submit(other, kiosk))).toBe('command-reused')
    expect(hall.live.hall().tickets.size).toBe(1)
  })

  it('I8 the order of the fields does not make another content', async () => {
    const hall = await hallOf()
    const command = issue(1)
    const turned = Object.fromEntries(Object.entries(command).reverse()) as Command
    expect(await hall.live.submit(turned, kiosk)).toEqual(await hall.live.submit(command, kiosk))
  })

  it('L7 a refusal is remembered while the server runs, though the reason is gone', async () => {
    const hall = await hallOf()
    await must(hall.live, { type: 'OpenCounter', counter: '1' }, windowStaff('1'))
    const call = commandOf({ type: 'CallNext', counter: '1' })
    const twice = await Promise.all([
      hall.live.submit(call, windowStaff('1')),
      hall.live.submit(call, windowStaff('1')),
    ])
    expect(twice.map(codeOf)).toEqual(['nobody-waiting', 'nobody-waiting'])
    await hall.live.submit(issue(1), kiosk)
    expect(codeOf(await hall.live.submit(call, windowStaff('1')))).toBe('nobody-waiting')
    expect(codeOf(await hall.live.submit({ ...call, counter: '2' } as Command, windowStaff('2')))).toBe(
      'command-reused',
    )
    hall.restart()
    expect(numberOf(await hall.live.submit(call, windowStaff('1')))).toBe('A001')
  })

  it('I8 what asked for nothing new does nothing when it comes again later', async () => {
    const hall = await hallOf()
    const open = commandOf({ type: 'OpenCounter', counter: '1' })
    await must(hall.live, { type: 'OpenCounter', counter: '1' }, windowStaff('1'))
    const first = await hall.live.submit(open, windowStaff('1'))
    await must(hall.live, { type: 'CloseCounter', counter: '1' }, windowStaff('1'))
    expect(await hall.live.submit(open, windowStaff('1'))).toEqual(first)
    expect(hall.live.hall().counters.get('1')?.status).toBe('closed')
  })
})

describe('listeners', () => {
  it('L9 a listener that fails harms neither the command nor other listeners', async () => {
    const hall = await hallOf()
    const heard: number[] = []
    hall.live.listen(() => {
      throw new Error('a screen fell over')
    })
    const leave = hall.live.listen((events) => heard.push(...events.map(({ position }) => position)))
    const reply = await hall.live.submit(issue(1), kiosk)
    expect(numberOf(reply)).toBe('A001')
    expect(heard).toEqual([reply.ok && reply.position])
    expect(hall.logged.filter(({ what }) => what === 'listener-failed')).toHaveLength(1)
    leave()
    await hall.live.submit(issue(2), kiosk)
    expect(heard).toHaveLength(1)
    expectFolded(hall)
  })

  it('L9 a listener may ask for something itself', async () => {
    const hall = await hallOf()
    const answers: Promise<Reply>[] = []
    hall.live.listen((events) => {
      if (events.some(({ command }) => command === issue(1).id)) answers.push(hall.live.submit(issue(2), kiosk))
    })
    await hall.live.submit(issue(1), kiosk)
    expect((await Promise.all(answers)).map(numberOf)).toEqual(['A002'])
  })
})

describe('the clock', () => {
  const HOUR = 3_600_000

  it('L10 I13 a clock that goes back an hour takes neither time nor numbers back, and is logged once', async () => {
    const hall = await hallOf()
    hall.clock.pass(2 * HOUR)
    await hall.live.submit(issue(1), kiosk)
    const noticed = hall.live.hall().at
    hall.clock.set(hall.clock.now() - HOUR)
    for (const n of [2, 3, 4]) {
      hall.clock.pass(1_000)
      await hall.live.submit(issue(n), kiosk)
    }
    const times = hall.events().map(({ at }) => at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.slice(-4)).toEqual([noticed, noticed, noticed + 1_000, noticed + 2_000])
    expect(hall.logged.filter(({ what }) => what === 'clock-behind-ledger')).toEqual([
      { level: 'warn', what: 'clock-behind-ledger', detail: { behindMs: HOUR - 1_000 } },
    ])
    expect(verify(hall.events(), HALL_ID)).toMatchObject({ ok: true, tickets: 4 })
  })

  it('L10 a second or two back is held and not worth a line in the log', async () => {
    const hall = await hallOf()
    await hall.live.submit(issue(1), kiosk)
    hall.clock.set(hall.clock.now() - 2_000)
    await hall.live.submit(issue(2), kiosk)
    expect(
      hall
        .events()
        .slice(-2)
        .map(({ at }) => at),
    ).toEqual([hall.live.hall().at, hall.live.hall().at])
    expect(hall.logged).toEqual([])
  })

  it('L10 C4 a window can go on calling while the clock is an hour behind', async () => {
    const hall = await hallOf()
    await must(hall.live, { type: 'OpenCounter', counter: '1' }, windowStaff('1'))
    await hall.live.submit(issue(1), kiosk)
    const { ticket = '' } = await must(hall.live, { type: 'CallNext', counter: '1' }, windowStaff('1'))
    hall.clock.set(hall.clock.now() - HOUR)
    const recall = () => ask(hall.live, { type: 'RecallTicket', counter: '1', ticket }, windowStaff('1'))
    expect(codeOf(await recall())).toBe('too-soon')
    for (const _ of [2, 3]) {
      hall.clock.pass(20_000)
      expect(codeOf(await recall())).toBe('ok')
    }
    hall.clock.pass(20_000)
    await must(hall.live, { type: 'MarkNoShow', counter: '1', ticket }, windowStaff('1'))
  })

  it('L10 the hall takes the clock at its word again once it is put right', async () => {
    const hall = await hallOf()
    const right = hall.clock.now()
    hall.clock.set(right - HOUR)
    await hall.live.submit(issue(1), kiosk)
    hall.clock.pass(60_000)
    await hall.live.submit(issue(2), kiosk)
    hall.clock.set(right + 120_000)
    await hall.live.submit(issue(3), kiosk)
    expect(
      hall
        .events()
        .slice(-3)
        .map(({ at }) => at - right),
    ).toEqual([0, 60_000, 120_000])
  })

  it('L10 I13 a machine that starts in 1970 goes on with the day and the numbers of the ledger', async () => {
    const hall = await hallOf()
    await hall.live.submit(issue(1), kiosk)
    hall.clock.set(0)
    hall.restart()
    expect(numberOf(await hall.live.submit(issue(2), kiosk))).toBe('A002')
    expect(hall.events().at(-1)).toMatchObject({ day: MONDAY, at: inChina(MONDAY, '09:00:00') })
    expect(codeOf(await ask(hall.live, { type: 'OpenHall' }, manager))).toBe('hall-open')
  })
})

describe('the fold', () => {
  it('I11 gives the live hall at every position of two full days, from the start and from the day', async () => {
    const hall = await hallOf()
    let compared = 0
    hall.live.listen(() => {
      expectFolded(hall)
      compared += 1
    })
    for (const _ of [1, 2]) {
      await fullDay(hall.live, hall.clock)
      hall.clock.set(inChina('2026-03-03', '09:00:00'))
    }
    expect(hall.logged).toEqual([])
    expect(compared).toBeGreaterThan(60)
    hall.restart()
    expectFolded(hall)
    expect(verify(hall.events(), HALL_ID)).toMatchObject({ ok: true, days: 2, tickets: 12 })
  })

  it('I11 of today reads no other day', async () => {
    const hall = await hallOf()
    await fullDay(hall.live, hall.clock)
    const { position } = hall.live.hall()
    hall.clock.set(inChina('2026-03-03', '09:00:00'))
    await must(hall.live, { type: 'OpenHall' }, system)
    const readFrom: number[] = []
    const watched: SqliteLedger = {
      ...hall.ledger,
      read: (id, after) => {
        readFrom.push(after)
        return hall.ledger.read(id, after)
      },
    }
    expect(foldToday(HALL_ID, watched)).toEqual(hall.live.hall())
    expect(readFrom).toEqual([position])
  })

  it('I14 the door asks who it is before anything else, and writes nothing for a stranger', async () => {
    const hall = await hallOf()
    const { position } = hall.live.hall()
    const refused = [
      await ask(hall.live, { type: 'CallNext', counter: '1' }, windowStaff('2')),
      await ask(
        hall.live,
        { type: 'IssueTicket', ticket: 'x', service: 'A-01', class: 'priority', ground: 'ill' },
        kiosk,
      ),
      await ask(hall.live, { type: 'CloseHall' }, guide),
      await ask(hall.live, { type: 'RateVisit', ticket: 'x', secret: 'y', grade: 'satisfied' }, padAt('1')),
    ]
    expect(refused.map(codeOf)).toEqual(refused.map(() => 'not-permitted'))
    expect(hall.live.hall().position).toBe(position)
  })
})
