/** Hall and edge stopped at every moment, line cut, paper out, catalogue published: what comes out, from the real parts. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PrinterSetting } from '../../hall/catalogue.ts'
import type { PrintOutcome } from '../../printer/transport.ts'
import { openEdgePrinters } from '../../server/edge/edge-printers.ts'
import { openEdges } from '../../server/edge/edges.ts'
import { openRecord } from '../../server/edge/record.ts'
import { silentLog } from '../../server/log.ts'
import type { People } from '../../server/people/people.ts'
import { openJobStores } from '../../server/printing/job-store.ts'
import { openPrinting } from '../../server/printing/printing.ts'
import { handClock } from '../kit/hand-clock.ts'
import { openHall } from '../kit/open-hall.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const STEPS = [
  'print',
  'hall-stops',
  'edge-stops',
  'cut',
  'mend',
  'paper-out',
  'both-out',
  'paper-back',
  'hang-up',
  'publish',
  'tell',
  'report',
  'a-moment',
  'a-second',
  'half-a-minute',
] as const
type Step = (typeof STEPS)[number]

const turns = async (many: number): Promise<void> => {
  for (let turn = 0; turn < many; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** A hall and an edge with the printer p1, for which p2 at the same edge stands in; nothing goes by itself between them. */
const world = async (dir: string) => {
  const clock = handClock()
  const paper = new Map<string, number>()
  let out: readonly string[] = []
  let hangsUp = false
  let whole = true
  let name = 0
  const settings = (): PrinterSetting[] =>
    ['p1', 'p2'].map((id) => ({
      id,
      name: `${name}`,
      kind: 'tcp',
      host: '127.0.0.1',
      port: 9100,
      paper: 80,
      edge: 'e1',
      ...(id === 'p1' ? { failover: 'p2' } : {}),
    }))
  const catalogue = () => ({ ...smallCatalogue, edges: [{ id: 'e1', name: 'e1' }], printers: settings() })
  const { live } = await openHall(catalogue())

  const startOffice = async () => {
    const stores = openJobStores(join(dir, 'paper.sqlite'), clock.now)
    const edges = openEdges(live.hall, clock)
    const people = { device: () => undefined, devices: () => [] } as unknown as People
    const listeners = new Set<Parameters<typeof live.listen>[0]>()
    const listen: typeof live.listen = (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
    const printing = await openPrinting({
      live: { ...live, listen },
      people,
      stores,
      clock,
      log: silentLog,
      linkTo: (secret) => secret,
      guideLinkTo: (id) => id,
      edges,
      dayEnds: (hall) => ({ hall, head: { position: hall.position, chain: '' } }),
    })
    return { stores, edges, printing, listeners }
  }
  const startEdge = () => {
    const record = openRecord(join(dir, 'edge.sqlite'), clock.now)
    let dead = false
    const printers = openEdgePrinters({
      record,
      clock,
      log: silentLog,
      changed: () => undefined,
      reach: async ({ id: printer }) => ({
        onStatus: () => undefined,
        close: async () => undefined,
        status: async () =>
          out.includes(printer)
            ? { answer: 'trouble', trouble: 'paper-out', nearEnd: true }
            : { answer: 'ready', nearEnd: false },
        send: async (_bytes, id): Promise<PrintOutcome> => {
          await turns(1)
          if (dead) return { result: 'unknown', reason: 'closed', nearEnd: false }
          if (out.includes(printer)) return { result: 'not_sent', reason: 'paper-out', nearEnd: true }
          paper.set(id, (paper.get(id) ?? 0) + 1)
          await turns(1)
          if (hangsUp) return { result: 'unknown', reason: 'reset', nearEnd: false }
          return { result: 'printed', nearEnd: false }
        },
      }),
    })
    return {
      record,
      printers,
      kill: () => {
        dead = true
        record.close()
      },
    }
  }

  let office = await startOffice()
  let edge = startEdge()
  let prints = 0
  const come = () => whole && office.edges.came('e1', 'machine')

  const tell = () => {
    const view = office.edges.view('e1')
    if (whole && view) edge.printers.follow(view.printers, view.jobs)
  }
  const report = () => {
    if (!whole) return
    const ends = edge.record.untold()
    office.edges.report('e1', {
      version: '1',
      begun: edge.record.begun(),
      ends,
      printers: edge.printers.statuses(),
      peripherals: [],
    })
    edge.record.told(ends)
  }
  const step = async (what: Step): Promise<void> => {
    switch (what) {
      case 'print':
        prints += 1
        office.printing.print('p1', 'test', `wish-${prints}`)
        break
      case 'hall-stops':
        // As by the power: nothing is ended in order, and the disk has what it has.
        office.stores.close()
        office = await startOffice()
        if (whole) come()
        break
      case 'edge-stops':
        edge.kill()
        office.edges.went('e1', 'machine')
        edge = startEdge()
        come()
        break
      case 'cut':
        if (whole) office.edges.went('e1', 'machine')
        whole = false
        break
      case 'mend':
        if (!whole) {
          whole = true
          come()
        }
        break
      case 'paper-out':
        out = ['p1']
        break
      case 'both-out':
        out = ['p1', 'p2']
        break
      case 'paper-back':
        out = []
        hangsUp = false
        break
      case 'hang-up':
        hangsUp = true
        break
      case 'publish': {
        name += 1
        const id = `publish-${name}`
        await live.submit({ id, type: 'PublishCatalogue', catalogue: catalogue() }, { role: 'system', id: 'test' })
        for (const listener of office.listeners) listener([], live.hall())
        break
      }
      case 'tell':
        tell()
        break
      case 'report':
        report()
        break
      case 'a-moment':
        await turns(3)
        break
      case 'a-second':
        clock.move(1000)
        await turns(3)
        break
      case 'half-a-minute':
        clock.move(31_000)
        await turns(3)
        break
    }
    expect([...paper.values()].filter((times) => times > 1)).toEqual([])
  }
  const quietly = async () => {
    for (let round = 0; round < 40; round++)
      for (const what of ['tell', 'a-second', 'report'] as const) await step(what)
  }
  const end = async () => {
    await step('mend')
    await step('paper-back')
    await quietly()
    // Everything is mended, so a new slip comes out, whatever happened before.
    await step('print')
    await quietly()
    const jobs = [...(office.printing.paper('p1')?.jobs ?? []), ...(office.printing.paper('p2')?.jobs ?? [])]
    expect(jobs.find(({ id }) => id === `staff.wish-${prints}`)?.state).toBe('printed')
    // What is said to be on paper is there, what is said never to have been is not, and nothing is left lying.
    for (const { id, state } of jobs) {
      if (state === 'printed') expect(paper.get(id)).toBe(1)
      expect(['printed', 'unknown', 'expired']).toContain(state)
    }
    for (const id of paper.keys()) expect(jobs.some((job) => job.id === id && job.state !== 'expired')).toBe(true)
    edge.kill()
    await office.printing.close()
    office.stores.close()
  }
  come()
  return { step, end }
}

it('E2 P25 P50 whatever stops at whatever moment, no paper comes out twice and none is said to be out that is not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...STEPS), { maxLength: 40 }), async (steps) => {
      const dir = mkdtempSync(join(tmpdir(), 'yichuang-stops-'))
      try {
        const { step, end } = await world(dir)
        for (const each of steps) await step(each)
        await end()
      } finally {
        rmSync(dir, { recursive: true, force: true })
      }
    }),
    { numRuns: 60 },
  )
}, 120_000)
