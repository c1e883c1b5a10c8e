/** What a ledger says of a visit of an earlier day, read from its first event, slowly. */
import { BAD_GRADES } from '../../hall/commands.ts'
import type { HallId, TicketId } from '../../hall/ids.ts'
import type { PastLeg, PastVisit } from '../../hall/past-visit.ts'
import { numberText } from '../../hall/ticket.ts'
import type { Ledger } from '../../server/ledger/ledger.ts'

type Leg = { -readonly [K in keyof PastLeg]: PastLeg[K] } & { readonly position: number }

/** The latest visit of a day that is over with this ticket, or undefined where there is none. */
export const pastVisitIn = (ledger: Ledger, hall: HallId, wanted: TicketId | undefined): PastVisit | undefined => {
  const staff = new Map<string, string>()
  let visit: Omit<PastVisit, 'legs'> | undefined
  let legs: Leg[] = []
  let today = ''
  for (const { event, day, position } of ledger.read(hall, 0)) {
    if (event.type === 'HallOpened') today = event.day
    if (event.type === 'CounterOpened') staff.set(event.counter, event.staffId)
    if (event.type === 'ActUndone') legs = legs.filter((leg) => !event.positions.includes(leg.position))
    if (!('ticket' in event) || event.ticket !== wanted) continue
    if (event.type === 'TicketIssued') {
      visit = { ticket: event.ticket, secret: event.secret, day, number: numberText(event.series, event.number) }
      legs = []
    }
    if (event.type === 'TicketCompleted') {
      const { counter, outcome, rating } = event
      const staffId = staff.get(counter) ?? ''
      legs.push({ position, service: '', counter, staff: '', staffId, outcome, rating, rated: false, explained: false })
    }
    const leg = event.type === 'VisitRated' || event.type === 'RatingExplained' ? legs[event.leg] : undefined
    if (leg && event.type === 'VisitRated') Object.assign(leg, { rated: true, bad: BAD_GRADES.includes(event.grade) })
    if (leg && event.type === 'RatingExplained') leg.explained = true
  }
  return visit && visit.day < today ? { ...visit, legs } : undefined
}
