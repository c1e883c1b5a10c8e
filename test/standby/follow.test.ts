import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import { mintSecret, systemClock } from '../../server/clock.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { silentLog } from '../../server/log.ts'
import { copyOf, tidyCopies } from '../../server/standby/copies.ts'
import { BrokenChain, openCopy } from '../../server/standby/copy.ts'
import { openFeed, rowsAfter } from '../../server/standby/feed.ts'
import { openStandby } from '../../server/standby/standby.ts'
import { dumpOf, tamper } from '../contract/dump.ts'
import { type DurableHall, durableHall } from '../contract/durable-hall.ts'
import { fullDay } from '../contract/full-day.ts'
import { HALL_ID } from '../contract/small-hall.ts'
import { handClock, seconds } from '../kit/hand-clock.ts'
import { historyOf, type StandbyAt, type StandbyHall, startStandbyHall } from '../kit/standby-hall.ts'

let ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.reverse()) await end()
  ends = []
})
const hallOf = async (...start: Parameters<typeof startStandbyHall>): Promise<StandbyHall> => {
  const hall = await startStandbyHall(...start)
  ends.push(hall.stop)
  return hall
}
const durable = async (): Promise<DurableHall> => {
  const hall = await durableHall()
  ends.push(hall.close)
  return hall
}
const soon = <T>(check: () => T): Promise<T> => vi.waitFor(check, { timeout: 8_000, interval: 10 })
const follows = (copy: StandbyAt): Promise<void> => soon(() => expect(copy.report().state).toBe('following'))

const kiosk: Actor = { role: 'kiosk', id: 'k1' }
const issue = (hall: DurableHall, count: number): Promise<unknown> =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      hall.live.submit({ id: `c${index}`, type: 'IssueTicket', ticket: `t${index}`, service: 'A-01' }, kiosk),
    ),
  )

