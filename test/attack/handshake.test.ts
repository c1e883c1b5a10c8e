/** Every door a socket can come to, with every key it could hold: only the hall's own pages with a token that is good now. */
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROTOCOL } from '../../hall/wire.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

const ORIGINS = ['none', 'own', 'foreign', 'null', 'own name, other port', 'own name before a foreign one'] as const
const TOKENS = ['none', 'good', 'foreign', 'revoked', 'signed out', 'not text', 'long'] as const
const TRANSPORTS = ['websocket', 'polling'] as const
type Origin = (typeof ORIGINS)[number]
type Token = (typeof TOKENS)[number]

let hall: HallServer
let other: HallServer
let tokens: Readonly<Record<Token, unknown>>

beforeAll(async () => {
  hall = await startTestHall()
  other = await startTestHall()
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
  it('X22 a machine, a person and a ticket of one hall open nothing of another, by address or by token', async () => {
    const kiosk = (await other.device('kiosk')).token
    const taken = await other.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, kiosk)
    expect(taken.status).toBe(200)
    const foreign = [
      kiosk,
      other.managerToken,
      await other.staff('inspector', 'inspector elsewhere'),
      String(taken.secret),
    ]
    const paths = ['staff', 'devices', 'draft', 'tickets/A001', 'views/floor', 'views/guide', 'views/board:all']
    for (const token of foreign)
      for (const path of paths)
        expect((await hall.request('GET', `${hall.hallPath}/${path}`, undefined, token)).status, path).toBe(401)
    expect((await hall.request('GET', `${hall.hallPath}/views/ticket:${String(taken.secret)}`)).status).toBe(404)
  })

  it('X22 the hall in the address is never believed: this server’s own keys open no other hall’s address', async () => {
    for (const path of ['staff', 'devices', 'draft', 'catalogue', 'views/floor', 'tickets/A001'])
      expect(
        (await hall.request('GET', `/api/halls/elsewhere/${path}`, undefined, hall.managerToken)).status,
        path,
      ).toBe(404)
    const kiosk = (await hall.device('kiosk')).token
    const command = { id: mintSecret(), type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }
    expect((await hall.request('POST', '/api/halls/elsewhere/commands', command, kiosk)).status).toBe(404)
  })
})
