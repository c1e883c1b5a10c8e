/** Who was called, decided again; and that nobody was passed over for longer than the credits allow. */
import type { Catalogue } from '../catalogue.ts'
import type { EventOf, Why } from '../events.ts'
import { eachLine, type Hall } from '../hall.ts'
import type { TicketId } from '../ids.ts'
import { creditOf, pickNext, whyChosen } from '../queue.ts'
import type { Ticket } from '../ticket.ts'
import type { Complaint, Rule } from './rule.ts'

const MINUTE = 60_000

const sayWhy = ({ rule, key, overtook }: Why): string => `${rule}, key ${key}, overtook ${overtook}`

/** What the hall would have called at this moment, by the rule the event names. */
const calledAgain = (
  event: EventOf<'TicketCalled'>,
  ticket: Ticket,
  hall: Hall,
): { ticket: TicketId; why: Why } | undefined => {
  switch (event.why.rule) {
    case 'own':
    case 'help':
      return pickNext(hall, event.counter)
    case 'chosen':
      return ticket.status === 'waiting'
        ? { ticket: ticket.id, why: whyChosen(hall, event.counter, ticket) }
        : undefined
    case 'resumed':
      return ticket.status === 'parked'
        ? { ticket: ticket.id, why: { rule: 'resumed', key: ticket.key, overtook: 0 } }
        : undefined
  }
}

/** I4: first come, first served, except by a recorded rule; deciding again on the same prefix picks the same ticket. */
export const callsDecidedAgain: Rule = {
  id: 'I4',
  begin: () => ({
    before: ({ event }, hall) => {
      if (event.type !== 'TicketCalled') return undefined
      const ticket = hall.tickets.get(event.ticket)
      if (!ticket) return `Ticket ${event.ticket} was called, but never issued that day.`
      const again = calledAgain(event, ticket, hall)
      const said = `Window ${event.counter} called ${event.ticket} (${sayWhy(event.why)})`
      if (!again) return `${said}, but the ticket is ${ticket.status} and nobody is next by that rule.`
      if (again.ticket !== event.ticket || sayWhy(again.why) !== sayWhy(event.why))
        return `${said}, but deciding again gives ${again.ticket} (${sayWhy(again.why)}).`
      return event.why.rule === 'chosen' && !event.reason?.trim() ? `${said} by hand without a reason.` : undefined
    },
  }),
}

/** The place a ticket must get at issue: max(arrival, slot) − credit (Q1). */
const placeOf = (event: EventOf<'TicketIssued'>, at: number, hall: Hall): number =>
  (event.class === 'appointment' ? Math.max(at, event.slot ?? at) : at) - creditOf(hall, event.class)

/** Somebody of this call's list who came further before than the credits allow. */
const passedOver = (event: EventOf<'TicketCalled'>, called: Ticket, hall: Hall): Complaint => {
  const takes = hall.lookup.takes.get(event.counter)
  if (!takes || (event.why.rule !== 'own' && event.why.rule !== 'help')) return undefined
  for (const [name, line] of eachLine(hall, takes[event.why.rule])) {
    const allowed = creditOf(hall, called.class) - creditOf(hall, name)
    for (let index = line.head; index < line.places.length; index += 1) {
      const first = hall.tickets.get(line.places[index]?.ticket ?? '')
      // Who missed their call and came back has given up their place (T5).
      if (!first || first.returns > 0) continue
      if (first.id !== called.id && called.readyAt > first.readyAt && called.readyAt - first.readyAt > allowed)
        return `Ticket ${called.id} came ${called.readyAt - first.readyAt} ms after ${first.id} and was called before it; its credit allows ${Math.max(0, allowed)} ms.`
      // The first of a line has waited longest in it.
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
      before: ({ event, at }, hall) => {
        if (event.type === 'HallOpened' && event.day !== day) {
          day = event.day
          credits = JSON.stringify(event.catalogue.rules.creditMinutes)
          constant = true
        }
        if (event.type === 'CataloguePublished') look(event.catalogue)
        if (event.type === 'TicketIssued') {
          const place = placeOf(event, at, hall)
          const minutes = creditOf(hall, event.class) / MINUTE
          return event.key === place
            ? undefined
            : `Ticket ${event.ticket} took place ${event.key}; an ${event.class} ticket with ${minutes} minutes of credit gets ${place}.`
        }
        const called = event.type === 'TicketCalled' && constant ? hall.tickets.get(event.ticket) : undefined
        return event.type === 'TicketCalled' && called ? passedOver(event, called, hall) : undefined
      },
    }
  },
}

/** I19: transfer, park and recall never change since when somebody waits nor their place; a return never betters it. */
export const waitsNeverRestart: Rule = {
  id: 'I19',
  begin: () => {
    let day = ''
    const known = new Map<TicketId, { readonly readyAt: number; readonly key: number }>()
    return {
      after: ({ event, at, day: today }, hall) => {
        if (today !== day) known.clear()
        day = today
        if (!('ticket' in event)) return undefined
        if (event.type === 'TicketIssued')
          known.set(event.ticket, { readyAt: Math.max(at, event.slot ?? 0), key: event.key })
        const was = known.get(event.ticket)
        const ticket = hall.tickets.get(event.ticket)
        if (!was || !ticket) return undefined
        if (ticket.readyAt !== was.readyAt)
          return `${event.type} moved the start of ${ticket.id}'s wait by ${ticket.readyAt - was.readyAt} ms.`
        if (event.type === 'TicketReturned') known.set(ticket.id, { readyAt: was.readyAt, key: ticket.key })
        if (event.type === 'TicketReturned' && ticket.key < was.key)
          return `Ticket ${ticket.id} came back ${was.key - ticket.key} ms ahead of where it was.`
        if (event.type !== 'TicketReturned' && ticket.key !== was.key)
          return `${event.type} moved ${ticket.id} from place ${was.key} to ${ticket.key}.`
        return undefined
      },
    }
  },
}
