import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mintSecret, systemClock } from '../../server/clock.ts'
import { knowsYear } from '../../server/working-days.ts'
import { filesUnder } from '../kit/files-under.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

const CARD = '11010519491231002X'

let hall: HallServer
let tokens: Record<'kiosk' | 'display' | 'counter' | 'pad' | 'window' | 'guide' | 'manager' | 'inspector', string>
const logged: string[] = []
beforeAll(async () => {
  hall = await startTestHall({ log: (...line) => void logged.push(JSON.stringify(line)) })
  const counter = (await hall.device('counter', { counter: '1' })).token
  tokens = {
    kiosk: (await hall.device('kiosk')).token,
    display: (await hall.device('display')).token,
    counter,
    pad: (await hall.device('pad', { counter: '1' })).token,
    window: await hall.staff('window', 'clerk', counter),
    guide: await hall.staff('guide', 'guide'),
    manager: hall.managerToken,
    inspector: await hall.staff('inspector', 'inspector'),
  }
})
afterAll(() => hall.stop())

const person = (body: unknown, token: string | undefined = tokens.guide) =>
  hall.request('POST', `${hall.hallPath}/persons`, body, token)
const scan = (body: unknown, token: string | undefined = tokens.guide) =>
  hall.request('POST', `${hall.hallPath}/scans`, body, token)
const issue = () => hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, tokens.kiosk)

describe('a document becomes a key', () => {
  it('A9 answers with the key and what may be shown, and with nothing of the number', async () => {
    const answer = await person({ kind: 'resident', document: CARD })
    expect(answer).toEqual({
      status: 200,
      ok: true,
      person: expect.stringMatching(/^p[\w-]{22}$/),
      masked: '1*************002X',
    })
    expect(await person({ kind: 'resident', document: ` ${CARD.toLowerCase()} ` })).toEqual(answer)
  })

  it.each([
    [{ kind: 'resident', document: '110105194912310021' }, 'check-digit'],
    [{ kind: 'resident', document: '110105194913310021' }, 'date'],
    [{ kind: 'company', document: '91350100M000100Y44' }, 'check-digit'],
    [{ kind: 'other', document: '1234' }, 'form'],
  ])('A9 %j is 422 with the fault %s, and is not said back', async (body, fault) => {
    const answer = await person(body)
    expect(answer).toMatchObject({ status: 422, ok: false, code: 'bad-document', fault })
    expect(JSON.stringify(answer)).not.toContain(body.document)
  })

  it.each([{ kind: 'resident' }, { kind: 'passport', document: CARD }, { kind: 'other', document: CARD, more: 1 }, []])(
    'A9 %j is malformed and is not said back',
    async (body) => {
      const answer = await person(body)
      expect(answer).toMatchObject({ status: 422, code: 'malformed' })
      expect(JSON.stringify(answer)).not.toContain(CARD)
    },
  )

  it('A9 only who serves a visitor may ask', async () => {
    const body = { kind: 'resident', document: CARD }
    for (const role of ['window', 'guide', 'manager', 'kiosk'] as const)
      expect([role, (await person(body, tokens[role])).status]).toEqual([role, 200])
    for (const role of ['display', 'counter', 'pad', 'inspector'] as const)
      expect([role, await person(body, tokens[role])]).toMatchObject([role, { status: 403, code: 'not-permitted' }])
    const { secret } = await issue()
    expect(await person(body, String(secret))).toMatchObject({ status: 403 })
    expect(await hall.request('POST', `${hall.hallPath}/persons`, body)).toMatchObject({ status: 401 })
    expect(await hall.request('POST', '/api/halls/another/persons', body, tokens.guide)).toMatchObject({ status: 404 })
  })

  it('I17 A9 a named visitor leaves no number in the ledger, the other files, the views or the log', async () => {
    const { person: key } = await person({ kind: 'resident', document: CARD })
    const { ticket } = await hall.command(
      { type: 'IssueTicket', ticket: mintSecret(), service: 'A-01', person: String(key) },
      tokens.guide,
    )
    await hall.command({ type: 'NameVisitor', ticket: String(ticket), person: String(key) }, tokens.guide)
    const views = await Promise.all(
      ['guide', 'floor', 'counter:1'].map((topic) =>
        hall.request('GET', `${hall.hallPath}/views/${topic}`, undefined, tokens.manager),
      ),
    )
    expect(JSON.stringify(views)).toContain(String(ticket))
    expect(JSON.stringify(views)).not.toContain(String(key))
    const files = filesUnder(hall.dataDir)
    const secret = readFileSync(join(hall.dataDir, 'person.key'))
    for (const bytes of files) expect(bytes.includes(CARD)).toBe(false)
    expect(logged.join('\n')).not.toContain(CARD)
    expect(logged.join('\n')).not.toContain(secret.toString('base64url'))
    expect(files.some((bytes) => bytes.includes(String(key)))).toBe(true)
  })

  it('A7 A9 a script that tries numbers is slowed down like any flood', async () => {
    const own = await startTestHall({ pace: { perSecond: 1, burst: 5 } })
    const { token } = await own.device('kiosk')
    const ask = () => own.request('POST', `${own.hallPath}/persons`, { kind: 'other', document: 'E12345678' }, token)
    const answers = await Promise.all(Array.from({ length: 20 }, ask))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(answers.find(({ status }) => status === 429)).toMatchObject({ code: 'too-many', waitMs: expect.any(Number) })
    await own.stop()
  })
})

