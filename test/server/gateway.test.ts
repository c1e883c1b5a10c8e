import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BoardView } from '../../hall/views/public.ts'
import {
  type ClientToServer,
  PROTOCOL,
  type ServerToClient,
  type ViewMessage,
  type WatchRefused,
} from '../../hall/wire.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

type Screen = Socket<ServerToClient, ClientToServer>
type Answer = ViewMessage | WatchRefused

let hall: HallServer
let kiosk: string
const opened: Screen[] = []

beforeAll(async () => {
  hall = await startTestHall()
  kiosk = (await hall.device('kiosk')).token
})
afterAll(async () => {
  for (const screen of opened) screen.close()
  await hall.stop()
})

const connect = (
  token?: string,
  headers: Record<string, string> = {},
  transports: ('websocket' | 'polling')[] = ['websocket'],
): Screen => {
  const screen: Screen = io(hall.url, {
    auth: { token },
    transports,
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
  })
  opened.push(screen)
  return screen
}
const outcome = (screen: Screen): Promise<string> =>
  new Promise((resolve) => {
    if (screen.connected) resolve('connected')
    screen.once('connect', () => resolve('connected'))
    screen.once('connect_error', (error) => resolve(error.message))
  })
const watch = (screen: Screen, topic: string, protocol = PROTOCOL): Promise<Answer> =>
  new Promise((resolve) => screen.emit('watch', topic, protocol, resolve))
const isView = (answer: Answer): answer is ViewMessage => 'view' in answer

/** Resolves with the first view message that satisfies a condition. */
const heard = (screen: Screen, fits: (message: ViewMessage) => boolean): Promise<ViewMessage> =>
  new Promise((resolve) => {
    const listen = (message: ViewMessage): void => {
      if (!fits(message)) return
      screen.off('view', listen)
      resolve(message)
    }
    screen.on('view', listen)
  })
const issue = () => hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, kiosk)

describe('who may listen', () => {
  it('A4 a false token is turned away at the handshake', async () => {
    expect(await outcome(connect('x'.repeat(43)))).toBe('unknown-token')
  })

  it.each([
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['a foreign host', { host: 'evil.example' }],
  ])('A5 %s gets no socket even with a good token', async (_what, headers) => {
    expect(await outcome(connect(kiosk, headers))).not.toBe('connected')
  })

  it('A5 polling is not spoken at all', async () => {
    expect(await outcome(connect(kiosk, { origin: 'http://evil.example' }, ['polling']))).not.toBe('connected')
  })

  it('A3 each role hears its own topics and no others', async () => {
    const display = connect((await hall.device('display')).token)
    const pad = connect((await hall.device('pad', { counter: '2' })).token)
    const nobody = connect()
    const may = async (screen: Screen, topic: string) => isView(await watch(screen, topic))
    expect(await may(display, 'board:all')).toBe(true)
    expect(await may(display, 'strip:2')).toBe(true)
    expect(await may(display, 'pad:2')).toBe(false)
    expect(await may(display, 'floor')).toBe(false)
    expect(await may(pad, 'pad:2')).toBe(true)
    expect(await may(pad, 'pad:1')).toBe(false)
    expect(await may(nobody, 'board:all')).toBe(false)
    expect(await may(connect(hall.managerToken), 'pad:2')).toBe(false)
    const issued = await issue()
    expect(await may(nobody, `ticket:${issued.secret}`)).toBe(true)
    expect(await may(nobody, `ticket:${issued.ticket}`)).toBe(false)
  })

  it('S2 an older protocol is told to reload, an unknown topic is named so', async () => {
    const display = connect((await hall.device('display')).token)
    expect(await watch(display, 'board:all', 0)).toEqual({ refused: 'outdated' })
    expect(await watch(display, 'board:nowhere')).toEqual({ refused: 'unknown-topic' })
    expect(await watch(display, 'no-such-topic')).toEqual({ refused: 'not-permitted' })
  })

  it('A4 a machine whose token is taken back is dismissed within a second', async () => {
    const device = await hall.device('display')
    const screen = connect(device.token)
    await watch(screen, 'board:all')
    const dismissed = new Promise((resolve) => screen.once('dismissed', () => resolve('dismissed')))
    const gone = new Promise((resolve) => screen.once('disconnect', resolve))
    const from = Date.now()
    await hall.request('DELETE', `${hall.hallPath}/devices/${device.id}`, undefined, hall.managerToken)
    expect(await dismissed).toBe('dismissed')
    await gone
    expect(Date.now() - from).toBeLessThan(1_000)
  })

  it('A4 a window computer with a clerk signed in counts as there, and both go when it is taken back', async () => {
    const pc = await hall.device('counter', { counter: '3' })
    const clerk = connect(await hall.staff('window', 'clerk of three', pc.token))
    expect(isView(await watch(clerk, 'counter:3'))).toBe(true)
    const online = async () => {
      const { devices } = await hall.request('GET', `${hall.hallPath}/devices`, undefined, hall.managerToken)
      return (devices as { id: string; online: boolean }[]).find(({ id }) => id === pc.id)?.online
    }
    expect(await online()).toBe(true)
    const gone = new Promise((resolve) => clerk.once('disconnect', resolve))
    await hall.request('DELETE', `${hall.hallPath}/devices/${pc.id}`, undefined, hall.managerToken)
    await gone
    expect(await online()).toBe(undefined)
  })

  it('I21 a screen that shouts without end is cut off and the others still hear', async () => {
    const device = (await hall.device('display')).token
    const loud = connect(device)
    const calm = connect((await hall.device('display')).token)
    await watch(calm, 'board:all')
    const cut = new Promise((resolve) => loud.once('disconnect', resolve))
    await outcome(loud)
    for (let times = 0; times < 200; times += 1) loud.emit('watch', 'board:all', PROTOCOL, () => {})
    await cut
    const waiting = heard(calm, ({ topic }) => topic === 'board:all')
    await issue()
    await waiting
  })

  it('I21 nonsense from a socket harms nobody', async () => {
    const screen = connect(kiosk)
    await outcome(screen)
    const rude = screen as unknown as { emit: (...words: unknown[]) => void }
    rude.emit('watch')
    rude.emit('watch', { topic: 1 }, 'x', 'not a function')
    rude.emit('watch', ['board:all'], PROTOCOL, () => {})
    rude.emit('nothing', { __proto__: null })
    rude.emit('unwatch', 7)
    expect((await issue()).status).toBe(200)
  })
})

