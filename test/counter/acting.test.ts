import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Answer } from '../../client/ask.ts'
import { busy, perform, SETTLE_MS, trouble, UNCONFIRMED_AFTER_MS } from '../../counter/acting.ts'
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
    expect(busy.value).toEqual({ act: 'primary', unconfirmed: false })
    await vi.advanceTimersByTimeAsync(1)
    expect(busy.value).toEqual({ act: 'primary', unconfirmed: true })
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
})
