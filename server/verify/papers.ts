/**
 * I5 on paper: what the print jobs of a data folder say was printed is in the ledger. The bytes are read back as a printer
 * would draw them, so what stands on the slip is looked at and not what somebody meant to print. Jobs are kept for 36 hours.
 */
import type Database from 'better-sqlite3'
import { numberText } from '../../hall/ticket.ts'
import { paperText, readPaper } from '../../printer/paper.ts'
import { recordedOf } from '../ledger/chain.ts'
import { type Finding, readsOf, rowOf } from './ledger-file.ts'

export type PapersSeen = {
  /** Jobs that name a ticket or an event. */
  readonly jobs: number
  /** Numbers whose slip was read back; a slip that is a picture cannot be. */
  readonly read: number
  readonly finding?: Finding
}

type Job = {
  readonly id: string
  readonly created: number
  readonly bytes: Uint8Array
  readonly ticket: string | null
  readonly template: string
  readonly copy: number
}

/** Papers that speak of an event end with its position: `<ticket or desk>.<template>.<position>`. */
const OF_EVENT = /^(?<about>.+)\.(?<template>[a-z-]+)\.(?<position>\d+)$/
/** What the first job may speak of lies so long before it, ms: a day whose clock stood still is one. */
const BEFORE_MS = 36 * 3_600_000

/** What the ledger says of numbers and events from a moment on. */
function* saidSince(ledger: Database.Database, hall: string, since: number) {
  const first = ledger
    .prepare<[string, number], number>(
      "SELECT max(position) FROM events WHERE hall = ? AND type = 'HallOpened' AND at <= ?",
    )
    .pluck()
    .get(hall, since)
  const tickets = new Map<string, { text: string; copies: number; position: number }>()
  const about = new Map<number, string | undefined>()
  for (const stored of readsOf(ledger).stored(hall, (first ?? 0) - 1)) {
    yield undefined
    const { event, position } = recordedOf(rowOf(stored))
    about.set(position, 'ticket' in event ? event.ticket : undefined)
    if (event.type === 'TicketIssued')
      tickets.set(event.ticket, { text: numberText(event.series, event.number), copies: 1, position })
    const known = event.type === 'TicketReprinted' ? tickets.get(event.ticket) : undefined
    if (known && event.type === 'TicketReprinted') known.copies = Math.max(known.copies, event.copy)
  }
  return { tickets, about, first: first ?? 1 }
}

/** Checks every kept job, in steps of one. The jobs are read before the ledger, which is ahead of them. */
export function* checkPapers(
  papers: Database.Database,
  ledger: Database.Database,
  hall: string,
): Generator<undefined, PapersSeen> {
  const jobs = papers
    .prepare<[], Job>(
      `SELECT id, created, bytes, job ->> 'ticket' AS ticket, job ->> 'template' AS template, job ->> 'copy' AS copy
       FROM jobs ORDER BY created, id`,
    )
    .all()
  const seen = { jobs: 0, read: 0 }
  const oldest = jobs[0]?.created
  if (oldest === undefined) return seen
  const { tickets, about, first } = yield* saidSince(ledger, hall, oldest - BEFORE_MS)
  for (const { id, bytes, ticket, template, copy } of jobs) {
    yield undefined
    const wrong = (position: number, sentence: string) => ({
      ...seen,
      finding: { rule: 'I5', position, sentence: `Print job ${id}: ${sentence}` },
    })
    const of = ticket === null ? OF_EVENT.exec(id)?.groups : undefined
    if (of && !id.startsWith('staff.')) {
      seen.jobs += 1
      const position = Number(of.position)
      if (position < first) continue
      if (!about.has(position)) return wrong(position, `the ledger has no event ${position} that it could speak of.`)
      const its = about.get(position)
      if (of.about !== 'desk' && its !== of.about)
        return wrong(position, `event ${position} is about ${its ?? 'no ticket'}.`)
    }
    if (ticket === null || template !== 'ticket') continue
    seen.jobs += 1
    const known = tickets.get(ticket)
    if (!known) return wrong(0, 'the ledger has no ticket of that id.')
    if (copy > known.copies) return wrong(known.position, `copy ${copy} was printed, and ${known.copies} are recorded.`)
    const { rows, unknown } = readPaper(bytes)
    const text = paperText({ rows, unknown, dots: 0, columns: 0, pending: '' }).join('\n')
    if (text.trim() === '' || unknown.length > 0) continue
    seen.read += 1
    if (!text.includes(known.text)) return wrong(known.position, `the slip does not show ${known.text}.`)
    if (copy > 1 && !text.includes('补打')) return wrong(known.position, `copy ${copy} does not say 补打.`)
  }
  return seen
}
