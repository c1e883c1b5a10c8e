/** What is in a ticket's QR: how hard it is to guess, and where it must never be seen. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROTOCOL } from '../../hall/wire.ts'
import { mintSecret } from '../../server/clock.ts'
import type { Log } from '../../server/log.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

const lines: string[] = []
const log: Log = (level, event, data = {}) => void lines.push(JSON.stringify({ level, event, ...data }))
let hall: HallServer
let kiosk: string

beforeAll(async () => {
  hall = await startTestHall({ log })
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

  it('X3 five hundred guesses open nothing; they are answered alike, then slowed down, and the holder is not', async () => {
    const { secret } = await take()
    const guess = () => hall.request('GET', `${hall.hallPath}/views/ticket:${mintSecret()}`)
    const answers = await Promise.all(Array.from({ length: 500 }, guess))
    const kinds = (status: number) =>
      new Set(answers.filter((one) => one.status === status).map(({ code, title }) => `${code} ${title}`))
    expect(kinds(404).size).toBe(1)
    expect(kinds(429).size).toBe(1)
    expect(answers.filter(({ status }) => status === 404).length).toBeLessThanOrEqual(21)
    expect(answers.every(({ status }) => status === 404 || status === 429)).toBe(true)
    expect((await hall.request('GET', `${hall.hallPath}/views/ticket:${String(secret)}`)).status).toBe(200)
  })

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
})
