/**
 * The hall as it is now: what folding the day's events gives. It is one mutable value that only `evolve` changes; a day
 * of 20,000 tickets would otherwise be copied at every tap.
 */
import { type Catalogue, type Theme, TICKET_CLASSES, type TicketClass } from './catalogue.ts'
import type { Grade, NoticeKind, RedirectReason } from './commands.ts'
import type { CounterState } from './counter.ts'
import type { FiguresToday, StaffToday } from './figures.ts'
import type { Learned } from './forecast/learned.ts'
import type {
  BusinessDay,
  CounterId,
  HallId,
  Instant,
  PersonKey,
  QuestionId,
  ServiceId,
  StaffId,
  ThemeId,
  TicketId,
  TicketSecret,
  ZoneId,
} from './ids.ts'
import type { Bound } from './legs.ts'
import { emptyLine, type Line } from './line.ts'
import { emptyLookup, type Lookup } from './lookup.ts'
import type { NumberBlock } from './number-block.ts'
import type { Helping, ProfileNow } from './profile.ts'
import type { OwedQuestion } from './question.ts'
import type { Rating, SaidOf } from './ratings.ts'
import type { Tier } from './takes.ts'
import { numberText, STATUSES, type Status, type Ticket } from './ticket.ts'
import type { Act } from './undo.ts'

/** One shout: what the boards show and speak. */
export type Call = {
  /** Ledger position of the call: a board announces what is newer than the last it announced. */
  readonly position: number
  readonly at: Instant
  readonly ticket: TicketId
  readonly counter: CounterId
  readonly recall: boolean
}

/** Those of one class who wait for the same: by their place, by when they came, and by when this wait of theirs began. */
export type Standing = { readonly placed: Line; readonly arrived: Line; readonly ready: Line }

type Lines = Record<TicketClass, Standing>

/** A guide at a desk. */
export type Post = { readonly desk: CounterId; readonly staff: string; readonly since: Instant }
/** 空岗 as it was noted. */
export type Vacancy = {
  readonly counter: CounterId
  readonly since: Instant
  readonly at: Instant
  readonly waiting: number
}

export type Hall = {
  readonly id: HallId
  position: number
  at: Instant
  day: BusinessDay | null
  open: boolean
  openedAt: Instant
  revision: number
  catalogue: Catalogue | null
  lookup: Lookup
  readonly series: Map<string, number>
  readonly tickets: Map<TicketId, Ticket>
  readonly bySecret: Map<TicketSecret, TicketId>
  readonly byNumber: Map<string, TicketId>
  /** The tickets of each person who showed a document. */
  readonly byPerson: Map<PersonKey, Set<TicketId>>
  readonly lines: Map<ServiceId, Lines>
  /** Those who wait for one window or one person alone. */
  readonly boundLines: Map<string, Lines>
  /** What each window calls from now, first tier first (hall/takes.ts). */
  readonly takes: Map<CounterId, readonly Tier[]>
  readonly counters: Map<CounterId, CounterState>
  /** The work profile of each window whose profile was switched today. */
  readonly profiles: Map<CounterId, ProfileNow>
  /** 潮汐窗口 now. */
  /** Numbers lent to kiosks today, by kiosk. */
  readonly blocks: Map<string, NumberBlock>
  readonly helping: Helping[]
  /** Help rules that rest because a hand ended their help, until the window follows another profile. */
  readonly resting: { readonly counter: CounterId; readonly theme: ThemeId }[]
  /** What the days before taught; null on the first day. */
  learned: Learned | null
  /** Newest last. */
  readonly calls: Call[]
  readonly parked: Set<TicketId>
  /** Who waits for one window or person alone. */
  readonly bound: Set<TicketId>
  readonly missed: TicketId[]
  /** In order of issue. */
  readonly issued: TicketId[]
  /** Tickets with more than one leg whose visit may go on, in the order in which they were seen to have them. */
  readonly manyLegs: Set<TicketId>
  /** Tickets that were sent on too often, alive or not (S001-16). */
  readonly sentOn: Set<TicketId>
  /** The leg served last at each window, by its place in the ticket's list. */
  readonly lastServed: Map<CounterId, { readonly ticket: TicketId; readonly leg: number }>
  /** The acts at each window that may still be taken back, newest last. */
  readonly acts: Map<CounterId, readonly Act[]>
  readonly counts: Record<Status, number>
  readonly issuedOf: Map<ServiceId, number>
  readonly today: Map<ThemeId, FiguresToday>
  readonly staffToday: Map<StaffId, StaffToday>
  /** In the order they came; of earlier days' visits too. */
  readonly ratings: Rating[]
  /** The bad ones among them. */
  readonly badRatings: Rating[]
  readonly grades: Map<Grade, number>
  /** Of today's visits, by who served them. */
  readonly said: Map<StaffId, SaidOf>
  /** Ratings of visits of earlier days that came today: `ticket:leg`, and with `?` behind once explained. */
  readonly lateRatings: Set<string>
  readonly redirects: Map<RedirectReason, number>
  readonly notices: Map<NoticeKind, number>
  readonly vacancies: Vacancy[]
  /** Questions answered at once today. */
  answered: number
  readonly owed: Map<QuestionId, OwedQuestion>
  readonly posts: Map<StaffId, Post>
}

