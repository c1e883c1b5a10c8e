/** What the pad in front of a window sees: whom it may ask about the visit just completed. Nobody else sees the secret. */
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
  /** The visit just completed and not rated yet, with the secret that lets this pad rate it. */
  readonly rateable: {
    readonly ticket: TicketId
    readonly secret: TicketSecret
    readonly number: string
    readonly serviceName: string
    readonly completedAt: Instant
  } | null
}

export const padView = (hall: Hall, id: CounterId): PadView | undefined => {
  const setting = hall.lookup.counters.get(id)
  const counter = hall.counters.get(id)
  if (!setting || !counter) return undefined
  const lastId = hall.lastCompleted.get(id)
  const last = lastId === undefined ? undefined : hall.tickets.get(lastId)
  const seated = counter.ticket === undefined ? undefined : hall.tickets.get(counter.ticket)
  const rateable = last?.status === 'completed' && last.grade === undefined ? last : undefined
  return {
    ...hallSign(hall),
    counter: id,
    counterName: setting.name,
    staff: counter.status === 'closed' ? '' : counter.staff,
    status: counter.status,
    serving: seated ? ticketText(seated) : null,
    rateable: rateable
      ? {
          ticket: rateable.id,
          secret: rateable.secret,
          number: ticketText(rateable),
          serviceName: hall.lookup.services.get(rateable.service)?.name ?? '',
          completedAt: rateable.completedAt,
        }
      : null,
  }
}
