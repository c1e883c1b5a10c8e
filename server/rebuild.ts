/** `npm run rebuild [-- DATA_DIR]`: makes the tables of numbers and receipts again from the events, which alone are the truth. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Recorded } from '../hall/events.ts'
import { evolve } from '../hall/evolve.ts'
import { emptyHall } from '../hall/hall.ts'
import { replyTo } from '../hall/reply.ts'
import { type Row, recordedOf } from './ledger/chain.ts'
import { type SqliteLedger, sqliteLedger } from './ledger/sqlite.ts'
import { reasonOf } from './log.ts'

/** Columns of the table `numbers`. */
export type NumberRow = readonly [hall: string, day: string, series: string, number: number, ticket: string]
/** Columns of the table `commands`; the reply is JSON. */
export type ReceiptRow = readonly [hall: string, command: string, fingerprint: string, reply: string]
/** What one command left in the derived tables. */
export type Derived = {
  readonly numbers: readonly NumberRow[]
  readonly receipt: ReceiptRow
  readonly position: number
}

/**
 * What the events say the derived tables hold, command by command. The whole history is folded for it, one day in memory at
 * a time. Throws where an event cannot be applied.
 */
export function* derive(hallId: string, rows: Iterable<Row>): Generator<Derived> {
  let hall = emptyHall(hallId)
  let group: Recorded[] = []
  let fingerprint = ''

  const finish = (): Derived | undefined => {
    const last = group.at(-1)
    if (!last) return undefined
    const numbers: NumberRow[] = []
    for (const { day, event } of group)
      if (event.type === 'TicketIssued') numbers.push([hallId, day, event.series, event.number, event.ticket])
    const reply = replyTo(
      group.map(({ event }) => event),
      last.position,
      hall,
    )
    return { numbers, receipt: [hallId, last.command, fingerprint, JSON.stringify(reply)], position: last.position }
  }

  for (const row of rows) {
    const recorded = recordedOf(row)
    if (group.length > 0 && group[0]?.command !== recorded.command) {
      const derived = finish()
      if (derived) yield derived
      group = []
    }
    hall = evolve(hall, recorded)
    group.push(recorded)
    fingerprint = row.fingerprint
  }
  const derived = finish()
  if (derived) yield derived
}

/** Rows read at once: SQLite takes no writing while a reading is under way. */
const PAGE = 1_000

function* rowsOf(ledger: SqliteLedger, hall: string): Generator<Row> {
  let after = 0
  for (;;) {
    const page: Row[] = []
    for (const { row } of ledger.rows(hall, after)) {
      page.push(row)
      if (page.length === PAGE) break
    }
    yield* page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.position
  }
}

export type Rebuilt = { readonly hall: string; readonly numbers: number; readonly receipts: number }

/** Makes the derived tables of every hall in the ledger again, all in one transaction: it succeeds or changes nothing. */
export const rebuild = (ledger: SqliteLedger): Rebuilt[] => {
  const rebuilt: Rebuilt[] = []
  ledger.rederive((put) => {
    for (const hall of ledger.halls()) {
      const made = { hall, numbers: 0, receipts: 0 }
      for (const { numbers, receipt } of derive(hall, rowsOf(ledger, hall))) {
        for (const number of numbers) put.number(...number)
        put.receipt(...receipt)
        made.numbers += numbers.length
        made.receipts += 1
      }
      rebuilt.push(made)
    }
  })
  return rebuilt
}

/** The ledger file of a data folder. Throws a sentence when there is none, since opening it would make one. */
export const ledgerFile = (dataDir: string, command: string): string => {
  const file = join(dataDir, 'hall.sqlite')
  if (!existsSync(file))
    throw new Error(`There is no hall in ${dataDir}. Say where it is: npm run ${command} -- DATA_DIR`)
  return file
}

const run = (dataDir = process.env.DATA_DIR ?? 'data'): void => {
  const ledger = sqliteLedger(ledgerFile(dataDir, 'rebuild'))
  try {
    for (const { hall, numbers, receipts } of rebuild(ledger))
      process.stdout.write(`${hall}  made again: ${numbers} numbers, ${receipts} receipts\n`)
  } finally {
    ledger.close()
  }
}

if (process.argv[1]?.endsWith('rebuild.js')) {
  try {
    run(process.argv[2])
  } catch (error) {
    process.stderr.write(`Nothing was changed: ${reasonOf(error)}\n`)
    process.exitCode = 1
  }
}
