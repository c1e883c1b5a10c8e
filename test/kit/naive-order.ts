/** The order of Q1–Q3 written the slow and obvious way, from the tickets alone, to hold the fast one against. */
import { authority } from '../../hall/catalogue.ts'
import type { Why } from '../../hall/events.ts'
import type { Hall } from '../../hall/hall.ts'
import type { CounterId, TicketId } from '../../hall/ids.ts'
import type { TicketAs } from '../../hall/ticket.ts'

type Waiting = TicketAs<'waiting'>

/** Everybody waiting whom this window may take as its own, or as help, in calling order. */
export const listOf = (hall: Hall, counter: CounterId, as: 'own' | 'help'): Waiting[] => {
  const setting = hall.catalogue?.counters.find(({ id }) => id === counter)
  const waiting: Waiting[] = []
  for (const ticket of hall.tickets.values()) {
    const service = hall.catalogue?.services.find(({ id }) => id === ticket.service)
    if (ticket.status === 'waiting' && setting && service && authority(setting, service) === as) waiting.push(ticket)
  }
  return waiting.sort((a, b) => a.key - b.key || a.rank - b.rank)
}

/** Who had come before, and is still waiting. */
export const overtaken = (list: readonly Waiting[], called: { readonly readyAt: number }): number =>
  list.filter((other) => other.readyAt < called.readyAt).length

export const nextBySight = (hall: Hall, counter: CounterId): { ticket: TicketId; why: Why } | undefined => {
  for (const rule of ['own', 'help'] as const) {
    const list = listOf(hall, counter, rule)
    const first = list[0]
    if (first) return { ticket: first.id, why: { rule, key: first.key, overtook: overtaken(list, first) } }
  }
  return undefined
}
