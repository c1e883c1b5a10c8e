/** What must be true after the compressed day, by the ledger's own files beside what everybody was told. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { numberText } from '../../hall/ticket.ts'
import { readPaper } from '../../printer/paper.ts'
import { canonical } from '../../server/ledger/ledger.ts'
import { verifyFile } from '../../server/verify.ts'
import type { Told } from './retrying.ts'

export type DayCheck = {
  /** In the ledger: numbers given, those that were served to their end, and those that wait at the end of the day. */
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
  /** Print jobs on record. */
  readonly slips: number
}

/** Wide enough for 80 mm. */
const DOTS = 576
const NUMBER = /(?<![A-Z0-9])[A-Z]{1,3}\d{3,5}(?!\d)/

/** The number on a slip, read from its bytes as a person reads the paper: the first that stands there. */
export const numberOn = (paper: Uint8Array): string | undefined => {
  for (const row of readPaper(paper, DOTS).rows) {
    const number = row.kind === 'text' ? NUMBER.exec(row.runs.map(({ text }) => text).join(''))?.[0] : undefined
    if (number !== undefined) return number
  }
  return undefined
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
  const issued = db
    .prepare<[], string>("SELECT data FROM events WHERE type = 'TicketIssued'")
    .pluck()
    .all()
    .map((data) => JSON.parse(data) as { readonly series: string; readonly number: number })
  const served = db.prepare<[], number>("SELECT count(*) FROM events WHERE type = 'TicketCompleted'").pluck().get() ?? 0
  db.close()
  const numbers = new Set(issued.map(({ series, number }) => numberText(series, number)))
  const lost = told.acknowledged.filter(({ command, reply }) => receipts.get(command.id) !== canonical(reply)).length
  const given = told.acknowledged.flatMap(({ command, reply }) =>
    command.type === 'IssueTicket' ? [reply.number ?? ''] : [],
  )
  const onPaper = papers.map((paper) => numberOn(paper) ?? '')
  const jobs = new Database(join(dataDir, 'paper.sqlite'), { readonly: true })
  const slips =
    jobs.prepare<[], number>("SELECT count(*) FROM jobs WHERE job ->> 'template' = 'ticket'").pluck().get() ?? 0
  jobs.close()
  const twice = [
    ...repeated(given).map((number) => `${number} was given twice`),
    ...repeated(onPaper).map((number) => `${number} was printed twice`),
  ]
  const reports = verifyFile(join(dataDir, 'hall.sqlite')).flatMap((report) => (report.ok ? [] : report.findings))
  const first = reports[0]
  return {
    issued: issued.length,
    served,
    left: issued.length - served,
    lost,
    duplicates: twice.length,
    ...(twice[0] === undefined ? {} : { firstDuplicate: twice[0] }),
    findings: reports.length,
    ...(first ? { firstFinding: `${first.rule} at ${first.position}: ${first.sentence}` } : {}),
    strayPapers: onPaper.filter((number) => !numbers.has(number)).length,
    slips,
  }
}
