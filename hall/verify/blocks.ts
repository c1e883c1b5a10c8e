/** Numbers given without a server: lent first, by the ledger, to that kiosk, and come in one by one with a moment that could be (Z29). */
import type { EventOf, Recorded } from '../events.ts'
import type { Hall } from '../hall.ts'
import { takenInstead } from '../number-block.ts'
import type { Complaint } from './rule.ts'

/** Whether a number fits the theme of its service, or else the block of the kiosk that gave it. */
export const blockFits = (event: EventOf<'TicketIssued'>, { actor, at }: Recorded, hall: Hall): Complaint => {
  const { ticket, series, number, offline } = event
  const lent = [...hall.blocks.values()].some((block) => block.series === series)
  if (!offline)
    return lent ? `Ticket ${ticket} takes a number of series ${series}, which was lent to a kiosk.` : undefined
  const block = hall.blocks.get(actor.id)
  if (block?.series !== series || number !== block.next || number > block.until)
    return `Ticket ${ticket} has number ${number} of series ${series}, which was not lent to ${actor.id}.`
  if (offline.arrivedAt < block.leasedAt || offline.arrivedAt > at)
    return `Ticket ${ticket} came at ${offline.arrivedAt}, which is not between the loan and its record.`
  const { insteadOf, asked } = offline
  if (asked !== undefined && takenInstead(hall, asked) !== event.service)
    return `Ticket ${ticket} was given for ${asked} and waits for ${event.service}, for which there was no reason.`
  return insteadOf !== undefined && hall.tickets.has(insteadOf) && insteadOf !== block.lastTicket
    ? `Ticket ${ticket} takes the place of ${insteadOf}, which ${actor.id} did not give last.`
    : undefined
}

/** A kiosk keeps its series for the day, and no two share one. */
export const leaseFits = (event: EventOf<'BlockLeased'>, { actor }: Recorded, hall: Hall): Complaint => {
  const { kiosk, series, until } = event
  if (kiosk !== actor.id) return `The numbers of series ${series} were lent to ${kiosk} by ${actor.id}.`
  for (const [other, block] of hall.blocks)
    if ((block.series === series) !== (other === kiosk))
      return `Series ${series} of ${kiosk} is not its own for the day.`
  const size = hall.catalogue?.rules.offlineNumbers ?? 0
  const next = hall.blocks.get(kiosk)?.next ?? 1
  return until > next + size - 1 ? `${kiosk} was lent numbers up to ${until}, more than ${size} at once.` : undefined
}
