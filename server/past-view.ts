/** A visit of an earlier day as the phone that holds its secret sees it: over, and what of it may still be rated. */
import type { Hall } from '../hall/hall.ts'
import type { TicketSecret } from '../hall/ids.ts'
import { hallSign, type VisitorView } from '../hall/views/public.ts'
import type { KeptLeg, KeptVisit } from './past-day.ts'

const asksOf = (leg: KeptLeg): 'grade' | 'why' | 'done' =>
  leg.rated ? (leg.bad === true && !leg.explained ? 'why' : 'done') : 'grade'

export const pastView = (hall: Hall, visit: KeptVisit, secret: TicketSecret): VisitorView => {
  const last = visit.legs.at(-1)
  const ratings = visit.legs.map((leg, index) => ({ leg: index, ...leg, asks: asksOf(leg) }))
  // What was made for one leg opens that leg alone (T19).
  const opened = visit.secret === secret ? ratings : ratings.filter((leg) => leg.rating === secret)
  const done = visit.legs.map(({ service, serviceName, counterName, outcome }) => ({
    service,
    serviceName,
    state: 'done' as const,
    counterName,
    outcome,
  }))
  return {
    ...hallSign(hall),
    ticket: visit.ticket,
    number: visit.number,
    serviceName: last?.serviceName ?? '',
    serviceNameEn: last?.serviceNameEn ?? '',
    status: 'completed',
    ahead: 0,
    estimate: null,
    direction: '',
    issuedAt: visit.issuedAt,
    ratings: opened.map(({ leg, serviceName, counterName, staff, asks }) => ({
      leg,
      serviceName,
      counterName,
      staff,
      asks,
    })),
    legs: done.length > 1 ? done : [],
    ...(last ? { counterName: last.counterName } : {}),
  }
}
