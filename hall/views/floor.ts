/** What the manager sees: the floor as it is now, and today's figures. */
import { type CounterRole, countersNeeded } from '../catalogue.ts'
import { GRADES, type Grade, type PauseReason } from '../commands.ts'
import type { CounterState } from '../counter.ts'
import { type Hall, ticketText } from '../hall.ts'
import type { CounterId, Instant, ThemeId, ZoneId } from '../ids.ts'
import { STATUSES, type Status } from '../ticket.ts'
import { longestSince } from './card.ts'
import { hallSign } from './public.ts'
import { type ThemeRow, themeRows } from './theme-row.ts'

type Sign = ReturnType<typeof hallSign>

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
