/** Socket.IO: screens watch topics and hear views. The same checks of host, origin and token as over HTTP (S4). */
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import { Server, type Socket } from 'socket.io'
import type { Actor } from '../hall/actor.ts'
import { ID_LENGTH_MAX } from '../hall/limits.ts'
import {
  type ClientToServer,
  PROTOCOL,
  parseTopic,
  type ServerToClient,
  type Topic,
  type ViewMessage,
  type WatchRefused,
} from '../hall/wire.ts'
import type { Clock } from './clock.ts'
import type { Edges } from './edge/edges.ts'
import { allowance, MISSES_PER_MINUTE } from './http/allowance.ts'
import type { Guard } from './http/guard.ts'
import { isEncrypted } from './http/headers.ts'
import { openShutOut } from './line/shut-out.ts'
import { type Log, reasonOf } from './log.ts'
import type { People } from './people/people.ts'
import { digest } from './people/store.ts'
import { mayWatch, type Screens } from './screens.ts'
import type { SecurityLog } from './security/security-log.ts'

type Hello = { actor?: Actor; topics: Set<Topic> }
/** What the engine under Socket.IO calls a line; its own types leave it open. */
type EngineLine = {
  readonly id: string
  readonly remoteAddress: string
  readonly on: (event: 'packet' | 'packetCreate' | 'close', listener: () => void) => void
  readonly request: IncomingMessage
  /** What waits until the peer has read what came before. */
  readonly writeBuffer: readonly unknown[]
  readonly close: (discard: boolean) => void
}
type HallSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, Hello>

/** All that may be said on a line; whoever says another word is no screen of ours (X5). */
const WORDS: { readonly [W in keyof ClientToServer]: true } = { watch: true, unwatch: true, report: true }
/** A screen asks a few times when it connects; more than this is a defect or an attack, and the line is cut (S15). */
const WORDS_PER_SECOND = 20
const WORDS_AT_ONCE = 60
/**
 * A peer that answers heartbeats and reads nothing would have what it is told pile up here until no memory is left. A page whose
 * line stands still for some seconds is far below this, and one that is cut off hears the whole present when it is back (X14).
 */
const UNREAD_MAX = 200
/** A line that was ended is gone after so long, whatever its peer does, ms. */
const GOODBYE_MS = 1_000
/** What a program calls itself is shown to the manager, so it is short and plain. */
const VERSION = /^[\w.+-]{1,40}$/
/** A manager's page watches a handful of topics; nobody needs more. */
const TOPICS_PER_SOCKET = 16

export type Gateway = {
  /** Lets a machine be heard; false where it has no line open. */
  readonly tone: (machine: string) => boolean
  readonly close: () => Promise<void>
}

export type GatewayOptions = {
  readonly http: HttpServer | HttpsServer
  readonly guard: Guard
  readonly people: Pick<People, 'actorOf' | 'onSessionEnded' | 'onDismissed'>
  readonly screens: Pick<Screens, 'present' | 'watch' | 'unwatch' | 'presence' | 'came' | 'went' | 'hear' | 'onTell'>
  readonly edges: Pick<Edges, 'came' | 'went' | 'dismissed'>
  readonly securityLog: Pick<SecurityLog, 'note'>
  readonly clock: Clock
  readonly log: Log
}

