/**
 * Stands beside a simulated hall with its own fold of the ledger, and knows of every answer ever given. It trusts nothing
 * the hall says: each event is held against the obvious rule, each answer against the ledger and against the first answer.
 */
import type { Command } from '../../hall/commands.ts'
import type { EventOf, EventType, Recorded, Why } from '../../hall/events.ts'
import { evolve } from '../../hall/evolve.ts'
import { emptyHall, type Hall, ticketText } from '../../hall/hall.ts'
import type { HallId, Instant, ServiceId } from '../../hall/ids.ts'
import type { RefusalCode } from '../../hall/refusal.ts'
import type { Reply } from '../../hall/reply.ts'
import { contentOf, type Ledger } from '../../server/ledger/ledger.ts'
import { firstDifference, stateOf } from '../kit/hall-state.ts'
import { nextBySight } from '../kit/naive-order.ts'
import { checkPromises } from './promises.ts'
import { openReplay } from './undone.ts'
import type { Ask } from './world.ts'

export class Broken extends Error {
  override readonly name = 'Broken'
}
const broken = (rule: string, what: string): never => {
  throw new Broken(`${rule}: ${what}`)
}

type Answered = { readonly ask: Ask; readonly reply: Reply; readonly written: boolean }

export type Watcher = {
  readonly shadow: Hall
  /** Looks at what these commands were answered, and at what they left in the ledger. */
  readonly look: (asks: readonly Ask[], replies: readonly Reply[], appendFailed: boolean) => void
  /** The hall's whole state against the fold of the ledger. */
  readonly compare: (hall: Hall) => void
  /** What was not written may be forgotten now. */
  readonly crashed: () => void
  /** Everything that was acknowledged, with its answer. */
  readonly acknowledged: () => Answered[]
  readonly seen: { readonly events: Map<EventType, number>; readonly refusals: Map<RefusalCode, number> }
}

const add = <K>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1)

const BY_HAND: readonly Why['rule'][] = ['chosen', 'override', 'resumed', 'direct']

/** The next by sight is called, and why is told right. */
const checkCall = ({ counter, ticket, why }: EventOf<'TicketCalled'>, hall: Hall, at: Instant): void => {
  if (BY_HAND.includes(why.rule)) return
  const next = nextBySight(hall, counter, at)
  if (next?.ticket !== ticket) broken('I4', `${ticket} was called, but ${next?.ticket} is next`)
  if (JSON.stringify(next?.why) !== JSON.stringify(why))
    broken('Q3', `${JSON.stringify(why)} was recorded, but it is ${JSON.stringify(next?.why)}`)
}

