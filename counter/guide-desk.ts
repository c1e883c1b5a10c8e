/** What the parts of the guide desk share: the view, and the door through which they act. */
import type { ReadonlySignal } from '@preact/signals'
import type { Intent } from '../hall/commands.ts'
import type { Views } from '../hall/wire.ts'
import { perform } from './acting.ts'
import { done } from './guide-state.ts'

export type Desk = {
  readonly view: Views['guide']
  /** Asks the hall; the number it was about, or undefined when it was refused. */
  readonly does: (act: string, intent: Intent) => Promise<string | undefined>
}

export const deskWith = (view: Views['guide'], shown: ReadonlySignal<number>): Desk => ({
  view,
  does: async (act, intent) => {
    done.value = ''
    const outcome = await perform(act, [intent], shown)
    return outcome?.ok ? (outcome.number ?? '') : undefined
  },
})
