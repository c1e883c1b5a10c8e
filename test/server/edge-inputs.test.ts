import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Recorded } from '../../hall/events.ts'
import type { PeripheralInput } from '../../hall/peripheral.ts'
import type { Presented } from '../../hall/views/presented.ts'
import { mintSecret } from '../../server/clock.ts'
import { RATE_WITHIN_MS } from '../../server/edge/keypad.ts'
import { PRESENTED_LIVES_MS, screenOf } from '../../server/edge/presented.ts'
import { INPUT_LIVES_MS } from '../../server/edge/report.ts'
import type { DeviceInfo } from '../../server/people/people.ts'
import { edgeCatalogue } from '../kit/edge-hall.ts'
import { filesUnder } from '../kit/files-under.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { hours, seconds } from '../kit/hand-clock.ts'

/** An identity card's number with a good check digit, of nobody: GB 11643's own example. */
const CARD = '11010519491231002X'
const NAME = '张某某'

let hall: HallServer
let edge: { id: string; token: string }
let kiosk: { id: string; token: string }
let logged: string[]
let events: Recorded[]
let skew = 0
let timers: { at: number; then: () => void }[] = []
/** The real time and what a test adds to it. */
const clock = {
  now: () => Date.now() + skew,
  after: (ms: number, then: () => void) => {
    const timer = { at: Date.now() + skew + ms, then }
    timers.push(timer)
    return () => {
      timers = timers.filter((other) => other !== timer)
    }
  },
}
const move = (ms: number): void => {
  skew += ms
  const due = timers.filter(({ at }) => at <= clock.now())
  timers = timers.filter((timer) => !due.includes(timer))
  for (const { then } of due) then()
}

beforeEach(async () => {
  skew = 0
  timers = []
  logged = []
  events = []
  hall = await startTestHall({
    shipped: edgeCatalogue(9),
    clock,
    log: (...line) => void logged.push(JSON.stringify(line)),
  })
  edge = await hall.device('edge', { edge: 'e1' })
  kiosk = await hall.device('kiosk', { printer: 'p1' })
  hall.live.listen((more) => void events.push(...more))
})
afterEach(() => hall.stop())

const tell = (peripheral: string, input: PeripheralInput, more: object = {}, token = edge.token) =>
  hall.request(
    'POST',
    `${hall.hallPath}/edge/inputs`,
    { id: mintSecret(), peripheral, at: clock.now(), input, ...more },
    token,
  )
const view = async (topic: string, token: string) =>
  (await hall.request('GET', `${hall.hallPath}/views/${topic}`, undefined, token)).view as {
    presented?: Presented | Presented[]
  }
const key = { kind: 'key', key: 'call' } as const

const clerkAt1 = async (): Promise<string> => {
  const machine = await hall.device('counter', { counter: '1' })
  const clerk = await hall.staff('window', '窗口甲', machine.token)
  for (const ticket of ['ticket-number-one', 'ticket-number-two', 'ticket-number-three'])
    await hall.command({ type: 'IssueTicket', ticket, service: 'A-01' }, kiosk.token)
  await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
  return clerk
}

