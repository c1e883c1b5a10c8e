import { afterEach, beforeEach, expect, it, vi } from 'vitest'

let reachable = true
let asked = 0
vi.mock('../../client/ask.ts', () => ({
  ask: async (path: string) => {
    if (!path.endsWith('/catalogue')) return { ok: true, hall: 'h' }
    asked += 1
    return reachable
      ? { ok: true, revision: 7, catalogue: { themes: [] } }
      : { ok: false, code: 'unreachable', status: 0 }
  },
}))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.resetModules()
  reachable = true
  asked = 0
})

it('W3 a page whose catalogue was lost on the way asks again by itself until it has it, and then no more', async () => {
  const { catalogue, needCatalogue } = await import('../../client/catalogue.ts')
  reachable = false
  await needCatalogue(7)
  await vi.advanceTimersByTimeAsync(4_100)
  expect(asked).toBe(3)
  expect(catalogue.value).toBeUndefined()
  reachable = true
  await vi.advanceTimersByTimeAsync(2_000)
  expect(catalogue.value).toEqual({ themes: [] })
  await needCatalogue(7)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toBe(4)
})
