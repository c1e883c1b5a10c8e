/** The little a window panel remembers of its own: the open sheet, and how the visit in front of it is to end. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { sendAs } from '../client/send.ts'
import { nowHere } from '../client/time.ts'
import type { Intent } from '../hall/commands.ts'
import type { TicketCard } from '../hall/views/card.ts'
import type { CounterView } from '../hall/views/window.ts'
import type { Views } from '../hall/wire.ts'
import { askAgain, busy, perform, SETTLE_MS } from './acting.ts'
import {
  completion,
  type Ending,
  intentsOf,
  mayComplete,
  outcomeBeside,
  primaryOf,
  type SideKind,
  sidesOf,
  standInOf,
  undoUntil,
} from './acts.ts'
import { keptAct, tabKeeper } from './window-kept.ts'

export type Panel = {
  readonly view: Views['counter']
  /** Asks the hall, one act at a time, and waits until its effect is on the screen. */
  readonly does: (act: string, intents: readonly Intent[]) => Promise<boolean>
}

export type OpenSheet =
  | {
      readonly kind:
        | 'transfer'
        | 'park'
        | 'pause'
        | 'leave'
        | 'checklist'
        | 'more'
        | 'requeue'
        | 'direct'
        | 'matter'
        | 'correct'
        | 'visitor'
        | 'earlier'
    }
  /** `number`: looked for at once. */
  | { readonly kind: 'find'; readonly number?: string }
  | { readonly kind: 'call'; readonly card: TicketCard; readonly override?: true }
  /** `counter`: it still waits, and is that window's next. */
  | { readonly kind: 'why'; readonly number: string; readonly counter?: string }

export const sheet = signal<OpenSheet | undefined>(undefined)
/** Set when the last visit was completed and nobody followed: it is news, not a fault. */
export const allDone = signal(false)
/** What the panel shows now, for its small form in a window of its own. */
export const panelNow = signal<Panel | undefined>(undefined)
const chosen = signal<(Ending & { readonly leg: string }) | undefined>(undefined)

/**
 * Where nobody presses 到场, the next press after a call completes a visit. Sooner than this after the call it is the same
 * press, made twice (ms).
 */
export const CALL_RESTS_MS = 2_000
/** True while the big button rests after a call. */
export const resting = signal(false)

/** A service as the catalogue describes it; undefined until that is here. */
export const serviceOf = (id: string) => catalogue.value?.services.find((service) => service.id === id)

/** Which visit, and which leg of it: a choice made for one is none for another. */
const legOf = ({ ticket }: CounterView): string | undefined => ticket?.id && `${ticket.id} ${ticket.service}`

/** How the visit ends: what was chosen for this very leg, else the usual outcome of its service. */
export const endingOf = (view: CounterView): Ending => {
  if (chosen.value && chosen.value.leg === legOf(view)) return chosen.value
  return { outcome: view.usual ?? 'immediate', reason: '' }
}

export const chooseEnding = (view: CounterView, change: Partial<Ending>): void => {
  const leg = legOf(view)
  if (leg !== undefined) chosen.value = { ...endingOf(view), ...change, leg }
}

/** The acts beside the big button, as the chosen ending leaves them. */
export const sidesNow = (view: CounterView, now: number) => sidesOf(view, now, endingOf(view))

let restEnds: ReturnType<typeof setTimeout> | undefined

const rest = (): void => {
  clearTimeout(restEnds)
  resting.value = true
  restEnds = setTimeout(() => {
    resting.value = false
  }, CALL_RESTS_MS)
}

/** For an act that changes nothing on this screen, such as printing a notice: there is nothing to wait for. */
const NOTHING_TO_SEE = signal(Number.POSITIVE_INFINITY)

