/** A printer that takes over from another one, through the printing service itself, on printers that do as the test says. */

import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { PrinterSetting } from '../../hall/catalogue.ts'
import type { Hall } from '../../hall/hall.ts'
import type { PrinterStatus, PrintOutcome, Transport } from '../../printer/transport.ts'
import { silentLog } from '../../server/log.ts'
import type { People } from '../../server/people/people.ts'
import { type JobStores, openJobStores } from '../../server/printing/job-store.ts'
import { openPrinting, type Printing } from '../../server/printing/printing.ts'
import { handClock } from '../kit/hand-clock.ts'
import { openHall } from '../kit/open-hall.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const READY: PrinterStatus = { answer: 'ready', nearEnd: false }
const OUT: PrinterStatus = { answer: 'trouble', trouble: 'paper-out', nearEnd: true }
const NOT_SENT: PrintOutcome = { result: 'not_sent', reason: 'paper-out', nearEnd: true }

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** Lets everything that waits for a promise go on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** Printers with a switch for their paper, and a list of what came out where, in order. */
const printers = (out: readonly string[]) => {
  const empty = new Set(out)
  const came: string[] = []
  const transport = (id: string): Transport => ({
    send: async (_job, job) => {
      await Promise.resolve()
      if (empty.has(id)) return NOT_SENT
      came.push(`${id} ${job}`)
      return { result: 'printed', nearEnd: false }
    },
    status: async () => (empty.has(id) ? OUT : READY),
  })
  return { empty, came, transport }
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
const PAIR = [setting('p1', { failover: 'p2' }), setting('p2')]

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'yichuang-failover-'))
  closers.push(() => rmSync(made, { recursive: true, force: true }))
  return made
}

type Office = Printing & { readonly stores: JobStores; readonly clock: ReturnType<typeof handClock> }

/** The printing service over a folder of jobs, at the same hour whenever it starts. */
const opened = async (
  world: ReturnType<typeof printers>,
  settings: readonly PrinterSetting[] = PAIR,
  dir = folder(),
  onSave = () => {},
): Promise<Office> => {
  const clock = handClock()
  const stores = openJobStores(join(dir, 'paper.sqlite'), clock.now)
  const noted: JobStores = {
    ...stores,
    of: (id) => {
      const { save, load } = stores.of(id)
      return {
        load,
        save: (job) => {
          save(job)
          onSave()
        },
      }
    },
  }
  const { live } = await openHall({ ...smallCatalogue, edges: [{ id: 'e1', name: 'e1' }], printers: settings })
  const people = { device: () => undefined, devices: () => [] } as unknown as People
  const linkTo = (secret: string) => secret
  const guideLinkTo = linkTo
  const edges = { transport: (_edge: string, id: string) => world.transport(id) }
  const dayEnds = (now: Hall) => ({ hall: now, head: { position: now.position, chain: '' } })
  const printing = await openPrinting({
    live,
    people,
    stores: noted,
    clock,
    log: silentLog,
    linkTo,
    guideLinkTo,
    edges,
    dayEnds,
  })
  closers.push(async () => {
    await printing.close()
    stores.close()
  })
  await settle()
  return { ...printing, stores, clock }
}

const jobsAt = (office: Printing, printer: string) =>
  office.paper(printer)?.jobs.map(({ id, state, reason, from }) => ({ id, state, reason, from })) ?? []

