import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { mintSecret, systemClock } from '../../server/clock.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { openLiveHall } from '../../server/live-hall.ts'
import { silentLog } from '../../server/log.ts'
import { openSecurityLog } from '../../server/security/security-log.ts'
import { lineCookie, lineIn } from '../../server/standby/line-cookie.ts'
import { readStanding, standingKey, writeStanding } from '../../server/standby/papers.ts'
import { openServing } from '../../server/standby/serving.ts'
import { openStandby } from '../../server/standby/standby.ts'
import { readStatement, writeStatement } from '../../server/standby/statement.ts'
import { servesItself, takeOver } from '../../server/standby/take-over.ts'
import { openSystemAlarms } from '../../server/system-alarms.ts'
import { durableHall } from '../contract/durable-hall.ts'
import { HALL_ID } from '../contract/small-hall.ts'
import type { HallServer } from '../kit/hall-server.ts'
import { startTestHall } from '../kit/hall-server.ts'
import { handClock } from '../kit/hand-clock.ts'
import {
  type Cable,
  historyOf,
  layCable,
  type StandbyAt,
  type StandbyHall,
  startStandbyHall,
} from '../kit/standby-hall.ts'

let ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.reverse()) await end()
  ends = []
})
const soon = <T>(check: () => T): Promise<T> => vi.waitFor(check, { timeout: 10_000, interval: 20 })
const follows = (copy: StandbyAt, at: HallServer): Promise<void> =>
  soon(() => expect(copy.report()).toMatchObject({ state: 'following', position: at.live.hall().position }))

/** A hall with one standby that has everything, and the cable by which the standby's own server will be reached. */
const begun = async (more: Parameters<StandbyHall['standby']>[0] = {}) => {
  const hall = await startStandbyHall()
  ends.push(hall.stop)
  let served: HallServer | undefined
  const back: Cable = await layCable(() => served?.url ?? 'http://127.0.0.1:1')
  ends.push(back.close)
  const copy = await hall.standby({ ownUrl: back.url, ...more })
  await follows(copy, hall.primary)
  await soon(() => expect(copy.report().filesAt).toBeDefined())
  const serve = async (): Promise<HallServer> => {
    served = await hall.serve(copy.dir)
    return served
  }
  return { ...hall, copy, back, serve }
}

const mkdtemp = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'yichuang-paper-'))
  ends.push(() => rmSync(dir, { recursive: true }))
  return dir
}
const standbyPage = (at: HallServer) => at.request('GET', `${at.hallPath}/standby`, undefined, at.managerToken)
const alarmsOf = async (at: HallServer): Promise<readonly string[]> => {
  const { view } = await at.request('GET', `${at.hallPath}/views/floor`, undefined, at.managerToken)
  return (view as { system: { code: string }[] }).system.map(({ code }) => code)
}

