/** Who was called, decided again; and that nobody was passed over for longer than the credits allow. */
import { type Catalogue, noShowRule } from '../catalogue.ts'
import type { EventOf, Recorded, Why } from '../events.ts'
import { type Hall, themeOf } from '../hall.ts'
import type { Instant } from '../ids.ts'
import { creditOf, frontKey, keyAsClass, keyPlacesDown, type Next, pickNext, whyChosen } from '../queue.ts'
import { laterAllowed } from '../score.ts'
import { linesIn, tiersAt } from '../takes.ts'
import type { Ticket } from '../ticket.ts'
import type { Complaint, Rule } from './rule.ts'

/** Tells, event by event, whether credits and rates have stayed what they were when the day began. */
const watchOrder = (): ((recorded: Recorded) => boolean) => {
  const orderOf = ({ rules }: Catalogue): string => JSON.stringify([rules.creditMinutes, rules.rate])
  let day = ''
  let order = ''
  let constant = true
  return ({ event }) => {
    if (event.type === 'HallOpened' && event.day !== day) {
      day = event.day
      order = orderOf(event.catalogue)
      constant = true
    }
    if (event.type === 'CataloguePublished' && orderOf(event.catalogue) !== order) constant = false
    return constant
  }
}

/** A reason as one line. */
const sayWhy = ({ rule, key, overtook, whom, profile }: Why): string => {
  const of = profile === undefined ? '' : ` of profile ${profile}`
  return `${rule}${of}, key ${key}, overtook ${overtook}${whom ? `: ${whom.join()}` : ''}`
}

/**
 * Whether a reason is the one decided again. Before version 0.5 it named nobody, and how many had come before was reckoned
 * from the credits in force, so it was out once those had changed.
 */
const sameWhy = (said: Why, again: Why, constant: boolean): boolean => {
  if (said.whom) return sayWhy(said) === sayWhy(again)
  const { whom: _unnamed, ...rest } = again
  return sayWhy(said) === sayWhy(constant ? rest : { ...rest, overtook: said.overtook })
}

type Coming = EventOf<'TicketCalled' | 'VisitorSeated'>

/** Whom the hall would have taken at this moment, by the rule the event names. */
const takenAgain = (event: Coming, ticket: Ticket, hall: Hall, at: Instant): Next | undefined => {
  const { rule } = event.why
  const { id, status, key } = ticket
  // Only who gets a number at the window is seated without a call.
  if ((rule === 'direct') !== (event.type === 'VisitorSeated')) return undefined
  switch (rule) {
    case 'own':
    case 'help':
    case 'longest':
    case 'relief':
      return pickNext(hall, event.counter, at)
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
  begin: () => {
    const isConstant = watchOrder()
    const before = (recorded: Recorded, hall: Hall): Complaint => {
      const { event, at } = recorded
      const constant = isConstant(recorded)
      if (event.type !== 'TicketCalled' && event.type !== 'VisitorSeated') return undefined
      const ticket = hall.tickets.get(event.ticket)
      if (!ticket) return `Ticket ${event.ticket} was called, but never issued that day.`
      const again = takenAgain(event, ticket, hall, at)
      const said = `Window ${event.counter} took ${event.ticket} (${sayWhy(event.why)})`
      if (!again) return `${said}, but the ticket is ${ticket.status} and nobody is next by that rule.`
      if (again.ticket !== event.ticket || !sameWhy(event.why, again.why, constant))
        return `${said}, but deciding again gives ${again.ticket} (${sayWhy(again.why)}).`
      return BY_HAND.includes(event.why.rule) && !event.reason?.trim() ? `${said} by hand without a reason.` : undefined
    }
    return { before }
  },
}

/** What is not by the order has its reason beside it. */
const BY_HAND: readonly Why['rule'][] = ['chosen', 'override', 'direct']

/** The place that an event must give its ticket (Q1, T5, T13, T14, T15), where it gives one. */
const placeDue = ({ event, at }: Recorded, hall: Hall): { said: number; due: number } | undefined => {
  if (event.type === 'TicketIssued') {
    const came = event.offline?.arrivedAt ?? at
    const arrived = event.class === 'appointment' ? Math.max(came, event.slot ?? came) : came
    return { said: event.key, due: arrived - creditOf(hall, event.class) }
  }
  const ticket = 'key' in event ? hall.tickets.get(event.ticket) : undefined
  if (!ticket || !('key' in event) || event.key === undefined) return undefined
  if (event.type === 'ClassChanged') return { said: event.key, due: keyAsClass(hall, ticket, event.class) }
  if (event.type === 'TicketTransferred')
    return { said: event.key, due: frontKey(hall, ticket, event.service, at, event.bound) }
  const rules = hall.catalogue?.rules
  const places = rules ? noShowRule(themeOf(hall, ticket.service), rules).placesDown : 0
  return { said: event.key, due: keyPlacesDown(hall, ticket, places, at) }
}

/** Somebody of this call's list who came further before than the order allows (Q19). */
const passedOver = ({ why, counter }: EventOf<'TicketCalled'>, called: Ticket, hall: Hall, at: Instant): Complaint => {
  const rules = hall.catalogue?.rules
  const tier = tiersAt(hall, counter).find(({ rule }) => rule === why.rule)
  // Who was sent to the front is there on a recorded ground (T14).
  if (!rules || !tier || called.fronted) return undefined
  for (const [name, { placed }] of linesIn(hall, counter, tier)) {
    for (let index = placed.head; index < placed.places.length; index += 1) {
      const first = hall.tickets.get(placed.places[index]?.ticket ?? '')
      // Who missed their call and came back has given up their place (T5).
      if (!first || first.returns > 0) continue
      const later = called.arrivedAt - first.arrivedAt
      const allowed = laterAllowed(rules, called.class, { class: name, waited: at - first.arrivedAt })
      if (first.id !== called.id && later > 0 && later > allowed + ROUNDING_MS)
        return `Ticket ${called.id} came ${later} ms after ${first.id} and was called before it; the order allows ${allowed} ms.`
      // Whoever else stands in this line came later than its first.
      break
    }
  }
  return undefined
}

/** What is lost in multiplying rates, ms. */
const ROUNDING_MS = 0.001

/** I18: while the rules stay, a ticket is overtaken only by those who came no later than the order allows. */
export const nobodyStarves: Rule = {
  id: 'I18',
  begin: () => {
    const isConstant = watchOrder()
    return {
      before: (recorded, hall) => {
        const { event, at } = recorded
        const constant = isConstant(recorded)
        const place = placeDue(recorded, hall)
        if (place && place.said !== place.due && 'ticket' in event)
          return `${event.type} gives ticket ${event.ticket} the place ${place.said}; by the rules it is ${place.due}.`
        const called = event.type === 'TicketCalled' && constant ? hall.tickets.get(event.ticket) : undefined
        return event.type === 'TicketCalled' && called ? passedOver(event, called, hall, at) : undefined
      },
    }
  },
}
