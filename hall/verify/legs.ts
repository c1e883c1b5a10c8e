/** T10: the matters of a ticket are neither lost nor doubled, whatever happens to it. */

import { legsSentOn } from '../decide-ticket.ts'
import type { EventOf, HallEvent } from '../events.ts'
import type { Hall } from '../hall.ts'
import type { TicketId } from '../ids.ts'
import { type Leg, legsAfter, legsFor, legsInstead, legsWith } from '../legs.ts'
import type { Ticket } from '../ticket.ts'
import type { Complaint, Rule } from './rule.ts'

const names = (legs: readonly Leg[]): string => `“${legs.map(({ service }) => service).join(' ')}”`
const same = (one: readonly Leg[], other: readonly Leg[]): boolean => JSON.stringify(one) === JSON.stringify(other)
const differ = (what: string, said: readonly Leg[], due: readonly Leg[]): Complaint =>
  same(said, due)
    ? undefined
    : `${what} has ${names(said)} to come, but it should be ${names(due)}, each of its matters.`

const issued = (event: EventOf<'TicketIssued'>, hall: Hall): Complaint => {
  const legs = event.legs ?? []
  const matters = [event.service, ...legs.filter((leg) => !leg.part).map((leg) => leg.service)]
  return differ(`Ticket ${event.ticket}`, legs, legsFor(matters, hall.lookup.services).slice(1))
}

/** One matter more, and nothing else. */
const added = (event: EventOf<'MatterAdded'>, { id, legs }: Ticket, hall: Hall): Complaint => {
  const fresh = event.legs.filter((leg) => !leg.part && !legs.some((other) => other.service === leg.service))
  const [matter, ...more] = fresh
  if (!matter || more.length > 0) return `Ticket ${id} gets ${fresh.length} new matters by adding one.`
  return differ(
    `Ticket ${id}, after adding ${matter.service},`,
    event.legs,
    legsWith(legs, matter.service, hall.lookup.services),
  )
}

/** A transfer brings what hangs on the new matter, or has the visitor come back with what they had here (T14). */
const transferred = ({ legs, service }: EventOf<'TicketTransferred'>, ticket: Ticket, hall: Hall): Complaint => {
  const sentOn = legsSentOn(ticket, service, hall.lookup.services)
  if (!legs || same(legs, sentOn)) return differ(`Ticket ${ticket.id}, sent on,`, legs ?? ticket.legs, sentOn)
  const [back, ...rest] = legs
  const here = 'counter' in ticket ? ticket.counter : undefined
  const returns =
    back?.bound && 'counter' in back.bound && back.bound.counter === here && back.service === ticket.service
  if (!returns) return `Ticket ${ticket.id} comes back to where it was not sent from.`
  return back.part === ticket.part && JSON.stringify(back.of) === JSON.stringify(ticket.of)
    ? differ(`Ticket ${ticket.id}, coming back later,`, rest, ticket.legs)
    : `Ticket ${ticket.id} comes back as something else than it was here.`
}

/** What hung on the wrong matter goes with it; what hangs on the right one comes. */
const corrected = ({ ticket: id, service, legs }: EventOf<'ServiceCorrected'>, was: Ticket, hall: Hall): Complaint => {
  const due = legsInstead(was.legs, was.service, service, hall.lookup.services)
  return differ(`Ticket ${id}, corrected to ${service},`, legs, due)
}

const saysRight = (event: HallEvent, ticket: Ticket | undefined, hall: Hall): Complaint => {
  if (event.type === 'TicketIssued') return issued(event, hall)
  if (!ticket) return undefined
  if (event.type === 'MatterAdded') return added(event, ticket, hall)
  if (event.type === 'TicketTransferred') return transferred(event, ticket, hall)
  if (event.type === 'ServiceCorrected') return corrected(event, ticket, hall)
  return event.type === 'TicketCompleted'
    ? differ(`Ticket ${ticket.id}`, event.legs ?? [], legsAfter(ticket.legs, ticket.service, event.outcome))
    : undefined
}

/** What a ticket has in front of it once the fold has done with an event. */
const due = (event: HallEvent, was: Ticket): readonly Leg[] => {
  if (event.type === 'TicketCompleted') return event.legs?.slice(1) ?? []
  if (event.type === 'MatterAdded' || event.type === 'ServiceCorrected') return event.legs
  return event.type === 'TicketTransferred' ? (event.legs ?? was.legs) : was.legs
}

const next = (event: HallEvent, was: Ticket): string =>
  event.type === 'TicketTransferred' || event.type === 'ServiceCorrected'
    ? event.service
    : ((event.type === 'TicketCompleted' ? event.legs?.[0]?.service : undefined) ?? was.service)

/** T9: a leg that ended is among those that are done, and the next one waits at once. */
const foldedRight = (event: HallEvent, was: Ticket, now: Ticket): Complaint => {
  const ended = event.type === 'TicketCompleted' ? 1 : 0
  if (now.served.length !== was.served.length + ended)
    return `${event.type} of ${now.id}: ${now.served.length} legs are done, after ${was.served.length} before it.`
  if (now.service !== next(event, was))
    return `Ticket ${now.id} goes on with ${now.service} instead of ${next(event, was)}.`
  if (ended > 0 && now.status !== (event.type === 'TicketCompleted' && event.legs ? 'waiting' : 'completed'))
    return `Ticket ${now.id} is ${now.status} with ${now.legs.length} legs to come.`
  return differ(`${event.type}: ticket ${now.id}`, now.legs, due(event, was))
}

/** Every leg of a ticket is done, in hand, or to come; only a matter that was turned away takes others with it. */
export const noLegLost: Rule = {
  id: 'T10',
  begin: () => {
    let was: Ticket | undefined
    const idOf = (event: HallEvent): TicketId | undefined => ('ticket' in event ? event.ticket : undefined)
    return {
      before: ({ event }, hall) => {
        was = hall.tickets.get(idOf(event) ?? '')
        return saysRight(event, was, hall)
      },
      after: ({ event }, hall) => {
        const now = hall.tickets.get(was?.id ?? '')
        return was && now ? foldedRight(event, was, now) : undefined
      },
    }
  },
}