describe('a printer that stands in for another', () => {
  it('P50 what one certainly did not print comes out at the other, once, under its own id', async () => {
    const world = printers([])
    const office = await opened(world)
    // The trouble is not known yet when the job comes.
    world.empty.add('p1')
    expect(office.print('p1', 'test', 'wish-0001')).toMatchObject({ id: 'staff.wish-0001' })
    await settle()
    expect(world.came).toEqual(['p2 staff.wish-0001'])
    expect(jobsAt(office, 'p1')).toEqual([
      { id: 'staff.wish-0001', state: 'expired', reason: 'handed-over', from: undefined },
    ])
    expect(jobsAt(office, 'p2')).toEqual([{ id: 'staff.wish-0001', state: 'printed', reason: undefined, from: 'p1' }])
    world.empty.clear()
    office.clock.move(200_000)
    await settle()
    expect(world.came.length).toBe(1)
    expect(office.rows().map(({ failed, waiting }) => [failed, waiting])).toEqual([
      [0, 0],
      [0, 0],
    ])
  })

  it('P50 a printer known to be in trouble is not even tried, and the same wish is the same job', async () => {
    const world = printers(['p1'])
    const office = await opened(world)
    office.print('p1', 'test', 'wish-0001')
    office.print('p1', 'test', 'wish-0001')
    await settle()
    world.empty.clear()
    office.clock.move(2000)
    await settle()
    expect(office.print('p1', 'test', 'wish-0001')).toMatchObject({ state: 'printed' })
    await settle()
    expect(world.came).toEqual(['p2 staff.wish-0001'])
    expect(jobsAt(office, 'p1')).toEqual([])
  })

  it('P50 where both are in trouble it waits, and comes out once at the one that is fine first', async () => {
    for (const first of ['p1', 'p2']) {
      const world = printers(['p1', 'p2'])
      const office = await opened(world)
      office.print('p1', 'test', 'wish-0001')
      await settle()
      expect(world.came).toEqual([])
      world.empty.delete(first)
      office.clock.move(2000)
      await settle()
      expect(world.came).toEqual([`${first} staff.wish-0001`])
      world.empty.clear()
      office.clock.move(60_000)
      await settle()
      expect(world.came.length).toBe(1)
    }
  })

  it('P50 printers that stand in for each other pass nothing round in a circle', async () => {
    const world = printers(['p1', 'p2'])
    const office = await opened(world, [setting('p1', { failover: 'p2' }), setting('p2', { failover: 'p1' })])
    world.empty.delete('p2')
    office.clock.move(2000)
    await settle()
    world.empty.add('p2')
    // p2 still counts as fine, takes it over, and does not give it back when p1 has paper and p2 has not.
    office.print('p1', 'test', 'wish-0001')
    await settle()
    world.empty.delete('p1')
    office.clock.move(5000)
    await settle()
    expect(world.came).toEqual([])
    expect(jobsAt(office, 'p2')).toMatchObject([{ state: 'not_sent', from: 'p1' }])
    world.empty.clear()
    office.clock.move(20_000)
    await settle()
    expect(world.came).toEqual(['p2 staff.wish-0001'])
  })

  it('P50 what may be on paper already is never handed over', async () => {
    const world = printers([])
    const reset = (id: string): Transport => ({
      ...world.transport(id),
      send: async (job, wish) =>
        id === 'p1' ? { result: 'unknown', reason: 'reset', nearEnd: false } : world.transport(id).send(job, wish),
    })
    const office = await opened({ ...world, transport: reset })
    office.print('p1', 'test', 'wish-0001')
    await settle()
    world.empty.add('p1')
    office.clock.move(60_000)
    await settle()
    expect(world.came).toEqual([])
    expect(jobsAt(office, 'p1')).toMatchObject([{ state: 'unknown', reason: 'reset' }])
  })

  it('P50 what is being sent is never handed over, whoever gets paper meanwhile', async () => {
    const world = printers(['p1', 'p2'])
    let finish: ((outcome: PrintOutcome) => void) | undefined
    let tries = 0
    const slow = (id: string): Transport => ({
      ...world.transport(id),
      send: (job, wish) => {
        if (id !== 'p1') return world.transport(id).send(job, wish)
        tries += 1
        if (tries === 1) return Promise.resolve(NOT_SENT)
        return new Promise((resolve) => {
          finish = resolve
        })
      },
    })
    const office = await opened({ ...world, transport: slow })
    office.print('p1', 'test', 'wish-0001')
    await settle()
    office.clock.move(1000)
    await settle()
    expect(jobsAt(office, 'p1')).toMatchObject([{ state: 'sending' }])
    world.empty.delete('p2')
    office.clock.move(1500)
    await settle()
    expect(office.rows()[1]?.state).toBe('ready')
    finish?.({ result: 'printed', nearEnd: false })
    await settle()
    expect(world.came).toEqual([])
    expect(jobsAt(office, 'p1')).toMatchObject([{ state: 'printed' }])
  })

  it.each([
    ['is known', ['p1']],
    ['shows only then', []],
  ])('P50 a narrower printer prints it as its own paper needs it, when the trouble %s', async (_, out) => {
    const world = printers(out)
    const office = await opened(world, [setting('p1', { failover: 'p2' }), setting('p2', { paper: 58 })])
    world.empty.add('p1')
    office.print('p1', 'test', 'wish-0001')
    await settle()
    expect(office.paper('p2')?.dots).toBe(384)
    expect(world.came).toEqual(['p2 staff.wish-0001'])
    const widths = office.paper('p2')?.jobs[0]?.rows.flatMap((row) => (row.kind === 'text' ? row.runs : []))
    // The ruler of the test sheet is as long as a line is wide.
    expect(widths?.some(({ text }) => /^[.:\d]{32}$/.test(text))).toBe(true)
  })

  it('P50 after a restart a printer of another kind is not given bytes that it would print wrongly', async () => {
    const dir = folder()
    const world = printers(['p1', 'p2'])
    const narrow = [setting('p1', { failover: 'p2' }), setting('p2', { paper: 58 })]
    const office = await opened(world, narrow, dir)
    office.print('p1', 'test', 'wish-0001')
    await settle()
    const copy = folder()
    cpSync(dir, copy, { recursive: true })
    const after = printers(['p1'])
    const again = await opened(after, narrow, copy)
    expect(jobsAt(again, 'p1')).toMatchObject([{ state: 'not_sent' }])
    after.empty.clear()
    again.clock.move(2000)
    await settle()
    expect(after.came).toEqual(['p1 staff.wish-0001'])
  })

  it('P50 P25 whatever moment the server stopped at, the paper comes out once', async () => {
    const dir = folder()
    const world = printers([])
    const moments: { readonly dir: string; readonly came: number }[] = []
    const copy = (): void => {
      const to = folder()
      cpSync(dir, to, { recursive: true })
      moments.push({ dir: to, came: world.came.length })
    }
    const office = await opened(world, PAIR, dir, copy)
    world.empty.add('p1')
    office.print('p1', 'test', 'wish-0001')
    await settle()
    copy()
    // Queued, sending, not sent at p1; queued at p2; let go at p1; sending and printed at p2; the end.
    expect(moments.length).toBe(8)
    // In its second life the first printer is still without paper, or has some again.
    const lives = moments.flatMap((moment) => [['p1'], []].map((out) => ({ ...moment, out })))
    for (const moment of lives) {
      const after = printers(moment.out)
      const second = folder()
      cpSync(moment.dir, second, { recursive: true })
      const again = await opened(after, PAIR, second)
      again.clock.move(1000)
      await settle()
      const unsure = ['p1', 'p2'].flatMap((id) => jobsAt(again, id)).some(({ state }) => state === 'unknown')
      // What stood as being sent may be on paper, so it is left to people.
      expect(moment.came + after.came.length).toBe(unsure ? 0 : 1)
      again.clock.move(300_000)
      await settle()
      expect(after.came.length).toBeLessThan(2)
      expect(jobsAt(again, 'p1').some(({ state }) => state === 'queued' || state === 'not_sent')).toBe(false)
    }
  })
})

