/** Papers that staff print when they like, over HTTP. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

describe('POST printers/:id/print', () => {
  let hall: HallServer | undefined
  afterEach(async () => {
    await hall?.stop()
    hall = undefined
  })

  const print = (server: HallServer, printer: string, body: object, token = server.managerToken) =>
    server.request('POST', `${server.hallPath}/printers/${printer}/print`, body, token)
  const textOf = (server: HallServer, printer: string): string =>
    (server.printing.paper(printer)?.jobs[0]?.rows ?? [])
      .flatMap((row) => (row.kind === 'text' ? row.runs.map(({ text }) => text) : []))
      .join('')

  it('P55 a manager prints a test on every printer, and it says which printer that is', async () => {
    hall = await startTestHall()
    for (const { id, name } of sampleCatalogue.printers) {
      const answer = await print(hall, id, { id: `wish-of-${id}`, slip: 'test' })
      expect(answer).toMatchObject({ status: 200, job: { id: `staff.wish-of-${id}` } })
      const { printing } = hall
      await vi.waitFor(() =>
        expect(['printed', 'unknown']).toContain(
          printing.paper(id)?.jobs.find((job) => job.template === 'test')?.state,
        ),
      )
      expect(textOf(hall, id)).toContain(name.slice(0, 4))
    }
  })

  it('P38 a screen is told as many papers as it can be told at once, the newest first', async () => {
    const printers = [{ id: 'p1', name: '图形打印机', kind: 'virtual', paper: 80, mode: 'raster' }] as const
    hall = await startTestHall({ shipped: { ...sampleCatalogue, printers } })
    for (let count = 1; count <= 9; count += 1)
      expect(await print(hall, 'p1', { id: `wish-000${count}`, slip: 'test' })).toMatchObject({ status: 200 })
    const { printing } = hall
    await vi.waitFor(() => expect(printing.rows()[0]?.printed).toBe(9), 15_000)
    const { jobs = [] } = printing.paper('p1') ?? {}
    expect(jobs[0]?.id).toBe('staff.wish-0009')
    expect(jobs.length).toBeGreaterThan(2)
    expect(jobs.length).toBeLessThan(9)
    expect(JSON.stringify(jobs).length).toBeLessThan(700_000)
  })

  it('P55 P23 the same wish asked twice is one paper, on whichever printer it was asked again', async () => {
    hall = await startTestHall()
    await print(hall, 'p1', { id: 'wish-0001', slip: 'test' })
    await print(hall, 'p1', { id: 'wish-0001', slip: 'test' })
    await print(hall, 'p2', { id: 'wish-0001', slip: 'test' })
    expect(['p1', 'p2'].map((id) => hall?.printing.paper(id)?.jobs.length)).toEqual([1, 0])
  })

  it('P55 P46 a guide prints the list of those who wait, and nothing else; others print nothing', async () => {
    hall = await startTestHall()
    const kiosk = await hall.device('kiosk')
    await hall.command({ type: 'IssueTicket', ticket: 'ticket-of-the-list', service: 'A-02' }, kiosk.token)
    const guide = await hall.staff('guide', '导办甲')
    expect(await print(hall, 'p2', { id: 'wish-0001', slip: 'waiting' }, guide)).toMatchObject({ status: 200 })
    expect(textOf(hall, 'p2')).toContain('A001')
    for (const slip of ['test', 'day-end'])
      expect(await print(hall, 'p2', { id: 'wish-0002', slip }, guide)).toMatchObject({ status: 403 })
    expect(await print(hall, 'p2', { id: 'wish-0003', slip: 'waiting' }, kiosk.token)).toMatchObject({ status: 403 })
    expect(await print(hall, 'p2', { id: 'wish-0003', slip: 'waiting' }, 'nobody')).toMatchObject({ status: 401 })
  })

  it('P55 P46 the sheet of a day that goes on says so', async () => {
    hall = await startTestHall()
    expect(await print(hall, 'p1', { id: 'wish-0001', slip: 'day-end' })).toMatchObject({ status: 200 })
    expect(textOf(hall, 'p1')).toContain('未闭厅')
  })

  it('P55 what is wrong is said, and prints nothing', async () => {
    hall = await startTestHall()
    expect(await print(hall, 'p77', { id: 'wish-0001', slip: 'test' })).toMatchObject({ status: 404 })
    expect(await print(hall, 'p1', { id: 'wish-0001', slip: 'ticket' })).toMatchObject({ status: 422 })
    expect(await print(hall, 'p1', { slip: 'test' })).toMatchObject({ status: 422 })
    expect(await print(hall, 'p1', { id: '../../etc/passwd', slip: 'test' })).toMatchObject({ status: 422 })
    const other = `/api/halls/elsewhere/printers/p1/print`
    const asked = { id: 'wish-0001', slip: 'test' }
    expect(await hall.request('POST', other, asked, hall.managerToken)).toMatchObject({ status: 404 })
    expect(hall.printing.paper('p1')?.jobs).toEqual([])
  })
})