describe('a take-over', () => {
  it('Z27 by hand loses nothing, goes on with the next number, answers repeats as before, and is an event', async () => {
    const { primary, copy, serve, ticket } = await begun()
    const first = await ticket(primary, 'first-ticket-of-the-day')
    expect(await copy.takeOver('by-hand')).toMatchObject({ ok: true, epoch: 1 })
    const next = await serve()
    expect(await ticket(next, 'first-ticket-of-the-day')).toEqual(first)
    expect(await ticket(next)).toMatchObject({ ok: true, number: 'A002' })
    const history = historyOf(copy.dir)
    expect(history.slice(0, Number(first.position))).toEqual(historyOf(primary.dataDir))
    expect(history.filter((line) => line.includes('HallMoved'))).toHaveLength(1)
    expect(await ticket(primary)).toMatchObject({ status: 503, code: 'deposed' })
    expect(await alarmsOf(primary)).toContain('deposed')
    expect(await standbyPage(primary)).toMatchObject({ deposed: { certain: true, rows: [], numbers: [] } })
  })

  it('Z27 by hand under load: whatever was answered is in the new hall once, and nothing is left behind', async () => {
    const { primary, copy, serve, ticket } = await begun()
    let at: HallServer | undefined = primary
    let issuing = true
    const answered = new Map<string, string>()
    const kiosk = async (name: string): Promise<void> => {
      for (let n = 0; issuing; n += 1) {
        const id = `ticket-of-${name}-number-${n}`
        for (;;) {
          const reply: Record<string, unknown> = at ? await ticket(at, id) : {}
          if (reply.ok === true) answered.set(id, String(reply.number))
          if (reply.ok === true || !issuing) break
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
    }
    const kiosks = ['one', 'two', 'three'].map(kiosk)
    await soon(() => expect(answered.size).toBeGreaterThan(20))
    const beganAt = performance.now()
    expect(await copy.takeOver('by-hand')).toMatchObject({ ok: true })
    at = undefined
    at = await serve()
    const before = answered.size
    await soon(() => expect(answered.size).toBeGreaterThan(before + 10))
    expect(performance.now() - beganAt).toBeLessThan(15_000)
    issuing = false
    await Promise.all(kiosks)
    const hall = at.live.hall()
    expect(new Set(answered.values()).size).toBe(answered.size)
    for (const [id, number] of answered) expect(hall.byNumber.get(number), id).toBe(id)
    expect(await standbyPage(primary)).toMatchObject({ deposed: { rows: [] } })
  }, 30_000)

  it('Z27 waits for no copy of a file that a server which died will never end', async () => {
    const hall = await startStandbyHall()
    ends.push(hall.stop)
    const copy = await hall.standby()
    await follows(copy, hall.primary)
    await soon(() => expect(copy.report().filesAt).toBeDefined())
    hall.cable.silence('/feed/file?')
    mkdirSync(join(hall.primary.dataDir, 'media'), { recursive: true })
    writeFileSync(join(hall.primary.dataDir, 'media', 'film'), 'long')
    await soon(() => expect(hall.cable.unanswered()).toBeGreaterThan(0))
    const askedAt = performance.now()
    expect(await copy.takeOver('by-hand')).toMatchObject({ ok: true })
    expect(performance.now() - askedAt).toBeLessThan(5_000)
  }, 20_000)

  it('Z27 by itself after the silence it was told, with all that was confirmed', async () => {
    const { primary, copy, serve, ticket, cable } = await begun({ byItselfMs: 1_000 })
    await ticket(primary, 'ticket-that-was-confirmed')
    await follows(copy, primary)
    const silentAt = performance.now()
    cable.cut()
    const taken = await copy.taken
    expect(performance.now() - silentAt).toBeGreaterThanOrEqual(1_000)
    const next = await serve()
    expect(await ticket(next)).toMatchObject({ ok: true, number: 'A002' })
    expect(performance.now() - silentAt - 1_000).toBeLessThan(15_000)
    expect(taken).toMatchObject({ epoch: 1, after: primary.live.hall().position })
    const moved = [...(historyOf(copy.dir) ?? [])].find((line) => line.includes('HallMoved'))
    expect(moved).toBeDefined()
  }, 30_000)

  it('Z27 a standby that nobody told to does not take over by itself', async () => {
    const { copy, cable } = await begun()
    cable.cut()
    await soon(() => expect(copy.report().state).toBe('lost'))
    const lostAt = performance.now()
    await soon(() => expect(performance.now() - lostAt).toBeGreaterThan(1_200))
    expect(copy.report().state).toBe('lost')
  })

  it('Z27 parted: who stood before is found by the new server, writes no more, and its tail is named and not merged', async () => {
    const { primary, copy, serve, ticket, cable, back } = await begun()
    cable.cut()
    back.cut()
    await soon(() => expect(copy.report().state).toBe('lost'))
    const lost = [await ticket(primary), await ticket(primary)].map(({ number }) => String(number))
    expect(await copy.takeOver('by-hand')).toMatchObject({ ok: true })
    const next = await serve()
    // Both serve while nobody can tell them of each other.
    expect(await ticket(primary)).toMatchObject({ ok: true, number: 'A003' })
    expect(await ticket(next)).toMatchObject({ ok: true, number: 'A001' })
    cable.mend()
    await soon(async () => expect(await ticket(primary)).toMatchObject({ code: 'deposed' }))
    const { deposed } = await standbyPage(primary)
    const { after, until } = deposed as { after: number; until: number }
    expect(deposed).toMatchObject({ epoch: 1, certain: true })
    expect((deposed as { numbers: string[] }).numbers).toEqual(expect.arrayContaining([...lost, 'A003']))
    expect((deposed as { rows: { position: number }[] }).rows.map(({ position }) => position)).toEqual(
      Array.from({ length: until - after }, (_, index) => after + 1 + index),
    )
    expect(existsSync(join(primary.dataDir, 'unshipped-1.json'))).toBe(true)
    expect([...next.live.hall().byNumber.keys()]).toEqual(['A001'])
    const unmerged = historyOf(primary.dataDir).slice(after)
    expect(historyOf(copy.dir).filter((line) => unmerged.includes(line))).toEqual([])
  }, 30_000)

  it('Z27 parted the other way: who stood before asks when it starts, and answers nobody before it knows', async () => {
    const { primary, copy, serve, ticket, cable, back } = await begun()
    cable.cut()
    await soon(() => expect(copy.report().state).toBe('lost'))
    const lost = await ticket(primary)
    await primary.close()
    expect(await copy.takeOver('by-hand')).toMatchObject({ ok: true })
    await serve()
    const returned = await startTestHall({ dataDir: primary.dataDir, webRoot: 'no-pages' })
    expect(await ticket(returned)).toMatchObject({ code: 'deposed' })
    expect(await standbyPage(returned)).toMatchObject({ deposed: { numbers: [lost.number] } })
    // Also when nobody is there to ask any more.
    await returned.close()
    back.cut()
    const again = await startTestHall({ dataDir: primary.dataDir, webRoot: 'no-pages' })
    ends.push(again.close)
    expect(await ticket(again)).toMatchObject({ code: 'deposed' })
    expect(await standbyPage(again)).toMatchObject({ deposed: { numbers: [lost.number] } })
  }, 30_000)

  it('Z27 a screen that has heard of the later line deposes the one before, and no made-up word does', async () => {
    const { primary, copy, serve, ticket, cable, back, kiosk } = await begun()
    cable.cut()
    back.cut()
    await copy.takeOver('by-hand')
    const next = await serve()
    const answer = await fetch(`${next.url}/api/hall`)
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^yichuang-line=0001\.\S+; Path=\/; Max-Age=31536000; SameSite=Strict; HttpOnly$/)
    const line = cookie.slice('yichuang-line='.length, cookie.indexOf(';'))
    expect((await fetch(`${primary.url}/api/hall`)).headers.get('set-cookie')).toBeNull()
    const takeAt = async (at: HallServer, said: string) => {
      const ticketId = mintSecret()
      const body = { id: ticketId, type: 'IssueTicket', ticket: ticketId, service: 'A-01' }
      return at.request('POST', `${at.hallPath}/commands`, body, kiosk, { cookie: `other=1; yichuang-line=${said}` })
    }
    const forged = [`0009${line.slice(4)}`, line.slice(0, -1), '9999', `${line}.x`, 'z'.repeat(200)]
    for (const said of forged) expect(await takeAt(primary, said), said).toMatchObject({ ok: true })
    // A look changes nothing, whatever it says.
    await primary.request('GET', '/api/hall', undefined, undefined, { cookie: `yichuang-line=${line}` })
    expect(await ticket(primary)).toMatchObject({ ok: true })
    expect(await takeAt(primary, line)).toMatchObject({ status: 503, code: 'deposed' })
    expect(await takeAt(next, line)).toMatchObject({ ok: true })
  }, 30_000)

  it('Z27 a board, which never asks for anything, passes the line on when its socket opens', async () => {
    const { primary, copy, ticket, cable } = await begun()
    cable.cut()
    const taken = await copy.takeOver('by-hand')
    const board = await primary.device('display')
    const about = { auth: { token: board.token }, transports: ['websocket'], forceNew: true, reconnection: false }
    const line = `yichuang-line=${taken.ok ? taken.statement : ''}`
    const after = io(primary.url, { ...about, extraHeaders: { cookie: line } })
    ends.push(() => after.close())
    await soon(async () => expect(await ticket(primary)).toMatchObject({ code: 'deposed' }))
  }, 30_000)

  it('Z27 of two takers who do not know of each other one stays, whichever hears first', async () => {
    const { primary, copy, standby, ticket, cable } = await begun()
    const other = await standby()
    await follows(other, primary)
    await soon(() => expect(other.report().filesAt).toBeDefined())
    cable.cut()
    const taken = await Promise.all([copy, other].map((one) => one.takeOver('by-hand')))
    expect(taken).toMatchObject([
      { ok: true, epoch: 1 },
      { ok: true, epoch: 1 },
    ])
    const servers = []
    for (const { dir } of [copy, other]) {
      const server = await startTestHall({ dataDir: dir, webRoot: 'no-pages' })
      ends.push(server.close)
      servers.push(server)
    }
    const tell = (to: HallServer | undefined, statement: string | undefined) =>
      to?.request('POST', '/api/standing', { hall: primary.live.hall().id, statement })
    const said = taken.map((one) => (one.ok ? one.statement : ''))
    await tell(servers[0], said[1])
    await tell(servers[1], said[0])
    const replies = await Promise.all(servers.map((server) => ticket(server)))
    const later = said.indexOf([...said].sort().at(-1) ?? '')
    expect(replies.map(({ ok }) => ok)).toEqual(later === 0 ? [true, false] : [false, true])
  }, 30_000)

  it('Z27 whoever dies while taking over is what its ledger says: before the event a copy, after it the hall', async () => {
    const { primary, copy } = await begun()
    await copy.close()
    const hall = primary.live.hall().id
    const ledger = sqliteLedger(join(copy.dir, 'hall.sqlite'))
    expect(servesItself(copy.dir, hall, ledger)).toBe(false)
    const named = readStanding(copy.dir)
    const parts = { dir: copy.dir, hall, ledger, peers: [], clock: systemClock, log: silentLog }
    expect(await takeOver({ ...parts, why: 'silence' })).toMatchObject({ ok: true, epoch: 1 })
    // As it is on the disk when the process dies between the event and the paper.
    writeStanding(copy.dir, named)
    expect(servesItself(copy.dir, hall, ledger)).toBe(true)
    ledger.close()
    const server = await startTestHall({ dataDir: copy.dir, webRoot: 'no-pages' })
    ends.push(server.close)
    expect(await standbyPage(server)).toMatchObject({ epoch: 1, deposed: null })
  })

  it('Z27 a hall that was taken over is not taken over from the copy before it, unless told that all others are gone', async () => {
    const { primary, copy, standby, cable } = await begun()
    const other = await standby()
    await follows(other, primary)
    await soon(() => expect(other.report().filesAt).toBeDefined())
    await other.close()
    expect(await copy.takeOver('by-hand')).toMatchObject({ ok: true })
    const ledger = sqliteLedger(join(other.dir, 'hall.sqlite'))
    ends.push(() => ledger.close())
    const hall = primary.live.hall().id
    const parts = { dir: other.dir, hall, ledger, peers: [cable.url], clock: systemClock, log: silentLog }
    expect(await takeOver({ ...parts, why: 'by-hand' })).toEqual({ ok: false, code: 'already-moved' })
    expect(ledger.lastMove(hall)).toBeUndefined()
    expect(await takeOver({ ...parts, why: 'by-hand', anyway: true })).toMatchObject({ ok: true, epoch: 2 })
  })

  it('Z27 Z11 a machine whose clock jumps by an hour, and whose line breaks for a moment then, has not heard silence', async () => {
    const { primary, copy, cable } = await begun()
    await copy.close()
    let off = 0
    const clock = { ...systemClock, now: () => Date.now() + off }
    let taken = false
    const onTaken = (): void => {
      taken = true
    }
    const again = openStandby({ ...copy, byItselfMs: 30_000, clock, log: silentLog, onTaken })
    ends.push(again.close)
    await soon(() => expect(again.report().state).toBe('following'))
    off = 3_600_000
    cable.cut()
    await soon(() => expect(again.report().state).toBe('lost'))
    cable.mend()
    await soon(() =>
      expect(again.report()).toMatchObject({ state: 'following', position: primary.live.hall().position }),
    )
    expect(taken).toBe(false)
  }, 30_000)

  it('Z27 a standby that has more than the hall, as after a restore, follows no further and merges nothing', async () => {
    const { primary, copy, ticket, cable } = await begun()
    await copy.close()
    const ledger = sqliteLedger(join(copy.dir, 'hall.sqlite'))
    const live = openLiveHall({ id: primary.live.hall().id, ledger, clock: systemClock, log: silentLog })
    const id = mintSecret()
    await live.submit({ id, type: 'IssueTicket', ticket: id, service: 'A-01' }, { role: 'kiosk', id: 'k' })
    live.close()
    ledger.close()
    const before = historyOf(copy.dir)
    const again = openStandby({ ...copy, byItselfMs: 300, clock: systemClock, log: silentLog, onTaken: () => {} })
    ends.push(again.close)
    await soon(() => expect(again.report().state).toBe('diverged'))
    await soon(async () => expect(await standbyPage(primary)).toMatchObject({ standbys: [{ state: 'diverged' }] }))
    // It does not take over by itself with such a copy.
    cable.cut()
    await soon(() => expect(again.report().state).toBe('lost'))
    const lostAt = performance.now()
    await soon(() => expect(performance.now() - lostAt).toBeGreaterThan(800))
    expect(again.report().state).toBe('lost')
    cable.mend()
    // Nor does it go on when the hall has written something else there.
    await ticket(primary)
    await again.close()
    const third = openStandby({ ...copy, clock: systemClock, log: silentLog, onTaken: () => {} })
    ends.push(third.close)
    await soon(() => expect(third.report().state).toBe('diverged'))
    expect(historyOf(copy.dir)).toEqual(before)
  }, 30_000)
})

describe('a server that hears of a later line', () => {
  it('Z27 shuts its door in the same turn, says so, and after a moment tells screens nothing more', async () => {
    const hall = await durableHall()
    ends.push(hall.close)
    const dataDir = mkdtemp()
    const hand = handClock()
    let off = 0
    const clock = { ...hand, now: () => hand.now() + off }
    const said: string[] = []
    const serving = openServing(
      {
        dataDir,
        hallId: HALL_ID,
        ledger: hall.ledger,
        live: hall.live,
        people: { devices: () => [] },
        clock,
        log: (_level, what) => void said.push(what),
        alarms: { ...openSystemAlarms(clock), raise: (code) => void said.push(`alarm ${code}`) },
        securityLog: {
          ...openSecurityLog(join(dataDir, 'security.sqlite'), clock, silentLog),
          note: ({ type }) => void said.push(`noted ${type}`),
        },
      },
      () => ({ close: () => void said.push('silent') }),
    )
    ends.push(serving.close)
    expect(serving.shut()).toBeUndefined()
    serving.standing.hold(500)
    expect(serving.shut()).toBe('read-only')
    // Set back by an hour meanwhile: the half second is one all the same.
    off = -3_600_000
    clock.move(500)
    expect(serving.shut()).toBeUndefined()
    const line = { epoch: 1, position: 1, chain: 'a'.repeat(64), server: 'elsewher' }
    expect(serving.standing.hear(writeStatement(standingKey(dataDir), HALL_ID, line))).toBe(true)
    expect(serving.shut()).toBe('deposed')
    expect(said).toEqual(['deposed', 'alarm deposed', 'noted deposed'])
    // The two had no position in common: what is listed begins before that, and it says so.
    expect(serving.standing.tail()).toMatchObject({ certain: false, after: 1 })
    clock.move(2_000)
    expect(said.at(-1)).toBe('silent')
    expect(serving.standing.hear(writeStatement(standingKey(dataDir), HALL_ID, { ...line, epoch: 2 }))).toBe(true)
    expect(said.filter((one) => one === 'deposed')).toHaveLength(1)
  })
})

describe('a statement', () => {
  it('Z27 travels as a cookie that stays under TLS where it came so, and is found among others', () => {
    expect(lineCookie('0001.x', true)).toBe(`${lineCookie('0001.x', false)}; Secure`)
    expect(lineIn('a=1; yichuang-line=0001.x; b=2')).toBe('0001.x')
    for (const other of [undefined, '', 'yichuang-line=', 'not-yichuang-line=0001.x', 'yichuang-line=a b'])
      expect(lineIn(other), other).toBeUndefined()
  })

  const line = { epoch: 3, position: 1_024, chain: 'a'.repeat(64), server: 'abcd_-12' }
  it('Z27 says which line of history it is of, and only to who has the key of this hall', () => {
    const text = writeStatement('key', 'hall', line)
    expect(readStatement('key', 'hall', text)).toEqual({ ...line, chain: 'a'.repeat(16) })
    expect(readStatement('other', 'hall', text)).toBeUndefined()
    expect(readStatement('key', 'another', text)).toBeUndefined()
    for (let at = 0; at < text.length; at += 1) {
      const flipped = text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1)
      expect(readStatement('key', 'hall', flipped), flipped).toBeUndefined()
    }
  })
  it('Z27 the later line is the greater text: by take-overs, then by how much of the history it shares', () => {
    const texts = [
      { ...line, epoch: 9 },
      { ...line, epoch: 10, position: 99 },
      { ...line, epoch: 10, position: 1_000 },
      { ...line, epoch: 11, position: 5 },
    ].map((one) => writeStatement('key', 'hall', one))
    expect([...texts].sort()).toEqual(texts)
  })
  it('Z27 a folder keeps its key for its owner alone, and a damaged paper stops the server with a sentence', () => {
    const dir = mkdtemp()
    expect(standingKey(dir)).toBe(standingKey(dir))
    expect(readFileSync(join(dir, 'standing.key'), 'utf8').length).toBeGreaterThanOrEqual(43)
    writeFileSync(join(dir, 'standing.json'), '{')
    expect(() => readStanding(dir)).toThrow(/is damaged. If this server serves the hall now/)
  })
})
