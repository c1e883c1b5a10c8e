/** What staff see: the window panel, the guide desk, the pad in front of the window, the manager's floor. */
import { type CounterRole, countersNeeded } from '../catalogue.ts'
import type { Grade, PauseReason } from '../commands.ts'
import { GRADES } from '../commands.ts'
import type { CounterState } from '../counter.ts'
import type { Why } from '../events.ts'
import { type Hall, ticketText } from '../hall.ts'
import type { CounterId, Instant, ThemeId, TicketId, TicketSecret, ZoneId } from '../ids.ts'
import { GUIDE_LIST_MAX, QUEUE_HEAD_MAX, SIDE_LIST_MAX } from '../limits.ts'
import { headOfServices, pickNext, waitingInTheme, waitingOf } from '../queue.ts'
import { STATUSES, type Status } from '../ticket.ts'
import { cardOf, cardsOf, longestSince, type TicketCard } from './card.ts'
import { hallSign } from './public.ts'
import { type ThemeRow, themeRows } from './theme-row.ts'

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

export type PadView = Sign & {
  readonly counter: CounterId
  readonly counterName: string
  readonly staff: string
  readonly status: CounterState['status']
  /** The number being served, if any. */
  readonly serving: string | null
  /** The visit just completed and not rated yet, with the secret that lets this pad rate it. */
  readonly rateable: {
    readonly ticket: TicketId
    readonly secret: TicketSecret
    readonly number: string
    readonly serviceName: string
    readonly completedAt: Instant
  } | null
}

export const padView = (hall: Hall, id: CounterId): PadView | undefined => {
  const setting = hall.lookup.counters.get(id)
  const counter = hall.counters.get(id)
  if (!setting || !counter) return undefined
  const lastId = hall.lastCompleted.get(id)
  const last = lastId === undefined ? undefined : hall.tickets.get(lastId)
  const seated = counter.ticket === undefined ? undefined : hall.tickets.get(counter.ticket)
  const rateable = last?.status === 'completed' && last.grade === undefined ? last : undefined
  return {
    ...hallSign(hall),
    counter: id,
    counterName: setting.name,
    staff: counter.status === 'closed' ? '' : counter.staff,
    status: counter.status,
    serving: seated ? ticketText(seated) : null,
    rateable: rateable
      ? {
          ticket: rateable.id,
          secret: rateable.secret,
          number: ticketText(rateable),
          serviceName: hall.lookup.services.get(rateable.service)?.name ?? '',
          completedAt: rateable.completedAt,
        }
      : null,
  }
}

export type GuideView = Sign & {
  readonly themes: readonly ThemeRow[]
  readonly counts: Readonly<Record<Status, number>>
  /** Newest first. */
  readonly recent: readonly TicketCard[]
  readonly missed: readonly TicketCard[]
  readonly amberMinutes: number
  readonly redMinutes: number
}

export const guideView = (hall: Hall): GuideView => ({
  ...hallSign(hall),
  themes: themeRows(hall),
  counts: { ...hall.counts },
  recent: cardsOf(hall, hall.issued.slice(-GUIDE_LIST_MAX).reverse()),
  missed: cardsOf(
    hall,
    hall.missed
      .filter((id) => hall.tickets.get(id)?.status === 'no-show')
      .slice(-SIDE_LIST_MAX)
      .reverse(),
  ),
  amberMinutes: hall.catalogue?.rules.waitAmberMinutes ?? 10,
  redMinutes: hall.catalogue?.rules.waitRedMinutes ?? 15,
})

export type FloorTheme = ThemeRow & {
  readonly counters: number
  /** ⌈daily cases ÷ 25⌉ (S003-14). */
  readonly countersNeeded: number
  readonly issued: number
  readonly called: number
  readonly completed: number
  /** Mean wait of those called today, ms; null before the first call. */
  readonly meanWaitMs: number | null
  readonly longestWaitMs: number
}

export type FloorCounter = {
  readonly id: CounterId
  readonly name: string
  readonly zone: ZoneId
  readonly role: CounterRole
  readonly themes: readonly ThemeId[]
  readonly status: CounterState['status']
  readonly staff: string
  readonly since: Instant
  readonly completed: number
  readonly reason?: PauseReason
  readonly number?: string
  readonly ticketStatus?: Status
  readonly ticketSince?: Instant
}

export type FloorView = Sign & {
  readonly openedAt: Instant
  readonly sample: string
  readonly counts: Readonly<Record<Status, number>>
  readonly longestSince: Instant | null
  readonly themes: readonly FloorTheme[]
  readonly counters: readonly FloorCounter[]
  readonly grades: Readonly<Record<Grade, number>>
  readonly casesPerCounter: number
  readonly amberMinutes: number
  readonly redMinutes: number
}

const floorCounter = (hall: Hall, counter: CounterState): FloorCounter => {
  const setting = hall.lookup.counters.get(counter.id)
  const ticket = counter.ticket === undefined ? undefined : hall.tickets.get(counter.ticket)
  const seatedSince =
    ticket?.status === 'serving' ? ticket.startedAt : ticket?.status === 'called' ? ticket.calledAt : counter.since
  return {
    id: counter.id,
    name: setting?.name ?? counter.id,
    zone: setting?.zone ?? '',
    role: setting?.role ?? 'comprehensive',
    themes: setting?.own ?? [],
    status: counter.status,
    staff: counter.status === 'closed' ? '' : counter.staff,
    since: counter.since,
    completed: counter.completed,
    ...(counter.status === 'paused' ? { reason: counter.reason } : {}),
    ...(ticket ? { number: ticketText(ticket), ticketStatus: ticket.status, ticketSince: seatedSince } : {}),
  }
}

export const floorView = (hall: Hall): FloorView => {
  const catalogue = hall.catalogue
  const rows = new Map(themeRows(hall).map((row) => [row.id, row]))
  const themes = (catalogue?.themes ?? []).flatMap((theme) => {
    const row = rows.get(theme.id)
    if (!row || !catalogue) return []
    const figures = hall.today.get(theme.id)
    return {
      ...row,
      counters: catalogue.counters.filter((counter) => counter.own.includes(theme.id)).length,
      countersNeeded: countersNeeded(theme, catalogue.rules),
      issued: figures?.issued ?? 0,
      called: figures?.called ?? 0,
      completed: figures?.completed ?? 0,
      meanWaitMs: figures && figures.called > 0 ? Math.round(figures.waitMs / figures.called) : null,
      longestWaitMs: figures?.waitedLongestMs ?? 0,
    }
  })
  const counts = Object.fromEntries(STATUSES.map((status) => [status, hall.counts[status]]))
  const grades = Object.fromEntries(GRADES.map((grade) => [grade, hall.grades.get(grade) ?? 0]))
  return {
    ...hallSign(hall),
    openedAt: hall.openedAt,
    sample: catalogue?.sample ?? '',
    counts: counts as Record<Status, number>,
    longestSince: longestSince(hall, catalogue?.services.map((service) => service.id) ?? []),
    themes,
    counters: (catalogue?.counters ?? []).flatMap(({ id }) => {
      const counter = hall.counters.get(id)
      return counter ? floorCounter(hall, counter) : []
    }),
    grades: grades as Record<Grade, number>,
    casesPerCounter: catalogue?.rules.casesPerCounter ?? 25,
    amberMinutes: catalogue?.rules.waitAmberMinutes ?? 10,
    redMinutes: catalogue?.rules.waitRedMinutes ?? 15,
  }
}
