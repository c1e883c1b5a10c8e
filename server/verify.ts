/**
 * `npm run verify [-- DATA_DIR] [--json] [--at POSITION] [--against HEADS.json]`: whether a data folder is what it was when it
 * was written, and keeps the rules of SPEC §1: the ledger, the papers that were printed, and every text at rest. For each
 * invariant it says whether it was looked at, and what proves the others. `--at` says what the chain was at a position, to be
 * held beside a day's printed 日终单; `--against` holds a whole list of exported heads beside the ledger. It opens files
 * read-only and reads one moment of them, so it may run beside the server.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { reasonOf } from './log.ts'
import { type FolderReport, finished, type Ruling, verifyingFolder } from './verify/folder.ts'
import { readHeads } from './verify/heads.ts'
import { openForReading, type Report, verifyingLedger } from './verify/ledger-file.ts'

export type { Finding, Report } from './verify/ledger-file.ts'

/**
 * Checks every hall of a ledger file, and nothing beside it. Throws a sentence when the file cannot be opened at all.
 * @param asked a position whose chain value the reports say
 */
export const verifyFile = (file: string, asked?: number): Report[] => {
  const db = openForReading(file)
  try {
    // One moment for all passes, whatever the server writes meanwhile.
    db.exec('BEGIN')
    return finished(verifyingLedger(db, asked))
  } finally {
    db.close()
  }
}

/** A report as lines for a person. */
export const linesOf = (report: Report): string[] => [
  ...(report.ok
    ? [`${report.hall}  ok: ${report.events} events, ${report.days} days, ${report.tickets} tickets`]
    : report.findings.map(({ rule, position, sentence }) => `${report.hall}  ${rule} at ${position}: ${sentence}`)),
  ...(report.from === undefined
    ? []
    : [`${report.hall}  the days up to position ${report.from} have left by their time`]),
  ...(report.at ? [`${report.hall}  chain at ${report.at.position}: ${report.at.chain}`] : []),
]

const rulingLine = ({ id, en, shown, file, elsewhere, ok, missing }: Ruling): string => {
  const word = ok === null ? '—' : ok ? 'ok' : 'BROKEN'
  const where = [...(shown ? ['events'] : []), ...(file ? ['files'] : [])].join(', ') || 'not here'
  const proof = elsewhere.length === 0 ? '' : `; proved by ${elsewhere.join(', ')}`
  return `  ${id.padEnd(4)} ${word.padEnd(7)} ${en.padEnd(52)} ${where}${missing ? ` (${missing})` : ''}${proof}`
}

/** A whole folder as lines: the halls, what the other files showed, and every invariant with where it was looked at. */
export const linesOfFolder = ({ halls, rules, papers, texts, security, heads, findings }: FolderReport): string[] => [
  ...(halls.length === 0 ? ['ok: 0 events'] : halls.flatMap(linesOf)),
  ...findings
    .slice(halls.reduce((count, hall) => count + (hall.ok ? 0 : hall.findings.length), 0))
    .map(({ rule, position, sentence }) => `${rule} at ${position}: ${sentence}`),
  ...(papers ? [`papers: ${papers.jobs} print jobs looked at, ${papers.read} slips read back`] : []),
  ...(texts ? [`texts: ${texts.texts} in ${texts.files.join(', ')}`] : []),
  ...(security ? [`security log: ${security.lines} lines chained`] : []),
  ...(heads ? [`heads: ${heads.same} are the ledger's own, ${heads.left} lie before what is kept`] : []),
  '',
  ...rules.map(rulingLine),
]

const run = (words: readonly string[]): void => {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, at: { type: 'string' }, against: { type: 'string' } },
  })
  const at = values.at === undefined ? undefined : Number(values.at)
  if (at !== undefined && !Number.isInteger(at)) throw new Error(`--at is a position such as 1024, not ${values.at}.`)
  const against =
    values.against === undefined ? undefined : readHeads(readFileSync(values.against, 'utf8'), values.against)
  const dataDir = positionals[0] ?? process.env.DATA_DIR ?? 'data'
  const report = finished(
    verifyingFolder(dataDir, { ...(at === undefined ? {} : { at }), ...(against ? { against } : {}) }),
  )
  process.stdout.write(`${values.json ? JSON.stringify(report) : linesOfFolder(report).join('\n')}\n`)
  const unheard = at !== undefined && report.halls.every((hall) => hall.at === undefined)
  if (unheard) process.stderr.write(`No event at position ${at} has a good history before it.\n`)
  if (!report.ok || unheard) process.exitCode = 1
}

if (process.argv[1]?.endsWith('verify.js')) {
  try {
    run(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`)
    process.exitCode = 1
  }
}
