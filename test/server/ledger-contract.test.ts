import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { ledgerContract } from '../contract/ledger-contract.ts'

// Disks and processors of test machines may be slow and busy; nothing here waits for a clock.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'yichuang-ledger-'))
let files = 0
afterAll(() => rmSync(folder, { recursive: true, force: true }))

ledgerContract('in memory', memoryLedger)
ledgerContract('SQLite on disk', () => {
  files += 1
  return sqliteLedger(join(folder, `hall-${files}.sqlite`))
})
