/** Who has waited longest: of some services, or of all that one window calls. */
import type { TicketClass } from './catalogue.ts'
import { callsFrom, eachLine, type Hall, linesAt } from './hall.ts'
import type { CounterId, Instant, ServiceId, TicketId } from './ids.ts'
import type { Line } from './line.ts'

/**
 * The head of each line has waited longest in it, except for those whose place says nothing of their wait; they are looked
 * at one by one, and passed over at the heads.
 */
const longestOf = (
  hall: Hall,
  lines: Iterable<readonly [TicketClass, Line]>,
  isIn: (ticket: { service: ServiceId }) => boolean,
): Instant | null => {
  let since: Instant | null = null
  const consider = (id: TicketId | undefined): void => {
    const ticket = id === undefined ? undefined : hall.tickets.get(id)
    if (ticket && (since === null || ticket.readyAt < since)) since = ticket.readyAt
  }
  for (const [, line] of lines) {
    let index = line.head
    while (hall.displaced.has(line.places[index]?.ticket ?? '')) index += 1
    consider(line.places[index]?.ticket)
  }
  for (const id of hall.displaced) {
    const ticket = hall.tickets.get(id)
    if (ticket && isIn(ticket)) consider(id)
  }
  return since
}

/** Since when the person who has waited longest for one of these services has waited; null when nobody does. */
export const longestSince = (hall: Hall, services: readonly ServiceId[]): Instant | null =>
  longestOf(hall, eachLine(hall, services), ({ service }) => services.includes(service))

function* allLinesAt(hall: Hall, counter: CounterId) {
  yield* linesAt(hall, counter, 'own')
  yield* linesAt(hall, counter, 'help')
}

/** The same of all whom a window calls. */
export const longestSinceAt = (hall: Hall, counter: CounterId): Instant | null =>
  longestOf(
    hall,
    allLinesAt(hall, counter),
    (ticket) => callsFrom(hall, counter, 'own', ticket) || callsFrom(hall, counter, 'help', ticket),
  )
