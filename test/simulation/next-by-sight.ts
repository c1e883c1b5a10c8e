/**
 * The order of Q1–Q3 and of AB岗 and bound tickets written the slow and obvious way, from the tickets and the windows alone,
 * to hold the fast one against.
 */
import { authority } from '../../hall/catalogue.ts'
import type { Why } from '../../hall/events.ts'
import type { Hall } from '../../hall/hall.ts'
import type { CounterId, TicketId } from '../../hall/ids.ts'
import type { TicketAs } from '../../hall/ticket.ts'

type Waiting = TicketAs<'waiting'>

/** As what a window may take a ticket now. */
const takenAs = (hall: Hall, counter: CounterId, { bound, service: id }: Waiting): 'own' | 'help' | 'none' => {
  const state = hall.counters.get(counter)
  const covers = state && state.status !== 'closed' ? state.covers : []
  const here = [counter, ...covers]
  if (bound && 'counter' in bound) return here.includes(bound.counter) ? 'own' : 'none'
  if (bound) return state && state.status !== 'closed' && state.staffId === bound.staff ? 'own' : 'none'
  const service = hall.catalogue?.services.find((other) => other.id === id)
  const as = (window: CounterId): 'own' | 'help' | 'none' => {
    const setting = hall.catalogue?.counters.find((other) => other.id === window)
    return setting && service ? authority(setting, service) : 'none'
  }
  return here.some((window) => as(window) === 'own') ? 'own' : as(counter)
}

/** Everybody waiting whom this window may take as its own, or as help, in calling order. */
export const listOf = (hall: Hall, counter: CounterId, as: 'own' | 'help'): Waiting[] => {
  const waiting: Waiting[] = []
  for (const ticket of hall.tickets.values())
    if (ticket.status === 'waiting' && takenAs(hall, counter, ticket) === as) waiting.push(ticket)
  return waiting.sort((a, b) => a.key - b.key || a.rank - b.rank)
}

/** The next of a window, and how many of the same list had come before. */
export const nextBySight = (hall: Hall, counter: CounterId): { ticket: TicketId; why: Why } | undefined => {
  for (const rule of ['own', 'help'] as const) {
    const list = listOf(hall, counter, rule)
    const first = list[0]
    if (!first) continue
    const overtook = list.filter((other) => other.arrivedAt < first.arrivedAt).length
    return { ticket: first.id, why: { rule, key: first.key, overtook } }
  }
  return undefined
}
