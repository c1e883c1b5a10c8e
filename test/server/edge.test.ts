/** A real hall and a real edge beside it, with a virtual printer, through everything that can break between them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Recorded } from '../../hall/events.ts'
import { openRecord } from '../../server/edge/record.ts'
import { type EdgeHall, startEdgeHall } from '../kit/edge-hall.ts'

const WITHIN = { timeout: 10_000, interval: 20 }
const until = (look: () => void): Promise<void> => vi.waitFor(look, WITHIN)
const SLIP = new Uint8Array([0x1b, 0x40, ...Buffer.from('A012'), 0x0a])

let all: EdgeHall | undefined
const begin = async (...options: Parameters<typeof startEdgeHall>): Promise<EdgeHall> => {
  all = await startEdgeHall(...options)
  return all
}
afterEach(async () => {
  await all?.stop()
  all = undefined
})

const transport = (at: EdgeHall) => at.hall().edges.transport('e1', 'p1')
const here = (at: EdgeHall) => until(() => expect(at.hall().edges.isHere('e1')).toBe(true))
const away = (at: EdgeHall) => until(() => expect(at.hall().edges.isHere('e1')).toBe(false))

describe('jobs of an edge', () => {
  it('E2 a job is printed by the edge, once, and its end comes back to the hall', async () => {
    const at = await begin()
    await at.start()
    await here(at)
    expect(await transport(at).send(SLIP, 'job-1')).toEqual({ result: 'printed', nearEnd: false })
    expect(at.printer.jobs()).toHaveLength(1)
    // The same id again, as after a hall that forgot: what came of it is told, and nothing printed.
    expect(await transport(at).send(SLIP, 'job-1')).toEqual({ result: 'printed', nearEnd: false })
    expect(at.printer.jobs()).toHaveLength(1)
  })

  it('E2 what was certainly not sent may be printed when the hall hands it out anew', async () => {
    const at = await begin()
    at.printer.set({ paperOut: true })
    await at.start()
    await here(at)
    expect(await transport(at).send(SLIP, 'job-1')).toMatchObject({ result: 'not_sent', reason: 'paper-out' })
    at.printer.set({ paperOut: false })
    expect(await transport(at).send(SLIP, 'job-1')).toMatchObject({ result: 'printed' })
    expect(at.printer.jobs()).toHaveLength(1)
  })

  it('P49 what an edge’s printer says of itself is known in the hall within two seconds', async () => {
    const at = await begin()
    await at.start()
    await here(at)
    await until(async () => expect(await transport(at).status()).toMatchObject({ answer: 'ready', nearEnd: false }))
    at.printer.set({ coverOpen: true })
    const since = Date.now()
    await until(async () => expect(await transport(at).status()).toMatchObject({ trouble: 'cover-open' }))
    expect(Date.now() - since).toBeLessThan(2_000)
  })

  it('E2 an edge that is restarted in the middle of a job reports it unknown and never prints it again', async () => {
    const at = await begin()
    const first = await at.start()
    await here(at)
    await first.stop()
    await away(at)
    // The record of a program that died in the middle: written down, and never ended.
    const { openRecord } = await import('../../server/edge/record.ts')
    const record = openRecord(`${at.dir}/edge.sqlite`, Date.now)
    expect(record.begin({ id: 'job-1', turn: 'turn-1', printer: 'p1' })).toBe(true)
    record.close()
    const late: unknown[] = []
    at.hall().edges.onLate((end) => void late.push(end))
    await at.start()
    await here(at)
    const unknown = { result: 'unknown', reason: 'restarted', nearEnd: false }
    await until(() => expect(late).toEqual([{ job: 'job-1', turn: 'turn-1', printer: 'p1', outcome: unknown }]))
    expect(await transport(at).send(SLIP, 'job-1')).toEqual(unknown)
    expect(at.printer.jobs()).toHaveLength(0)
  })

  it('E2 a line that breaks in the middle of a job does not stop the job, and its end is heard when the line is back', async () => {
    const at = await begin()
    await at.start()
    await here(at)
    at.printer.set({ slowMs: 300 })
    const outcome = transport(at).send(new Uint8Array(200_000).fill(0x20), 'job-1')
    await until(() => expect(at.hall().edges.view('e1')?.jobs).toEqual([]))
    at.cable.cut()
    await away(at)
    // It comes out although nobody can hear of it.
    await until(() => expect(at.printer.jobs()).toHaveLength(1))
    at.cable.mend()
    expect(await outcome).toMatchObject({ result: 'printed' })
    expect(at.printer.jobs()).toHaveLength(1)
  })

  it('P51 a hall that was restarted in the middle of a job hears of its end all the same', async () => {
    const at = await begin()
    await at.start()
    await here(at)
    at.printer.set({ slowMs: 300 })
    const outcome = transport(at).send(new Uint8Array(200_000).fill(0x20), 'job-1')
    await until(() => expect(at.hall().edges.view('e1')?.jobs).toEqual([]))
    await at.restart()
    expect(await outcome).toMatchObject({ result: 'unknown', reason: 'restarted' })
    const late: unknown[] = []
    at.hall().edges.onLate((end) => void late.push(end))
    await until(() => expect(late).toMatchObject([{ job: 'job-1', printer: 'p1', outcome: { result: 'printed' } }]))
    expect(at.printer.jobs()).toHaveLength(1)
  })

  it('E3 while the edge is away nothing is sent, and when it is back only what is handed out then comes out', async () => {
    const at = await begin()
    const first = await at.start()
    await here(at)
    await first.stop()
    await away(at)
    const started = Date.now()
    expect(await transport(at).send(SLIP, 'stale')).toEqual({ result: 'not_sent', reason: 'away', nearEnd: false })
    expect(Date.now() - started).toBeLessThan(100)
    expect(await transport(at).status()).toEqual({ answer: 'none', reason: 'away' })
    await at.start()
    await here(at)
    expect(await transport(at).send(SLIP, 'fresh')).toMatchObject({ result: 'printed' })
    expect(at.printer.jobs()).toHaveLength(1)
  })
})

describe('two programs with one pairing', () => {
  it('E1 as from a copied disk: the second gets nothing until the first is gone, and no slip comes out twice', async () => {
    const at = await begin()
    const first = await at.start()
    await here(at)
    const folder = mkdtempSync(join(tmpdir(), 'yichuang-copied-'))
    const second = await at.start(openRecord(join(folder, 'edge.sqlite'), Date.now))
    await until(() => expect(second.states).toContain('runs-elsewhere'))
    expect(await transport(at).send(SLIP, 'job-1')).toMatchObject({ result: 'printed' })
    await first.stop()
    await until(() => expect(second.states).toContain('connected'))
    expect(at.printer.jobs()).toHaveLength(1)
    expect(await transport(at).send(SLIP, 'job-2')).toMatchObject({ result: 'printed' })
    await second.stop()
    rmSync(folder, { recursive: true, force: true })
  }, 20_000)
})

describe('a number taken at a kiosk', () => {
  it('E2 comes out at the edge that owns the kiosk’s printer, and the desk sees it printed', async () => {
    const at = await begin()
    await at.start()
    await here(at)
    const hall = at.hall()
    const kiosk = await hall.device('kiosk', { printer: 'p1' })
    await until(() =>
      expect(hall.printing.rows()).toContainEqual(expect.objectContaining({ id: 'p1', state: 'ready' })),
    )
    await hall.command({ type: 'IssueTicket', ticket: 'ticket-number-one', service: 'A-01' }, kiosk.token)
    await until(() => expect(hall.printing.paper('p1')?.jobs).toMatchObject([{ state: 'printed', template: 'ticket' }]))
    expect(at.printer.jobs()).toHaveLength(1)
  })

  it('E3 waits for its edge, and comes out once when that is back in time', async () => {
    const at = await begin()
    const hall = at.hall()
    const kiosk = await hall.device('kiosk', { printer: 'p1' })
    expect(hall.printing.rows()).toContainEqual(expect.objectContaining({ id: 'p1', state: 'away' }))
    await hall.command({ type: 'IssueTicket', ticket: 'ticket-number-one', service: 'A-01' }, kiosk.token)
    const jobs = () => hall.printing.paper('p1')?.jobs ?? []
    await until(() => expect(jobs()).toMatchObject([{ state: 'not_sent', reason: 'away' }]))
    await at.start()
    await until(() => expect(jobs()).toMatchObject([{ state: 'printed' }]))
    expect(at.printer.jobs()).toHaveLength(1)
  })

  it('P51 is printed although the hall was restarted while the edge printed it, and is not printed again', async () => {
    const at = await begin()
    await at.start()
    await here(at)
    const kiosk = await at.hall().device('kiosk', { printer: 'p1' })
    at.printer.set({ slowMs: 500 })
    await at.hall().command({ type: 'IssueTicket', ticket: 'ticket-number-one', service: 'A-01' }, kiosk.token)
    const states = () =>
      at
        .hall()
        .printing.paper('p1')
        ?.jobs.map(({ state }) => state)
    await until(() => expect(states()).toEqual(['sending']))
    await until(() => expect(at.hall().edges.view('e1')?.jobs).toEqual([]))
    await at.restart()
    expect(states()).toEqual(['unknown'])
    await until(() => expect(states()).toEqual(['printed']))
    expect(at.printer.jobs()).toHaveLength(1)
  })
})

describe('whose an edge is', () => {
  it('E1 it hears what is its own, and nobody else hears it: jobs hold the secrets of tickets', async () => {
    const at = await begin()
    const { request, hallPath, managerToken, live } = at.hall()
    const get = (topic: string, token: string) => request('GET', `${hallPath}/views/${topic}`, undefined, token)
    const { token } = at.pairing()
    const view = (await get('edge:e1', token)) as unknown as {
      view: { printers: { id: string }[]; peripherals: object[] }
    }
    expect(view.view.printers.map(({ id }) => id)).toEqual(['p1'])
    expect(view.view.peripherals).toHaveLength(5)
    for (const topic of ['edge:e2', 'edge:', 'guide', 'floor', 'paper:p1', 'counter:1'])
      expect(await get(topic, token), topic).toMatchObject({ status: 403 })
    for (const topic of ['edge:e1', 'edge:'])
      expect(await get(topic, managerToken), topic).toMatchObject({ status: 403 })
    expect(live.hall().catalogue?.edges).toHaveLength(2)
  })

  it('E1 what it says of another edge’s printer, job or peripheral is refused by name and changes nothing', async () => {
    const at = await begin()
    const { request, hallPath, edges, managerToken } = at.hall()
    const other = await at.hall().device('edge', { edge: 'e2' })
    edges.came('e1', at.machine)
    const outcome = edges.transport('e1', 'p1').send(SLIP, 'job-1')
    const [job] = edges.view('e1')?.jobs ?? []
    const late: unknown[] = []
    edges.onLate((end) => void late.push(end))
    const printed = { result: 'printed', nearEnd: false } as const
    const report = {
      version: '1',
      begun: [job?.turn ?? ''],
      ends: [{ job: 'job-1', turn: job?.turn ?? '', printer: 'p1', outcome: printed }],
      printers: [{ printer: 'p1', status: { answer: 'ready', nearEnd: false } }],
      peripherals: [{ peripheral: 'keypad-1', state: 'ready' }],
    }
    const path = `${hallPath}/edge/reports`
    expect(await request('POST', path, report, other.token)).toMatchObject({
      status: 200,
      refused: ['job-1', 'p1', 'keypad-1'],
    })
    expect(late).toEqual([])
    expect(edges.view('e1')?.jobs).toHaveLength(1)
    expect(edges.healthOf('keypad-1')).toBeUndefined()
    expect(await edges.transport('e1', 'p1').status()).toMatchObject({ answer: 'none' })
    // The same from its own edge counts, and counts once.
    expect(await request('POST', path, report, at.pairing().token)).toMatchObject({ status: 200, refused: [] })
    expect(await outcome).toEqual(printed)
    for (const token of [managerToken, undefined])
      expect((await request('POST', path, report, token)).status).toBeGreaterThanOrEqual(401)
  })

  it('E1 an edge is one machine: a second is refused, and so is an edge that the catalogue does not have', async () => {
    const at = await begin()
    const { request, hallPath, managerToken } = at.hall()
    const add = (device: object) => request('POST', `${hallPath}/devices`, { name: 'x', ...device }, managerToken)
    expect(await add({ role: 'edge', edge: 'e1' })).toMatchObject({ status: 409, code: 'edge-taken' })
    expect(await add({ role: 'edge', edge: 'e9' })).toMatchObject({ status: 404, code: 'unknown-edge' })
    expect(await add({ role: 'edge' })).toMatchObject({ status: 422 })
    expect(await add({ role: 'kiosk', edge: 'e2' })).toMatchObject({ status: 422 })
    expect(await add({ role: 'edge', edge: 'e2' })).toMatchObject({ status: 200, device: { edge: 'e2' } })
  })

  it('E1 an edge whose token was taken back is out at once, and what it had in hand is unknown', async () => {
    const at = await begin()
    const edge = await at.start()
    await here(at)
    at.printer.set({ slowMs: 300 })
    const outcome = transport(at).send(new Uint8Array(100_000).fill(0x20), 'job-1')
    await until(() => expect(at.hall().edges.view('e1')?.jobs).toEqual([]))
    const { request, hallPath, managerToken } = at.hall()
    await request('DELETE', `${hallPath}/devices/${at.machine}`, undefined, managerToken)
    await until(() => expect(edge.states.at(-1)).toBe('unpaired'))
    expect(await outcome).toMatchObject({ result: 'unknown', reason: 'closed' })
    expect(await transport(at).send(SLIP, 'job-2')).toMatchObject({ result: 'not_sent', reason: 'away' })
  })
})

describe('the day of a window with a keypad', () => {
  const ready = async () => {
    const at = await begin()
    const hall = at.hall()
    const machine = await hall.device('counter', { counter: '1' })
    const clerk = await hall.staff('window', '窗口甲', machine.token)
    const kiosk = await hall.device('kiosk', { printer: 'p1' })
    const events: Recorded[] = []
    hall.live.listen((more) => void events.push(...more))
    const edge = await at.start()
    await here(at)
    await until(() => expect(edge.simulator.shown('keypad-1')).toBeDefined())
    const take = (ticket: string) =>
      hall.command({ type: 'IssueTicket', ticket, service: 'A-01' }, kiosk.token).then(({ status }) => status)
    return { at, hall, clerk, machine, kiosk, edge, take, events }
  }

  it('E5 a keypad calls, finishes and calls on as the clerk at its window, and bar and keypad show it', async () => {
    const { at, hall, clerk, edge, take, events } = await ready()
    expect(await take('ticket-number-one')).toBe(200)
    expect(await take('ticket-number-two')).toBe(200)
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    edge.simulator.press('keypad-1', { kind: 'key', key: 'call' })
    await until(() => expect(edge.simulator.shown('led-1')).toMatchObject({ text: '请A001号到1号窗口办理' }))
    await until(() => expect(edge.simulator.shown('keypad-1')).toMatchObject({ number: 'A001', waiting: 1 }))
    const called = events.find(({ event }) => event.type === 'TicketCalled')
    expect(called?.actor).toMatchObject({ role: 'window', name: '窗口甲', counter: '1', device: 'keypad-1' })
    expect(at.hall().live.hall().counters.get('1')).toMatchObject({ staff: '窗口甲' })
  })

  it('E5 with nobody signed in a press does nothing, and the keypad is told', async () => {
    const { hall, clerk, edge, take, events } = await ready()
    await take('ticket-number-one')
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    await hall.request('POST', '/api/sign-out', {}, clerk)
    const before = events.length
    edge.simulator.press('keypad-1', { kind: 'key', key: 'call' })
    await until(() => expect(edge.simulator.poked('keypad-1')).toBe(1))
    expect(events).toHaveLength(before)
  })

  it('E6 a press that cannot reach the hall is dropped after some seconds, and acts not when the line is back', async () => {
    const { at, hall, clerk, edge, take, events } = await ready()
    await take('ticket-number-one')
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    at.cable.cut()
    const before = events.length
    edge.simulator.press('keypad-1', { kind: 'key', key: 'call' })
    await until(() => expect(edge.simulator.poked('keypad-1')).toBe(1))
    at.cable.mend()
    await here(at)
    // What is told now is told after whatever might still have been on its way.
    edge.simulator.press('keypad-1', { kind: 'key', key: 'recall' })
    await until(() => expect(edge.simulator.poked('keypad-1')).toBe(2))
    expect(events).toHaveLength(before)
  })

  it('E6 a press during a short break of the line acts once', async () => {
    const { at, hall, clerk, edge, take, events } = await ready()
    await take('ticket-number-one')
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    at.cable.cut()
    edge.simulator.press('keypad-1', { kind: 'key', key: 'call' })
    await away(at)
    at.cable.mend()
    await until(() => expect(events.filter(({ event }) => event.type === 'TicketCalled')).toHaveLength(1))
    expect(edge.simulator.poked('keypad-1')).toBe(0)
  })

  it('E16 the pad rates the visit just completed, once', async () => {
    const { hall, clerk, edge, take, events } = await ready()
    await take('ticket-number-one')
    await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
    await hall.command({ type: 'CallNext', counter: '1' }, clerk)
    expect(edge.simulator.shown('pad-1')).toMatchObject({ asks: false })
    edge.simulator.press('pad-1', { kind: 'grade', grade: 'satisfied' })
    await until(() => expect(edge.simulator.poked('pad-1')).toBe(1))
    const done = { type: 'CompleteTicket', counter: '1', ticket: 'ticket-number-one', outcome: 'immediate' } as const
    await hall.command(done, clerk)
    await until(() => expect(edge.simulator.shown('pad-1')).toMatchObject({ asks: true }))
    edge.simulator.press('pad-1', { kind: 'grade', grade: 'satisfied' })
    await until(() => expect(edge.simulator.shown('pad-1')).toMatchObject({ asks: false }))
    edge.simulator.press('pad-1', { kind: 'grade', grade: 'very-dissatisfied' })
    await until(() => expect(edge.simulator.poked('pad-1')).toBe(2))
    const rated = events.filter(({ event }) => event.type === 'VisitRated')
    expect(rated.map(({ event, actor }) => [event, actor])).toMatchObject([
      [
        { grade: 'satisfied', counter: '1' },
        { role: 'pad', id: 'pad-1', counter: '1' },
      ],
    ])
  })

  it('E15 the device page shows machine, printer and pads, and makes each show itself', async () => {
    const { at, hall, edge } = await ready()
    const list = () => hall.request('GET', `${hall.hallPath}/devices`, undefined, hall.managerToken)
    await until(async () =>
      expect(await list()).toMatchObject({
        devices: expect.arrayContaining([
          expect.objectContaining({ id: at.machine, role: 'edge', edge: 'e1', online: true, version: '9.9.9-test' }),
        ]),
        peripherals: expect.arrayContaining([
          expect.objectContaining({ id: 'keypad-1', kind: 'keypad', counter: '1', edge: 'e1', state: 'ready' }),
          expect.objectContaining({ id: 'own-led', state: 'ready', seenAt: expect.any(Number) }),
          expect.objectContaining({ id: 'other', state: 'away' }),
        ]),
        edges: [{ id: 'e1', name: '取号机前置机', place: '一楼大门' }, { id: 'e2' }],
      }),
    )
    const test = (id: string) => hall.request('POST', `${hall.hallPath}/peripherals/${id}/test`, {}, hall.managerToken)
    expect(await test('led-1')).toMatchObject({ status: 200 })
    await until(() => expect(edge.simulator.poked('led-1')).toBe(1))
    expect(await test('own-led')).toMatchObject({ status: 200 })
    expect(await test('other')).toMatchObject({ status: 409, code: 'edge-away' })
    expect(await test('nothing')).toMatchObject({ status: 404 })
    edge.simulator.become('led-1', 'silent', 'no answer')
    const led = expect.objectContaining({ id: 'led-1', state: 'silent', detail: 'no answer' })
    await until(async () => expect(await list()).toMatchObject({ peripherals: expect.arrayContaining([led]) }))
    await edge.stop()
    const gone = expect.objectContaining({ id: 'led-1', state: 'away' })
    await until(async () => expect(await list()).toMatchObject({ peripherals: expect.arrayContaining([gone]) }))
  })
})
