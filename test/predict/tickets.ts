/** Tickets of past days from a CSV file, gzipped or not. Times are minutes after midnight, local clock. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export type PastTicket = {
  readonly queue: string
  readonly at: number
  readonly calledAt: number
  /** What the hall itself told the visitor; NaN where it told nothing. */
  readonly announced: number
}
/** Tickets in the order in which they were taken. */
export type PastDay = { readonly day: string; readonly tickets: readonly PastTicket[] }
/** `uncalled`: lines left out because their number was never called. */
export type PastDays = { readonly days: readonly PastDay[]; readonly uncalled: number }

const COLUMNS = ['office', 'date', 'queue_id', 'seq', 'issued_min', 'called_min', 'announced_min_at_issue'] as const

const GZIP_MAGIC = 0x1f8b

const textOf = (file: string): string => {
  const bytes = readFileSync(file)
  return (bytes.length > 1 && bytes.readUInt16BE() === GZIP_MAGIC ? gunzipSync(bytes) : bytes).toString('utf8')
}

const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

/** Reads the lines of a CSV whose first line names the columns, in any order; throws what is wrong and in which line. */
export const parseTickets = (text: string): PastDays => {
  const [head = '', ...lines] = text.split(/\r?\n/)
  const names = head.replace(/^\uFEFF/, '').split(',')
  const places = COLUMNS.map((column) => names.indexOf(column))
  const missing = COLUMNS.filter((_, index) => places[index] === -1)
  if (missing.length > 0)
    throw new Error(`line 1: column ${missing.join(', ')} is missing; needed are ${COLUMNS.join(', ')}`)

  const days = new Map<string, (PastTicket & { readonly seq: number })[]>()
  let uncalled = 0
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const wrong = (what: string): Error => new Error(`line ${index + 2}: ${what}`)
    const cells = line.split(',')
    const [office = '', day = '', queue = '', seq = '', issued = '', called = '', announced = ''] = places.map(
      (place) => cells[place] ?? '',
    )
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw wrong(`date is “${day}”; write it as 2020-01-31`)
    const [at, calledAt] = [numberIn(issued), numberIn(called)]
    if (!(at >= 0 && at < 1_440)) throw wrong(`issued_min is “${issued}”; give minutes after midnight`)
    if (called.trim() === '') {
      uncalled++
      continue
    }
    if (!(calledAt >= at)) throw wrong(`called_min is “${called}”; give minutes after midnight, not before issued_min`)
    const tickets = days.get(day) ?? []
    days.set(day, tickets)
    tickets.push({ queue: `${office}/${queue}`, at, calledAt, announced: numberIn(announced), seq: numberIn(seq) })
  }
  const sorted = [...days].sort(([one], [other]) => (one < other ? -1 : 1))
  return {
    days: sorted.map(([day, tickets]) => ({
      day,
      tickets: tickets.sort((one, other) => one.at - other.at || one.seq - other.seq),
    })),
    uncalled,
  }
}

export const readTickets = (file: string): PastDays => parseTickets(textOf(file))
