/** One ticket as staff are told of it, however they found it. */
import type { Context } from 'hono'
import type { Hall } from '../../hall/hall.ts'
import { aheadOf } from '../../hall/queue.ts'
import type { Ticket } from '../../hall/ticket.ts'
import { cardOf } from '../../hall/views/card.ts'
import { problem } from './problem.ts'

export const ticketAnswer = (c: Context, hall: Hall, ticket: Ticket): Response =>
  c.json({ ok: true, ticket: cardOf(hall, ticket), ahead: ticket.status === 'waiting' ? aheadOf(hall, ticket) : 0 })

export const unknownTicket = (c: Context): Response =>
  problem(c, 404, 'unknown-ticket', 'No such ticket was issued today.')
