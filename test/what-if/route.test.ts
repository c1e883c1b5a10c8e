import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comparison } from '../../hall/simulate/compare.ts'
import { openReplays } from '../../server/simulate/replays.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { FIRST_DAY, type HandClock, handClock, hours, MORNING } from '../kit/hand-clock.ts'
import { openHall } from '../kit/open-hall.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { liveDay } from './lived-day.ts'
import { PLAIN } from './past-days.ts'
import { writeDay } from './written-day.ts'

describe('a past day run again over HTTP', () => {
  let hall: HallServer
  let clock: HandClock
  let inspector = ''
  beforeAll(async () => {
    const dataDir = writeDay(liveDay({ ...PLAIN, people: 110, priority: 0.2 }).past.events)
    clock = handClock(MORNING + hours(24))
    hall = await startTestHall({ dataDir, clock, shipped: smallCatalogue })
    inspector = await hall.staff('inspector', '督查员')
  })
  afterAll(() => hall.stop())

  const path = (query = ''): string => `${hall.hallPath}/what-if${query}`
  const ask = (change: unknown, token = hall.managerToken, day = FIRST_DAY) =>
    hall.request('POST', path(), { day, change }, token)

  it('U12 the latest day that is over is offered, with what the questions need', async () => {
    const found = await hall.request('GET', path(), undefined, hall.managerToken)
    expect(found).toMatchObject({
      status: 200,
      day: FIRST_DAY,
      latest: FIRST_DAY,
      counted: 110,
      timeZone: 'Asia/Shanghai',
      rules: { creditMinutes: smallCatalogue.rules.creditMinutes, rate: { ordinary: 1, priority: 1, appointment: 1 } },
    })
    expect(found.windows).toEqual(['1', '2', '3', '4'].map((id) => ({ id, name: id })))
    expect(found.themes).toHaveLength(3)
  })

  it('U12 a change gets its figures beside the day’s own and what happened', async () => {
    const answer = await ask({ windows: [{ act: 'add', theme: 'A', from: '09:30', to: '16:00' }] })
    expect(answer).toMatchObject({ status: 200, day: FIRST_DAY })
    const { base, happened, changed, offMs, gain } = answer.comparison as Comparison
    expect(base).toEqual(happened)
    expect(offMs).toBe(0)
    expect(changed.all.meanMs).toBeLessThan(base.all.meanMs)
    expect(gain.runs).toBeGreaterThan(10)
  })

  it('U12 an inspector may look, everybody else may not', async () => {
    const change = { creditMinutes: { ordinary: 0, priority: 0, appointment: 0 } }
    expect((await ask(change, inspector)).status).toBe(200)
    expect((await hall.request('GET', path(), undefined, inspector)).status).toBe(200)
    const kiosk = await hall.device('kiosk')
    expect(await ask(change, kiosk.token)).toMatchObject({ status: 403, code: 'not-permitted' })
    expect(await ask(change, 'nobody')).toMatchObject({ status: 401 })
    expect(await hall.request('GET', path(), undefined, kiosk.token)).toMatchObject({ status: 403 })
  })

  it('Q16 the draft is run on the day before it is in force, and nothing is published', async () => {
    const { revision } = hall.live.hall()
    const drafted = await ask({ draft: true })
    expect(drafted).toMatchObject({ status: 200, comparison: { shorter: 0, longer: 0 } })
    const order = {
      rules: { creditMinutes: { ordinary: 0, priority: 1440, appointment: 10 } },
      profiles: [],
      counters: [],
    }
    const saved = await hall.request('PUT', `${hall.hallPath}/draft/order`, { order }, hall.managerToken)
    expect(saved.status).toBe(200)
    const { base, changed } = (await ask({ draft: true })).comparison as Comparison
    expect(changed.classes.priority.meanMs).toBeLessThan(base.classes.priority.meanMs)
    expect(hall.live.hall().revision).toBe(revision)
  })

  it('U12 a day on which the hall did not open is said, with the latest one', async () => {
    const closed = { status: 404, code: 'no-such-day', day: '2026-03-01', latest: FIRST_DAY }
    expect(await ask({ draft: true }, hall.managerToken, '2026-03-01')).toMatchObject(closed)
    expect(await hall.request('GET', path('?day=2026-03-01'), undefined, hall.managerToken)).toMatchObject(closed)
    const nonsense = await hall.request('GET', path('?day=today'), undefined, hall.managerToken)
    expect(nonsense).toMatchObject({ status: 404, code: 'no-such-day' })
  })

  it.each<[string, unknown]>([
    ['an act nobody knows', { windows: [{ act: 'move', counter: '1', from: '09:00', to: '10:00' }] }],
    ['a time that is none', { windows: [{ act: 'close', counter: '1', from: '9', to: '10:00' }] }],
    ['a credit below zero', { creditMinutes: { ordinary: -1, priority: 0, appointment: 0 } }],
    ['a class without a credit', { creditMinutes: { ordinary: 0, priority: 0 } }],
    ['a word nobody knows', { profile: 'x' }],
  ])('U12 malformed is refused: %s', async (_what, change) => {
    expect(await ask(change)).toMatchObject({ status: 422, code: 'malformed' })
  })

  it('U12 what cannot be run is refused with the line', async () => {
    const windows = [
      { act: 'close', counter: '1', from: '09:00', to: '10:00' },
      { act: 'close', counter: '4', from: '09:00', to: '10:00' },
    ]
    expect(await ask({ windows })).toMatchObject({
      status: 422,
      code: 'change-impossible',
      why: 'closed-already',
      index: 1,
      counter: '4',
    })
    expect(await ask({})).toMatchObject({ status: 422, code: 'change-impossible', why: 'nothing-changes' })
  })

  it('U12 today is run as far as it has come, anew each time', async () => {
    const kiosk = await hall.device('kiosk')
    const today = '2026-03-03'
    const counted = async () => (await hall.request('GET', path(`?day=${today}`), undefined, hall.managerToken)).counted
    expect(await counted()).toBe(0)
    await hall.command({ type: 'IssueTicket', ticket: 'the-ticket-of-today', service: 'A-01' }, kiosk.token)
    expect(await counted()).toBe(1)
  })

  it('F11 a run of the day lets the hall answer meanwhile', async () => {
    const kiosk = await hall.device('kiosk')
    const order: string[] = []
    const run = ask({ windows: [{ act: 'close', counter: '1', from: '09:30', to: '16:00' }] }).then(() =>
      order.push('run'),
    )
    await hall
      .command({ type: 'IssueTicket', ticket: 'ticket-meanwhile', service: 'A-01' }, kiosk.token)
      .then(({ status }) => order.push(`ticket ${status}`))
    await run
    expect(order).toEqual(['ticket 200', 'run'])
  })
})

describe('a hall without a past', () => {
  it('U12 a day that was asked for before the hall opened is there once it has', async () => {
    const { must, clock, ledger, hall } = await openHall(smallCatalogue)
    await must({ type: 'CloseHall' })
    clock.move(hours(24))
    const replays = openReplays(ledger, hall().id, () => hall().day)
    expect(await replays.of('2026-03-03')).toBeUndefined()
    await must({ type: 'OpenHall' })
    await must({ type: 'IssueTicket', ticket: 'the-first-number-of-it', service: 'A-01' })
    expect((await replays.of('2026-03-03'))?.came).toHaveLength(1)
  })

  it('U12 says that there is no day yet', async () => {
    const hall = await startTestHall({ closed: true, shipped: smallCatalogue })
    try {
      expect(await hall.request('GET', `${hall.hallPath}/what-if`, undefined, hall.managerToken)).toMatchObject({
        status: 404,
        code: 'no-such-day',
        latest: null,
      })
    } finally {
      await hall.stop()
    }
  })
})
