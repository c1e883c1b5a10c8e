import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Answer } from '../../client/ask.ts'
import {
  askAgain,
  busy,
  type Keeper,
  type KeptAct,
  perform,
  SETTLE_MS,
  trouble,
  UNCONFIRMED_AFTER_MS,
} from '../../counter/acting.ts'
import { KEPT_FOR_MS, keptAct, tabKeeper } from '../../counter/window-kept.ts'
import type { Intent } from '../../hall/commands.ts'
import type { Accepted } from '../../hall/reply.ts'

const CALL: Intent = { type: 'CallNext', counter: '1' }
const COMPLETE: Intent = { type: 'CompleteTicket', counter: '1', ticket: 't1', outcome: 'immediate' }
const accepted = (position: number): Answer<Accepted> => ({ ok: true, position })
const refused = (code: string): Answer<Accepted> => ({ ok: false, code, status: 409 })
const UNREACHABLE: Answer<Accepted> = { ok: false, code: 'unreachable', status: 0 }

type Asked = { readonly id: string; readonly type: string }

/** A hall that gives these answers one after another, each after `ms`, and remembers what it was asked. */
const hallThatSays = (answers: readonly Answer<Accepted>[], ms = 10) => {
  const asked: Asked[] = []
  const ask = async (id: string, intent: Intent): Promise<Answer<Accepted>> => {
    const answer = answers[asked.length]
    asked.push({ id, type: intent.type })
    await new Promise((resolve) => setTimeout(resolve, ms))
    if (!answer) throw new Error('The hall was asked more often than expected.')
    return answer
  }
  return { asked, ask }
}

/** What a tab keeps, in the hand. */
const drawer = () => {
  const kept = new Map<string, string>()
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  return { kept, store }
}

const keeperOf = () => {
  const seen: (KeptAct | undefined)[] = []
  const keeper: Keeper = { keep: (act) => void seen.push(act), forget: () => void seen.push(undefined) }
  return { seen, keeper }
}