describe('presses', () => {
  it('E6 the same press told twice, even at once, is one act', async () => {
    await clerkAt1()
    const id = mintSecret()
    const [first, second] = await Promise.all([tell('keypad-1', key, { id }), tell('keypad-1', key, { id })])
    expect([first?.status, second?.status]).toEqual([200, 200])
    expect(await tell('keypad-1', key, { id })).toMatchObject({ status: 200 })
    move(seconds(3))
    expect(await tell('keypad-1', key, { id })).toMatchObject({ status: 200 })
    expect(events.filter(({ event }) => event.type === 'TicketCalled')).toHaveLength(1)
    // Another press is another act.
    expect(await tell('keypad-1', key)).toMatchObject({ status: 200 })
    expect(events.filter(({ event }) => event.type === 'TicketCompleted')).toHaveLength(1)
  })

  it('E6 a press that arrives late is none', async () => {
    await clerkAt1()
    const late = { at: clock.now() - INPUT_LIVES_MS - 1 }
    expect(await tell('keypad-1', key, late)).toMatchObject({ status: 409, code: 'too-late' })
    expect(events.filter(({ event }) => event.type === 'TicketCalled')).toEqual([])
  })

  it('E6 a press that was on its way while the panel went on does nothing to who sits there now', async () => {
    const clerk = await clerkAt1()
    await hall.command({ type: 'CallNext', counter: '1' }, clerk)
    move(seconds(3))
    const at = clock.now()
    move(seconds(1))
    const first = { type: 'CompleteTicket', counter: '1', ticket: 'ticket-number-one', outcome: 'promised' } as const
    await hall.command({ ...first, thenCall: true }, clerk)
    move(seconds(3))
    // Fresh enough by its age, and pressed before the second visitor was called.
    for (const pressed of ['call', 'hold', 'recall'] as const)
      expect(await tell('keypad-1', { kind: 'key', key: pressed }, { at })).toMatchObject({
        status: 409,
        code: 'too-late',
      })
    expect(hall.live.hall().tickets.get('ticket-number-two')).toMatchObject({ status: 'called' })
  })

  it('E16 a grade is that of the visitor who pressed: not told late for the next, nor pressed by who comes after', async () => {
    const clerk = await clerkAt1()
    const grade = { kind: 'grade', grade: 'very-dissatisfied' } as const
    const serve = async (ticket: string) => {
      await hall.command({ type: 'CallNext', counter: '1' }, clerk)
      await hall.command({ type: 'CompleteTicket', counter: '1', ticket, outcome: 'promised' }, clerk)
    }
    await serve('ticket-number-one')
    move(seconds(1))
    const at = clock.now()
    move(seconds(1))
    await serve('ticket-number-two')
    expect(await tell('pad-1', grade, { at })).toMatchObject({ status: 409, code: 'nothing-to-rate' })
    move(RATE_WITHIN_MS + seconds(1))
    expect(await tell('pad-1', grade)).toMatchObject({ status: 409, code: 'nothing-to-rate' })
    expect(events.filter(({ event }) => event.type === 'VisitRated')).toEqual([])
    await serve('ticket-number-three')
    expect(await tell('pad-1', grade)).toMatchObject({ status: 200 })
    expect(events.filter(({ event }) => event.type === 'VisitRated')).toHaveLength(1)
  })

  it('E6 an edge whose clock runs ahead presses no later than now: twice in a moment is still one press', async () => {
    await clerkAt1()
    const ahead = () => ({ at: clock.now() + hours(1) })
    expect(await tell('keypad-1', key, ahead())).toMatchObject({ status: 200 })
    expect(await tell('keypad-1', key, ahead())).toMatchObject({ status: 409, code: 'too-soon' })
  })

  it('I13 a machine’s clock that went back does not hold a keypad up', async () => {
    const clerk = await clerkAt1()
    await hall.command({ type: 'CallNext', counter: '1' }, clerk)
    move(-hours(1))
    expect(await tell('keypad-1', key)).toMatchObject({ status: 200 })
    expect(events.filter(({ event }) => event.type === 'TicketCompleted')).toHaveLength(1)
  })

  it('E6 a press told before and after a restart of the hall is one act', async () => {
    await clerkAt1()
    const id = mintSecret()
    expect(await tell('keypad-1', key, { id })).toMatchObject({ status: 200 })
    const { dataDir, port } = hall
    await hall.close()
    hall = await startTestHall({ shipped: edgeCatalogue(9), clock, dataDir, port })
    const after: Recorded[] = []
    hall.live.listen((more) => void after.push(...more))
    move(seconds(3))
    // The first press called; made again now it would finish that visit.
    expect(await tell('keypad-1', key, { id })).toMatchObject({ status: 409, code: 'command-reused' })
    expect(after).toEqual([])
  })

  it('E5 a keypad is bound by what its clerk may: the refusal is the hall’s own', async () => {
    await clerkAt1()
    expect(await tell('keypad-1', { kind: 'key', key: 'give-up' })).toMatchObject({ code: 'nobody-called' })
    await tell('keypad-1', key)
    expect(await tell('keypad-1', { kind: 'key', key: 'give-up' })).toMatchObject({
      status: 409,
      code: 'calls-missing',
    })
    expect(await tell('keypad-1', { kind: 'key', key: 'pause' })).toMatchObject({ status: 409, code: 'counter-busy' })
  })

  it('E5 only whoever opened the window, and only while signed in at it', async () => {
    const clerk = await clerkAt1()
    // A session of before, at this window's computer, of somebody who did not open it.
    await hall.command({ type: 'CloseCounter', counter: '1' }, clerk)
    await hall.command({ type: 'OpenCounter', counter: '1' }, hall.managerToken)
    expect(await tell('keypad-1', key)).toMatchObject({ status: 409, code: 'nobody-signed-in' })
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    move(hours(13))
    expect(await tell('keypad-1', key)).toMatchObject({ status: 409, code: 'nobody-signed-in' })
    expect(events.filter(({ event }) => event.type === 'TicketCalled')).toEqual([])
  })

  it('E1 a press of another edge’s keypad, and a press that its kind cannot make, do nothing', async () => {
    await clerkAt1()
    const other = await hall.device('edge', { edge: 'e2' })
    expect(await tell('keypad-1', key, {}, other.token)).toMatchObject({ status: 403, code: 'not-its-own' })
    expect(await tell('own-led', key)).toMatchObject({ status: 403, code: 'not-its-own' })
    expect(await tell('nothing', key)).toMatchObject({ status: 403 })
    for (const [peripheral, input] of [
      ['pad-1', key],
      ['led-1', key],
      ['scanner-1', { kind: 'card', name: NAME, document: CARD }],
      ['reader', { kind: 'code', text: 'A001' }],
      ['reader', { kind: 'grade', grade: 'satisfied' }],
    ] as const)
      expect(await tell(peripheral, input), peripheral).toMatchObject({ status: 422, code: 'not-of-its-kind' })
    for (const token of [hall.managerToken, kiosk.token])
      expect(await tell('keypad-1', key, {}, token)).toMatchObject({ status: 403 })
    expect(events.filter(({ actor }) => actor.role === 'window' && actor.device === 'keypad-1')).toEqual([])
  })
})

