/** The hall's side of an edge alone, with time in the hand: deadlines, returns, late ends. */
import { describe, expect, it } from 'vitest'
import type { Hall } from '../../hall/hall.ts'
import { POKE_LIVES_MS } from '../../hall/views/edge.ts'
import type { PrintOutcome } from '../../printer/transport.ts'
import { OUTCOME_WITHIN_MS, openEdges, RETURN_WITHIN_MS } from '../../server/edge/edges.ts'
import type { EdgeReport } from '../../server/edge/report.ts'
import { edgeCatalogue } from '../kit/edge-hall.ts'
import { handClock, seconds } from '../kit/hand-clock.ts'
import { openHall } from '../kit/open-hall.ts'

const SLIP = new Uint8Array([1, 2, 3])
const PRINTED: PrintOutcome = { result: 'printed', nearEnd: false }

const setUp = async () => {
  const { live } = await openHall(edgeCatalogue(9100))
  const clock = handClock()
  const edges = openEdges((): Hall => live.hall(), clock)
  const ends: (PrintOutcome | undefined)[] = []
  const send = (id = 'job-1') => {
    const at = ends.push(undefined) - 1
    void edges
      .transport('e1', 'p1')
      .send(SLIP, id)
      .then((outcome) => {
        ends[at] = outcome
      })
  }
  const jobs = () => edges.view('e1')?.jobs ?? []
  const report = (more: Partial<EdgeReport>, edge = 'e1') =>
    edges.report(edge, { version: '1', begun: [], ends: [], printers: [], peripherals: [], ...more })
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
  return { edges, clock, send, jobs, report, ends, settled }
}

describe('what an edge has in hand', () => {
  it('E2 a job is told until the edge has begun it, and ends once', async () => {
    const { edges, send, jobs, report, ends, settled } = await setUp()
    edges.came('e1', 'm1')
    send()
    const [job] = jobs()
    expect(job).toMatchObject({ id: 'job-1', printer: 'p1', bytes: Buffer.from(SLIP).toString('base64') })
    expect(jobs()).toEqual([job])
    const turn = job?.turn ?? ''
    report({ begun: [turn] })
    expect(jobs()).toEqual([])
    const late: unknown[] = []
    edges.onLate((end) => void late.push(end.outcome))
    const end = { job: 'job-1', turn, printer: 'p1', outcome: PRINTED }
    expect(report({ ends: [end] })).toEqual([])
    await settled()
    expect(ends).toEqual([PRINTED])
    // Told again because the answer was lost: late, and the spool knows that it is over.
    report({ ends: [{ ...end, outcome: { result: 'unknown', reason: 'restarted', nearEnd: false } }] })
    await settled()
    expect(ends).toEqual([PRINTED])
    expect(late).toHaveLength(1)
  })

  it('E2 the end of an older turn is not that of the job handed out anew', async () => {
    const { edges, send, jobs, report, ends, settled } = await setUp()
    edges.came('e1', 'm1')
    send()
    const first = jobs()[0]?.turn ?? ''
    const out: PrintOutcome = { result: 'not_sent', reason: 'paper-out', nearEnd: true }
    report({ ends: [{ job: 'job-1', turn: first, printer: 'p1', outcome: out }] })
    send()
    expect(jobs()[0]?.turn).not.toBe(first)
    report({ ends: [{ job: 'job-1', turn: first, printer: 'p1', outcome: out }] })
    await settled()
    expect(ends).toEqual([out, undefined])
  })

  it('E2 a turn with another job’s id or printer ends nothing', async () => {
    const { edges, send, jobs, report, ends, settled } = await setUp()
    edges.came('e1', 'm1')
    send()
    const turn = jobs()[0]?.turn ?? ''
    report({ ends: [{ job: 'job-2', turn, printer: 'p1', outcome: PRINTED }] })
    expect(report({ ends: [{ job: 'job-1', turn, printer: 'p2', outcome: PRINTED }] })).toEqual(['job-1'])
    expect(report({ ends: [{ job: 'job-1', turn, printer: 'p1', outcome: PRINTED }], begun: [turn] }, 'e2')).toEqual([
      'job-1',
    ])
    await settled()
    expect(ends).toEqual([undefined])
    expect(jobs()).toHaveLength(1)
  })

  it('E2 an edge lost in the middle of a job is waited for, and then the end is unknown', async () => {
    const { edges, clock, send, jobs, ends, settled } = await setUp()
    edges.came('e1', 'm1')
    send()
    edges.went('e1', 'm1')
    clock.move(RETURN_WITHIN_MS - 1)
    await settled()
    expect(ends).toEqual([undefined])
    clock.move(1)
    await settled()
    expect(ends).toMatchObject([{ result: 'unknown', reason: 'closed' }])
    // Back after that it is not told the job any more: whoever waited has gone.
    edges.came('e1', 'm1')
    expect(jobs()).toEqual([])
  })

  it('E2 an edge that is back in time has the same job, and its second line keeps it here', async () => {
    const { edges, clock, send, jobs, ends, settled } = await setUp()
    edges.came('e1', 'm1')
    send()
    const before = jobs()
    edges.went('e1', 'm1')
    clock.move(RETURN_WITHIN_MS - 1)
    edges.came('e1', 'm1')
    expect(jobs()).toEqual(before)
    // The old line is noticed dead only after the new one came.
    edges.came('e1', 'm1')
    edges.went('e1', 'm1')
    clock.move(RETURN_WITHIN_MS * 2)
    await settled()
    expect(edges.isHere('e1')).toBe(true)
    expect(ends).toEqual([undefined])
  })

  it('E2 an edge that is here and never says how a job ended does not hold the printer up for ever', async () => {
    const { edges, clock, send, ends, settled } = await setUp()
    edges.came('e1', 'm1')
    send()
    clock.move(OUTCOME_WITHIN_MS)
    await settled()
    expect(ends).toMatchObject([{ result: 'unknown', reason: 'no-confirmation' }])
  })

  it('E3 an edge that is away is sent nothing', async () => {
    const { edges, send, jobs, ends, settled } = await setUp()
    send()
    edges.came('e1', 'm1')
    await settled()
    expect(ends).toEqual([{ result: 'not_sent', reason: 'away', nearEnd: false }])
    expect(jobs()).toEqual([])
  })

  it('E1 a machine whose token is given to another loses what it had in hand, and the other is told nothing of it', async () => {
    const { edges, send, jobs, report, ends, settled } = await setUp()
    edges.came('e1', 'old')
    report({ printers: [{ printer: 'p1', status: { answer: 'ready', nearEnd: false } }] })
    send()
    edges.dismissed('somebody else')
    expect(jobs()).toHaveLength(1)
    edges.dismissed('old')
    await settled()
    expect(ends).toMatchObject([{ result: 'unknown', reason: 'closed' }])
    edges.came('e1', 'new')
    edges.went('e1', 'old')
    expect(edges.isHere('e1')).toBe(true)
    expect(jobs()).toEqual([])
    // What the old one said of the printer is not taken for the new one's word.
    expect(await edges.transport('e1', 'p1').status()).toEqual({ answer: 'none', reason: 'away' })
  })

  it('P51 what is in hand when the hall stops is unknown at once', async () => {
    const { edges, send, ends, settled } = await setUp()
    edges.came('e1', 'm1')
    send()
    edges.close()
    await settled()
    expect(ends).toMatchObject([{ result: 'unknown', reason: 'restarted' }])
  })
})

