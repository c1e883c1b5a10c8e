/**
 * The one door. Every change of the hall is decided, recorded and told here and nowhere else. Commands that arrive within
 * a moment are decided one after another in one synchronous turn and written as one durable transaction; only then are
 * they answered and told. Between turns the hall in memory is never ahead of the ledger.
 */
import type { Actor } from '../hall/actor.ts'
import { businessDay } from '../hall/calendar.ts'
import { type Command, type CommandType, followUp } from '../hall/commands.ts'
import type { Context } from '../hall/context.ts'
import { decide } from '../hall/decide.ts'
import type { HallEvent, Recorded } from '../hall/events.ts'
import { evolve } from '../hall/evolve.ts'
import type { Hall } from '../hall/hall.ts'
import type { CommandId, HallId, Instant, TicketId } from '../hall/ids.ts'
import type { PastVisit } from '../hall/past-visit.ts'
import type { ShutCode } from '../hall/refusal.ts'
import { type Reply, refusedWith, replyTo } from '../hall/reply.ts'
import { type Clock, mintSecret, realSoon, type Soon } from './clock.ts'
import { openHallTime } from './hall-time.ts'
import { fingerprint } from './ledger/chain.ts'
import { foldToday } from './ledger/fold-today.ts'
import { contentOf, type Entry, type Ledger, type Receipt } from './ledger/ledger.ts'
import { type Log, reasonOf } from './log.ts'
import { promisedDay } from './working-days.ts'

type Waiting = { readonly command: Command; readonly actor: Actor; readonly answer: (reply: Reply) => void }
/** An answer that left nothing in the ledger: a refusal, or that all was so already. */
type Unwritten = { readonly print: string; readonly reply: Reply }
type Listener = (events: readonly Recorded[], hall: Hall) => void

export interface LiveHall {
  /** Decides, records durably and answers. Never rejects: what goes wrong is a refusal. */
  submit(command: Command, actor: Actor): Promise<Reply>
  /** The hall as the ledger has it. Read it in one turn; it changes with the next. */
  hall(): Hall
  /** The hall's time now, by which calls are recorded and screens told. */
  time(): Instant
  /** Called after each durable group, with its events. A listener that throws is logged and harms nobody. */
  listen(listener: Listener): () => void
  /** Answers whatever still waits, then takes no more. */
  close(): void
}

/** After a quiet moment a command is written at once; in a burst, groups are at least this far apart (ms). */
const GROUP_MS = 2
/** Unwritten answers remembered for their repeats; they changed nothing, so losing one in a restart is harmless. */
const UNWRITTEN_KEPT = 10_000

/** Commands that make something which nobody may guess: the QR of a ticket, the key to a rating. */
const WITH_SECRET: ReadonlySet<CommandType> = new Set(['IssueTicket', 'ServeDirectly', 'CompleteTicket'])
const RATINGS: ReadonlySet<CommandType> = new Set(['RateVisit', 'ExplainRating'])

export type LiveHallOptions = {
  readonly id: HallId
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Log
  readonly secret?: () => string
  readonly soon?: Soon
  /** The visit of an earlier day that somebody comes to rate. */
  readonly pastVisit?: (actor: Actor, ticket: TicketId | undefined) => PastVisit | undefined
  /** Asked before every command that is not a repeat; what it says is refused, and may be asked again later. */
  readonly gate?: (command: Command) => ShutCode | undefined
  /** Told when a group could not be written, after it was refused. Answers true where the process is about to end. */
  readonly failed?: (error: unknown) => boolean
  /** Told what is about to be decided, and an empty list when it is over: whoever reads it after a death knows at what. */
  readonly inFlight?: (commands: readonly CommandId[]) => void
  /** Commands that a process died at: each is decided by itself, so that the next death names the one (Z33). */
  readonly suspects?: ReadonlySet<CommandId>
  readonly begun?: Hall | undefined
}

