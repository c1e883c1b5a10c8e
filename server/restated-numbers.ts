/**
 * Emergency numbers whose matter was gone when they came in (Z29): they wait under another, and the guide desk asks their
 * holders what they came for. It is said until they are called, sent on or gone.
 */
import { type Hall, ticketText } from '../hall/hall.ts'
import type { ServiceId, TicketId } from '../hall/ids.ts'
import type { LiveHall } from './live-hall.ts'
import type { SystemAlarms } from './system-alarms.ts'

/** As many numbers as fit into two lines. */
const NUMBERS_SAID = 4

/** Raises and clears the alarm with what happens, until the returned function is called. */
export const watchRestated = (live: Pick<LiveHall, 'hall' | 'listen'>, alarms: SystemAlarms): (() => void) => {
  /** The service that each waits for by the hall's own choice. */
  const restated = new Map<TicketId, ServiceId>()
  const say = (hall: Hall): void => {
    for (const [id, service] of restated) {
      const ticket = hall.tickets.get(id)
      if (ticket?.status !== 'waiting' || ticket.service !== service) restated.delete(id)
    }
    const tickets = [...restated.keys()].flatMap((id) => hall.tickets.get(id) ?? [])
    const [first] = tickets
    if (!first) {
      alarms.clear('number-restated')
      return
    }
    const numbers = tickets.slice(0, NUMBERS_SAID).map(ticketText).join('、')
    alarms.raise('number-restated', {
      numbers: tickets.length > NUMBERS_SAID ? `${numbers}…` : numbers,
      service: hall.lookup.services.get(first.service)?.name ?? first.service,
    })
  }
  const found = live.hall()
  for (const { id, service, asked } of found.tickets.values()) if (asked !== undefined) restated.set(id, service)
  say(found)
  return live.listen((events, hall) => {
    for (const { event } of events)
      if (event.type === 'TicketIssued' && event.offline?.asked !== undefined) restated.set(event.ticket, event.service)
    if (restated.size > 0 || events.some(({ event }) => event.type === 'HallOpened')) say(hall)
  })
}
