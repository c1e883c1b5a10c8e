/**
 * A screen that watches a topic, as a Socket.IO client over WebSocket on a bare socket: a thousand of the real clients in
 * one process take longer to hear a message than any server to send it.
 */
import { randomBytes } from 'node:crypto'
import { PROTOCOL } from '../../hall/wire.ts'
import { openSocket } from './open-socket.ts'
import type { Target } from './target.ts'

export type Screen = {
  readonly close: () => void
  /** The line breaks without a word, and not by the screen's own will. */
  readonly cut: () => void
}

const TEXT_OPCODE = 1
const CLOSE_OPCODE = 8
/** Engine.IO and Socket.IO packets by their first characters. */
const HELLO = '0'
const PING = '2'
const CONNECTED = '40'
const EVENT = '42'
const ANSWER = '43'

/** A masked text frame, as clients must send it; the ones sent here are short. */
const frameOf = (text: string): Buffer => {
  const payload = Buffer.from(text)
  if (payload.length > 65_535) throw new Error('A screen never says that much.')
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | TEXT_OPCODE, 0x80 | payload.length])
      : Buffer.from([0x80 | TEXT_OPCODE, 0x80 | 126, payload.length >> 8, payload.length & 0xff])
  // A mask of zeros leaves the bytes as they are, and is a mask.
  return Buffer.concat([head, Buffer.alloc(4), payload])
}

/** Where the first whole frame of some bytes begins and ends; undefined while it is not all there. */
const frameIn = (
  bytes: Buffer,
): { readonly opcode: number; readonly from: number; readonly to: number } | undefined => {
  if (bytes.length < 2) return undefined
  const first = bytes.readUInt8(0)
  const short = bytes.readUInt8(1)
  if ((first & 0x80) === 0) throw new Error('A message came in pieces, which this screen does not put together.')
  const from = short === 127 ? 10 : short === 126 ? 4 : 2
  if (bytes.length < from) return undefined
  const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short
  return bytes.length < from + length ? undefined : { opcode: first & 0x0f, from, to: from + length }
}

/**
 * Connects and watches; resolves when the whole present came.
 * @param heard is given the bytes of every view told after that, as they came: `["view",{…}]`.
 * @param way from which address it comes, as machines have one each; within how long the server must have answered at all, ms;
 *   and who hears that a line that stood was cut.
 */
export const openScreen = (
  target: Target,
  heard: (message: Buffer) => void,
  way: { readonly from?: string; readonly withinMs?: number; readonly cut?: () => void } = {},
): Promise<Screen> =>
  new Promise((resolve, reject) => {
    const { port, topic, token, ca } = target
    const { from, withinMs, cut = () => {} } = way
    const socket = openSocket({
      port,
      ...(from === undefined ? {} : { from }),
      ...(ca === undefined ? {} : { ca }),
    })
    const late = withinMs === undefined ? undefined : setTimeout(() => socket.destroy(), withinMs)
    let stands = false
    let closing = false
    let bytes: Buffer = Buffer.alloc(0)
    let upgraded = false
    const say = (text: string): void => void socket.write(frameOf(text))
    const fail = (why: string): void => {
      reject(new Error(why))
      socket.destroy()
    }

    const take = (packet: Buffer): void => {
      if (packet.toString('latin1', 0, 2) === EVENT) {
        heard(packet.subarray(2))
        return
      }
      const text = packet.toString('utf8')
      if (text.startsWith(CONNECTED)) say(`${EVENT}0${JSON.stringify(['watch', topic, PROTOCOL])}`)
      else if (text.startsWith(ANSWER)) {
        if (text.includes('"refused"')) fail(`A screen was refused: ${text}`)
        else {
          stands = true
          resolve({
            close: () => {
              closing = true
              socket.destroy()
            },
            cut: () => void socket.destroy(),
          })
        }
      } else if (text.startsWith(HELLO)) {
        clearTimeout(late)
        say(`${CONNECTED}${JSON.stringify(token === undefined ? {} : { token })}`)
      } else if (text === PING) say('3')
      else fail(`A screen does not know what this means: ${text.slice(0, 200)}`)
    }
    const read = (): void => {
      if (!upgraded) {
        const end = bytes.indexOf('\r\n\r\n')
        if (end < 0) return
        if (!bytes.toString('latin1', 0, 12).endsWith('101')) fail('A screen was not let in.')
        upgraded = true
        bytes = bytes.subarray(end + 4)
      }
      for (let frame = frameIn(bytes); frame; frame = frameIn(bytes)) {
        if (frame.opcode === CLOSE_OPCODE) socket.destroy()
        else if (frame.opcode === TEXT_OPCODE) take(bytes.subarray(frame.from, frame.to))
        bytes = bytes.subarray(frame.to)
      }
    }
    socket.on('data', (chunk: Buffer) => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
      read()
    })
    socket.on('error', reject)
    socket.on('close', () => {
      clearTimeout(late)
      reject(new Error('The server cut the line of a screen.'))
      if (stands && !closing) cut()
    })
    const key = randomBytes(16).toString('base64')
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: Upgrade\r\n` +
        `upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n\r\n`,
    )
  })
