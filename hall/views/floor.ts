/** What the manager sees: the floor as it is now, and today's figures. */
import { type CounterRole, countersNeeded } from '../catalogue.ts'
import {
  type ComplaintReason,
  GRADES,
  type Grade,
  NOTICE_KINDS,
  type NoticeKind,
  type PauseReason,
  type RedirectReason,
} from '../commands.ts'
import type { CounterState } from '../counter.ts'
import { waitAt } from '../figures.ts'
import { countersOwning, type Hall, ticketText } from '../hall.ts'
import type { BusinessDay, CounterId, Instant, StaffId, ThemeId, ZoneId } from '../ids.ts'
import { OWED_SHOWN_MAX, RATINGS_SHOWN_MAX } from '../limits.ts'
import { longestSince } from '../longest.ts'
import type { ProfileId } from '../profile.ts'
import type { OwedQuestion } from '../question.ts'
import { type RatingSignal, ratingSignals } from '../rating-signals.ts'
import { coverOf } from '../seating.ts'
import { profileOf } from '../takes.ts'
import { STATUSES, type Status } from '../ticket.ts'
import { type Duty, dutyRows } from './duty.ts'
import { type Fairness, fairnessOf } from './fairness.ts'
import { type VacantRow, vacantRows } from './guide.ts'
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
  /** Nine in ten waited no longer, ms; null before the first call. */
  readonly p90WaitMs: number | null
  /** Pieces of work done, and what its windows are expected to do in a day (S003-14). */
  readonly cases: number
  readonly casesExpected: number
}

/** What one member of staff has done today, beside 25 (S003-14). How they were rated is said in sum only. */
export type ClerkRow = {
  readonly id: StaffId
  readonly name: string
  readonly counterName: string
  readonly completed: number
  readonly cases: number
  readonly servedMs: number
  readonly rated: number
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
  readonly destination?: string
  readonly backAt?: Instant
  readonly coveredBy?: string
  readonly vacantSince?: Instant
  readonly number?: string
  readonly ticketStatus?: Status
  readonly ticketSince?: Instant
  /** The work profile it follows, where it follows one, and since when and by whose hand if it was switched today. */
  readonly profile?: { readonly id: ProfileId; readonly name: string }
  readonly switched?: { readonly since: Instant; readonly by: 'plan' | 'hand' }
  /** Themes that it helps now beyond its profile (潮汐窗口). */
  readonly helping: readonly { readonly theme: ThemeId; readonly since: Instant; readonly by: 'rule' | 'hand' }[]
}

export type BadRating = {
  readonly number: string
  readonly counterName: string
  readonly grade: Grade
  readonly at: Instant
  readonly complaints: readonly ComplaintReason[]
  readonly text?: string
  readonly day?: BusinessDay
}

const badRatings = (hall: Hall): BadRating[] =>
  hall.badRatings
    .slice(-RATINGS_SHOWN_MAX)
    .reverse()
    .map(({ number, counter, grade, at, complaints = [], text, day }) => ({
      number,
      counterName: hall.lookup.counters.get(counter)?.name ?? counter,
      grade,
      at,
      complaints,
      ...(text === undefined ? {} : { text }),
      ...(day === undefined ? {} : { day }),
    }))

const clerkRows = (hall: Hall): ClerkRow[] =>
  [...hall.staffToday].map(([id, { name, completed, cases, servedMs, rated }]) => {
    const at = [...hall.counters.values()].find((counter) => counter.status !== 'closed' && counter.staffId === id)
    const counterName = at ? (hall.lookup.counters.get(at.id)?.name ?? at.id) : ''
    return { id, name, counterName, completed, cases, servedMs, rated }
  })

export type FloorView = Sign & {
  readonly openedAt: Instant
  readonly sample: string
  readonly counts: Readonly<Record<Status, number>>
  readonly longestSince: Instant | null
  readonly themes: readonly FloorTheme[]
  readonly counters: readonly FloorCounter[]
  readonly grades: Readonly<Record<Grade, number>>
  readonly clerks: readonly ClerkRow[]
  /** Why people were sent elsewhere today, most first: what the signs and guides of the hall get wrong. */
  readonly redirects: readonly { readonly reason: RedirectReason; readonly count: number }[]
  readonly notices: Readonly<Record<NoticeKind, number>>
  readonly answered: number
  readonly owed: readonly OwedQuestion[]
  readonly duty: readonly Duty[]
  readonly vacant: readonly VacantRow[]
  readonly vacancies: number
  /** Bad ratings with what was said, newest first. */
  readonly badRatings: readonly BadRating[]
  /** What looks like ratings that are not the visitors' own; computed, not punished. */
  readonly ratingSignals: readonly RatingSignal[]
  /** What the order should warn of (Q18). */
  readonly fairness: Fairness
  readonly casesPerCounter: number
  readonly amberMinutes: number
  readonly redMinutes: number
}

const floorCounter = (hall: Hall, counter: CounterState): FloorCounter => {
  const setting = hall.lookup.counters.get(counter.id)
  const ticket = counter.ticket === undefined ? undefined : hall.tickets.get(counter.ticket)
  const cover = coverOf(hall, counter.id)
  const profile = profileOf(hall, counter.id)
  const switched = hall.profiles.get(counter.id)
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
    ...(counter.status === 'paused' && counter.destination !== undefined ? { destination: counter.destination } : {}),
    ...(counter.status === 'paused' && counter.backAt !== undefined ? { backAt: counter.backAt } : {}),
    ...(cover ? { coveredBy: hall.lookup.counters.get(cover.id)?.name ?? cover.id } : {}),
    ...(counter.status === 'open' && counter.vacantSince !== undefined ? { vacantSince: counter.vacantSince } : {}),
    ...(profile ? { profile: { id: profile.id, name: profile.name } } : {}),
    ...(switched ? { switched: { since: switched.since, by: switched.by } } : {}),
    helping: hall.helping
      .filter((help) => help.counter === counter.id)
      .map(({ theme, since, by }) => ({ theme, since, by })),
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
      called: figures?.waits.length ?? 0,
      completed: figures?.completed ?? 0,
      meanWaitMs: figures && figures.waits.length > 0 ? Math.round(figures.waitMs / figures.waits.length) : null,
      longestWaitMs: figures?.waits.at(-1) ?? 0,
      p90WaitMs: figures ? waitAt(figures, 0.9) : null,
      cases: figures?.cases ?? 0,
      casesExpected: countersOwning(hall, theme.id) * catalogue.rules.casesPerCounter,
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
    clerks: clerkRows(hall),
    redirects: [...hall.redirects].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
    notices: Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, hall.notices.get(kind) ?? 0])) as Record<
      NoticeKind,
      number
    >,
    answered: hall.answered,
    owed: [...hall.owed.values()].slice(0, OWED_SHOWN_MAX),
    duty: dutyRows(hall),
    vacant: vacantRows(hall),
    vacancies: hall.vacancies.length,
    badRatings: badRatings(hall),
    ratingSignals: ratingSignals(hall),
    fairness: fairnessOf(hall),
    casesPerCounter: catalogue?.rules.casesPerCounter ?? 25,
    amberMinutes: catalogue?.rules.waitAmberMinutes ?? 10,
    redMinutes: catalogue?.rules.waitRedMinutes ?? 15,
  }
}
