/** What a broken printer does to a hall: the ticket stands in the ledger, the kiosk says it, the desk sees it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PrinterSetting } from '../../hall/catalogue.ts'
import type { PrinterRow } from '../../hall/views/paper.ts'
import { type Faults, startVirtualPrinter, type VirtualPrinter } from '../../printer/virtual.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { type Clock, systemClock } from '../../server/clock.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const TICKET = 'ticket-of-the-fault'
const JOB = `${TICKET}.ticket.1`

type Scene = {
  readonly hall: HallServer
  readonly printer: VirtualPrinter
  readonly kiosk: { readonly id: string; readonly token: string }
  /** Takes the number. */
  readonly take: () => Promise<void>
  readonly kioskPaper: () => Promise<unknown>
  /** The first printer as the guide desk and the manager see it. */
  readonly row: (topic?: 'guide' | 'floor') => Promise<PrinterRow>
  readonly job: () => { readonly state?: string; readonly reason?: string }
}

const settingFor = ({ port }: Pick<VirtualPrinter, 'port'>, more: Partial<PrinterSetting> = {}): PrinterSetting => ({
  id: 'p1',
  name: '取号机打印机',
  kind: 'tcp',
  host: '127.0.0.1',
  port,
  paper: 80,
  ...more,
})

const virtual = async (faults: Partial<Faults> = {}): Promise<VirtualPrinter> => {
  const printer = await startVirtualPrinter({ port: 0 })
  printer.set(faults)
  return printer
}

const opened = async (
  printer: VirtualPrinter,
  others: readonly PrinterSetting[] = [],
  more: Partial<PrinterSetting> = {},
  clock: Clock = systemClock,
): Promise<Scene> => {
  const printers = [settingFor(printer, more), ...others]
  const hall = await startTestHall({ shipped: { ...sampleCatalogue, printers, edges: [], peripherals: [] }, clock })
  closers.push(hall.stop)
  // First, so that a job in hand ends when its printer does.
  closers.push(printer.close)
  const kiosk = await hall.device('kiosk', { printer: 'p1' })
  const view = async (topic: string, token: string): Promise<Record<string, unknown>> => {
    const { view: shown } = await hall.request('GET', `${hall.hallPath}/views/${topic}`, undefined, token)
    return shown as Record<string, unknown>
  }
  const desk = await hall.staff('guide', '导办甲')
  return {
    hall,
    printer,
    kiosk,
    take: async () => {
      const issued = await hall.command({ type: 'IssueTicket', ticket: TICKET, service: 'A-02' }, kiosk.token)
      expect(issued).toMatchObject({ status: 200 })
    },
    kioskPaper: async () => (await view(`kiosk:${kiosk.id}`, kiosk.token)).paper,
    row: async (topic = 'guide') => {
      const { printers: rows } = await view(topic, topic === 'guide' ? desk : hall.managerToken)
      const [row] = rows as PrinterRow[]
      if (!row) throw new Error('There is no printer.')
      return row
    },
    job: () => hall.printing.paper('p1')?.jobs.find(({ id }) => id === JOB) ?? {},
  }
}

const waits = (scene: Scene): void => {
  expect(scene.hall.live.hall().tickets.get(TICKET)?.status).toBe('waiting')
}

