/** The real decision, except that a window calls whoever came last: a bug for the simulator to catch. */
import { decide as sound } from '../../hall/decide.ts'
import { accept } from '../../hall/refusal.ts'
import type { Ticket } from '../../hall/ticket.ts'

const later = (one: Ticket | undefined, other: Ticket): Ticket => (one && one.key > other.key ? one : other)

export const decide: typeof sound = (command, hall, context) => {
  const decision = sound(command, hall, context)
  if (!decision.ok || command.type !== 'CallNext') return decision
  const events = decision.events.map((event) => {
    if (event.type !== 'TicketCalled') return event
    const first = hall.tickets.get(event.ticket)
    let last = first
    for (const ticket of hall.tickets.values())
      if (ticket.status === 'waiting' && ticket.class === first?.class && ticket.service === first.service)
        last = later(last, ticket)
    return last ? { ...event, ticket: last.id } : event
  })
  return accept(...events)
}
