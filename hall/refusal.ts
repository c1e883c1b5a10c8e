/**
 * Why the hall said no, as data. Refusals are expected and are values; the screens turn them into sentences.
 */
import type { CatalogueProblem } from './catalogue-check.ts'
import type { HallEvent } from './events.ts'
import type { CounterId, ServiceId, ThemeId, TicketId } from './ids.ts'
import type { Status } from './ticket.ts'

export type Refusal =
  | { readonly code: 'hall-closed' }
  | { readonly code: 'hall-open' }
  | { readonly code: 'hall-full'; readonly limit: number }
  | { readonly code: 'no-catalogue' }
  | { readonly code: 'still-serving'; readonly counters: readonly CounterId[] }
  | { readonly code: 'unknown-service'; readonly service: ServiceId }
  | { readonly code: 'unknown-counter'; readonly counter: CounterId }
  | { readonly code: 'unknown-ticket'; readonly ticket: TicketId }
  /** No window of this hall takes the service. */
  | { readonly code: 'service-closed'; readonly service: ServiceId }
  | { readonly code: 'quota-used'; readonly service: ServiceId; readonly limit: number }
  | { readonly code: 'ticket-exists'; readonly ticket: TicketId }
  /** The same person already has a number for this matter; `ticket` only for whoever showed that document (T22). */
  | {
      readonly code: 'already-queued'
      readonly service: ServiceId
      readonly ticket: TicketId
      readonly number: string
      /** How many are called before it, while it waits. */
      readonly ahead?: number
    }
  /** A kiosk gives no number for this matter without a document (T23). */
  | { readonly code: 'identity-needed'; readonly service: ServiceId }
  | { readonly code: 'ground-needed' }
  | { readonly code: 'slot-needed' }
  | { readonly code: 'counter-closed'; readonly counter: CounterId }
  | { readonly code: 'counter-paused'; readonly counter: CounterId }
  | { readonly code: 'counter-busy'; readonly counter: CounterId; readonly ticket: TicketId }
  /** A window that calls nobody: guide desk and back-office windows have no queue. */
  | { readonly code: 'counter-without-queue'; readonly counter: CounterId }
  | { readonly code: 'nobody-waiting' }
  | { readonly code: 'wrong-status'; readonly ticket: TicketId; readonly status: Status }
  | { readonly code: 'elsewhere'; readonly ticket: TicketId; readonly counter: CounterId }
  | { readonly code: 'not-authorised'; readonly counter: CounterId; readonly service: ServiceId }
  | { readonly code: 'same-service'; readonly service: ServiceId }
  | { readonly code: 'reason-needed' }
  | { readonly code: 'too-soon'; readonly waitMs: number }
  | { readonly code: 'calls-spent'; readonly limit: number }
  | { readonly code: 'calls-missing'; readonly calls: number; readonly limit: number }
  | { readonly code: 'return-too-late'; readonly minutes: number }
  | { readonly code: 'returns-spent'; readonly times: number }
  /** The rule of the theme does not let a missed number come back. */
  | { readonly code: 'no-return' }
  | { readonly code: 'too-many-matters'; readonly limit: number }
  /** The matter is on this ticket already. */
  | { readonly code: 'matter-exists'; readonly service: ServiceId }
  | { readonly code: 'unknown-material'; readonly material: string }
  /** A 补齐通知书 that asks for nothing. */
  | { readonly code: 'nothing-missing' }
  /** Nothing to say: no special procedure, no window where results are collected, or no visit with this matter. */
  | { readonly code: 'no-such-notice' }
  /** An acceptance although something is missing, without a reason (容缺受理). */
  | { readonly code: 'materials-missing'; readonly materials: readonly string[] }
  | { readonly code: 'unknown-staff'; readonly staff: string }
  | { readonly code: 'time-passed' }
  /** The window is not on the other's B岗 list. */
  | { readonly code: 'not-a-backup'; readonly counter: CounterId; readonly from: CounterId }
  | { readonly code: 'not-away'; readonly counter: CounterId }
  | { readonly code: 'already-covered'; readonly counter: CounterId; readonly by: CounterId }
  | { readonly code: 'nothing-to-undo' }
  | { readonly code: 'undo-too-late'; readonly seconds: number }
  /** Somebody else has gone on with what would be undone. */
  | { readonly code: 'undo-overtaken' }
  | { readonly code: 'not-vacant' }
  | { readonly code: 'unknown-profile'; readonly profile: string }
  /** A work profile, or help, of a theme that the window's list does not name (S003-22). */
  | { readonly code: 'not-on-list'; readonly counter: CounterId; readonly theme: ThemeId }
  /** No window would call the service in the first place any more (Q12). */
  | { readonly code: 'service-left'; readonly service: ServiceId }
  /** Neither the plan nor a help rule asks for this now. */
  | { readonly code: 'not-due' }
  /** The hall lends no numbers to kiosks. */
  | { readonly code: 'blocks-off' }
  /** No number of the block that was lent to this kiosk, or not the next of it. */
  | { readonly code: 'not-in-block'; readonly next?: number }
  | { readonly code: 'not-rated' }
  | { readonly code: 'already-explained' }
  | { readonly code: 'rating-closed'; readonly days: number }
  /** Free text holds what looks like an identity or telephone number in full (I17). */
  | { readonly code: 'personal-data' }
  | { readonly code: 'question-exists'; readonly question: string }
  | { readonly code: 'unknown-question'; readonly question: string }
  | { readonly code: 'not-a-desk'; readonly counter: CounterId }
  | { readonly code: 'not-on-duty' }
  | { readonly code: 'already-rated' }
  | { readonly code: 'wrong-secret' }
  | { readonly code: 'catalogue-invalid'; readonly problems: readonly CatalogueProblem[] }
  | { readonly code: 'live-ticket-orphaned'; readonly tickets: number; readonly services: readonly ServiceId[] }
  | { readonly code: 'counter-in-use'; readonly counter: CounterId }
  /** The actor's role does not include this act. */
  | { readonly code: 'not-permitted' }
  /** The same command id came with another content (I8). */
  | { readonly code: 'command-reused' }
  /** The ledger could not be written; nothing happened and the same command may be sent again. */
  | { readonly code: 'storage-failed' }
  /** Little room is left on the disk, so no more numbers are given; calling goes on (Z17). */
  | { readonly code: 'issuing-stopped' }
  /** Writes failed again and again: the hall is only shown (Z18). */
  | { readonly code: 'read-only' }
  /** The process died twice while it was at this command (Z33). */
  | { readonly code: 'quarantined' }
  /** Another server runs this hall now (Z27). */
  | { readonly code: 'deposed' }

/** Why the door is shut, however the hall stands. None is remembered: it passes with its cause. */
export type ShutCode = 'issuing-stopped' | 'read-only' | 'quarantined' | 'deposed'

export type RefusalCode = Refusal['code']

/** What a decision brings: events to record, or a refusal. Never both. */
export type Rejected = { readonly ok: false; readonly refusal: Refusal }
export type Decision = { readonly ok: true; readonly events: readonly HallEvent[] } | Rejected

export const accept = (...events: readonly HallEvent[]): Decision => ({ ok: true, events })
export const refuse = (refusal: Refusal): Rejected => ({ ok: false, refusal })
