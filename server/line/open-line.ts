/**
 * The port of the hall, with every limit that holds before a request is understood. On this machine's own address it is plain
 * (browsers trust that one); open to the network it speaks TLS, unless plain HTTP is declared, which staff are told (X26).
 */
import { once } from 'node:events'
import { createServer as createPlain, type Server as HttpServer, type ServerResponse } from 'node:http'
import { createServer as createSecure, type Server as HttpsServer, type ServerOptions } from 'node:https'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import type { Clock } from '../clock.ts'
import type { Guard } from '../http/guard.ts'
import { setHeaders } from '../http/headers.ts'
import type { Log } from '../log.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import { certifiableNames } from '../tls/authority.ts'
import { type CertificateState, type GivenFiles, openCertificates } from '../tls/certificates.ts'
import { speakPlainToo } from '../tls/one-port.ts'
import { signpost } from '../tls/signpost.ts'
import { type Deadlines, openDeadlines } from './deadlines.ts'
import { capPerAddress } from './per-address.ts'

/** A request is whole within this time, and a film that a manager sends within that (300 MB at 2 Mbit/s). ms */
const REQUEST_WITHIN_MS = 8_000
const FILM_WITHIN_MS = 20 * 60_000
const HANDSHAKE_WITHIN_MS = 5_000
/** Whoever is in the middle of a request when the hall stops has so long to end it: a film would hold it for minutes. ms */
const STOPS_WITHIN_MS = 1_000

/** Slow senders are cut off after seconds; the defaults kept a half-open head for a minute and a half (reliability S14). */
const LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: FILM_WITHIN_MS,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16 * 1024,
}

/** Forward secrecy and authenticated encryption alone (ASVS V12.1.1–2; RFC 9325 §4.2). */
const TLS: ServerOptions = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
  honorCipherOrder: true,
  ALPNProtocols: ['http/1.1'],
  handshakeTimeout: HANDSHAKE_WITHIN_MS,
}

export type LineState = {
  /** `local`: plain, for this machine alone. `plain`: open to the network without TLS, as declared. */
  readonly mode: 'tls' | 'local' | 'plain'
  readonly certificate?: CertificateState
}

export type OpenLine = {
  readonly http: HttpServer | HttpsServer
  readonly scheme: 'https' | 'http'
  readonly state: () => LineState
  readonly spare: Deadlines['spare']
  /** Answers what was asked and cuts every line; screens come back by themselves. @param stop takes no new ones */
  readonly close: (stop: () => Promise<void>) => Promise<void>
}

export type LineOptions = {
  readonly fetch: (request: Request, env: unknown) => Response | Promise<Response>
  readonly guard: Guard
  readonly host: string
  /** What the hall is called: a certificate is for these. */
  readonly names: ReadonlySet<string>
  /** The data folder's `tls`. */
  readonly folder: string
  readonly plainHttp: boolean
  readonly given: GivenFiles | undefined
  readonly clock: Clock
  readonly log: Log
  readonly alarms: SystemAlarms
}

const OWN_MACHINE = new Set(['127.0.0.1', 'localhost', '::1'])

const modeOf = ({ host, plainHttp, given }: LineOptions): LineState['mode'] => {
  if (given) return 'tls'
  if (OWN_MACHINE.has(host)) return 'local'
  return plainHttp ? 'plain' : 'tls'
}

/** Throws with a sentence where there is neither a certificate nor a way to make one. */
export const openLine = (options: LineOptions): OpenLine => {
  const { fetch, guard, names, folder, given, clock, log, alarms } = options
  const mode = modeOf(options)
  const certificates =
    mode === 'tls'
      ? openCertificates({ folder, names: certifiableNames(names), ...(given && { given }), clock, log, alarms })
      : undefined
  if (mode === 'plain') alarms.raise('plain-http')
  const deadlines = openDeadlines(REQUEST_WITHIN_MS)
  const http = createAdaptorServer({
    fetch,
    autoCleanupIncoming: false,
    ...(certificates
      ? { createServer: createSecure, serverOptions: { ...LIMITS, ...TLS, ...certificates.shown() } }
      : { createServer: createPlain, serverOptions: LIMITS }),
  }) as HttpServer | HttpsServer
  // Last of all, and so before all: whoever joins the server in the meantime puts itself before those that are there.
  http.once('listening', () => {
    http.prependListener('request', deadlines.watch)
    http.prependListener('request', setHeaders(guard))
  })
  if (certificates && 'setSecureContext' in http) {
    speakPlainToo(http, signpost(guard, certificates.state))
    certificates.onRenewed((shown) => http.setSecureContext({ ...TLS, ...shown }))
  }
  capPerAddress(http, log)
  const asked = new Set<ServerResponse>()
  http.on('request', (_request, response) => {
    asked.add(response)
    response.once('close', () => asked.delete(response))
  })
  const sockets = new Set<Socket>()
  http.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return {
    http,
    scheme: certificates ? 'https' : 'http',
    state: () => ({ mode, ...(certificates && { certificate: certificates.state() }) }),
    spare: deadlines.spare,
    close: async (stop) => {
      certificates?.close()
      const stopped = stop()
      const answered = Promise.all([...asked].map((response) => once(response, 'close')))
      await Promise.race([answered, sleep(STOPS_WITHIN_MS, undefined, { ref: false })])
      for (const socket of sockets) socket.destroy()
      await stopped
    },
  }
}