describe('one act at a time', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    busy.value = undefined
    trouble.value = undefined
  })

  it('W1 a second press while the first is under way asks for nothing', async () => {
    const hall = hallThatSays([accepted(5)])
    const shown = signal(5)
    const first = perform('primary', [CALL], shown, hall.ask)
    expect(await perform('primary', [CALL], shown, hall.ask)).toBeUndefined()
    await vi.advanceTimersByTimeAsync(SETTLE_MS)
    expect(await first).toEqual(accepted(5))
    expect(hall.asked).toHaveLength(1)
  })

  it('W1 a double click is one press even when the hall answers between its two halves', async () => {
    const hall = hallThatSays([accepted(5)])
    const shown = signal(9)
    void perform('primary', [CALL], shown, hall.ask)
    await vi.advanceTimersByTimeAsync(SETTLE_MS - 1)
    expect(busy.value?.act).toBe('primary')
    await vi.advanceTimersByTimeAsync(1)
    expect(busy.value).toBeUndefined()
  })

  it('W4 the button comes back only when the screen shows the effect', async () => {
    const hall = hallThatSays([accepted(5)])
    const shown = signal(4)
    void perform('primary', [CALL], shown, hall.ask)
    await vi.advanceTimersByTimeAsync(SETTLE_MS + 1_000)
    expect(busy.value).toBeDefined()
    shown.value = 5
    await vi.advanceTimersByTimeAsync(1)
    expect(busy.value).toBeUndefined()
  })

  it('W4 a screen that never hears of it gets its button back, and says itself that it is stale', async () => {
    const hall = hallThatSays([accepted(5)])
    void perform('primary', [CALL], signal(4), hall.ask)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(busy.value).toBeUndefined()
  })

  it('W4 while nobody answers the same command with the same id is asked again, and the button says so', async () => {
    const hall = hallThatSays([UNREACHABLE, UNREACHABLE, accepted(5)], 1_500)
    void perform('primary', [CALL], signal(5), hall.ask)
    await vi.advanceTimersByTimeAsync(UNCONFIRMED_AFTER_MS - 1)
    expect(busy.value).toEqual({ act: 'primary', unconfirmed: false, asks: [CALL] })
    await vi.advanceTimersByTimeAsync(1)
    expect(busy.value).toEqual({ act: 'primary', unconfirmed: true, asks: [CALL] })
    await vi.advanceTimersByTimeAsync(2_500)
    expect(busy.value).toBeUndefined()
    expect(hall.asked).toHaveLength(3)
    expect(new Set(hall.asked.map(({ id }) => id)).size).toBe(1)
  })

  it('W5 two commands are two ids, and a refusal of the first keeps the second from being asked', async () => {
    const both = hallThatSays([accepted(5), accepted(6)])
    const done = perform('primary', [COMPLETE, CALL], signal(6), both.ask)
    await vi.advanceTimersByTimeAsync(SETTLE_MS)
    expect(await done).toEqual(accepted(6))
    expect(both.asked.map(({ type }) => type)).toEqual(['CompleteTicket', 'CallNext'])
    expect(new Set(both.asked.map(({ id }) => id)).size).toBe(2)

    const none = hallThatSays([refused('wrong-status')])
    const stopped = perform('primary', [COMPLETE, CALL], signal(6), none.ask)
    await vi.advanceTimersByTimeAsync(SETTLE_MS)
    expect(await stopped).toEqual(refused('wrong-status'))
    expect(none.asked).toHaveLength(1)
    expect(trouble.value).toEqual(refused('wrong-status'))
  })

  it('W5 what was refused is forgotten with the next act', async () => {
    trouble.value = { ok: false, code: 'too-soon', status: 409 }
    const hall = hallThatSays([accepted(1)])
    void perform('primary', [CALL], signal(1), hall.ask)
    expect(trouble.value).toBeUndefined()
    await vi.advanceTimersByTimeAsync(SETTLE_MS)
  })
  it('W4 once the effect is on the screen the button says so, though it still rests from the press', async () => {
    const hall = hallThatSays([accepted(5)], 1)
    void perform('primary', [CALL], signal(5), hall.ask)
    await vi.advanceTimersByTimeAsync(50)
    expect(busy.value).toEqual({ act: 'primary', unconfirmed: false, settling: true, asks: [CALL] })
    await vi.advanceTimersByTimeAsync(SETTLE_MS)
    expect(busy.value).toBeUndefined()
  })

  it('W15 commands are kept with their ids before they are sent, and forgotten one by one as they are answered', async () => {
    const { seen, keeper } = keeperOf()
    const hall = hallThatSays([UNREACHABLE, accepted(5), accepted(6)])
    void perform('primary', [COMPLETE, CALL], signal(6), hall.ask, keeper)
    expect(seen[0]?.commands.map(({ intent }) => intent)).toEqual([COMPLETE, CALL])
    expect(seen[0]?.commands[0]?.id).toBe(hall.asked[0]?.id)
    await vi.advanceTimersByTimeAsync(SETTLE_MS)
    expect(seen.map((act) => act?.commands.map(({ id }) => id))).toEqual([
      [hall.asked[0]?.id, hall.asked[2]?.id],
      [hall.asked[2]?.id],
      undefined,
    ])
  })

  it('W15 a refusal is an answer: what was refused, and what would have followed, is asked no more', async () => {
    const { seen, keeper } = keeperOf()
    void perform('primary', [COMPLETE, CALL], signal(6), hallThatSays([refused('elsewhere')]).ask, keeper)
    await vi.advanceTimersByTimeAsync(SETTLE_MS)
    expect(seen.at(-1)).toBeUndefined()
  })

  it('W15 after a reload the same ids are asked again until somebody answers, and the screen says which acts', async () => {
    const kept: KeptAct = {
      act: 'primary',
      commands: [
        { id: 'first', intent: COMPLETE },
        { id: 'second', intent: CALL },
      ],
    }
    const { seen, keeper } = keeperOf()
    const hall = hallThatSays([UNREACHABLE, accepted(5), accepted(6)])
    const done = askAgain(kept, signal(6), keeper, hall.ask)
    expect(busy.value).toEqual({ act: 'primary', unconfirmed: true, asks: [COMPLETE, CALL] })
    await vi.advanceTimersByTimeAsync(SETTLE_MS)
    expect(await done).toEqual(accepted(6))
    expect(hall.asked.map(({ id }) => id)).toEqual(['first', 'first', 'second'])
    expect(seen.at(-1)).toBeUndefined()
  })

  it('W15 what is asked again after a reload grows no younger by it: a third page knows when it was pressed', async () => {
    const { store } = drawer()
    const tabAt = (now: number) => [store, () => 'me', () => now] as const
    tabKeeper(...tabAt(0)).keep({ act: 'primary', commands: [{ id: 'first', intent: CALL }] })
    const again = keptAct(...tabAt(KEPT_FOR_MS - 1))
    if (!again) throw new Error('It is young enough to be asked again.')
    void askAgain(again, signal(6), tabKeeper(...tabAt(KEPT_FOR_MS - 1)), hallThatSays([accepted(6)]).ask)
    expect(keptAct(...tabAt(KEPT_FOR_MS))).toEqual(again)
    expect(keptAct(...tabAt(KEPT_FOR_MS + 1))).toBeUndefined()
    await vi.advanceTimersByTimeAsync(SETTLE_MS)
  })
})

