/** Recovery codes that were just made: shown until somebody says that they are kept, whatever page stands below. */
import { signal } from '@preact/signals'

export type MadeCodes = {
  readonly codes: readonly string[]
  /** Made by a session that could do nothing else: they have the page to themselves. */
  readonly alone: boolean
}
export const madeCodes = signal<MadeCodes | undefined>(undefined)
