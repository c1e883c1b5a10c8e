/**
 * Taking back the last act at a window. Before such an act is applied, what it changes is put by; undoing puts it back, so
 * that undo ∘ act is the hall as it was. What somebody else has gone on with since cannot be taken back.
 */
import type { RedirectReason } from './commands.ts'
import type { CounterState } from './counter.ts'
import type { EventType } from './events.ts'
import type { CommandId, CounterId, Instant, TicketId } from './ids.ts'
import type { Ticket } from './ticket.ts'

/** How long an act may be taken back, ms. */
export const UNDO_WITHIN_MS = 10_000
/** More than anybody does within ten seconds. */
const ACTS_KEPT = 4

export type Act = {
  readonly type: EventType
  readonly position: number
  readonly at: Instant
  readonly command: CommandId
  readonly counter: CounterState
  /** The ticket before and after; the very object, so that a look tells whether anybody touched it since. */
  readonly ticket?: { readonly before: Ticket; readonly after: Ticket }
  readonly lastServed?: { readonly ticket: TicketId; readonly leg: number } | undefined
  readonly redirect?: RedirectReason
  /** Whether the ticket had been listed as one of many matters. */
  readonly listed?: true
}

/** The events that may be taken back. A number that was made stays made, and a call that was heard cannot be unheard. */
export const UNDOABLE: readonly EventType[] = [
  'TicketCalled',
  'ServingStarted',
  'TicketCompleted',
  'NoShowMarked',
  'TicketParked',
  'TicketRequeued',
  'TicketTransferred',
  'CounterPaused',
]

/** The acts that stay within reach once this one is done. */
export const actsWith = (acts: readonly Act[], act: Act): readonly Act[] => [...acts, act].slice(-ACTS_KEPT)

/** The acts of the last command at a window: what one press did. Newest first. */
export const lastAct = (acts: ReadonlyMap<CounterId, readonly Act[]>, counter: CounterId): readonly Act[] => {
  const all = acts.get(counter) ?? []
  const last = all.at(-1)
  return last ? all.filter((act) => act.command === last.command).reverse() : []
}
