/**
 * The present, as the server tells it. A screen watches topics and shows the newest message; it never computes state from
 * changes, so a lost message costs nothing and a reconnection needs no reload (design §5).
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { io, type Socket } from 'socket.io-client'
import { STALE_AFTER_MS } from '../hall/limits.ts'
import type { ScreenHealth } from '../hall/screen.ts'
import {
  type ClientToServer,
  PROTOCOL,
  type ServerToClient,
  type Topic,
  type TopicKind,
  topicOf,
  type ViewMessage,
} from '../hall/wire.ts'
import { forget, token } from './session.ts'
import { heardClock, nowHere } from './time.ts'

export type Live<K extends TopicKind> = ReadonlySignal<ViewMessage<K> | undefined>

/** False while the line is down. */
export const connected = signal(false)
/** When anything was last heard, on this screen's own clock; never before the first word. */
let heardAt = Number.POSITIVE_INFINITY
let silence: ReturnType<typeof setTimeout> | undefined
/** True when nothing was heard for ten seconds: what is shown may no longer be true, and the screen must say so (I7). */
export const stale = signal(false)
/** When anything was last heard, on the server's clock: since then it is old, where it is. */
export const staleSince = signal(0)
let newest = 0
/** Why a topic was turned down, by topic. */
export const refusals = signal<Readonly<Record<Topic, string>>>({})

const watched = new Map<Topic, Signal<ViewMessage | undefined>>()
let socket: Socket<ServerToClient, ClientToServer> | undefined

const fallSilent = (): void => {
  stale.value = true
}

const heard = (message: ViewMessage): void => {
  heardAt = Date.now()
  stale.value = false
  heardClock(message.now)
  staleSince.value = nowHere()
  clearTimeout(silence)
  silence = setTimeout(fallSilent, STALE_AFTER_MS)
  newest = message.position
  const slot = watched.get(message.topic)
  // A message older than what is shown would take the screen back in time.
  if (slot && (slot.value === undefined || message.position >= slot.value.position)) slot.value = message
}

const ask = (topic: Topic): void => {
  socket?.emit('watch', topic, PROTOCOL, (answer) => {
    if (!('refused' in answer)) {
      // The answer to a watch is the whole present, even where a restored server stands at a lower position.
      const slot = watched.get(topic)
      if (slot && slot.value !== undefined && answer.position < slot.value.position) slot.value = undefined
      heard(answer)
      return
    }
    if (answer.refused === 'outdated') location.reload()
    refusals.value = { ...refusals.value, [topic]: answer.refused }
  })
}

const open = (): Socket<ServerToClient, ClientToServer> => {
  const made: Socket<ServerToClient, ClientToServer> = io({
    auth: (give) => give({ token: token.value, version: PAGE_VERSION }),
    transports: ['websocket'],
    reconnectionDelay: 300,
    reconnectionDelayMax: 1_000,
    timeout: 4_000,
  })
  made.on('connect', () => {
    connected.value = true
    for (const topic of watched.keys()) ask(topic)
  })
  made.on('disconnect', (reason) => {
    connected.value = false
    // After a refusal by the server the library does not try again by itself.
    if (reason === 'io server disconnect') setTimeout(() => made.connect(), 1_000)
  })
  made.on('connect_error', (error) => {
    connected.value = false
    if (error.message === 'unknown-token') forget()
    else if (!made.active) setTimeout(() => made.connect(), 1_000)
  })
  made.on('view', heard)
  made.on('dismissed', forget)
  made.on('tone', () => void import('./here.ts').then(({ makeKnown }) => makeKnown()))
  // A timer does not run while its machine sleeps: whoever wakes must not show yesterday for ten seconds more.
  setInterval(() => {
    if (Date.now() - heardAt > STALE_AFTER_MS) fallSilent()
  }, 1_000)
  return made
}

/** Watches a topic for as long as the page lives. Calling it again for the same topic gives the same signal. */
export const watch = <K extends TopicKind>(kind: K, id?: string): Live<K> => {
  const topic = topicOf(kind, id)
  const known = watched.get(topic)
  if (known) return known as unknown as Live<K>
  const slot = signal<ViewMessage | undefined>(undefined)
  watched.set(topic, slot)
  socket ??= open()
  if (socket.connected) ask(topic)
  return slot as unknown as Live<K>
}

/** The position of the last word from the server, whatever it was about. */
export const newestHeard = (): number => newest

/** Says how this screen is. Nothing is kept for later: an old report would be a lie by then. */
export const tellServer = (health: ScreenHealth): void => {
  if (socket?.connected) socket.emit('report', health)
}

/** Speaks with the token of now: after pairing, signing in or out. `same`: whoever was there is back, and goes on. */
export const reconnect = (same = false): void => {
  refusals.value = {}
  if (!socket) return
  if (!same) for (const slot of watched.values()) slot.value = undefined
  socket.disconnect().connect()
}