describe('what an edge says', () => {
  it('P49 a printer’s state is heard at once when it changes, and is away with its edge', async () => {
    const { edges, report } = await setUp()
    const heard: string[] = []
    edges.onStatus((printer) => void heard.push(printer))
    edges.came('e1', 'm1')
    heard.length = 0
    const status = { answer: 'trouble', trouble: 'paper-out', nearEnd: true } as const
    report({ printers: [{ printer: 'p1', status }] })
    report({ printers: [{ printer: 'p1', status }] })
    expect(heard).toEqual(['p1'])
    expect(await edges.transport('e1', 'p1').status()).toEqual(status)
    edges.went('e1', 'm1')
    expect(heard).toEqual(['p1', 'p1'])
    edges.came('e1', 'm1')
    // What it said before it went is not taken for true.
    expect(await edges.transport('e1', 'p1').status()).toEqual({ answer: 'none', reason: 'away' })
  })

  it('E4 E15 how a peripheral is, and when it was last heard', async () => {
    const { edges, clock, report } = await setUp()
    const health = { peripheral: 'keypad-1', state: 'disabled', detail: 'install libusb-1.0-0' } as const
    report({ peripherals: [health] })
    const first = clock.now()
    clock.move(seconds(5))
    expect(edges.healthOf('keypad-1')).toEqual({ ...health, seenAt: first })
    report({ peripherals: [{ peripheral: 'keypad-1', state: 'ready' }] })
    expect(edges.healthOf('keypad-1')).toEqual({ peripheral: 'keypad-1', state: 'ready', seenAt: first + 5_000 })
  })

  it('E15 a test is told to the edge that owns the peripheral, for some seconds', async () => {
    const { edges, clock } = await setUp()
    expect(edges.poke('nothing')).toBe('unknown')
    expect(edges.poke('led-1')).toBe('away')
    edges.came('e1', 'm1')
    expect(edges.poke('led-1')).toBe('ok')
    expect(edges.view('e1')?.pokes).toMatchObject([{ peripheral: 'led-1', at: clock.now() }])
    expect(edges.view('e2')?.pokes).toEqual([])
    clock.move(POKE_LIVES_MS + 1)
    expect(edges.view('e1')?.pokes).toEqual([])
    expect(edges.view('nobody')).toBeUndefined()
  })
})
