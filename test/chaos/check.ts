/**
 * What must be true after every crash. It reads the ledger's file with plain SQL beside the product's own `verify`, so that
 * a fault in the product's reading cannot hide one in its writing.
 */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { numberText } from '../../hall/ticket.ts'
import { verifyFile } from '../../server/verify.ts'
import type { Acknowledged } from './load.ts'

/** A promise broken: the kind for counting, the sentence for reading. */
export type Broken = {
  readonly kind: 'lost' | 'duplicate' | 'finding' | 'late'
  readonly rule: string
  readonly sentence: string
}

type Written = {
  readonly position: number
  readonly day: string
  readonly command: string
  readonly event: Readonly<Record<string, unknown>>
}

const readEvents = (file: string): Written[] => {
  const db = new Database(file, { readonly: true })
  try {
    return db
      .prepare<[], { position: number; day: string; command: string; type: string; data: string }>(
        'SELECT position, day, command_id AS command, type, data FROM events ORDER BY position',
      )
      .all()
      .map(({ position, day, command, type, data }) => ({
        position,
        day,
        command,
        event: { ...JSON.parse(data), type },
      }))
  } finally {
    db.close()
  }
}

/** How the ledger differs from what a client was told, if it does. */
const differing = (
  { command, reply }: Acknowledged,
  written: readonly Written[],
  numbers: ReadonlyMap<unknown, string>,
): string | undefined => {
  const last = written.at(-1)
  if (!last) return 'is not in the ledger'
  if (last.position !== reply.position) return `was acknowledged at ${reply.position} and stands at ${last.position}`
  if (reply.ticket !== undefined && last.event.ticket !== reply.ticket) return 'is about another ticket'
  if (reply.number !== undefined && numbers.get(reply.ticket) !== reply.number)
    return `was told ${reply.number}, and the ledger says ${numbers.get(reply.ticket)}`
  if (command.type === 'IssueTicket' && (last.event.secret !== reply.secret || last.event.service !== command.service))
    return 'was written with another secret or service'
  return undefined
}

function* repeated(values: Iterable<string>): Generator<string> {
  const seen = new Set<string>()
  for (const value of values) {
    if (seen.has(value)) yield value
    seen.add(value)
  }
}

type Slip = { readonly ticket: string; readonly bytes: string }

/** Tickets on slips that were printed, or are on their way, with what their bytes say. */
const printedSlips = (dataDir: string): Slip[] => {
  const db = new Database(join(dataDir, 'paper.sqlite'), { readonly: true })
  try {
    return db
      .prepare<[], { job: string; bytes: Buffer }>('SELECT job, bytes FROM jobs')
      .all()
      .flatMap(({ job, bytes }) => {
        const { ticket } = JSON.parse(job) as { ticket?: string }
        // Papers of the day itself are nobody's ticket.
        return ticket === undefined ? [] : [{ ticket, bytes: bytes.toString('latin1') }]
      })
  } finally {
    db.close()
  }
}

/** I5: every slip is of a ticket of the ledger, and the secret in its QR is that ticket's. */
const checkSlips = (dataDir: string, secrets: ReadonlyMap<unknown, string>): Broken[] =>
  printedSlips(dataDir).flatMap(({ ticket, bytes }): Broken[] => {
    const secret = secrets.get(ticket)
    if (secret === undefined)
      return [{ kind: 'finding', rule: 'I5', sentence: `Ticket ${ticket} was printed and is not in the ledger.` }]
    return bytes.includes('/t/') && !bytes.includes(secret)
      ? [{ kind: 'finding', rule: 'I5', sentence: `Ticket ${ticket} was printed with a secret that is not its own.` }]
      : []
  })

/** Checks the ledger of a data folder against everything that any client was ever told. */
export const checkLedger = (dataDir: string, acknowledged: readonly Acknowledged[]): Broken[] => {
  const file = join(dataDir, 'hall.sqlite')
  const events = readEvents(file)
  const of = (type: string): Written[] => events.filter(({ event }) => event.type === type)
  const byCommand = new Map<string, Written[]>()
  for (const written of events) byCommand.set(written.command, [...(byCommand.get(written.command) ?? []), written])
  const numbers = new Map(
    of('TicketIssued').map(({ event }) => [event.ticket, numberText(String(event.series), Number(event.number))]),
  )

  const broken: Broken[] = []
  for (const told of acknowledged) {
    const how = differing(told, byCommand.get(told.command.id) ?? [], numbers)
    if (how) broken.push({ kind: 'lost', rule: 'I3', sentence: `${told.command.type} ${told.command.id} ${how}.` })
  }
  const twice = (rule: string, what: string, values: Iterable<string>): void => {
    for (const value of repeated(values)) broken.push({ kind: 'duplicate', rule, sentence: `${what} ${value} twice.` })
  }
  twice(
    'I1',
    'The ledger issued',
    of('TicketIssued').map(({ day, event }) => `${day} ${event.series} ${event.number}`),
  )
  twice(
    'I8',
    'The ledger issued ticket',
    of('TicketIssued').map(({ event }) => String(event.ticket)),
  )
  // Nobody in this hall recalls, parks or transfers, so a second call is a second window.
  twice(
    'I2',
    'The ledger called ticket',
    of('TicketCalled').map(({ event }) => String(event.ticket)),
  )
  const told = (type: string) =>
    acknowledged
      .filter(({ command }) => command.type === type)
      .map(({ command, reply }) => `${byCommand.get(command.id)?.[0]?.day} ${reply.number}`)
  twice('I1', 'A kiosk was given', told('IssueTicket'))
  twice('I2', 'A window was given', told('CallNext'))
  broken.push(
    ...checkSlips(dataDir, new Map(of('TicketIssued').map(({ event }) => [event.ticket, String(event.secret)]))),
  )
  for (const report of verifyFile(file))
    if (!report.ok)
      for (const { rule, position, sentence } of report.findings)
        broken.push({ kind: 'finding', rule, sentence: `verify at ${position}: ${sentence}` })
  return broken
}
