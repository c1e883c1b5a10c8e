import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const OLD = 'the token of yesterday'
const NEW = 'the token of today'
const DAY_MS = 24 * 3_600_000

/** A browser of one kiosk, and a hall that hands the next token out when asked with the old one. */
const browser = (hands = true) => {
  const kept = new Map<string, string>()
  const granted = JSON.stringify({ token: OLD, identity: { role: 'kiosk', id: 'k1', name: '一号取号机' } })
  for (const key of ['yichuang.device.kiosk', 'yichuang.device.kiosk.k1']) kept.set(key, granted)
  const asked: string[] = []
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  vi.stubGlobal('location', { search: '', pathname: '/kiosk' })
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('fetch', async (_path: string, { headers }: { headers: Record<string, string> }) => {
    const token = headers.authorization?.slice('Bearer '.length) ?? ''
    asked.push(token)
    const answer = token === OLD && hands ? { ok: true, token: NEW, waitMs: DAY_MS } : { ok: true, waitMs: DAY_MS }
    return { ok: true, status: 200, json: async () => answer }
  })
  return { kept, asked, held: () => [...kept.values()].map((text) => JSON.parse(text) as object) }
}
const opened = async () => {
  const session = await import('../../client/session.ts')
  const { renewToken } = await import('../../client/rotate.ts')
  session.beScreen('kiosk')
  renewToken()
  await vi.advanceTimersByTimeAsync(10)
  return session
}

beforeEach(() => {
  vi.resetModules()
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the token of a machine’s page', () => {
  it('X8 is written down first, under both its names, and used only when it has long been on the disk', async () => {
    const { held, asked } = browser()
    const { token } = await opened()
    expect(held()).toEqual([
      { token: OLD, identity: expect.any(Object), next: NEW },
      { token: OLD, identity: expect.any(Object), next: NEW },
    ])
    expect(token.value).toBe(OLD)
    await vi.advanceTimersByTimeAsync(4 * 60_000)
    expect(token.value).toBe(OLD)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(token.value).toBe(NEW)
    expect(asked).toEqual([OLD, NEW])
  })

  it('X8 is the next one after a power cut in between, and the old one where nothing was written', async () => {
    const { kept } = browser()
    await opened()
    vi.resetModules()
    vi.clearAllTimers()
    expect((await opened()).token.value).toBe(NEW)
    const half = kept.get('yichuang.device.kiosk') ?? ''
    kept.set('yichuang.device.kiosk', half.replace(/,"next":"[^"]*"/, ''))
    vi.resetModules()
    vi.clearAllTimers()
    expect((await opened()).token.value).toBe(OLD)
  })

  it('X8 is asked for again and again, at least every hour, and stays while the hall hands out none', async () => {
    const { asked, held } = browser(false)
    const { token } = await opened()
    await vi.advanceTimersByTimeAsync(3 * 3_600_000)
    expect(asked).toEqual([OLD, OLD, OLD, OLD])
    expect(token.value).toBe(OLD)
    expect(JSON.stringify(held())).not.toContain('next')
  })
})

describe('a page of staff whose session is over', () => {
  it('X16 is locked and keeps who was signed in; a machine’s page forgets its token', async () => {
    browser()
    const session = await opened()
    session.person.value = { token: 'p', identity: { role: 'guide', id: 'g', name: '导办员' } }
    session.forget()
    expect(session.locked.value).toBe(true)
    expect(session.person.value?.identity.id).toBe('g')
    expect(session.device.value).toBeDefined()
    await session.signOut()
    expect(session.locked.value).toBe(false)
    session.forget()
    expect(session.device.value).toBe(undefined)
  })
})