describe('a printer without one that stands in', () => {
  it('P21 prints as soon as it has paper again, and does not sit out the back-off', async () => {
    const world = printers(['p1'])
    const office = await opened(world, [setting('p1')])
    office.print('p1', 'test', 'wish-0001')
    for (const ms of [0, 1000, 2000, 5000]) {
      office.clock.move(ms)
      await settle()
    }
    world.empty.clear()
    // The next try by itself would be 10 s after the last.
    office.clock.move(1500)
    await settle()
    expect(world.came).toEqual(['p1 staff.wish-0001'])
  })
})

describe('an end that is learned later', () => {
  it('P51 an edge that reports afterwards turns unknown into printed', async () => {
    let late: ((end: { printer: string; job: string; outcome: PrintOutcome }) => void) | undefined
    const onLate = (listener: NonNullable<typeof late>): void => {
      late = listener
    }
    const lost = (): Transport => ({
      send: async () => ({ result: 'unknown', reason: 'closed', nearEnd: false }),
      status: async () => READY,
    })
    const clock = handClock()
    const stores = openJobStores(join(folder(), 'paper.sqlite'), clock.now)
    const { live } = await openHall({ ...smallCatalogue, edges: [{ id: 'e1', name: 'e1' }], printers: PAIR })
    const people = { device: () => undefined, devices: () => [] } as unknown as People
    const printing = await openPrinting({
      live,
      people,
      stores,
      clock,
      log: silentLog,
      linkTo: (secret) => secret,
      guideLinkTo: (id) => id,
      edges: { transport: lost, onLate },
      dayEnds: (now) => ({ hall: now, head: { position: now.position, chain: '' } }),
    })
    closers.push(async () => {
      await printing.close()
      stores.close()
    })
    printing.print('p1', 'test', 'wish-0001')
    await settle()
    expect(jobsAt(printing, 'p1')).toMatchObject([{ state: 'unknown' }])
    late?.({ printer: 'p1', job: 'staff.wish-0001', outcome: { result: 'printed', nearEnd: false } })
    expect(jobsAt(printing, 'p1')).toMatchObject([{ state: 'printed' }])
  })
})
