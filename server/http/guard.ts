/**
 * Who may knock at all: only the hall's own names, only its own pages, only JSON, only bodies of a bounded size. Socket.IO's
 * `cors` and `hono/csrf` both let a foreign page through, so sockets use the same two checks (reliability §0.6–0.7).
 */
import type { IncomingMessage } from 'node:http'
import { hostname, networkInterfaces } from 'node:os'
import type { Context, MiddlewareHandler } from 'hono'
import { type Clock, systemClock } from '../clock.ts'
import { isOwnMachine } from '../line/per-address.ts'
import { allowance } from './allowance.ts'
import { isEncrypted } from './headers.ts'
import { problem } from './problem.ts'

export type Guard = {
  /** How long an address has to wait before it asks again, ms; 0 for nearly everybody. */
  readonly mustWait: (address: string | undefined) => number
  /** Whether a Host header names this hall. */
  readonly knowsHost: (host: string | undefined) => boolean
  /**
   * Whether an Origin header, where there is one, is a page of this hall. `secure`: it came over TLS, and so did the page; a
   * server that speaks plain HTTP may stand behind a gateway that speaks TLS.
   */
  readonly knowsOrigin: (origin: string | undefined, host: string | undefined, secure: boolean) => boolean
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

/**
 * A page with all its fonts is a hundred requests; whoever asks much more, and on and on, would have the server to themselves
 * (X14). This machine's own programs, a gateway that stands before the server among them, are not counted.
 */
const REQUESTS_PER_SECOND = 50
const REQUESTS_AT_ONCE = 600

export const openGuard = (hosts: ReadonlySet<string>, clock: Clock = systemClock): Guard => {
  const pace = allowance(clock, REQUESTS_PER_SECOND, REQUESTS_AT_ONCE)
  return {
    mustWait: (address) => (address === undefined || isOwnMachine(address) ? 0 : pace.take(address)),
    knowsHost: (host) => host !== undefined && hosts.has(nameOf(host)),
    knowsOrigin: (origin, host, secure) => {
      // Programs send no Origin; they carry a token that a foreign page cannot have, so they may pass.
      if (origin === undefined) return true
      if (!URL.canParse(origin)) return false
      const page = new URL(origin)
      return page.host === host?.toLowerCase() && (page.protocol === 'https:' || (!secure && page.protocol === 'http:'))
    },
  }
}

/** What is sent as it is, and where: a clip, a picture, a film. */
const SENT = /^(?:audio\/wav|(?:image|video)\/[\w.+-]+)$/
const TAKES_BYTES = /^\/api\/halls\/[^/]+\/(?:media$|clips\/)/
const JSON_TYPE = /^application\/json\s*(?:;|$)/i
/** All else may change something, methods that nobody has thought of among them. */
const SAFE = new Set(['GET', 'HEAD'])
/** What a browser says of requests that no page of this hall made (Fetch Metadata). */
const FOREIGN_SITES = new Set(['cross-site', 'same-site'])

/** The request as it came in; none where the app is called by itself. */
const incomingOf = ({ env }: Context): IncomingMessage | undefined =>
  (env as { readonly incoming?: IncomingMessage } | undefined)?.incoming

/** Whether the request came over TLS to this server itself. */
export const cameSecure = (c: Context): boolean => {
  const incoming = incomingOf(c)
  return incoming !== undefined && isEncrypted(incoming)
}

export const guardRequests =
  (guard: Guard): MiddlewareHandler =>
  async (c, next) => {
    const waitMs = guard.mustWait(incomingOf(c)?.socket?.remoteAddress)
    if (waitMs > 0) {
      c.header('retry-after', String(Math.ceil(waitMs / 1000)))
      return problem(c, 429, 'too-many', 'Too many requests came from this address: wait a moment.', { waitMs })
    }
    const host = c.req.header('host')
    if (!guard.knowsHost(host)) {
      return problem(c, 421, 'foreign-host', "Use one of the hall's own names; more can be set in HALL_HOSTS.")
    }
    if (SAFE.has(c.req.method)) return next()
    const foreign = FOREIGN_SITES.has(c.req.header('sec-fetch-site') ?? '')
    if (foreign || !guard.knowsOrigin(c.req.header('origin'), host, cameSecure(c))) {
      return problem(c, 403, 'foreign-origin', 'This request comes from a page that is not the hall’s own.')
    }
    const kind = c.req.header('content-type') ?? ''
    // A browser asks the hall before it sends any of these to it from another page.
    const allowed = JSON_TYPE.test(kind) || (SENT.test(kind) && TAKES_BYTES.test(c.req.path))
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

/** The catalogue, the deepest thing that is sent, has eight. */
const DEPTH_MAX = 20

/** Whether JSON is nested too deep, seen before it is parsed: whatever goes through it afterwards need not fear its depth. */
const isTooDeep = (text: string): boolean => {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (quoted) {
      if (sign === 0x5c) at += 1
      else if (sign === 0x22) quoted = false
    } else if (sign === 0x22) quoted = true
    else if (sign === 0x5b || sign === 0x7b) {
      depth += 1
      if (depth > DEPTH_MAX) return true
    } else if (sign === 0x5d || sign === 0x7d) depth -= 1
  }
  return false
}

/** The JSON body, read with a bound. Hono's `bodyLimit` wraps the stream and costs four times the request. */
export const readBody = async (c: Context, limit: number): Promise<Body> => {
  if (!JSON_TYPE.test(c.req.header('content-type') ?? ''))
    return { ok: false, response: problem(c, 415, 'json-needed', 'Send JSON with content-type application/json.') }
  const declared = c.req.header('content-length')
  if (declared !== undefined && Number(declared) > limit) return tooLarge(c, limit)
  const text = declared === undefined ? await readCounting(c.req.raw, limit) : await c.req.text()
  if (text === undefined) return tooLarge(c, limit)
  if (isTooDeep(text))
    return { ok: false, response: problem(c, 400, 'malformed', `The body is nested deeper than ${DEPTH_MAX} levels.`) }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, response: problem(c, 400, 'malformed', 'The body is not valid JSON.') }
  }
}
