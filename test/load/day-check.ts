/** What must be true after the compressed day, by the ledger's own files beside what everybody was told. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { evolve } from '../../hall/evolve.ts'
import { emptyHall, ticketText } from '../../hall/hall.ts'
import type { Status } from '../../hall/ticket.ts'
import { readPaper } from '../../printer/paper.ts'
import { canonical } from '../../server/ledger/ledger.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { verifyFile } from '../../server/verify.ts'
import type { Told } from './retrying.ts'

export type DayCheck = {
  /** In the ledger: numbers given, those that were served to their end, and those of whom anything is still expected. */
  readonly issued: number
  readonly served: number
  readonly left: number
  /** Acknowledged, and not in the ledger as it was told. */
  readonly lost: number
  /** Numbers that two people were given, or that came out twice without 补打. */
  readonly duplicates: number
  readonly firstDuplicate?: string
  readonly findings: number
  readonly firstFinding?: string
  /** Papers with a number that the ledger does not know. */
  readonly strayPapers: number
  /** Print jobs of tickets on record. */
  readonly slips: number
}

/** Wide enough for 80 mm. */
const DOTS = 576
const NUMBER = /(?<![A-Z0-9])[A-Z]{1,3}\d{3,5}(?!\d)/

/**
 * What a slip says, read from its bytes as a person reads the paper: the first number that stands there, and all words down
 * to it, by which the ticket of a visit and its 缴费单 are two papers.
 */
export const saidOn = (paper: Uint8Array): { readonly number?: string; readonly words: string } => {
  let words = ''
  for (const row of readPaper(paper, DOTS).rows) {
    if (row.kind !== 'text') continue
    words = `${words} ${row.runs.map(({ text }) => text).join('')}`
    const number = NUMBER.exec(words)?.[0]
    if (number !== undefined) return { number, words }
  }
  return { words }
}

/** The statuses in which somebody still waits for something. */
const LIVE: ReadonlySet<Status> = new Set(['waiting', 'called', 'serving', 'parked'])

/** The day as the ledger tells it: a visit of several legs is completed once. */
const dayOf = (dataDir: string): { readonly numbers: readonly string[]; readonly statuses: readonly Status[] } => {
  const ledger = sqliteLedger(join(dataDir, 'hall.sqlite'), { readonly: true })
  const id = ledger.halls()[0] ?? ''
  let hall = emptyHall(id)
  for (const recorded of ledger.read(id, 0)) hall = evolve(hall, recorded)
  ledger.close()
  const tickets = [...hall.tickets.values()]
  return { numbers: tickets.map(ticketText), statuses: tickets.map(({ status }) => status) }
}

/** Those that came before. */
const repeated = (values: readonly string[]): string[] => {
  const seen = new Set<string>()
  return values.filter((value) => seen.size === seen.add(value).size)
}

export const checkDay = (dataDir: string, told: Told, papers: readonly Uint8Array[]): DayCheck => {
  const db = new Database(join(dataDir, 'hall.sqlite'), { readonly: true })
  const receipts = new Map(
    db
      .prepare<[], { id: string; reply: string }>('SELECT command_id AS id, reply FROM commands')
      .all()
      .map(({ id, reply }) => [id, canonical(JSON.parse(reply))]),
  )
  db.close()
  const { numbers, statuses } = dayOf(dataDir)
  const known = new Set(numbers)
  const lost = told.acknowledged.filter(({ command, reply }) => receipts.get(command.id) !== canonical(reply)).length
  const given = told.acknowledged.flatMap(({ command, reply }) =>
    command.type === 'IssueTicket' ? [reply.number ?? ''] : [],
  )
  const onPaper = papers.map(saidOn)
  const jobs = new Database(join(dataDir, 'paper.sqlite'), { readonly: true })
  const slips =
    jobs.prepare<[], number>("SELECT count(*) FROM jobs WHERE job ->> 'template' = 'ticket'").pluck().get() ?? 0
  jobs.close()
  const twice = [
    ...repeated(given).map((number) => `${number} was given twice`),
    ...repeated(onPaper.map(({ words }) => words)).map((words) => `“${words.trim()}” was printed twice`),
  ]
  const reports = verifyFile(join(dataDir, 'hall.sqlite')).flatMap((report) => (report.ok ? [] : report.findings))
  const first = reports[0]
  return {
    issued: numbers.length,
    served: statuses.filter((status) => status === 'completed').length,
    left: statuses.filter((status) => LIVE.has(status)).length,
    lost,
    duplicates: twice.length,
    ...(twice[0] === undefined ? {} : { firstDuplicate: twice[0] }),
    findings: reports.length,
    ...(first ? { firstFinding: `${first.rule} at ${first.position}: ${first.sentence}` } : {}),
    strayPapers: onPaper.filter(({ number = '' }) => !known.has(number)).length,
    slips,
  }
}
