/** A whole data folder: the ledger, what was printed, what is written anywhere, and heads that were kept elsewhere. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type FileRule, INVARIANTS, type Invariant } from '../../hall/verify/coverage.ts'
import { ledgerFile } from '../rebuild.ts'
import { compareHeads, type HeadsRead } from './heads.ts'
import { type Finding, openForReading, type Report, verifyingLedger } from './ledger-file.ts'
import { checkPapers, type PapersSeen } from './papers.ts'
import { checkSecurity } from './security.ts'
import { checkTexts, type TextsSeen } from './texts.ts'

/** What was found of one invariant, and what was looked at for it. Nothing is claimed that was not looked at. */
export type Ruling = Pick<Invariant, 'id' | 'zh' | 'en'> & {
  /** Whether the events themselves show it. */
  readonly shown: boolean
  /** Whether something beside the events was looked at for it. */
  readonly file: boolean
  /** The tests and tiers that prove what a data folder cannot show. */
  readonly elsewhere: readonly string[]
  /** Null where nothing of it was looked at here. */
  readonly ok: boolean | null
  /** What ought to have been looked at and was not. */
  readonly missing?: string
  readonly finding?: Finding
}

export type FolderReport = {
  readonly ok: boolean
  readonly halls: readonly Report[]
  readonly rules: readonly Ruling[]
  readonly papers?: PapersSeen
  readonly texts?: TextsSeen
  /** The lines of the security log whose chain is good. */
  readonly security?: { readonly lines: number }
  /** Absent unless heads were given. */
  readonly heads?: { readonly same: number; readonly left: number }
  /** Everything found, ledger first. */
  readonly findings: readonly (Finding & { readonly hall: string })[]
}

export type Asked = {
  /** A position whose chain value is to be said. */
  readonly at?: number
  readonly against?: HeadsRead
}

/** The names that findings about a part of the folder carry. */
const FILE_NAMES: Readonly<Record<FileRule, string>> = { chain: 'I12', tables: 'L8', papers: 'I5', texts: 'I17' }

/** What stopped a look at the events: rules that need the hall could not be asked to the end. */
const BROKEN: readonly string[] = ['I9', 'I12']

const rulingOf = (
  invariant: Invariant,
  findings: readonly Finding[],
  unseen: ReadonlyMap<FileRule, string>,
): Ruling => {
  const { id, zh, en, events, files, elsewhere } = invariant
  const names: readonly string[] = [...events, ...files.map((file) => FILE_NAMES[file])]
  const finding = findings.find(({ rule }) => names.includes(rule))
  const broken = events.length > 0 && findings.some(({ rule }) => BROKEN.includes(rule))
  const missing =
    files.map((file) => unseen.get(file)).find((why) => why !== undefined) ??
    (broken && !finding ? 'The events cannot all be followed.' : undefined)
  const looked = { shown: events.length > 0 && !broken, file: files.some((file) => !unseen.has(file)) }
  return {
    id,
    zh,
    en,
    ...looked,
    elsewhere,
    ok: finding ? false : looked.shown || (looked.file && events.length === 0) ? true : null,
    ...(missing === undefined ? {} : { missing }),
    ...(finding ? { finding } : {}),
  }
}

/** Checks a data folder in small steps, as of one moment. Throws a sentence where there is no ledger to read. */
export function* verifyingFolder(dataDir: string, { at, against }: Asked = {}): Generator<undefined, FolderReport> {
  const file = ledgerFile(dataDir, 'verify')
  const paperFile = join(dataDir, 'paper.sqlite')
  // Opened and begun first: whatever was printed by then is in the ledger that is read after it.
  const papersDb = existsSync(paperFile) ? openForReading(paperFile) : undefined
  const db = openForReading(file)
  try {
    papersDb?.exec('BEGIN')
    papersDb?.prepare('SELECT 1 FROM sqlite_master').get()
    db.exec('BEGIN')
    const halls = yield* verifyingLedger(db, at)
    const hall = halls.find((report) => report.hall !== '*')?.hall
    const findings: (Finding & { readonly hall: string })[] = halls.flatMap((report) =>
      report.ok ? [] : report.findings.map((finding) => ({ ...finding, hall: report.hall })),
    )
    const unseen = new Map<FileRule, string>()
    if (findings.length > 0) unseen.set('tables', 'The tables are compared once the events are good.')
    const readable = hall !== undefined && halls.every((report) => report.hall !== '*')
    const papers = papersDb && readable ? yield* checkPapers(papersDb, db, hall) : undefined
    if (!papers) unseen.set('papers', papersDb ? 'The ledger cannot be read.' : 'There is no paper.sqlite.')
    else if (papers.jobs === 0) unseen.set('papers', 'No print job is kept.')
    const texts = readable ? yield* checkTexts(dataDir) : undefined
    if (!texts) unseen.set('texts', 'The ledger cannot be read.')
    const heads = against && readable ? compareHeads(db, against) : undefined
    const security = yield* checkSecurity(dataDir)
    for (const found of [papers?.finding, texts?.finding, security?.finding, heads?.finding])
      if (found) findings.push({ ...found, hall: hall ?? '*' })
    return {
      ok: findings.length === 0,
      halls,
      rules: INVARIANTS.map((invariant) => rulingOf(invariant, findings, unseen)),
      ...(papers ? { papers } : {}),
      ...(texts ? { texts } : {}),
      ...(security ? { security: { lines: security.lines } } : {}),
      ...(heads ? { heads: { same: heads.same, left: heads.left } } : {}),
      findings,
    }
  } finally {
    papersDb?.close()
    db.close()
  }
}

/** All of it at once. */
export const finished = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
