/** I15: ratings are the visitor's own, one for each leg that was done, on its day or within the days for it. */
import { daysBetween } from '../calendar.ts'
import { BAD_GRADES, type Grade } from '../commands.ts'
import type { EventOf, Recorded } from '../events.ts'
import type { BusinessDay, CounterId, StaffId, TicketId } from '../ids.ts'
import type { Complaint, Rule } from './rule.ts'

type Done = {
  readonly position: number
  readonly counter: CounterId
  readonly staffId: StaffId
  grade?: Grade
  explained?: true
}
/** What was done for each ticket of a day, in order. */
type Day = Map<TicketId, Done[]>

/** Days remembered at least; more where the hall gives more days for rating. */
const DAYS_KEPT = 31

const byVisitor = ({ actor, event }: Recorded, ticket: TicketId): Complaint => {
  if (actor.role === 'pad') return undefined
  if (actor.role !== 'visitor') return `A ${actor.role} caused ${event.type} for ticket ${ticket}.`
  return actor.id === ticket ? undefined : `Somebody else caused ${event.type} for ${ticket}.`
}

const rateLeg = ({ ticket, leg, counter, staffId, grade }: EventOf<'VisitRated'>, done: Done): Complaint => {
  if (done.grade !== undefined) return `Leg ${leg} of ticket ${ticket} was rated twice.`
  done.grade = grade
  if (done.counter !== counter) return `Window ${done.counter} served ${ticket}, but window ${counter} got its rating.`
  return done.staffId === staffId ? undefined : `${done.staffId} served ${ticket}, but ${staffId} got its rating.`
}

const explainLeg = ({ ticket, leg }: EventOf<'RatingExplained'>, done: Done): Complaint => {
  if (done.explained) return `The rating of leg ${leg} of ticket ${ticket} was explained twice.`
  done.explained = true
  return done.grade !== undefined && BAD_GRADES.includes(done.grade)
    ? undefined
    : `Leg ${leg} of ticket ${ticket} was rated ${done.grade ?? 'not at all'}, and why it was bad is told.`
}

/** I15: one rating for each leg, by who holds the secret, for who served it, never from a window's own session. */
export const ratedOnce: Rule = {
  id: 'I15',
  begin: (after) => {
    /** The first day that is looked at; visits of days before it are unknown where the ledger is not seen from its start. */
    let firstDay: BusinessDay | undefined
    const days = new Map<BusinessDay, Day>()
    const seated = new Map<CounterId, StaffId>()
    let ratingDays = 1

    const dayOf = (day: BusinessDay): Day => {
      const known = days.get(day)
      if (known) return known
      const made: Day = new Map()
      days.set(day, made)
      const oldest = days.size > Math.max(DAYS_KEPT, ratingDays) ? days.keys().next().value : undefined
      if (oldest !== undefined) days.delete(oldest)
      return made
    }

    const follow = ({ event, position, day }: Recorded): void => {
      if (event.type === 'CataloguePublished' || event.type === 'HallOpened')
        ratingDays = event.catalogue.rules.ratingDays
      if (event.type === 'CounterOpened') seated.set(event.counter, event.staffId)
      if (event.type === 'TicketCompleted') {
        const { ticket, counter } = event
        const done = { position, counter, staffId: seated.get(counter) ?? '' }
        dayOf(day).set(ticket, [...(dayOf(day).get(ticket) ?? []), done])
      }
      if (event.type !== 'ActUndone') return
      for (const [ticket, legs] of dayOf(day)) {
        const left = legs.filter((leg) => !event.positions.includes(leg.position))
        if (left.length < legs.length) dayOf(day).set(ticket, left)
      }
    }

    return {
      alone: (recorded) => {
        const { event, day: today } = recorded
        firstDay ??= today
        follow(recorded)
        if (event.type !== 'VisitRated' && event.type !== 'RatingExplained') return undefined
        const { ticket, leg, day = today } = event
        if (event.day !== undefined && (event.day >= today || daysBetween(event.day, today) >= ratingDays))
          return `The visit of ticket ${ticket} on ${day} is rated on ${today}, and ${ratingDays} days are given for it.`
        if (after > 0 && day < firstDay) return byVisitor(recorded, ticket)
        const done = days.get(day)?.get(ticket)?.[leg]
        if (!done) return `Leg ${leg} of ticket ${ticket} is rated, but was not done on ${day}.`
        const wrong = event.type === 'VisitRated' ? rateLeg(event, done) : explainLeg(event, done)
        return byVisitor(recorded, ticket) ?? wrong
      },
    }
  },
}