/** @param fold how it folds the ledger; a planted fault is seen here by its rule, and not as a difference of two folds. */
export const openWatcher = (id: HallId, ledger: Ledger, fold: typeof evolve = evolve): Watcher => {
  const shadow = emptyHall(id)
  const replay = openReplay(fold)
  const rated = new Set<string>()
  const ratingSecrets = new Set<string>()
  const answers = new Map<string, Answered>()
  const seen = { events: new Map<EventType, number>(), refusals: new Map<RefusalCode, number>() }
  const issued = new Map<ServiceId, number>()

  const checkQuota = (service: ServiceId): void => {
    add(issued, service)
    const quota = shadow.lookup.services.get(service)?.dailyQuota ?? Number.POSITIVE_INFINITY
    if ((issued.get(service) ?? 0) > quota) broken('T3', `${service} gave ${issued.get(service)} of ${quota}`)
  }

  /** The matters that an event puts on a ticket, by which a quota counts. */
  const mattersOf = (event: EventOf<'TicketIssued' | 'MatterAdded'>): ServiceId[] => {
    const had = shadow.tickets.get(event.ticket)?.legs ?? []
    const legs = (event.legs ?? []).filter((leg) => !leg.part && !had.some((other) => other.service === leg.service))
    const first = event.type === 'TicketIssued' ? [event.service] : []
    return [...first, ...legs.map((leg) => leg.service)]
  }

  /** I15, T19: one rating for each leg of each day, and a secret of its own for each. */
  const checkRating = ({ event, day: today }: Recorded): void => {
    if (event.type === 'TicketCompleted') {
      if (ratingSecrets.has(event.rating)) broken('T19', `${event.ticket} got a secret that another leg has`)
      ratingSecrets.add(event.rating)
    }
    if (event.type !== 'VisitRated') return
    const leg = `${event.day ?? today} ${event.ticket} ${event.leg}`
    if (rated.has(leg)) broken('I15', `leg ${leg} was rated twice`)
    rated.add(leg)
  }

  /** T22, T23, T24: whose a number is, by looking through all the tickets of the day. */
  const checkWhose = ({ actor }: Recorded, event: EventOf<'TicketIssued'>, asked: Command | undefined): void => {
    const { person, proxy, maskedName, ticket } = event
    if (proxy !== undefined && person === undefined) broken('T24', `${ticket} is taken for nobody by ${proxy}`)
    if (maskedName !== undefined && !maskedName.includes('*')) broken('T24', `${ticket} carries the name ${maskedName}`)
    const matters = mattersOf(event)
    const asks = matters.some((matter) => shadow.lookup.services.get(matter)?.identity)
    if (actor.role === 'kiosk' && asks && person === undefined) broken('T23', `${ticket} belongs to nobody known`)
    if (person === undefined || (asked?.type === 'IssueTicket' && asked.again)) return
    for (const other of shadow.tickets.values()) {
      const live = ['waiting', 'called', 'parked'].includes(other.status)
      if (other.person === person && live && matters.includes(other.service) && other.part === undefined)
        broken('T22', `${ticket} is a second number of ${person} for ${other.service}, besides ${other.id}`)
    }
  }

  const follow = (recorded: Recorded, asked: Command | undefined): void => {
    const { event } = recorded
    if (event.type === 'TicketIssued') checkWhose(recorded, event, asked)
    if (event.type === 'HallOpened' && event.day !== shadow.day) {
      issued.clear()
    }
    if (event.type === 'TicketCalled') checkCall(event, shadow, recorded.at)
    if (event.type === 'TicketIssued' || event.type === 'MatterAdded')
      for (const each of mattersOf(event)) checkQuota(each)
    checkRating(recorded)
    const was = 'ticket' in event && event.ticket !== undefined ? shadow.tickets.get(event.ticket) : undefined
    try {
      fold(shadow, recorded)
    } catch (error) {
      broken('I9', String(error))
    }
    checkPromises(recorded, was, shadow, broken)
    const difference = event.type === 'ActUndone' ? replay.difference(recorded, shadow, ledger.read(id, 0)) : undefined
    if (difference !== undefined) broken('C11', difference)
    add(seen.events, event.type)
  }

  const checkAccepted = ({ command }: Ask, reply: Extract<Reply, { ok: true }>, events: readonly Recorded[]): void => {
    const last = events.at(-1)
    if (reply.position > shadow.position)
      broken('I3', `${command.id} was answered, but position ${reply.position} is not in the ledger`)
    if (!last) return
    if (last.position !== reply.position)
      broken('I3', `${command.id} was answered with position ${reply.position}, not ${last.position}`)
    const ticket = command.type === 'IssueTicket' ? shadow.tickets.get(command.ticket) : undefined
    if (
      command.type === 'IssueTicket' &&
      (!ticket || reply.number !== ticketText(ticket) || reply.secret !== ticket.secret)
    )
      broken('I3', `${command.ticket} was answered as ${reply.number}, but the ledger says ${ticket?.number}`)
  }

  const lookAt = (ask: Ask, reply: Reply, events: readonly Recorded[]): void => {
    const known = answers.get(ask.command.id)
    if (known) {
      const same = contentOf(known.ask.command) === contentOf(ask.command)
      const expected = same ? known.reply : { ok: false, code: 'command-reused' }
      if (JSON.stringify(reply) !== JSON.stringify(expected))
        broken(
          'I8',
          `${ask.command.id} was first answered ${JSON.stringify(expected)}, and now ${JSON.stringify(reply)}`,
        )
      return
    }
    if (reply.ok) checkAccepted(ask, reply, events)
    else if (events.length > 0)
      broken('I3', `${ask.command.id} was refused, but ${events[0]?.event.type} is in the ledger`)
    if (!reply.ok) add(seen.refusals, reply.code)
    answers.set(ask.command.id, { ask, reply, written: events.length > 0 })
  }

  return {
    shadow,
    seen,
    look: (asks, replies, appendFailed) => {
      const byCommand = new Map<string, Recorded[]>()
      const commands = new Map(asks.map(({ command }) => [command.id, command]))
      for (const recorded of ledger.read(id, shadow.position)) {
        follow(recorded, commands.get(recorded.command))
        byCommand.set(recorded.command, [...(byCommand.get(recorded.command) ?? []), recorded])
      }
      for (const [index, ask] of asks.entries()) {
        const reply = replies[index]
        if (!reply) throw new Broken(`L5: ${ask.command.id} was not answered`)
        if (!reply.ok && reply.code === 'storage-failed') {
          if (!appendFailed) broken('L6', `${ask.command.id} was not stored, but no append was made to fail`)
          const other = replies.some((also, at) => also.ok && asks[at]?.command.id === ask.command.id)
          if (byCommand.has(ask.command.id) && !other)
            broken('L6', `${ask.command.id} was said not to be stored, but it is`)
          add(seen.refusals, reply.code)
          continue
        }
        lookAt(ask, reply, byCommand.get(ask.command.id) ?? [])
      }
    },
    compare: (hall) => {
      if (stateOf(hall) !== stateOf(shadow)) broken('I11', firstDifference(hall, shadow) ?? 'the halls differ')
    },
    crashed: () => {
      for (const [command, { written }] of answers) if (!written) answers.delete(command)
    },
    acknowledged: () => [...answers.values()].filter(({ written }) => written),
  }
}

/** The same command under the same id, or with another content. */
export const reworded = (command: Command): Command => ({
  id: command.id,
  type: 'CallNext',
  counter: `not-${command.type}`,
})
