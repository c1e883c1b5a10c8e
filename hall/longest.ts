/** Who has waited longest: of some services, or of all that one window calls. */
import type { TicketClass } from './catalogue.ts'
import { eachLine, type Hall, type Standing } from './hall.ts'
import type { CounterId, Instant, ServiceId } from './ids.ts'
import { firstOf } from './line.ts'
import { linesAt } from './takes.ts'

type Lines = Iterable<readonly [TicketClass, Standing]>

const longestIn = (lines: Lines): Instant | null => {
  let since: Instant | null = null
  for (const [, { ready }] of lines) {
    const first = firstOf(ready)
    if (first && (since === null || first.key < since)) since = first.key
  }
  return since
}

/** The same of those alone whom any window may call that takes these services. */
export const longestFree = (hall: Hall, services: readonly ServiceId[]): Instant | null =>
  longestIn(eachLine(hall, services))

/** Since when the person who has waited longest for one of these services has waited; null when nobody does. */
export const longestSince = (hall: Hall, services: readonly ServiceId[]): Instant | null => {
  let since = longestFree(hall, services)
  for (const id of hall.bound) {
    const ticket = hall.tickets.get(id)
    if (ticket && services.includes(ticket.service) && (since === null || ticket.readyAt < since))
      since = ticket.readyAt
  }
  return since
}

/** The same of all whom a window calls. */
export const longestSinceAt = (hall: Hall, counter: CounterId): Instant | null => longestIn(linesAt(hall, counter))
