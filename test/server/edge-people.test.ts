/** Edges among the machines of a hall: a register from before they existed, what the public may know, a tone. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPeopleStore } from '../../server/people/store.ts'
import { edgeCatalogue } from '../kit/edge-hall.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

let hall: HallServer
beforeAll(async () => {
  hall = await startTestHall({ shipped: edgeCatalogue(9) })
})
afterAll(() => hall.stop())

describe('the register', () => {
  it('E1 one from before edges existed is read, and takes an edge', () => {
    const dir = mkdtempSync(join(tmpdir(), 'yichuang-register-'))
    const file = join(dir, 'people.sqlite')
    const old = new Database(file)
    old.exec(`CREATE TABLE devices (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, counter TEXT, zone TEXT, printer TEXT,
      token TEXT UNIQUE, code TEXT, code_until INTEGER, revoked INTEGER NOT NULL DEFAULT 0
    ); INSERT INTO devices (id, name, role, printer, token) VALUES ('k1', '取号机', 'kiosk', 'p1', 'digest')`)
    old.close()
    for (const opening of [1, 2]) {
      const store = openPeopleStore(file)
      expect(store.deviceByToken('digest')).toMatchObject({ id: 'k1', printer: 'p1', edge: null })
      store.addDevice(`e${opening}`, '前置机', 'edge', null, null, null, 'e1')
      expect(store.device(`e${opening}`)).toMatchObject({ role: 'edge', edge: 'e1' })
      store.close()
    }
    rmSync(dir, { recursive: true, force: true })
  })

  it('E1 an edge may command nothing, whoever it asks for', async () => {
    const edge = await hall.device('edge', { edge: 'e1' })
    const kiosk = await hall.device('kiosk')
    const ticket = { type: 'IssueTicket', ticket: 'ticket-number-one', service: 'A-01' } as const
    expect(await hall.command(ticket, edge.token)).toMatchObject({ status: 403 })
    expect(await hall.command({ type: 'CallNext', counter: '1' }, edge.token)).toMatchObject({ status: 403 })
    expect(await hall.command(ticket, kiosk.token)).toMatchObject({ status: 200 })
  })
})

describe('what anybody may read', () => {
  it('E15 the public catalogue names no address of a printer or peripheral', async () => {
    const { catalogue } = await hall.request('GET', `${hall.hallPath}/catalogue`)
    expect(catalogue).toMatchObject({ printers: [], edges: [{ id: 'e1', name: '取号机前置机' }, { id: 'e2' }] })
    const text = JSON.stringify(catalogue)
    for (const secret of ['127.0.0.1', 'peripherals', 'keypad-1', '一楼大门']) expect(text).not.toContain(secret)
    // What it is for is there.
    expect(text).toContain('营业执照')
  })

  it('E15 the list of devices is the manager’s and the inspector’s', async () => {
    const guide = await hall.staff('guide', '导办甲')
    const inspector = await hall.staff('inspector', '督查甲')
    const get = (token?: string) => hall.request('GET', `${hall.hallPath}/devices`, undefined, token)
    expect(await get(guide)).toMatchObject({ status: 403 })
    expect(await get()).toMatchObject({ status: 401 })
    expect(await get(inspector)).toMatchObject({ status: 200 })
    for (const path of ['devices/x/tone', 'peripherals/led-1/test'])
      expect(await hall.request('POST', `${hall.hallPath}/${path}`, {}, inspector)).toMatchObject({ status: 403 })
  })
})

it('E15 D15 machines of simulated people are no machines that somebody should go and look at', async () => {
  const server = await startTestHall({
    demo: ({ people }) => ({
      describe: () => ({ links: [], staff: [], speed: 1 }),
      simulates: (machine) => people.device(machine)?.name === 'kiosk',
      setSpeed: () => undefined,
      stop: () => undefined,
    }),
  })
  await server.device('kiosk')
  const board = await server.device('display')
  const { devices } = await server.request('GET', `${server.hallPath}/devices`, undefined, server.managerToken)
  expect(devices).toMatchObject([{ id: board.id }])
  await server.stop()
})

describe('a tone', () => {
  it('E15 is heard by the one machine that is asked for, and only while it is connected', async () => {
    const [one, other] = [await hall.device('kiosk'), await hall.device('kiosk')]
    const tone = (id: string) => hall.request('POST', `${hall.hallPath}/devices/${id}/tone`, {}, hall.managerToken)
    expect(await tone(one.id)).toMatchObject({ status: 409, code: 'device-away' })
    expect(await tone('nobody')).toMatchObject({ status: 404 })
    const heard: string[] = []
    const sockets = [one, other].map(({ id, token }) => {
      const socket = io(hall.url, { auth: { token, version: '1.2.3' }, transports: ['websocket'], forceNew: true })
      socket.on('tone', () => void heard.push(id))
      return socket
    })
    await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => void socket.once('connect', resolve))))
    const rang = new Promise<void>((resolve) => void sockets[0]?.once('tone', () => resolve()))
    expect(await tone(one.id)).toMatchObject({ status: 200 })
    await rang
    expect(heard).toEqual([one.id])
    const { devices } = await hall.request('GET', `${hall.hallPath}/devices`, undefined, hall.managerToken)
    expect(devices).toContainEqual(expect.objectContaining({ id: one.id, online: true, version: '1.2.3' }))
    for (const socket of sockets) socket.close()
  })
})
