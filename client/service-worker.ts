/**
 * Lets the pages of machines open while the hall's server is away (K33). Keeps the pages and what they are built of, and
 * nothing else: no answer of the hall, no event, no picture. In place of a page of staff it shows the waiting list that
 * this machine kept (Z20). Built as /sw.js; the build puts the list of files before it.
 */
import { type Kept, keptFor } from './kept-files.ts'

/** Put here by the build (vite.config.ts). */
declare const PRECACHE: Kept

// The page's own library describes windows; a worker has another global.
const worker = self as unknown as {
  readonly location: Location
  readonly registration: { readonly scope: string }
  readonly clients: { claim: () => Promise<void> }
  readonly skipWaiting: () => Promise<void>
  addEventListener: <K extends keyof Events>(kind: K, listener: (event: Events[K]) => void) => void
}
type Events = {
  install: { waitUntil: (done: Promise<unknown>) => void }
  activate: { waitUntil: (done: Promise<unknown>) => void }
  message: { readonly data: unknown; waitUntil: (done: Promise<unknown>) => void }
  fetch: { readonly request: Request; respondWith: (answer: Promise<Response>) => void }
}

/** A server that does not answer within this is away, ms. */
const ANSWERS_WITHIN_MS = 3_000
const CACHE = `yichuang ${PRECACHE.version}`

const install = async (): Promise<void> => {
  const cache = await caches.open(CACHE)
  await cache.addAll([...PRECACHE.pages, ...PRECACHE.files])
}

const activate = async (): Promise<void> => {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name)
  await worker.clients.claim()
}

/** Keeps a copy. A disk that is full must not keep a page from opening while the server is there. */
const keep = async (cache: Cache, key: Request | string, answer: Response): Promise<void> => {
  if (!answer.ok) return
  try {
    await cache.put(key, answer.clone())
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error
    console.warn('The disk is full: without the server this page may not open.', error)
  }
}

/** Built files carry a digest in their name, so what is kept is what the server would send. */
const fileOf = async (request: Request): Promise<Response> => {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  await keep(cache, request, answer)
  return answer
}

/** The newest page where the server answers, else the one that is kept. */
const pageOf = async (request: Request, path: string): Promise<Response> => {
  const cache = await caches.open(CACHE)
  const other = PRECACHE.instead[path]
  let answer: Response | undefined
  try {
    answer = await fetch(request, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) })
    // A proxy answers in place of a server that is away.
    if (answer.status < 500) {
      if (other === undefined) await keep(cache, path, answer)
      return answer
    }
  } catch (error) {
    console.info('The server is away: the page that is kept is opened.', error)
    answer = undefined
  }
  return (await cache.match(other ?? path)) ?? answer ?? Response.error()
}

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))

worker.addEventListener('fetch', (event) => {
  const { method, url } = event.request
  const { origin, pathname } = new URL(url)
  const kind = method === 'GET' && origin === worker.location.origin ? keptFor(PRECACHE, pathname) : 'never'
  if (kind === 'file') event.respondWith(fileOf(event.request))
  if (kind === 'page' || kind === 'instead') event.respondWith(pageOf(event.request, pathname))
})

/** From the page: `activate` when nobody stands there, and the files that it had fetched before the worker was there. */
worker.addEventListener('message', (event) => {
  const { data } = event
  if (data === 'activate') event.waitUntil(worker.skipWaiting())
  if (Array.isArray(data)) {
    const files = data.filter((file): file is string => typeof file === 'string' && keptFor(PRECACHE, file) === 'file')
    event.waitUntil(Promise.all(files.map((file) => fileOf(new Request(file)))))
  }
})
