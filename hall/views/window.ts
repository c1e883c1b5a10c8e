/** What a window's staff see: the ticket in front of them, who is next and why, and what waits beside. */
import type { CounterRole } from '../catalogue.ts'
import type { PauseReason } from '../commands.ts'
import type { CounterState } from '../counter.ts'
import type { Why } from '../events.ts'
import { type Hall, ticketText } from '../hall.ts'
import type { CounterId, Instant, ThemeId } from '../ids.ts'
import { QUEUE_HEAD_MAX, SIDE_LIST_MAX } from '../limits.ts'
import { headOfServices, pickNext, waitingInTheme, waitingOf } from '../queue.ts'
import { cardOf, cardsOf, longestSince, type TicketCard } from './card.ts'
import { hallSign } from './public.ts'

type Sign = ReturnType<typeof hallSign>

export type CounterView = Sign & {
  readonly counter: CounterId
  readonly counterName: string
  readonly zoneName: string
  readonly role: CounterRole
  readonly status: CounterState['status']
  readonly staff: string
  readonly since: Instant
  readonly reason?: PauseReason
  /** Cases done here today, and what a window is expected to do (S003-14). */
  readonly completed: number
  readonly casesPerCounter: number
  readonly themes: readonly {
    readonly id: ThemeId
    readonly name: string
    readonly waiting: number
    readonly help: boolean
  }[]
  /** The ticket in front of the window. */
  readonly ticket: TicketCard | null
  /** Who would be called now, and why. */
  readonly next: { readonly card: TicketCard; readonly why: Why } | null
  readonly waiting: number
  readonly longestSince: Instant | null
  /** The first of the queue in calling order. */
  readonly head: readonly TicketCard[]
  readonly parked: readonly TicketCard[]
  readonly missed: readonly TicketCard[]
  readonly calls: { readonly limit: number; readonly gapSeconds: number }
  readonly amberMinutes: number
  readonly redMinutes: number
  /** Only whether the last visit was rated, never how (requirements §3.7). */
  readonly lastCompleted: { readonly number: string; readonly rated: boolean } | null
}

export const counterView = (hall: Hall, id: CounterId): CounterView | undefined => {
  const setting = hall.lookup.counters.get(id)
  const counter = hall.counters.get(id)
  const takes = hall.lookup.takes.get(id)
  const rules = hall.catalogue?.rules
  if (!setting || !counter || !takes || !rules) return undefined
  const services = [...takes.own, ...takes.help]
  const pick = pickNext(hall, id)
  const next = pick && hall.tickets.get(pick.ticket)
  const ticket = counter.ticket === undefined ? undefined : hall.tickets.get(counter.ticket)
  const lastId = hall.lastCompleted.get(id)
  const last = lastId === undefined ? undefined : hall.tickets.get(lastId)
  // Own themes come before helped ones however old the helped ones are, so the head is listed in that order too.
  const own = headOfServices(hall, takes.own, QUEUE_HEAD_MAX)
  const head = [...own, ...headOfServices(hall, takes.help, QUEUE_HEAD_MAX - own.length)]
  const missed = hall.missed.filter((other) => hall.tickets.get(other)?.status === 'no-show').slice(-SIDE_LIST_MAX)
  const parked = [...hall.parked].filter((other) => services.includes(hall.tickets.get(other)?.service ?? ''))
  return {
    ...hallSign(hall),
    counter: id,
    counterName: setting.name,
    zoneName: hall.catalogue?.zones.find((zone) => zone.id === setting.zone)?.name ?? '',
    role: setting.role,
    status: counter.status,
    staff: counter.status === 'closed' ? '' : counter.staff,
    since: counter.since,
    completed: counter.completed,
    casesPerCounter: rules.casesPerCounter,
    themes: [...setting.own, ...setting.help].map((theme) => ({
      id: theme,
      name: hall.lookup.themes.get(theme)?.name ?? '',
      waiting: waitingInTheme(hall, theme),
      help: !setting.own.includes(theme),
    })),
    ticket: ticket ? cardOf(hall, ticket) : null,
    next: pick && next ? { card: cardOf(hall, next), why: pick.why } : null,
    waiting: waitingOf(hall, services),
    longestSince: longestSince(hall, services),
    head: cardsOf(
      hall,
      head.map((place) => place.ticket),
    ),
    parked: cardsOf(hall, parked.slice(0, SIDE_LIST_MAX)),
    missed: cardsOf(hall, missed.reverse()),
    calls: rules.calls,
    amberMinutes: rules.waitAmberMinutes,
    redMinutes: rules.waitRedMinutes,
    lastCompleted: last?.status === 'completed' ? { number: ticketText(last), rated: last.grade !== undefined } : null,
    ...(counter.status === 'paused' ? { reason: counter.reason } : {}),
  }
}
