/** When a screen says that it heard nothing, to the millisecond: its line, its clock and its sleep in the test's hands. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { STALE_AFTER_MS } from '../../hall/limits.ts'

const NOON = Date.parse('2026-03-03T12:00:00+08:00')
/** The server's clock is another one. */
const AHEAD_MS = 7_000

type Listener = (...words: unknown[]) => void

const screen = async () => {
  vi.resetModules()
  const listeners = new Map<string, Listener>()
  vi.doMock('../../client/session.ts', () => ({ forget: () => undefined, token: { value: 'token' } }))
  vi.doMock('socket.io-client', () => ({
    io: () => ({
      connected: false,
      on: (name: string, then: Listener) => listeners.set(name, then),
      emit: () => undefined,
    }),
  }))
  const live = await import('../../client/live-view.ts')
  const topic = live.watch('board', 'all')
  let position = 0
  return {
    ...live,
    topic,
    hear: (): void => {
      position += 1
      listeners.get('view')?.({ topic: 'board:all', position, now: Date.now() + AHEAD_MS, view: {} })
    },
  }
}

describe('a screen that hears nothing any more', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.setSystemTime(NOON)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.resetModules()
  })

  it('Z10 I7 says so ten seconds after the last word, wherever in its second that came, and since when', async () => {
    const { stale, staleSince, hear } = await screen()
    for (const into of [0, 1, 370, 999]) {
      vi.advanceTimersByTime(into)
      hear()
      const heardAt = Date.now() + AHEAD_MS
      vi.advanceTimersByTime(STALE_AFTER_MS - 1)
      expect(stale.value, `${into} ms into its second`).toBe(false)
      vi.advanceTimersByTime(1)
      expect(stale.value, `${into} ms into its second`).toBe(true)
      vi.advanceTimersByTime(5_000)
      expect(staleSince.value).toBe(heardAt)
    }
    hear()
    expect(stale.value).toBe(false)
  })

  it('Z10 says nothing before the first word, nor while words come', async () => {
    const { stale, hear } = await screen()
    vi.advanceTimersByTime(60_000)
    expect(stale.value).toBe(false)
    for (let word = 0; word < 10; word += 1) {
      hear()
      vi.advanceTimersByTime(5_000)
      expect(stale.value).toBe(false)
    }
  })

  it('Z10 a machine whose clock was set back an hour says so as soon', async () => {
    const { stale, hear } = await screen()
    hear()
    vi.setSystemTime(NOON - 3_600_000)
    vi.advanceTimersByTime(STALE_AFTER_MS)
    expect(stale.value).toBe(true)
  })

  it('Z10 a machine that slept says so within a second of waking, though its timers stood still', async () => {
    const { stale, hear } = await screen()
    hear()
    vi.advanceTimersByTime(2_000)
    vi.setSystemTime(NOON + 3_600_000)
    vi.advanceTimersByTime(1_000)
    expect(stale.value).toBe(true)
  })
})