describe('what they hear', () => {
  it('S2 the answer to watch is the present, and the same as over HTTP', async () => {
    const screen = connect(hall.managerToken)
    const answer = await watch(screen, 'board:all')
    const asked = await hall.request('GET', `${hall.hallPath}/views/board:all`, undefined, hall.managerToken)
    expect(isView(answer) && answer.view).toEqual(asked.view)
  })

  it('S4 the first change is told at once, and a burst at most ten times a second', async () => {
    const screen = connect((await hall.device('display')).token)
    await watch(screen, 'board:all')
    let told = 0
    screen.on('view', () => {
      told += 1
    })
    const from = Date.now()
    const last = await Promise.all(Array.from({ length: 60 }, issue)).then((answers) =>
      Math.max(...answers.map(({ position }) => Number(position))),
    )
    await heard(screen, ({ position }) => position >= last)
    const seconds = (Date.now() - from) / 1000
    expect(told).toBeGreaterThan(0)
    expect(told).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 2)
  })

  it('S5 forty windows calling at once are all on the board, in the order of the ledger', async () => {
    const counters = [...hall.live.hall().lookup.counters.values()].filter(({ own }) => own.length > 0)
    const services = new Map(hall.live.hall().catalogue?.services.map((service) => [service.theme, service.id]))
    for (const { own } of counters) {
      await hall.command(
        { type: 'IssueTicket', ticket: mintSecret(), service: services.get(own[0] ?? '') ?? '' },
        kiosk,
      )
    }
    const clerk = (counter: string) => ({ role: 'window' as const, id: `clerk ${counter}`, name: 'clerk', counter })
    const act = (type: 'OpenCounter' | 'CallNext', counter: string) =>
      hall.live.submit({ id: mintSecret(), type, counter }, clerk(counter))
    await Promise.all(counters.map(({ id }) => act('OpenCounter', id)))
    const screen = connect((await hall.device('display')).token)
    await watch(screen, 'board:all')
    const replies = await Promise.all(counters.map(({ id }) => act('CallNext', id)))
    const positions = replies.map((reply) => (reply.ok ? reply.position : 0)).sort((a, b) => b - a)
    expect(positions).not.toContain(0)
    const message = await heard(screen, ({ position }) => position >= (positions[0] ?? 0))
    const { calls } = message.view as BoardView
    expect(calls.filter(({ live }) => live).map(({ position }) => position)).toEqual(positions)
  })

  it('I7 positions a screen hears never fall', async () => {
    const screen = connect((await hall.device('display')).token)
    const first = await watch(screen, 'board:all')
    let last = isView(first) ? first.position : 0
    const falls: number[] = []
    screen.on('view', ({ position }) => {
      if (position < last) falls.push(position)
      last = position
    })
    const answers = await Promise.all(Array.from({ length: 30 }, issue))
    await heard(screen, ({ position }) => position >= Math.max(...answers.map((answer) => Number(answer.position))))
    expect(falls).toEqual([])
  })
})

describe('the machines at the guide desk', () => {
  type Devices = {
    readonly devices: readonly { readonly id: string; readonly online: boolean; readonly seenAt?: number }[]
  }

  it('G5 a machine that comes and goes is told, the silent ones first', async () => {
    const board = await hall.device('display')
    const guide = connect(await hall.staff('guide', 'guide of machines'))
    await outcome(guide)
    const row = (message: ViewMessage) => (message.view as Devices).devices.find(({ id }) => id === board.id)
    expect(await watch(guide, 'guide')).toMatchObject({ view: { devices: expect.any(Array) } })
    const came = heard(guide, (message) => row(message)?.online === true)
    const screen = connect(board.token)
    await outcome(screen)
    const online = (await came).view as Devices
    expect(online.devices.at(-1)).toMatchObject({ online: true, seenAt: expect.any(Number) })
    const went = heard(guide, (message) => row(message)?.online === false)
    screen.close()
    expect(row(await went)).toMatchObject({ online: false, seenAt: expect.any(Number) })
  })
})
