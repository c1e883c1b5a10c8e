/**
 * Single sign-on by OpenID Connect: authorization code with PKCE, state and nonce, of the one issuer that whoever starts the
 * server names. It says who somebody is; what they may do is their account's here, and without one they come no further
 * (X31). Passwords stay, for the day on which the issuer is away.
 */
import { randomBytes } from 'node:crypto'
import * as oidc from 'openid-client'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'

export type SsoSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret?: string | undefined
}

export type Sso = {
  /** What stands before a subject in the register, so that another issuer's same word is another person. */
  readonly subjectOf: (sub: string) => string
  /** Where to send the browser, and the secret that this very browser brings back; undefined while the issuer is away. */
  readonly start: (
    page: string,
    redirect: string,
  ) => Promise<{ readonly url: string; readonly browser: string } | undefined>
  /** The page to go back to, and a ticket that is good once for a minute where the issuer said who it is. */
  readonly finish: (
    back: URL,
    browser: string | undefined,
  ) => Promise<{ readonly page: string; readonly ticket?: string }>
  /** Whom a ticket stands for, in the browser that it was given to: in another it would sign somebody in as somebody else. */
  readonly redeem: (ticket: string, browser: string | undefined) => string | undefined
}

/** Typing a password at the issuer takes no longer, ms. */
const FLOW_LIVES_MS = 10 * 60_000
const TICKET_LIVES_MS = 60_000
/** Begun and never ended, by browsers that went elsewhere. */
const FLOWS_MAX = 1_000

type Flow = {
  readonly page: string
  readonly redirect: string
  readonly browser: string
  readonly verifier: string
  readonly nonce: string
  readonly until: number
}

const secret = (): string => randomBytes(32).toString('base64url')
const isLoopback = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

/** Reads the settings of the environment; undefined where there is no sign-on. Throws a sentence where they are incomplete. */
export const ssoFrom = ({
  OIDC_ISSUER,
  OIDC_CLIENT_ID,
  OIDC_CLIENT_SECRET,
}: NodeJS.ProcessEnv): SsoSettings | undefined => {
  if (OIDC_ISSUER === undefined) return undefined
  if (OIDC_CLIENT_ID === undefined) throw new Error('OIDC_ISSUER is set: set OIDC_CLIENT_ID as well.')
  const issuer = URL.canParse(OIDC_ISSUER) ? new URL(OIDC_ISSUER) : undefined
  if (!issuer || (issuer.protocol !== 'https:' && !isLoopback(issuer)))
    throw new Error(`OIDC_ISSUER must be an https address, not "${OIDC_ISSUER}".`)
  return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET }
}

export const openSso = ({ issuer, clientId, clientSecret }: SsoSettings, clock: Clock, log: Log): Sso => {
  const flows = new Map<string, Flow>()
  const tickets = new Map<string, { readonly subject: string; readonly browser: string; readonly until: number }>()
  let found: Promise<oidc.Configuration> | undefined

  const discover = (): Promise<oidc.Configuration> => {
    const server = new URL(issuer)
    const insecure = server.protocol === 'http:' && isLoopback(server) ? [oidc.allowInsecureRequests] : []
    // The token's signature is checked as well, not only the line that it came over.
    const execute = [...insecure, oidc.enableNonRepudiationChecks]
    const authentication = clientSecret === undefined ? oidc.None() : undefined
    return oidc.discovery(server, clientId, clientSecret, authentication, { execute })
  }
  /** Asked for once; again after a failure. */
  const configuration = async (): Promise<oidc.Configuration | undefined> => {
    found ??= discover()
    try {
      return await found
    } catch (error) {
      found = undefined
      log('warn', 'sso-issuer-away', { reason: reasonOf(error) })
      return undefined
    }
  }
  const tidy = <T extends { readonly until: number }>(map: Map<string, T>): void => {
    for (const [key, { until }] of map) if (until <= clock.now() || map.size >= FLOWS_MAX) map.delete(key)
  }
  const subjectOf = (sub: string): string => `${issuer} ${sub}`

  return {
    subjectOf,
    start: async (page, redirect) => {
      const config = await configuration()
      if (!config) return undefined
      tidy(flows)
      const [state, browser, nonce, verifier] = [secret(), secret(), secret(), oidc.randomPKCECodeVerifier()]
      flows.set(state, { page, redirect, browser, verifier, nonce, until: clock.now() + FLOW_LIVES_MS })
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirect,
        scope: 'openid',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, browser }
    },
    finish: async (back, browser) => {
      const state = back.searchParams.get('state') ?? ''
      const flow = flows.get(state)
      // Once, whatever comes of it: a code that is sent again finds no flow.
      flows.delete(state)
      if (!flow || flow.until <= clock.now() || browser === undefined || browser !== flow.browser) {
        log('warn', 'sso-foreign-answer', { known: flow !== undefined })
        return { page: flow?.page ?? '/' }
      }
      const config = await configuration()
      if (!config) return { page: flow.page }
      try {
        const tokens = await oidc.authorizationCodeGrant(config, new URL(`${flow.redirect}${back.search}`), {
          pkceCodeVerifier: flow.verifier,
          expectedState: state,
          expectedNonce: flow.nonce,
          idTokenExpected: true,
        })
        const sub = tokens.claims()?.sub
        if (sub === undefined) return { page: flow.page }
        tidy(tickets)
        const ticket = secret()
        tickets.set(ticket, { subject: subjectOf(sub), browser, until: clock.now() + TICKET_LIVES_MS })
        return { page: flow.page, ticket }
      } catch (error) {
        log('warn', 'sso-refused', { reason: reasonOf(error) })
        return { page: flow.page }
      }
    },
    redeem: (ticket, browser) => {
      const known = tickets.get(ticket)
      tickets.delete(ticket)
      return known && known.until > clock.now() && known.browser === browser ? known.subject : undefined
    },
  }
}
