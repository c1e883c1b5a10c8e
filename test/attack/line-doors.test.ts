/** What is refused before anybody is asked who they are: foreign hosts, foreign pages, other content, other places. */
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { ask } from '../tls/ask.ts'
import { unsafeRoutes } from './unsafe-routes.ts'

let hall: HallServer
let routes: ReturnType<typeof unsafeRoutes>
beforeAll(async () => {
  hall = await startTestHall()
  routes = unsafeRoutes(hall.live.hall().id)
})
afterAll(() => hall.stop())

const host = () => new URL(hall.url).host
const withToken = (more: Record<string, string> = {}) => ({
  authorization: `Bearer ${hall.managerToken}`,
  'content-type': 'application/json',
  ...more,
})
const knock = async (
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<readonly [number, string]> => {
  const { status, body } = await ask(`${hall.url}${path}`, {
    method,
    headers: { ...headers, ...(method === 'DELETE' ? {} : { 'content-length': '2' }) },
    ...(method === 'DELETE' ? {} : { body: '{}' }),
  })
  return [status, String((JSON.parse(body) as { code?: unknown }).code)]
}

/** What a foreign page, a rebound name or a form can send. */
const FOREIGN: readonly (readonly [
  what: string,
  headers: () => Record<string, string>,
  wanted: readonly [number, string],
])[] = [
  ['a foreign page', () => ({ origin: 'http://evil.example' }), [403, 'foreign-origin']],
  ['a page without an origin, as from a file or a sandbox', () => ({ origin: 'null' }), [403, 'foreign-origin']],
  ['another port of this machine', () => ({ origin: 'http://127.0.0.1:1' }), [403, 'foreign-origin']],
  ['a name that begins like ours', () => ({ origin: `http://${host()}.evil.example` }), [403, 'foreign-origin']],
  ['a name with ours as its user', () => ({ origin: `http://${host()}@evil.example` }), [403, 'foreign-origin']],
  ['another scheme', () => ({ origin: `ftp://${host()}` }), [403, 'foreign-origin']],
  ['a browser that says so', () => ({ 'sec-fetch-site': 'cross-site' }), [403, 'foreign-origin']],
  ['a sibling that a browser tells of', () => ({ 'sec-fetch-site': 'same-site' }), [403, 'foreign-origin']],
  ['a rebound name', () => ({ host: 'evil.example', origin: 'http://evil.example' }), [421, 'foreign-host']],
  ['a rebound name that is a part of ours', () => ({ host: 'localhost.evil.example' }), [421, 'foreign-host']],
  ['text/plain', () => ({ 'content-type': 'text/plain' }), [415, 'json-needed']],
  ['a form', () => ({ 'content-type': 'application/x-www-form-urlencoded' }), [415, 'json-needed']],
  ['a form with files', () => ({ 'content-type': 'multipart/form-data; boundary=x' }), [415, 'json-needed']],
  ['what only begins like JSON', () => ({ 'content-type': 'application/jsonp' }), [415, 'json-needed']],
  ['JSON that a form could name', () => ({ 'content-type': 'text/plain; application/json' }), [415, 'json-needed']],
]

describe('every address that changes something', () => {
  it('X6 is listed by the server itself: commands, sign-in, machines, and all that came later', () => {
    const paths = routes.map(({ path }) => path)
    expect(routes.length).toBeGreaterThan(30)
    for (const path of ['/api/pair', '/api/sign-in', `${hall.hallPath}/commands`, `${hall.hallPath}/devices`])
      expect(paths).toContain(path)
  })

  it.each(FOREIGN)('X6 refuses %s, even with a manager’s token', async (_what, headers, wanted) => {
    const before = hall.live.hall().position
    const isAboutContent = wanted[0] === 415
    const answers = await Promise.all(
      routes
        // A body is not asked of a DELETE, and what has none has no content type.
        .filter(({ method }) => !(isAboutContent && method === 'DELETE'))
        .map(async ({ method, path }) => [method, path, ...(await knock(method, path, withToken(headers())))] as const),
    )
    expect(answers.filter(([, , status, code]) => status !== wanted[0] || code !== wanted[1])).toEqual([])
    expect(hall.live.hall().position).toBe(before)
  })

  it('X6 the hall’s own page, and a program without an origin, come as far as the hall’s own answers', async () => {
    for (const headers of [{ origin: `http://${host()}`, 'sec-fetch-site': 'same-origin' }, {}])
      expect(await knock('POST', `${hall.hallPath}/commands`, withToken(headers as Record<string, string>))).toEqual([
        422,
        'malformed',
      ])
  })

  it('X6 a picture’s content type opens no address that wants JSON', async () => {
    const bytes = routes.filter(({ path }) => /\/(?:media|clips\/)/.test(path))
    const json = routes.filter(({ path, method }) => method !== 'DELETE' && !/\/(?:media|clips\/)/.test(path))
    expect(bytes.length).toBeGreaterThan(1)
    for (const { method, path } of json)
      expect([path, ...(await knock(method, path, withToken({ 'content-type': 'image/png' })))]).toEqual([
        path,
        415,
        'json-needed',
      ])
  })

  it('X6 methods that nobody has thought of are as suspicious as those that change', async () => {
    for (const method of ['PROPFIND', 'TRACE', 'OPTIONS', 'MKCOL'])
      expect((await ask(`${hall.url}/api/hall`, { method, headers: { origin: 'http://evil.example' } })).status).toBe(
        403,
      )
  })
})

/** The first line that a server says to an upgrade. */
const upgrade = (headers: Record<string, string>, path = '/socket.io/?EIO=4&transport=websocket'): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(hall.url)
    const socket = connect(Number(port), hostname)
    const lines = Object.entries({
      host: host(),
      upgrade: 'websocket',
      connection: 'Upgrade',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`)
    socket.on('error', () => undefined)
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    socket.once('data', (piece) => {
      resolve(String(piece).split('\r\n')[0] ?? '')
      socket.destroy()
    })
    socket.once('close', () => resolve('closed'))
  })

describe('the sockets', () => {
  it.each([
    ['a foreign page', () => ({ origin: 'http://evil.example' })],
    ['no page', () => ({ origin: 'null' })],
    ['another port', () => ({ origin: 'http://127.0.0.1:1' })],
    ['a rebound name', () => ({ host: 'evil.example', origin: 'http://evil.example' })],
  ])('X6 %s gets no line', async (_what, headers) => {
    expect(await upgrade(headers() as unknown as Record<string, string>)).toMatch(/^HTTP\/1\.1 4\d\d /)
  })

  it('X6 the hall’s own page gets one, by WebSocket and at no other address', async () => {
    const origin = `http://${host()}`
    expect(await upgrade({ origin })).toMatch(/^HTTP\/1\.1 101 /)
    expect(await upgrade({ origin }, '/elsewhere')).toBe('closed')
    const polling = await ask(`${hall.url}/socket.io/?EIO=4&transport=polling`)
    expect(polling.status).toBe(400)
  })
})

