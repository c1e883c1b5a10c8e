import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

type Listener = (event: Record<string, unknown>) => void

const PRECACHE = {
  version: '2',
  pages: ['/kiosk', '/waiting-list'],
  instead: { '/window': '/waiting-list' },
  files: ['/assets/kiosk-1.js'],
}

/** A browser's worker with its disk; what the server answers is each test's own. */
const worker = async (server: (path: string) => Promise<Response>, full = false) => {
  const listeners = new Map<string, Listener>()
  const disk = new Map<string, Map<string, Response>>([['yichuang 1', new Map()]])
  const keyOf = (asked: Request | string): string => (typeof asked === 'string' ? asked : new URL(asked.url).pathname)
  const open = async (name: string) => {
    const files = disk.get(name) ?? new Map<string, Response>()
    disk.set(name, files)
    return {
      match: async (asked: Request | string) => files.get(keyOf(asked))?.clone(),
      put: async (asked: Request | string, answer: Response) => {
        if (full) throw new DOMException('Quota exceeded.', 'QuotaExceededError')
        files.set(keyOf(asked), answer)
      },
      addAll: async (paths: readonly string[]) => {
        for (const path of paths) files.set(path, await server(path))
      },
    }
  }
  const keys = async (): Promise<string[]> => [...disk.keys()]
  vi.stubGlobal('PRECACHE', PRECACHE)
  vi.stubGlobal('caches', { open, keys, delete: async (name: string) => disk.delete(name) })
  vi.stubGlobal('fetch', (asked: Request) => server(keyOf(asked)))
  vi.stubGlobal('self', {
    location: { origin: 'http://hall' },
    clients: { claim: async () => {} },
    addEventListener: (kind: string, listener: Listener) => void listeners.set(kind, listener),
  })
  await import('../../client/service-worker.ts')
  const tell = async (kind: string): Promise<void> => {
    let done: unknown
    listeners.get(kind)?.({ waitUntil: (work: unknown) => (done = work) })
    await done
  }
  return {
    disk,
    tell,
    /** What the page gets, or undefined where the worker leaves it to the browser. */
    ask: async (path: string): Promise<string | undefined> => {
      let answer: Promise<Response> | undefined
      const request = new Request(`http://hall${path}`)
      listeners.get('fetch')?.({ request, respondWith: (given: Promise<Response>) => (answer = given) })
      const given = await answer
      return given && `${given.status} ${await given.text()}`
    },
  }
}
const says =
  (text: string, status = 200) =>
  async () =>
    new Response(text, { status })

beforeEach(() => {
  vi.resetModules()
  for (const kind of ['info', 'warn'] as const) vi.spyOn(console, kind).mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('the service worker', () => {
  it('K33 gives the newest page while the server answers, and forgets the files of older versions', async () => {
    let version = 'old'
    const { tell, ask, disk } = await worker(async () => new Response(version))
    await tell('install')
    await tell('activate')
    expect([...disk.keys()]).toEqual(['yichuang 2'])
    version = 'new'
    expect(await ask('/kiosk?as=7')).toBe('200 new')
    expect(await ask('/assets/kiosk-1.js')).toBe('200 old')
    expect(await ask('/api/hall')).toBeUndefined()
  })

  it.each([
    ['does not answer', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['is away behind a proxy that answers for it', says('Bad gateway', 502)],
  ])('K33 opens the page that is kept where the server %s', async (_how, away) => {
    let server: (path: string) => Promise<Response> = says('page')
    const { tell, ask } = await worker((path) => server(path))
    await tell('install')
    server = away
    expect(await ask('/kiosk')).toBe('200 page')
  })

  it('Z20 gives a page of staff while the server answers, and the waiting list in its place while it is away', async () => {
    let server: (path: string) => Promise<Response> = async (path) => new Response(path)
    const { tell, ask, disk } = await worker((path) => server(path))
    await tell('install')
    expect(await ask('/window?as=7')).toBe('200 /window')
    server = () => Promise.reject(new TypeError('Failed to fetch'))
    expect(await ask('/window?as=7')).toBe('200 /waiting-list')
    expect([...(disk.get('yichuang 2')?.keys() ?? [])]).not.toContain('/window')
  })

  it('K33 opens pages though the disk is full, as long as the server answers', async () => {
    const { ask } = await worker(says('page'), true)
    expect(await ask('/kiosk')).toBe('200 page')
    expect(await ask('/assets/font-7.woff2')).toBe('200 page')
  })
})
