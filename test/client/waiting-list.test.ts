/** How often the list is asked for, when the server counts as gone, and who leaves it behind (Z20). */
import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

type Told = () => Promise<Response>

const list = (at: number) => ({ ok: true, list: { at, open: true, goodUntil: at + 1, themes: [] } })
const person = signal<object | undefined>({ token: 't1', identity: { id: 'g1' } })
const locked = signal(false)
const asked: { readonly path: string; readonly at: number }[] = []
let answer: Told = async () => Response.json(list(Date.now()))

const begun = async () => {
  const page = await import('../../client/waiting-list.ts')
  page.keepWaitingList()
  await vi.advanceTimersByTimeAsync(0)
  return page
}

beforeEach(() => {
  vi.resetModules()
  vi.useFakeTimers()
  asked.length = 0
  person.value = { token: 't1', identity: { id: 'g1' } }
  locked.value = false
  answer = async () => Response.json(list(Date.now()))
  vi.stubGlobal('isSecureContext', false)
  vi.doMock('../../client/session.ts', () => ({ person, locked }))
  vi.stubGlobal('fetch', async (path: string) => {
    if (path === '/api/hall') return Response.json({ ok: true, hall: 'h' })
    asked.push({ path, at: Date.now() })
    return answer()
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.doUnmock('../../client/session.ts')
  vi.unstubAllGlobals()
})

describe('the waiting list of a page of staff', () => {
  it('Z20 is asked for anew every three seconds, so that with the answer it is at most five seconds old', async () => {
    const { newestList } = await begun()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(asked.length).toBe(11)
    expect(asked.every(({ path }) => path === '/api/halls/h/waiting-list')).toBe(true)
    expect(Date.now() - (newestList.value?.at ?? 0)).toBeLessThanOrEqual(3_000)
  })

  it.each<readonly [string, Told]>([
    ['does not answer', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['is away behind a proxy', async () => Response.json({}, { status: 502 })],
  ])(
    'Z20 stands while the server %s, with the time since when, and the notice goes when it is back',
    async (_how, away) => {
      const { newestList, goneSince } = await begun()
      const heardAt = Date.now()
      answer = away
      await vi.advanceTimersByTimeAsync(40_000)
      expect(newestList.value?.at).toBe(heardAt)
      expect(goneSince.value).toBe(heardAt)
      answer = async () => Response.json(list(Date.now()))
      await vi.advanceTimersByTimeAsync(3_000)
      expect(goneSince.value).toBe(0)
    },
  )

  it('Z20 a server that refuses is not gone', async () => {
    const { goneSince } = await begun()
    answer = async () => Response.json({ code: 'not-permitted' }, { status: 403 })
    await vi.advanceTimersByTimeAsync(40_000)
    expect(goneSince.value).toBe(0)
  })

  it.each([
    ['signs out', () => (person.value = undefined)],
    ['locks the page', () => (locked.value = true)],
  ])('Z20 whoever %s leaves no list in the page, not even one that was on its way', async (_what, leave) => {
    const { newestList } = await begun()
    let arrive: (response: Response) => void = () => {}
    answer = () => new Promise((resolve) => (arrive = resolve))
    await vi.advanceTimersByTimeAsync(3_000)
    leave()
    expect(newestList.value).toBeUndefined()
    arrive(Response.json(list(Date.now())))
    await vi.advanceTimersByTimeAsync(10)
    expect(newestList.value).toBeUndefined()
    const before = asked.length
    await vi.advanceTimersByTimeAsync(10_000)
    expect(asked.length).toBe(before)
  })
})
