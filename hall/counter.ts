/** A window today: what it is doing, for whom, and how much it has done. */
import type { PauseReason } from './commands.ts'
import type { CounterId, Instant, TicketId } from './ids.ts'

type Today = {
  readonly id: CounterId
  /** The one ticket called or being served here (I2). */
  readonly ticket?: TicketId
  /** Cases completed today, against 25 (S003-14). */
  readonly completed: number
  /** Sum of serving time today, ms. */
  readonly servedMs: number
  readonly since: Instant
}

export type CounterState =
  | (Today & { readonly status: 'closed' })
  | (Today & { readonly status: 'open'; readonly staff: string })
  | (Today & { readonly status: 'paused'; readonly staff: string; readonly reason: PauseReason })
