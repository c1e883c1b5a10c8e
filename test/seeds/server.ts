/**
 * The hall's server on the stage: the real door, the real screens, timekeeper and spool over the simulated disk. It can be
 * killed at any moment and started again, and takes with it whatever was not on the disk.
 */
import type { Actor } from '../../hall/actor.ts'
import type { Command } from '../../hall/commands.ts'
import type { Recorded } from '../../hall/events.ts'
import type { Hall } from '../../hall/hall.ts'
import type { Reply } from '../../hall/reply.ts'
import type { Topic, ViewMessage } from '../../hall/wire.ts'
import type { Spool } from '../../printer/spool.ts'
import type { Ledger } from '../../server/ledger/ledger.ts'
import { type LiveHall, openLiveHall } from '../../server/live-hall.ts'
import type { Log } from '../../server/log.ts'
import { openScreens, type Screens } from '../../server/screens.ts'
import { startTimekeeper } from '../../server/timekeeper.ts'
import type { Disk } from './disk.ts'
import type { Line } from './line.ts'
import type { Printer, Process } from './printer.ts'
import { spoiled } from './spoiled.ts'
import type { MachineClock, Stage } from './stage.ts'

export const HALL = 'small'

export type Connection = { readonly close: () => void }

export type Server = {
  readonly isUp: () => boolean
  /** Counts its starts. */
  readonly life: () => number
  readonly hall: () => Hall
  /** One request over HTTP. `undefined`: the line broke, and nobody knows whether it was done. */
  readonly ask: (line: Line, command: Command, actor: Actor, answer: (reply: Reply | undefined) => void) => void
  /** One look at a topic over HTTP; never answered where the line breaks. */
  readonly look: (line: Line, topic: Topic, answer: (message: ViewMessage) => void) => void
  /** One socket that watches one topic; undefined while the server is down. */
  readonly connect: (
    line: Line,
    topic: Topic,
    heard: (message: ViewMessage, isAnswer: boolean) => void,
    closed: () => void,
  ) => Connection | undefined
  readonly start: () => void
  readonly kill: () => void
}

type Socket = {
  readonly line: Line
  readonly topic: Topic
  readonly heard: (message: ViewMessage, isAnswer: boolean) => void
  readonly closed: () => void
}
type Running = {
  readonly process: Process
  readonly die: () => void
  readonly live: LiveHall
  readonly screens: Screens
  readonly sockets: Set<Socket>
}

export type ServerParts = {
  readonly stage: Stage
  readonly clock: MachineClock
  readonly disk: Disk
  /** A kiosk's own printer, by the kiosk's id. */
  readonly printers: ReadonlyMap<string, Printer>
}

/** What an error may be about without being a defect: the disk was made to fail. */
const MAY_FAIL: readonly string[] = ['append-failed', 'ledger-not-readable']

/** A hall of nothing but people, kiosks, windows and boards. */
export const beside = {
  machines: () => [],
  clerk: () => undefined,
  past: { earlierAt: () => [], viewOf: () => undefined },
  edges: { view: () => undefined, onChange: () => {} },
  presented: { at: () => [], onChange: () => {} },
  alarms: { list: () => [], onChange: () => {} },
}

export const noPrinting = {
  rows: () => [],
  paper: () => undefined,
  paperAt: () => 'ready' as const,
  print: () => undefined,
  onChange: () => {},
  rest: async () => {},
  close: async () => {},
}

export const openServer = ({ stage, clock, disk, printers }: ServerParts): Server => {
  let running: Running | undefined
  let lives = 0
  let minted = 0
  const mint = (what: string): string => {
    minted += 1
    return `${what}${minted}`
  }

  const start = (): void => {
    lives += 1
    let alive = true
    const process: Process = { alive: () => alive }
    const after = (ms: number, then: () => void): (() => void) =>
      stage.after(ms, () => {
        if (alive) then()
      })
    const own = { now: clock.now, after }
    const log: Log = (level, what, detail) => {
      if (alive && level === 'error' && !MAY_FAIL.includes(what))
        stage.broken('log', `${what} ${JSON.stringify(detail)}`)
    }
    const spools = new Map<string, Spool>(
      [...printers].map(([kiosk, printer]) => [kiosk, printer.open(process, clock.now)]),
    )
    const print = ({ event, actor }: Recorded): void => {
      if (event.type !== 'TicketIssued') return
      const { ticket } = event
      const bytes = new TextEncoder().encode(ticket)
      const job = {
        id: `${ticket}.1`,
        ticket,
        template: 'ticket',
        copy: 1,
        bytes,
        missing: [],
        expiresAt: clock.now() + 120_000,
      }
      spools.get(actor.id)?.print(job)
    }
    const ledger: Ledger = spoiled(disk.ledger, { stage, clock, print })
    const live = openLiveHall({
      id: HALL,
      ledger,
      clock: own,
      log,
      secret: () => mint('secret'),
      soon: (ms, then) => void after(ms, then),
    })
    if (stage.planted !== 'printBeforeCommit')
      live.listen((events) => {
        for (const recorded of events) print(recorded)
      })
    const screens = openScreens(live, noPrinting, own, beside, (then) => void after(0, then))
    const sockets = new Set<Socket>()
    screens.onTell((message) => {
      for (const socket of sockets)
        if (socket.topic === message.topic) socket.line.carry(() => sockets.has(socket) && socket.heard(message, false))
    })
    // Its ids are chance elsewhere; here the same seed must live the same life.
    const submit: LiveHall['submit'] = (command, actor) => live.submit({ ...command, id: mint('time') }, actor)
    startTimekeeper({ ...live, submit }, own, log)
    running = {
      process,
      die: () => {
        alive = false
      },
      live,
      screens,
      sockets,
    }
  }

  const kill = (): void => {
    const dying = running
    if (!dying) return
    running = undefined
    dying.die()
    disk.crash()
    stage.count('deaths')
    const open = [...dying.sockets]
    dying.sockets.clear()
    for (const { line, closed } of open) line.carry(closed)
  }

  return {
    isUp: () => running !== undefined,
    life: () => lives,
    hall: () => {
      if (!running) throw new Error('The server is down.')
      return running.live.hall()
    },
    ask: (line, command, actor, answer) => {
      const there = running
      line.carry(() => {
        // A request that is on its way when the server dies dies with its connection.
        if (!there?.process.alive()) return line.carry(() => answer(undefined))
        void there.live.submit(command, actor).then((reply) => {
          if (there.process.alive()) line.carry(() => answer(reply))
        })
      })
    },
    look: (line, topic, answer) => {
      const there = running
      line.carry(() => {
        const message = there?.process.alive() ? there.screens.present(topic) : undefined
        if (message) line.carry(() => answer(message))
      })
    },
    connect: (line, topic, heard, closed) => {
      const there = running
      if (!there || line.isCut()) return undefined
      const socket: Socket = { line, topic, heard, closed }
      line.carry(() => {
        const message = there.process.alive() ? there.screens.present(topic) : undefined
        if (!message || there.sockets.has(socket)) return
        there.sockets.add(socket)
        there.screens.watch(topic)
        line.carry(() => heard(message, true))
      })
      return {
        close: () => {
          if (there.sockets.delete(socket)) there.screens.unwatch(topic)
        },
      }
    },
    start,
    kill,
  }
}