describe('with a printer that', () => {
  it.each([
    ['has no paper', { paperOut: true }, 'paper-out', 'paper-out'],
    ['is open', { coverOpen: true }, 'cover-open', 'cover-open'],
    ['has a jammed cutter', { cutterError: true }, 'cutter-error', 'cutter-error'],
    ['answers nothing', { mute: true }, 'unreachable', 'mute'],
  ] as const)(
    'P14 P49 %s, the number stands, the kiosk says it and the desk sees why',
    async (_, faults, state, reason) => {
      const scene = await opened(await virtual(faults))
      await scene.take()
      waits(scene)
      await vi.waitFor(() => expect(scene.job()).toMatchObject({ state: 'not_sent', reason }), 5000)
      expect(await scene.kioskPaper()).toBe('out')
      expect(await scene.row('guide')).toMatchObject({ state, waiting: 1 })
      expect(await scene.row('floor')).toMatchObject({ state })
      if (reason === 'mute') expect((await scene.row()).detail).toContain('blind')
      // Nothing of it is in the printer, and once it is well the slip comes out, once.
      expect(scene.printer.jobs().length).toBe(0)
      scene.printer.set({ paperOut: false, coverOpen: false, cutterError: false, mute: false })
      await vi.waitFor(() => expect(scene.job().state).toBe('printed'), 12_000)
      expect(scene.printer.jobs().length).toBe(1)
      expect(await scene.kioskPaper()).toBe('ready')
    },
  )

  it('P14 is switched off, the number stands and the desk reads which address does not answer', async () => {
    const printer = await virtual()
    await printer.close()
    const scene = await opened(printer)
    await scene.take()
    waits(scene)
    await vi.waitFor(() => expect(scene.job()).toMatchObject({ state: 'not_sent', reason: 'refused' }), 5000)
    expect(await scene.kioskPaper()).toBe('out')
    expect(await scene.row()).toMatchObject({
      state: 'unreachable',
      detail: `127.0.0.1:${printer.port}: ECONNREFUSED`,
    })
  })

  it('P16 is low, the slip comes out and the desk sees it', async () => {
    const scene = await opened(await virtual({ nearEnd: true }))
    await scene.take()
    await vi.waitFor(() => expect(scene.job().state).toBe('printed'))
    expect(await scene.kioskPaper()).toBe('low')
    expect(await scene.row()).toMatchObject({ state: 'near-end', printed: 1, failed: 0 })
  })

  it('P13 P22 hangs up in the middle, nothing is printed again and the desk is told', async () => {
    const scene = await opened(await virtual({ resetMidJob: true }))
    await scene.take()
    waits(scene)
    await vi.waitFor(() => expect(scene.job()).toMatchObject({ state: 'unknown', reason: 'reset' }))
    scene.printer.set({ resetMidJob: false })
    await vi.waitFor(
      async () => expect(await scene.row()).toMatchObject({ state: 'ready', failed: 1, waiting: 0 }),
      4000,
    )
    expect(scene.printer.jobs().length).toBe(0)
    expect(await scene.kioskPaper()).toBe('ready')
  })

  it('P49 runs out in the middle of a slip, the desk sees it while the slip is still in doubt', async () => {
    const scene = await opened(await virtual({ paperOutMidJob: true }))
    await scene.take()
    waits(scene)
    await vi.waitFor(async () => expect((await scene.row()).state).toBe('paper-out'), 2500)
    expect(scene.job().state).toBe('sending')
    expect(await scene.kioskPaper()).toBe('out')
  })

  it('P15 is slow and chatters, the slip comes out whole', async () => {
    const scene = await opened(await virtual({ slowMs: 5 }))
    await scene.take()
    await vi.waitFor(() => expect(scene.job().state).toBe('printed'), 5000)
    await vi.waitFor(() => expect(scene.printer.jobs().length).toBe(1))
    expect(scene.printer.jobs()[0]?.length).toBe(scene.hall.printing.paper('p1')?.jobs[0]?.bytes)
    expect(scene.printer.reports()).toEqual([])
  })
})

describe('how soon it is seen', () => {
  it('P49 every trouble of a printer at rest is at desk, manager and kiosk within two seconds', {
    timeout: 60_000,
  }, async () => {
    const scene = await opened(await virtual())
    await vi.waitFor(async () => expect((await scene.row()).state).toBe('ready'), 5000)
    const took: string[] = []
    for (const [faults, state] of [
      [{ nearEnd: true }, 'near-end'],
      [{ paperOut: true }, 'paper-out'],
      [{ paperOut: false, coverOpen: true }, 'cover-open'],
      [{ coverOpen: false, cutterError: true }, 'cutter-error'],
      [{ cutterError: false, nearEnd: false }, 'ready'],
    ] as const) {
      scene.printer.set(faults)
      const from = Date.now()
      await vi.waitFor(async () => expect((await scene.row()).state).toBe(state), { timeout: 4000, interval: 20 })
      const ms = Date.now() - from
      took.push(`${state} ${ms} ms`)
      expect(ms).toBeLessThan(2000)
      expect((await scene.row('floor')).state).toBe(state)
    }
    console.log(`seen after: ${took.join(', ')}`)
    expect(await scene.row()).toMatchObject({ model: 'Virtual printer', firmware: '1.0' })
    expect((await scene.row()).seenAt).toBeGreaterThan(Date.now() - 5000)
  })
})

