import type { Status } from '../hall/ticket.ts'

/** The colour that goes with the word of a status. */
export const statusBadge = (status: Status): string => {
  switch (status) {
    case 'called':
    case 'serving':
      return 'badge good'
    case 'no-show':
    case 'parked':
      return 'badge warn'
    case 'cancelled':
    case 'expired':
    case 'completed':
    case 'waiting':
      return 'badge'
  }
}
