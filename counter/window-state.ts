/** The little a window panel remembers of its own: the open sheet, and how the visit in front of it is to end. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { nowHere } from '../client/time.ts'
import type { Outcome } from '../hall/catalogue.ts'
import type { Intent } from '../hall/commands.ts'
import type { TicketCard } from '../hall/views/card.ts'
import type { CounterView } from '../hall/views/window.ts'
import { busy, perform, trouble } from './acting.ts'
import { completion, type Ending, intentsOf, outcomeBeside, primaryOf, type SideKind, sidesOf } from './acts.ts'

export type Panel = {
  readonly view: CounterView
  /** Asks the hall, one act at a time, and waits until its effect is on the screen. */
  readonly does: (act: string, intents: readonly Intent[]) => Promise<boolean>
}

export type OpenSheet =
  | { readonly kind: 'transfer' | 'park' | 'pause' | 'leave' }
  | { readonly kind: 'call'; readonly card: TicketCard }

export const sheet = signal<OpenSheet | undefined>(undefined)
/** Set when the last visit was completed and nobody followed: it is news, not a fault. */
export const allDone = signal(false)
const chosen = signal<(Ending & { readonly ticket: string }) | undefined>(undefined)

/** Minutes that a service takes by the catalogue, and its usual outcome. */
export const serviceOf = (id: string) => catalogue.value?.services.find((service) => service.id === id)

/** How the visit ends: what was chosen for this very ticket, else the usual outcome of its service. */
export const endingOf = (view: CounterView): Ending => {
  const ticket = view.ticket
  if (ticket && chosen.value?.ticket === ticket.id) return chosen.value
  return { outcome: (ticket && serviceOf(ticket.service)?.caseType) ?? 'immediate', reason: '' }
}

export const chooseEnding = (view: CounterView, outcome: Outcome, reason: string): void => {
  if (view.ticket) chosen.value = { ticket: view.ticket.id, outcome, reason }
}

/** Builds the door through which the panel acts. */
export const doesWith =
  (shown: ReadonlySignal<number>): Panel['does'] =>
  async (act, intents) => {
    allDone.value = false
    const outcome = await perform(act, intents, shown)
    if (outcome?.ok === false && outcome.code === 'nobody-waiting' && intents.length > 1) {
      trouble.value = undefined
      allDone.value = true
    }
    return outcome?.ok === true
  }

/** Takes the clerk to the one thing that is missing. */
const focusReason = (): void => document.querySelector<HTMLElement>('[data-needed]')?.focus()

export const pressPrimary = (panel: Panel): void => {
  const ending = endingOf(panel.view)
  const { kind, blocked } = primaryOf(panel.view, ending)
  if (blocked === undefined) void panel.does('primary', intentsOf(kind, panel.view, ending))
  else if (blocked === 'reason-needed') focusReason()
}

/** The keys left and right choose how the visit ends, while somebody is being served. */
export const stepOutcome = ({ view }: Panel, step: 1 | -1): void => {
  const { outcome, reason } = endingOf(view)
  if (view.ticket?.status === 'serving' && busy.value === undefined)
    chooseEnding(view, outcomeBeside(outcome, step), reason)
}

/** What a button beside the big one does: most ask the hall, some first ask the clerk. */
export const pressSide = (kind: SideKind, panel: Panel): void => {
  const { view, does } = panel
  const { ticket, counter } = view
  const { blocked } = sidesOf(view, nowHere(), endingOf(view))[kind]
  if (blocked === 'reason-needed') focusReason()
  if (busy.value !== undefined || blocked !== undefined) return
  switch (kind) {
    case 'recall':
      if (ticket) void does(kind, [{ type: 'RecallTicket', counter, ticket: ticket.id }])
      return
    case 'no-show':
      if (ticket) void does(kind, [{ type: 'MarkNoShow', counter, ticket: ticket.id }])
      return
    case 'pause':
      if (view.status === 'paused') void does(kind, [{ type: 'OpenCounter', counter }])
      else sheet.value = { kind }
      return
    case 'complete':
      void does(kind, completion(view, endingOf(view)))
      return
    case 'transfer':
    case 'park':
      sheet.value = { kind }
      return
  }
}
