/** Printers whose catalogue changes, and printers that never say how they are, on printers that do as the test says. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Catalogue, PrinterSetting } from '../../hall/catalogue.ts'
import type { PrinterStatus, PrintOutcome, Transport } from '../../printer/transport.ts'
import { silentLog } from '../../server/log.ts'
import type { People } from '../../server/people/people.ts'
import { openJobStores } from '../../server/printing/job-store.ts'
import { type EdgePrinters, openPrinting, type Printing } from '../../server/printing/printing.ts'
import { handClock } from '../kit/hand-clock.ts'
import { openHall } from '../kit/open-hall.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const READY: PrinterStatus = { answer: 'ready', nearEnd: false }
const BLIND: PrinterStatus = { answer: 'none', reason: 'blind' }
const AWAY: PrinterStatus = { answer: 'none', reason: 'away' }
const PRINTED: PrintOutcome = { result: 'printed', nearEnd: false }
const SENT: PrintOutcome = { result: 'unknown', reason: 'unconfirmable', nearEnd: false }
const LOST: PrintOutcome = { result: 'unknown', reason: 'closed', nearEnd: false }

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** Lets everything that waits for a promise go on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

const setting = (id: string, more: Partial<PrinterSetting> = {}): PrinterSetting => ({
  id,
  name: id,
  kind: 'tcp',
  host: '127.0.0.1',
  port: 9100,
  paper: 80,
  edge: 'e1',
  ...more,
})
const withPrinters = (printers: readonly PrinterSetting[]): Catalogue => ({
  ...smallCatalogue,
  edges: [{ id: 'e1', name: 'e1' }],
  printers,
})

type Late = { printer: string; job: string; outcome: PrintOutcome }

/** A printing service whose printers answer jobs and questions as `transport` does. */
const opened = async (settings: readonly PrinterSetting[], transport: (printer: string) => Transport) => {
  const dir = mkdtempSync(join(tmpdir(), 'yichuang-publish-'))
  const clock = handClock()
  const stores = openJobStores(join(dir, 'paper.sqlite'), clock.now)
  const { live } = await openHall(withPrinters(settings))
  const people = { device: () => undefined, devices: () => [] } as unknown as People
  const late: ((end: Late) => void)[] = []
  const edges: EdgePrinters = {
    transport: (_edge, printer) => transport(printer),
    onLate: (listener) => void late.push(listener),
  }
  const printing = await openPrinting({
    live,
    people,
    stores,
    clock,
    log: silentLog,
    linkTo: (secret) => secret,
    guideLinkTo: (id) => id,
    edges,
    dayEnds: (hall) => ({ hall, head: { position: hall.position, chain: '' } }),
  })
  closers.push(async () => {
    await printing.close()
    stores.close()
    rmSync(dir, { recursive: true, force: true })
  })
  await settle()
  const publish = async (printers: readonly PrinterSetting[]): Promise<void> => {
    const catalogue = withPrinters(printers)
    const id = `publish-${live.hall().position}`
    expect(
      await live.submit({ id, type: 'PublishCatalogue', catalogue }, { role: 'system', id: 'test' }),
    ).toMatchObject({
      ok: true,
    })
    await settle()
  }
  return { printing, clock, publish, learnedLate: (end: Late) => late.forEach((listener) => void listener(end)) }
}

const stateOf = (printing: Printing, printer: string, job: string) =>
  printing.paper(printer)?.jobs.find(({ id }) => id === `staff.${job}`)?.state

describe('a printer that never says how it is', () => {
  it('P21 when it cannot be reached it is tried after 1, 2, 5, 10 … s like any other, and the desk reads why', async () => {
    let tries = 0
    const send = async (): Promise<PrintOutcome> => {
      tries += 1
      // As a network does: later than the question that it does not answer.
      await new Promise((resolve) => setImmediate(resolve))
      return { result: 'not_sent', reason: 'refused', nearEnd: false, detail: 'nobody there' }
    }
    const { printing, clock } = await opened([setting('p1', { blind: true })], () => ({
      send,
      status: async () => BLIND,
    }))
    printing.print('p1', 'test', 'wish-0001')
    await settle()
    expect(tries).toBe(1)
    expect(printing.rows()).toMatchObject([{ state: 'unreachable', detail: 'nobody there', waiting: 1 }])
    for (const [ms, in_all] of [
      [999, 1],
      [1, 2],
      [2000, 3],
      [5000, 4],
      [10_000, 5],
    ] as const) {
      clock.move(ms)
      await settle()
      expect(tries).toBe(in_all)
      expect(printing.rows()).toMatchObject([{ state: 'unreachable' }])
    }
    // Once nothing waits any more it is given another chance by the next paper.
    clock.move(120_000)
    await settle()
    clock.move(20_000)
    await settle()
    expect(printing.rows()).toMatchObject([{ state: 'unasked', waiting: 0 }])
  })

  it('P50 it stands in for another one only while it can be reached', async () => {
    const came: string[] = []
    let away = true
    const { printing, clock } = await opened(
      [setting('p1', { failover: 'p2' }), setting('p2', { blind: true })],
      (printer) => ({
        send: async () => {
          if (printer === 'p1') return { result: 'not_sent', reason: 'paper-out', nearEnd: true }
          if (away) return { result: 'not_sent', reason: 'away', nearEnd: false }
          came.push(printer)
          return SENT
        },
        status: async () => {
          if (printer === 'p1') return { answer: 'trouble', trouble: 'paper-out', nearEnd: true }
          return away ? AWAY : BLIND
        },
      }),
    )
    printing.print('p1', 'test', 'wish-0001')
    await settle()
    expect([stateOf(printing, 'p1', 'wish-0001'), stateOf(printing, 'p2', 'wish-0001')]).toEqual([
      'not_sent',
      undefined,
    ])
    away = false
    clock.move(5000)
    await settle()
    expect(came).toEqual(['p2'])
  })
})

