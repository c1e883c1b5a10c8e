/** A window today: what it is doing, for whom, and how much it has done. */
import type { PauseReason } from './commands.ts'
import type { CounterId, Instant, StaffId, TicketId } from './ids.ts'

type Today = {
  readonly id: CounterId
  /** The one ticket called or being served here (I2). */
  readonly ticket?: TicketId
  /** Cases completed today, against 25 (S003-14). */
  readonly completed: number
  /** Sum of serving time today, ms. */
  readonly servedMs: number
  /** Since when it is in this state. */
  readonly since: Instant
  /** When anything was last done here. */
  readonly actedAt: Instant
}

type Staffed = {
  readonly staff: string
  readonly staffId: StaffId
  /** Windows it stands in for (AB岗): their queues and what they put aside are its own meanwhile. */
  readonly covers: readonly CounterId[]
}

export type CounterState =
  | (Today & { readonly status: 'closed' })
  | (Today &
      Staffed & {
        readonly status: 'open'
        /** 整理: the visit before is done and nobody is called yet. */
        readonly wrapUpSince?: Instant
        /** 空岗 was noted: nothing is done while people wait. */
        readonly vacantSince?: Instant
      })
  | (Today &
      Staffed & {
        readonly status: 'paused'
        readonly reason: PauseReason
        /** 去向: where its staff went (S004-39). */
        readonly destination?: string
        readonly backAt?: Instant
        /** What whoever stands in should know (S004-38). */
        readonly note?: string
      })