const zeroCounts = (): Record<Status, number> => ({
  waiting: 0,
  called: 0,
  serving: 0,
  parked: 0,
  completed: 0,
  'no-show': 0,
  cancelled: 0,
  expired: 0,
})

/** A hall before its first event. */
export const emptyHall = (id: HallId): Hall => ({
  id,
  position: 0,
  at: 0,
  day: null,
  open: false,
  openedAt: 0,
  revision: 0,
  catalogue: null,
  lookup: emptyLookup,
  series: new Map(),
  tickets: new Map(),
  bySecret: new Map(),
  byNumber: new Map(),
  byPerson: new Map(),
  lines: new Map(),
  boundLines: new Map(),
  takes: new Map(),
  counters: new Map(),
  profiles: new Map(),
  blocks: new Map(),
  helping: [],
  resting: [],
  learned: null,
  calls: [],
  parked: new Set(),
  bound: new Set(),
  missed: [],
  issued: [],
  manyLegs: new Set(),
  sentOn: new Set(),
  lastServed: new Map(),
  acts: new Map(),
  counts: zeroCounts(),
  issuedOf: new Map(),
  today: new Map(),
  staffToday: new Map(),
  ratings: [],
  badRatings: [],
  grades: new Map(),
  said: new Map(),
  lateRatings: new Set(),
  redirects: new Map(),
  notices: new Map(),
  vacancies: [],
  answered: 0,
  owed: new Map(),
  posts: new Map(),
})

/** Forgets yesterday: numbers, tickets, queues and figures start anew (I1 counts within a day). */
export const startDay = (hall: Hall, day: BusinessDay): void => {
  for (const kept of Object.values(hall)) {
    if (kept instanceof Map || kept instanceof Set) kept.clear()
    else if (Array.isArray(kept)) kept.length = 0
  }
  for (const status of STATUSES) hall.counts[status] = 0
  hall.answered = 0
  hall.day = day
}

const newStanding = (): Standing => ({ placed: emptyLine(), arrived: emptyLine(), ready: emptyLine() })

const newLines = (): Lines => ({ ordinary: newStanding(), priority: newStanding(), appointment: newStanding() })

const linesOf = (lines: Map<string, Lines>, id: string): Lines => {
  const known = lines.get(id)
  if (known) return known
  const made = newLines()
  lines.set(id, made)
  return made
}

const boundKey = (bound: Bound): string => ('counter' in bound ? `counter ${bound.counter}` : `staff ${bound.staff}`)

/** The lines a ticket stands in. */
export const standingOf = (hall: Hall, ticket: { service: ServiceId; class: TicketClass; bound?: Bound }): Standing =>
  (ticket.bound ? linesOf(hall.boundLines, boundKey(ticket.bound)) : linesOf(hall.lines, ticket.service))[ticket.class]

/** The lines of some services, with their class: of everybody who does not wait for one window or person alone. */
export function* eachLine(hall: Hall, services: readonly ServiceId[]): Generator<readonly [TicketClass, Standing]> {
  for (const service of services) {
    const lines = hall.lines.get(service)
    if (lines) for (const name of TICKET_CLASSES) yield [name, lines[name]]
  }
}

/** Whom else a window calls alone: those who wait for it, for who sits there, and for the windows it stands in for. */
const boundTo = (hall: Hall, counter: CounterId): readonly Bound[] => {
  const state = hall.counters.get(counter)
  if (!state || state.status === 'closed') return [{ counter }]
  return [{ counter }, { staff: state.staffId }, ...state.covers.map((other) => ({ counter: other }))]
}

/** The lines of those who wait for a window alone. */
export function* eachLineBoundTo(hall: Hall, counter: CounterId): Generator<readonly [TicketClass, Standing]> {
  if (hall.boundLines.size === 0) return
  for (const bound of boundTo(hall, counter)) {
    const lines = hall.boundLines.get(boundKey(bound))
    if (lines) for (const name of TICKET_CLASSES) yield [name, lines[name]]
  }
}

/** Whether somebody who waits for one window or person alone waits for this window. */
export const isBoundTo = (hall: Hall, counter: CounterId, bound: Bound): boolean =>
  boundTo(hall, counter).some((other) => boundKey(other) === boundKey(bound))

export const ticketText = (ticket: { series: string; number: number; prefix: string }): string =>
  numberText(ticket.series, ticket.number, ticket.prefix)

export const themeOf = (hall: Hall, service: ServiceId): Theme | undefined => {
  const found = hall.lookup.services.get(service)
  return found && hall.lookup.themes.get(found.theme)
}

export const zoneOfCounter = (hall: Hall, counter: CounterId): ZoneId | undefined =>
  hall.lookup.counters.get(counter)?.zone

/** How many windows have a theme as their own. */
export const countersOwning = (hall: Hall, theme: ThemeId): number =>
  hall.catalogue?.counters.filter((counter) => counter.own.includes(theme)).length ?? 0