describe('a catalogue that is published', () => {
  /** A printer that has a job in hand until the test ends it. */
  const held = () => {
    const ends: ((outcome: PrintOutcome) => void)[] = []
    const came: string[] = []
    const transport = (printer: string): Transport => ({
      send: (_bytes, id) => {
        came.push(`${printer} ${id}`)
        return new Promise((resolve) => void ends.push(resolve))
      },
      status: async () => READY,
    })
    return { ends, came, transport }
  }

  it('P19 P25 while a printer it changes has a paper in hand, what comes meanwhile is printed afterwards', async () => {
    const { ends, came, transport } = held()
    const { printing, publish } = await opened([setting('p1')], transport)
    printing.print('p1', 'test', 'wish-0001')
    await settle()
    await publish([setting('p1', { name: 'another name' })])
    expect(printing.rows()).toHaveLength(1)
    expect(printing.print('p1', 'test', 'wish-0002')).toMatchObject({ state: 'queued' })
    expect(came).toEqual(['p1 staff.wish-0001'])
    ends[0]?.(PRINTED)
    await settle()
    expect(printing.rows()).toMatchObject([{ name: 'another name' }])
    expect(came).toEqual(['p1 staff.wish-0001', 'p1 staff.wish-0002'])
    ends[1]?.(PRINTED)
    await settle()
    expect(stateOf(printing, 'p1', 'wish-0002')).toBe('printed')
  })

  it('P25 what waits at a printer of which another model is published is printed for that model', async () => {
    /** The bytes of a second paper that waited while the catalogue was published, if it was. */
    const second = async (from: PrinterSetting, to?: PrinterSetting): Promise<Buffer> => {
      const { ends, transport } = held()
      const papers: Buffer[] = []
      const { printing, publish } = await opened([from], (printer) => ({
        ...transport(printer),
        send: (bytes, id) => {
          papers.push(Buffer.from(bytes))
          return transport(printer).send(bytes, id)
        },
      }))
      printing.print('p1', 'waiting', 'wish-0001')
      await settle()
      printing.print('p1', 'waiting', 'wish-0002')
      if (to) await publish([to])
      ends[0]?.(PRINTED)
      await settle()
      expect(stateOf(printing, 'p1', 'wish-0002')).toBe('sending')
      ends[1]?.(PRINTED)
      await settle()
      expect(papers).toHaveLength(2)
      return papers[1] ?? Buffer.alloc(0)
    }
    const wide = await second(setting('p1'))
    const narrow = await second(setting('p1', { paper: 58 }))
    expect(narrow.equals(wide)).toBe(false)
    expect((await second(setting('p1'), setting('p1', { paper: 58 }))).equals(narrow)).toBe(true)
    expect((await second(setting('p1'), setting('p1', { name: 'p1 again' }))).equals(wide)).toBe(true)
  })

  it('P51 what is learned late of a printer that is just being changed is kept', async () => {
    const { ends, transport } = held()
    const { printing, publish, learnedLate } = await opened([setting('p1')], transport)
    printing.print('p1', 'test', 'wish-0001')
    await settle()
    ends[0]?.(LOST)
    await settle()
    printing.print('p1', 'test', 'wish-0002')
    await settle()
    await publish([setting('p1', { name: 'another name' })])
    learnedLate({ printer: 'p1', job: 'staff.wish-0001', outcome: PRINTED })
    ends[1]?.(PRINTED)
    await settle()
    expect(stateOf(printing, 'p1', 'wish-0001')).toBe('printed')
  })

  it('P26 the first printer stays the catalogue’s first, whichever of them changed', async () => {
    const { transport } = held()
    const { printing, publish } = await opened([setting('p1'), setting('p2')], transport)
    await publish([setting('p0'), setting('p1', { name: 'another name' }), setting('p2')])
    expect(printing.rows().map(({ id }) => id)).toEqual(['p0', 'p1', 'p2'])
  })

  it('P25 closing waits for it, and opens no printer afterwards', async () => {
    const { ends, transport } = held()
    let asked = 0
    const { printing, publish, clock } = await opened([setting('p1')], (printer) => ({
      ...transport(printer),
      status: async () => {
        asked += 1
        return READY
      },
    }))
    printing.print('p1', 'test', 'wish-0001')
    await settle()
    await publish([setting('p1', { name: 'another name' }), setting('p2')])
    const closing = printing.close()
    ends[0]?.(PRINTED)
    await closing
    await settle()
    const before = asked
    clock.move(60_000)
    await settle()
    expect(asked).toBe(before)
  })
})
