/** The printers of an edge without a hall: opened one by one, printing side by side, each job once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PrinterSetting } from '../../hall/catalogue.ts'
import type { EdgeJob } from '../../hall/views/edge.ts'
import type { PrinterStatus, PrintOutcome } from '../../printer/transport.ts'
import { type EdgePrinters, openEdgePrinters, type Reach } from '../../server/edge/edge-printers.ts'
import { type EdgeRecord, openRecord } from '../../server/edge/record.ts'
import { type Log, silentLog } from '../../server/log.ts'
import { handClock, seconds } from '../kit/hand-clock.ts'

const setting = (id: string, more: Partial<PrinterSetting> = {}): PrinterSetting => ({
  id,
  name: id,
  kind: 'virtual',
  paper: 80,
  ...more,
})
const job = (id: string, printer: string, turn = `turn-of-${id}`): EdgeJob => ({ id, printer, turn, bytes: 'AQID' })

type Sent = { readonly printer: string; readonly id: string; readonly end: (outcome: PrintOutcome) => void }

let dir: string
let record: EdgeRecord
let printers: EdgePrinters
let sent: Sent[]
let closed: string[]
let broken: Set<string>
let status: PrinterStatus
let reach: Reach
const clock = handClock()

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'yichuang-edge-printers-'))
  record = openRecord(join(dir, 'edge.sqlite'), clock.now)
  sent = []
  closed = []
  broken = new Set()
  status = { answer: 'ready', nearEnd: false }
  reach = async ({ id: printer }) => {
    if (broken.has(printer)) throw new Error('no port')
    return {
      send: (bytes, id) =>
        new Promise((end) => {
          expect([...bytes]).toEqual([1, 2, 3])
          sent.push({ printer, id, end })
        }),
      status: async () => status,
      onStatus: () => undefined,
      close: async () => void closed.push(printer),
    }
  }
  printers = openEdgePrinters({ reach, record, clock, log: silentLog, changed: () => undefined })
})
afterEach(async () => {
  for (const { end } of sent) end({ result: 'printed', nearEnd: false })
  await printers.close()
  record.close()
  rmSync(dir, { recursive: true, force: true })
})

const ids = () => sent.map(({ id }) => id)

describe('the printers of an edge', () => {
  it('E2 print side by side, each one job after another, and none twice however often it is told', async () => {
    const settings = [setting('p1'), setting('p2')]
    const jobs = [job('a', 'p1'), job('b', 'p1'), job('c', 'p2')]
    for (let told = 0; told < 5; told += 1) printers.follow(settings, jobs)
    await vi.waitFor(() => expect(ids()).toEqual(['a', 'c']))
    printers.follow(settings, jobs)
    sent[0]?.end({ result: 'printed', nearEnd: false })
    await vi.waitFor(() => expect(ids()).toEqual(['a', 'c', 'b']))
    printers.follow(settings, jobs)
    sent[2]?.end({ result: 'unknown', reason: 'reset', nearEnd: false })
    await vi.waitFor(() =>
      expect(record.untold().map(({ job: id, outcome }) => [id, outcome.result])).toEqual([
        ['a', 'printed'],
        ['b', 'unknown'],
      ]),
    )
    printers.follow(settings, jobs)
    printers.follow(settings, [job('b', 'p1', 'another turn')])
    await vi.waitFor(() => expect(record.untold().map(({ turn }) => turn)).toContain('another turn'))
    expect(ids()).toEqual(['a', 'c', 'b'])
  })

  it('E2 one that cannot be opened stops no other, and its job is certainly not sent', async () => {
    broken.add('p1')
    const settings = [setting('p1'), setting('p2')]
    printers.follow(settings, [job('a', 'p1'), job('b', 'p2')])
    await vi.waitFor(() => expect(ids()).toEqual(['b']))
    expect(record.untold()).toMatchObject([{ job: 'a', outcome: { result: 'not_sent', reason: 'absent' } }])
    // Mended, it is opened at the hall's next word.
    broken.clear()
    printers.follow(settings, [job('a', 'p1', 'another turn')])
    await vi.waitFor(() => expect(ids()).toEqual(['b', 'a']))
  })

  it('E1 a printer that is another edge’s by now is let go, after the job in hand', async () => {
    printers.follow([setting('p1')], [job('a', 'p1')])
    await vi.waitFor(() => expect(ids()).toEqual(['a']))
    printers.follow([], [job('b', 'p1')])
    expect(closed).toEqual([])
    sent[0]?.end({ result: 'printed', nearEnd: false })
    await vi.waitFor(() => expect(closed).toEqual(['p1']))
    await vi.waitFor(() => expect(record.untold()).toHaveLength(2))
    expect(record.untold().find(({ job: id }) => id === 'b')).toMatchObject({ outcome: { result: 'not_sent' } })
    expect(ids()).toEqual(['a'])
  })

  it('E3 what the hall has taken back while another printer was still being let go is not begun', async () => {
    printers.follow([setting('p1'), setting('p2')], [job('a', 'p1')])
    await vi.waitFor(() => expect(ids()).toEqual(['a']))
    // Letting p1 go waits for its job; meanwhile the hall hands one out to p2 and gives it up.
    printers.follow([setting('p2')], [job('b', 'p2')])
    printers.follow([setting('p2')], [])
    await new Promise((resolve) => setImmediate(resolve))
    printers.follow([setting('p2')], [job('c', 'p2')])
    sent[0]?.end({ result: 'printed', nearEnd: false })
    await vi.waitFor(() => expect(ids()).toEqual(['a', 'c']))
  })

  it('E2 a full disk at the end of a job stops no later one, and what came of it is not made up', async () => {
    const faults: string[] = []
    const full: EdgeRecord = {
      ...record,
      end: (ended, outcome) => {
        if (ended.id === 'a') throw new Error('database or disk is full')
        record.end(ended, outcome)
      },
    }
    const log: Log = (_level, what) => void faults.push(what)
    const others = openEdgePrinters({ reach, record: full, clock, log, changed: () => undefined })
    others.follow([setting('p1')], [job('a', 'p1'), job('b', 'p1')])
    await vi.waitFor(() => expect(ids()).toEqual(['a']))
    sent[0]?.end({ result: 'printed', nearEnd: false })
    await vi.waitFor(() => expect(ids()).toEqual(['a', 'b']))
    sent[1]?.end({ result: 'printed', nearEnd: false })
    await others.close()
    expect(faults).toEqual(['job-not-recorded'])
    expect(record.untold().map(({ job: id }) => id)).toEqual(['b'])
    expect(record.begun()).toEqual(['turn-of-a'])
  })

  it('P49 each is asked every second how it is, and a silent one less often', async () => {
    printers.follow([setting('p1')], [])
    await vi.waitFor(() => expect(printers.statuses()).toEqual([{ printer: 'p1', status }]))
    const first = status
    status = { answer: 'none', reason: 'mute' }
    clock.move(seconds(1))
    await vi.waitFor(() => expect(printers.statuses()).toEqual([{ printer: 'p1', status }]))
    expect(first).not.toEqual(status)
    const silent = status
    status = { answer: 'ready', nearEnd: true }
    clock.move(seconds(1))
    await new Promise((resolve) => setImmediate(resolve))
    expect(printers.statuses()).toEqual([{ printer: 'p1', status: silent }])
    clock.move(seconds(2))
    await vi.waitFor(() => expect(printers.statuses()).toEqual([{ printer: 'p1', status }]))
  })
})
