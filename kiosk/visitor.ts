/** What the phone that holds a ticket's secret may ask: to give the number back, to rate each matter, and to say why. */
import { type Answer, ask } from '../client/ask.ts'
import { hallInfo } from '../client/hall-info.ts'
import { mintId } from '../client/mint-id.ts'
import type { CommandOf } from '../hall/commands.ts'
import type { Accepted } from '../hall/reply.ts'

const TRIES = 3
const PAUSE_MS = 800

/** The secret in the page's own address, `/t/<secret>`. */
export const secretOf = (path: string): string => path.match(/\/t\/([\w-]+)\/?$/)?.[1] ?? ''

type VisitorIntent = CommandOf<'RateVisit' | 'ExplainRating' | 'CancelTicket'>

/** Asks with the secret as the token, trying again with the same id while nobody answers. */
export const askAsVisitor = async (secret: string, intent: VisitorIntent): Promise<Answer<Accepted>> => {
  const id = mintId()
  for (let left = TRIES; ; left -= 1) {
    const info = await hallInfo()
    const answer = info.ok
      ? await ask<Accepted>(`/api/halls/${info.hall}/commands`, {
          method: 'POST',
          body: { id, ...intent },
          token: secret,
        })
      : info
    if (answer.ok || answer.code !== 'unreachable' || left === 1) return answer
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}
