/** A lived day as a hall's data folder holds it. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recorded } from '../../hall/events.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'

/** Writes every event of a hall's life into a new folder, each as a command of its own; answers with the folder. */
export const writeDay = (events: readonly Recorded[]): string => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-day-'))
  const ledger = sqliteLedger(join(dataDir, 'hall.sqlite'))
  const entries = events.map((recorded) => ({
    command: `command-${recorded.position}`,
    fingerprint: '',
    day: recorded.day,
    reply: { ok: true as const, position: recorded.position },
    events: [recorded],
  }))
  ledger.append(events[0]?.hall ?? '', 0, entries)
  ledger.close()
  return dataDir
}