describe('a standby', () => {
  it('Z26 has every row within a second, with the same chain, and a copy of all the rest for its owner alone', async () => {
    const { primary, standby, ticket } = await hallOf()
    const copy = await standby()
    await follows(copy)
    const issuedAt = performance.now()
    const { position } = await ticket(primary)
    await soon(() => expect(copy.report().position).toBe(position))
    expect(performance.now() - issuedAt).toBeLessThan(1_000)
    await soon(() => expect(copy.report().filesAt).toBeDefined())
    await copy.close()
    expect(historyOf(copy.dir)).toEqual(historyOf(primary.dataDir))
    for (const name of ['people.sqlite', 'catalogue.json', 'standing.key'])
      expect(statSync(join(copy.dir, name)).mode & 0o077, name).toBe(0)
    const keyIn = (dir: string): string => readFileSync(join(dir, 'standing.key'), 'utf8')
    expect(keyIn(copy.dir)).toBe(keyIn(primary.dataDir))
  })

  it('Z26 goes on by position where it stopped, and each question is the receipt for what came before', async () => {
    const { primary, standby, ticket } = await hallOf()
    const copy = await standby()
    await follows(copy)
    await copy.close()
    for (let n = 0; n < 5; n += 1) await ticket(primary)
    const again = openStandby({
      dir: copy.dir,
      pairing: copy.pairing,
      clock: systemClock,
      log: silentLog,
      onTaken: () => {},
    })
    ends.push(again.close)
    await soon(() => expect(again.report()).toMatchObject({ state: 'following', behind: 0 }))
    const { position } = primary.live.hall()
    await soon(async () =>
      expect(
        await primary.request('GET', `${primary.hallPath}/standby`, undefined, primary.managerToken),
      ).toMatchObject({ standbys: [{ state: 'following', confirmed: position, behind: 0 }] }),
    )
    await again.close()
    expect(historyOf(copy.dir)).toEqual(historyOf(primary.dataDir))
  })

  it('Z26 catches up with at least a thousand events a second, receipts and numbers with them', async () => {
    const hall = await durable()
    await issue(hall, 3_000)
    const dir = mkdtempSync(join(tmpdir(), 'yichuang-copy-'))
    ends.push(() => rmSync(dir, { recursive: true }))
    const copy = openCopy(join(dir, 'hall.sqlite'), HALL_ID)
    ends.push(copy.close)
    const beganAt = performance.now()
    const { position } = hall.ledger.head(HALL_ID)
    while (copy.head().position < position) copy.append(rowsAfter(hall.ledger, HALL_ID, copy.head().position))
    expect(position / ((performance.now() - beganAt) / 1_000)).toBeGreaterThan(1_000)
    expect(copy.head()).toEqual(hall.ledger.head(HALL_ID))
    for (const command of ['c0', 'c1999', 'c2999'])
      expect(copy.ledger.receipt(HALL_ID, command)).toEqual(hall.ledger.receipt(HALL_ID, command))
  })

  it('Z26 hears whole commands alone, wherever an answer ends, and makes the same receipts of them', async () => {
    const hall = await durable()
    await fullDay(hall.live, hall.clock)
    const dir = mkdtempSync(join(tmpdir(), 'yichuang-copy-'))
    ends.push(() => rmSync(dir, { recursive: true }))
    const copy = openCopy(join(dir, 'hall.sqlite'), HALL_ID)
    ends.push(copy.close)
    const { position } = hall.ledger.head(HALL_ID)
    let longest = 0
    while (copy.head().position < position) {
      const rows = rowsAfter(hall.ledger, HALL_ID, copy.head().position, 1)
      longest = Math.max(longest, rows.length)
      copy.append(rows)
    }
    expect(longest).toBeGreaterThan(1)
    expect(dumpOf(join(dir, 'hall.sqlite'))).toEqual(dumpOf(hall.file))
  })

  it('Z26 writes nothing that does not follow: changed, left out, swapped, doubled or of another hall', async () => {
    const hall = await durable()
    await issue(hall, 20)
    const rows = rowsAfter(hall.ledger, HALL_ID, 0)
    const dir = mkdtempSync(join(tmpdir(), 'yichuang-copy-'))
    ends.push(() => rmSync(dir, { recursive: true }))
    const copy = openCopy(join(dir, 'hall.sqlite'), HALL_ID)
    ends.push(copy.close)
    copy.append(rows.slice(0, 5))
    const [six, seven, eight] = rows.slice(5)
    if (!six || !seven || !eight) throw new Error('The story is too short.')
    const changed = seven.with(7, seven[7].replace('A-01', 'A-02')) as unknown as typeof seven
    for (const wrong of [[six, changed], [seven], [six, eight], [seven, six], [six, six], rows.slice(4, 7)])
      expect(() => copy.append(wrong)).toThrow(BrokenChain)
    expect(copy.head().position).toBe(5)
    copy.append(rows.slice(5))
    expect(copy.head()).toEqual(hall.ledger.head(HALL_ID))
    const other = openCopy(join(dir, 'other.sqlite'), 'another-hall')
    ends.push(other.close)
    expect(() => other.append(rows.slice(0, 1))).toThrow(BrokenChain)
  })

  it('Z26 a large ledger is copied to its end however busy the hall is, and a death in between leaves no room taken', async () => {
    const hall = await durable()
    const dataDir = dirname(hall.file)
    const db = new Database(hall.file)
    db.exec('CREATE TABLE filler (text TEXT)')
    const put = db.prepare('INSERT INTO filler VALUES (hex(randomblob(2000)))')
    db.transaction(() => {
      for (let n = 0; n < 2_000; n += 1) put.run()
    })()
    let writing = true
    const write = (): void => {
      if (!writing) return
      put.run()
      setImmediate(write)
    }
    write()
    try {
      const stream = await copyOf(dataDir, 'hall.sqlite')
      let bytes = 0
      for await (const chunk of stream ?? []) bytes += (chunk as Uint8Array).length
      expect(bytes).toBeGreaterThan(8_000_000)
    } finally {
      writing = false
      db.close()
    }
    const left = (): readonly string[] => readdirSync(dataDir).filter((name) => name.startsWith('copy-'))
    await soon(() => expect(left()).toEqual([]))
    writeFileSync(join(dataDir, 'copy-abc.part'), 'half of a ledger')
    tidyCopies(dataDir)
    expect(left()).toEqual([])
  }, 20_000)

  it('Z26 does not begin from a copy that was changed on its own disk', async () => {
    const hall = await durable()
    await issue(hall, 3)
    hall.live.close()
    hall.ledger.close()
    tamper(hall.file, (db) => db.exec('UPDATE events SET at = at + 1 WHERE position = 3'))
    expect(() => openCopy(hall.file, HALL_ID)).toThrow(BrokenChain)
    hall.ledger = sqliteLedger(hall.file)
  })

  it('Z26 may read the feed and nothing else, and nobody else may read it', async () => {
    const { primary, standby, kiosk: kioskToken } = await hallOf()
    const copy = await standby()
    await follows(copy)
    const { token } = copy.pairing
    const { hallPath, request } = primary
    const command = { id: mintSecret(), type: 'CallNext', counter: '1' }
    expect((await request('POST', `${hallPath}/commands`, command, token)).status).toBe(403)
    for (const path of ['/devices', '/staff', '/views/floor', '/views/kiosk:k1', '/standby'])
      expect((await request('GET', hallPath + path, undefined, token)).status, path).toBeGreaterThanOrEqual(400)
    const question = { after: 0, chain: '0'.repeat(64) }
    for (const other of [kioskToken, primary.managerToken, undefined]) {
      expect((await request('POST', `${hallPath}/feed`, question, other)).status).toBeGreaterThanOrEqual(401)
      for (const path of ['/feed/files', '/feed/file?name=people.sqlite'])
        expect((await request('GET', hallPath + path, undefined, other)).status, path).toBeGreaterThanOrEqual(401)
    }
    for (const name of ['../people.sqlite', '/etc/passwd', 'media/../people.sqlite', 'standing.json', '%2e%2e/x', ''])
      expect((await request('GET', `${hallPath}/feed/file?name=${name}`, undefined, token)).status, name).toBe(404)
  })

  it('X8 a standby whose token is taken back is out within a second and does not take over', async () => {
    const { primary, standby, cable } = await hallOf()
    const copy = await standby({ byItselfMs: 300 })
    await follows(copy)
    const listed = await primary.request('GET', `${primary.hallPath}/devices`, undefined, primary.managerToken)
    const row = (listed.devices as { id: string; role: string }[]).find(({ role }) => role === 'standby')
    const revokedAt = performance.now()
    await primary.request('DELETE', `${primary.hallPath}/devices/${row?.id}`, undefined, primary.managerToken)
    await soon(() => expect(copy.report().state).toBe('unpaired'))
    expect(performance.now() - revokedAt).toBeLessThan(1_500)
    // Nor when that server falls silent later, for longer than it would wait.
    cable.cut()
    await soon(() => expect(copy.report().state).toBe('lost'))
    const lostAt = performance.now()
    await soon(() => expect(performance.now() - lostAt).toBeGreaterThan(1_000))
    expect(copy.report().state).toBe('lost')
  })

  it('Z26 staff are told of a standby that is away for 10 s or lacks something for 5 s, and no longer once it is back', async () => {
    const hall = await durable()
    const clock = handClock()
    const alarms = new Map<string, object>()
    const feed = openFeed({
      hallId: HALL_ID,
      live: { listen: () => () => {} },
      ledger: hall.ledger,
      clock,
      alarms: { raise: (code, data = {}) => void alarms.set(code, data), clear: (code) => void alarms.delete(code) },
      machines: () => [{ id: 's1', name: '备机' }],
    })
    ends.push(feed.close)
    const ask = () => {
      const { position: after, chain } = hall.ledger.head(HALL_ID)
      return feed.ask('s1', { after, chain })
    }
    const pass = (until: number): void => {
      for (let at = 0; at < until; at += 1_000) clock.move(1_000)
    }
    pass(seconds(10))
    expect([...alarms]).toEqual([])
    pass(seconds(1))
    expect([...alarms]).toEqual([['standby-away', { name: '备机' }]])
    const early = await ask()
    expect(early.ok).toBe(true)
    pass(seconds(1))
    expect([...alarms]).toEqual([])
    await issue(hall, 1)
    const old = hall.ledger.head(HALL_ID).position - 1
    for (let at = 0; at < 7; at += 1) {
      const before = rowsAfter(hall.ledger, HALL_ID, old - 1)[0]
      await feed.ask('s1', { after: old, chain: before?.[8] ?? '' })
      clock.move(1_000)
    }
    expect([...alarms]).toEqual([['standby-behind', { name: '备机' }]])
    void ask()
    clock.move(1_000)
    expect([...alarms]).toEqual([])
  })
})