describe('when the server stops', () => {
  it('P25 P22 between sending and the confirmation, the slip is unknown and never sent again', async () => {
    const printer = await virtual({ paperOutMidJob: true })
    const scene = await opened(printer)
    await scene.take()
    // Its paper ends at the first byte of the job: now the job has left and nothing has confirmed it.
    await vi.waitFor(() => expect(printer.faults().paperOut).toBe(true))
    expect(scene.job().state).toBe('sending')
    // What the disk holds at this moment is all that a power cut leaves.
    const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-crash-'))
    closers.push(() => rmSync(dataDir, { recursive: true, force: true }))
    cpSync(scene.hall.dataDir, dataDir, { recursive: true })
    await printer.close()
    const well = await startVirtualPrinter({ port: printer.port })
    closers.push(well.close)
    const again = await startTestHall({ dataDir })
    closers.push(again.stop)
    await vi.waitFor(() => expect(again.printing.rows()[0]?.state).toBe('ready'), 5000)
    expect(again.printing.paper('p1')?.jobs[0]).toMatchObject({ id: JOB, state: 'unknown', reason: 'restarted' })
    expect(well.jobs().length).toBe(0)
    expect(again.live.hall().tickets.get(TICKET)?.status).toBe('waiting')
  })
})

describe('when paper returns', () => {
  it('P24 a slip that nobody waits for any more stays unprinted, and the next one comes out', async () => {
    let ahead = 0
    const clock: Clock = { ...systemClock, now: () => Date.now() + ahead }
    const scene = await opened(await virtual({ paperOut: true }), [], {}, clock)
    await scene.take()
    await vi.waitFor(() => expect(scene.job().state).toBe('not_sent'))
    ahead = 121_000
    scene.printer.set({ paperOut: false })
    await vi.waitFor(() => expect(scene.job().state).toBe('expired'), 15_000)
    waits(scene)
    expect(scene.printer.jobs().length).toBe(0)
    const desk = await scene.hall.staff('guide', '导办乙')
    expect(await scene.hall.command({ type: 'ReprintTicket', ticket: TICKET }, desk)).toMatchObject({ status: 200 })
    await vi.waitFor(() => expect(scene.printer.jobs().length).toBe(1), 5000)
    expect(JSON.stringify(scene.printer.papers())).toContain('补打')
  })
})

describe('a kiosk whose printer has one that stands in', () => {
  it.each([
    ['beside it', '一楼大门', 'ready'],
    ['elsewhere', '二楼', 'out'],
  ] as const)('P50 %s: nobody waits at a silent machine', async (_, place, paper) => {
    const [empty, full] = [await virtual({ paperOut: true }), await virtual()]
    closers.push(full.close)
    const other = settingFor(full, { id: 'p2', place })
    const scene = await opened(empty, [other], { failover: 'p2', place: '一楼大门' })
    await vi.waitFor(async () => expect((await scene.row()).state).toBe('paper-out'), 5000)
    await scene.take()
    await vi.waitFor(() => expect(full.jobs().length).toBe(1), 5000)
    expect(scene.hall.printing.paper('p2')?.jobs[0]).toMatchObject({ id: JOB, from: 'p1' })
    expect(await scene.kioskPaper()).toBe(paper)
    empty.set({ paperOut: false })
    await vi.waitFor(async () => expect((await scene.row()).state).toBe('ready'), 5000)
    expect([empty.jobs().length, full.jobs().length]).toEqual([0, 1])
  })
})
