/** A kiosk over HTTP: what it may ask besides a number, what it is told, and where its papers come out (A12, K16, K17, K20). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { mintSecret } from '../../server/clock.ts'
import { type Answered, type HallServer, startTestHall } from '../kit/hall-server.ts'

let hall: HallServer
let kiosk: string
let person: string
let other: string

const keyOf = async (document: string): Promise<string> =>
  String((await hall.request('POST', `${hall.hallPath}/persons`, { kind: 'other', document }, kiosk)).person)
const issue = (more: object, token = kiosk): Promise<Answered> =>
  hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'F-01', ...more }, token)
/** What this printer was given, whether or not it has come to it yet. */
const jobsAt = async (printer: string): Promise<string> =>
  JSON.stringify(await hall.request('GET', `${hall.hallPath}/views/paper:${printer}`, undefined, hall.managerToken))

beforeAll(async () => {
  hall = await startTestHall({
    shipped: {
      ...sampleCatalogue,
      printers: [
        { id: 'first', name: '大堂打印机', kind: 'virtual', paper: 80 },
        { id: 'beside', name: '取号机旁打印机', kind: 'virtual', paper: 58 },
      ],
    },
  })
  kiosk = (await hall.device('kiosk', { printer: 'beside' })).token
  person = await keyOf('E12345678')
  other = await keyOf('E87654321')
})
afterAll(() => hall.stop())

describe('a kiosk', () => {
  it('K20 T22 is told the number and the ticket of whoever showed the same document, and reprints it', async () => {
    const first = await issue({ person })
    expect(first.status).toBe(200)
    const second = await issue({ person })
    expect(second).toMatchObject({ status: 409, code: 'already-queued', number: first.number, service: 'F-01' })
    const ticket = String(second.ticket)
    expect(await hall.command({ type: 'ReprintTicket', ticket, person }, kiosk)).toMatchObject({ status: 200 })
    for (const shown of [{}, { person: other }])
      expect(await hall.command({ type: 'ReprintTicket', ticket, ...shown }, kiosk)).toMatchObject({ status: 403 })
    expect(await issue({ person: other })).toMatchObject({ status: 200 })
  })

  it('T22 insists on nothing; a desk may', async () => {
    expect(await issue({ person, again: true })).toMatchObject({ status: 403, code: 'not-permitted' })
    const guide = await hall.staff('guide', '导办员')
    expect(await issue({ person }, guide)).toMatchObject({ status: 409 })
    expect(await issue({ person, again: true }, guide)).toMatchObject({ status: 200 })
  })

  it('T23 T24 is told that a document is needed, and takes one for somebody else with two', async () => {
    expect(await issue({ service: 'F-09' })).toMatchObject({ status: 422, code: 'identity-needed', service: 'F-09' })
    expect(await issue({ service: 'F-09', proxy: other })).toMatchObject({ status: 422, code: 'identity-needed' })
    expect(await issue({ service: 'F-09', person, proxy: other })).toMatchObject({ status: 200 })
    const ticket = [...hall.live.hall().tickets.values()].at(-1)
    expect(ticket).toMatchObject({ service: 'F-09', person, proxy: other })
  })

  it('T24 I17 lets no name and no number of a document through in full', async () => {
    expect(await issue({ maskedName: '张三' })).toMatchObject({ status: 422, code: 'personal-data' })
    expect(await issue({ proxy: '11010519491231002X' })).toMatchObject({ status: 422, code: 'malformed' })
    expect(await issue({ maskedName: '张*' })).toMatchObject({ status: 200 })
    expect(JSON.stringify([...hall.live.hall().tickets.values()])).not.toMatch(/张|E12345678|E87654321/)
  })

  it('A12 K19 gives precedence on the grounds that are left to it alone', async () => {
    expect(await issue({ class: 'priority', ground: 'elderly' })).toMatchObject({ status: 200 })
    expect(await issue({ class: 'priority', ground: 'martyr-family' })).toMatchObject({ status: 403 })
  })

  it('A12 K16 K17 has a guide and an address printed beside it, for nobody in particular', async () => {
    const give = (kind: 'service' | 'elsewhere' | 'supplement', service: string, more: object = {}) =>
      hall.command({ type: 'GiveNotice', kind, service, ...more }, kiosk)
    expect(await give('service', 'A-01')).toMatchObject({ status: 200 })
    expect(await give('elsewhere', 'out-vehicle')).toMatchObject({ status: 200 })
    const beside = await jobsAt('beside')
    expect(beside).toContain('"template":"service"')
    expect(beside).toContain('"template":"elsewhere"')
    expect(await jobsAt('first')).not.toMatch(/"template":"(service|elsewhere)"/)
    expect(await give('elsewhere', 'A-01')).toMatchObject({ status: 404, code: 'unknown-service' })
    expect(await give('service', 'out-vehicle')).toMatchObject({ status: 404, code: 'unknown-service' })
    expect(await give('supplement', 'A-01')).toMatchObject({ status: 403 })
    expect(await give('service', 'A-01', { person })).toMatchObject({ status: 403 })
  })

  it('K16 K17 the public catalogue tells guides and other places to anybody, and no machine’s address', async () => {
    const { catalogue, status } = await hall.request('GET', `${hall.hallPath}/catalogue`)
    expect(status).toBe(200)
    const shown = catalogue as typeof sampleCatalogue
    expect(shown.elsewhere).toEqual(sampleCatalogue.elsewhere)
    expect(shown.services.find(({ id }) => id === 'A-01')).toHaveProperty('basis')
    expect(shown.printers).toEqual([])
    expect(shown).not.toHaveProperty('peripherals')
  })

  it('K21 sees in its view what is left, and when the hall closes', async () => {
    const { id } = await hall.device('kiosk')
    const { view } = await hall.request('GET', `${hall.hallPath}/views/kiosk:${id}`, undefined, hall.managerToken)
    expect(view).toMatchObject({
      left: [
        { service: 'E-04', left: 20 },
        { service: 'F-12', left: 40 },
      ],
      untaken: [],
    })
    expect(view).toHaveProperty('closesAt')
  })
})
