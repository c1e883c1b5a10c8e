/**
 * Who is next. One key orders everybody: max(arrival, slot) − credit of the class, lowest first, across all services a
 * window takes; a window's own themes come before those it helps. Nothing here depends on how many wait.
 */
import type { TicketClass } from './catalogue.ts'
import type { Why } from './events.ts'
import { callsFrom, eachLine, type Hall, lineOf, linesAt } from './hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId, TicketId } from './ids.ts'
import type { Bound } from './legs.ts'
import { before, countBefore, firstOf, headOf, type Line, lineSize, type Place } from './line.ts'

const MINUTE = 60_000

/** Milliseconds that a class takes off its arrival. */
export const creditOf = (hall: Hall, name: TicketClass): number =>
  (hall.catalogue?.rules.creditMinutes[name] ?? 0) * MINUTE

type Lines = Iterable<readonly [TicketClass, Line]>

const firstIn = (lines: Lines): Place | undefined => {
  let best: Place | undefined
  for (const [, line] of lines) {
    const place = firstOf(line)
    if (place && (best === undefined || before(place, best))) best = place
  }
  return best
}

/**
 * How many whom a window calls had arrived before an instant, credit set aside. Exact while the credits stay as they were
 * when people came; those whose place says nothing of their arrival are looked at one by one.
 */
const cameBefore = (hall: Hall, counter: CounterId, which: 'own' | 'help', arrivedAt: Instant): number => {
  let count = 0
  const keyOf = (name: TicketClass): number => arrivedAt - creditOf(hall, name)
  for (const [name, line] of linesAt(hall, counter, which))
    count += countBefore(line, { key: keyOf(name), rank: Number.NEGATIVE_INFINITY })
  for (const id of hall.displaced) {
    const ticket = hall.tickets.get(id)
    if (!ticket || !callsFrom(hall, counter, which, ticket)) continue
    const counted = ticket.key < keyOf(ticket.class)
    if (counted !== ticket.arrivedAt < arrivedAt) count += counted ? -1 : 1
  }
  return count
}

export type Pick = { readonly ticket: TicketId; readonly why: Why }

/** The next ticket for a window, and why this one. */
export const pickNext = (hall: Hall, counter: CounterId): Pick | undefined => {
  for (const rule of ['own', 'help'] as const) {
    const best = firstIn(linesAt(hall, counter, rule))
    if (!best) continue
    const overtook = cameBefore(hall, counter, rule, hall.tickets.get(best.ticket)?.arrivedAt ?? best.key)
    return { ticket: best.ticket, why: { rule, key: best.key, overtook } }
  }
  return undefined
}

/** The reason recorded when somebody is served out of the order: a ticket picked by hand, or a visitor without one. */
export const whyChosen = (
  hall: Hall,
  counter: CounterId,
  ticket: { key: number; arrivedAt: Instant },
  rule: 'chosen' | 'override' | 'direct' = 'chosen',
): Why => {
  const overtook =
    cameBefore(hall, counter, 'own', ticket.arrivedAt) + cameBefore(hall, counter, 'help', ticket.arrivedAt)
  return { rule, key: ticket.key, overtook }
}

const servicesOf = (hall: Hall, theme: ThemeId): readonly ServiceId[] => hall.lookup.servicesOfTheme.get(theme) ?? []

/** How many wait for some services, those who wait for one window or person alone among them. */
export const waitingOf = (hall: Hall, services: readonly ServiceId[]): number => {
  let count = 0
  for (const [, line] of eachLine(hall, services)) count += lineSize(line)
  if (hall.boundLines.size === 0) return count
  for (const id of hall.displaced) {
    const ticket = hall.tickets.get(id)
    if (ticket?.bound && services.includes(ticket.service)) count += 1
  }
  return count
}

/** How many a window could call now. */
export const waitingAt = (hall: Hall, counter: CounterId): number => {
  let count = 0
  for (const which of ['own', 'help'] as const)
    for (const [, line] of linesAt(hall, counter, which)) count += lineSize(line)
  return count
}

/** The first whom a window would call, in calling order: its own before those it helps with. */
export const headAt = (hall: Hall, counter: CounterId, count: number): Place[] => {
  const of = (which: 'own' | 'help'): Place[] =>
    [...linesAt(hall, counter, which)]
      .flatMap(([, line]) => headOf(line, count))
      .sort((a, b) => (before(a, b) ? -1 : 1))
  return [...of('own'), ...of('help')].slice(0, count)
}

export const waitingInTheme = (hall: Hall, theme: ThemeId): number => waitingOf(hall, servicesOf(hall, theme))

/** How many of the same theme will be called before a waiting ticket; for one window alone, of whom it calls. */
export const aheadOf = (hall: Hall, ticket: Parameters<typeof lineOf>[1] & { key: number; rank: number }): number => {
  const theme = hall.lookup.services.get(ticket.service)?.theme
  let count = ticket.bound ? countBefore(lineOf(hall, ticket), ticket) : 0
  if (theme !== undefined)
    for (const [, line] of eachLine(hall, servicesOf(hall, theme))) count += countBefore(line, ticket)
  return count
}

/** The first waiting tickets of some services in calling order. */
export const headOfServices = (hall: Hall, services: readonly ServiceId[], count: number): Place[] => {
  const heads: Place[] = []
  for (const [, line] of eachLine(hall, services)) heads.push(...headOf(line, count))
  return heads.sort((a, b) => (before(a, b) ? -1 : 1)).slice(0, count)
}

/** The key that puts a returning ticket `places` down in its theme, never better than the one it had. */
export const keyPlacesDown = (hall: Hall, ticket: { service: ServiceId; key: number }, places: number): number => {
  const theme = hall.lookup.services.get(ticket.service)?.theme
  if (theme === undefined || places === 0) return ticket.key
  const last = headOfServices(hall, servicesOf(hall, theme), places).at(-1)
  return Math.max(ticket.key, last?.key ?? ticket.key)
}

/** The key of a ticket in another class: the difference of the credits, wherever it stands. */
export const keyAsClass = (hall: Hall, ticket: { key: number; class: TicketClass }, name: TicketClass): number =>
  ticket.key + creditOf(hall, ticket.class) - creditOf(hall, name)

/** The key that puts a ticket before everybody who waits for a service, or for one window or person; never a worse one. */
export const frontKey = (hall: Hall, ticket: { key: number }, service: ServiceId, bound?: Bound): number => {
  const theme = hall.lookup.services.get(service)?.theme
  const first = theme === undefined ? undefined : headOfServices(hall, servicesOf(hall, theme), 1).at(0)
  let key = Math.min(ticket.key, (first?.key ?? ticket.key + 1) - 1)
  for (const id of hall.displaced) {
    const other = hall.tickets.get(id)
    const sameTheme = other !== undefined && hall.lookup.services.get(other.service)?.theme === theme
    const sameBound = JSON.stringify(other?.bound) === JSON.stringify(bound)
    if (other?.bound && other.key <= key && (sameTheme || sameBound)) key = other.key - 1
  }
  return key
}
