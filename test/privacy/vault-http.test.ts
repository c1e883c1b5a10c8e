/** The vault over HTTP: who may have a number kept, see its mask, look at it whole, and what the auditor sees of that. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

const PHONE = '13800138000'
const CARD = '11010519491231002X'

let hall: HallServer
let tokens: Record<'kiosk' | 'display' | 'counter' | 'window' | 'next' | 'guide' | 'manager' | 'inspector', string>
let question: string
const logged: string[] = []
beforeAll(async () => {
  const services = sampleCatalogue.services.map((service) =>
    service.id === 'A-01' ? { ...service, asks: ['phone', 'document'] as const } : service,
  )
  hall = await startTestHall({
    shipped: { ...sampleCatalogue, services },
    log: (...line) => void logged.push(JSON.stringify(line)),
  })
  const counter = (await hall.device('counter', { counter: '1' })).token
  const nextCounter = (await hall.device('counter', { counter: '2' })).token
  tokens = {
    kiosk: (await hall.device('kiosk')).token,
    display: (await hall.device('display')).token,
    counter,
    window: await hall.staff('window', 'clerk', counter),
    next: await hall.staff('window', 'neighbour', nextCounter),
    guide: await hall.staff('guide', 'guide'),
    manager: hall.managerToken,
    inspector: await hall.staff('inspector', 'inspector'),
  }
  question = await owed()
})
afterAll(() => hall.stop())

const owed = async (): Promise<string> => {
  const id = mintSecret()
  await hall.command(
    { type: 'LogQuestion', question: id, channel: 'phone', owed: { owner: 'guide', workingDays: 2 } },
    tokens.guide,
  )
  return id
}
const keep = (body: object, token = tokens.guide) => hall.request('POST', `${hall.hallPath}/vault`, body, token)
const keepPhone = (id: string, token = tokens.guide, value = PHONE) =>
  keep({ ask: 'phone', about: { kind: 'question', id }, value }, token)
const look = (id: string, token = tokens.guide, reason = '回电答复') =>
  hall.request('POST', `${hall.hallPath}/vault/${id}/look`, { reason }, token)
const idOf = (answer: object): string => (answer as { kept: { id: string } }).kept.id
const served = async (): Promise<string> => {
  const id = mintSecret()
  await hall.command({ type: 'IssueTicket', ticket: id, service: 'A-01' }, tokens.kiosk)
  await hall.command({ type: 'OpenCounter', counter: '1' }, tokens.window)
  await hall.command({ type: 'CallNext', counter: '1' }, tokens.window)
  return id
}

describe('a number for a call back', () => {
  it('X20 is kept for a question that is owed, answered masked, and given whole with a reason that the auditor reads', async () => {
    const kept = await keepPhone(question)
    expect(kept).toMatchObject({ status: 200, kept: { ask: 'phone', masked: '138****8000' } })
    const seen = await hall.request('GET', `${hall.hallPath}/vault/questions/${question}`, undefined, tokens.guide)
    expect(seen).toMatchObject({ asks: ['phone'], kept: [{ masked: '138****8000' }] })
    expect(await look(idOf(kept))).toEqual({ status: 200, ok: true, value: PHONE })
    const audit = await hall.request('GET', `${hall.hallPath}/vault`, undefined, tokens.manager)
    expect(audit).toMatchObject({
      keeps: [{ ask: 'phone', count: 1 }],
      looks: [{ type: 'vault-looked', outcome: 'ok', name: 'guide', reason: '回电答复', ask: 'phone' }],
    })
    expect(JSON.stringify([seen, audit])).not.toContain(PHONE)
  })

  it('X20 nothing is kept that nothing asks for: no question, one that was answered, a matter that needs no number', async () => {
    expect(await keepPhone(mintSecret())).toMatchObject({ status: 409, code: 'not-asked' })
    const answered = await owed()
    await hall.command({ type: 'AnswerQuestion', question: answered, text: '可以' }, tokens.guide)
    expect(await keepPhone(answered)).toMatchObject({ status: 409, code: 'not-asked' })
    const about = { kind: 'question', id: question }
    expect(await keep({ ask: 'document', about, kind: 'resident', value: CARD })).toMatchObject({ code: 'not-asked' })
    const id = mintSecret()
    await hall.command({ type: 'IssueTicket', ticket: id, service: 'F-01' }, tokens.kiosk)
    expect(await keep({ ask: 'phone', about: { kind: 'ticket', id }, value: PHONE })).toMatchObject({
      code: 'not-asked',
    })
  })

  it.each([
    [{ ask: 'phone', value: '138001380' }, 422, 'bad-telephone'],
    [{ ask: 'phone', value: '1'.repeat(41) }, 422, 'malformed'],
    [{ ask: 'phone', value: PHONE, more: 1 }, 422, 'malformed'],
    [{ ask: 'card', value: PHONE }, 422, 'malformed'],
    [{ ask: 'phone' }, 422, 'malformed'],
  ])('X20 %j is %i %s, and the number is not said back', async (body, status, code) => {
    const answer = await keep({ about: { kind: 'question', id: question }, ...body })
    expect(answer).toMatchObject({ status, code })
    if ('value' in body) expect(JSON.stringify(answer)).not.toContain(body.value)
  })

  it('X20 a look needs a reason, and the reason is none of the numbers', async () => {
    const id = idOf(await keepPhone(question))
    expect(await look(id, tokens.guide, ' ')).toMatchObject({ status: 422, code: 'malformed' })
    expect(await look(id, tokens.guide, `call ${PHONE}`)).toMatchObject({ status: 422, code: 'personal-data' })
    expect(await look(`v${mintSecret()}`)).toMatchObject({ status: 404, code: 'unknown-entry' })
  })

  it('X20 whoever wants to be forgotten is, at once', async () => {
    const about = await owed()
    const id = idOf(await keepPhone(about))
    const remove = (token: string) =>
      hall.request('POST', `${hall.hallPath}/vault/${id}/remove`, { reason: '本人要求删除' }, token)
    expect(await remove(tokens.inspector)).toMatchObject({ status: 403 })
    expect(await remove(tokens.guide)).toEqual({ status: 200, ok: true })
    expect(await look(id)).toMatchObject({ status: 404 })
    expect(await remove(tokens.guide)).toMatchObject({ status: 404 })
  })

  it.each(['kiosk', 'display', 'counter', 'inspector'] as const)(
    'X20 a %s keeps, sees and looks at nothing',
    async (role) => {
      const id = idOf(await keepPhone(question))
      const token = tokens[role]
      expect(await keepPhone(question, token)).toMatchObject({ status: 403 })
      expect(await look(id, token)).toMatchObject({ status: 403 })
      expect(await hall.request('GET', `${hall.hallPath}/vault/questions/${question}`, undefined, token)).toMatchObject(
        { status: 403 },
      )
    },
  )

  it('X20 who looked is for whoever audits alone', async () => {
    for (const token of [tokens.window, tokens.guide, tokens.inspector])
      expect(await hall.request('GET', `${hall.hallPath}/vault`, undefined, token)).toMatchObject({ status: 403 })
    expect(await hall.request('GET', `${hall.hallPath}/vault`)).toMatchObject({ status: 401 })
  })
})

describe('a number that a matter needs', () => {
  it('X20 is kept and looked at by the window that has the visit, and not by its neighbour', async () => {
    const id = await served()
    const about = { kind: 'ticket', id }
    const kept = await keep({ ask: 'document', about, kind: 'resident', value: CARD }, tokens.window)
    expect(kept).toMatchObject({ status: 200, kept: { ask: 'document', masked: '1*************002X' } })
    expect(await look(idOf(kept), tokens.window, '录入业务系统')).toMatchObject({ value: CARD })
    expect(await look(idOf(kept), tokens.next)).toMatchObject({ status: 403 })
    const { records } = (await hall.request(
      'GET',
      `${hall.hallPath}/security/log?refused=1`,
      undefined,
      tokens.manager,
    )) as unknown as { records: readonly { type: string; who: string; about: string }[] }
    expect(records[0]).toMatchObject({ type: 'not-permitted', about: expect.stringContaining('/vault/:id/look') })
    expect(await keep({ ask: 'phone', about, value: PHONE }, tokens.next)).toMatchObject({ status: 403 })
    expect(await hall.request('GET', `${hall.hallPath}/vault/tickets/${id}`, undefined, tokens.next)).toMatchObject({
      status: 403,
    })
    expect(await keep({ ask: 'document', about, kind: 'resident', value: PHONE }, tokens.window)).toMatchObject({
      status: 422,
      code: 'bad-document',
      fault: 'form',
    })
  })

  it('X20 I17 nothing of it is in the ledger or the log, and a look is in the security log alone', () => {
    expect(readFileSync(`${hall.dataDir}/hall.sqlite`).includes(PHONE)).toBe(false)
    expect(logged.join('\n')).not.toMatch(new RegExp(`${PHONE}|${CARD}`))
    const events = JSON.stringify([...hall.live.hall().tickets.values()])
    expect(events).not.toMatch(/"v[\w-]{22}"/)
  })
})
