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
import { emptyHall, type Hall } from '../hall/hall.ts'
import type { HallId, Instant, TicketId } from '../hall/ids.ts'
import type { PastVisit } from '../hall/past-visit.ts'
import { type Reply, refusedWith, replyTo } from '../hall/reply.ts'
import { type Clock, mintSecret } from './clock.ts'
import { fingerprint } from './ledger/chain.ts'
import { contentOf, type Entry, type Ledger } from './ledger/ledger.ts'
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
  /** Called after each durable group, with its events. A listener that throws is logged and harms nobody. */
  listen(listener: Listener): () => void
  /** Answers whatever still waits, then takes no more. */
  close(): void
}

/** After a quiet moment a command is written at once; in a burst, groups are at least this far apart (ms). */
const GROUP_MS = 2
/** A jump of the server's clock worth telling the log, ms. */
const CLOCK_JUMP_MS = 5_000
/** Unwritten answers remembered for their repeats; they changed nothing, so losing one in a restart is harmless. */
const UNWRITTEN_KEPT = 10_000

/** Commands that make something which nobody may guess: the QR of a ticket, the key to a rating. */
const WITH_SECRET: ReadonlySet<CommandType> = new Set(['IssueTicket', 'ServeDirectly', 'CompleteTicket'])
const RATINGS: ReadonlySet<CommandType> = new Set(['RateVisit', 'ExplainRating'])

type Soon = (ms: number, then: () => void) => void
/** `setImmediate` runs after every request that has already arrived was read, so they share the group. */
const realSoon: Soon = (ms, then) => void (ms === 0 ? setImmediate(then) : setTimeout(then, ms))

export type LiveHallOptions = {
  readonly id: HallId
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Log
  readonly secret?: () => string
  /** Runs something after `ms`, and not before every request that has already arrived was read. */
  readonly soon?: Soon
  /** The visit of an earlier day that somebody comes to rate. */
  readonly pastVisit?: (actor: Actor, ticket: TicketId | undefined) => PastVisit | undefined
}

export const openLiveHall = ({
  id,
  ledger,
  clock,
  log,
  secret = mintSecret,
  soon = realSoon,
  pastVisit,
}: LiveHallOptions): LiveHall => {
  let hall = foldToday(id, ledger)
  let waiting: Waiting[] = []
  let scheduled = false
  let closed = false
  /** After a failed append, until the hall was folded again: what is in memory may never have been recorded. */
  let unsure = false
  let lastGroupAt = 0
  let aheadMs = 0
  const listeners = new Set<Listener>()
  const unwritten = new Map<string, Unwritten>()

  const remember = (command: string, answer: Unwritten): void => {
    unwritten.set(command, answer)
    const oldest = unwritten.size > UNWRITTEN_KEPT ? unwritten.keys().next().value : undefined
    if (oldest !== undefined) unwritten.delete(oldest)
  }

  /**
   * The hall's time. Where the machine's clock went back it runs on from the ledger's last moment, since time never runs
   * backwards there (I13) and must not stand still either: a call that is forever "too soon" would hold its window up.
   */
  const timeNow = (): Instant => {
    const now = clock.now()
    const behindMs = hall.at - now
    if (behindMs <= 0) aheadMs = 0
    else if (behindMs > aheadMs) {
      if (behindMs > aheadMs + CLOCK_JUMP_MS) log('warn', 'clock-behind-ledger', { behindMs })
      aheadMs = behindMs
    }
    return now + aheadMs
  }

  const stamp = (event: HallEvent, position: number, at: Instant, { command, actor }: Waiting): Recorded => {
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
    earlier: ReadonlyMap<string, Entry>,
    answered: Map<string, Unwritten>,
  ): Entry | Reply => {
    const { command, actor } = ask
    const print = fingerprint(contentOf(command))
    const known = earlier.get(command.id) ?? ledger.receipt(id, command.id)
    const first = known
      ? { print: known.fingerprint, reply: known.reply }
      : (answered.get(command.id) ?? unwritten.get(command.id))
    if (first) return first.print === print ? first.reply : refusedWith({ code: 'command-reused' })
    const at = timeNow()
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

  /** Decides everything that waits, writes it as one group, and only then answers. */
  const runGroup = (): void => {
    const group = waiting
    waiting = []
    if (unsure && !foldAgain()) {
      refuseAll(group)
      return
    }
    const before = hall.position
    const entries = new Map<string, Entry>()
    const answers: [Waiting, Reply][] = []
    // What was refused beside an entry that could not be written may not be refused again: kept only once it is.
    const answered = new Map<string, Unwritten>()
    try {
      for (const ask of group) {
        const result = decideOne(ask, entries, answered)
        if ('events' in result) entries.set(ask.command.id, result)
        answers.push([ask, 'events' in result ? result.reply : result])
      }
      if (entries.size > 0) ledger.append(id, before, [...entries.values()])
    } catch (error) {
      log('error', 'append-failed', { reason: reasonOf(error), commands: group.length, position: before })
      unsure = true
      refuseAll(group)
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
    lastGroupAt = clock.now()
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
