/**
 * Who may knock at all: only the hall's own names, only its own pages, only JSON, only bodies of a bounded size. Socket.IO's
 * `cors` and `hono/csrf` both let a foreign page through, so sockets use the same two checks (reliability §0.6–0.7).
 */
import { hostname, networkInterfaces } from 'node:os'
import type { Context, MiddlewareHandler } from 'hono'
import { problem } from './problem.ts'

export type Guard = {
  /** Whether a Host header names this hall. */
  readonly knowsHost: (host: string | undefined) => boolean
  /** Whether an Origin header, where there is one, is a page of this hall. */
  readonly knowsOrigin: (origin: string | undefined, host: string | undefined) => boolean
}

const nameOf = (host: string): string =>
  host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase()

/** The names this machine answers to, and those the hall was told (HALL_HOSTS, comma-separated). */
export const hallHosts = (more: readonly string[] = []): ReadonlySet<string> => {
  const addresses = Object.values(networkInterfaces()).flatMap((found) => (found ?? []).map(({ address }) => address))
  return new Set(['localhost', '127.0.0.1', '::1', hostname(), ...addresses, ...more].map((name) => name.toLowerCase()))
}

export const openGuard = (hosts: ReadonlySet<string>): Guard => ({
  knowsHost: (host) => host !== undefined && hosts.has(nameOf(host)),
  knowsOrigin: (origin, host) => {
    // Programs send no Origin; they carry a token that a foreign page cannot have, so they may pass.
    if (origin === undefined) return true
    return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()
  },
})

/** What is sent as it is: a clip, a picture, a film. */
const SENT = /^(?:audio\/wav|(?:image|video)\/[\w.+-]+)$/
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

export const guardRequests =
  (guard: Guard): MiddlewareHandler =>
  async (c, next) => {
    const host = c.req.header('host')
    if (!guard.knowsHost(host)) {
      return problem(c, 421, 'foreign-host', "Use one of the hall's own names; more can be set in HALL_HOSTS.")
    }
    if (!UNSAFE.has(c.req.method)) return next()
    if (!guard.knowsOrigin(c.req.header('origin'), host)) {
      return problem(c, 403, 'foreign-origin', 'This request comes from a page that is not the hall’s own.')
    }
    const kind = c.req.header('content-type')
    // A browser asks the hall before it sends any of these to it from another page.
    const allowed = kind?.startsWith('application/json') || SENT.test(kind ?? '')
    if (c.req.method !== 'DELETE' && !allowed) {
      return problem(c, 415, 'json-needed', 'Send JSON with content-type application/json.')
    }
    return next()
  }

export type Body = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly response: Response }

const tooLarge = (c: Context, limit: number): Body => ({
  ok: false,
  response: problem(c, 413, 'too-large', `The body may have at most ${limit} bytes.`, { limit }),
})

/** Reads a chunked body, and stops reading at the limit. */
const readCounting = async (request: Request, limit: number): Promise<string | undefined> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The JSON body, read with a bound. Hono's `bodyLimit` wraps the stream and costs four times the request. */
export const readBody = async (c: Context, limit: number): Promise<Body> => {
  const declared = c.req.header('content-length')
  if (declared !== undefined && Number(declared) > limit) return tooLarge(c, limit)
  const text = declared === undefined ? await readCounting(c.req.raw, limit) : await c.req.text()
  if (text === undefined) return tooLarge(c, limit)
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, response: problem(c, 400, 'malformed', 'The body is not valid JSON.') }
  }
}
