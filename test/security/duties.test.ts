import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STAFF_ROLES, type StaffRole } from '../../hall/actor.ts'
import { businessDay } from '../../hall/calendar.ts'
import { type Duty, dutiesOf } from '../../hall/duty.ts'
import { PROTOCOL } from '../../hall/wire.ts'
import { mintSecret } from '../../server/clock.ts'
import { type Answered, type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'

let hall: HallServer
let kiosk: { readonly id: string; readonly token: string }
const opened: Socket[] = []
const tokens = new Map<StaffRole, string>()

beforeAll(async () => {
  hall = await startTestHall()
  kiosk = await hall.device('kiosk')
  const pc = await hall.device('counter', { counter: '1' })
  for (const role of STAFF_ROLES) tokens.set(role, await hall.staff(role, `the ${role} person`, pc.token))
})
afterAll(async () => {
  for (const socket of opened) socket.close()
  await hall.stop()
})

const tokenOf = (role: StaffRole): string => tokens.get(role) ?? ''
const asked = (method: string, path: string, token?: string, body?: unknown): Promise<Answered> =>
  hall.request(method, `${hall.hallPath}${path}`, body, token)

/** What only some duty opens; with an empty body, so that whoever is let on is told 4xx other than 401 and 403, or 200. */
const TABLE: readonly (readonly [method: string, path: string, duties: readonly Duty[]])[] = [
  ['GET', '/devices', ['system', 'read']],
  ['POST', '/devices', ['system']],
  ['PATCH', '/devices/none', ['system']],
  ['POST', '/devices/none/code', ['system']],
  ['POST', '/devices/none/tone', ['system']],
  ['DELETE', '/devices/none', ['system']],
  ['POST', '/peripherals/none/test', ['system']],
  ['GET', '/media', ['system', 'read']],
  ['DELETE', '/media/none.png', ['system']],
  ['GET', '/slips', ['system', 'read']],
  ['PUT', '/draft/slips/none', ['system']],
  ['PUT', '/draft/boards', ['system']],
  ['GET', '/clips', ['system', 'read']],
  ['DELETE', '/clips/zh/none', ['system']],
  ['PUT', '/draft/order', ['run']],
  ['POST', '/draft/publish', ['run']],
  ['GET', '/overtaking', ['run', 'read']],
  ['GET', '/advice', ['run', 'read']],
  ['GET', '/plan', ['run', 'read']],
  ['GET', '/what-if', ['run', 'read']],
  ['GET', '/staff', ['read', 'security']],
  ['POST', '/staff', ['security']],
  ['DELETE', '/staff/none/sessions', ['security']],
  ['GET', '/security/policy', ['security', 'audit']],
  ['PATCH', '/security/policy', ['security']],
  ['GET', '/security/sessions', ['security']],
  ['GET', '/security/proposals', ['security', 'system']],
  ['POST', '/security/proposals/none', ['security', 'system']],
  ['GET', '/security/log', ['audit']],
  ['GET', '/security/log.csv', ['audit']],
  ['GET', '/security/check', ['audit']],
]

describe('duties over HTTP', () => {
  it.each(TABLE)('X29 %s %s opens to %s and to nobody else', async (method, path, duties) => {
    for (const role of STAFF_ROLES) {
      const { status, code } = await asked(method, path, tokenOf(role), method === 'GET' ? undefined : { nonsense: 1 })
      const may = dutiesOf(role, 'modern').some((duty) => duties.includes(duty))
      expect(status === 403 && code === 'not-permitted', `${role} ${status} ${String(code)}`).toBe(!may)
    }
    expect((await asked(method, path, kiosk.token, method === 'GET' ? undefined : {})).status).toBe(403)
    expect((await asked(method, path, undefined, method === 'GET' ? undefined : {})).status).toBe(401)
  })

  it('X29 whoever runs the hall keeps the public cards, and only the keeper of accounts touches rights', async () => {
    const staff = (await asked('GET', '/staff', hall.managerToken)).staff as { id: string; role: string }[]
    const guide = staff.find(({ role }) => role === 'guide')?.id ?? ''
    expect(await asked('PATCH', `/staff/${guide}`, tokenOf('secadmin'), { role: 'inspector' })).toMatchObject({
      status: 200,
      staff: { role: 'inspector' },
    })
    for (const role of ['sysadmin', 'auditor', 'inspector', 'window'] as const)
      expect((await asked('PATCH', `/staff/${guide}`, tokenOf(role), { number: '1' })).status, role).toBe(403)
  })
})

describe('views of administrators', () => {
  it.each<[StaffRole, readonly string[]]>([
    ['sysadmin', ['floor']],
    ['secadmin', ['floor']],
    ['auditor', ['floor', 'guide', 'board:all', 'windows']],
    ['inspector', ['floor', 'guide', 'board:all', 'windows']],
  ])('X29 %s sees %s and no pad, edge or other machine', async (role, topics) => {
    const seen: string[] = []
    for (const topic of ['floor', 'guide', 'board:all', 'windows', 'pad:1', 'edge:e1'])
      if ((await asked('GET', `/views/${topic}`, tokenOf(role))).status === 200) seen.push(topic)
    expect(seen).toEqual(topics)
  })
})

describe('what the security log holds after it', () => {
  type Row = { type: string; outcome: string; who?: string; about?: string; from?: string; whoName?: string }
  const rows = async (): Promise<Row[]> => (await asked('GET', '/security/log', tokenOf('auditor'))).records as Row[]

  it('X33 who was refused what, by the pattern of the address and never by what stood in it', async () => {
    const secret = mintSecret()
    await asked('GET', `/clips/zh/${secret}`, tokenOf('secadmin'))
    const found = (await rows()).find(({ type }) => type === 'not-permitted')
    expect(found).toMatchObject({ outcome: 'refused', about: 'GET /api/halls/:hall/clips/:language/:name' })
    expect(JSON.stringify(await rows())).not.toContain(secret)
  })

  it('X33 commands and views that a role may not have', async () => {
    const board = await hall.device('display')
    await hall.command({ type: 'OpenHall' }, board.token)
    const socket = io(hall.url, { auth: { token: board.token }, transports: ['websocket'], forceNew: true })
    opened.push(socket)
    const answer = await new Promise((resolve) => socket.emit('watch', 'guide', PROTOCOL, resolve))
    expect(answer).toEqual({ refused: 'not-permitted' })
    const noted = (await rows()).filter(({ who }) => who === board.id)
    expect(noted.map(({ type, about }) => `${type} ${about}`)).toEqual(
      expect.arrayContaining(['watch guide', 'not-permitted POST /api/halls/:hall/commands']),
    )
  })

  it('X33 signing in and out, accounts, machines and policy, each with who and where from', async () => {
    const token = await hall.staff('inspector', 'somebody new')
    await hall.request('POST', '/api/sign-out', {}, token)
    await hall.request('POST', '/api/sign-in', { name: 'somebody new', password: 'a wrong guess' })
    await asked('PATCH', '/security/policy', tokenOf('secadmin'), { idleMinutes: 20 })
    const board = await hall.device('display')
    await asked('DELETE', `/devices/${board.id}`, tokenOf('sysadmin'))
    const noted = await rows()
    const types = new Set(noted.map(({ type, outcome }) => `${type} ${outcome}`))
    for (const type of [
      'account-added ok',
      'sign-in ok',
      'sign-in refused',
      'session-ended ok',
      'policy-changed ok',
      'device-added ok',
      'device-code ok',
      'device-paired ok',
      'device-revoked ok',
    ])
      expect(types).toContain(type)
    expect(noted.find(({ type }) => type === 'device-revoked')).toMatchObject({
      whoName: 'the sysadmin person',
      from: '127.0.0.1',
      about: board.id,
    })
    const text = JSON.stringify(noted)
    for (const secret of [token, board.token, PASSWORD, 'a wrong guess']) expect(text).not.toContain(secret)
  })

  it('X33 an export has every line, says who took it, and no cell runs', async () => {
    const day = businessDay(Date.now(), 'Asia/Shanghai')
    const path = `${hall.url}${hall.hallPath}/security/log.csv?from=${day}&to=${day}`
    const response = await fetch(path, { headers: { authorization: `Bearer ${tokenOf('auditor')}` } })
    expect(response.headers.get('content-type')).toContain('text/csv')
    const lines = (await response.text()).trim().split('\r\n')
    expect(lines[0]).toContain('position,at,type,outcome,who,from,about,data,chain')
    expect(lines.length).toBeGreaterThan(20)
    for (const line of lines.slice(1)) expect(line).toMatch(/^\d+,\d{4}-\d\d-\d\dT/)
    expect((await rows()).find(({ type }) => type === 'exported')).toMatchObject({ whoName: 'the auditor person' })
    expect(await asked('GET', '/security/check', tokenOf('auditor'))).toMatchObject({ ok: true })
    expect((await asked('GET', '/security/check', tokenOf('auditor'))).bad).toBe(undefined)
  })
})

describe('the line of somebody whose time is over', () => {
  const connected = (token: string): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = io(hall.url, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true })
      opened.push(socket)
      socket.once('connect', () => resolve(socket))
      socket.once('connect_error', reject)
    })
  const cut = (socket: Socket): Promise<number> => {
    const from = performance.now()
    return new Promise((resolve) => socket.once('disconnect', () => resolve(performance.now() - from)))
  }

  it('X8 a machine that is taken back is cut off within a second', async () => {
    const board = await hall.device('display')
    const gone = cut(await connected(board.token))
    await asked('DELETE', `/devices/${board.id}`, hall.managerToken)
    expect(await gone).toBeLessThan(1_000)
    await expect(connected(board.token)).rejects.toThrow('unknown-token')
  })

  it('X16 one session that is signed out is cut off within a second, and the same person’s other is not', async () => {
    const one = await hall.staff('inspector', 'one of two')
    const two = String((await hall.request('POST', '/api/sign-in', { name: 'one of two', password: PASSWORD })).token)
    const [first, second] = [await connected(one), await connected(two)]
    const gone = cut(first)
    await hall.request('POST', '/api/sign-out', {}, one)
    expect(await gone).toBeLessThan(1_000)
    expect(second.connected).toBe(true)
    expect((await asked('GET', '/devices', two)).status).toBe(200)
    const both = cut(second)
    await hall.request('POST', '/api/sign-out/everywhere', {}, two)
    expect(await both).toBeLessThan(1_000)
    expect((await asked('GET', '/devices', two)).status).toBe(401)
  })

  it('X16 an id that somebody brings along is not the session’s: signing in makes another', async () => {
    const brought = 'a'.repeat(43)
    const { token } = await hall.request('POST', '/api/sign-in', { name: 'one of two', password: PASSWORD }, brought)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(token).not.toBe(brought)
    expect((await asked('GET', '/devices', brought)).status).toBe(401)
  })
})

describe('eight who sign in at once', () => {
  it('X17 leave tickets as fast as they were', async () => {
    const p99 = (times: readonly number[]): number =>
      times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? 0
    const ticket = async (): Promise<number> => {
      const from = performance.now()
      const answer = await hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, kiosk.token)
      expect(answer.status).toBe(200)
      return performance.now() - from
    }
    const quiet: number[] = []
    for (let one = 0; one < 20; one += 1) quiet.push(await ticket())
    let signing = true
    const all = Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        hall.request('POST', '/api/sign-in', { name: `nobody ${at}`, password: PASSWORD }),
      ),
    ).finally(() => {
      signing = false
    })
    const meanwhile: number[] = []
    while (signing) meanwhile.push(await ticket())
    await all
    expect(meanwhile.length).toBeGreaterThan(2)
    // A machine that is busy with other things is held against itself.
    expect(p99(meanwhile)).toBeLessThan(Math.max(100, 4 * p99(quiet)))
  })
})
