/** Asking for numbers that are kept encrypted (X20). A number stands in memory while it is shown, and nowhere afterwards. */
import type { Answer, Problem } from '../client/ask.ts'
import { catalogue } from '../client/catalogue.ts'
import { fill } from '../client/language.ts'
import { problemText } from '../client/words.ts'
import { type Ask, USUAL_KEEP } from '../hall/personal-data.ts'
import { askHall } from './manager-ask.ts'
import { VAULT_PROBLEMS } from './vault-words.ts'

export type About = { readonly kind: 'question' | 'ticket'; readonly id: string }
export type DocumentKind = 'resident' | 'company' | 'other'
export type KeptRow = {
  readonly id: string
  readonly ask: Ask
  readonly masked?: string
  readonly at: number
  readonly until: number
  /** Until its question is answered, and some days more. */
  readonly waits?: true
}
export type Held = { readonly asks: readonly Ask[]; readonly kept: readonly KeptRow[] }

/** What is kept for something, and what it asks for. */
export const heldFor = ({ kind, id }: About): Promise<Answer<Held>> => askHall<Held>(`vault/${kind}s/${id}`)

export const keepNumber = (
  ask: Ask,
  about: About,
  value: string,
  kind: DocumentKind,
): Promise<Answer<{ readonly kept: KeptRow }>> =>
  askHall('vault', { method: 'POST', body: { ask, about, value, ...(ask === 'document' ? { kind } : {}) } })

export const lookAt = (id: string, reason: string): Promise<Answer<{ readonly value: string }>> =>
  askHall(`vault/${id}/look`, { method: 'POST', body: { reason } })

export const removeNumber = (id: string, reason: string): Promise<Answer<object>> =>
  askHall(`vault/${id}/remove`, { method: 'POST', body: { reason } })

/** How long this hall keeps a telephone number after the answer, in days. */
export const phoneDays = (): number => (catalogue.value?.rules.keep ?? USUAL_KEEP).phone

/** What went wrong, in one sentence that says what to do. */
export const vaultText = (problem: Problem): string => {
  const word = VAULT_PROBLEMS[problem.code]
  const minutes = typeof problem.waitMs === 'number' ? Math.ceil(problem.waitMs / 60_000) : 0
  return word ? fill(word, { minutes }) : problemText(problem)
}
