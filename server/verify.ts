/**
 * `npm run verify [-- DATA_DIR] [--json] [--at POSITION]`: whether a ledger is what it was when it was written, and keeps the rules of
 * SPEC §1. `--at` also says what the chain was there, to be held beside a day's printed 日终单. It opens the file read-only and reads one moment of it, so it may run beside the server.
 */
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { verify } from '../hall/verify.ts'
import { chainNext, chainStart, type Row, recordedOf } from './ledger/chain.ts'
import { reasonOf } from './log.ts'
import { type Derived, derive, ledgerFile } from './rebuild.ts'

/** A rule broken, where, and how. Position 0 is the hall as a whole. */
export type Finding = { readonly rule: string; readonly position: number; readonly sentence: string }
export type Report = {
  readonly hall: string
  readonly events: number
  /** The digest of everything; noted elsewhere, it shows whether a whole history was replaced. */
  readonly head: string
  /** The digest up to the position that was asked for, where the history is good so far. */
  readonly at?: { readonly position: number; readonly chain: string }
} & (
  | { readonly ok: true; readonly days: number; readonly tickets: number }
  | { readonly ok: false; readonly findings: readonly Finding[] }
)

type Stored = Omit<Row, 'command'> & { readonly command_id: string; readonly chain: string }

const rowOf = ({ command_id, chain: _chain, ...rest }: Stored): Row => ({ ...rest, command: command_id })

/** The reads that a check needs, each streaming: a ledger may be larger than the memory. */
const readsOf = (db: Database.Database) => {
  const stored = db.prepare<[string], Stored>('SELECT * FROM events WHERE hall = ? ORDER BY position')
  return {
    stored: (hall: string): Iterable<Stored> => stored.iterate(hall),
    rows: function* (hall: string): Generator<Row> {
      for (const row of stored.iterate(hall)) yield rowOf(row)
    },
    ticketOf: db
      .prepare<[string, string, string, number], string>(
        'SELECT ticket FROM numbers WHERE hall = ? AND day = ? AND series = ? AND number = ?',
      )
      .pluck(),
    receiptOf: db.prepare<[string, string], { fingerprint: string; reply: string }>(
      'SELECT fingerprint, reply FROM commands WHERE hall = ? AND command_id = ?',
    ),
    counted: (table: 'numbers' | 'commands', hall: string): number =>
      Number(db.prepare(`SELECT count(*) FROM ${table} WHERE hall = ?`).pluck().get(hall)),
  }
}
type Reads = ReturnType<typeof readsOf>

/** I12: every row is the one that was written, at the position it was written to. Stops at the first that is not. */
type Chain = Pick<Report, 'events' | 'head' | 'at'> & { readonly finding?: Finding }

const checkChain = (hall: string, reads: Reads, asked?: number): Chain => {
  let head = chainStart(hall)
  let events = 0
  let at: Report['at']
  const there = () => (at ? { at } : {})
  for (const stored of reads.stored(hall)) {
    const { position } = stored
    const expected = events + 1
    const wrong = (where: number, sentence: string) => ({
      events,
      head,
      ...there(),
      finding: { rule: 'I12', position: where, sentence },
    })
    if (position !== expected)
      return position < expected
        ? wrong(position, 'A row stands where nothing was written.')
        : wrong(expected, `Position ${expected} is missing: ${position} follows.`)
    // The digest of bytes is that of the same text: one flipped bit of a column's type would go unseen.
    if (Object.values(stored).some((value) => typeof value === 'object'))
      return wrong(position, `Position ${position} holds bytes where text was written.`)
    head = chainNext(head, rowOf(stored))
    if (head !== stored.chain)
      return wrong(position, `Position ${position} or its chain value was changed after writing.`)
    events = position
    if (position === asked) at = { position, chain: head }
  }
  return { events, head, ...there() }
}

/** How a command's receipt and numbers differ from what its events say, if they do. */
const differing = ({ numbers, receipt }: Derived, reads: Reads): string | undefined => {
  for (const [hall, day, series, number, ticket] of numbers) {
    const found = reads.ticketOf.get(hall, day, series, number)
    if (found === undefined) return `The table of numbers lacks ${series} ${number} of ${day}.`
    if (found !== ticket) return `The table of numbers gives ${series} ${number} of ${day} to another ticket.`
  }
  const [hall, command, fingerprint, reply] = receipt
  const kept = reads.receiptOf.get(hall, command)
  if (!kept) return `The receipt of command ${command} is missing, so a repeat of it would act again.`
  return kept.fingerprint === fingerprint && kept.reply === reply
    ? undefined
    : `The receipt of command ${command} is not what its events say.`
}

