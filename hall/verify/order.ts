/** Who was called, decided again; and that nobody was passed over for longer than the credits allow. */
import { type Catalogue, noShowRule } from '../catalogue.ts'
import type { EventOf, Recorded, Why } from '../events.ts'
import { type Hall, linesAt, themeOf } from '../hall.ts'
import type { TicketId } from '../ids.ts'
import { creditOf, frontKey, keyAsClass, keyPlacesDown, pickNext, whyChosen } from '../queue.ts'
import type { Ticket } from '../ticket.ts'
import type { Complaint, Rule } from './rule.ts'

const sayWhy = ({ rule, key, overtook }: Why): string => `${rule}, key ${key}, overtook ${overtook}`

type Coming = EventOf<'TicketCalled' | 'VisitorSeated'>

/** Whom the hall would have taken at this moment, by the rule the event names. */
const takenAgain = (event: Coming, ticket: Ticket, hall: Hall): { ticket: TicketId; why: Why } | undefined => {
  const { rule } = event.why
  const { id, status, key } = ticket
  // Only who gets a number at the window is seated without a call.
  if ((rule === 'direct') !== (event.type === 'VisitorSeated')) return undefined
  switch (rule) {
    case 'own':
    case 'help':
      return pickNext(hall, event.counter)
    case 'direct':
    case 'chosen':
      return status === 'waiting' ? { ticket: id, why: whyChosen(hall, event.counter, ticket, rule) } : undefined
    case 'override':
      return status === 'waiting' || status === 'parked'
        ? { ticket: id, why: whyChosen(hall, event.counter, ticket, rule) }
        : undefined
    case 'resumed':
      return status === 'parked' ? { ticket: id, why: { rule, key, overtook: 0 } } : undefined
  }
}

/** I4: first come, first served, except by a recorded rule; deciding again on the same prefix picks the same ticket. */
export const callsDecidedAgain: Rule = {
  id: 'I4',
  begin: () => ({
    before: ({ event }, hall) => {
      if (event.type !== 'TicketCalled' && event.type !== 'VisitorSeated') return undefined
      const ticket = hall.tickets.get(event.ticket)
      if (!ticket) return `Ticket ${event.ticket} was called, but never issued that day.`
      const again = takenAgain(event, ticket, hall)
      const said = `Window ${event.counter} took ${event.ticket} (${sayWhy(event.why)})`
      if (!again) return `${said}, but the ticket is ${ticket.status} and nobody is next by that rule.`
      if (again.ticket !== event.ticket || sayWhy(again.why) !== sayWhy(event.why))
        return `${said}, but deciding again gives ${again.ticket} (${sayWhy(again.why)}).`
      return BY_HAND.includes(event.why.rule) && !event.reason?.trim() ? `${said} by hand without a reason.` : undefined
    },
  }),
}

/** What is not by the order has its reason beside it. */
const BY_HAND: readonly Why['rule'][] = ['chosen', 'override', 'direct']

/** The place that an event must give its ticket (Q1, T5, T13, T14, T15), where it gives one. */
const placeDue = ({ event, at }: Recorded, hall: Hall): { said: number; due: number } | undefined => {
  if (event.type === 'TicketIssued') {
    const arrived = event.class === 'appointment' ? Math.max(at, event.slot ?? at) : at
    return { said: event.key, due: arrived - creditOf(hall, event.class) }
  }
  const ticket = 'key' in event ? hall.tickets.get(event.ticket) : undefined
  if (!ticket || !('key' in event) || event.key === undefined) return undefined
  if (event.type === 'ClassChanged') return { said: event.key, due: keyAsClass(hall, ticket, event.class) }
  if (event.type === 'TicketTransferred')
    return { said: event.key, due: frontKey(hall, ticket, event.service, event.bound) }
  const rules = hall.catalogue?.rules
  const places = rules ? noShowRule(themeOf(hall, ticket.service), rules).placesDown : 0
  return { said: event.key, due: keyPlacesDown(hall, ticket, places) }
}

/** Somebody of this call's list who came further before than the credits allow. */
const passedOver = (event: EventOf<'TicketCalled'>, called: Ticket, hall: Hall): Complaint => {
  // Who was sent to the front is there on a recorded ground (T14).
  if ((event.why.rule !== 'own' && event.why.rule !== 'help') || called.fronted) return undefined
  for (const [name, line] of linesAt(hall, event.counter, event.why.rule)) {
    const allowed = creditOf(hall, called.class) - creditOf(hall, name)
    for (let index = line.head; index < line.places.length; index += 1) {
      const first = hall.tickets.get(line.places[index]?.ticket ?? '')
      // Who missed their call and came back has given up their place (T5).
      if (!first || first.returns > 0) continue
      const later = called.arrivedAt - first.arrivedAt
      if (first.id !== called.id && later > 0 && later > allowed)
        return `Ticket ${called.id} came ${later} ms after ${first.id} and was called before it; its credit allows ${Math.max(0, allowed)} ms.`
      // Whoever else stands in this line came later than its first.
      break
    }
  }
  return undefined
}

/** I18: with constant credits, a ticket is overtaken only by those who came at most their difference of credit later. */
export const nobodyStarves: Rule = {
  id: 'I18',
  begin: () => {
    let day = ''
    let credits = ''
    let constant = true
    const look = (catalogue: Catalogue): void => {
      const now = JSON.stringify(catalogue.rules.creditMinutes)
      if (now !== credits) constant = false
      credits = now
    }
    return {
      before: (recorded, hall) => {
        const { event } = recorded
        if (event.type === 'HallOpened' && event.day !== day) {
          day = event.day
          credits = JSON.stringify(event.catalogue.rules.creditMinutes)
          constant = true
        }
        if (event.type === 'CataloguePublished') look(event.catalogue)
        const place = placeDue(recorded, hall)
        if (place && place.said !== place.due && 'ticket' in event)
          return `${event.type} gives ticket ${event.ticket} the place ${place.said}; by the rules it is ${place.due}.`
        const called = event.type === 'TicketCalled' && constant ? hall.tickets.get(event.ticket) : undefined
        return event.type === 'TicketCalled' && called ? passedOver(event, called, hall) : undefined
      },
    }
  },
}
