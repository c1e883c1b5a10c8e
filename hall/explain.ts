/**
 * 为什么叫这个号: a call in one or two sentences of Chinese and of English, made from what the call recorded and from the
 * hall as it stood before it. Every figure in them is reckoned anew, so a sentence that were not true would show (Q10).
 */
import type { TicketClass } from './catalogue.ts'
import type { PriorityGround } from './commands.ts'
import type { Why } from './events.ts'
import { firstSaid, passedSaid, type Said } from './explain-words.ts'
import { type Hall, ticketText } from './hall.ts'
import type { CounterId, Instant, TicketId } from './ids.ts'
import { creditMs as creditOf, isStrict, laterAllowed, type OrderRules, rateOf, scoreOf } from './score.ts'
import { callsFrom } from './takes.ts'
import type { Ticket } from './ticket.ts'

/** Passed-over people of a call that did not record them, as ledgers before 0.5 do. */
const WHOM_MAX = 20
/** Moments are whole milliseconds and bounds are fractions: less than this is no difference, ms. */
const HALF_A_TICK = 0.5

/** How a ticket's place in the order comes about at a moment. Times in ms. */
export type Reckoned = {
  readonly ticket: TicketId
  readonly number: string
  readonly class: TicketClass
  readonly ground?: PriorityGround
  readonly slot?: Instant
  /** What its wait is counted from: max(arrival, slot), or where it was put since. */
  readonly since: Instant
  /** Negative before its slot. */
  readonly waitMs: number
  readonly creditMs: number
  readonly rate: number
  /** A credit of a whole day, from its slot on: before everybody without one (Q8). */
  readonly strict: boolean
  /** Why its place is not that of its arrival: back after a no-show, moved to the front, or given under earlier rules. */
  readonly moved?: 'returned' | 'fronted' | 'earlier-rules'
  readonly scoreMs: number
}

export type PassedOver = Reckoned & {
  /** How much sooner than the called one it had come. */
  readonly earlierMs: number
  /** By how much an earlier one may be passed over by the called one's class (Q19); null: without limit. */
  readonly boundMs: number | null
  /** It was passed over by more than that: by hand, by one moved to the front, or while another theme is helped first. */
  readonly beyond: boolean
}

/** On which ground earlier people were passed over. */
export type Ground =
  | 'none'
  | 'class'
  | 'strict'
  | 'relief'
  /** It waited for the window alone while that helped others first. */
  | 'bound'
  | 'rules'
  | 'fronted'
  | 'returned'
  | 'chosen'
  | 'override'
  | 'resumed'
  | 'direct'

export type ExplainedCall = {
  readonly at: Instant
  readonly counter: CounterId
  readonly counterName: string
  readonly serviceName: string
  readonly rule: Why['rule']
  readonly ground: Ground
  readonly called: Reckoned
  /** How many earlier ones wait on, and the first of them, longest waiting first. */
  readonly overtook: number
  readonly whom: readonly PassedOver[]
  readonly reason?: string
  readonly profileName?: string
  readonly zh: string
  readonly en: string
}

/** What was recorded of a call, or would be. */
export type CallMade = {
  readonly ticket: TicketId
  readonly counter: CounterId
  readonly why: Why
  readonly reason?: string
}

const movedOf = (ticket: Ticket, since: Instant): Reckoned['moved'] => {
  if (since === ticket.arrivedAt) return undefined
  if (ticket.fronted) return 'fronted'
  return ticket.returns > 0 ? 'returned' : 'earlier-rules'
}

/** A ticket's place in the order at a moment, in its parts. */
export const reckon = (rules: OrderRules, ticket: Ticket, now: Instant): Reckoned => {
  const creditMs = creditOf(rules, ticket.class)
  const since = ticket.key + creditMs
  const moved = movedOf(ticket, since)
  return {
    ticket: ticket.id,
    number: ticketText(ticket),
    class: ticket.class,
    ...(ticket.ground === undefined ? {} : { ground: ticket.ground }),
    ...(ticket.slot === undefined ? {} : { slot: ticket.slot }),
    since,
    waitMs: now - since,
    creditMs,
    rate: rateOf(rules, ticket.class),
    strict: isStrict(rules, ticket.class) && now >= since,
    ...(moved ? { moved } : {}),
    scoreMs: scoreOf(rules, ticket.class, since, now),
  }
}

