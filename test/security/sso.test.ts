import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ssoFrom } from '../../server/security/sso.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { type Lie, openProvider } from '../kit/oidc-provider.ts'

const CLIENT = 'yichuang'
const SECRET = 'a secret between the two'
const SUB = 'person-71'

let provider: Awaited<ReturnType<typeof openProvider>>
let hall: HallServer
const lines: string[] = []

beforeAll(async () => {
  provider = await openProvider(CLIENT, SECRET)
  hall = await startTestHall({
    closed: true,
    sso: { issuer: provider.issuer, clientId: CLIENT, clientSecret: SECRET },
    log: (_level, what, detail) => void lines.push(JSON.stringify({ what, detail })),
  })
  await hall.staff('inspector', 'somebody known')
  await link('somebody known', SUB)
})
afterEach(() => provider.tell({}))
afterAll(async () => {
  await hall.stop()
  await provider.close()
})

const link = async (name: string, subject: string | null) => {
  const { staff } = await hall.request('GET', `${hall.hallPath}/staff`, undefined, hall.managerToken)
  const id = (staff as { id: string; name: string }[]).find((one) => one.name === name)?.id
  return hall.request('PATCH', `${hall.hallPath}/staff/${id}`, { subject }, hall.managerToken)
}

type Begun = { readonly url: string; readonly cookie: string }
const begin = async (page = '/manager'): Promise<Begun> => {
  const response = await fetch(`${hall.url}/api/sso/start?${new URLSearchParams({ page })}`, { redirect: 'manual' })
  expect(response.status).toBe(302)
  const cookie = response.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/SameSite=Lax/)
  return { url: response.headers.get('location') ?? '', cookie: cookie.split(';')[0] ?? '' }
}
/** Comes back to the hall; answers with where the hall sends the page then. */
const comeBack = async (back: URL, cookie: string): Promise<string> => {
  const response = await fetch(back, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } })
  expect(response.status).toBe(302)
  return response.headers.get('location') ?? ''
}
/** Turns what the page was sent back with into a session, in a browser with this cookie. */
const redeem = async (location: string, cookie: string): Promise<{ status: number; [name: string]: unknown }> => {
  const response = await fetch(`${hall.url}/api/sso/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
    body: JSON.stringify({ ticket: /#sso=(.*)$/.exec(location)?.[1] ?? '' }),
  })
  return { ...((await response.json()) as object), status: response.status }
}
const throughWith = async (sub: string, lie: Lie = {}) => {
  provider.tell(lie)
  const { url, cookie } = await begin()
  return redeem(await comeBack(provider.authorize(url, sub), cookie), cookie)
}

describe('single sign-on', () => {
  it('X31 lets in whom the issuer names and an account is linked to, as that account and nothing more', async () => {
    const answer = await throughWith(SUB)
    expect(answer).toMatchObject({
      status: 200,
      identity: { name: 'somebody known', role: 'inspector', duties: ['read'] },
    })
    const devices = `${hall.hallPath}/devices`
    expect((await hall.request('GET', devices, undefined, String(answer.token))).status).toBe(200)
    expect((await hall.request('POST', devices, {}, String(answer.token))).status).toBe(403)
  })

  it('X31 asks with PKCE, state and nonce, and comes back to the very page', async () => {
    const { url, cookie } = await begin('/guide')
    const query = new URL(url).searchParams
    expect(url.startsWith(`${provider.issuer}/authorize?`)).toBe(true)
    expect(query.get('code_challenge_method')).toBe('S256')
    expect(query.get('response_type')).toBe('code')
    for (const name of ['code_challenge', 'state', 'nonce']) expect(query.get(name)).toMatch(/^[\w-]{43}$/)
    expect(await comeBack(provider.authorize(url, SUB), cookie)).toMatch(/^\/guide#sso=[\w-]{43}$/)
  })

  it('X31 makes no account and gives no right: whom nobody linked stays outside', async () => {
    const before = await hall.request('GET', `${hall.hallPath}/staff`, undefined, hall.managerToken)
    expect(await throughWith('a stranger')).toMatchObject({ status: 403, code: 'not-linked' })
    expect(await hall.request('GET', `${hall.hallPath}/staff`, undefined, hall.managerToken)).toEqual(before)
  })

  it.each<[string, Lie]>([
    ['for another client', { claims: (claims) => ({ ...claims, aud: 'another' }) }],
    ['of another issuer', { claims: (claims) => ({ ...claims, iss: 'http://127.0.0.1:1' }) }],
    ['that is over', { claims: (claims) => ({ ...claims, exp: 1_000, iat: 900 }) }],
    ['of another request', { claims: (claims) => ({ ...claims, nonce: 'another' }) }],
    ['without a request', { claims: ({ nonce: _nonce, ...claims }) => claims }],
    ['about nobody', { claims: ({ sub: _sub, ...claims }) => claims }],
    ['that somebody else signed', { foreignKey: true }],
    ['that never comes', { status: 500 }],
  ])('X31 a token %s lets nobody in', async (_what, lie) => {
    expect(await throughWith(SUB, lie)).toMatchObject({ status: 403, code: 'sso-failed' })
    expect(await throughWith(SUB)).toMatchObject({ status: 200 })
  })

  it('X31 another’s answer, another browser, a code or a ticket that comes again let nobody in', async () => {
    const failed = { status: 403, code: 'sso-failed' }
    const first = await begin()
    const second = await begin()
    const back = provider.authorize(first.url, SUB)
    expect(await redeem(await comeBack(back, second.cookie), second.cookie)).toMatchObject(failed)
    const third = await begin()
    expect(await redeem(await comeBack(provider.authorize(third.url, SUB), ''), third.cookie)).toMatchObject(failed)
    const fourth = await begin()
    const forged = provider.authorize(fourth.url, SUB)
    forged.searchParams.set('state', 'x'.repeat(43))
    expect(await redeem(await comeBack(forged, fourth.cookie), fourth.cookie)).toMatchObject(failed)
    const fifth = await begin()
    const good = provider.authorize(fifth.url, SUB)
    const asked = provider.tokenRequests()
    const location = await comeBack(good, fifth.cookie)
    expect(await redeem(location, fifth.cookie)).toMatchObject({ status: 200 })
    expect(await redeem(location, fifth.cookie)).toMatchObject(failed)
    expect(await redeem(await comeBack(good, fifth.cookie), fifth.cookie)).toMatchObject(failed)
    expect(provider.tokenRequests()).toBe(asked + 1)
  })

  it('X31 X16 a ticket carried into another browser signs nobody in there as somebody else', async () => {
    const own = await begin()
    const theirs = await begin()
    const carried = await comeBack(provider.authorize(own.url, SUB), own.cookie)
    expect(await redeem(carried, theirs.cookie)).toMatchObject({ status: 403, code: 'sso-failed' })
    const again = await begin()
    const sent = await comeBack(provider.authorize(again.url, SUB), again.cookie)
    expect(await redeem(sent, '')).toMatchObject({ status: 403, code: 'sso-failed' })
  })

  it.each(['//evil.example', 'https://evil.example/', '/manager@evil.example', '/kiosk', '/manager?as=x&next=y', ''])(
    'X31 nobody is sent on to “%s”',
    async (page) => {
      const response = await fetch(`${hall.url}/api/sso/start?${new URLSearchParams({ page })}`, { redirect: 'manual' })
      expect(response.status).toBe(422)
    },
  )

  it('X31 one sign-on is one account, and what is unlinked or disabled is out', async () => {
    await hall.staff('guide', 'somebody else')
    expect(await link('somebody else', SUB)).toMatchObject({ status: 409, code: 'subject-taken' })
    const { token } = await throughWith(SUB)
    const devices = `${hall.hallPath}/devices`
    expect((await hall.request('GET', devices, undefined, String(token))).status).toBe(200)
    await link('somebody known', null)
    expect((await hall.request('GET', devices, undefined, String(token))).status).toBe(401)
    expect(await throughWith(SUB)).toMatchObject({ code: 'not-linked' })
    expect(await link('somebody else', SUB)).toMatchObject({ status: 200, staff: { linked: true } })
    expect(await throughWith(SUB)).toMatchObject({ identity: { name: 'somebody else', role: 'guide' } })
  })

  it('X31 stands in the security log, and no code, ticket or token in any', async () => {
    const { url, cookie } = await begin()
    const back = provider.authorize(url, SUB)
    const location = await comeBack(back, cookie)
    const { token } = await redeem(location, cookie)
    const { records } = await hall.request('GET', `${hall.hallPath}/security/log`, undefined, hall.managerToken)
    const text = JSON.stringify(records) + lines.join('\n')
    expect(text).toContain('"how":"sso"')
    expect(text).toContain('sso-refused')
    for (const held of [back.searchParams.get('code'), location.split('=')[1], token, SECRET])
      expect(text).not.toContain(held)
  })

  it('X31 X2 one machine that begins sign-ons without end is told to wait, and pushes out nobody', async () => {
    const statuses: number[] = []
    for (let count = 0; count < 80; count += 1)
      statuses.push((await fetch(`${hall.url}/api/sso/start?page=/manager`, { redirect: 'manual' })).status)
    expect(statuses.filter((status) => status === 302).length).toBeGreaterThan(10)
    expect(statuses.at(-1)).toBe(429)
  })

  it('X31 is not there unless it is set up, and says what is missing', async () => {
    expect(ssoFrom({})).toBe(undefined)
    expect(() => ssoFrom({ OIDC_ISSUER: 'https://id.example' })).toThrow('OIDC_CLIENT_ID')
    expect(() => ssoFrom({ OIDC_ISSUER: 'http://id.example', OIDC_CLIENT_ID: 'x' })).toThrow('https')
    const plain = await startTestHall({ closed: true })
    expect(await plain.request('GET', '/api/sso')).toMatchObject({ sso: false })
    expect((await plain.request('POST', '/api/sso/session', { ticket: 'x' })).status).toBe(404)
    await plain.stop()
  })

  it('X31 passwords open while the issuer is away', async () => {
    const away = await startTestHall({ closed: true, sso: { issuer: 'http://127.0.0.1:9', clientId: CLIENT } })
    const response = await fetch(`${away.url}/api/sso/start?page=/manager`, { redirect: 'manual' })
    expect(response.headers.get('location')).toBe('/manager#sso=failed')
    expect(away.managerToken).toMatch(/^[\w-]{43}$/)
    await away.stop()
  })
})
