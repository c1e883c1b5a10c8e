/**
 * What a deposed server had written after the last position that the server of now shares with it. Nobody merges it: it is
 * named, event by event and number by number, so that people can look after whoever is on it (Z27).
 */
import type { HallEvent } from '../../hall/events.ts'
import { type Hall, ticketText } from '../../hall/hall.ts'
import type { Instant, TicketId } from '../../hall/ids.ts'
import { recordedOf } from '../ledger/chain.ts'
import type { SqliteLedger } from '../ledger/sqlite.ts'
import { CHAIN_SHOWN, type Statement } from './statement.ts'

export type TailRow = {
  readonly position: number
  readonly at: Instant
  readonly type: HallEvent['type']
  /** As people read it. */
  readonly number?: string
  readonly counter?: string
}
export type Tail = {
  /** The later line that this one ended at. */
  readonly epoch: number
  /** The last position that both have; where `certain` is false the two were apart before it already. */
  readonly after: number
  readonly certain: boolean
  /** The last position of all. */
  readonly until: number
  /** The first of them, in order. */
  readonly rows: readonly TailRow[]
  /** The numbers they are about, each once. */
  readonly numbers: readonly string[]
}

/** Rows that are named one by one; a second's worth is a handful, an hour apart some thousands. */
const ROWS_NAMED = 5_000

const ticketOf = (event: HallEvent): TicketId | undefined => ('ticket' in event ? event.ticket : undefined)

/** What stands in this ledger beyond the line that was told. `hall` gives the numbers their text. */
export const tailAfter = (
  ledger: Pick<SqliteLedger, 'rows' | 'head'>,
  hall: Hall,
  { epoch, position, chain }: Statement,
): Tail => {
  const until = ledger.head(hall.id).position
  const certain = until < position || chainAt(ledger, hall.id, position)?.slice(0, CHAIN_SHOWN) === chain
  const rows: TailRow[] = []
  const numbers = new Set<string>()
  for (const { row } of ledger.rows(hall.id, position)) {
    const { event, at } = recordedOf(row)
    const id = ticketOf(event)
    const ticket = id === undefined ? undefined : hall.tickets.get(id)
    const number = ticket && ticketText(ticket)
    if (number !== undefined) numbers.add(number)
    const counter = 'counter' in event && event.counter !== undefined ? { counter: event.counter } : {}
    if (rows.length < ROWS_NAMED)
      rows.push({
        position: row.position,
        at,
        type: event.type,
        ...(number === undefined ? {} : { number }),
        ...counter,
      })
  }
  return { epoch, after: Math.min(position, until), certain, until, rows, numbers: [...numbers] }
}

/** The chain value at a position that is in the ledger, or that its anchor keeps. */
export const chainAt = (
  ledger: Pick<SqliteLedger, 'rows'> & Partial<Pick<SqliteLedger, 'start'>>,
  hall: string,
  position: number,
): string | undefined => {
  const start = ledger.start?.(hall)
  if (start?.position === position) return start.chain
  for (const { row, chain } of ledger.rows(hall, position - 1)) return row.position === position ? chain : undefined
  return undefined
}
