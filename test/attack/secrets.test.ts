/** What is in a ticket's QR: how hard it is to guess, and where it must never be seen. */
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { PROTOCOL } from '../../hall/wire.ts'
import { mintSecret } from '../../server/clock.ts'
import type { Log } from '../../server/log.ts'
import { timekeeper } from '../kit/actors.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { handClock, hours, seconds } from '../kit/hand-clock.ts'

const lines: string[] = []
const log: Log = (level, event, data = {}) => void lines.push(JSON.stringify({ level, event, ...data }))
const clock = handClock()
let hall: HallServer
let kiosk: string

beforeAll(async () => {
  hall = await startTestHall({ log, clock })
  kiosk = (await hall.device('kiosk')).token
})
afterAll(() => hall.stop())

const take = () => hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, kiosk)

describe('a ticket’s secret', () => {
  it('X3 has 128 random bits: every sign of it takes every value, and none comes twice', () => {
    const secrets = Array.from({ length: 20_000 }, mintSecret)
    expect(new Set(secrets).size).toBe(secrets.length)
    expect(secrets.every((secret) => /^[\w-]{22}$/.test(secret))).toBe(true)
    // 21 signs of six bits and one of two: Shannon entropy measured from the signs at each place.
    const bits = Array.from({ length: 22 }, (_, place) => {
      const counts = new Map<string, number>()
      for (const secret of secrets) counts.set(secret[place] ?? '', (counts.get(secret[place] ?? '') ?? 0) + 1)
      return [...counts.values()].reduce((sum, n) => sum - (n / secrets.length) * Math.log2(n / secrets.length), 0)
    })
    expect(bits.reduce((sum, bit) => sum + bit, 0)).toBeGreaterThan(127.9)
  })

  it('X3 ten thousand guesses open nothing; twenty a minute are answered alike, the rest slowed down, and the holder is not', async () => {
    const { secret } = await take()
    const { host, hostname, port } = new URL(hall.url)
    const line = connect(Number(port), hostname)
    let heard = ''
    line.on('data', (piece) => {
      heard += piece.toString()
    })
    for (let guess = 0; guess < 10_000; guess += 1)
      line.write(`GET ${hall.hallPath}/views/ticket:${mintSecret()} HTTP/1.1\r\nhost: ${host}\r\n\r\n`)
    await vi.waitFor(() => expect(heard.split('HTTP/1.1 ')).toHaveLength(10_001), { timeout: 20_000 })
    line.destroy()
    const count = (status: number): number => heard.split(`HTTP/1.1 ${status} `).length - 1
    expect([count(404), count(429)]).toEqual([20, 9_980])
    const kinds = new Set([...heard.matchAll(/"code":"([^"]+)"/g)].map(([, code]) => code))
    expect([...kinds].sort()).toEqual(['not-found', 'too-many'])
    expect(heard).toMatch(/retry-after: \d/)
    expect((await hall.request('GET', `${hall.hallPath}/views/ticket:${String(secret)}`)).status).toBe(200)
  }, 30_000)

  it('X3 guesses by a socket are slowed down as well: its line is cut, again and again', async () => {
    const { io } = await import('socket.io-client')
    const socket = io(hall.url, { transports: ['websocket'], reconnection: false, forceNew: true })
    await new Promise((resolve) => socket.once('connect', () => resolve(undefined)))
    const cut = new Promise((resolve) => socket.once('disconnect', resolve))
    for (let guess = 0; guess < 30; guess += 1) socket.emit('watch', `ticket:${mintSecret()}`, PROTOCOL, () => {})
    expect(await cut).toBe('io server disconnect')
  })

  it('X3 is in no line of the log, in no answer to staff and in no view of the hall', async () => {
    const { secret, ticket, number } = await take()
    const guide = await hall.staff('guide', 'guide of secrets')
    const inspector = await hall.staff('inspector', 'inspector of secrets')
    await hall.request('GET', `${hall.hallPath}/views/ticket:${String(secret)}`)
    await hall.request('GET', `/t/${String(secret)}`).catch(() => undefined)
    const seen = await Promise.all([
      ...['guide', 'windows', 'board:all'].map((topic) =>
        hall.request('GET', `${hall.hallPath}/views/${topic}`, undefined, guide),
      ),
      ...['floor', 'guide', 'windows', 'board:all', 'counter:1', 'strip:1'].map((topic) =>
        hall.request('GET', `${hall.hallPath}/views/${topic}`, undefined, inspector),
      ),
      hall.request('GET', `${hall.hallPath}/tickets/${String(number)}`, undefined, guide),
      hall.request('POST', `${hall.hallPath}/scans`, { secret }, guide),
      hall.request('GET', '/api/hall'),
    ])
    expect(seen.filter(({ status }) => status === 200)).toHaveLength(seen.length)
    expect(JSON.stringify(seen)).not.toContain(String(secret))
    expect(lines.join('\n')).not.toContain(String(secret))
    expect(JSON.stringify(seen)).toContain(String(ticket))
  })

  it('X3 opens its own ticket and rates nothing that was not served', async () => {
    const { secret, ticket } = await take()
    const rate = { type: 'RateVisit', ticket: String(ticket), secret: String(secret), grade: 'satisfied' } as const
    expect((await hall.command(rate, String(secret))).status).toBe(409)
    const other = await take()
    const theirs = { type: 'CancelTicket', ticket: String(other.ticket), reason: 'not mine' } as const
    expect((await hall.command(theirs, String(secret))).status).toBe(403)
  })

  it('X3 a wrong one takes as long and looks the same, however near it is to a right one', async () => {
    const { secret } = await take()
    const near = String(secret).replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))
    const guesses = { near: () => near, far: mintSecret, short: () => 'x' }
    const took: Record<string, number> = {}
    const answers = new Set<string>()
    const apart = (kind: string): number => Math.abs((took[kind] ?? 0) / (took.far ?? 1) - 1)
    const unlike = (): boolean => apart('near') > 0.1 || apart('short') > 0.1
    // The fastest of many, since a busy machine only ever makes one slower; no more than it takes to tell them alike.
    for (let round = 0; round < 400 && (round < 40 || unlike()); round += 1)
      for (const [kind, guess] of Object.entries(guesses)) {
        clock.move(seconds(3))
        const path = `${hall.hallPath}/views/ticket:${guess()}`
        const from = performance.now()
        const answer = await hall.request('GET', path)
        took[kind] = Math.min(took[kind] ?? Number.POSITIVE_INFINITY, performance.now() - from)
        answers.add(JSON.stringify(answer))
      }
    expect(unlike()).toBe(false)
    expect([...answers]).toHaveLength(1)
    expect([...answers][0]).toContain('"status":404')
  }, 30_000)

  it('X3 opens nothing once its days are over, and is then answered like every other that is wrong', async () => {
    const { secret } = await take()
    const asked = (of: unknown) => hall.request('GET', `${hall.hallPath}/views/ticket:${String(of)}`)
    expect((await asked(secret)).status).toBe(200)
    const { ratingDays = 0 } = hall.live.hall().catalogue?.rules ?? {}
    await hall.live.submit({ id: mintSecret(), type: 'CloseHall', force: true }, timekeeper)
    clock.move(hours(24 * (ratingDays + 1)))
    await hall.live.submit({ id: mintSecret(), type: 'OpenHall' }, timekeeper)
    expect(await asked(secret)).toEqual(await asked(mintSecret()))
    expect((await asked(secret)).status).toBe(404)
    const cancel = { type: 'CancelTicket', ticket: 'any', reason: 'late' } as const
    expect((await hall.command(cancel, String(secret))).status).toBe(401)
  })
})