export const openLiveHall = ({
  id,
  ledger,
  clock,
  log,
  secret = mintSecret,
  soon = realSoon,
  pastVisit,
  gate,
  failed,
  inFlight,
  suspects = new Set(),
  begun,
}: LiveHallOptions): LiveHall => {
  let hall = foldToday(id, ledger, begun)
  let waiting: Waiting[] = []
  let scheduled = false
  let closed = false
  /** After a failed append, until the hall was folded again: what is in memory may never have been recorded. */
  let unsure = false
  let lastGroupAt = 0
  const timeAfter = openHallTime(clock, log)
  const listeners = new Set<Listener>()
  const unwritten = new Map<string, Unwritten>()
  const broken = new Set<CommandId>()

  const remember = (command: string, answer: Unwritten): void => {
    unwritten.set(command, answer)
    const oldest = unwritten.size > UNWRITTEN_KEPT ? unwritten.keys().next().value : undefined
    if (oldest !== undefined) unwritten.delete(oldest)
  }

  const stamp = (event: HallEvent, position: number, at: number, { command, actor }: Waiting): Recorded => {
    const catalogue = event.type === 'CataloguePublished' ? event.catalogue : hall.catalogue
    const day =
      event.type === 'HallOpened'
        ? event.day
        : (hall.day ?? businessDay(at, catalogue?.hall.timeZone ?? 'Asia/Shanghai'))
    return { hall: id, position, day, at, actor, command: command.id, event }
  }

  /** One command against the hall as the commands before it left it. Returns what to write, or answers at once. */
  const decideOne = (
    ask: Waiting,
    known: Entry | Receipt | undefined,
    shut: ShutCode | undefined,
    answered: Map<string, Unwritten>,
  ): Entry | Reply => {
    const { command, actor } = ask
    const print = fingerprint(contentOf(command))
    const first = known
      ? { print: known.fingerprint, reply: known.reply }
      : (answered.get(command.id) ?? unwritten.get(command.id))
    if (first) return first.print === print ? first.reply : refusedWith({ code: 'command-reused' })
    if (shut) return refusedWith({ code: shut })
    const at = timeAfter(hall.at)
    const zone = hall.catalogue?.hall.timeZone ?? 'Asia/Shanghai'
    const past = RATINGS.has(command.type) && 'ticket' in command ? pastVisit?.(actor, command.ticket) : undefined
    const context: Context = {
      now: at,
      actor,
      secret: WITH_SECRET.has(command.type) ? secret() : '',
      workingDay: (days) => promisedDay(at, days, zone),
      ...(past ? { past } : {}),
    }
    const decision = decide(command, hall, context)
    if (!decision.ok) {
      const reply = refusedWith(decision.refusal)
      answered.set(command.id, { print, reply })
      return reply
    }
    const events: Recorded[] = []
    const happen = (decided: readonly HallEvent[]): void => {
      for (const event of decided) {
        const recorded = stamp(event, hall.position + 1, at, ask)
        evolve(hall, recorded)
        events.push(recorded)
      }
    }
    happen(decision.events)
    const next = followUp(command)
    const further = next && decide({ ...next, id: command.id }, hall, context)
    if (further?.ok) happen(further.events)
    const reply = replyTo(
      events.map(({ event }) => event),
      hall.position,
      hall,
    )
    if (events.length === 0) {
      // All was so already. Remembered all the same: repeated later, when it is no longer so, it would act (I8).
      answered.set(command.id, { print, reply })
      return reply
    }
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

  const refuseAll = (group: readonly Waiting[]): void => {
    for (const ask of group) ask.answer(refusedWith({ code: 'storage-failed' }))
  }

  /** Makes the hall anew from the ledger after a failed append. Returns whether that worked. */
  const foldAgain = (): boolean => {
    try {
      hall = foldToday(id, ledger)
      unsure = false
    } catch (error) {
      log('error', 'ledger-not-readable', { reason: reasonOf(error) })
    }
    return !unsure
  }

  /** What is decided next: everything that waits, except that a suspect is alone. */
  const takeGroup = (): Waiting[] => {
    const suspect = waiting.findIndex(({ command }) => suspects.has(command.id))
    return waiting.splice(0, suspect === -1 ? waiting.length : Math.max(1, suspect))
  }

  /** The hall broke at one command: it alone is refused, and whoever shared its group is decided anew. */
  const setAside = (ask: Waiting, group: readonly Waiting[], error: unknown): void => {
    const { id: command, type } = ask.command
    log('error', 'command-failed', { reason: reasonOf(error), command, type })
    broken.add(command)
    ask.answer(refusedWith({ code: 'quarantined' }))
    waiting = [...group.filter((other) => other !== ask), ...waiting]
    unsure = true
    foldAgain()
  }

  /** Decides a group of what waits, writes it, and only then answers. */
  const runGroup = (): void => {
    const group = takeGroup()
    inFlight?.(group.map(({ command }) => command.id))
    if (unsure && !foldAgain()) {
      refuseAll(group)
      return
    }
    const before = hall.position
    const entries = new Map<string, Entry>()
    const answers: [Waiting, Reply][] = []
    // What was refused beside an entry that could not be written may not be refused again: kept only once it is.
    const answered = new Map<string, Unwritten>()
    let deciding: Waiting | undefined
    try {
      for (const ask of group) {
        const shut = broken.has(ask.command.id) ? 'quarantined' : gate?.(ask.command)
        // Receipts of a deposed server may be of a tail that nobody else has, and a poison is not to be touched at all.
        if (shut === 'deposed' || shut === 'quarantined') {
          answers.push([ask, refusedWith({ code: shut })])
          continue
        }
        const known = entries.get(ask.command.id) ?? ledger.receipt(id, ask.command.id)
        deciding = ask
        const result = decideOne(ask, known, shut, answered)
        deciding = undefined
        if ('events' in result) entries.set(ask.command.id, result)
        answers.push([ask, 'events' in result ? result.reply : result])
      }
      if (entries.size > 0) ledger.append(id, before, [...entries.values()])
    } catch (error) {
      if (deciding) {
        setAside(deciding, group, error)
        return
      }
      log('error', 'append-failed', { reason: reasonOf(error), commands: group.length, position: before })
      unsure = true
      refuseAll(group)
      if (failed?.(error)) {
        closed = true
        refuseAll(waiting.splice(0))
      }
      // At once, so that screens do not show what was never recorded; where the disk cannot be read either, before the
      // next group.
      foldAgain()
      return
    }
    for (const [command, answer] of answered) remember(command, answer)
    for (const [ask, reply] of answers) ask.answer(reply)
    if (entries.size > 0) tell([...entries.values()].flatMap((entry) => entry.events))
  }

  const turn = (): void => {
    scheduled = false
    if (waiting.length > 0) runGroup()
    inFlight?.([])
    lastGroupAt = clock.now()
    if (waiting.length > 0) schedule()
  }

  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    const sinceLast = clock.now() - lastGroupAt
    soon(sinceLast >= GROUP_MS || sinceLast < 0 ? 0 : GROUP_MS - sinceLast, turn)
  }

  return {
    submit: (command, actor) =>
      new Promise((answer) => {
        if (closed) answer(refusedWith({ code: 'storage-failed' }))
        else {
          waiting.push({ command, actor, answer })
          schedule()
        }
      }),
    hall: () => hall,
    time: () => timeAfter(hall.at),
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      while (waiting.length > 0) runGroup()
      closed = true
    },
  }
}
