/** What comes of asking about people and machines, and whom it is told to. */
import type { SecurityEntry } from '../security/security-log.ts'
import type { Identity } from './register.ts'

/** `ticket`: the password was right, and a code is to follow with it. */
export type Trouble = { readonly ok: false; readonly code: string; readonly waitMs?: number; readonly ticket?: string }
export type Granted = { readonly ok: true; readonly token: string; readonly identity: Identity }

export const trouble = (code: string): Trouble => ({ ok: false, code })

/** Who asked, for the security log: somebody known, or only where they ask from. */
export type By = { readonly who?: string; readonly from: string }

/** The server's own acts and those of tests. */
export const BY_SERVER: By = { from: 'server' }

export type Note = (entry: SecurityEntry) => void
