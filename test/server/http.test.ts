import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMMAND_BYTES_MAX } from '../../hall/limits.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

let hall: HallServer
let kiosk: string
beforeAll(async () => {
  hall = await startTestHall()
  kiosk = (await hall.device('kiosk')).token
})
afterAll(() => hall.stop())

const position = () => hall.live.hall().position
const issue = (ticket = mintSecret()) => ({ type: 'IssueTicket', ticket, service: 'A-01' }) as const

describe('one address changes the hall', () => {
  it('S1 an accepted command is 200 with its position; a refused one is never 200', async () => {
    const good = await hall.command(issue(), kiosk)
    expect(good).toMatchObject({ status: 200, ok: true, position: position() })
    const bad = await hall.command({ ...issue(), service: 'no-such' }, kiosk)
    expect(bad).toMatchObject({ status: 404, ok: false, code: 'unknown-service', service: 'no-such' })
  })

  it('S1 no GET of the API changes the ledger, not even the addresses that POST does', async () => {
    const document = await hall.request('GET', '/api/openapi.json')
    const before = position()
    for (const path of Object.keys(document.paths as object)) {
      const concrete = path
        .replace('{hall}', 'jiaoling')
        .replace('{topic}', 'floor')
        .replace('{number}', 'A001')
        .replace('{id}', 'x')
      await fetch(hall.url + concrete, { headers: { authorization: `Bearer ${hall.managerToken}` } })
    }
    expect(position()).toBe(before)
  })

  it('S8 the OpenAPI document names every command of the hall', async () => {
    const document = await hall.request('GET', '/api/openapi.json')
    const text = JSON.stringify(document)
    const types = [
      'OpenHall',
      'CallNext',
      'IssueTicket',
      'RateVisit',
      'TransferTicket',
      'PublishCatalogue',
      'MarkNoShow',
      'TakeOver',
      'UndoAct',
      'GiveNotice',
      'ExplainRating',
    ]
    for (const type of types) expect(text).toContain(`"const":"${type}"`)
    expect(Object.keys(document.paths as object)).toEqual(
      expect.arrayContaining(['/api/halls/{hall}/persons', '/api/halls/{hall}/scans']),
    )
    expect(text).toContain('"enum":["resident","company","other"]')
    expect(text).not.toContain('"required":["id","type","force"]')
  })
})

describe('looking a ticket up', () => {
  it.each([
    ['as printed', (number: string) => number],
    ['in small letters with a space', (number: string) => ` ${number.toLowerCase()} `],
    ['with the prefix of its class', (number: string) => `V${number}`],
  ])('G3 a ticket is found by its number %s', async (_how, written) => {
    const issued = await hall.command(issue(), kiosk)
    const path = `${hall.hallPath}/tickets/${encodeURIComponent(written(String(issued.number)))}`
    expect(await hall.request('GET', path, undefined, hall.managerToken)).toMatchObject({
      ticket: { id: issued.ticket },
    })
    expect(await hall.request('GET', path, undefined, kiosk)).toMatchObject({ status: 403 })
  })

  it('G3 a number that was not issued is 404', async () => {
    const answer = await hall.request('GET', `${hall.hallPath}/tickets/A999`, undefined, hall.managerToken)
    expect(answer).toMatchObject({ status: 404, code: 'unknown-ticket' })
  })
})

