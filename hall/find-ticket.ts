/** From what people read, say or scan to a ticket of today. */
import type { Hall } from './hall.ts'
import type { Ticket } from './ticket.ts'

/** `A012`, `VA012` or `a12`: what somebody reads from a ticket, as the series and integer it stands for. */
const NUMBER = /^([A-Z]{0,3}?)([A-Z])0*(\d{1,6})$/

/** The ticket of a number, however it is written. */
export const ticketByNumber = (hall: Hall, text: string): Ticket | undefined => {
  const read = NUMBER.exec(text.toUpperCase().replace(/[^A-Z0-9]/g, ''))
  const id = read ? hall.byNumber.get(`${read[2]}${String(Number(read[3])).padStart(3, '0')}`) : undefined
  return id === undefined ? undefined : hall.tickets.get(id)
}

/** The ticket of a scanned code: the address in its QR, the bare secret, or a number. */
export const ticketByCode = (hall: Hall, text: string): Ticket | undefined => {
  // Whatever stands around the secret: a scanner's own prefix, or what an application hung on behind it.
  const secret = text.split(/[^\w-]/).find((part) => hall.bySecret.has(part))
  const id = secret === undefined ? undefined : hall.bySecret.get(secret)
  return id === undefined ? ticketByNumber(hall, text) : hall.tickets.get(id)
}
