/** The order over HTTP: why a number was called, the report of a day, and the rules of calling in the draft. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mintSecret } from '../../server/clock.ts'
import { eventsOfDay } from '../../server/day-events.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { type Answered, type HallServer, startTestHall } from '../kit/hall-server.ts'
import { hours } from '../kit/hand-clock.ts'
import { openHall } from '../kit/open-hall.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

let hall: HallServer
let clerk: string
let inspector: string

const ask = (method: string, path: string, body?: unknown, token = hall.managerToken): Promise<Answered> =>
  hall.request(method, `${hall.hallPath}/${path}`, body, token)
const idOf = (name: string): string => `ticket-of-${name}-0123456789`
const issue = (name: string, more: object = {}): Promise<Answered> =>
  hall.command({ type: 'IssueTicket', ticket: idOf(name), service: 'A-01', ...more }, hall.managerToken)

type Draft = { readonly order: { rules: object; profiles: object[]; counters: { id: string }[] } }
const tide = {
  id: 'tide',
  name: '潮汐',
  own: ['A'],
  help: ['B'],
  order: 'own-first',
  helpWhen: [{ theme: 'B', overMinutes: 15, whenIdle: true, first: true, untilWaiting: 5 }],
}

beforeAll(async () => {
  hall = await startTestHall({ shipped: smallCatalogue })
  const device = await hall.device('counter', { counter: '1' })
  clerk = await hall.staff('window', 'clerk', device.token)
  inspector = await hall.staff('inspector', 'inspector')
  await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
})
afterAll(() => hall?.stop())

describe('why this number, over HTTP', () => {
  it('Q10 a window, a guide, a manager and an inspector are told of each call of a number', async () => {
    await issue('a')
    await issue('vip', { class: 'priority', ground: 'elderly' })
    expect(await ask('GET', 'tickets/VA002/why', undefined, clerk)).toMatchObject({ status: 200, calls: [] })
    // Who is next is explained before it is called.
    const next = await ask('GET', 'tickets/VA002/why?counter=1', undefined, clerk)
    expect(next.calls).toEqual([expect.objectContaining({ rule: 'own', overtook: 1, ground: 'class' })])
    await hall.command({ type: 'CallNext', counter: '1' }, clerk)
    for (const token of [clerk, hall.managerToken, inspector]) {
      const told = await ask('GET', 'tickets/VA002/why', undefined, token)
      expect(told.calls).toEqual([
        expect.objectContaining({ zh: expect.stringContaining('它先于 1 位先到的人：A001') }),
      ])
    }
  })

  it('Q10 a number that nobody took is unknown, and machines of the public are told nothing', async () => {
    expect(await ask('GET', 'tickets/A999/why')).toMatchObject({ status: 404, code: 'unknown-ticket' })
    const kiosk = await hall.device('kiosk')
    expect(await ask('GET', 'tickets/A001/why', undefined, kiosk.token)).toMatchObject({ status: 403 })
    expect(await hall.request('GET', `${hall.hallPath}/tickets/A001/why`)).toMatchObject({ status: 401 })
  })

  it('I17 no secret of a ticket and no key of a person is told with the reason', async () => {
    const told = JSON.stringify(await ask('GET', 'tickets/VA002/why'))
    for (const ticket of hall.live.hall().tickets.values()) expect(told).not.toContain(ticket.secret)
  })
})

describe('the report of a day, over HTTP', () => {
  it('Q17 of today, of a day that was none, and not for a window', async () => {
    const day = String(hall.live.hall().day)
    const today = await ask('GET', 'overtaking', undefined, inspector)
    expect(today).toMatchObject({ status: 200, day, calls: 1, rows: [{ called: { number: 'VA002' } }] })
    expect(await ask('GET', 'overtaking?day=2001-01-01')).toMatchObject({ day: '2001-01-01', calls: 0, rows: [] })
    expect(await ask('GET', `overtaking?day=${day}`)).toMatchObject({ calls: 1 })
    expect(await ask('GET', 'overtaking?day=yesterday')).toMatchObject({ status: 422, code: 'malformed' })
    expect(await ask('GET', 'overtaking', undefined, clerk)).toMatchObject({ status: 403 })
  })

  it('Q17 today’s goes on with every call, however often it was asked for', async () => {
    const { ticket } = hall.live.hall().counters.get('1') ?? {}
    await hall.command({ type: 'StartServing', counter: '1', ticket: ticket ?? '' }, clerk)
    const done = { type: 'CompleteTicket', counter: '1', ticket: ticket ?? '', outcome: 'immediate' } as const
    await hall.command(done, clerk)
    await hall.command({ type: 'CallNext', counter: '1' }, clerk)
    expect(await ask('GET', 'overtaking')).toMatchObject({ calls: 2 })
  })

  it('Q17 while a day is read, the hall goes on writing', async () => {
    const open = await openHall(smallCatalogue, ['1'], sqliteLedger(':memory:'))
    for (let n = 0; n < 80; n += 1) await open.must({ type: 'IssueTicket', ticket: `t${n}`, service: 'A-01' })
    const day = open.hall().day ?? ''
    const reading = eventsOfDay(open.ledger, open.hall().id, day)
    const read = [reading.next().value]
    await open.must({ type: 'IssueTicket', ticket: 'between', service: 'A-01' })
    read.push(...reading)
    expect(read).toEqual([...open.ledger.readDay(open.hall().id, day)])
    expect(read.at(-1)).toMatchObject({ event: { ticket: 'between' } })
  })
})

describe('the events of a day, a few at a time', () => {
  it('Q17 are those of that day and of no later one', async () => {
    const open = await openHall(smallCatalogue, ['1'])
    const day = open.hall().day ?? ''
    for (let n = 0; n < 40; n += 1) await open.must({ type: 'IssueTicket', ticket: `t${n}`, service: 'A-01' })
    open.clock.move(hours(24))
    await open.must({ type: 'OpenHall' })
    await open.must({ type: 'IssueTicket', ticket: 'next', service: 'A-01' })
    const { id } = open.hall()
    expect([...eventsOfDay(open.ledger, id, day)]).toEqual([...open.ledger.readDay(id, day)])
    expect([...eventsOfDay(open.ledger, id, open.hall().day ?? '')].at(-1)).toMatchObject({ event: { ticket: 'next' } })
  })

  it('F11 so few are read at once that nobody waits for them', async () => {
    const open = await openHall(smallCatalogue, ['1'])
    for (let n = 0; n < 200; n += 1) await open.must({ type: 'IssueTicket', ticket: `t${n}`, service: 'A-01' })
    let read = 0
    function* counted<T>(rows: Iterable<T>): Generator<T> {
      for (const row of rows) {
        read += 1
        yield row
      }
    }
    const ledger = {
      read: (hallId: string, after: number) => counted(open.ledger.read(hallId, after)),
      readDay: (hallId: string, day: string) => counted(open.ledger.readDay(hallId, day)),
    }
    eventsOfDay(ledger, open.hall().id, open.hall().day ?? '').next()
    expect(read).toBeLessThanOrEqual(32)
  })
})

describe('the rules of calling in the draft', () => {
  it('Q15 are read with the names that their sentences need, by an inspector too', async () => {
    expect(await ask('GET', 'draft/order', undefined, inspector)).toMatchObject({
      order: { rules: { creditMinutes: smallCatalogue.rules.creditMinutes }, profiles: [] },
      themes: [{ id: 'A', name: '登记注册' }, { id: 'B' }, { id: 'C' }],
      windows: expect.arrayContaining([{ id: '2', name: '2', own: ['A'], help: ['B'] }]),
      problems: [],
    })
    expect(await ask('PUT', 'draft/order', { order: {} }, inspector)).toMatchObject({ status: 403 })
  })

  it('Q11 Q15 are saved beside all else of the draft, and count from the publish on', async () => {
    const { order } = (await ask('GET', 'draft/order')) as unknown as Draft
    const next = {
      ...order,
      rules: { creditMinutes: { ordinary: 0, priority: 20, appointment: 10 } },
      profiles: [tide],
      counters: order.counters.map((one) => (one.id === '2' ? { ...one, profile: 'tide' } : one)),
    }
    expect(await ask('PUT', 'draft/order', { order: next })).toMatchObject({ status: 200, problems: [] })
    expect(await ask('GET', 'draft/order')).toMatchObject({ order: next })
    expect(hall.live.hall().catalogue).toEqual(smallCatalogue)
    expect(await ask('POST', 'draft/publish', { id: mintSecret() })).toMatchObject({ status: 200 })
    expect(hall.live.hall().catalogue).toEqual({
      ...smallCatalogue,
      rules: { ...smallCatalogue.rules, ...next.rules },
      profiles: [tide],
      counters: smallCatalogue.counters.map((one) => (one.id === '2' ? { ...one, profile: 'tide' } : one)),
    })
  })

  it('Q15 what means nothing is saved and named at its sentence; what cannot be read is not saved', async () => {
    const { order } = (await ask('GET', 'draft/order')) as unknown as Draft
    const [help] = tide.helpWhen
    const flickers = { ...tide, helpWhen: [{ ...help, overWaiting: 5, untilWaiting: 9 }] }
    const saved = await ask('PUT', 'draft/order', { order: { ...order, profiles: [flickers] } })
    expect(saved.problems).toEqual([
      expect.objectContaining({ where: 'profiles/tide/helpWhen/1', code: 'help-flickers' }),
    ])
    const before = await ask('GET', 'draft/order')
    const blank = { ...tide, helpWhen: [{ ...help, untilWaiting: null }] }
    expect(await ask('PUT', 'draft/order', { order: { ...order, profiles: [blank] } })).toMatchObject({
      status: 422,
      code: 'catalogue-invalid',
      problems: [{ where: expect.stringMatching(/^profiles\/tide\/helpWhen\/1\/untilWaiting/) }],
    })
    expect(await ask('PUT', 'draft/order', { nothing: 1 })).toMatchObject({ status: 422, code: 'malformed' })
    expect(await ask('GET', 'draft/order')).toEqual(before)
    await ask('PUT', 'draft/order', { order })
  })

  it('Q15 taken out again they leave no trace', async () => {
    const { order } = (await ask('GET', 'draft/order')) as unknown as Draft
    const rate = { ordinary: 1, priority: 2, appointment: 1 }
    const rated = { ...order, rules: { ...order.rules, rate } }
    await ask('PUT', 'draft/order', { order: rated })
    expect(await ask('GET', 'draft/order')).toMatchObject({ order: { rules: { rate } } })
    const bare = { rules: order.rules, profiles: [], counters: order.counters.map(({ id }) => ({ id })) }
    expect(await ask('PUT', 'draft/order', { order: bare })).toMatchObject({ problems: [] })
    await ask('POST', 'draft/publish', { id: mintSecret() })
    const { catalogue } = hall.live.hall()
    expect(catalogue && 'profiles' in catalogue).toBe(false)
    expect(catalogue?.rules).not.toHaveProperty('rate')
    expect(catalogue?.counters).toEqual(smallCatalogue.counters)
  })
})
