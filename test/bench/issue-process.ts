/** People taking numbers: a closed loop over some connections, while boards watch. */
import { openAudience } from './audience.ts'
import { percentile } from './figures.ts'
import { openLine } from './http-line.ts'
import { actAsPeer } from './peer.ts'
import { nextId, type Target } from './target.ts'

export type IssueLoad = {
  readonly target: Target
  readonly kiosk: string
  readonly services: readonly string[]
  readonly connections: number
  readonly screens: number
  readonly warmMs: number
  readonly measureMs: number
  /** A day of the hall ends at 50,000 tickets; the loop stops before. */
  readonly ticketsMax: number
}
export type IssueResult = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number }

const issueLoad = async (load: IssueLoad): Promise<IssueResult> => {
  const { target, kiosk, services, ticketsMax } = load
  const audience = await openAudience(target, load.screens)
  const begun = performance.now()
  const from = begun + load.warmMs
  const until = from + load.measureMs
  const took: number[] = []
  let asked = 0
  let firstAt = 0
  let lastAt = 0
  let lastPosition = 0

  const takeNumbers = async (): Promise<void> => {
    const line = openLine(target.port)
    while (performance.now() < until && asked < ticketsMax) {
      asked += 1
      const service = services[asked % services.length]
      const body = JSON.stringify({ id: nextId(), type: 'IssueTicket', ticket: nextId(), service })
      const sentAt = performance.now()
      const answer = await line.post(target.path, body, kiosk)
      const heardAt = performance.now()
      if (answer.status !== 200) throw new Error(`A number was not given: ${answer.status} ${answer.body}`)
      lastPosition = Math.max(lastPosition, Number(/"position":(\d+)/.exec(answer.body)?.[1]))
      if (sentAt < from) continue
      if (firstAt === 0) firstAt = sentAt
      lastAt = heardAt
      took.push(heardAt - sentAt)
    }
    line.close()
  }
  await Promise.all(Array.from({ length: load.connections }, takeNumbers))
  // Throughput that leaves the boards behind would be none.
  await audience.painted(lastPosition)
  audience.close()
  return {
    perSecond: (took.length * 1_000) / (lastAt - firstAt),
    p50Ms: percentile(took, 0.5),
    p99Ms: percentile(took, 0.99),
  }
}

actAsPeer(async (load: IssueLoad) => ({ value: await issueLoad(load), close: async () => {} }))