describe('bad input is answered with one clear sentence and changes nothing', () => {
  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    hall.request('POST', `${hall.hallPath}/commands`, body, kiosk, headers)

  it.each([
    ['torn JSON', '{"id": "', 400, 'malformed'],
    ['no JSON object', '"hello"', 422, 'malformed'],
    ['an unknown command', JSON.stringify({ id: mintSecret(), type: 'DropTables' }), 422, 'malformed'],
    ['an unknown key', JSON.stringify({ id: mintSecret(), ...issue(), extra: 1 }), 422, 'malformed'],
    [
      'a prototype key',
      `{"id":"${mintSecret()}","type":"IssueTicket","ticket":"${mintSecret()}","service":"A-01","__proto__":{"a":1}}`,
      422,
      'malformed',
    ],
    ['an id too short to be unguessable', JSON.stringify({ id: mintSecret(), ...issue('short') }), 422, 'malformed'],
    ['an oversized body', `"${'x'.repeat(COMMAND_BYTES_MAX)}"`, 413, 'too-large'],
  ])('S7 %s', async (_what, body, status, code) => {
    const before = position()
    const answer = await post(body)
    expect(answer).toMatchObject({ status, ok: false, code })
    expect(String(answer.title)).toMatch(/\.$/)
    expect(position()).toBe(before)
  })

  it('S7 a chunked body over the bound is 413 as well', async () => {
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('x'.repeat(4096)))
      },
    })
    const response = await fetch(`${hall.url}${hall.hallPath}/commands`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${kiosk}` },
    } as RequestInit)
    expect(response.status).toBe(413)
  })

  it('S7 a body that is not JSON by its own word is 415', async () => {
    expect(await post('{}', { 'content-type': 'text/plain' })).toMatchObject({ status: 415, code: 'json-needed' })
  })

  it('S7 problems say where and never repeat the input', async () => {
    const answer = await post(
      JSON.stringify({ id: mintSecret(), type: 'IssueTicket', ticket: 'SECRETVALUE', service: 'A-01' }),
    )
    expect(JSON.stringify(answer.problems)).toContain('ticket')
    expect(JSON.stringify(answer)).not.toContain('SECRETVALUE')
  })

  it('S1 an unknown address of the API is 404 and says where the list is', async () => {
    expect(await hall.request('GET', '/api/nothing')).toMatchObject({ status: 404, code: 'not-found' })
  })
})

describe('who may', () => {
  it('A4 no token, a false token and a token of another kind are 401', async () => {
    for (const token of [undefined, 'x'.repeat(43), 'Bearer']) {
      const answer = await hall.request('POST', `${hall.hallPath}/commands`, { id: mintSecret(), ...issue() }, token)
      expect(answer).toMatchObject({ status: 401, code: 'unknown-token' })
    }
  })

  it('A3 a kiosk opens no window, and gives no precedence that the hall keeps to its desk', async () => {
    expect(await hall.command({ type: 'OpenCounter', counter: '1' }, kiosk)).toMatchObject({
      status: 403,
      code: 'not-permitted',
    })
    const priority = await hall.command({ ...issue(), class: 'priority', ground: 'martyr-family' }, kiosk)
    expect(priority).toMatchObject({ status: 403, code: 'not-permitted' })
  })

  it('A3 an inspector reads everything and changes nothing', async () => {
    const inspector = await hall.staff('inspector', 'inspector')
    expect(await hall.request('GET', `${hall.hallPath}/views/floor`, undefined, inspector)).toMatchObject({
      status: 200,
    })
    expect(await hall.request('GET', `${hall.hallPath}/devices`, undefined, inspector)).toMatchObject({ status: 200 })
    expect(await hall.command(issue(), inspector)).toMatchObject({ status: 403 })
    const device = { name: 'x', role: 'kiosk' }
    expect(await hall.request('POST', `${hall.hallPath}/devices`, device, inspector)).toMatchObject({ status: 403 })
  })

  it('I15 a window session can read no secret and rate no visit, though it knows the ticket', async () => {
    const pc = await hall.device('counter', { counter: '1' })
    const clerk = await hall.staff('window', 'clerk of one', pc.token)
    const ticket = mintSecret()
    const issued = await hall.command(issue(ticket), kiosk)
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    const called = await hall.command({ type: 'CallNext', counter: '1' }, clerk)
    const at = String(called.ticket)
    await hall.command({ type: 'StartServing', counter: '1', ticket: at }, clerk)
    await hall.command({ type: 'CompleteTicket', counter: '1', ticket: at, outcome: 'immediate' }, clerk)
    const view = await hall.request('GET', `${hall.hallPath}/views/counter:1`, undefined, clerk)
    const secret = hall.live.hall().tickets.get(at)?.secret ?? ''
    expect(secret).not.toBe('')
    expect(JSON.stringify(view)).not.toContain(secret)
    expect(await hall.request('GET', `${hall.hallPath}/views/pad:1`, undefined, clerk)).toMatchObject({ status: 403 })
    const rate = { type: 'RateVisit', ticket: at, secret, grade: 'very-satisfied' } as const
    expect(await hall.command(rate, clerk)).toMatchObject({ status: 403, code: 'not-permitted' })
    const pad = await hall.device('pad', { counter: '1' })
    expect(await hall.command(rate, pad.token)).toMatchObject({ status: 200 })
    expect(await hall.command(rate, pad.token)).toMatchObject({ status: 409, code: 'already-rated' })
    expect(issued.status).toBe(200)
  })

  it('A3 whoever holds a secret may follow and cancel that ticket, and no other', async () => {
    const mine = await hall.command(issue(), kiosk)
    const other = await hall.command(issue(), kiosk)
    const secret = String(mine.secret)
    expect(await hall.request('GET', `${hall.hallPath}/views/ticket:${secret}`)).toMatchObject({ status: 200 })
    expect(await hall.request('GET', `${hall.hallPath}/views/ticket:${'A'.repeat(22)}`)).toMatchObject({ status: 404 })
    const cancel = (ticket: unknown) =>
      hall.command({ type: 'CancelTicket', ticket: String(ticket), reason: 'left' }, secret)
    expect(await cancel(other.ticket)).toMatchObject({ status: 403 })
    expect(await cancel(mine.ticket)).toMatchObject({ status: 200 })
  })

  it('A8 window staff cannot sign in away from a paired window computer', async () => {
    await hall.request(
      'POST',
      `${hall.hallPath}/staff`,
      { name: 'roamer', password: 'eight-or-more', role: 'window' },
      hall.managerToken,
    )
    const signed = await hall.request('POST', '/api/sign-in', { name: 'roamer', password: 'eight-or-more' })
    expect(signed).toMatchObject({ status: 403, code: 'counter-needed' })
  })

  it('A2 a pairing code works once, and a wrong one is refused and slowed down', async () => {
    const own = await startTestHall({ closed: true })
    const added = await own.request('POST', `${own.hallPath}/devices`, { name: 'k', role: 'kiosk' }, own.managerToken)
    expect(await own.request('POST', '/api/pair', { code: added.code })).toMatchObject({ status: 200 })
    const statuses: number[] = []
    for (let tries = 0; tries < 8; tries += 1)
      statuses.push((await own.request('POST', '/api/pair', { code: added.code })).status)
    expect(statuses.slice(0, 5)).toEqual([403, 403, 403, 403, 403])
    expect(statuses.slice(5)).toEqual([429, 429, 429])
    await own.stop()
  })

  it('A1 the first manager’s code works once and a new hall has no other account', async () => {
    const own = await startTestHall({ closed: true })
    expect((await own.request('GET', `${own.hallPath}/staff`, undefined, own.managerToken)).staff).toHaveLength(1)
    const again = await own.request('POST', '/api/first-manager', {
      code: 'ABCDEFGH',
      name: 'second',
      password: 'eight-or-more',
    })
    expect(again).toMatchObject({ status: 403, code: 'wrong-code' })
    await own.stop()
  })

  it('A4 a revoked machine is refused at its next request', async () => {
    const gone = await hall.device('kiosk')
    expect(await hall.command(issue(), gone.token)).toMatchObject({ status: 200 })
    await hall.request('DELETE', `${hall.hallPath}/devices/${gone.id}`, undefined, hall.managerToken)
    expect(await hall.command(issue(), gone.token)).toMatchObject({ status: 401 })
  })

  it('A6 a disabled person is out, and a password shorter than 8 is refused', async () => {
    const token = await hall.staff('guide', 'guide to disable')
    const { staff } = await hall.request('GET', `${hall.hallPath}/staff`, undefined, hall.managerToken)
    const id = (staff as { id: string; name: string }[]).find(({ name }) => name === 'guide to disable')?.id
    await hall.request('PATCH', `${hall.hallPath}/staff/${id}`, { disabled: true }, hall.managerToken)
    expect(await hall.command(issue(), token)).toMatchObject({ status: 401 })
    const weak = { name: 'weak', password: '1234567', role: 'guide' }
    expect(await hall.request('POST', `${hall.hallPath}/staff`, weak, hall.managerToken)).toMatchObject({
      status: 422,
      code: 'weak-password',
    })
  })
})

describe('foreign pages and names', () => {
  const raw = (headers: Record<string, string>) =>
    hall.request('POST', `${hall.hallPath}/commands`, { id: mintSecret(), ...issue() }, kiosk, headers)

  it('A5 a foreign Origin is 403 even with a good token', async () => {
    expect(await raw({ origin: 'http://evil.example' })).toMatchObject({ status: 403, code: 'foreign-origin' })
    expect(await raw({ origin: 'null' })).toMatchObject({ status: 403 })
    expect(await raw({ origin: hall.url })).toMatchObject({ status: 200 })
  })

  it('A5 a foreign Host is 421, also when Origin agrees with it (DNS rebinding)', async () => {
    const { request } = await import('node:http')
    const status = await new Promise((resolve, reject) => {
      const asked = request(
        `${hall.url}${hall.hallPath}/catalogue`,
        { headers: { host: 'evil.example', origin: 'http://evil.example' } },
        (response) => resolve(response.statusCode),
      )
      asked.on('error', reject)
      asked.end()
    })
    expect(status).toBe(421)
  })
})

describe('a flood', () => {
  it('A7 one actor over its pace is 429 with the time to wait, and others go on', async () => {
    const own = await startTestHall({ pace: { perSecond: 1, burst: 5 } })
    const noisy = (await own.device('kiosk')).token
    const quiet = (await own.device('kiosk')).token
    const answers = await Promise.all(Array.from({ length: 30 }, () => own.command(issue(), noisy)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(answers.find(({ status }) => status === 429)).toMatchObject({ code: 'too-many', waitMs: expect.any(Number) })
    expect(await own.command(issue(), quiet)).toMatchObject({ status: 200 })
    await own.stop()
  })
})

describe('starting', () => {
  it('I21 a taken port is one sentence that names another', async () => {
    await expect(startTestHall({ port: hall.port })).rejects.toThrow(/Port \d+ is taken.*PORT=/)
  })

  it('L7 a restart keeps the day, the people and the answers', async () => {
    const first = await startTestHall()
    const token = (await first.device('kiosk')).token
    const id = mintSecret()
    const wish = issue()
    const answer = await first.command(wish, token, id)
    await first.close()
    const second = await startTestHall({ dataDir: first.dataDir })
    expect(second.live.hall().tickets.size).toBe(1)
    expect(await second.command(wish, token, id)).toEqual(answer)
    expect(await second.command({ ...wish, service: 'A-02' }, token, id)).toMatchObject({
      status: 409,
      code: 'command-reused',
    })
    await second.stop()
  })
})
