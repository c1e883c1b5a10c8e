/** People who go on taking numbers while the server is changed, and what they got to see of it. */
import type { Intent } from '../../hall/commands.ts'
import { mintSecret } from '../../server/clock.ts'
import { type Line, openLine } from '../chaos/line.ts'

/** Whoever is not answered asks again after this, ms. */
const AGAIN_MS = 30
/** And takes the next number after this: a desk may ask ten times a second. */
const NEXT_MS = 120

export type Pressing = {
  /** The number of each ticket that was acknowledged. */
  readonly answered: ReadonlyMap<string, string>
  /** Resolves when so many more numbers were given. */
  readonly more: (count: number) => Promise<void>
  /** The longest that anybody waited for an answer who asked since this moment (of `performance.now()`), ms. */
  readonly longestSince: (at: number) => number
  readonly stop: () => Promise<void>
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Each of these tokens takes numbers one after another, each with its own id until it is answered. */
export const pressOn = (url: string, hallPath: string, tokens: readonly string[]): Pressing => {
  const answered = new Map<string, string>()
  const waits: { readonly from: number; readonly ms: number }[] = []
  let working = true
  const take = async (line: Line, token: string): Promise<void> => {
    const id = mintSecret()
    const intent: Intent = { type: 'IssueTicket', ticket: id, service: 'A-01' }
    for (const from = performance.now(); working; await sleep(AGAIN_MS)) {
      const answer = await line.post(`${hallPath}/commands`, { id, ...intent }, token)
      if (answer?.status !== 200) continue
      answered.set(id, String(answer.body.number))
      waits.push({ from, ms: performance.now() - from })
      return
    }
  }
  const all = tokens.map(async (token) => {
    const line = openLine(url)
    while (working) {
      await take(line, token)
      await sleep(NEXT_MS)
    }
    line.close()
  })
  return {
    answered,
    more: async (count) => {
      for (const goal = answered.size + count; answered.size < goal; ) await sleep(AGAIN_MS)
    },
    longestSince: (at) => Math.max(0, ...waits.filter(({ from, ms }) => from + ms > at).map(({ ms }) => ms)),
    stop: async () => {
      working = false
      await Promise.all(all)
    },
  }
}
