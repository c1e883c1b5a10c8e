/**
 * The heart as a story: given what was done before, when somebody asks for something, then this happens. No clock, no
 * ledger and no network take part; `decide` and `evolve` are the real ones.
 */
import { expect } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import { businessDay } from '../../hall/calendar.ts'
import type { Outcome as CaseOutcome, Catalogue } from '../../hall/catalogue.ts'
import { type CommandOf, followUp, type Grade, type Intent } from '../../hall/commands.ts'
import { decide } from '../../hall/decide.ts'
import type { HallEvent, Recorded } from '../../hall/events.ts'
import { evolve } from '../../hall/evolve.ts'
import { emptyHall, type Hall } from '../../hall/hall.ts'
import type { CounterId, ServiceId, TicketId } from '../../hall/ids.ts'
import type { PastVisit } from '../../hall/past-visit.ts'
import type { Decision, Refusal } from '../../hall/refusal.ts'
import { usualActor } from './actors.ts'
import { stateOf } from './hall-state.ts'
import { MORNING, seconds } from './hand-clock.ts'
import { smallCatalogue } from './small-catalogue.ts'

/** What has happened so far, and what time it is. */
export type Past = {
  readonly hall: Hall
  readonly events: Recorded[]
  now: number
  commands: number
  /** The visit of an earlier day that somebody comes to rate. */
  visit?: PastVisit
}
export type Deed = (past: Past) => void

/** The secret a story's server mints for a ticket, and for the rating of a leg that it completes. */
export const secretOf = (ticket: TicketId): string => `secret-of-${ticket}`
export const ratingOf = (ticket: TicketId): string => `rating-of-${ticket}`
const secretMade = (intent: Intent): string => {
  if (intent.type === 'CompleteTicket') return ratingOf(intent.ticket)
  return 'ticket' in intent && intent.ticket !== undefined ? secretOf(intent.ticket) : 'unused-secret'
}

/** A calendar on which every day is a working day, so that a story's promises are easy to count. */
export const workingDayFrom =
  (now: number) =>
  (days: number): string =>
    businessDay(now + days * 86_400_000, 'Asia/Shanghai')

/** Writes an event into the past as the server would, whether or not the heart would have decided it. */
export const record = (past: Past, event: HallEvent, actor: Actor, command = `c${past.commands}`): void => {
  const zone = past.hall.catalogue?.hall.timeZone ?? 'Asia/Shanghai'
  const day = event.type === 'HallOpened' ? event.day : (past.hall.day ?? businessDay(past.now, zone))
  const recorded = { hall: past.hall.id, position: past.hall.position + 1, day, at: past.now, actor, command, event }
  past.events.push(recorded)
  evolve(past.hall, recorded)
}

const ask = (past: Past, intent: Intent, actor: Actor): Decision => {
  past.commands += 1
  return decide({ ...intent, id: `c${past.commands}` }, past.hall, {
    now: past.now,
    actor,
    secret: secretMade(intent),
    workingDay: workingDayFrom(past.now),
    ...(past.visit ? { past: past.visit } : {}),
  })
}

/** Somebody asks and it happens; a refusal means that the story is told wrongly. */
export const told =
  (intent: Intent, actor: Actor = usualActor(intent)): Deed =>
  (past) => {
    const decision = ask(past, intent, actor)
    if (!decision.ok) throw new Error(`The story cannot begin: ${intent.type} is ${JSON.stringify(decision.refusal)}`)
    for (const event of decision.events) record(past, event, actor)
    const next = followUp(intent)
    const command = `c${past.commands}`
    const further = next && ask(past, next, actor)
    if (further?.ok) for (const event of further.events) record(past, event, actor, command)
  }

/** Something the heart would not decide itself, written all the same. */
export const wasRecorded =
  (event: HallEvent, actor: Actor): Deed =>
  (past) => {
    past.commands += 1
    record(past, event, actor)
  }

export const later =
  (ms: number): Deed =>
  (past) => {
    past.now += ms
  }

export const published = (catalogue: Catalogue = smallCatalogue): Deed => told({ type: 'PublishCatalogue', catalogue })

/** The catalogue is published and the hall opened. */
export const opened =
  (catalogue: Catalogue = smallCatalogue): Deed =>
  (past) => {
    published(catalogue)(past)
    told({ type: 'OpenHall' })(past)
  }

export const windowOpened = (counter: CounterId): Deed => told({ type: 'OpenCounter', counter })

type Precedence = Omit<CommandOf<'IssueTicket'>, 'type' | 'ticket' | 'service'>

