/**
 * What a server does beside the one that runs, before it takes its place: everything that takes long and touches nothing
 * (Z22). A release that cannot serve this hall is found out here, while the other still serves.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Hall } from '../hall/hall.ts'
import type { HallId } from '../hall/ids.ts'
import { foldToday } from './ledger/fold-today.ts'
import { sqliteLedger } from './ledger/sqlite.ts'
import type { StartOptions } from './start.ts'
import { checkLedger, type LedgerCheck } from './storage/check-ledger.ts'
import { readGiven } from './tls/certificates.ts'
import { type Today, verifyingToday } from './verify/today.ts'
import { insistOnNode, readingLedger } from './version.ts'

export type Prepared = {
  /** How far the chain of the day was found good. */
  readonly checked: LedgerCheck
  /** The hall as it stood then or a moment later, to be folded on by whoever takes it. */
  readonly hall: Hall
  /** What the rules of the ledger said of the day. */
  readonly today: Today
}

const verified = (dataDir: string, hall: HallId): Today => {
  for (const work = verifyingToday(dataDir, hall); ; ) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/**
 * Reads what a start would read; undefined where there is no hall yet. Nothing is written, no port opened, no machine asked.
 * @throws a sentence where this release could not serve the hall
 */
export const prepare = ({ dataDir, webRoot, givenCertificate }: StartOptions): Prepared | undefined => {
  insistOnNode()
  if (!existsSync(join(webRoot, 'index.html'))) throw new Error(`There are no pages in ${webRoot}: npm run build`)
  if (givenCertificate) readGiven(givenCertificate)
  const file = join(dataDir, 'hall.sqlite')
  if (!existsSync(file)) return undefined
  const checked = checkLedger(file, 'today')
  if (checked.bad)
    throw new Error(`Position ${checked.bad.position} of the ledger is not good: ${checked.bad.sentence}`)
  const { hall: id } = checked
  if (id === '') return undefined
  const ledger = sqliteLedger(file, { readonly: true })
  try {
    return { checked, hall: readingLedger(dataDir, () => foldToday(id, ledger)), today: verified(dataDir, id) }
  } finally {
    ledger.close()
  }
}
