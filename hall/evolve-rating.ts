/** What a rating does: to the leg that it is of, to the figures of who served it, and to the list of the day. */
import { BAD_GRADES } from './commands.ts'
import type { EventOf, Recorded } from './events.ts'
import { type Hall, ticketText } from './hall.ts'
import type { TicketId } from './ids.ts'
import { countSaid } from './rating-signals.ts'
import type { Rating } from './ratings.ts'
import { requireTicket, staffFigures } from './seating.ts'
import type { Served } from './ticket.ts'

const setLeg = (hall: Hall, id: TicketId, index: number, change: Partial<Served>, position: number): Served => {
  const ticket = requireTicket(hall, id)
  const leg = ticket.served[index]
  if (!leg) throw new Error(`Event ${hall.position} rates leg ${index} of ticket ${id}, which is not done.`)
  const served = ticket.served.map((other, at) => (at === index ? { ...other, ...change } : other))
  // A ticket that waits keeps standing where it is; only what is known of it changes.
  hall.tickets.set(id, { ...ticket, served, changed: position })
  return leg
}

const list = (hall: Hall, rating: Rating): void => {
  hall.ratings.push(rating)
  hall.grades.set(rating.grade, (hall.grades.get(rating.grade) ?? 0) + 1)
  if (BAD_GRADES.includes(rating.grade)) hall.badRatings.push(rating)
}

/** A grade, saved the moment it is given. */
export const rate = (hall: Hall, { at, position, actor }: Recorded, event: EventOf<'VisitRated'>): void => {
  const { ticket, leg, counter, staffId, grade, day } = event
  const from = actor.role === 'pad' ? 'pad' : 'phone'
  const said = { ticket, leg, counter, staffId, grade, at, from } as const
  if (day !== undefined && day !== hall.day) {
    hall.lateRatings.add(`${ticket}:${leg}`)
    list(hall, { ...said, number: '', staff: '', day })
    return
  }
  const known = requireTicket(hall, ticket)
  if (known.served[leg]?.grade !== undefined) throw new Error(`Event ${position} rates leg ${leg} of ${ticket} again.`)
  const done = setLeg(hall, ticket, leg, { grade }, known.changed)
  const rating = { ...said, number: ticketText(known), staff: done.staff, completedAt: done.completedAt }
  list(hall, rating)
  countSaid(hall, rating)
  staffFigures(hall, done.staffId, done.staff).rated += 1
}

/** Why it was bad, said after the grade was saved. */
export const explain = (hall: Hall, event: EventOf<'RatingExplained'>): void => {
  const { ticket, leg, complaints, text, day } = event
  if (day !== undefined && day !== hall.day) hall.lateRatings.add(`${ticket}:${leg}?`)
  else setLeg(hall, ticket, leg, { complaints }, requireTicket(hall, ticket).changed)
  const said = hall.ratings.findLast((other) => other.ticket === ticket && other.leg === leg)
  if (!said) return
  said.complaints = complaints
  if (text !== undefined) said.text = text
}
