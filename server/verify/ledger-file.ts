/** A ledger file: whether its rows are those that were written, and whether events and derived tables keep the rules. */
import Database from 'better-sqlite3'
import { verifying } from '../../hall/verify.ts'
import { startOf } from '../ledger/anchors.ts'
import { chainNext, type Row, recordedOf } from '../ledger/chain.ts'
import { shapeFault } from '../ledger/shape.ts'
import { reasonOf } from '../log.ts'
import { type Derived, derive } from '../rebuild.ts'

/** A rule broken, where, and how. Position 0 is the hall as a whole. */
export type Finding = { readonly rule: string; readonly position: number; readonly sentence: string }
export type Report = {
  readonly hall: string
  readonly events: number
  /** The digest of everything; noted elsewhere, it shows whether a whole history was replaced. */
  readonly head: string
  /** The last position whose day has left the ledger by its time (Z28); absent where all days are there. */
  readonly from?: number
  /** The digest up to the position that was asked for, where the history is good so far. */
  readonly at?: { readonly position: number; readonly chain: string }
} & (
  | { readonly ok: true; readonly days: number; readonly tickets: number }
  | { readonly ok: false; readonly findings: readonly Finding[] }
)

export type Stored = Omit<Row, 'command'> & { readonly command_id: string; readonly chain: string }

export const rowOf = ({ command_id, chain: _chain, ...rest }: Stored): Row => ({ ...rest, command: command_id })

