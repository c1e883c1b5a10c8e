/** What is said to a seated visitor. */
import type { Word } from '../client/language.ts'

export const SEATED = {
  below: ['按键都在下面，坐着就能够到', 'All buttons are below, within your reach'],
} satisfies Record<string, Word>