describe('a scanned ticket', () => {
  it('A10 is found by its secret, as by its number, and the secret is not said back', async () => {
    const { secret, number } = await issue()
    const found = await scan({ secret })
    const byNumber = await hall.request('GET', `${hall.hallPath}/tickets/${number}`, undefined, tokens.guide)
    expect(found).toEqual(byNumber)
    expect(found).toMatchObject({ status: 200, ok: true, ticket: { number, status: 'waiting' } })
    expect(JSON.stringify(found)).not.toContain(String(secret))
  })

  it('A10 a secret of nobody, and the id that staff know, are 404', async () => {
    const { ticket } = await issue()
    for (const secret of ['A'.repeat(22), ticket])
      expect(await scan({ secret })).toMatchObject({ status: 404, code: 'unknown-ticket' })
    expect(await scan({})).toMatchObject({ status: 422, code: 'malformed' })
  })

  it('A10 only staff may ask', async () => {
    const { secret } = await issue()
    for (const role of ['guide', 'manager', 'inspector', 'window'] as const)
      expect([role, (await scan({ secret }, tokens[role])).status]).toEqual([role, 200])
    for (const role of ['kiosk', 'display', 'counter', 'pad'] as const)
      expect([role, (await scan({ secret }, tokens[role])).status]).toEqual([role, 403])
    expect(await scan({ secret }, String(secret))).toMatchObject({ status: 403 })
    expect(await hall.request('POST', `${hall.hallPath}/scans`, { secret })).toMatchObject({ status: 401 })
  })

  it('A10 the secret stands in no log', async () => {
    const { secret } = await issue()
    await scan({ secret })
    expect(logged.join('\n')).not.toContain(String(secret))
  })
})

describe('the machines that a desk looks after', () => {
  type Row = { readonly id: string; readonly online: boolean; readonly role: string; readonly counter?: string }
  const rows = async (topic: string, token = tokens.manager): Promise<readonly Row[]> => {
    const { view } = await hall.request('GET', `${hall.hallPath}/views/${topic}`, undefined, token)
    return (view as { devices: readonly Row[] }).devices
  }

  it('G5 the guide desk and the manager see every paired machine and whether it is there, and no token', async () => {
    const device = { name: 'never paired', role: 'kiosk' }
    await hall.request('POST', `${hall.hallPath}/devices`, device, tokens.manager)
    for (const [topic, token] of [
      ['guide', tokens.guide],
      ['floor', tokens.manager],
    ] as const) {
      const devices = await rows(topic, token)
      expect(devices.map(({ role }) => role).sort()).toEqual(['counter', 'display', 'kiosk', 'pad'])
      expect(devices.every(({ online }) => !online)).toBe(true)
      expect(devices.find(({ role }) => role === 'pad')).toMatchObject({ counter: '1' })
      expect(JSON.stringify(devices)).not.toContain(tokens.pad)
    }
  })
})

describe('a phone on a later day', () => {
  const DAY_MS = 86_400_000

  it('T21 A3 the QR of a ticket follows and rates its visit on a later day, and opens nothing else', async () => {
    let now = Date.parse('2026-03-02T10:00:00+08:00')
    const own = await startTestHall({ clock: { ...systemClock, now: () => now } })
    const { token: pc } = await own.device('counter', { counter: '1' })
    const clerk = await own.staff('window', 'clerk', pc)
    const ticket = mintSecret()
    const guide = await own.staff('guide', 'guide')
    const issued = await own.command({ type: 'IssueTicket', ticket, service: 'A-01' }, guide)
    const secret = String(issued.secret)
    await own.command({ type: 'OpenCounter', counter: '1' }, clerk)
    await own.command({ type: 'CallNext', counter: '1' }, clerk)
    await own.command({ type: 'CompleteTicket', counter: '1', ticket, outcome: 'consulted' }, clerk)
    await own.command({ type: 'CloseHall', force: true }, own.managerToken)
    now += DAY_MS
    // Everybody's session has run out over night; the hall opens itself.
    await own.live.submit({ id: mintSecret(), type: 'OpenHall' }, { role: 'system', id: 'timekeeper' })
    expect(own.live.hall().tickets.size).toBe(0)

    const page = () => own.request('GET', `${own.hallPath}/views/ticket:${secret}`)
    expect(await page()).toMatchObject({
      status: 200,
      view: { ticket, number: issued.number, status: 'completed', ratings: [{ leg: 0, asks: 'grade' }] },
    })
    const rate = { type: 'RateVisit', ticket, secret, grade: 'satisfied' } as const
    expect(await own.command({ type: 'CancelTicket', ticket, reason: 'x' }, secret)).toMatchObject({ status: 404 })
    expect(await own.command({ ...rate, ticket: mintSecret() }, secret)).toMatchObject({ status: 403 })
    expect(await own.command(rate, secret)).toMatchObject({ status: 200 })
    expect(await own.command(rate, secret)).toMatchObject({ status: 409, code: 'already-rated' })
    expect(await page()).toMatchObject({ view: { ratings: [{ asks: 'done' }] } })

    now += 6 * DAY_MS
    expect(await own.command(rate, secret)).toMatchObject({ status: 409, code: 'rating-closed', days: 7 })
    expect(await page()).toMatchObject({ status: 404 })
    expect(await own.command(rate, 'A'.repeat(22))).toMatchObject({ status: 401 })
    await own.stop()
  })
})

describe('the draft', () => {
  it('CAT18 what could be done better stands beside what is wrong', async () => {
    const { advice } = await hall.request('GET', `${hall.hallPath}/draft`, undefined, tokens.manager)
    expect(advice).toContainEqual(expect.objectContaining({ code: 'staff-needed' }))
  })

  it('CAT18 the calendar knows the years that the State Council has named, and no others', () => {
    expect([2025, 2026].map(knowsYear)).toEqual([true, true])
    // 1 October 2028 is a Sunday, which is no holiday for all that.
    expect([2028, 2035].map(knowsYear)).toEqual([false, false])
  })
})