/** L8: the derived tables hold what the events say, and nothing else. */
const checkTables = (hall: string, reads: Reads): Finding | undefined => {
  const mend = 'Run npm run rebuild.'
  let numbers = 0
  let receipts = 0
  for (const derived of derive(hall, reads.rows(hall))) {
    const sentence = differing(derived, reads)
    if (sentence !== undefined) return { rule: 'L8', position: derived.position, sentence: `${sentence} ${mend}` }
    numbers += derived.numbers.length
    receipts += 1
  }
  const extra = (table: string, count: number): Finding => ({
    rule: 'L8',
    position: 0,
    sentence: `The table ${table} has ${count} rows that no event explains. ${mend}`,
  })
  const moreNumbers = reads.counted('numbers', hall) - numbers
  if (moreNumbers !== 0) return extra('numbers', moreNumbers)
  const moreReceipts = reads.counted('commands', hall) - receipts
  return moreReceipts === 0 ? undefined : extra('commands', moreReceipts)
}

const checkHall = (hall: string, reads: Reads, asked?: number): Report => {
  const { finding, ...chain } = checkChain(hall, reads, asked)
  const findings: Finding[] = finding ? [finding] : []
  const note = (found: Finding | undefined): void => {
    if (found && !findings.some(({ rule }) => rule === found.rule)) findings.push(found)
  }
  const attempt = <T>(rule: string, act: () => T): T | undefined => {
    try {
      return act()
    } catch (error) {
      note({ rule, position: finding?.position ?? 0, sentence: `The events cannot be followed: ${reasonOf(error)}` })
      return undefined
    }
  }
  const verdict = attempt('I12', () =>
    verify(
      (function* () {
        for (const row of reads.rows(hall)) yield recordedOf(row)
      })(),
      hall,
    ),
  )
  if (verdict && !verdict.ok)
    for (const { rule, position, sentence } of verdict.findings) note({ rule, position, sentence })
  // What cannot be folded says nothing about the tables made from it, and the rules have named it.
  if (findings.length === 0) note(attempt('L8', () => checkTables(hall, reads)))
  const { days, tickets } = verdict?.ok ? verdict : { days: 0, tickets: 0 }
  return findings.length === 0 ? { hall, ok: true, ...chain, days, tickets } : { hall, ok: false, ...chain, findings }
}

const HALLS = 'SELECT hall FROM events UNION SELECT hall FROM numbers UNION SELECT hall FROM commands ORDER BY hall'

/**
 * Checks every hall of a ledger file. Throws a sentence when the file cannot be opened at all.
 * @param asked a position whose chain value the reports say
 */
export const verifyFile = (file: string, asked?: number): Report[] => {
  let db: Database.Database
  try {
    db = new Database(file, { readonly: true, fileMustExist: true })
  } catch (error) {
    throw new Error(`Cannot open ${file} for reading: ${reasonOf(error)}.`, { cause: error })
  }
  const damaged = (sentence: string): Report => ({
    hall: '*',
    ok: false,
    events: 0,
    head: '',
    findings: [{ rule: 'I12', position: 0, sentence: `The file is damaged: ${sentence}. Restore the latest backup.` }],
  })
  try {
    // One moment for all passes, whatever the server writes meanwhile.
    db.exec('BEGIN')
    const integrity = String(db.pragma('integrity_check(1)', { simple: true }))
    const reads = readsOf(db)
    const halls = db.prepare<[], string>(HALLS).pluck().all()
    const reports = halls.map((hall) => checkHall(hall, reads, asked))
    return integrity === 'ok' ? reports : [damaged(integrity), ...reports]
  } catch (error) {
    return [damaged(reasonOf(error))]
  } finally {
    db.close()
  }
}

/** A report as lines for a person. */
export const linesOf = (report: Report): string[] => [
  ...(report.ok
    ? [`${report.hall}  ok: ${report.events} events, ${report.days} days, ${report.tickets} tickets`]
    : report.findings.map(({ rule, position, sentence }) => `${report.hall}  ${rule} at ${position}: ${sentence}`)),
  ...(report.at ? [`${report.hall}  chain at ${report.at.position}: ${report.at.chain}`] : []),
]

const run = (words: readonly string[]): void => {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, at: { type: 'string' } },
  })
  const asked = values.at === undefined ? undefined : Number(values.at)
  if (asked !== undefined && !Number.isInteger(asked))
    throw new Error(`--at is a position such as 1024, not ${values.at}.`)
  const dataDir = positionals[0] ?? process.env.DATA_DIR ?? 'data'
  const halls = verifyFile(ledgerFile(dataDir, 'verify'), asked)
  const ok = halls.every((report) => report.ok)
  const lines = halls.length === 0 ? ['ok: 0 events'] : halls.flatMap(linesOf)
  process.stdout.write(`${values.json ? JSON.stringify({ ok, halls }) : lines.join('\n')}\n`)
  const unheard = asked !== undefined && halls.every(({ at }) => at === undefined)
  if (unheard) process.stderr.write(`No event at position ${asked} has a good history before it.\n`)
  if (!ok || unheard) process.exitCode = 1
}

if (process.argv[1]?.endsWith('verify.js')) {
  try {
    run(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`)
    process.exitCode = 1
  }
}
