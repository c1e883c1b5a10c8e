/**
 * What a window may do now: the one act of the big button, the acts beside it, and why one of them must wait. The hall
 * decides in the end; this only keeps a clerk from pressing what would be refused.
 */
import { OUTCOMES, OUTCOMES_WITH_REASON, type Outcome } from '../hall/catalogue.ts'
import type { Intent } from '../hall/commands.ts'
import type { Instant } from '../hall/ids.ts'
import type { CounterView } from '../hall/views/window.ts'

export type PrimaryKind = 'open' | 'resume' | 'call' | 'start' | 'complete-and-call' | 'complete'
export type SideKind = 'recall' | 'no-show' | 'transfer' | 'park' | 'complete' | 'pause'

/** Why an act is not possible now; the screen says it in words. */
export type Blocked =
  | 'hall-closed'
  | 'window-closed'
  | 'no-queue'
  | 'nobody-waiting'
  | 'nobody-called'
  | 'nobody-here'
  | 'not-serving'
  | 'busy'
  | 'reason-needed'
  | 'too-soon'
  | 'calls-spent'
  | 'calls-missing'

export type Primary = { readonly kind: PrimaryKind; readonly blocked?: Blocked }
/** `waitMs`: how long until the act is allowed, for the countdown on its button. */
export type Side = { readonly blocked?: Blocked; readonly waitMs?: number }

/** How the visit in front of the window ends: chosen in the outcome row, in force when it is completed. */
export type Ending = { readonly outcome: Outcome; readonly reason: string }

/** Whether this ending still lacks the reason that it must have (S004-03, S004-32). */
export const lacksReason = ({ outcome, reason }: Ending): boolean =>
  OUTCOMES_WITH_REASON.includes(outcome) && reason.trim() === ''

const kindOf = ({ status, ticket, next }: CounterView): PrimaryKind => {
  if (status === 'closed') return 'open'
  if (status === 'paused') return 'resume'
  if (!ticket) return 'call'
  if (ticket.status !== 'serving') return 'start'
  return next ? 'complete-and-call' : 'complete'
}

const blockOf = (kind: PrimaryKind, view: CounterView, ending: Ending | undefined): Blocked | undefined => {
  if (!view.open) return 'hall-closed'
  if (kind === 'call' && view.themes.length === 0) return 'no-queue'
  if (kind === 'call' && !view.next) return 'nobody-waiting'
  if (kind.startsWith('complete') && ending && lacksReason(ending)) return 'reason-needed'
  return undefined
}

/** The act of the one big button. */
export const primaryOf = (view: CounterView, ending?: Ending): Primary => {
  const kind = kindOf(view)
  const blocked = blockOf(kind, view, ending)
  return blocked === undefined ? { kind } : { kind, blocked }
}

const block = (blocked: Blocked): Side => ({ blocked })

/** Recall and no-show look at the same two things, calls and the gap since the last one, in opposite ways. */
const afterCalls = (view: CounterView, now: Instant, whenSpent: boolean): Side => {
  const { ticket, calls } = view
  if (ticket?.status !== 'called') return block('nobody-called')
  const spent = (ticket.calls ?? 0) >= calls.limit
  if (spent !== whenSpent) return block(spent ? 'calls-spent' : 'calls-missing')
  const waitMs = (ticket.calledAt ?? now) + calls.gapSeconds * 1000 - now
  return waitMs > 0 ? { blocked: 'too-soon', waitMs } : {}
}

const pauseOf = ({ open, status, ticket }: CounterView): Side => {
  if (!open) return block('hall-closed')
  if (status === 'closed') return block('window-closed')
  return ticket ? block('busy') : {}
}

const completeOf = ({ ticket }: CounterView, ending: Ending | undefined): Side => {
  if (ticket?.status !== 'serving') return block('not-serving')
  return ending && lacksReason(ending) ? block('reason-needed') : {}
}

/** The outcome `step` places along the row, around its ends: what an arrow key chooses. */
export const outcomeBeside = (outcome: Outcome, step: 1 | -1): Outcome => {
  const index = OUTCOMES.indexOf(outcome) + step
  return OUTCOMES.at(index % OUTCOMES.length) ?? outcome
}

/** The acts beside the big button, each with the reason it must wait, if it must. */
export const sidesOf = (view: CounterView, now: Instant, ending?: Ending): Readonly<Record<SideKind, Side>> => {
  const here: Side = view.ticket ? {} : block('nobody-here')
  return {
    recall: afterCalls(view, now, false),
    'no-show': afterCalls(view, now, true),
    transfer: here,
    park: here,
    complete: completeOf(view, ending),
    pause: pauseOf(view),
  }
}

/** Completing a visit, as a command. */
export const completion = (view: CounterView, { outcome, reason }: Ending): Intent[] =>
  view.ticket
    ? [
        {
          type: 'CompleteTicket',
          counter: view.counter,
          ticket: view.ticket.id,
          outcome,
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        },
      ]
    : []

/** What the big button asks of the hall, in order. */
export const intentsOf = (kind: PrimaryKind, view: CounterView, ending: Ending): readonly Intent[] => {
  const { counter, ticket } = view
  switch (kind) {
    case 'open':
    case 'resume':
      return [{ type: 'OpenCounter', counter }]
    case 'call':
      return [{ type: 'CallNext', counter }]
    case 'start':
      return ticket ? [{ type: 'StartServing', counter, ticket: ticket.id }] : []
    case 'complete':
      return completion(view, ending)
    case 'complete-and-call':
      return [...completion(view, ending), { type: 'CallNext', counter }]
  }
}

export type Pace = 'calm' | 'amber' | 'red'

/** How a running time stands against two limits in minutes. */
export const paceOf = (ms: number, amberMinutes: number, redMinutes: number): Pace => {
  if (ms >= redMinutes * 60_000) return 'red'
  return ms >= amberMinutes * 60_000 ? 'amber' : 'calm'
}

/** A visit past its expected minutes is amber, past twice of them red. */
export const servingPace = (ms: number, expectedMinutes: number): Pace =>
  paceOf(ms, expectedMinutes, expectedMinutes * 2)
