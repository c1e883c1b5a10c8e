/**
 * Who is next. One key orders everybody: max(arrival, slot) − credit of the class, lowest first, across all services a
 * window takes; a window's own themes come before those it helps. Nothing here depends on how many wait.
 */
import type { TicketClass } from './catalogue.ts'
import type { Why } from './events.ts'
import { eachLine, type Hall } from './hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId, TicketId } from './ids.ts'
import { before, countBefore, firstOf, headOf, lineSize, type Place } from './line.ts'

const MINUTE = 60_000

/** Milliseconds that a class takes off its arrival. */
export const creditOf = (hall: Hall, name: TicketClass): number =>
  (hall.catalogue?.rules.creditMinutes[name] ?? 0) * MINUTE

const firstOfServices = (hall: Hall, services: readonly ServiceId[]): Place | undefined => {
  let best: Place | undefined
  for (const [, line] of eachLine(hall, services)) {
    const place = firstOf(line)
    if (place && (best === undefined || before(place, best))) best = place
  }
  return best
}

/**
 * How many of these services' waiting tickets had come before an instant, credit set aside. Exact while the credits stay
 * as they were when people came.
 */
const cameBefore = (hall: Hall, services: readonly ServiceId[], readyAt: Instant): number => {
  let count = 0
  for (const [name, line] of eachLine(hall, services)) {
    count += countBefore(line, { key: readyAt - creditOf(hall, name), rank: Number.NEGATIVE_INFINITY })
  }
  // The key of a ticket that came back says where it stands, and no longer when it came.
  for (const id of hall.returned) {
    const ticket = hall.tickets.get(id)
    if (!ticket || ticket.readyAt >= readyAt || !services.includes(ticket.service)) continue
    if (ticket.key + creditOf(hall, ticket.class) >= readyAt) count += 1
  }
  return count
}

export type Pick = { readonly ticket: TicketId; readonly why: Why }

/** The next ticket for a window, and why this one. */
export const pickNext = (hall: Hall, counter: CounterId): Pick | undefined => {
  const takes = hall.lookup.takes.get(counter)
  if (!takes) return undefined
  for (const rule of ['own', 'help'] as const) {
    const best = firstOfServices(hall, takes[rule])
    if (!best) continue
    const overtook = cameBefore(hall, takes[rule], hall.tickets.get(best.ticket)?.readyAt ?? best.key)
    return { ticket: best.ticket, why: { rule, key: best.key, overtook } }
  }
  return undefined
}

/** The reason recorded when a window picks a waiting ticket by hand. */
export const whyChosen = (hall: Hall, counter: CounterId, ticket: { key: number; readyAt: Instant }): Why => {
  const takes = hall.lookup.takes.get(counter) ?? { own: [], help: [] }
  const overtook = cameBefore(hall, [...takes.own, ...takes.help], ticket.readyAt)
  return { rule: 'chosen', key: ticket.key, overtook }
}

const servicesOf = (hall: Hall, theme: ThemeId): readonly ServiceId[] => hall.lookup.servicesOfTheme.get(theme) ?? []

export const waitingOf = (hall: Hall, services: readonly ServiceId[]): number => {
  let count = 0
  for (const [, line] of eachLine(hall, services)) count += lineSize(line)
  return count
}

export const waitingInTheme = (hall: Hall, theme: ThemeId): number => waitingOf(hall, servicesOf(hall, theme))

/** How many of the same theme will be called before a waiting ticket. */
export const aheadOf = (hall: Hall, ticket: { service: ServiceId; key: number; rank: number }): number => {
  const theme = hall.lookup.services.get(ticket.service)?.theme
  let count = 0
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
