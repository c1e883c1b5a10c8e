/** The moment at which a server may change without anything half done. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Printing } from './printing/printing.ts'
import type { Backups } from './storage/backups.ts'

/** A printer that never ends its job holds nobody up for longer than this, ms; what is on paper is then unknown, and said. */
const WITHIN_MS = 3_000

/** Resolves when no paper is half printed and no backup half made, or after some seconds. The hall serves meanwhile. */
export const atRest = async (printing: Pick<Printing, 'rest'>, backups: Pick<Backups, 'made'> | undefined) => {
  await Promise.race([Promise.all([printing.rest(), backups?.made()]), sleep(WITHIN_MS, undefined, { ref: false })])
}
