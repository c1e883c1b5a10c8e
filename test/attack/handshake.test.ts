/** Every door a socket can come to, with every key it could hold: only the hall's own pages with a token that is good now. */
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROTOCOL } from '../../hall/wire.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { handClock, minutes } from '../kit/hand-clock.ts'
import { roleTokens } from './role-tokens.ts'
import { brokenApp, filledIn, routesOf } from './routes.ts'

const ORIGINS = ['none', 'own', 'foreign', 'null', 'own name, other port', 'own name before a foreign one'] as const
const TOKENS = ['none', 'good', 'foreign', 'revoked', 'signed out', 'gone quiet', 'not text', 'long'] as const
const TRANSPORTS = ['websocket', 'polling'] as const
type Origin = (typeof ORIGINS)[number]
type Token = (typeof TOKENS)[number]

let hall: HallServer
let other: HallServer
let tokens: Readonly<Record<Token, unknown>>

beforeAll(async () => {
  const clock = handClock()
  const shipped = { ...sampleCatalogue, edges: [{ id: 'here', name: '前置机' }] }
  hall = await startTestHall({ shipped, clock })
  other = await startTestHall({ shipped })
  const quiet = await hall.staff('guide', 'guide who went to lunch')
  for (let third = 0; third < 3; third += 1) {
    clock.move(minutes(6))
    await hall.request('POST', '/api/here', {}, hall.managerToken)
  }
  const revoked = await hall.device('display')
  await hall.request('DELETE', `${hall.hallPath}/devices/${revoked.id}`, undefined, hall.managerToken)
  const left = await hall.staff('guide', 'guide who left')
  await hall.request('POST', '/api/sign-out', {}, left)
  tokens = {
    none: undefined,
    good: (await hall.device('display')).token,
    // Good, but of another hall.
    foreign: (await other.device('display')).token,
    revoked: revoked.token,
    'signed out': left,
    'gone quiet': quiet,
    'not text': { $ne: null },
    long: 'x'.repeat(5_000),
  }
})
afterAll(async () => {
  await hall.stop()
  await other.stop()
})

const originOf = (name: Origin): string | undefined => {
  switch (name) {
    case 'none':
      return undefined
    case 'own':
      return hall.url
    case 'foreign':
      return 'https://evil.example'
    case 'null':
      return 'null'
    case 'own name, other port':
      return 'http://127.0.0.1:1'
    case 'own name before a foreign one':
      return `${hall.url}.evil.example`
  }
}

/** What became of a handshake, and of the first word after it. */
const knock = (origin: Origin, token: Token, transport: (typeof TRANSPORTS)[number]): Promise<string> =>
  new Promise((resolve) => {
    const header = originOf(origin)
    const socket = io(hall.url, {
      auth: { token: tokens[token] },
      transports: [transport],
      reconnection: false,
      forceNew: true,
      ...(header === undefined ? {} : { extraHeaders: { origin: header } }),
    })
    const done = (how: string): void => {
      socket.close()
      resolve(how)
    }
    socket.once('connect_error', () => done('refused'))
    socket.once('connect', () =>
      socket.emit('watch', 'board:all', PROTOCOL, (answer: object) =>
        done('view' in answer ? 'hears the board' : 'hears nothing'),
      ),
    )
  })

describe('sockets at the door', () => {
  for (const transport of TRANSPORTS)
    for (const origin of ORIGINS)
      for (const token of TOKENS) {
        const known = transport === 'websocket' && (origin === 'none' || origin === 'own')
        const expected = !known
          ? 'refused'
          : token === 'good'
            ? 'hears the board'
            : token === 'none'
              ? 'hears nothing'
              : 'refused'
        it(`X4 ${transport}, origin ${origin}, token ${token}: ${expected}`, async () => {
          expect(await knock(origin, token, transport)).toBe(expected)
        })
      }
})

describe('another hall’s keys', () => {
  const routes = routesOf(brokenApp()).filter(({ path }) => path.startsWith('/api/halls/:hall/'))
  /** What hangs on the wall: for whoever asks. */
  const PUBLIC = /catalogue$/
  /** Every address that names a hall, asked with a token. */
  const askAll = (named: string, token: string, method: RegExp = /./): Promise<(readonly [string, number])[]> =>
    Promise.all(
      routes
        .filter((route) => !PUBLIC.test(route.path) && method.test(route.method))
        .map(async (route) => {
          const path = filledIn(route.path, { hall: named, kind: 'questions', zone: 'all', topic: 'floor' })
          const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : {}
          return [
            `${route.method} ${route.path}`,
            (await hall.request(route.method, path, body, token)).status,
          ] as const
        }),
    )

  it('X22 a machine, a person and a ticket of one hall open no address of another, and no ticket’s page', async () => {
    const foreign = await roleTokens(other)
    expect(routes.length).toBeGreaterThan(60)
    for (const role of ['kiosk', 'standby', 'window', 'manager', 'visitor'] as const) {
      const token = foreign[role]
      const answers = await askAll(hall.live.hall().id, token)
      expect([role, answers.filter(([, status]) => status !== 401)]).toEqual([role, []])
    }
    expect((await hall.request('GET', `${hall.hallPath}/views/ticket:${foreign.visitor}`)).status).toBe(404)
  }, 30_000)

  it('X22 the hall in the address is never believed: this server’s own keys open no other hall’s address', async () => {
    const own = await roleTokens(hall)
    const before = hall.live.hall().position
    // Between them they may ask at every address of their own hall.
    for (const role of ['kiosk', 'display', 'edge', 'standby', 'guide', 'manager'] as const) {
      const answers = await askAll('elsewhere', own[role])
      expect([role, answers.filter(([, status]) => status !== 403 && status !== 404)]).toEqual([role, []])
    }
    expect(hall.live.hall().position).toBe(before)
    const reads = await askAll('elsewhere', hall.managerToken, /GET/)
    expect(reads.filter(([, status]) => status === 404).length).toBeGreaterThan(25)
    expect((await hall.request('GET', '/api/halls/elsewhere/catalogue')).status).toBe(404)
  }, 30_000)
})
