/**
 * The headers of every answer (X27), set by the server itself and before anything can fail, so that errors, files and the
 * sockets' own answers carry them too (ASVS V3.4).
 */
import type { IncomingMessage, RequestListener } from 'node:http'
import type { Guard } from './guard.ts'

/** A browser takes this from origins alone that it trusts: TLS, or its own machine. */
const OWN_WINDOW = 'same-origin'
const OWN_MACHINE = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/

/** ASVS V3.4.1: at least a year. Said over TLS only; a browser would ignore it elsewhere. */
const HSTS = 'max-age=31536000'

/** What every answer says, over TLS or not. */
export const plainHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  // A ticket's secret stands in the address of its page and must not travel on.
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  // The pages record clips, keep the screen lit and go full screen; they need nothing else of the machine.
  'permissions-policy':
    'accelerometer=(), bluetooth=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(self), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(self), serial=(), usb=()',
}

/** What is no page loads nothing and runs nothing. */
export const NOTHING_RUNS = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

/**
 * The policy of the pages: their own files and nothing inline, no exception for scripts; text becomes markup or script
 * nowhere, since every sink wants a type that only the service worker's address gets (X9, ASVS V3.4.3).
 * @param host of the request, known to the hall: browsers before 2022 do not take 'self' for a socket.
 */
export const pagePolicy = (host: string, secure: boolean): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self' ${secure ? 'wss' : 'ws'}://${host}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types yichuang',
  ].join('; ')

/** Whether a request came over TLS to this server itself. */
export const isEncrypted = ({ socket }: IncomingMessage): boolean => 'encrypted' in socket && socket.encrypted === true

/** Where the built files are that never change: everything else is either the present or a page. */
const KEPT = /^\/(?:assets|media)\//

/** Stands before every other listener of the server. */
export const setHeaders =
  (guard: Guard): RequestListener =>
  (request, response) => {
    for (const [name, value] of Object.entries(plainHeaders)) response.setHeader(name, value)
    const secure = isEncrypted(request)
    if (secure) response.setHeader('strict-transport-security', HSTS)
    const { host } = request.headers
    if (secure || OWN_MACHINE.test(host ?? '')) response.setHeader('cross-origin-opener-policy', OWN_WINDOW)
    const api = /^\/(?:api|socket\.io)(?:\/|\?|$)/.test(request.url ?? '')
    const known = host !== undefined && guard.knowsHost(host)
    response.setHeader('content-security-policy', api || !known ? NOTHING_RUNS : pagePolicy(host, secure))
    // The present is never kept on the way or on a disk; pages are asked for anew, and are on the machine's own disk (K33).
    if (!KEPT.test(request.url ?? '')) response.setHeader('cache-control', api ? 'no-store' : 'no-cache')
  }