describe('folders', () => {
  const OUT = [
    '/../package.json',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/....//....//package.json',
    '/assets//etc/passwd',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/assets/%00/../../package.json',
    '/assets/..%c0%af..%c0%afpackage.json',
    '/assets/%252e%252e%252fpackage.json',
    '/media/../hall.sqlite',
    '/media/..%2fhall.sqlite',
    '/media/%2e%2e%2fcatalogue.json',
    '/media/..%5cpeople.sqlite',
    '/media/../tls/authority.key',
    '/sw.js/../../package.json',
    '/t/../../package.json',
    '/.vite/manifest.json/../../../package.json',
    '/build/web/../../package.json',
  ]
  const INSIDES = /"dependencies"|root:|SQLite format 3|PRIVATE KEY|"services"/

  it.each(OUT)('X12 %s leads nowhere', async (path) => {
    const { hostname, port } = new URL(hall.url)
    // As bytes: a client of ours would tidy the address first.
    const heard = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname)
      let text = ''
      socket.on('data', (piece) => {
        text += piece.toString('latin1')
      })
      socket.on('error', () => undefined)
      socket.once('close', () => resolve(text))
      socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host()}\r\nconnection: close\r\n\r\n`)
    })
    expect(heard).toMatch(/^HTTP\/1\.1 (4\d\d|200)/)
    expect(heard).not.toMatch(INSIDES)
    // The one answer that is good is a page of the hall, as for /t/…, whose last part is a secret to it.
    if (heard.startsWith('HTTP/1.1 200')) expect(path.startsWith('/t/')).toBe(true)
  })

  it('X12 the corpus would find what leads out', () => {
    expect(readFileSync('package.json', 'utf8')).toMatch(INSIDES)
  })
})
