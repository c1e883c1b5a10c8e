/**
 * One act at a time. From the press until its effect is on the screen every other press is ignored, so a double press is
 * one act (I8). While nobody answers, the very same commands are sent again and the screen says that they are unconfirmed.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { mintId } from '../client/mint-id.ts'
import { sendAs } from '../client/send.ts'
import type { Intent } from '../hall/commands.ts'

/** A second press within this time is the same press, however fast the hall answers (ms). */
export const SETTLE_MS = 700
/** Without an answer for this long, the button says so (ms). */
export const UNCONFIRMED_AFTER_MS = 2_000
/** A screen that does not hear of the effect by then is stale, and says so by itself; the button is given back (ms). */
const SEEN_WITHIN_MS = 3_000

export type Busy = { readonly act: string; readonly unconfirmed: boolean }
type Outcome = { readonly ok: true; readonly number?: string } | Problem

/** The act under way, if any. */
export const busy = signal<Busy | undefined>(undefined)
/** What the last act was told, until the next one. */
export const trouble = signal<Problem | undefined>(undefined)

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const seen = (position: number, shown: ReadonlySignal<number>): Promise<void> =>
  Promise.race([
    pause(SEEN_WITHIN_MS),
    new Promise<void>((resolve) => {
      const stop = effect(() => {
        if (shown.value < position) return
        resolve()
        queueMicrotask(() => stop())
      })
    }),
  ])

/** One command, asked until somebody answers. */
const insist = async (intent: Intent, ask: typeof sendAs): ReturnType<typeof sendAs> => {
  const id = mintId()
  for (;;) {
    const answer = await ask(id, intent)
    if (answer.ok || answer.code !== 'unreachable') return answer
  }
}

/**
 * Does one act of one or more commands, stopping at the first refusal. Returns undefined when another act is under way.
 * `shown` is the ledger position that the screen shows.
 */
export const perform = async (
  act: string,
  intents: readonly Intent[],
  shown: ReadonlySignal<number>,
  ask: typeof sendAs = sendAs,
): Promise<Outcome | undefined> => {
  if (busy.value !== undefined || intents.length === 0) return undefined
  busy.value = { act, unconfirmed: false }
  trouble.value = undefined
  const settled = pause(SETTLE_MS)
  const late = setTimeout(() => {
    busy.value = { act, unconfirmed: true }
  }, UNCONFIRMED_AFTER_MS)
  try {
    let outcome: Outcome = { ok: true }
    let position = 0
    for (const intent of intents) {
      const answer = await insist(intent, ask)
      outcome = answer
      if (!answer.ok) break
      position = Math.max(position, answer.position)
    }
    clearTimeout(late)
    if (!outcome.ok) trouble.value = outcome
    await Promise.all([settled, seen(position, shown)])
    return outcome
  } finally {
    clearTimeout(late)
    busy.value = undefined
  }
}
