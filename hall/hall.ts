/**
 * The hall as it is now: what folding the day's events gives. It is one mutable value that only `evolve` changes; a day
 * of 20,000 tickets would otherwise be copied at every tap.
 */
import {
  authority,
  type Catalogue,
  type Counter,
  type Service,
  type Theme,
  TICKET_CLASSES,
  type TicketClass,
} from './catalogue.ts'
import type { CounterState } from './counter.ts'
import type {
  BusinessDay,
  CounterId,
  HallId,
  Instant,
  ServiceId,
  ThemeId,
  TicketId,
  TicketSecret,
  ZoneId,
} from './ids.ts'
import { emptyLine, type Line } from './line.ts'
import { numberText, STATUSES, type Status, type Ticket } from './ticket.ts'

/** One shout: what the boards show and speak. */
export type Call = {
  /** Ledger position of the call: a board announces what is newer than the last it announced. */
  readonly position: number
  readonly at: Instant
  readonly ticket: TicketId
  readonly counter: CounterId
  readonly recall: boolean
}

/** The catalogue, looked up by id. */
export type Lookup = {
  readonly services: ReadonlyMap<ServiceId, Service>
  readonly themes: ReadonlyMap<ThemeId, Theme>
  readonly counters: ReadonlyMap<CounterId, Counter>
  readonly servicesOfTheme: ReadonlyMap<ThemeId, readonly ServiceId[]>
  /** Services each window takes as its own, and as help. */
  readonly takes: ReadonlyMap<CounterId, { readonly own: readonly ServiceId[]; readonly help: readonly ServiceId[] }>
  /** Windows that take a theme at all, own before help. */
  readonly countersOfTheme: ReadonlyMap<ThemeId, readonly CounterId[]>
}

export type ThemeToday = { issued: number; called: number; waitMs: number; waitedLongestMs: number; completed: number }

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
  readonly lines: Map<ServiceId, Record<TicketClass, Line>>
  readonly counters: Map<CounterId, CounterState>
  /** Newest last. */
  readonly calls: Call[]
  readonly parked: Set<TicketId>
  /** Waiting after a 過号激活: the only ones whose place does not tell how long they have waited. */
  readonly returned: Set<TicketId>
  readonly missed: TicketId[]
  /** In order of issue. */
  readonly issued: TicketId[]
  readonly lastCompleted: Map<CounterId, TicketId>
  readonly counts: Record<Status, number>
  readonly issuedOf: Map<ServiceId, number>
  readonly today: Map<ThemeId, ThemeToday>
  readonly grades: Map<string, number>
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

export const emptyLookup: Lookup = {
  services: new Map(),
  themes: new Map(),
  counters: new Map(),
  servicesOfTheme: new Map(),
  takes: new Map(),
  countersOfTheme: new Map(),
}

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
  lines: new Map(),
  counters: new Map(),
  calls: [],
  parked: new Set(),
  returned: new Set(),
  missed: [],
  issued: [],
  lastCompleted: new Map(),
  counts: zeroCounts(),
  issuedOf: new Map(),
  today: new Map(),
  grades: new Map(),
})

/** Forgets yesterday: numbers, tickets, queues and figures start anew (I1 counts within a day). */
export const startDay = (hall: Hall, day: BusinessDay): void => {
  hall.day = day
  for (const kept of [hall.series, hall.tickets, hall.bySecret, hall.byNumber, hall.lines, hall.counters]) kept.clear()
  for (const kept of [hall.lastCompleted, hall.issuedOf, hall.today, hall.grades, hall.parked, hall.returned])
    kept.clear()
  hall.calls.length = 0
  hall.missed.length = 0
  hall.issued.length = 0
  for (const status of STATUSES) hall.counts[status] = 0
}

export const lookupOf = (catalogue: Catalogue): Lookup => {
  const servicesOfTheme = new Map<ThemeId, ServiceId[]>(catalogue.themes.map((theme) => [theme.id, []]))
  for (const service of catalogue.services) servicesOfTheme.get(service.theme)?.push(service.id)
  const takes = new Map(
    catalogue.counters.map((counter) => {
      const of = (wanted: 'own' | 'help') =>
        catalogue.services.filter((service) => authority(counter, service) === wanted).map((service) => service.id)
      return [counter.id, { own: of('own'), help: of('help') }] as const
    }),
  )
  const countersOfTheme = new Map(
    catalogue.themes.map((theme) => {
      const own = catalogue.counters.filter((counter) => counter.own.includes(theme.id))
      const help = catalogue.counters.filter((counter) => counter.help.includes(theme.id) && !own.includes(counter))
      return [theme.id, [...own, ...help].map((counter) => counter.id)] as const
    }),
  )
  return {
    services: new Map(catalogue.services.map((service) => [service.id, service])),
    themes: new Map(catalogue.themes.map((theme) => [theme.id, theme])),
    counters: new Map(catalogue.counters.map((counter) => [counter.id, counter])),
    servicesOfTheme,
    takes,
    countersOfTheme,
  }
}

export const linesOf = (hall: Hall, service: ServiceId): Record<TicketClass, Line> => {
  const known = hall.lines.get(service)
  if (known) return known
  const made = { ordinary: emptyLine(), priority: emptyLine(), appointment: emptyLine() } satisfies Record<
    TicketClass,
    Line
  >
  hall.lines.set(service, made)
  return made
}

export const lineOf = (hall: Hall, ticket: { service: ServiceId; class: TicketClass }): Line =>
  linesOf(hall, ticket.service)[ticket.class]

/** Every line of some services that exists, with its class. */
export function* eachLine(hall: Hall, services: readonly ServiceId[]): Generator<readonly [TicketClass, Line]> {
  for (const service of services) {
    const lines = hall.lines.get(service)
    if (lines) for (const name of TICKET_CLASSES) yield [name, lines[name]]
  }
}

export const ticketText = (ticket: { series: string; number: number; prefix: string }): string =>
  numberText(ticket.series, ticket.number, ticket.prefix)

export const themeOf = (hall: Hall, service: ServiceId): Theme | undefined => {
  const found = hall.lookup.services.get(service)
  return found && hall.lookup.themes.get(found.theme)
}

export const zoneOfCounter = (hall: Hall, counter: CounterId): ZoneId | undefined =>
  hall.lookup.counters.get(counter)?.zone