const passedOver = (rules: OrderRules, other: Ticket, ticket: Ticket, called: Reckoned, at: Instant): PassedOver => {
  const passed = reckon(rules, other, at)
  const allowed = laterAllowed(rules, called.class, { class: passed.class, waited: passed.waitMs })
  const boundMs = Number.isFinite(allowed) ? allowed : null
  // Who was moved to the front came when it came; who lost its place stands where it was put.
  const came = called.moved === 'fronted' ? ticket.arrivedAt : called.since
  return {
    ...passed,
    earlierMs: ticket.arrivedAt - other.arrivedAt,
    boundMs,
    beyond: boundMs !== null && came - passed.since > boundMs + HALF_A_TICK,
  }
}

/** Who had come before and waits on, where the call did not record it: looked at one by one, longest waiting first. */
const whomBySight = (hall: Hall, { counter, why }: CallMade, called: Ticket): Ticket[] => {
  const { rule } = why
  const byRule = rule === 'own' || rule === 'help' || rule === 'longest' || rule === 'relief'
  const rules = byRule ? ([rule] as const) : (['relief', 'own', 'longest', 'help'] as const)
  return [...hall.tickets.values()]
    .filter(
      (other) =>
        other.status === 'waiting' &&
        other.id !== called.id &&
        other.arrivedAt < called.arrivedAt &&
        rules.some((one) => callsFrom(hall, counter, one, other)),
    )
    .sort((a, b) => a.arrivedAt - b.arrivedAt || a.rank - b.rank)
    .slice(0, WHOM_MAX)
}

const whomOf = (hall: Hall, made: CallMade, called: Ticket): Ticket[] => {
  if (made.why.overtook === 0) return []
  if (!made.why.whom) return whomBySight(hall, made, called)
  return made.why.whom.flatMap((id) => hall.tickets.get(id) ?? [])
}

const groundOf = (rule: Why['rule'], called: Reckoned, whom: readonly PassedOver[]): Ground => {
  if (rule === 'chosen' || rule === 'override' || rule === 'resumed' || rule === 'direct') return rule
  if (whom.length === 0) return 'none'
  if (called.moved === 'fronted') return 'fronted'
  if (whom.some((other) => other.scoreMs > called.scoreMs)) return rule === 'relief' ? 'relief' : 'bound'
  if (called.strict && whom.some((other) => !other.strict)) return 'strict'
  // Nobody of a class goes before an earlier one of it, unless one of the two has another place than its arrival gives.
  if (whom.every((other) => other.moved === 'returned')) return 'returned'
  return [called, ...whom].some(({ moved }) => moved === 'earlier-rules') ? 'rules' : 'class'
}

/**
 * Explains a call. Throws where the ticket is unknown: a call without its ticket is no call.
 * @param hall as it stood before the call; @param at when it was made, ms
 */
export const explainCall = (hall: Hall, made: CallMade, at: Instant): ExplainedCall => {
  const ticket = hall.tickets.get(made.ticket)
  const rules = hall.catalogue?.rules
  if (!ticket || !rules) throw new Error(`Ticket ${made.ticket} was called and never issued.`)
  const { why, counter, reason } = made
  const called = reckon(rules, ticket, at)
  const whom = whomOf(hall, made, ticket).map((other) => passedOver(rules, other, ticket, called, at))
  const ground = groundOf(why.rule, called, whom)
  const counterName = hall.lookup.counters.get(counter)?.name ?? counter
  const profileName = hall.catalogue?.profiles?.find(({ id }) => id === why.profile)?.name
  const by: Said = profileName === undefined ? ['', ''] : [`按方案【${profileName}】，`, `By “${profileName}”: `]
  const first = firstSaid(hall, made, ticket, called, counterName)
  const second = passedSaid(why.overtook, whom, ground)
  return {
    at,
    counter,
    counterName,
    serviceName: hall.lookup.services.get(ticket.service)?.name ?? ticket.service,
    rule: why.rule,
    ground,
    called,
    overtook: why.overtook,
    whom,
    ...(reason === undefined ? {} : { reason }),
    ...(profileName === undefined ? {} : { profileName }),
    zh: `${by[0]}${first[0]}${second[0]}`,
    en: `${by[1]}${first[1]} ${second[1]}`,
  }
}
