/**
 * 好差评: one rating for each leg that was served, by who holds the one secret made for it or the ticket's own. The grade
 * is recorded at once; why it was bad may follow (requirements §3.7).
 */
import { businessDay, daysBetween } from './calendar.ts'
import { BAD_GRADES, type CommandOf } from './commands.ts'
import type { Context } from './context.ts'
import type { Hall } from './hall.ts'
import type { CounterId, StaffId, TicketId, TicketSecret } from './ids.ts'
import { accept, type Decision, refuse } from './refusal.ts'

/** A leg as far as its rating goes, of a visit of today or of an earlier day. */
type Rateable = {
  readonly counter: CounterId
  readonly staffId: StaffId
  readonly rating: TicketSecret
  readonly rated: boolean
  readonly bad: boolean
  readonly explained: boolean
}
type Visit = { readonly secret: TicketSecret; readonly legs: readonly Rateable[]; readonly day?: string }

const visitOf = (hall: Hall, id: TicketId, { past }: Context): Visit | undefined => {
  const ticket = hall.tickets.get(id)
  if (ticket) {
    const legs = ticket.served.map((leg) => ({
      ...leg,
      rated: leg.grade !== undefined,
      bad: leg.grade !== undefined && BAD_GRADES.includes(leg.grade),
      explained: leg.complaints !== undefined,
    }))
    return { secret: ticket.secret, legs }
  }
  if (past?.ticket !== id) return undefined
  const legs = past.legs.map((leg, index) => {
    const late = hall.ratings.find((rating) => rating.ticket === id && rating.leg === index)
    return {
      ...leg,
      rated: leg.rated || hall.lateRatings.has(`${id}:${index}`),
      bad: late ? BAD_GRADES.includes(late.grade) : leg.bad === true,
      explained: leg.explained || hall.lateRatings.has(`${id}:${index}?`),
    }
  })
  return { secret: past.secret, legs, day: past.day }
}

/** The leg a secret opens: the one it was made for, or any where it is the ticket's own. */
const legFor = (visit: Visit, secret: TicketSecret, asked: number | undefined): number | 'wrong-secret' => {
  const made = visit.legs.findIndex((leg) => leg.rating === secret)
  if (made >= 0) return asked === undefined || asked === made ? made : 'wrong-secret'
  return visit.secret === secret ? (asked ?? visit.legs.length - 1) : 'wrong-secret'
}

export const decideRating = (
  command: CommandOf<'RateVisit' | 'ExplainRating'>,
  hall: Hall,
  context: Context,
): Decision => {
  const { ticket } = command
  const visit = visitOf(hall, ticket, context)
  if (!visit) return refuse({ code: 'unknown-ticket', ticket })
  const leg = legFor(visit, command.secret, command.leg)
  if (leg === 'wrong-secret') return refuse({ code: 'wrong-secret' })
  const about = visit.legs[leg]
  if (!about) {
    const status = hall.tickets.get(ticket)?.status ?? 'completed'
    return refuse({ code: 'wrong-status', ticket, status })
  }
  const days = hall.catalogue?.rules.ratingDays ?? 1
  const today = businessDay(context.now, hall.catalogue?.hall.timeZone ?? 'Asia/Shanghai')
  if (daysBetween(visit.day ?? hall.day ?? today, today) >= days) return refuse({ code: 'rating-closed', days })
  const day = visit.day === undefined ? {} : { day: visit.day }
  if (command.type === 'RateVisit') {
    if (about.rated) return refuse({ code: 'already-rated' })
    const { counter, staffId } = about
    return accept({ type: 'VisitRated', ticket, leg, counter, staffId, grade: command.grade, ...day })
  }
  if (!about.rated || !about.bad) return refuse({ code: 'not-rated' })
  if (about.explained) return refuse({ code: 'already-explained' })
  const { complaints, text } = command
  return accept({ type: 'RatingExplained', ticket, leg, complaints, ...(text === undefined ? {} : { text }), ...day })
}
