/**
 * What a window may do now: the one act of the big button, the acts beside it, and why one of them must wait. The hall
 * decides in the end; this only keeps a clerk from pressing what would be refused.
 */
import { NOT_ACCEPTED, OUTCOMES, OUTCOMES_WITH_REASON, type Outcome } from '../hall/catalogue.ts'
import type { CommandOf, Intent } from '../hall/commands.ts'
import type { Instant } from '../hall/ids.ts'
import type { CounterView } from '../hall/views/window.ts'

export type PrimaryKind = 'open' | 'resume' | 'call' | 'start' | 'complete-and-call' | 'complete'
export type SideKind =
  | 'recall'
  | 'no-show'
  | 'arrive'
  | 'transfer'
  | 'park'
  | 'complete'
  | 'pause'
  | 'checklist'
  | 'more'

/** Why an act is not possible now; the screen says it in words. */
export type Blocked =
  | 'hall-closed'
  | 'window-closed'
  | 'window-paused'
  | 'no-queue'
  | 'nobody-waiting'
  | 'nobody-called'
  | 'nobody-here'
  | 'not-serving'
  | 'reason-needed'
  | 'too-soon'
  | 'calls-spent'
  | 'calls-missing'

export type Primary = { readonly kind: PrimaryKind; readonly blocked?: Blocked }
/** `waitMs`: how long until the act is allowed, for the countdown on its button. */
export type Side = { readonly blocked?: Blocked; readonly waitMs?: number }

/** How the visit in front of the window ends: chosen in the outcome row, in force when it is completed. */
export type Ending = {
  readonly outcome: Outcome
  readonly reason: string
  /** Pieces of work done for this one visitor; absent: 1. */
  readonly cases?: number
}

/** The most pieces of work that one visit counts as. */
export const CASES_MAX = 99

/** What was ticked as missing from the checklist of the visit in front. */
export const missingOf = ({ ticket }: Pick<CounterView, 'ticket'>): readonly string[] =>
  ticket?.materials?.missing ?? []

/** An acceptance although something is missing: 容缺受理, which says why. */
export const acceptsLacking = ({ outcome }: Ending, missing: readonly string[]): boolean =>
  missing.length > 0 && !NOT_ACCEPTED.includes(outcome)

/** Whether an ending must say why (S004-03, S004-32); a list of what is missing says it for 补办. */
export const needsReason = (ending: Ending, missing: readonly string[] = []): boolean =>
  acceptsLacking(ending, missing) ||
  (OUTCOMES_WITH_REASON.includes(ending.outcome) && !(ending.outcome === 'supplement' && missing.length > 0))

/** Whether this ending still lacks the reason that it must have. */
export const lacksReason = (ending: Ending, missing: readonly string[] = []): boolean =>
  needsReason(ending, missing) && ending.reason.trim() === ''

/** Whether the visit in front may be completed: from 已叫 too, unless the hall wants 到场 pressed first. */
export const mayComplete = ({ ticket, confirmArrival }: Pick<CounterView, 'ticket' | 'confirmArrival'>): boolean =>
  ticket?.status === 'serving' || (ticket?.status === 'called' && !confirmArrival)

const kindOf = (view: CounterView): PrimaryKind => {
  if (view.status === 'closed') return 'open'
  if (view.status === 'paused') return 'resume'
  if (!view.ticket) return 'call'
  if (!mayComplete(view)) return 'start'
  return view.next ? 'complete-and-call' : 'complete'
}

const blockOf = (kind: PrimaryKind, view: CounterView, ending: Ending | undefined): Blocked | undefined => {
  if (!view.open) return 'hall-closed'
  if (kind === 'call' && view.themes.length === 0) return 'no-queue'
  if (kind === 'call' && !view.next) return 'nobody-waiting'
  if (kind.startsWith('complete') && ending && lacksReason(ending, missingOf(view))) return 'reason-needed'
  return undefined
}

/** The act of the one big button. */
export const primaryOf = (view: CounterView, ending?: Ending): Primary => {
  const kind = kindOf(view)
  const blocked = blockOf(kind, view, ending)
  return blocked === undefined ? { kind } : { kind, blocked }
}

const block = (blocked: Blocked): Side => ({ blocked })

/** How long until the next call, or 过号, is allowed. */
const gap = ({ ticket, calls }: CounterView, now: Instant): Side => {
  const waitMs = (ticket?.calledAt ?? now) + calls.gapSeconds * 1000 - now
  return waitMs > 0 ? { blocked: 'too-soon', waitMs } : {}
}

const recallOf = (view: CounterView, now: Instant): Side => {
  if (view.ticket?.status !== 'called') return block('nobody-called')
  return (view.ticket.calls ?? 0) >= view.calls.limit ? block('calls-spent') : gap(view, now)
}

const noShowOf = (view: CounterView, now: Instant): Side => {
  if (view.ticket?.status !== 'called') return block('nobody-called')
  return (view.ticket.calls ?? 0) < view.calls.needed ? block('calls-missing') : gap(view, now)
}

/** With somebody in front the pause hands them over to the B岗, so it is never blocked by them (S004-38). */
const pauseOf = ({ open, status }: CounterView): Side => {
  if (!open) return block('hall-closed')
  return status === 'closed' ? block('window-closed') : {}
}

const moreOf = ({ open, status }: CounterView): Side => {
  if (!open) return block('hall-closed')
  return status === 'open' ? {} : block(status === 'paused' ? 'window-paused' : 'window-closed')
}

const completeOf = (view: CounterView, ending: Ending | undefined): Side => {
  if (!mayComplete(view)) return block('not-serving')
  return ending && lacksReason(ending, missingOf(view)) ? block('reason-needed') : {}
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
    recall: recallOf(view, now),
    'no-show': noShowOf(view, now),
    arrive: view.ticket?.status === 'called' ? {} : block('nobody-called'),
    transfer: here,
    park: here,
    complete: completeOf(view, ending),
    pause: pauseOf(view),
    checklist: here,
    more: moreOf(view),
  }
}

/** Until when the last act can be taken back, or undefined. */
export const undoUntil = ({ undo }: CounterView, now: Instant): Instant | undefined =>
  undo && now <= undo.until ? undo.until : undefined

/** Whom this window would stand in for at one press: the first whose earlier B岗 are not there, else the first. */
export const standInOf = ({ standIns }: CounterView): CounterView['standIns'][number] | undefined =>
  standIns.find((row) => row.first) ?? standIns[0]

/** Completing a visit, as a command. */
export const completion = (view: CounterView, { outcome, reason, cases = 1 }: Ending): CommandOf<'CompleteTicket'>[] =>
  view.ticket
    ? [
        {
          type: 'CompleteTicket',
          counter: view.counter,
          ticket: view.ticket.id,
          outcome,
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
          ...(cases === 1 ? {} : { cases }),
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
      // One command, so that one press is one act, told once and taken back at once.
      return completion(view, ending).map((intent) => ({ ...intent, thenCall: true }))
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

/**
 * How long a called visitor's visit has gone on, against its expected minutes. Where nobody presses 到场 it began with the
 * call (C10); where somebody does, it has not begun.
 */
export const calledPace = (
  { calledAt }: { readonly calledAt?: Instant },
  expectedMinutes: number | undefined,
  confirmArrival: boolean,
  now: Instant,
): Pace =>
  confirmArrival || calledAt === undefined || expectedMinutes === undefined
    ? 'calm'
    : servingPace(now - calledAt, expectedMinutes)
