/** An edge's line to the hall: it asks over HTTP and hears over Socket.IO, like every screen, with its own token. */
import { io, type Socket } from 'socket.io-client'
import { z } from 'zod'
import type { EdgeId, Instant } from '../../hall/ids.ts'
import { STALE_AFTER_MS } from '../../hall/limits.ts'
import type { EdgeView } from '../../hall/views/edge.ts'
import {
  type ClientToServer,
  PROTOCOL,
  type ServerToClient,
  topicOf,
  type ViewMessage,
  type WatchRefused,
} from '../../hall/wire.ts'
import { type Clock, mintSecret } from '../clock.ts'
import { reasonOf } from '../log.ts'
import { fetchTrusting } from '../tls/trust.ts'
import type { EdgeInput, EdgeReport } from './report.ts'

/** What pairing brought, as the edge keeps it. */
export type Pairing = {
  readonly url: string
  readonly hall: string
  readonly token: string
  readonly edge: EdgeId
  readonly name: string
  /** The hall's authority as PEM: no other is believed. Absent where the hall speaks plain, or has a certificate from elsewhere. */
  readonly ca?: string
}

/** `later`: nobody answered, and the same may be sent again. `no`: the hall said no, with its code. */
export type Told =
  | { readonly answer: 'ok'; readonly refused: readonly string[] }
  | { readonly answer: 'no'; readonly code: string; readonly problems: readonly string[] }
  | { readonly answer: 'later'; readonly why: string }

export type LineState = 'connected' | 'lost' | 'unpaired' | 'outdated' | 'not-in-catalogue' | 'runs-elsewhere'

export type LineEars = {
  /** `now`: the hall's clock when it spoke. */
  readonly view: (view: EdgeView, now: Instant) => void
  readonly state: (state: LineState, detail: string) => void
  /** Writes the next token down, on disk when it returns; without it the token stays what it was. */
  readonly renewed?: (token: string) => void
}

export type Line = {
  readonly report: (report: EdgeReport) => Promise<Told>
  readonly tell: (input: EdgeInput) => Promise<Told>
  readonly close: () => void
}

/** The hall answers in milliseconds; after this it is asked again, ms. */
const ANSWER_WITHIN_MS = 4_000
const LOOK_EVERY_MS = 5_000
/** The hall hands out another token once a day; it is asked no more often than this, ms. */
const RENEW_WITHIN_MS = 3_600_000
const RENEW_AGAIN_MS = 60_000
const NOTHING: EdgeView = { printers: [], peripherals: [], shows: [], jobs: [], pokes: [] }

type HallAnswer = {
  readonly ok: boolean
  readonly code?: string
  /** Where a request is wrong, never what it said. */
  readonly problems?: readonly string[]
  readonly refused?: readonly string[]
}
const rotated = z.object({ token: z.string().optional(), waitMs: z.number() })
type HallSocket = Socket<ServerToClient, ClientToServer>

/** Connects, and connects again until `close` or until the hall says that the token is no longer good. */
export const openLine = (pairing: Pairing, version: string, clock: Clock, ears: LineEars): Line => {
  const { url, hall, edge, ca } = pairing
  let { token } = pairing
  const topic = topicOf('edge', edge)
  let heardAt = clock.now()
  let closed = false
  const ask = fetchTrusting(ca)
  const program = mintSecret()
  let stopRenewing = () => {}
  let stopLooking = () => {}

  const socket: HallSocket = io(url, {
    auth: (give) => give({ token, version, program }),
    transports: ['websocket'],
    ...(ca === undefined ? {} : { ca }),
    forceNew: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 1_000,
    timeout: 4_000,
  })

  const close = (): void => {
    closed = true
    stopLooking()
    stopRenewing()
    socket.close()
  }
  const ended = (state: 'unpaired' | 'outdated', detail: string): void => {
    if (closed) return
    close()
    ears.state(state, detail)
  }
  const heard = ({ view, now }: ViewMessage): void => {
    heardAt = clock.now()
    ears.view(view as EdgeView, now)
  }
  const refused = (why: WatchRefused['refused']): void => {
    heardAt = clock.now()
    switch (why) {
      case 'outdated':
        ended('outdated', 'the hall runs another release')
        return
      case 'not-permitted':
        ended('unpaired', why)
        return
      case 'unknown-topic':
        // What the catalogue has no longer is let go; it may come back with the next one.
        ears.view(NOTHING, clock.now())
        ears.state('not-in-catalogue', edge)
    }
  }
  const watch = (): void => {
    socket.emit('watch', topic, PROTOCOL, (answer) => {
      if (closed) return
      if ('refused' in answer) refused(answer.refused)
      else {
        ears.state('connected', url)
        heard(answer as ViewMessage)
      }
    })
  }
  const again = (): void => void clock.after(1_000, () => !closed && socket.connect())

  socket.on('connect', watch)
  socket.on('view', (message) => {
    if (message.topic === topic) heard(message)
  })
  socket.on('dismissed', () => ended('unpaired', 'the hall took the token back'))
  socket.on('disconnect', (reason) => {
    if (closed) return
    ears.state('lost', reason)
    // After a refusal by the server the library does not try again by itself.
    if (reason === 'io server disconnect') again()
  })
  socket.on('connect_error', (error) => {
    if (closed) return
    if (error.message === 'unknown-token') return ended('unpaired', error.message)
    ears.state(error.message === 'runs-elsewhere' ? error.message : 'lost', error.message)
    if (!socket.active) again()
  })

  /** A hall that is silent on an open line no longer has this topic, or never had. */
  const look = (): void => {
    if (socket.connected && clock.now() - heardAt > STALE_AFTER_MS - LOOK_EVERY_MS) watch()
    stopLooking = clock.after(LOOK_EVERY_MS, look)
  }
  look()

  /** The next token is written down before it is used: one that is lost on the way costs nothing (X8). */
  const renew = async (): Promise<void> => {
    let waitMs = RENEW_AGAIN_MS
    try {
      const response = await ask(`${url}/api/rotate`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: '{}',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      })
      const answer = rotated.safeParse(await response.json()).data
      if (answer?.token !== undefined) {
        ears.renewed?.(answer.token)
        token = answer.token
      }
      waitMs = Math.max(RENEW_AGAIN_MS, answer?.waitMs ?? RENEW_AGAIN_MS)
    } catch {
      // The line itself says that the hall is away; the token in hand stays good until the next is used.
    }
    if (!closed) stopRenewing = clock.after(Math.min(waitMs, RENEW_WITHIN_MS), () => void renew())
  }
  if (ears.renewed) void renew()

  const post = async (path: string, body: unknown): Promise<Told> => {
    try {
      const response = await ask(`${url}/api/halls/${hall}/edge/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      })
      const answer = (await response.json()) as HallAnswer
      if (answer.ok) return { answer: 'ok', refused: answer.refused ?? [] }
      const code = answer.code ?? String(response.status)
      if (response.status === 401) ended('unpaired', code)
      if (response.status >= 500 || response.status === 429) return { answer: 'later', why: code }
      return { answer: 'no', code, problems: answer.problems ?? [] }
    } catch (error) {
      // Refused, cut off or silent: fetch hides which behind its cause.
      const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
      return { answer: 'later', why: reasonOf(cause) }
    }
  }

  return {
    report: (report) => post('reports', report),
    tell: (input) => post('inputs', input),
    close,
  }
}
