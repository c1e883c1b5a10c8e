/** X33: the security log of a data folder is the one that was written. Its positions are its own, not the ledger's. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { reasonOf } from '../log.ts'
import { checkingSecurityFile } from '../security/security-chain.ts'
import type { Finding } from './ledger-file.ts'

export type SecuritySeen = { readonly lines: number; readonly finding?: Finding }

/** Undefined where the folder has none, as before version 0.6. */
export function* checkSecurity(dataDir: string): Generator<undefined, SecuritySeen | undefined> {
  const file = join(dataDir, 'security.sqlite')
  if (!existsSync(file)) return undefined
  yield undefined
  const found = (lines: number, position: number, sentence: string): SecuritySeen => ({
    lines,
    finding: { rule: 'X33', position, sentence },
  })
  try {
    const { rows, bad } = yield* checkingSecurityFile(file)
    return bad === undefined
      ? { lines: rows }
      : found(rows, bad, `Line ${bad} of the security log is not what was written there.`)
  } catch (error) {
    return found(0, 0, `The security log cannot be read: ${reasonOf(error)}.`)
  }
}