/** Builds the door through which the panel acts. */
export const doesWith =
  (shown: ReadonlySignal<number>): Panel['does'] =>
  async (act, intents) => {
    if (busy.value !== undefined) return false
    allDone.value = false
    const completesAndCalls = intents.some((intent) => intent.type === 'CompleteTicket' && intent.thenCall === true)
    const calls = completesAndCalls || intents.some(({ type }) => type === 'CallNext')
    const pressedAt = Date.now()
    if (calls) rest()
    const effect = intents.every(({ type }) => type === 'GiveNotice') ? NOTHING_TO_SEE : shown
    const outcome = await perform(act, intents, effect, sendAs, tabKeeper())
    // After a slow answer the rest begins when the number appears, not when it was asked for.
    if (calls && Date.now() - pressedAt > 2 * SETTLE_MS) rest()
    if (outcome?.ok && completesAndCalls) allDone.value = true
    return outcome?.ok === true
  }

/** Asks again for what the page was in the middle of when it was left. */
export const resolveKept = (shown: ReadonlySignal<number>): void => {
  const kept = keptAct()
  if (kept) void askAgain(kept, shown, tabKeeper())
}

/** Takes the clerk to the one thing that is missing. */
const focusReason = (): void => document.querySelector<HTMLElement>('[data-needed]')?.focus()

/** Whether the big button waits so that a double press after a call completes nobody. */
export const restsNow = (view: CounterView): boolean =>
  resting.value && mayComplete(view) && view.ticket?.status === 'called'

export const pressPrimary = (panel: Panel): void => {
  if (restsNow(panel.view)) return
  const ending = endingOf(panel.view)
  const { kind, blocked } = primaryOf(panel.view, ending)
  if (blocked === undefined) void panel.does('primary', intentsOf(kind, panel.view, ending))
  else if (blocked === 'reason-needed') focusReason()
}

/** Takes back the last act, while that is possible. */
export const pressUndo = ({ view, does }: Panel): void => {
  if (busy.value === undefined && undoUntil(view, nowHere()) !== undefined)
    void does('undo', [{ type: 'UndoAct', counter: view.counter }])
}

/** 顶岗 for the first of the windows that want it. */
export const pressStandIn = ({ view, does }: Panel): void => {
  const from = standInOf(view)?.from
  if (busy.value === undefined && from !== undefined)
    void does('stand-in', [{ type: 'TakeOver', counter: view.counter, from }])
}

/** The keys left and right choose how the visit ends, while it may be completed. */
export const stepOutcome = ({ view }: Panel, step: 1 | -1): void => {
  if (mayComplete(view) && busy.value === undefined)
    chooseEnding(view, { outcome: outcomeBeside(endingOf(view).outcome, step) })
}

/** The acts that first ask the clerk. */
const SHEETS: ReadonlySet<SideKind> = new Set(['transfer', 'park', 'checklist', 'more'])

/** What a button beside the big one does: most ask the hall, some first ask the clerk. */
export const pressSide = (kind: SideKind, panel: Panel): void => {
  const { view, does } = panel
  const { ticket, counter } = view
  const { blocked } = sidesNow(view, nowHere())[kind]
  if (blocked === 'reason-needed') focusReason()
  // A sheet may open while the button only rests from a press whose effect is seen.
  const waits = busy.value !== undefined && !(busy.value.settling && SHEETS.has(kind))
  if (waits || blocked !== undefined) return
  switch (kind) {
    case 'recall':
      if (ticket) void does(kind, [{ type: 'RecallTicket', counter, ticket: ticket.id }])
      return
    case 'no-show':
      if (ticket) void does(kind, [{ type: 'MarkNoShow', counter, ticket: ticket.id }])
      return
    case 'arrive':
      if (ticket) void does(kind, [{ type: 'StartServing', counter, ticket: ticket.id }])
      return
    case 'pause':
      if (view.status === 'paused') void does(kind, [{ type: 'OpenCounter', counter }])
      else sheet.value = { kind }
      return
    case 'complete':
      if (!restsNow(view)) void does(kind, completion(view, endingOf(view)))
      return
    case 'transfer':
    case 'park':
    case 'checklist':
    case 'more':
      sheet.value = { kind }
      return
  }
}
