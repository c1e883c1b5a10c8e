/** What the parts of the guide desk share: the view, and the door through which they act. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import type { Word } from '../client/language.ts'
import type { Intent } from '../hall/commands.ts'
import type { ThemeId } from '../hall/ids.ts'
import type { TicketCard } from '../hall/views/card.ts'
import type { Views } from '../hall/wire.ts'
import { busy, perform, trouble } from './acting.ts'
import { done } from './guide-state.ts'

/** What the desk asks for, so that each part of it says what became of its own. */
export type DeskAct = 'issue' | 'notice' | 'ticket' | 'return' | 'question' | 'answer' | 'post'

export type Desk = {
  readonly view: Views['guide']
  /** Asks the hall; the number it was about, or undefined when it was refused. */
  readonly does: (act: DeskAct, intent: Intent) => Promise<string | undefined>
}

/** The last act that was asked for. */
const asked = signal<DeskAct | undefined>(undefined)

/** What went wrong with an act of these, and whether one of them still waits for its answer. */
export const troubleIn = (
  ...acts: readonly DeskAct[]
): { readonly problem: Problem | undefined; readonly unconfirmed: boolean } => {
  const mine = asked.value !== undefined && acts.includes(asked.value)
  return { problem: mine ? trouble.value : undefined, unconfirmed: mine && (busy.value?.unconfirmed ?? false) }
}

export const deskWith = (view: Views['guide'], shown: ReadonlySignal<number>): Desk => ({
  view,
  does: async (act, intent) => {
    if (busy.value !== undefined) return undefined
    done.value = ''
    asked.value = act
    const outcome = await perform(act, [intent], shown)
    return outcome?.ok ? (outcome.number ?? '') : undefined
  },
})

/** What can be done about one ticket in a sheet over the desk. */
export type TicketSheet = 'redirect' | 'class' | 'matter' | 'check' | 'cancel'
export type ActSheet = {
  readonly desk: Desk
  readonly ticket: TicketCard
  readonly onClose: () => void
  /** Asks the hall; `said` is shown once it has agreed. */
  readonly onAct: (intent: Intent, said: Word) => void
}

/** How many wait in each theme, for whoever chooses where to go. */
export const waitingIn = ({ view }: Desk): ReadonlyMap<ThemeId, number> =>
  new Map(view.themes.map((theme) => [theme.id, theme.waiting]))
