/** A hall with an edge: real server, real sockets, a virtual printer at the edge, and pads that a test presses itself. */
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Catalogue } from '../../hall/catalogue.ts'
import { startVirtualPrinter, type VirtualPrinter } from '../../printer/virtual.ts'
import { systemClock } from '../../server/clock.ts'
import { type Agent, openAgent } from '../../server/edge/agent.ts'
import type { LineState, Pairing } from '../../server/edge/line.ts'
import { type EdgeRecord, openRecord } from '../../server/edge/record.ts'
import { silentLog } from '../../server/log.ts'
import { openPeripherals } from '../../server/peripherals/peripherals.ts'
import { createSimulator, type Simulator } from '../../server/peripherals/simulator.ts'
import type { StartOptions } from '../../server/start.ts'
import { type HallServer, startTestHall } from './hall-server.ts'
import { smallCatalogue } from './small-catalogue.ts'

/** The small hall with two edges: a printer each at the kiosks, and everything that is bolted down at window 1. */
export const edgeCatalogue = (port: number): Catalogue => {
  const at1 = { counter: '1', edge: 'e1', link: { kind: 'virtual' } } as const
  return {
    ...smallCatalogue,
    rules: { ...smallCatalogue.rules, window: { ...smallCatalogue.rules.window, confirmArrival: false } },
    edges: [
      { id: 'e1', name: '取号机前置机', place: '一楼大门' },
      { id: 'e2', name: '二楼前置机' },
    ],
    printers: [
      { id: 'p1', name: '取号机打印机', kind: 'tcp', host: '127.0.0.1', port, paper: 80, edge: 'e1' },
      { id: 'p2', name: '二楼打印机', kind: 'virtual', paper: 80, edge: 'e2' },
    ],
    peripherals: [
      { id: 'keypad-1', name: '一号呼叫器', kind: 'keypad', ...at1 },
      { id: 'pad-1', name: '一号评价器', kind: 'rating-pad', ...at1 },
      { id: 'led-1', name: '一号条屏', kind: 'led', characters: 12, ...at1 },
      { id: 'reader', name: '取号机读卡器', kind: 'card-reader', edge: 'e1', link: { kind: 'virtual' } },
      { id: 'scanner-1', name: '一号扫码器', kind: 'scanner', ...at1 },
      { id: 'own-led', name: '三号条屏', kind: 'led', characters: 8, counter: '3', link: { kind: 'virtual' } },
      { id: 'other', name: '二楼呼叫器', kind: 'keypad', counter: '4', edge: 'e2', link: { kind: 'virtual' } },
    ],
  }
}

export type Cable = {
  readonly port: number
  /** Every connection breaks, and none is made. */
  readonly cut: () => void
  readonly mend: () => void
  readonly close: () => Promise<void>
}

/** The cable between an edge and its hall, as something that can be pulled. */
const layCable = async (hallPort: () => number): Promise<Cable> => {
  const ends = new Set<Socket>()
  let whole = true
  const server = createServer((near) => {
    if (!whole) {
      near.destroy()
      return
    }
    const far = connect(hallPort(), '127.0.0.1')
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        ends.delete(end)
        other.destroy()
      })
      end.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => {
    whole = false
    for (const end of ends) end.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend: () => {
      whole = true
    },
    close: () => {
      cut()
      return new Promise((resolve) => void server.close(() => resolve()))
    },
  }
}

export type EdgeHall = {
  readonly cable: Cable
  readonly hall: () => HallServer
  readonly printer: VirtualPrinter
  readonly dir: string
  readonly pairing: () => Pairing
  /** The machine of edge e1. */
  readonly machine: string
  /** Starts the edge's program again and again, each with the same folder. */
  readonly start: (record?: EdgeRecord) => Promise<RunningEdge>
  /** Stops the server and starts it anew at the same address. */
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
}
export type RunningEdge = {
  readonly agent: Agent
  readonly simulator: Simulator
  readonly states: readonly LineState[]
  readonly stop: () => Promise<void>
}

export const startEdgeHall = async (options: Partial<StartOptions> = {}): Promise<EdgeHall> => {
  const printer = await startVirtualPrinter({ port: 0 })
  const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-edge-hall-'))
  const dir = mkdtempSync(join(tmpdir(), 'yichuang-edge-'))
  const begin = (port = 0): Promise<HallServer> =>
    startTestHall({ shipped: edgeCatalogue(printer.port), dataDir, port, ...options })
  let hall = await begin()
  const cable = await layCable(() => hall.port)
  const { id: machine, token } = await hall.device('edge', { edge: 'e1' })
  const pairing = (): Pairing => ({
    url: `http://127.0.0.1:${cable.port}`,
    hall: hall.live.hall().id,
    token,
    edge: 'e1',
    name: 'edge',
  })
  const running = new Set<RunningEdge>()

  const start: EdgeHall['start'] = async (given) => {
    const record = given ?? openRecord(join(dir, 'edge.sqlite'), Date.now)
    const simulator = createSimulator()
    const states: LineState[] = []
    const agent = openAgent({
      pairing: pairing(),
      record,
      version: '9.9.9-test',
      log: options.log ?? silentLog,
      clock: systemClock,
      onState: (state) => void states.push(state),
      open: (ears) => openPeripherals(ears, { simulator }),
    })
    const edge: RunningEdge = {
      agent,
      simulator,
      states,
      stop: async () => {
        if (!running.delete(edge)) return
        await agent.close()
        record.close()
      },
    }
    running.add(edge)
    return edge
  }

  return {
    cable,
    hall: () => hall,
    printer,
    dir,
    pairing,
    machine,
    start,
    restart: async () => {
      const { port } = hall
      await hall.close()
      hall = await begin(port)
    },
    stop: async () => {
      for (const edge of [...running]) await edge.stop()
      await cable.close()
      await hall.close()
      await printer.close()
      for (const each of [dataDir, dir]) rmSync(each, { recursive: true, force: true })
    },
  }
}
