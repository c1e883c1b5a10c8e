/** A peer that answers the heartbeat and reads nothing: what it is told must not pile up in the server's memory. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { io } from 'socket.io-client'
import { afterEach, expect, it, vi } from 'vitest'
import type { ViewMessage } from '../../hall/wire.ts'
import { PROTOCOL } from '../../hall/wire.ts'
import { type Gateway, openGateway } from '../../server/gateway.ts'
import type { Tell } from '../../server/screens.ts'
import { handClock } from '../kit/hand-clock.ts'

const TOPIC = 'ticket:a-secret-of-somebody'
/** More than the machine's own buffers of one line hold, in views of half a megabyte. */
const TOLD = 300
const message = (position: number): ViewMessage =>
  ({ topic: TOPIC, position, now: 0, view: { text: 'x'.repeat(500_000) } }) as unknown as ViewMessage

const server = createServer()
let gateway: Gateway
let deaf: Socket
afterEach(async () => {
  deaf.destroy()
  await gateway.close()
})

/** One masked text frame, as a browser sends it (RFC 6455 §5.2); short. */
const frame = (text: string): Buffer => {
  const body = Buffer.from(text)
  return Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body])
}

it('X14 is cut off alone once it leaves so much unread; whoever reads hears everything', async () => {
  let tell: Tell = () => undefined
  const told: string[] = []
  const nothing = (): void => undefined
  gateway = openGateway({
    http: server,
    guard: { mustWait: () => 0, knowsHost: () => true, knowsOrigin: () => true },
    people: { actorOf: () => undefined, onSessionEnded: nothing, onDismissed: nothing },
    screens: {
      present: () => message(0),
      watch: nothing,
      unwatch: nothing,
      presence: () => ({ online: false }),
      came: nothing,
      went: nothing,
      hear: () => true,
      onTell: (listener) => {
        tell = listener
      },
    },
    edges: { came: nothing, went: nothing, dismissed: nothing },
    securityLog: { note: nothing },
    clock: handClock(),
    log: (_level, what) => void told.push(what),
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo

  let heard = 0
  const page = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false })
  page.on('view', () => {
    heard += 1
  })
  await new Promise<void>((ready) => page.emit('watch', TOPIC, PROTOCOL, () => ready()))

  deaf = connect({ port, host: '127.0.0.1' })
  deaf.on('error', nothing)
  deaf.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nupgrade: websocket\r\nconnection: Upgrade\r\n` +
      `sec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
  )
  await new Promise<void>((open) => deaf.once('data', () => open()))
  deaf.write(frame('40'))
  deaf.write(frame(`420["watch","${TOPIC}",${PROTOCOL}]`))
  // From here on it hears nothing.
  await new Promise<void>((joined) => deaf.once('data', () => joined()))
  deaf.pause()

  for (let position = 1; position <= TOLD; position += 1) {
    tell(message(position))
    await vi.waitFor(() => expect(heard).toBe(position), { interval: 1 })
  }
  expect(told).toEqual(['socket-does-not-read'])
  page.disconnect()
}, 60_000)
