/** A small OpenID Connect provider: discovery, keys, codes with PKCE, signed tokens, and every lie that a test asks it for. */
import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Claims = Record<string, unknown>
export type Lie = {
  /** Changes what the token says. */
  readonly claims?: (claims: Claims) => Claims
  /** Signs with a key that is not published. */
  readonly foreignKey?: boolean
  /** Answers the token request with this status. */
  readonly status?: number
}

const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const coded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return new URLSearchParams(Buffer.concat(parts).toString())
}

export const openProvider = async (clientId: string, clientSecret: string) => {
  const keys = keyPair()
  const foreign = keyPair()
  const codes = new Map<string, { readonly query: URLSearchParams; readonly sub: string }>()
  let lie: Lie = {}
  let issuer = ''
  let tokenRequests = 0
  let signedIn: string | undefined

  const json = (response: ServerResponse, value: object, status = 200): void => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(value))
  }
  const tokenFor = (claims: Claims): string => {
    const head = coded({ alg: 'RS256', kid: 'one', typ: 'JWT' })
    const body = coded(claims)
    const key = createPrivateKey((lie.foreignKey ? foreign : keys).privateKey.export({ type: 'pkcs8', format: 'pem' }))
    return `${head}.${body}.${sign('sha256', Buffer.from(`${head}.${body}`), key).toString('base64url')}`
  }
  const answerToken = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    tokenRequests += 1
    const body = await bodyOf(request)
    const known = codes.get(body.get('code') ?? '')
    codes.delete(body.get('code') ?? '')
    const verified =
      known &&
      createHash('sha256')
        .update(body.get('code_verifier') ?? '')
        .digest('base64url') === known.query.get('code_challenge')
    const client = body.get('client_id') === clientId && body.get('client_secret') === clientSecret
    if (!known || !verified || !client || body.get('redirect_uri') !== known.query.get('redirect_uri'))
      return json(response, { error: 'invalid_grant' }, 400)
    if (lie.status !== undefined) return json(response, { error: 'server_error' }, lie.status)
    const now = Math.floor(Date.now() / 1000)
    const claims: Claims = {
      iss: issuer,
      aud: clientId,
      sub: known.sub,
      nonce: known.query.get('nonce'),
      iat: now,
      exp: now + 300,
    }
    json(response, {
      access_token: randomBytes(16).toString('hex'),
      token_type: 'bearer',
      expires_in: 300,
      id_token: tokenFor(lie.claims ? lie.claims(claims) : claims),
    })
  }
  /** What the browser would do at the provider: somebody signs in there, and is sent back with a code. */
  const authorize = (address: string, sub: string): URL => {
    const query = new URL(address).searchParams
    const code = randomBytes(16).toString('hex')
    codes.set(code, { query, sub })
    const back = new URL(query.get('redirect_uri') ?? '')
    back.search = new URLSearchParams({ code, state: query.get('state') ?? '' }).toString()
    return back
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', issuer)
    if (pathname === '/.well-known/openid-configuration')
      json(response, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      })
    else if (pathname === '/keys')
      json(response, { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] })
    else if (pathname === '/authorize' && signedIn !== undefined) {
      response.writeHead(302, { location: authorize(`${issuer}${request.url}`, signedIn).href })
      response.end()
    } else if (pathname === '/token') void answerToken(request, response)
    else json(response, {}, 404)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    authorize,
    /** Whoever comes to the provider is this person from now on, and is sent back at once. */
    signInAs: (sub: string): void => {
      signedIn = sub
    },
    tell: (next: Lie): void => {
      lie = next
    },
    tokenRequests: (): number => tokenRequests,
    close: (): Promise<void> => new Promise((resolve) => server.close(() => resolve())),
  }
}
