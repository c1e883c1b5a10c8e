/** Opens the ledger of a data folder as the start found it: good, put right, or only to be shown. */
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { type SqliteLedger, sqliteLedger } from '../ledger/sqlite.ts'
import type { Log } from '../log.ts'
import type { Orders } from '../minding.ts'
import { scratchCopy } from './read-only.ts'
import { recoverLedger } from './recover.ts'
import type { StorageOptions } from './settings.ts'
import { backupRoot } from './storage.ts'

export type OpenedLedger = {
  readonly ledger: SqliteLedger
  /** Where the rest of the hall's files are: elsewhere when the hall is only shown. */
  readonly dataDir: string
}

/** @throws a sentence that says what to do, where there is no ledger that could be used */
export const openLedger = async (
  dataDir: string,
  storage: StorageOptions | undefined,
  orders: Orders,
  clock: Clock,
  log: Log,
): Promise<OpenedLedger> => {
  if (orders.readOnly) {
    const scratch = scratchCopy(dataDir)
    return { ledger: sqliteLedger(join(scratch, 'hall.sqlite'), { readonly: true }), dataDir: scratch }
  }
  if (storage) {
    const roots = [...new Set([backupRoot(dataDir, storage), backupRoot(dataDir, {})])]
    await recoverLedger({ dataDir, roots, now: clock.now(), log }, orders.afterFault ? 'whole' : 'today')
  }
  return { ledger: sqliteLedger(join(dataDir, 'hall.sqlite')), dataDir }
}