describe('what a tab keeps of an act', () => {
  const act: KeptAct = { act: 'primary', commands: [{ id: 'first', intent: CALL }] }

  it('W15 a reload finds it, and nothing after it was answered', () => {
    const { store } = drawer()
    const keeper = tabKeeper(
      store,
      () => 'me',
      () => 1_000,
    )
    keeper.keep(act)
    expect(
      keptAct(
        store,
        () => 'me',
        () => 2_000,
      ),
    ).toEqual({ ...act, at: 1_000 })
    keeper.forget()
    expect(
      keptAct(
        store,
        () => 'me',
        () => 2_000,
      ),
    ).toBeUndefined()
  })

  it('W15 somebody else at the same machine does not finish it', () => {
    const { store } = drawer()
    tabKeeper(
      store,
      () => 'me',
      () => 0,
    ).keep(act)
    expect(
      keptAct(
        store,
        () => 'another',
        () => 0,
      ),
    ).toBeUndefined()
  })

  it('W15 what is no such act is forgotten, and the page opens', () => {
    const whole = { act: 'primary', commands: [{ id: 'first', intent: CALL }], at: 0 }
    const spoilt = [
      '',
      '{',
      'null',
      '7',
      '"primary"',
      '[]',
      JSON.stringify({ ...whole, commands: undefined }),
      JSON.stringify({ ...whole, commands: {} }),
      JSON.stringify({ ...whole, commands: [] }),
      JSON.stringify({ ...whole, commands: [null] }),
      JSON.stringify({ ...whole, commands: ['first'] }),
      JSON.stringify({ ...whole, commands: [{ id: 'first' }] }),
      JSON.stringify({ ...whole, commands: [{ intent: CALL }] }),
      JSON.stringify({ ...whole, at: undefined }),
    ]
    const now = () => 1
    for (const text of [...spoilt, JSON.stringify(whole)]) {
      const { store, kept } = drawer()
      kept.set('me', text)
      const found = keptAct(store, () => 'me', now)
      expect(found, text).toEqual(spoilt.includes(text) ? undefined : whole)
      expect(kept.size, text).toBe(spoilt.includes(text) ? 0 : 1)
    }
  })

  it('W15 a press of long ago calls nobody: it is forgotten', () => {
    const { store, kept } = drawer()
    tabKeeper(
      store,
      () => 'me',
      () => 0,
    ).keep(act)
    expect(
      keptAct(
        store,
        () => 'me',
        () => KEPT_FOR_MS,
      ),
    ).toEqual({ ...act, at: 0 })
    expect(
      keptAct(
        store,
        () => 'me',
        () => KEPT_FOR_MS + 1,
      ),
    ).toBeUndefined()
    expect(kept.size).toBe(0)
  })
})