export const openGateway = ({
  http,
  guard,
  people,
  screens,
  edges,
  securityLog,
  clock,
  log,
}: GatewayOptions): Gateway => {
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, Hello>(http, {
    transports: ['websocket'],
    serveClient: false,
    // Compressing each message for each screen made a thousand screens seven times slower.
    perMessageDeflate: false,
    maxHttpBufferSize: 16 * 1024,
    // The defaults notice a dead peer after 42 s; these after 6.
    pingInterval: 5_000,
    pingTimeout: 4_000,
    connectTimeout: 5_000,
    allowRequest: (request, decide) => {
      const { host, origin } = request.headers
      const known = guard.knowsHost(host) && guard.knowsOrigin(origin, host, isEncrypted(request))
      const may = known && guard.mustWait(request.socket.remoteAddress) === 0
      decide(may ? null : 'foreign', may)
    },
  })
  /** The program that runs each edge: a second one with the same token, as on a copied disk, would print everything again. */
  const programs = new Map<string, { readonly program: unknown; lines: number }>()
  /** Machines whose reports cannot be read: one line in the log for each. */
  const complained = new Set<string>()
  const words = allowance(clock, WORDS_PER_SECOND, WORDS_AT_ONCE)
  const shutOut = openShutOut(clock)
  /** Tickets that are not there, by address, as over HTTP (X3). */
  const misses = allowance(clock, MISSES_PER_MINUTE / 60, MISSES_PER_MINUTE)
  /** Whom a line belongs to: a machine or person, or an address where nobody has said who they are. */
  const holders = new WeakMap<object, string>()

  // Every packet counts, answers to nothing and heartbeats too: only so does a flood of what no listener hears end as well.
  io.engine.on('connection', (line: EngineLine) => {
    line.on('packet', () => {
      if (words.take(line.id) === 0) return
      const who = holders.get(line) ?? line.remoteAddress
      log('warn', 'socket-too-fast', { who, outMs: shutOut.shut(who) })
      line.close(true)
    })
    line.on('packetCreate', () => {
      if (line.writeBuffer.length < UNREAD_MAX) return
      log('warn', 'socket-does-not-read', { who: holders.get(line) ?? line.remoteAddress })
      line.close(true)
    })
    // A peer that does not say goodbye in its turn would be waited for half a minute.
    const { socket } = line.request
    line.on('close', () => setTimeout(() => socket.destroy(), GOODBYE_MS).unref())
  })

  /** Who comes, or why not. */
  const admit = (socket: HallSocket): string | undefined => {
    const { token, program }: { token?: unknown; program?: unknown } = socket.handshake.auth
    if (token === undefined || token === null)
      return shutOut.left(socket.conn.remoteAddress) > 0 ? 'too-fast' : undefined
    const actor = typeof token === 'string' ? people.actorOf(token) : undefined
    if (!actor) return 'unknown-token'
    if (shutOut.left(actor.id) > 0) return 'too-fast'
    holders.set(socket.conn, actor.id)
    const runs = actor.role === 'edge' ? programs.get(actor.id) : undefined
    if (runs && runs.program !== program) return 'runs-elsewhere'
    socket.data.actor = actor
    return undefined
  }

  /** Does what a line asked for. What breaks at it ends that line and nothing else (X24). */
  const alone = (socket: HallSocket, word: string, work: () => void): void => {
    try {
      work()
    } catch (error) {
      log('error', 'socket-word-failed', { word, reason: reasonOf(error) })
      socket.disconnect(true)
    }
  }

  io.use((socket, next) => {
    let refused: string | undefined = 'failed'
    alone(socket, 'hello', () => {
      refused = admit(socket)
    })
    next(refused === undefined ? undefined : new Error(refused))
  })

  const refuse = (socket: HallSocket, topic: unknown, protocol: unknown): WatchRefused['refused'] | undefined => {
    if (protocol !== PROTOCOL) return 'outdated'
    if (typeof topic !== 'string' || topic.length > ID_LENGTH_MAX + 16) return 'unknown-topic'
    // Whoever knows a ticket's secret may follow it: the secret is the permission.
    if (topic.startsWith('ticket:')) return undefined
    return socket.data.actor && mayWatch(socket.data.actor, topic) ? undefined : 'not-permitted'
  }

  const noteRefused = (socket: HallSocket, type: string, about: string): void =>
    securityLog.note({
      type,
      outcome: 'refused',
      ...(socket.data.actor ? { who: socket.data.actor.id } : {}),
      from: socket.conn.remoteAddress,
      about,
      data: { role: socket.data.actor?.role ?? 'nobody' },
    })

  const watch = (socket: HallSocket, topic: Topic): ViewMessage | WatchRefused => {
    const message = screens.present(topic)
    if (!message) {
      if (topic.startsWith('ticket:') && misses.take(socket.conn.remoteAddress) > 0) socket.disconnect(true)
      return { refused: 'unknown-topic' }
    }
    if (!socket.data.topics.has(topic)) {
      if (socket.data.topics.size >= TOPICS_PER_SOCKET) return { refused: 'not-permitted' }
      socket.data.topics.add(topic)
      screens.watch(topic)
      void socket.join(topic)
    }
    return message
  }

  const meet = (socket: HallSocket): void => {
    socket.data.topics = new Set()
    // A clerk's socket is also the window computer's: it shows that machine as there, and goes when it is taken back.
    const { actor } = socket.data
    const principals = actor
      ? [actor.id, ...('device' in actor && actor.device !== undefined ? [actor.device] : [])]
      : []
    const { version }: { version?: unknown } = socket.handshake.auth
    const said = typeof version === 'string' && VERSION.test(version) ? version : undefined
    const { token }: { token?: unknown } = socket.handshake.auth
    if (actor && 'name' in actor && typeof token === 'string') void socket.join(`session:${digest(token)}`)
    for (const principal of principals) {
      screens.came(principal, said)
      void socket.join(`who:${principal}`)
    }
    const edge = actor?.role === 'edge' && actor.edge !== undefined ? { id: actor.edge, machine: actor.id } : undefined
    if (edge) {
      const { program }: { program?: unknown } = socket.handshake.auth
      const runs = programs.get(edge.machine)
      if (runs) runs.lines += 1
      else programs.set(edge.machine, { program, lines: 1 })
      edges.came(edge.id, edge.machine)
    }
    socket.use(([word], next) => {
      if (Object.hasOwn(WORDS, word)) return next()
      // What it said may hold anything, so it is not written down.
      alone(socket, 'unknown', () => noteRefused(socket, 'not-permitted', 'a word on a line'))
      socket.disconnect(true)
    })
    socket.on('watch', (topic, protocol, answer) =>
      alone(socket, 'watch', () => {
        // Nothing of this comes from a program of ours for certain, so every part is looked at.
        if (typeof answer !== 'function') return
        const refused = refuse(socket, topic, protocol)
        // Which kind of view was asked for; never the topic itself, which may hold a secret.
        if (refused === 'not-permitted')
          noteRefused(socket, 'watch', (typeof topic === 'string' && parseTopic(topic)?.kind) || 'unknown')
        answer(refused === undefined ? watch(socket, topic) : { refused })
      }),
    )
    socket.on('unwatch', (topic) =>
      alone(socket, 'unwatch', () => {
        if (!socket.data.topics.delete(topic)) return
        screens.unwatch(topic)
        void socket.leave(topic)
      }),
    )
    socket.on('report', (health) =>
      alone(socket, 'report', () => {
        // Of itself alone, and only as a machine: a person who watches is no screen.
        const machine = actor && !('name' in actor) ? actor.id : undefined
        if (machine === undefined || screens.hear(machine, health)) return
        if (complained.has(machine)) return
        complained.add(machine)
        log('warn', 'screen-report-unreadable', { machine })
      }),
    )
    socket.on('disconnect', () =>
      alone(socket, 'disconnect', () => {
        for (const topic of socket.data.topics) screens.unwatch(topic)
        for (const principal of principals) screens.went(principal)
        if (!edge) return
        const runs = programs.get(edge.machine)
        if (runs) runs.lines -= 1
        if (runs?.lines === 0) programs.delete(edge.machine)
        edges.went(edge.id, edge.machine)
      }),
    )
  }
  io.on('connection', (socket) => alone(socket, 'hello', () => meet(socket)))

  screens.onTell((message) => void io.to(message.topic).emit('view', message))
  // The page asks again with what it has, and learns there that the session is over.
  people.onSessionEnded((session) => io.in(`session:${session}`).disconnectSockets(true))
  people.onDismissed((principal) => {
    edges.dismissed(principal)
    io.to(`who:${principal}`).emit('dismissed')
    io.in(`who:${principal}`).disconnectSockets(true)
  })

  return {
    tone: (machine) => {
      if (!screens.presence(machine).online) return false
      io.to(`who:${machine}`).emit('tone')
      return true
    },
    close: async () => void (await io.close()),
  }
}
