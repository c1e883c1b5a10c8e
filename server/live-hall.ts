/**
 * The one door. Every change of the hall is decided, recorded and told here and nowhere else. Commands that arrive within
 * a moment are decided one after another in one synchronous turn and written as one durable transaction; only then are
 * they answered and told. Between turns the hall in memory is never ahead of the ledger.
 */
import type { Actor } from '../hall/actor.ts'
import { businessDay } from '../hall/calendar.ts'
import type { Command } from '../hall/commands.ts'
import { decide } from '../hall/decide.ts'
import type { HallEvent, Recorded } from '../hall/events.ts'
import { evolve } from '../hall/evolve.ts'
import { emptyHall, type Hall } from '../hall/hall.ts'
import type { HallId, Instant } from '../hall/ids.ts'
import { type Reply, refusedWith, replyTo } from '../hall/reply.ts'
import { type Clock, mintSecret } from './clock.ts'
import { fingerprint } from './ledger/chain.ts'
import { contentOf, type Entry, type Ledger } from './ledger/ledger.ts'
import { type Log, reasonOf } from './log.ts'

type Waiting = { readonly command: Command; readonly actor: Actor; readonly answer: (reply: Reply) => void }
type Listener = (events: readonly Recorded[], hall: Hall) => void

export interface LiveHall {
  /** Decides, records durably and answers. Never rejects: what goes wrong is a refusal. */
  submit(command: Command, actor: Actor): Promise<Reply>
  /** The hall as the ledger has it. Read it in one turn; it changes with the next. */
  hall(): Hall
  /** Called after each durable group, with its events. A listener that throws is logged and harms nobody. */
  listen(listener: Listener): () => void
  /** Answers whatever still waits, then takes no more. */
  close(): void
}

/** After a quiet moment a command is written at once; in a burst, groups are at least this far apart (ms). */
const GROUP_MS = 2
/** A jump of the server's clock worth telling the log, ms. */
const CLOCK_JUMP_MS = 5_000
/** Refusals remembered for their repeats; they changed nothing, so losing one in a restart is harmless. */
const REFUSALS_KEPT = 10_000

export type LiveHallOptions = {
  readonly id: HallId
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Log
  readonly secret?: () => string
}

export const openLiveHall = ({ id, ledger, clock, log, secret = mintSecret }: LiveHallOptions): LiveHall => {
  let hall = foldToday(id, ledger)
  let waiting: Waiting[] = []
  let scheduled = false
  let closed = false
  let lastGroupAt = 0
  const listeners = new Set<Listener>()
  const refusals = new Map<string, { readonly print: string; readonly reply: Reply }>()

  /** The server's time, held at the ledger's where the machine's clock went back: time never runs backwards in it (I13). */
  const timeNow = (): Instant => {
    const now = clock.now()
    if (now < hall.at - CLOCK_JUMP_MS) log('warn', 'clock-behind-ledger', { behindMs: hall.at - now })
    return Math.max(now, hall.at)
  }

  const stamp = (event: HallEvent, position: number, at: Instant, { command, actor }: Waiting): Recorded => {
    const day =
      event.type === 'HallOpened'
        ? event.day
        : (hall.day ?? businessDay(at, hall.catalogue?.hall.timeZone ?? 'Asia/Shanghai'))
    return { hall: id, position, day, at, actor, command: command.id, event }
  }

  /** One command against the hall as the commands before it left it. Returns what to write, or answers at once. */
  const decideOne = (ask: Waiting, earlier: ReadonlyMap<string, Entry>): Entry | Reply => {
    const { command, actor } = ask
    const print = fingerprint(contentOf(command))
    const known = earlier.get(command.id) ?? ledger.receipt(id, command.id)
    const refused = refusals.get(command.id)
    const first = known ? { print: known.fingerprint, reply: known.reply } : refused
    if (first) return first.print === print ? first.reply : refusedWith({ code: 'command-reused' })
    const at = timeNow()
    const decision = decide(command, hall, { now: at, actor, secret: secret() })
    if (!decision.ok) {
      const reply = refusedWith(decision.refusal)
      refusals.set(command.id, { print, reply })
      const oldest = refusals.size > REFUSALS_KEPT ? refusals.keys().next().value : undefined
      if (oldest !== undefined) refusals.delete(oldest)
      return reply
    }
    const events: Recorded[] = []
    for (const event of decision.events) {
      const recorded = stamp(event, hall.position + 1, at, ask)
      evolve(hall, recorded)
      events.push(recorded)
    }
    const reply = replyTo(decision.events, hall.position, hall)
    // Nothing happened and nothing needs writing: the answer is the same however often it is asked.
    if (events.length === 0) return reply
    return { command: command.id, fingerprint: print, day: hall.day ?? '', reply, events }
  }

  const tell = (events: readonly Recorded[]): void => {
    for (const listener of listeners) {
      try {
        listener(events, hall)
      } catch (error) {
        log('error', 'listener-failed', { reason: reasonOf(error), position: hall.position })
      }
    }
  }

  /** Decides everything that waits, writes it as one group, and only then answers. */
  const runGroup = (): void => {
    const group = waiting
    waiting = []
    const before = hall.position
    const entries = new Map<string, Entry>()
    const answers: [Waiting, Reply][] = []
    try {
      for (const ask of group) {
        const result = decideOne(ask, entries)
        if ('events' in result) entries.set(ask.command.id, result)
        answers.push([ask, 'events' in result ? result.reply : result])
      }
      if (entries.size > 0) ledger.append(id, before, [...entries.values()])
    } catch (error) {
      log('error', 'append-failed', { reason: reasonOf(error), commands: group.length, position: before })
      hall = foldToday(id, ledger)
      for (const ask of group) ask.answer(refusedWith({ code: 'storage-failed' }))
      return
    } finally {
      lastGroupAt = clock.now()
    }
    for (const [ask, reply] of answers) ask.answer(reply)
    if (entries.size > 0) tell([...entries.values()].flatMap((entry) => entry.events))
  }

  const turn = (): void => {
    scheduled = false
    if (waiting.length > 0) runGroup()
  }

  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    const sinceLast = clock.now() - lastGroupAt
    // `setImmediate` runs after every request that has already arrived was read, so they share the group.
    if (sinceLast >= GROUP_MS || sinceLast < 0) setImmediate(turn)
    else setTimeout(turn, GROUP_MS - sinceLast)
  }

  return {
    submit: (command, actor) =>
      new Promise((answer) => {
        if (closed) {
          answer(refusedWith({ code: 'storage-failed' }))
          return
        }
        waiting.push({ command, actor, answer })
        schedule()
      }),
    hall: () => hall,
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      if (waiting.length > 0) runGroup()
      closed = true
    },
  }
}

/** Today's hall: the fold of the ledger from the latest day's first opening. */
export const foldToday = (id: HallId, ledger: Ledger): Hall => {
  const from = ledger.dayStart(id)
  const hall = from === 0 ? emptyHall(id) : { ...emptyHall(id), position: from }
  for (const recorded of ledger.read(id, from)) evolve(hall, recorded)
  return hall
}
