/**
 * Who is next: the highest score (hall/score.ts) within the first tier of a window in which anybody waits (hall/takes.ts);
 * of equal ones who took their place first. While all gain alike the order never changes: it is that of the static key
 * max(arrival, slot) − credit. Nothing here depends on how many wait.
 */
import type { TicketClass } from './catalogue.ts'
import type { Why } from './events.ts'
import { eachLine, type Hall, type Standing, standingOf } from './hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId, TicketId } from './ids.ts'
import type { Bound } from './legs.ts'
import { emptyLine, firstOf, headOf, join, type Line, leading, lineSize, type Place } from './line.ts'
import { creditMs, scoreOf, sinceFor } from './score.ts'
import { linesAt, linesIn, profileOf, tiersAt } from './takes.ts'

/** Whom a call passed over is named up to here; the rest is a number. */
const WHOM_MAX = 20

/** Milliseconds of waiting that a class has to its credit. */
export const creditOf = (hall: Hall, name: TicketClass): number =>
  hall.catalogue ? creditMs(hall.catalogue.rules, name) : 0

/** The score at a moment of a place in the order, which counts as waiting since key + credit. */
export const scoreAt = (hall: Hall, name: TicketClass, key: number, now: Instant): number =>
  hall.catalogue ? scoreOf(hall.catalogue.rules, name, key + creditOf(hall, name), now) : now - key

/** The key with which somebody of a class has a score at a moment. */
const keyFor = (hall: Hall, name: TicketClass, score: number, now: Instant): number =>
  hall.catalogue ? sinceFor(hall.catalogue.rules, name, score, now) - creditOf(hall, name) : now - score

type Lines = Iterable<readonly [TicketClass, Standing]>
type Scored = Place & { readonly score: number }

const goesBefore = (a: { score: number; rank: number }, b: { score: number; rank: number }): boolean =>
  a.score !== b.score ? a.score > b.score : a.rank < b.rank

const firstIn = (hall: Hall, lines: Lines, now: Instant): Place | undefined => {
  let first: Place | undefined
  let highest = 0
  for (const [name, { placed }] of lines) {
    const place = firstOf(placed)
    if (!place) continue
    const score = scoreAt(hall, name, place.key, now)
    if (first && (score < highest || (score === highest && place.rank > first.rank))) continue
    first = place
    highest = score
  }
  return first
}

/** The first of some lines in calling order. */
const headIn = (hall: Hall, lines: Lines, count: number, now: Instant): Scored[] =>
  [...lines]
    .flatMap(([name, { placed }]) =>
      headOf(placed, count).map((place) => ({ ...place, score: scoreAt(hall, name, place.key, now) })),
    )
    .sort((a, b) => (goesBefore(a, b) ? -1 : 1))
    .slice(0, count)

/** How many of a line the order calls before somebody. */
const countBefore = (
  hall: Hall,
  [name, { placed }]: readonly [TicketClass, Standing],
  at: { score: number; rank: number },
  now: Instant,
): number => leading(placed, ({ key, rank }) => goesBefore({ score: scoreAt(hall, name, key, now), rank }, at))

/** How many of some lines had come before an instant, and the first of them, longest waiting first. */
const cameBefore = (
  lines: Lines,
  arrivedAt: Instant,
): { readonly overtook: number; readonly whom?: readonly TicketId[] } => {
  let overtook = 0
  const first: Line = emptyLine()
  for (const [, { arrived }] of lines) {
    const count = leading(arrived, ({ key }) => key < arrivedAt)
    overtook += count
    for (const place of headOf(arrived, Math.min(count, WHOM_MAX))) {
      join(first, place)
      // Whoever else stands in this line came later still.
      if (lineSize(first) > WHOM_MAX && first.places.pop() === place) break
    }
  }
  return overtook === 0 ? { overtook } : { overtook, whom: first.places.map(({ ticket }) => ticket) }
}

export type Next = { readonly ticket: TicketId; readonly why: Why }

/** The next ticket for a window at a moment, and why this one. */
export const pickNext = (hall: Hall, counter: CounterId, now: Instant): Next | undefined => {
  const tiers = tiersAt(hall, counter)
  for (const [index, tier] of tiers.entries()) {
    const lines = [...linesIn(hall, counter, tier)]
    const best = firstIn(hall, lines, now)
    if (!best) continue
    const ticket = hall.tickets.get(best.ticket)
    const profile = profileOf(hall, counter)?.id
    // 潮汐窗口, and who waits for the window alone meanwhile, go before its own list: whoever waits there is passed over too.
    const relief = tiers.findIndex(({ rule }) => rule === 'relief')
    const own = index <= relief ? tiers[relief + 1] : undefined
    const passed = own ? [...lines, ...linesIn(hall, counter, own)] : lines
    const why = { rule: tier.rule, key: best.key, ...cameBefore(passed, ticket?.arrivedAt ?? best.key) }
    return { ticket: best.ticket, why: profile === undefined ? why : { ...why, profile } }
  }
  return undefined
}

