/** Socket.IO: screens watch topics and hear views. The same checks of host, origin and token as over HTTP (S4). */
import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { Actor } from '../hall/actor.ts'
import { ID_LENGTH_MAX } from '../hall/limits.ts'
import {
  type ClientToServer,
  PROTOCOL,
  type ServerToClient,
  type Topic,
  type ViewMessage,
  type WatchRefused,
} from '../hall/wire.ts'
import type { Clock } from './clock.ts'
import type { Edges } from './edge/edges.ts'
import { allowance } from './http/allowance.ts'
import type { Guard } from './http/guard.ts'
import type { Log } from './log.ts'
import type { People } from './people/people.ts'
import { mayWatch, type Screens } from './screens.ts'

type Hello = { actor?: Actor; topics: Set<Topic> }
type HallSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, Hello>

/** A screen asks a few times when it connects; more than this is a defect or an attack, and the line is cut (S15). */
const WORDS_PER_SECOND = 20
const WORDS_AT_ONCE = 60
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
  readonly http: HttpServer
  readonly guard: Guard
  readonly people: People
  readonly screens: Screens
  readonly edges: Edges
  readonly clock: Clock
  readonly log: Log
}

export const openGateway = ({ http, guard, people, screens, edges, clock, log }: GatewayOptions): Gateway => {
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
    allowRequest: ({ headers }, decide) => {
      const known = guard.knowsHost(headers.host) && guard.knowsOrigin(headers.origin, headers.host)
      decide(known ? null : 'foreign', known)
    },
  })
  /** The program that runs each edge: a second one with the same token, as on a copied disk, would print everything again. */
  const programs = new Map<string, { readonly program: unknown; lines: number }>()
  /** Machines whose reports cannot be read: one line in the log for each. */
  const complained = new Set<string>()
  const words = allowance(clock, WORDS_PER_SECOND, WORDS_AT_ONCE)

  io.use((socket, next) => {
    const { token, program }: { token?: unknown; program?: unknown } = socket.handshake.auth
    if (token === undefined || token === null) return next()
    const actor = typeof token === 'string' ? people.actorOf(token) : undefined
    if (!actor) return next(new Error('unknown-token'))
    const runs = actor.role === 'edge' ? programs.get(actor.id) : undefined
    if (runs && runs.program !== program) return next(new Error('runs-elsewhere'))
    socket.data.actor = actor
    return next()
  })

  const refuse = (socket: HallSocket, topic: unknown, protocol: unknown): WatchRefused['refused'] | undefined => {
    if (protocol !== PROTOCOL) return 'outdated'
    if (typeof topic !== 'string' || topic.length > ID_LENGTH_MAX + 16) return 'unknown-topic'
    // Whoever knows a ticket's secret may follow it: the secret is the permission.
    if (topic.startsWith('ticket:')) return undefined
    return socket.data.actor && mayWatch(socket.data.actor, topic) ? undefined : 'not-permitted'
  }

  const watch = (socket: HallSocket, topic: Topic): ViewMessage | WatchRefused => {
    const message = screens.present(topic)
    if (!message) return { refused: 'unknown-topic' }
    if (!socket.data.topics.has(topic)) {
      if (socket.data.topics.size >= TOPICS_PER_SOCKET) return { refused: 'not-permitted' }
      socket.data.topics.add(topic)
      screens.watch(topic)
      void socket.join(topic)
    }
    return message
  }

  io.on('connection', (socket) => {
    socket.data.topics = new Set()
    // A clerk's socket is also the window computer's: it shows that machine as there, and goes when it is taken back.
    const { actor } = socket.data
    const principals = actor
      ? [actor.id, ...('device' in actor && actor.device !== undefined ? [actor.device] : [])]
      : []
    const { version }: { version?: unknown } = socket.handshake.auth
    const said = typeof version === 'string' && VERSION.test(version) ? version : undefined
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
    socket.use((_packet, next) => {
      if (words.take(socket.id) === 0) return next()
      log('warn', 'socket-too-fast', { principal: principals[0] ?? 'nobody' })
      socket.disconnect(true)
    })
    socket.on('watch', (topic, protocol, answer) => {
      // Nothing of this comes from a program of ours for certain, so every part is looked at.
      if (typeof answer !== 'function') return
      const refused = refuse(socket, topic, protocol)
      answer(refused === undefined ? watch(socket, topic) : { refused })
    })
    socket.on('unwatch', (topic) => {
      if (!socket.data.topics.delete(topic)) return
      screens.unwatch(topic)
      void socket.leave(topic)
    })
    socket.on('report', (health) => {
      // Of itself alone, and only as a machine: a person who watches is no screen.
      const machine = actor && !('name' in actor) ? actor.id : undefined
      if (machine === undefined || screens.hear(machine, health)) return
      if (complained.has(machine)) return
      complained.add(machine)
      log('warn', 'screen-report-unreadable', { machine })
    })
    socket.on('disconnect', () => {
      for (const topic of socket.data.topics) screens.unwatch(topic)
      for (const principal of principals) screens.went(principal)
      if (!edge) return
      const runs = programs.get(edge.machine)
      if (runs) runs.lines -= 1
      if (runs?.lines === 0) programs.delete(edge.machine)
      edges.went(edge.id, edge.machine)
    })
  })

  screens.onTell((message) => void io.to(message.topic).emit('view', message))
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
