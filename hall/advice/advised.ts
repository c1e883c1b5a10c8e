/** What was advised, told apart from what somebody thought of alone. */
import type { CommandOf } from '../commands.ts'

/** The reason that is recorded with it. */
export const ADVISED = '建议'
/** Ids of commands that were advised begin with it: the ledger itself then tells what advice was worth (U11). */
export const ADVISED_ID = 'advice-'

export type AdvisedIntent = CommandOf<'OpenCounter' | 'SwitchHelp' | 'SwitchProfile'>

/** In the order of how little they ask of anybody. */
export const ACT_KINDS = ['help', 'profile', 'resume', 'open'] as const
export type ActKind = (typeof ACT_KINDS)[number]
