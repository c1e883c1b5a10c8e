/** Opens the ledger of a data folder as the start found it: good, put right, or only to be shown. */
import { join } from 'node:path'
import type { Hall } from '../../hall/hall.ts'
import type { Clock } from '../clock.ts'
import { type SqliteLedger, sqliteLedger } from '../ledger/sqlite.ts'
import type { Log } from '../log.ts'
import type { Orders } from '../minding.ts'
import type { Prepared } from '../prepare.ts'
import { checkLedger } from './check-ledger.ts'
import { scratchCopy } from './read-only.ts'
import { recoverLedger } from './recover.ts'
import type { StorageOptions } from './settings.ts'
import { backupRoot } from './storage.ts'

export type OpenedLedger = {
  readonly ledger: SqliteLedger
  /** Where the rest of the hall's files are: elsewhere when the hall is only shown. */
  readonly dataDir: string
  /** The hall as it was folded beforehand, where this is still the ledger it was folded from. */
  readonly begun?: Hall
}

export type LedgerOptions = {
  readonly dataDir: string
  readonly storage?: StorageOptions
  readonly prepared?: Prepared | undefined
}

/** Whether the ledger is the one that was read beforehand, and what came since is good as well. */
const goesOn = (file: string, { checked, hall }: Prepared): boolean => {
  const { bad, position } = checkLedger(file, checked)
  return !bad && position >= hall.position
}

/** @throws a sentence that says what to do, where there is no ledger that could be used */
export const openLedger = async (
  { dataDir, storage, prepared }: LedgerOptions,
  orders: Orders,
  clock: Clock,
  log: Log,
): Promise<OpenedLedger> => {
  if (orders.readOnly) {
    const scratch = scratchCopy(dataDir)
    return { ledger: sqliteLedger(join(scratch, 'hall.sqlite'), { readonly: true }), dataDir: scratch }
  }
  const file = join(dataDir, 'hall.sqlite')
  if (prepared && !orders.afterFault && goesOn(file, prepared))
    return { ledger: sqliteLedger(file), dataDir, begun: prepared.hall }
  if (storage) {
    const roots = [...new Set([backupRoot(dataDir, storage), backupRoot(dataDir, {})])]
    await recoverLedger({ dataDir, roots, now: clock.now(), log }, orders.afterFault ? 'whole' : 'today')
  }
  return { ledger: sqliteLedger(file), dataDir }
}
