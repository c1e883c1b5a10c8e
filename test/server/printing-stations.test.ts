/** Where papers come out, in a real hall with two printers of its own. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Intent } from '../../hall/commands.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

describe('where a paper comes out', () => {
  let hall: HallServer | undefined
  afterEach(async () => {
    await hall?.stop()
    hall = undefined
  })

  const ids = (server: HallServer, printer: string): string[] =>
    server.printing.paper(printer)?.jobs.map(({ template }) => template) ?? []
  const accepted = async (server: HallServer, intent: Intent, token: string): Promise<void> => {
    expect(await server.command(intent, token)).toMatchObject({ status: 200 })
  }

  it('P26 a notice comes out at the machine the guide signed in on, and at the first printer without one', async () => {
    hall = await startTestHall()
    const notice = { type: 'GiveNotice', service: 'A-01', kind: 'guide' } as const
    const anywhere = await hall.staff('guide', '导办甲')
    await accepted(hall, notice, anywhere)
    expect(ids(hall, 'p1')).toEqual(['guide'])
    const desk = await hall.device('counter', { counter: 'guide-1', printer: 'p2' })
    await accepted(hall, notice, await hall.staff('guide', '导办乙', desk.token))
    expect(ids(hall, 'p1')).toEqual(['guide'])
    expect(ids(hall, 'p2')).toEqual(['guide'])
    // Once on duty at the desk, its printer is hers too, wherever she signed in.
    await accepted(hall, { type: 'TakePost', desk: 'guide-1' }, anywhere)
    await accepted(hall, notice, anywhere)
    expect(ids(hall, 'p2')).toEqual(['guide', 'guide'])
  })

  it('P26 what a window gives comes out at that window', async () => {
    hall = await startTestHall()
    const machine = await hall.device('counter', { counter: '1', printer: 'p1' })
    const clerk = await hall.staff('window', '窗口甲', machine.token)
    await accepted(hall, { type: 'GiveNotice', service: 'A-01', kind: 'guide' }, clerk)
    expect(ids(hall, 'p1')).toEqual(['guide'])
    const other = await hall.device('counter', { counter: '2' })
    const beside = await hall.staff('window', '窗口乙', other.token)
    await accepted(hall, { type: 'GiveNotice', service: 'A-01', kind: 'guide' }, beside)
    expect(ids(hall, 'p2')).toEqual(['guide'])
  })

  it('P23 a receipt made again after an undo is printed again', async () => {
    hall = await startTestHall()
    const machine = await hall.device('counter', { counter: '1', printer: 'p2' })
    const clerk = await hall.staff('window', '窗口甲', machine.token)
    const kioskMachine = await hall.device('kiosk', { printer: 'p1' })
    const ticket = 'ticket-of-the-story'
    const end = { type: 'CompleteTicket', counter: '1', ticket, outcome: 'promised' } as const
    await accepted(hall, { type: 'IssueTicket', ticket, service: 'A-02' }, kioskMachine.token)
    await accepted(hall, { type: 'OpenCounter', counter: '1' }, clerk)
    await accepted(hall, { type: 'CallNext', counter: '1' }, clerk)
    await accepted(hall, end, clerk)
    await accepted(hall, { type: 'UndoAct', counter: '1' }, clerk)
    await accepted(hall, end, clerk)
    expect(ids(hall, 'p1')).toEqual(['ticket'])
    expect(ids(hall, 'p2').filter((template) => template === 'receipt')).toEqual(['receipt', 'receipt'])
  })

  it('P33 with the printer silent, what was undone will not come out; the ticket and what was done again will', async () => {
    // Port 1 answers nobody, so every paper waits.
    const printers = [{ id: 'p1', name: '打印机', kind: 'tcp', host: '127.0.0.1', port: 1, paper: 80 }] as const
    hall = await startTestHall({ shipped: { ...sampleCatalogue, printers: [...printers] } })
    const clerk = await hall.staff('window', '窗口甲', (await hall.device('counter', { counter: '1' })).token)
    const { token } = await hall.device('kiosk')
    const ticket = 'ticket-of-the-story'
    const end = { type: 'CompleteTicket', counter: '1', ticket, outcome: 'promised' } as const
    await accepted(hall, { type: 'IssueTicket', ticket, service: 'A-02' }, token)
    await accepted(hall, { type: 'OpenCounter', counter: '1' }, clerk)
    await accepted(hall, { type: 'CallNext', counter: '1' }, clerk)
    await accepted(hall, end, clerk)
    await accepted(hall, { type: 'UndoAct', counter: '1' }, clerk)
    await accepted(hall, end, clerk)
    const ended = (hall.printing.paper('p1')?.jobs ?? []).map(({ template, reason }) => [
      template,
      reason === 'withdrawn',
    ])
    expect(ended.filter(([template]) => template === 'receipt')).toEqual([
      ['receipt', false],
      ['receipt', true],
    ])
    expect(ended).toContainEqual(['ticket', false])
  })
})
