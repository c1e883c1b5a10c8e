/** A session that lacks the second factor which the policy asks for, at every address and every topic of the server (X30). */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROTOCOL } from '../../hall/wire.ts'
import { backUp } from '../../server/backup.ts'
import { mintSecret } from '../../server/clock.ts'
import { codeAt, stepOf } from '../../server/people/totp.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { brokenApp, filledIn, routesOf } from './routes.ts'

/** What it may: what anybody may, sign out, and what sets it up. */
const OPEN: readonly string[] = [
  'GET /api/factor',
  'POST /api/factor',
  'POST /api/factor/confirm',
  'POST /api/factor/remove',
  'POST /api/sign-out',
]
/** Anybody’s, or a machine’s own: a person’s token changes nothing there. */
const ANYBODY: readonly string[] = [
  'GET /api/hall',
  'GET /api/openapi.json',
  'GET /api/demo',
  'POST /api/demo/speed',
  'GET /api/sso',
  'GET /api/sso/start',
  'GET /api/sso/callback',
  'POST /api/sso/session',
  'POST /api/pair',
  'POST /api/sign-in',
  'POST /api/sign-in/code',
  'POST /api/password',
  'POST /api/first-manager',
  'POST /api/standing',
  'GET /api/halls/:hall/catalogue',
]

let hall: HallServer
let token: string

beforeAll(async () => {
  hall = await startTestHall({ closed: true })
  hall.people.setPolicy({ secondFactor: 'administrators' }, { from: 'test' })
  // Whoever has every right there is, and lacks the second factor from now on.
  token = String((await hall.request('POST', '/api/sign-in', { name: 'manager', password: PASSWORD })).token)
})
afterAll(() => hall.stop())

const routes = routesOf(brokenApp()).filter(({ path }) => path.startsWith('/api'))
const ask = (method: string, path: string, body: unknown = {}) =>
  hall.request(
    method,
    filledIn(path, { hall: hall.live.hall().id, kind: 'questions', zone: 'all' }),
    method === 'GET' || method === 'DELETE' ? undefined : body,
    token,
  )

describe('a session that must set up a second factor first', () => {
  it('X30 X5 gets at no address what is not anybody’s, but what sets it up', async () => {
    expect(routes.length).toBeGreaterThan(60)
    for (const { method, path } of routes) {
      const key = `${method} ${path}`
      if (ANYBODY.includes(key) || OPEN.includes(key)) continue
      const asked = ask(method, path).catch(() => ({ status: 0, code: 'no JSON' }))
      expect(await asked, key).toMatchObject({ status: 403, code: 'factor-needed' })
    }
  }, 60_000)

  it('X30 X5 is let in by no command, topic or socket', async () => {
    const command = { id: mintSecret(), type: 'OpenHall' }
    expect(await ask('POST', '/api/halls/:hall/commands', command)).toMatchObject({ code: 'factor-needed' })
    expect(await ask('GET', '/api/halls/:hall/views/floor')).toMatchObject({ code: 'factor-needed' })
    const socket = io(hall.url, { auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false })
    const said = await new Promise<string>((resolve) => {
      socket.on('connect', () => socket.emit('watch', 'floor', PROTOCOL, () => resolve('let in')))
      socket.on('connect_error', ({ message }) => resolve(message))
    })
    socket.close()
    expect(said).toBe('unknown-token')
  })

  it('X30 sets it up, and may then do what its role may; recovery codes and secret stand in no log', async () => {
    expect(await ask('GET', '/api/factor')).toMatchObject({ status: 200, set: false, asked: true })
    const begun = await ask('POST', '/api/factor')
    expect(begun).toMatchObject({ status: 200 })
    expect(String(begun.secret)).toMatch(/^[A-Z2-7]{32}$/)
    expect(String(begun.address)).toContain(`secret=${String(begun.secret)}&issuer=`)
    const bits = [...String(begun.secret)].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign))
    const text = bits.map((five) => five.toString(2).padStart(5, '0')).join('')
    const secret = Buffer.from((text.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
    expect(await ask('POST', '/api/factor/remove')).toMatchObject({ code: 'no-factor' })
    expect(await ask('POST', '/api/factor/confirm', { code: '000000' })).toMatchObject({ code: 'wrong-factor' })
    const done = await ask('POST', '/api/factor/confirm', { code: codeAt(secret, stepOf(Date.now())) })
    expect(done).toMatchObject({ status: 200, identity: { role: 'manager' } })
    expect((await ask('GET', '/api/factor')).status).toBe(401)
    token = String(done.token)
    expect(await ask('GET', '/api/halls/:hall/security/factors')).toMatchObject({
      status: 200,
      people: [{ role: 'manager', asked: true, recoveryLeft: 10 }],
    })
    const signed = await hall.request('POST', '/api/sign-in', { name: 'manager', password: PASSWORD })
    expect(signed).toMatchObject({ status: 403, code: 'code-needed' })
    expect(String(signed.ticket)).toMatch(/^[\w-]{43}$/)
    const code = (done.recovery as string[])[0] ?? ''
    const entered = await hall.request('POST', '/api/sign-in/code', { ticket: signed.ticket, code })
    expect(entered).toMatchObject({ status: 200, identity: { role: 'manager' } })
    // A copy of the hall lets its people in, and keeps the key from everybody else.
    const target = mkdtempSync(join(tmpdir(), 'yichuang-copy-'))
    expect(await backUp(hall.dataDir, target)).toContain('factor.key')
    expect(statSync(join(target, 'factor.key')).mode & 0o777).toBe(0o600)
    rmSync(target, { recursive: true, force: true })
    const { people } = hall
    const kept = JSON.stringify([people.factors(), people.staff(), people.sessions()])
    for (const held of [code, String(begun.secret)]) expect(kept).not.toContain(held)
  })
})