/** A number was taken, one second after whatever was before, so that the order of arrival is plain. */
export const taken =
  (ticket: TicketId, service: ServiceId, precedence: Precedence = {}): Deed =>
  (past) => {
    later(seconds(1))(past)
    told({ type: 'IssueTicket', ticket, service, ...precedence })(past)
  }

export const calledNext = (counter: CounterId): Deed => told({ type: 'CallNext', counter })

/** The ticket in front of a window. */
const seatedAt = (past: Past, counter: CounterId): TicketId => {
  const ticket = past.hall.counters.get(counter)?.ticket
  if (ticket === undefined) throw new Error(`The story cannot begin: nobody is at window ${counter}.`)
  return ticket
}

const atWindow =
  (counter: CounterId, intent: (ticket: TicketId) => Intent): Deed =>
  (past) =>
    told(intent(seatedAt(past, counter)))(past)

export const recalled = (counter: CounterId): Deed =>
  atWindow(counter, (ticket) => ({ type: 'RecallTicket', counter, ticket }))
export const started = (counter: CounterId): Deed =>
  atWindow(counter, (ticket) => ({ type: 'StartServing', counter, ticket }))
export const parked = (counter: CounterId, reason = '回去取材料'): Deed =>
  atWindow(counter, (ticket) => ({ type: 'ParkTicket', counter, ticket, reason }))
export const completed = (counter: CounterId, outcome: CaseOutcome = 'immediate', reason?: string): Deed =>
  atWindow(counter, (ticket) => ({
    type: 'CompleteTicket',
    counter,
    ticket,
    outcome,
    ...(reason === undefined ? {} : { reason }),
  }))

/** Rated by who holds the ticket. */
export const rated = (ticket: TicketId, grade: Grade, leg?: number): Deed =>
  told({ type: 'RateVisit', ticket, secret: secretOf(ticket), grade, ...(leg === undefined ? {} : { leg }) })

/** Called as often as the rules say, with the gaps between, and then passed over. */
export const missed =
  (counter: CounterId): Deed =>
  (past) => {
    const { limit = 1, gapSeconds = 0 } = past.hall.catalogue?.rules.calls ?? {}
    for (let call = 1; call < limit; call += 1) {
      later(seconds(gapSeconds))(past)
      recalled(counter)(past)
    }
    later(seconds(gapSeconds))(past)
    atWindow(counter, (ticket) => ({ type: 'MarkNoShow', counter, ticket }))(past)
  }

export type Outcome = {
  /** Exactly these events, in this order. */
  readonly gives: (...events: readonly HallEvent[]) => Outcome
  /** Exactly this refusal, and a hall that is as it was. */
  readonly isRefused: (refusal: Refusal) => Outcome
  /** Accepted, and nothing to do. */
  readonly changesNothing: () => Outcome
  /** What the hall is after it. */
  readonly leaves: (look: (hall: Hall) => void) => Outcome
  readonly past: Past
}

export type Given = {
  readonly past: Past
  readonly when: (intent: Intent, actor?: Actor) => Outcome
  /** The bare decision, for one whose data is too long to write down. */
  readonly decides: (intent: Intent, actor?: Actor) => Decision
}

const outcomeOf = (past: Past, decision: Decision, was: string): Outcome => {
  const outcome: Outcome = {
    past,
    gives: (...events) => {
      expect(decision).toEqual({ ok: true, events })
      return outcome
    },
    isRefused: (refusal) => {
      expect(decision).toEqual({ ok: false, refusal })
      expect(stateOf(past.hall)).toBe(was)
      return outcome
    },
    changesNothing: () => {
      expect(decision).toEqual({ ok: true, events: [] })
      return outcome
    },
    leaves: (look) => {
      look(past.hall)
      return outcome
    },
  }
  return outcome
}

const whenIn = (past: Past): Given => ({
  past,
  when: (intent, actor = usualActor(intent)) => {
    const was = stateOf(past.hall)
    const decision = ask(past, intent, actor)
    if (stateOf(past.hall) !== was) throw new Error(`Deciding ${intent.type} changed the hall.`)
    if (decision.ok) for (const event of decision.events) record(past, event, actor)
    return outcomeOf(past, decision, was)
  },
  decides: (intent, actor = usualActor(intent)) => ask(past, intent, actor),
})

/** The hall after these deeds. */
export const given = (...deeds: readonly Deed[]): Given => {
  const past: Past = { hall: emptyHall(smallCatalogue.hall.id), events: [], now: MORNING, commands: 0 }
  for (const deed of deeds) deed(past)
  return whenIn(past)
}

/** A hall that was made elsewhere, such as a crowded one. */
export const givenHall = (hall: Hall): Given => whenIn({ hall, events: [], now: hall.at, commands: 0 })
