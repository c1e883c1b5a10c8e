/**
 * The lifecycle flows that Service BC's queue system "theq" checks on itself (bcgov/queue-management,
 * api/postman/API_Test_TheQ_Booking.json, flows QT1–QT7), restated as scenarios over this hall's public interface: only
 * HTTP, only what a kiosk, a clerk and a guide may ask.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '../../hall/commands.ts'
import { mintSecret } from '../../server/clock.ts'
import { type Answered, type HallServer, startTestHall } from '../kit/hall-server.ts'
import { richCatalogue, withRules } from '../kit/small-catalogue.ts'

/** The rich hall in which a guide may be asked and nobody need confirm an arrival. */
const shipped = withRules({ window: { ...richCatalogue.rules.window, confirmArrival: true } }, richCatalogue)

describe('flows of another system', () => {
  let hall: HallServer
  let clerk: string
  let helper: string
  let guide: string
  let kiosk: string

  const ask = async (intent: Intent, token: string): Promise<Answered> => {
    const answer = await hall.command(intent, token)
    expect(answer, JSON.stringify(intent)).toMatchObject({ status: 200 })
    return answer
  }
  const counts = async (): Promise<Record<string, number>> => {
    const floor = await hall.request('GET', `${hall.hallPath}/views/floor`, undefined, hall.managerToken)
    return (floor.view as { counts: Record<string, number> }).counts
  }
  const card = async (number: string): Promise<Record<string, unknown>> => {
    const found = await hall.request('GET', `${hall.hallPath}/tickets/${number}`, undefined, guide)
    return found.ticket as Record<string, unknown>
  }
  const inOffice = async (): Promise<number> => {
    const { waiting = 0, called = 0, serving = 0, parked = 0 } = await counts()
    return waiting + called + serving + parked
  }
  const take = async (service: string): Promise<{ id: string; number: string }> => {
    const id = mintSecret()
    const { number } = await ask({ type: 'IssueTicket', ticket: id, service }, kiosk)
    return { id, number: String(number) }
  }
  const seatedAt = async (counter: string, token: string): Promise<Record<string, unknown> | null> => {
    const view = await hall.request('GET', `${hall.hallPath}/views/counter:${counter}`, undefined, token)
    return (view.view as { ticket: Record<string, unknown> | null }).ticket
  }

  beforeAll(async () => {
    hall = await startTestHall({ shipped })
    kiosk = (await hall.device('kiosk')).token
    clerk = await hall.staff('window', '一号窗', (await hall.device('counter', { counter: '1' })).token)
    helper = await hall.staff('window', '二号窗', (await hall.device('counter', { counter: '2' })).token)
    guide = await hall.staff('guide', '导办')
    await ask({ type: 'OpenCounter', counter: '1' }, clerk)
    await ask({ type: 'OpenCounter', counter: '2' }, helper)
  })
  afterAll(async () => hall.stop())
  // As each of those flows begins: nobody is in the office.
  beforeEach(async () => expect(await inOffice()).toBe(0))

  it('O1 through the queue: taken, called, served, one more matter added, both finished, nobody left (QT1)', async () => {
    const { id, number } = await take('A-02')
    expect(await inOffice()).toBe(1)
    expect(await card(number)).toMatchObject({ id, status: 'waiting', service: 'A-02' })
    await ask({ type: 'CallNext', counter: '1' }, clerk)
    await ask({ type: 'StartServing', counter: '1', ticket: id }, clerk)
    await ask({ type: 'AddMatter', ticket: id, service: 'B-02' }, clerk)
    expect(await card(number)).toMatchObject({ status: 'serving', service: 'A-02', legs: { length: 3 } })
    await ask({ type: 'CompleteTicket', counter: '1', ticket: id, outcome: 'returned', reason: '不属本厅' }, clerk)
    expect(await card(number)).toMatchObject({ id, number, status: 'waiting', service: 'B-02' })
    await ask({ type: 'CallNext', counter: '2' }, helper)
    await ask({ type: 'StartServing', counter: '2', ticket: id }, helper)
    await ask({ type: 'CompleteTicket', counter: '2', ticket: id, outcome: 'immediate' }, helper)
    expect(await inOffice()).toBe(0)
    expect(await card(number)).toMatchObject({
      status: 'completed',
      legs: [
        { service: 'A-02', outcome: 'returned', counterName: '1' },
        { service: 'B-02', outcome: 'immediate', counterName: '2' },
      ],
    })
  })

  it('O2 begin, hold, finish: put aside with one matter in hand, called from there, finished (QT2)', async () => {
    const { id, number } = await take('A-02')
    await ask({ type: 'CallNext', counter: '1' }, clerk)
    await ask({ type: 'StartServing', counter: '1', ticket: id }, clerk)
    await ask({ type: 'ParkTicket', counter: '1', ticket: id, reason: '回去取件' }, clerk)
    expect(await card(number)).toMatchObject({ status: 'parked', service: 'A-02' })
    expect(await inOffice()).toBe(1)
    await ask({ type: 'CallTicket', counter: '1', ticket: id }, clerk)
    await ask({ type: 'StartServing', counter: '1', ticket: id }, clerk)
    await ask({ type: 'CompleteTicket', counter: '1', ticket: id, outcome: 'refused', reason: '不需许可' }, clerk)
    expect(await inOffice()).toBe(0)
  })

  it('O3 leaves at once: no matter was asked for, nobody queued, and the visit is counted (QT3)', async () => {
    const before = await counts()
    await ask({ type: 'LogQuestion', question: mintSecret(), channel: 'desk' }, guide)
    expect(await counts()).toEqual(before)
    const view = await hall.request('GET', `${hall.hallPath}/views/guide`, undefined, guide)
    expect(view.view).toMatchObject({ answered: 1 })
  })

  it('O4 leaves while waiting: the matter stays on the record, nobody is in the office (QT4)', async () => {
    const { id, number } = await take('A-02')
    await ask({ type: 'CancelTicket', ticket: id, reason: '不等了' }, guide)
    expect(await inOffice()).toBe(0)
    expect(await card(number)).toMatchObject({ status: 'cancelled', service: 'A-02' })
    expect(await hall.command({ type: 'CallNext', counter: '1' }, clerk)).toMatchObject({ code: 'nobody-waiting' })
  })

  it('O5 changes what is served and how many, while it is served (QT5)', async () => {
    const { id, number } = await take('A-02')
    const before = await seatedCases('1')
    await ask({ type: 'CallNext', counter: '1' }, clerk)
    await ask({ type: 'StartServing', counter: '1', ticket: id }, clerk)
    await ask({ type: 'CorrectService', counter: '1', ticket: id, service: 'A-01' }, clerk)
    expect(await seatedAt('1', clerk)).toMatchObject({ id, service: 'A-01', status: 'serving' })
    const done = { type: 'CompleteTicket', counter: '1', ticket: id } as const
    await ask({ ...done, outcome: 'refused', reason: '不需许可', cases: 3 }, clerk)
    await ask({ type: 'UndoAct', counter: '1' }, clerk)
    await ask({ ...done, outcome: 'refused', reason: '不需许可', cases: 5 }, clerk)
    expect(await inOffice()).toBe(0)
    expect(await card(number)).toMatchObject({ status: 'completed', service: 'A-01' })
    expect((await seatedCases('1')) - before).toBe(5)
  })

  it('O6 a window with its own kind calls that kind first, whoever came before, and then the others (QT6, QT7)', async () => {
    const quick = await take('B-02')
    const usual = await take('A-02')
    // Window 2 serves A as its own and helps B.
    expect(await ask({ type: 'CallNext', counter: '2' }, helper)).toMatchObject({ number: usual.number })
    await ask({ type: 'StartServing', counter: '2', ticket: usual.id }, helper)
    await ask(
      { type: 'CompleteTicket', counter: '2', ticket: usual.id, outcome: 'refused', reason: '不需许可' },
      helper,
    )
    expect(await ask({ type: 'CallNext', counter: '2' }, helper)).toMatchObject({ number: quick.number })
    await ask({ type: 'CancelTicket', ticket: quick.id, reason: '走了' }, guide)
    expect(await inOffice()).toBe(0)
  })

  const seatedCases = async (counter: string): Promise<number> => {
    const view = await hall.request('GET', `${hall.hallPath}/views/counter:${counter}`, undefined, clerk)
    return (view.view as { completed: number }).completed
  }
})
