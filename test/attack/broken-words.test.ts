/** A line at whose word something breaks: it ends, alone, and the process and every other line go on (X24). */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { PROTOCOL, type ViewMessage } from '../../hall/wire.ts'
import { type Gateway, openGateway } from '../../server/gateway.ts'
import { openScreens } from '../../server/screens.ts'
import { handClock } from '../kit/hand-clock.ts'
import { openHall } from '../kit/open-hall.ts'

const nothing = (): void => undefined
const message = { topic: 'board:all', position: 1, now: 0, view: {} } as unknown as ViewMessage
/** What breaks now, and what did. */
let breaks = ''
const broke: string[] = []
const step = (name: string): void => {
  if (breaks !== name) return
  broke.push(name)
  throw new Error(`secret inside of ${name}`)
}

const server = createServer()
const said: string[] = []
let gateway: Gateway
beforeAll(async () => {
  gateway = openGateway({
    http: server,
    guard: { mustWait: () => 0, knowsHost: () => true, knowsOrigin: () => true },
    people: {
      actorOf: () => {
        step('hello')
        return { role: 'display', id: 'd1' }
      },
      onSessionEnded: nothing,
      onDismissed: nothing,
    },
    screens: {
      present: () => {
        step('watch')
        return message
      },
      watch: nothing,
      unwatch: () => step('unwatch'),
      presence: () => ({ online: false }),
      came: () => step('came'),
      went: () => step('went'),
      hear: () => {
        step('report')
        return true
      },
      onTell: nothing,
    },
    edges: { came: nothing, went: nothing, dismissed: nothing },
    securityLog: { note: () => step('note') },
    clock: handClock(),
    log: (level, what, data) => void said.push(`${level} ${what} ${JSON.stringify(data)}`),
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})
afterAll(() => gateway.close())

const knock = (): Socket => {
  const { port } = server.address() as AddressInfo
  const options = { auth: { token: 't' }, transports: ['websocket'], reconnection: false, forceNew: true }
  return io(`http://127.0.0.1:${port}`, options)
}
const line = (): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = knock()
    socket.once('connect', () => resolve(socket))
  })
const watches = (socket: Socket, topic = 'board:all'): Promise<object> =>
  new Promise((resolve) => socket.emit('watch', topic, PROTOCOL, resolve))

describe('a word at which the hall breaks', () => {
  it.each<[what: string, at: string, say: (socket: Socket) => void]>([
    ['a view that cannot be made', 'watch', (socket) => void watches(socket)],
    ['a watch that cannot be ended', 'unwatch', (socket) => socket.emit('unwatch', 'board:all')],
    ['a report that cannot be taken', 'report', (socket) => socket.emit('report', {})],
    ['a refusal that cannot be noted', 'note', (socket) => void watches(socket, 'floor')],
    ['a word nobody knows that cannot be noted', 'note', (socket) => socket.emit('nothing')],
    ['a line that cannot be let go', 'went', (socket) => socket.disconnect()],
  ])('X24 %s ends its own line and no other', async (_what, at, say) => {
    const [one, other] = [await line(), await line()]
    for (const socket of [one, other]) await watches(socket)
    broke.length = 0
    said.length = 0
    const gone = new Promise((resolve) => one.once('disconnect', resolve))
    breaks = at
    say(one)
    await gone
    await vi.waitFor(() => expect(broke).toContain(at))
    breaks = ''
    expect(said.filter((text) => text.startsWith('error socket-word-failed')).length).toBeGreaterThan(0)
    expect(other.connected).toBe(true)
    expect(await watches(other)).toEqual(message)
    expect(await watches(await line())).toEqual(message)
  })

  it.each(['hello', 'came'])(
    'X24 one that cannot be let in (%s) is told so or cut off, and the next is let in',
    async (at) => {
      const other = await line()
      breaks = at
      const refused = await new Promise<string>((resolve) => {
        const socket = knock()
        socket.once('disconnect', resolve)
        socket.once('connect_error', ({ message: why }) => resolve(why))
      })
      breaks = ''
      expect(refused).toMatch(/^(?:failed|io server disconnect)$/)
      expect(other.connected).toBe(true)
      expect(await watches(await line())).toEqual(message)
    },
  )
})

describe('a view that cannot be made', () => {
  it('X24 I21 is told to nobody, and every other is; it is told again when it can be made', async () => {
    const { live, clock: at, ask } = await openHall()
    const lines: string[] = []
    const told: string[] = []
    const quiet = { rows: () => [], onChange: nothing, paperAt: () => 'ready' } as unknown as Parameters<
      typeof openScreens
    >[1]
    let broken = false
    const screens = openScreens(
      live,
      quiet,
      at,
      {
        machines: () => [],
        clerk: () => undefined,
        past: { earlierAt: () => [], viewOf: () => undefined },
        edges: { view: () => undefined, onChange: nothing },
        presented: { at: () => [], onChange: nothing },
        alarms: {
          list: () => {
            if (broken) throw new Error('secret inside of the view')
            return []
          },
          onChange: nothing,
        },
        log: (level, what, data) => void lines.push(`${level} ${what} ${JSON.stringify(data)}`),
      },
      (then) => then(),
    )
    for (const topic of ['guide', 'board:all', 'windows']) screens.watch(topic)
    screens.onTell(({ topic }) => void told.push(topic))
    const tell = async (): Promise<string[]> => {
      told.length = 0
      at.move(1_000)
      await ask({ type: 'IssueTicket', ticket: `told-${at.now()}`, service: 'A-01' })
      return told.toSorted()
    }
    expect(await tell()).toEqual(['board:all', 'guide', 'windows'])
    broken = true
    expect(await tell()).toEqual(['board:all', 'windows'])
    expect(lines).toEqual(['error view-failed {"kind":"guide","reason":"secret inside of the view"}'])
    at.move(10_000)
    broken = false
    expect(await tell()).toEqual(['board:all', 'guide', 'windows'])
    screens.close()
  })
})