/** The reads that a check needs, each streaming: a ledger may be larger than the memory. */
export const readsOf = (db: Database.Database) => {
  const stored = db.prepare<[string, number], Stored>(
    // By name: a later release may have added a column that is empty here, and that is no fault of the ledger (Z21).
    `SELECT hall, position, day, at, actor, command_id, fingerprint, type, data, chain
     FROM events WHERE hall = ? AND position > ? ORDER BY position`,
  )
  return {
    start: (hall: string) => startOf(db, hall),
    /** Rows below an anchor are no part of a ledger: whatever stands there was put there. */
    stored: (hall: string, after = Number.NEGATIVE_INFINITY): Iterable<Stored> => stored.iterate(hall, after),
    rows: function* (hall: string, after = Number.NEGATIVE_INFINITY): Generator<Row> {
      for (const row of stored.iterate(hall, after)) yield rowOf(row)
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
export type Reads = ReturnType<typeof readsOf>

/** What is wrong with one row after a chain value, if anything. */
export const rowFault = (stored: Stored, expected: number, chain: string): Finding | undefined => {
  const { position } = stored
  const wrong = (where: number, sentence: string): Finding => ({ rule: 'I12', position: where, sentence })
  if (position !== expected)
    return position < expected
      ? wrong(position, 'A row stands where nothing was written.')
      : wrong(expected, `Position ${expected} is missing: ${position} follows.`)
  // The digest of bytes is that of the same text: one flipped bit of a column's type would go unseen.
  if (Object.values(stored).some((value) => typeof value === 'object'))
    return wrong(position, `Position ${position} holds bytes where text was written.`)
  return chainNext(chain, rowOf(stored)) === stored.chain
    ? undefined
    : wrong(position, `Position ${position} or its chain value was changed after writing.`)
}

type Chain = Pick<Report, 'events' | 'head' | 'from' | 'at'> & { readonly finding?: Finding }

/** I12: every row is the one that was written, at the position it was written to. Stops at the first that is not. */
function* checkChain(hall: string, reads: Reads, asked?: number): Generator<undefined, Chain> {
  const { position: from, chain } = reads.start(hall)
  let head = chain
  let last = from
  let at: Report['at']
  const seen = () => ({ events: last - from, head, ...(from > 0 ? { from } : {}), ...(at ? { at } : {}) })
  for (const stored of reads.stored(hall)) {
    const finding = rowFault(stored, last + 1, head)
    if (finding) return { ...seen(), finding }
    head = stored.chain
    last = stored.position
    if (last === asked) at = { position: last, chain: head }
    yield undefined
  }
  return seen()
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

const MEND = 'Run npm run rebuild.'

/**
 * L8: the derived tables hold what these events say; how many rows that is.
 * @param begun a command whose first events are not among these
 */
export function* checkTables(
  hall: string,
  reads: Reads,
  after?: number,
  begun?: string,
): Generator<undefined, Finding | { readonly numbers: number; readonly receipts: number }> {
  let numbers = 0
  let receipts = 0
  for (const derived of derive(hall, reads.rows(hall, after))) {
    yield undefined
    const sentence = derived.receipt[1] === begun ? undefined : differing(derived, reads)
    if (sentence !== undefined) return { rule: 'L8', position: derived.position, sentence: `${sentence} ${MEND}` }
    numbers += derived.numbers.length
    receipts += 1
  }
  return { numbers, receipts }
}

/** L8: and nothing else. */
function* checkAllTables(hall: string, reads: Reads): Generator<undefined, Finding | undefined> {
  const found = yield* checkTables(hall, reads)
  if ('rule' in found) return found
  const extra = (table: string, count: number): Finding | undefined =>
    count === 0
      ? undefined
      : { rule: 'L8', position: 0, sentence: `The table ${table} has ${count} rows that no event explains. ${MEND}` }
  return (
    extra('numbers', reads.counted('numbers', hall) - found.numbers) ??
    extra('commands', reads.counted('commands', hall) - found.receipts)
  )
}

function* checkHall(hall: string, reads: Reads, asked?: number): Generator<undefined, Report> {
  const { finding, ...chain } = yield* checkChain(hall, reads, asked)
  const findings: Finding[] = finding ? [finding] : []
  const note = (found: Finding | undefined): void => {
    if (found && !findings.some(({ rule }) => rule === found.rule)) findings.push(found)
  }
  function* attempt<T>(rule: string, act: () => Generator<undefined, T>): Generator<undefined, T | undefined> {
    try {
      return yield* act()
    } catch (error) {
      note({ rule, position: finding?.position ?? 0, sentence: `The events cannot be followed: ${reasonOf(error)}` })
      return undefined
    }
  }
  const events = function* () {
    for (const row of reads.rows(hall)) yield recordedOf(row)
  }
  const verdict = yield* attempt('I12', () => verifying(events(), hall, { after: chain.from ?? 0 }))
  if (verdict && !verdict.ok)
    for (const { rule, position, sentence } of verdict.findings) note({ rule, position, sentence })
  // What cannot be folded says nothing about the tables made from it, and the rules have named it.
  if (findings.length === 0) note(yield* attempt('L8', () => checkAllTables(hall, reads)))
  const { days, tickets } = verdict?.ok ? verdict : { days: 0, tickets: 0 }
  return findings.length === 0 ? { hall, ok: true, ...chain, days, tickets } : { hall, ok: false, ...chain, findings }
}

const HALLS = 'SELECT hall FROM events UNION SELECT hall FROM numbers UNION SELECT hall FROM commands ORDER BY hall'

/** Opens a database of a data folder for reading. Throws a sentence when it cannot be opened at all. */
export const openForReading = (file: string): Database.Database => {
  try {
    return new Database(file, { readonly: true, fileMustExist: true })
  } catch (error) {
    throw new Error(`Cannot open ${file} for reading: ${reasonOf(error)}.`, { cause: error })
  }
}

const damaged = (sentence: string): Report => ({
  hall: '*',
  ok: false,
  events: 0,
  head: '',
  findings: [
    {
      rule: 'I12',
      position: 0,
      sentence: `The file is damaged: ${sentence.replace(/\.$/, '')}. Restore the latest backup.`,
    },
  ],
})

/**
 * Checks every hall of an open ledger, as of one moment, in small steps.
 * @param asked a position whose chain value the reports say
 */
export function* verifyingLedger(db: Database.Database, asked?: number): Generator<undefined, Report[]> {
  try {
    const pages = String(db.pragma('integrity_check(1)', { simple: true }))
    const fault = pages === 'ok' ? shapeFault(db, 'all') : pages
    const reads = readsOf(db)
    const reports: Report[] = []
    for (const hall of db.prepare<[], string>(HALLS).pluck().all()) reports.push(yield* checkHall(hall, reads, asked))
    return fault === undefined ? reports : [damaged(fault), ...reports]
  } catch (error) {
    return [damaged(reasonOf(error))]
  }
}