/** The reason recorded when somebody is served out of the order: a ticket picked by hand, or a visitor without one. */
export const whyChosen = (
  hall: Hall,
  counter: CounterId,
  { key, arrivedAt }: { key: number; arrivedAt: Instant },
  rule: 'chosen' | 'override' | 'direct' = 'chosen',
): Why => ({ rule, key, ...cameBefore(linesAt(hall, counter), arrivedAt) })

const servicesOf = (hall: Hall, theme: ThemeId): readonly ServiceId[] => hall.lookup.servicesOfTheme.get(theme) ?? []

const sizeOf = (lines: Lines): number => {
  let count = 0
  for (const [, { placed }] of lines) count += lineSize(placed)
  return count
}

/** How many wait for some services and may be called by any window that takes them. */
export const waitingFree = (hall: Hall, services: readonly ServiceId[]): number => sizeOf(eachLine(hall, services))

/** How many wait for some services, those who wait for one window or person alone among them. */
export const waitingOf = (hall: Hall, services: readonly ServiceId[]): number => {
  let count = waitingFree(hall, services)
  for (const id of hall.bound) {
    const ticket = hall.tickets.get(id)
    if (ticket && services.includes(ticket.service)) count += 1
  }
  return count
}

/** How many a window could call now. */
export const waitingAt = (hall: Hall, counter: CounterId): number => sizeOf(linesAt(hall, counter))

/** The first whom a window would call, in calling order; as of the last event, unless another moment is given. */
export const headAt = (hall: Hall, counter: CounterId, count: number, now: Instant = hall.at): Place[] => {
  const head: Place[] = []
  for (const tier of tiersAt(hall, counter))
    if (head.length < count) head.push(...headIn(hall, linesIn(hall, counter, tier), count - head.length, now))
  return head
}

export const waitingInTheme = (hall: Hall, theme: ThemeId): number => waitingOf(hall, servicesOf(hall, theme))

/** How many of the same theme will be called before a waiting ticket; for one window alone, of whom it calls. */
export const aheadOf = (
  hall: Hall,
  ticket: Parameters<typeof standingOf>[1] & { key: number; rank: number },
  now: Instant = hall.at,
): number => {
  const theme = hall.lookup.services.get(ticket.service)?.theme
  const at = { score: scoreAt(hall, ticket.class, ticket.key, now), rank: ticket.rank }
  let count = ticket.bound ? countBefore(hall, [ticket.class, standingOf(hall, ticket)], at, now) : 0
  if (theme !== undefined)
    for (const line of eachLine(hall, servicesOf(hall, theme))) count += countBefore(hall, line, at, now)
  return count
}

/** The first waiting tickets of some services in calling order; as of the last event, unless another moment is given. */
export const headOfServices = (
  hall: Hall,
  services: readonly ServiceId[],
  count: number,
  now: Instant = hall.at,
): Place[] => headIn(hall, eachLine(hall, services), count, now)

type Placed = { readonly service: ServiceId; readonly class: TicketClass; readonly key: number }

/** The key that puts a returning ticket `places` down in its theme, never better than the one it had. */
export const keyPlacesDown = (hall: Hall, ticket: Placed, places: number, now: Instant): number => {
  const theme = hall.lookup.services.get(ticket.service)?.theme
  if (theme === undefined || places === 0) return ticket.key
  const last = headIn(hall, eachLine(hall, servicesOf(hall, theme)), places, now).at(-1)
  return last ? Math.max(ticket.key, Math.ceil(keyFor(hall, ticket.class, last.score, now))) : ticket.key
}

/** The key of a ticket in another class: the difference of the credits, wherever it stands. */
export const keyAsClass = (hall: Hall, ticket: { key: number; class: TicketClass }, name: TicketClass): number =>
  ticket.key + creditOf(hall, ticket.class) - creditOf(hall, name)

/** The key that puts a ticket before everybody who waits for a service, or for one window or person; never a worse one. */
export const frontKey = (
  hall: Hall,
  ticket: { key: number; class: TicketClass },
  service: ServiceId,
  now: Instant,
  bound?: Bound,
): number => {
  const theme = hall.lookup.services.get(service)?.theme
  const before = (score: number): number => Math.floor(keyFor(hall, ticket.class, score, now)) - 1
  const first = theme === undefined ? undefined : headIn(hall, eachLine(hall, servicesOf(hall, theme)), 1, now).at(0)
  let key = first ? Math.min(ticket.key, before(first.score)) : ticket.key
  for (const id of hall.bound) {
    const other = hall.tickets.get(id)
    if (!other) continue
    const sameTheme = hall.lookup.services.get(other.service)?.theme === theme
    if (sameTheme || JSON.stringify(other.bound) === JSON.stringify(bound))
      key = Math.min(key, before(scoreAt(hall, other.class, other.key, now)))
  }
  return key
}
