/** Where a simulated hall runs: behind the real door, or behind a plain one whose every part can be replaced by a bad one. */
import type { Actor } from '../../hall/actor.ts'
import { businessDay } from '../../hall/calendar.ts'
import type { Command } from '../../hall/commands.ts'
import { decide } from '../../hall/decide.ts'
import type { Recorded } from '../../hall/events.ts'
import { evolve } from '../../hall/evolve.ts'
import type { Hall } from '../../hall/hall.ts'
import type { HallId, Instant, TicketId } from '../../hall/ids.ts'
import { type Reply, refusedWith, replyTo } from '../../hall/reply.ts'
import type { Clock } from '../../server/clock.ts'
import { foldToday } from '../../server/ledger/fold-today.ts'
import { contentOf, type Ledger } from '../../server/ledger/ledger.ts'
import { openLiveHall } from '../../server/live-hall.ts'
import { silentLog } from '../../server/log.ts'
import { promisedDay } from '../../server/working-days.ts'
import { pastVisitIn } from './past-visits.ts'

export type Ask = { readonly command: Command; readonly actor: Actor }

export type World = {
  /** Answers commands that arrive together, in their order. */
  readonly submit: (asks: readonly Ask[]) => Promise<Reply[]>
  readonly hall: () => Hall
  /** Loses everything but the ledger, as a killed process does, and starts again. */
  readonly crash: () => void
}

export type Ground = {
  readonly id: HallId
  readonly ledger: Ledger
  readonly clock: Clock
  readonly secret: () => string
}

/** The real door, `openLiveHall`. */
export const liveWorld = (ground: Ground): World => {
  const pastVisit = (_actor: Actor, ticket: TicketId | undefined) => pastVisitIn(ground.ledger, ground.id, ticket)
  const start = () => openLiveHall({ ...ground, log: silentLog, pastVisit })
  let live = start()
  return {
    submit: (asks) => Promise.all(asks.map(({ command, actor }) => live.submit(command, actor))),
    hall: () => live.hall(),
    crash: () => {
      live = start()
    },
  }
}

/** What a plain door is made of. */
export type Parts = {
  readonly decide: typeof decide
  readonly evolve: typeof evolve
  /** The time of the next event, from the machine's clock and the ledger's last. */
  readonly time: (machine: Instant, ledger: Instant) => Instant
  /** Whether it remembers what it answered without writing anything. */
  readonly remembers: boolean
  /** The hall after an append failed. */
  readonly afterFailure: (ahead: Hall, refold: () => Hall) => Hall
}

export const soundParts: Parts = {
  decide,
  evolve,
  time: (machine, ledger) => Math.max(machine, ledger),
  remembers: true,
  afterFailure: (_ahead, refold) => refold(),
}

/** A door as small as the promises allow: one command, one append, no groups. */
export const plainWorld =
  (change: Partial<Parts> = {}) =>
  ({ id, ledger, clock, secret }: Ground): World => {
    const parts = { ...soundParts, ...change }
    let hall = foldToday(id, ledger)
    const unwritten = new Map<string, { readonly fingerprint: string; readonly reply: Reply }>()

    /** What happens, as events already in the hall, and the answer. */
    const act = ({ command, actor }: Ask): { events: Recorded[]; reply: Reply } => {
      const at = parts.time(clock.now(), hall.at)
      const rated = command.type === 'RateVisit' || command.type === 'ExplainRating' ? command.ticket : undefined
      const past = rated === undefined ? undefined : pastVisitIn(ledger, id, rated)
      const workingDay = (days: number) => promisedDay(at, days, 'Asia/Shanghai')
      const context = { now: at, actor, secret: secret(), workingDay, ...(past ? { past } : {}) }
      const decision = parts.decide(command, hall, context)
      if (!decision.ok) return { events: [], reply: refusedWith(decision.refusal) }
      const events: Recorded[] = []
      for (const event of decision.events) {
        const day = event.type === 'HallOpened' ? event.day : (hall.day ?? businessDay(at, 'Asia/Shanghai'))
        const recorded = { hall: id, position: hall.position + 1, day, at, actor, command: command.id, event }
        parts.evolve(hall, recorded)
        events.push(recorded)
      }
      return { events, reply: replyTo(decision.events, hall.position, hall) }
    }

    const answer = (ask: Ask): Reply => {
      const { id: command } = ask.command
      const content = contentOf(ask.command)
      const known = ledger.receipt(id, command) ?? unwritten.get(command)
      if (known) return known.fingerprint === content ? known.reply : refusedWith({ code: 'command-reused' })
      const before = hall.position
      try {
        const { events, reply } = act(ask)
        if (reply.ok && events.length > 0)
          ledger.append(id, before, [{ command, fingerprint: content, day: hall.day ?? '', reply, events }])
        else if (parts.remembers) unwritten.set(command, { fingerprint: content, reply })
        return reply
      } catch {
        // Whatever went wrong, the caller hears that nothing happened; the simulation knows whether it asked for a failure.
        hall = parts.afterFailure(hall, () => foldToday(id, ledger))
        return refusedWith({ code: 'storage-failed' })
      }
    }

    return {
      submit: (asks) => Promise.resolve(asks.map(answer)),
      hall: () => hall,
      crash: () => {
        hall = foldToday(id, ledger)
        unwritten.clear()
      },
    }
  }
