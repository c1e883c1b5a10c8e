/**
 * One act at a time. From the press until its effect is on the screen every other press is ignored, so a double press is
 * one act (I8). While nobody answers, the very same commands are sent again and the screen says that they are unconfirmed;
 * a keeper holds them over a reload, after which they are asked again with the same ids.
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

/** An intent with the id it was, or will be, sent under. */
export type Minted = { readonly id: string; readonly intent: Intent }
/** An act whose commands still want an answer. */
export type KeptAct = {
  readonly act: string
  readonly commands: readonly Minted[]
  /** When it was first kept; whoever keeps it again keeps that (ms of this machine's own clock). */
  readonly at?: number
}

/** Where the commands of an act stand until they are answered. */
export type Keeper = {
  readonly keep: (kept: KeptAct) => void
  readonly forget: () => void
}

export type Busy = {
  readonly act: string
  readonly unconfirmed: boolean
  /** The effect is on the screen already; what is left is the pause that makes a double press one. */
  readonly settling?: true
  /** What was asked for, to be named while it is unconfirmed. */
  readonly asks: readonly Intent[]
}
type Outcome = { readonly ok: true; readonly number?: string } | Problem

/** The act under way, if any. */
export const busy = signal<Busy | undefined>(undefined)
/** What the last act was told, until the next one. */
export const trouble = signal<Problem | undefined>(undefined)

const FORGETFUL: Keeper = { keep: () => undefined, forget: () => undefined }

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
const insist = async ({ id, intent }: Minted, ask: typeof sendAs): ReturnType<typeof sendAs> => {
  for (;;) {
    const answer = await ask(id, intent)
    if (answer.ok || answer.code !== 'unreachable') return answer
  }
}

/** Asks for one command after the other; what is answered is kept no longer. */
const askAll = async (
  kept: KeptAct,
  ask: typeof sendAs,
  keeper: Keeper,
): Promise<{ readonly outcome: Outcome; readonly position: number }> => {
  let outcome: Outcome = { ok: true }
  let position = 0
  for (const [index, command] of kept.commands.entries()) {
    keeper.keep({ ...kept, commands: kept.commands.slice(index) })
    const answer = await insist(command, ask)
    outcome = answer
    if (!answer.ok) break
    position = Math.max(position, answer.position)
  }
  keeper.forget()
  return { outcome, position }
}

const run = async (
  kept: KeptAct,
  first: Busy,
  shown: ReadonlySignal<number>,
  ask: typeof sendAs,
  keeper: Keeper,
): Promise<Outcome | undefined> => {
  if (busy.value !== undefined || kept.commands.length === 0) return undefined
  busy.value = first
  trouble.value = undefined
  const settled = pause(SETTLE_MS)
  const late = setTimeout(() => {
    busy.value = { ...first, unconfirmed: true }
  }, UNCONFIRMED_AFTER_MS)
  try {
    const { outcome, position } = await askAll(kept, ask, keeper)
    clearTimeout(late)
    if (!outcome.ok) trouble.value = outcome
    await seen(position, shown)
    busy.value = { ...first, unconfirmed: false, settling: true }
    await settled
    return outcome
  } finally {
    clearTimeout(late)
    busy.value = undefined
  }
}

/**
 * Does one act of one or more commands, stopping at the first refusal. Returns undefined when another act is under way.
 * `shown` is the ledger position that the screen shows; `keeper` holds what is not answered yet over a reload.
 */
export const perform = (
  act: string,
  intents: readonly Intent[],
  shown: ReadonlySignal<number>,
  ask: typeof sendAs = sendAs,
  keeper: Keeper = FORGETFUL,
): Promise<Outcome | undefined> => {
  const commands = intents.map((intent) => ({ id: mintId(), intent }))
  return run({ act, commands }, { act, unconfirmed: false, asks: intents }, shown, ask, keeper)
}

/** Asks again, with the same ids, what was not answered before a reload: the hall answers what it already did (I8). */
export const askAgain = (
  kept: KeptAct,
  shown: ReadonlySignal<number>,
  keeper: Keeper,
  ask: typeof sendAs = sendAs,
): Promise<Outcome | undefined> => {
  const asks = kept.commands.map(({ intent }) => intent)
  return run(kept, { act: kept.act, unconfirmed: true, asks }, shown, ask, keeper)
}
