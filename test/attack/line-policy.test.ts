/** The headers of every answer, and what a real browser makes of the pages' policy. */
import { readdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium, launch } from '../browser/chromium.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { ask, type Heard } from '../tls/ask.ts'
import { startTlsHall } from '../tls/tls-hall.ts'

const built = readdirSync('.').includes('build') && readdirSync('build').includes('web')

let hall: HallServer
beforeAll(async () => {
  hall = await startTestHall()
})
afterAll(() => hall.stop())

const NOTHING = /^default-src 'none'/
const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
  'content-security-policy': expect.stringMatching(NOTHING),
}
const JSON_TYPE = { 'content-type': 'application/json' }

describe('headers', () => {
  const get = (path: string, headers: Record<string, string> = {}) => ask(`${hall.url}${path}`, { headers })
  const post = (path: string, body: string, headers: Record<string, string> = JSON_TYPE) =>
    ask(`${hall.url}${path}`, { method: 'POST', body, headers: { ...headers, 'content-length': String(body.length) } })

  const API: readonly (readonly [what: string, answer: () => Promise<Heard>, status: number])[] = [
    ['a good answer', () => get('/api/hall'), 200],
    [
      'an answer to a manager',
      () => get(`${hall.hallPath}/devices`, { authorization: `Bearer ${hall.managerToken}` }),
      200,
    ],
    ['nobody known', () => get(`${hall.hallPath}/devices`), 401],
    ['no such address', () => get('/api/nothing'), 404],
    ['a foreign host', () => get('/api/hall', { host: 'evil.example' }), 421],
    ['a foreign page', () => post('/api/pair', '{}', { ...JSON_TYPE, origin: 'http://evil.example' }), 403],
    ['another content', () => post('/api/pair', '{}', { 'content-type': 'text/plain' }), 415],
    ['torn JSON', () => post('/api/pair', '{'), 400],
    ['no command', () => post('/api/pair', '{}'), 422],
    ['too large', () => post('/api/pair', ' '.repeat(17_000)), 413],
    ['the sockets’ own refusal', () => get('/socket.io/?EIO=4&transport=polling'), 400],
    ['a method that is none of ours', () => ask(`${hall.url}/api/hall`, { method: 'PROPFIND' }), 415],
  ]
  it.each(API)('X27 %s: kept nowhere, runs nothing', async (_what, answer, status) => {
    const { status: got, headers } = await answer()
    expect(got).toBe(status)
    expect(headers).toMatchObject({ ...ALWAYS, 'cache-control': 'no-store' })
    expect(headers['content-security-policy']).toContain('sandbox')
    // A browser takes it from addresses alone that it trusts.
    expect(headers['cross-origin-opener-policy']).toBe(status === 421 ? undefined : 'same-origin')
    // Nothing says what runs here.
    expect([headers.server, headers['x-powered-by']]).toEqual([undefined, undefined])
  })

  it.runIf(built)(
    'X27 a page: its own files alone, nothing inline, no text that becomes markup, in nobody’s frame',
    async () => {
      for (const path of ['/', '/kiosk', '/manager', '/t/AAAAAAAAAAAAAAAAAAAAAA', '/no-such-page']) {
        const { headers } = await get(path)
        expect(headers).toMatchObject({ ...ALWAYS, 'cache-control': 'no-cache' })
        const policy = String(headers['content-security-policy'])
        for (const rule of [
          "script-src 'self'",
          "style-src 'self'",
          "object-src 'none'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
        ])
          expect(policy.split('; ')).toContain(rule)
        expect(policy).not.toMatch(/unsafe|\*|https?:/)
        expect(policy).toContain(`ws://${new URL(hall.url).host}`)
      }
      const [file = ''] = readdirSync('build/web/assets')
      const { headers } = await get(`/assets/${file}`)
      expect(headers).toMatchObject({ ...ALWAYS, 'cache-control': 'public, max-age=31536000, immutable' })
    },
  )

  it('X27 a host that is not ours is never written into a policy', async () => {
    const { headers } = await get('/', { host: "evil.example; script-src 'unsafe-inline'" })
    expect(JSON.stringify(headers)).not.toContain('evil.example')
  })

  it('X27 that it is to be TLS for a year is said over TLS alone', async () => {
    expect((await get('/api/hall')).headers['strict-transport-security']).toBeUndefined()
    const secure = await startTlsHall()
    for (const path of ['/api/hall', '/api/nothing', '/hall-ca', '/socket.io/?EIO=4&transport=polling']) {
      const { headers } = await ask(`https://localhost:${secure.port}${path}`, { ca: secure.ca })
      expect(headers['strict-transport-security']).toBe('max-age=31536000')
    }
    const page = await ask(`https://localhost:${secure.port}/`, { ca: secure.ca })
    expect(String(page.headers['content-security-policy'])).toContain(`wss://localhost:${secure.port}`)
    // Under TLS a page in the clear is a foreign page, whatever its name.
    const clear = await ask(`https://localhost:${secure.port}/api/pair`, {
      ca: secure.ca,
      method: 'POST',
      body: '{}',
      headers: { ...JSON_TYPE, 'content-length': '2', origin: `http://localhost:${secure.port}` },
    })
    expect(clear.status).toBe(403)
    await secure.stop()
  })
})

