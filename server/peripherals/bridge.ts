/**
 * A card reader behind its maker's Windows library: a program on this very machine tells what it reads over a local
 * WebSocket, as `{"type":"card","name":"…","document":"…"}`. Everything else it says is ignored (E13).
 */
import WebSocket from 'ws'
import type { BridgeLink } from '../../hall/peripheral.ts'
import { type Clock, isRecent } from '../clock.ts'
import { reasonOf } from '../log.ts'
import { backOff } from './back-off.ts'
import { type Card, markOf } from './id-card.ts'
import type { Tell } from './parts.ts'
import type { OpenPeripheral } from './port.ts'

/** Bridges like to send the photograph along; what is larger than this ends the connection. */
const MESSAGE_MAX = 262_144
/** A bridge may tell again and again what lies on its reader: pauses shorter than this are the same card. */
const LYING_MS = 3000
const NAME_MAX = 120

/** Only this machine, by address or by its own name, and only the plain protocol: no key protects a line inside one machine. */
export const isLocal = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password, hash } = new URL(url)
  const here = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  return protocol === 'ws:' && here && username === '' && password === '' && hash === ''
}

/** The card in a message; undefined for everything else. */
export const cardIn = (message: string): Card | undefined => {
  try {
    const said: unknown = JSON.parse(message)
    if (typeof said !== 'object' || said === null) return undefined
    if (!('type' in said && said.type === 'card' && 'name' in said && 'document' in said)) return undefined
    if (typeof said.name !== 'string' || typeof said.document !== 'string') return undefined
    const name = said.name.replace(/[\p{Cc}\p{Cs}]/gu, '').trim()
    const document = said.document.trim().toUpperCase()
    return name.length <= NAME_MAX && /^[0-9A-Z()]{5,20}$/.test(document) ? { name, document } : undefined
  } catch {
    // Not JSON: not a card.
    return undefined
  }
}

/** Opens the bridge at a local address. */
export const bridge = (link: BridgeLink, clock: Clock, tell: Tell): OpenPeripheral => {
  if (!isLocal(link.url)) {
    tell.health('failed', `${link.url}: a bridge must be on this machine: ws://127.0.0.1 or ws://localhost`)
    return { show: () => undefined, poke: () => undefined, close: async () => undefined }
  }
  let closed = false
  let socket: WebSocket | undefined
  let last: { readonly mark: string; readonly at: number } | undefined

  const hear = (message: string): void => {
    const card = cardIn(message)
    if (!card) return
    const mark = markOf(card)
    const lying = last?.mark === mark && isRecent(clock, last.at, LYING_MS)
    last = { mark, at: clock.now() }
    if (!lying) tell.input({ kind: 'card', ...card })
  }

  const attempt = (): void => {
    let why = 'it hung up'
    const mine = new WebSocket(link.url, { maxPayload: MESSAGE_MAX, handshakeTimeout: 5000, perMessageDeflate: false })
    socket = mine
    mine.on('open', () => {
      retry.worked()
      if (!closed) tell.health('ready')
    })
    mine.on('message', (data, binary) => {
      if (!binary && !closed) hear(String(data))
    })
    mine.on('error', (error) => {
      why = reasonOf(error)
    })
    // Comes after every end and every failure, once.
    mine.on('close', () => {
      if (closed) return
      tell.health('absent', `${link.url}: ${why}: start the card reader's bridge program`)
      retry.again()
    })
  }
  const retry = backOff(clock, attempt)
  attempt()

  return {
    show: () => undefined,
    poke: () => undefined,
    close: async () => {
      closed = true
      retry.stop()
      const mine = socket
      if (!mine || mine.readyState === WebSocket.CLOSED) return
      const over = new Promise<void>((resolve) => mine.once('close', () => resolve()))
      mine.terminate()
      await over
    },
  }
}
