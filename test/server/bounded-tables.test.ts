/** What a server remembers stays bounded however many days go by and whoever comes (reliability §5, leak check 5). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { allowance } from '../../server/http/allowance.ts'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { openShutOut } from '../../server/line/shut-out.ts'
import { openLiveHall } from '../../server/live-hall.ts'
import { silentLog } from '../../server/log.ts'
import { attempts } from '../../server/people/attempts.ts'
import { policyOf } from '../../server/people/security-policy.ts'
import { openSessions } from '../../server/people/sessions.ts'
import { openPeopleStore } from '../../server/people/store.ts'
import { KEEP_DAYS_LEAST, openRetention } from '../../server/storage/retention.ts'
import { durableHall } from '../contract/durable-hall.ts'
import { hallClock, inChina } from '../contract/hall-clock.ts'
import {
  ask,
  commandOf,
  HALL_ID,
  kiosk,
  must,
  openSmallHall,
  smallCatalogue,
  system,
  windowStaff,
} from '../contract/small-hall.ts'
import { handClock, hours } from '../kit/hand-clock.ts'

let ends: (() => unknown)[] = []
afterEach(() => {
  for (const end of ends.reverse()) end()
  ends = []
})
const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'yichuang-bounded-'))
  ends.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const DAY_MS = 86_400_000
const NIGHT = '03:10:00'

const rowsOf = (file: string, table: string): number => {
  const db = new Database(file, { readonly: true })
  try {
    return db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0
  } finally {
    db.close()
  }
}

describe('what a server remembers', () => {
  it('Z13 receipts, numbers and events are those of the days that are kept, and no more after any number of days', async () => {
    const ticketsOfDays = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(ticketsOfDays, async (beyond) => {
        const hall = await durableHall()
        const retention = openRetention({
          hall: HALL_ID,
          ledger: hall.ledger,
          live: hall.live,
          clock: hall.clock,
          log: silentLog,
          securityLog: { note: () => {} },
          keepDays: KEEP_DAYS_LEAST,
          onLeft: () => {},
        })
        try {
          const first = hall.clock.now()
          await must(hall.live, { type: 'CloseHall' }, system)
          /** Commands of each day that was opened, by its place in the year. */
          const given = new Map([[0, 3]])
          for (const [index, tickets] of beyond.entries()) {
            // A day of every week of half a year, and then every day of some weeks.
            const day = index < 10 ? 18 * (index + 1) : KEEP_DAYS_LEAST + index
            hall.clock.set(first + day * DAY_MS)
            await openSmallHall(hall.live)
            for (let ticket = 0; ticket < tickets; ticket += 1) {
              const command = commandOf({
                type: 'IssueTicket',
                ticket: `ticket-${day}-${ticket}-of-many`,
                service: 'A-01',
              })
              expect((await hall.live.submit(command, kiosk)).ok).toBe(true)
            }
            await must(hall.live, { type: 'CloseHall' }, system)
            given.set(day, tickets + 2)
            hall.clock.set(inChina(new Date(first + (day + 1) * DAY_MS).toISOString().slice(0, 10), NIGHT))
            // Seven days leave in a night at most; nobody is more than a few behind.
            hall.clock.pass(600_000)
            // A day leaves when the next that was opened is the first that is kept, or lies before it.
            const until = day + 1 - KEEP_DAYS_LEAST
            const oldest = Math.max(0, ...[...given.keys()].filter((one) => one <= until))
            const kept = [...given].filter(([one]) => one >= oldest)
            const commands = kept.reduce((sum, [, count]) => sum + count, 0)
            expect(rowsOf(hall.file, 'commands'), `after day ${day}`).toBeLessThanOrEqual(commands)
            expect(rowsOf(hall.file, 'numbers')).toBeLessThanOrEqual(3 * kept.length)
          }
          // And what is kept is there.
          expect(rowsOf(hall.file, 'commands')).toBeGreaterThan(0)
        } finally {
          retention.close()
          hall.close()
        }
      }),
      { numRuns: 2 },
    )
  }, 60_000)

  it('Z13 sessions of staff who never sign out are gone after their day, and one person has three at most', () => {
    const signIns = fc.array(
      fc.record({ who: fc.nat({ max: 4 }), atHour: fc.nat({ max: 9 }), touches: fc.boolean() }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(fc.array(signIns, { minLength: 5, maxLength: 15 }), (days) => {
        const file = join(folder(), 'people.sqlite')
        const store = openPeopleStore(file)
        const clock = handClock()
        const policy = policyOf(undefined, undefined)
        const sessions = openSessions({ store, clock, policy: () => policy, note: () => {}, isServing: () => false })
        for (let who = 0; who < 5; who += 1) store.addStaff(`staff-${who}`, `staff ${who}`, 'window', 'x', 0)
        for (const day of days) {
          const left = [...day].sort((one, other) => one.atHour - other.atHour)
          for (let hour = 0; hour < 24; hour += 1) {
            for (const { who, touches } of left.filter(({ atHour }) => atHour === hour)) {
              const staff = store.staffById(`staff-${who}`)
              const token = staff ? sessions.start(staff, undefined, '10.0.0.1') : ''
              if (touches) sessions.touch(token)
            }
            expect(rowsOf(file, 'sessions')).toBeLessThanOrEqual(5 * policy.sessionsMax)
            clock.move(hours(1))
          }
          expect([rowsOf(file, 'sessions'), rowsOf(file, 'session_facts')]).toEqual([0, 0])
        }
        sessions.close()
        store.close()
      }),
      { numRuns: 3 },
    )
  })

  /** Each remembers somebody who went too far, and how many others make it forget the first. */
  const limits = [
    {
      what: 'allowances',
      most: 20_000,
      open: () => {
        const { take } = allowance(handClock(), 1, 1)
        return { goTooFar: (who: string) => void (take(who) + take(who)), isHeld: (who: string) => take(who) > 0 }
      },
    },
    {
      what: 'wrong passwords',
      most: 10_000,
      open: () => {
        const { failed, waitMs } = attempts(handClock(), 1)
        return { goTooFar: failed, isHeld: (who: string) => waitMs(who) > 0 }
      },
    },
    {
      what: 'who is shut out',
      most: 10_000,
      open: () => {
        const { shut, left } = openShutOut(handClock())
        return { goTooFar: (who: string) => void shut(who), isHeld: (who: string) => left(who) > 0 }
      },
    },
  ] as const
  it.each(limits)('Z13 $what are remembered of so many at once and no more, whoever comes', ({ most, open }) => {
    fc.assert(
      fc.property(fc.nat({ max: most / 2 }), fc.string({ minLength: 1 }), (before, name) => {
        const { goTooFar, isHeld } = open()
        for (let index = 0; index < before; index += 1) goTooFar(`before ${index}`)
        goTooFar(name)
        expect(isHeld(name)).toBe(true)
        for (let index = 0; index < most; index += 1) goTooFar(`after ${index}`)
        expect(isHeld(name)).toBe(false)
      }),
      { numRuns: 5 },
    )
  })

  it('Z13 of answers that left nothing in the ledger the last ten thousand are remembered', async () => {
    const live = openLiveHall({
      id: HALL_ID,
      ledger: memoryLedger(),
      clock: hallClock(inChina('2026-03-02', '09:00:00')),
      log: silentLog,
    })
    await must(live, { type: 'PublishCatalogue', catalogue: smallCatalogue }, system)
    await must(live, { type: 'OpenHall' }, system)
    const window = windowStaff('1')
    await must(live, { type: 'OpenCounter', counter: '1' }, window)
    const call = commandOf({ type: 'CallNext', counter: '1' }, 'a-call-when-nobody-waits')
    expect(await live.submit(call, window)).toMatchObject({ ok: false })
    await must(live, { type: 'IssueTicket', ticket: 'somebody-who-waits-now', service: 'A-01' }, kiosk)
    // Still the first answer: a repeat changes nothing.
    expect(await live.submit(call, window)).toMatchObject({ ok: false })
    await Promise.all(Array.from({ length: 10_000 }, () => ask(live, { type: 'CallNext', counter: '999' }, system)))
    expect(await live.submit(call, window)).toMatchObject({ ok: true })
    live.close()
  }, 30_000)
})