const path = findChromium()

describe.skipIf(path === undefined || !built)('the policy in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch(path ?? '')
  })
  afterAll(() => browser.close())

  /** Opens a page and notes what its policy stopped from the first moment on. */
  const opened = async (
    address: string,
  ): Promise<{ readonly page: Page; readonly stopped: () => Promise<readonly string[]> }> => {
    const context = await browser.newContext({ locale: 'zh-CN', serviceWorkers: 'allow' })
    const page = await context.newPage()
    const said: string[] = []
    page.on('console', (message) => {
      if (/Content Security Policy|requires 'Trusted/.test(message.text())) said.push(message.text())
    })
    await page.addInitScript(() => {
      const stopped: string[] = []
      Object.assign(globalThis, { stopped })
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        stopped.push(`${violatedDirective} ${blockedURI} ${sample}`),
      )
    })
    await page.goto(`${hall.url}${address}`)
    await page.waitForFunction(() => (document.querySelector('#app')?.textContent ?? '').length > 3)
    const listed = () => page.evaluate(() => (globalThis as unknown as { stopped: string[] }).stopped)
    return { page, stopped: async () => [...(await listed()), ...said] }
  }
  const paired = async (role: 'kiosk' | 'display' | 'pad' | 'counter', where = {}): Promise<string> => {
    const made = await hall.request(
      'POST',
      `${hall.hallPath}/devices`,
      { name: role, role, ...where },
      hall.managerToken,
    )
    return `?pair=${made.code}`
  }

  it('X9 X27 no page does what its policy stops, and machines keep their pages under it', async () => {
    const service = hall.live.hall().catalogue?.services[0]?.id ?? ''
    const issued = await hall.command(
      { type: 'IssueTicket', ticket: 'policy-ticket-0000000001', service: 'A-01' },
      (await hall.device('kiosk')).token,
    )
    const addresses = [
      '/',
      `/kiosk${await paired('kiosk')}`,
      `/board${await paired('display')}`,
      `/strip${await paired('display', { counter: '1' })}`,
      `/pad${await paired('pad', { counter: '1' })}`,
      `/window${await paired('counter', { counter: '1' })}`,
      '/guide',
      '/manager',
      '/paper',
      `/t/${issued.secret}`,
      `/g/${service}`,
    ]
    const found: Record<string, readonly string[]> = {}
    for (const address of addresses) {
      const { page, stopped } = await opened(address)
      // A worker's address is the one text that becomes script.
      if (/^\/(?:kiosk|board)/.test(address)) await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
      found[address.replace(/\?.*/, '')] = await stopped()
      await page.context().close()
    }
    expect(Object.values(found).flat()).toEqual([])
    expect(Object.keys(found)).toHaveLength(addresses.length)
  }, 60_000)

  it('X9 what the policy is for it stops, and says so', async () => {
    const { page, stopped } = await opened('/')
    const ran = await page.evaluate(async () => {
      const tried = (act: () => unknown): string => {
        try {
          act()
          return 'let through'
        } catch (error) {
          return error instanceof Error ? error.name : String(error)
        }
      }
      // Later, as a page would: what is asked of a page from outside itself may always do this.
      const code = await new Promise<string>((resolve) =>
        setTimeout(() => resolve(tried(() => new Function('globalThis.ran = 1')()))),
      )
      const box = document.createElement('div')
      document.body.append(box)
      const sinks = {
        markup: tried(() => {
          box.innerHTML = '<img src=x onerror="globalThis.ran = 1">'
        }),
        frame: tried(() => {
          document.createElement('iframe').srcdoc = '<script>parent.ran = 1</script>'
        }),
        script: tried(() => {
          document.createElement('script').src = 'https://evil.example/x.js'
        }),
        worker: tried(() => new Worker('/sw.js')),
        policy: tried(() =>
          (
            globalThis as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => unknown } }
          ).trustedTypes.createPolicy('mine', {
            createHTML: (text: string) => text,
          }),
        ),
      }
      box.setAttribute('style', 'color: red')
      const inline = document.createElement('style')
      inline.textContent = 'body { display: none }'
      document.head.append(inline)
      const away = await fetch('https://evil.example/').then(
        () => 'let through',
        () => 'stopped',
      )
      return { ...sinks, code, away, hidden: getComputedStyle(document.body).display, ran: 'ran' in globalThis }
    })
    expect(ran).toEqual({
      markup: 'TypeError',
      frame: 'TypeError',
      script: 'TypeError',
      code: 'EvalError',
      worker: 'TypeError',
      policy: 'TypeError',
      away: 'stopped',
      hidden: 'block',
      ran: false,
    })
    const said = (await stopped()).join('\n')
    for (const rule of ['require-trusted-types-for', 'trusted-types', 'style-src', 'connect-src'])
      expect(said).toContain(rule)
    await page.context().close()
  })
})
