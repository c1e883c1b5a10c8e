/** What the pad in front of a window sees: whom it may ask about the visit just completed. Nobody else sees the secret. */
import { BAD_GRADES } from '../commands.ts'
import type { CounterState } from '../counter.ts'
import { type Hall, ticketText } from '../hall.ts'
import type { CounterId, Instant, TicketId, TicketSecret } from '../ids.ts'
import { hallSign } from './public.ts'

type Sign = ReturnType<typeof hallSign>

export type PadView = Sign & {
  readonly counter: CounterId
  readonly counterName: string
  readonly staff: string
  readonly status: CounterState['status']
  /** The number being served, if any. */
  readonly serving: string | null
  /** The visit just completed, with the one secret that lets this pad rate it and no other. */
  readonly rateable: {
    readonly ticket: TicketId
    readonly secret: TicketSecret
    readonly number: string
    readonly serviceName: string
    readonly staff: string
    readonly completedAt: Instant
    /** `why`: the grade was bad and nobody has said why yet. What was said is never shown again. */
    readonly asks: 'grade' | 'why'
  } | null
}

/** Whom the pads at a window may ask now. */
export const rateableAt = (hall: Hall, id: CounterId): PadView['rateable'] => {
  const last = hall.lastServed.get(id)
  const visit = last && hall.tickets.get(last.ticket)
  const leg = last && visit?.served[last.leg]
  const bad = leg?.grade !== undefined && BAD_GRADES.includes(leg.grade)
  const asks = leg?.grade === undefined ? 'grade' : bad && leg.complaints === undefined ? 'why' : undefined
  if (!visit || !leg || !asks) return null
  return {
    ticket: visit.id,
    secret: leg.rating,
    number: ticketText(visit),
    serviceName: hall.lookup.services.get(leg.service)?.name ?? '',
    staff: leg.staff,
    completedAt: leg.completedAt,
    asks,
  }
}

export const padView = (hall: Hall, id: CounterId): PadView | undefined => {
  const setting = hall.lookup.counters.get(id)
  const counter = hall.counters.get(id)
  if (!setting || !counter) return undefined
  const seated = counter.ticket === undefined ? undefined : hall.tickets.get(counter.ticket)
  return {
    ...hallSign(hall),
    counter: id,
    counterName: setting.name,
    staff: counter.status === 'closed' ? '' : counter.staff,
    status: counter.status,
    serving: seated ? ticketText(seated) : null,
    rateable: rateableAt(hall, id),
  }
}