describe('cards and codes', () => {
  it('E12 a card becomes a key and a masked form where it lies, and its number is nowhere', async () => {
    const machine = await hall.device('counter', { counter: 'desk' })
    const guide = await hall.staff('guide', '导办甲', machine.token)
    const told: string[] = []
    const before = await view(`kiosk:${kiosk.id}`, kiosk.token)
    expect(before.presented).toBeUndefined()
    const answers = [
      await tell('reader', { kind: 'card', name: NAME, document: CARD }),
      await tell('reader', { kind: 'card', name: NAME, document: `${CARD.slice(0, 17)}1` }),
      await tell('reader', { kind: 'card', name: NAME, document: CARD, extra: 1 } as PeripheralInput),
      await tell('scanner-1', { kind: 'card', name: NAME, document: CARD }),
      await tell('reader', { kind: 'card', name: NAME, document: CARD }, { at: 0 }),
    ]
    expect(answers.map(({ status, code }) => code ?? status)).toEqual([
      200,
      'bad-document',
      'malformed',
      'not-of-its-kind',
      'too-late',
    ])
    const { presented } = await view(`kiosk:${kiosk.id}`, kiosk.token)
    expect(presented).toMatchObject({ kind: 'card', maskedName: '张*', masked: '1*************002X' })
    const person = (presented as Presented & { person: string }).person
    // The same key that the desk's own form makes.
    const asked = { kind: 'resident', document: CARD }
    expect(await hall.request('POST', `${hall.hallPath}/persons`, asked, guide)).toMatchObject({ person })
    // The kiosk may take a number with it.
    const take = { type: 'IssueTicket', ticket: mintSecret(), service: 'A-01', person } as const
    expect(await hall.command(take, kiosk.token)).toMatchObject({ status: 200 })
    for (const [topic, token] of [
      [`kiosk:${kiosk.id}`, kiosk.token],
      ['guide', guide],
      ['floor', hall.managerToken],
      ['edge:e1', edge.token],
      ['counter:1', hall.managerToken],
    ] as const)
      told.push(JSON.stringify(await view(topic, token)))
    const kept = filesUnder(hall.dataDir).map((bytes) => bytes.toString('latin1'))
    const everything = [...told, ...logged, ...kept, ...answers.map((row) => JSON.stringify(row))].join('\n')
    for (const secret of [CARD, CARD.slice(0, 14), NAME]) expect(everything).not.toContain(secret)
    // The scan can find something.
    expect(everything).toContain(person)
  })

  it('E12 the card of a permanent resident of 2017 becomes a key too', async () => {
    const answers = [
      await tell('reader', { kind: 'card', name: 'SAMPLE, ANNA', document: 'CAN110080123456' }),
      await tell('reader', { kind: 'card', name: 'SAMPLE, ANNA', document: 'CAN11008012345' }),
    ]
    expect(answers.map(({ status, code }) => code ?? status)).toEqual([200, 'bad-document'])
    const { presented } = await view(`kiosk:${kiosk.id}`, kiosk.token)
    expect(presented).toMatchObject({ kind: 'card', maskedName: 'S*' })
    expect(JSON.stringify(presented)).not.toContain('110080')
  })

  it('E12 what was presented is gone after a minute, and the newest stands for a kiosk', async () => {
    await tell('reader', { kind: 'card', name: NAME, document: CARD })
    await tell('reader', { kind: 'card', name: '欧阳某', document: CARD })
    const at = `kiosk:${kiosk.id}`
    expect((await view(at, kiosk.token)).presented).toMatchObject({ maskedName: '欧*' })
    move(PRESENTED_LIVES_MS)
    expect((await view(at, kiosk.token)).presented).toBeUndefined()
  })

  it('E14 a scanned code finds its ticket for the window where it was scanned, by QR or by number', async () => {
    const clerk = await clerkAt1()
    const secret = hall.live.hall().tickets.get('ticket-number-two')?.secret ?? ''
    for (const [text, ticket] of [
      [`https://hall.example.gov.cn/t/${secret}`, { number: 'A002' }],
      [secret, { number: 'A002' }],
      // What stands around the secret, however long, does not hide it.
      [`]Q1https://hall.example.gov.cn/t/${secret}?from=some-application-or-other#rating`, { number: 'A002' }],
      ['a001', { number: 'A001' }],
      ['https://evil.example/', null],
    ] as const) {
      expect(await tell('scanner-1', { kind: 'code', text })).toMatchObject({ status: 200 })
      const seen = await view('counter:1', clerk)
      expect(seen.presented, text).toMatchObject({ kind: 'code', counter: '1', ticket })
      expect(JSON.stringify(seen)).not.toContain(secret)
      // Who stands at a reader hears the number alone, and never which ticket it is inside (S6).
      expect(JSON.stringify(seen.presented)).not.toContain('ticket-number')
    }
    expect((await view(`kiosk:${kiosk.id}`, kiosk.token)).presented).toBeUndefined()
    expect(await view('guide', hall.managerToken)).toMatchObject({ presented: [] })
  })

  it('E14 a reader without a window is its edge’s one kiosk’s, and the desks’ where that is not certain', () => {
    const catalogue = edgeCatalogue(9)
    const one = (id: string, printer?: string): DeviceInfo => ({
      id,
      name: id,
      role: 'kiosk',
      paired: true,
      ...(printer === undefined ? {} : { printer }),
    })
    const reader = { id: 'c', name: 'c', kind: 'card-reader', link: { kind: 'virtual' } } as const
    const where = (setting: object, machines: readonly DeviceInfo[]) =>
      screenOf({ ...reader, ...setting }, catalogue, machines)
    expect(where({ edge: 'e1' }, [one('k1', 'p1'), one('k2', 'p2')])).toBe('kiosk:k1')
    expect(where({ edge: 'e2' }, [one('k1', 'p1'), one('k2', 'p2')])).toBe('kiosk:k2')
    // A kiosk that names no printer uses the first.
    expect(where({ edge: 'e1' }, [one('k1')])).toBe('kiosk:k1')
    expect(where({ edge: 'e1' }, [one('k1', 'p1'), one('k3', 'p1')])).toBe('guide')
    expect(where({}, [one('k1', 'p1')])).toBe('guide')
    // One that is not paired yet, or no more, shows nobody anything.
    expect(where({ edge: 'e1' }, [one('k1', 'p1'), { ...one('k3', 'p1'), paired: false }])).toBe('kiosk:k1')
    expect(where({ edge: 'e1' }, [{ ...one('k1', 'p1'), paired: false }])).toBe('guide')
    expect(where({ counter: '1', edge: 'e1' }, [one('k1', 'p1')])).toBe('counter:1')
    expect(where({ counter: 'desk', edge: 'e1' }, [one('k1', 'p1')])).toBe('guide')
  })
})

describe('the hall server’s own peripherals', () => {
  it('E7 they open with the server, before anything happens in the hall', async () => {
    // Its clock stands but for what a test moves, so nothing is told for time's sake.
    const quiet = await startTestHall({ shipped: edgeCatalogue(9), clock, closed: true })
    await vi.waitFor(() => expect(quiet.edges.healthOf('own-led')).toMatchObject({ state: 'ready' }))
    await quiet.stop()
  })

  it('E7 they open, show and are listed without any edge', async () => {
    const list = () => hall.request('GET', `${hall.hallPath}/devices`, undefined, hall.managerToken)
    await vi.waitFor(async () =>
      expect(await list()).toMatchObject({
        peripherals: expect.arrayContaining([expect.objectContaining({ id: 'own-led', state: 'ready' })]),
      }),
    )
    expect(hall.edges.view('')).toMatchObject({
      peripherals: [{ id: 'own-led' }],
      shows: [{ peripheral: 'own-led', kind: 'led', text: '窗口未开放' }],
    })
  })
})
