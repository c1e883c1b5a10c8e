import { describe, expect, it } from 'vitest'
import { type JobStore, memoryJobStore } from '../../printer/job.ts'
import { createSpool } from '../../printer/spool.ts'
import type { PrintOutcome } from '../../printer/transport.ts'
import { handClock } from './hand-clock.ts'
import { PAPER_OUT, PRINTED, RESET, request, scripted, setUp, stored, texts } from './spool-kit.ts'

describe('the spool', () => {
  it('P33 what no longer holds is let go, unless it is being sent, and the rest goes on', async () => {
    let confirm: (outcome: PrintOutcome) => void = () => undefined
    const first = new Promise<PrintOutcome>((resolve) => {
      confirm = resolve
    })
    const { spool, clock, sent } = setUp(scripted(first, PRINTED))
    await clock.settle()
    for (const ticket of ['A', 'B', 'C']) spool.print(request(ticket))
    await clock.settle()
    spool.withdraw((job) => job.ticket !== 'C')
    expect(spool.job('job-A')?.state).toBe('sending')
    expect(spool.job('job-B')).toMatchObject({ state: 'expired', reason: 'withdrawn' })
    confirm(PRINTED)
    await clock.settle()
    expect(texts(sent)).toEqual(['A', 'C'])
  })

  it('P19 jobs go out one at a time, in the order they came', async () => {
    let confirm: (outcome: PrintOutcome) => void = () => undefined
    const first = new Promise<PrintOutcome>((resolve) => {
      confirm = resolve
    })
    const { spool, clock, sent, changes } = setUp(scripted(first, PRINTED))
    await clock.settle()
    spool.print(request('A'))
    spool.print(request('B'))
    await clock.settle()
    expect(texts(sent)).toEqual(['A'])
    expect(spool.waiting().map((job) => [job.id, job.state])).toEqual([
      ['job-A', 'sending'],
      ['job-B', 'queued'],
    ])
    confirm(PRINTED)
    await clock.settle()
    expect(texts(sent)).toEqual(['A', 'B'])
    expect(changes).toEqual([
      'job-A queued',
      'job-A sending',
      'job-B queued',
      'job-A printed',
      'job-B sending',
      'job-B printed',
    ])
    expect(spool.waiting()).toEqual([])
    expect(clock.pending()).toBe(0)
  })

  it('P19 a job that comes in the very moment the queue empties is not left lying', async () => {
    for (let turns = 0; turns < 30; turns++) {
      const { spool, clock, sent } = setUp(scripted(PRINTED))
      await clock.settle()
      spool.print(request('A'))
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      spool.print(request('B'))
      await clock.settle()
      expect([turns, ...texts(sent)]).toEqual([turns, 'A', 'B'])
    }
  })

  it('P20 a job is recorded as sending before its first byte leaves', async () => {
    const order: string[] = []
    const memory = memoryJobStore()
    const store: JobStore = {
      ...memory,
      save: (job) => {
        order.push(job.state)
        memory.save(job)
      },
    }
    const clock = handClock()
    const spool = createSpool({
      printer: 'P1',
      store,
      timers: clock.timers,
      transport: {
        send: async () => {
          order.push('bytes')
          return PRINTED
        },
        status: async () => ({ answer: 'ready', nearEnd: false }),
      },
      onChange: () => undefined,
      onFault: () => undefined,
    })
    spool.print(request('A'))
    await clock.settle()
    expect(order).toEqual(['queued', 'sending', 'bytes', 'printed'])
  })

  it('P20 a job that cannot be recorded is not sent, and is tried again', async () => {
    const memory = memoryJobStore()
    let full = true
    const store: JobStore = {
      ...memory,
      save: (job) => {
        if (full) throw new Error('disk full')
        memory.save(job)
      },
    }
    const { spool, clock, sent, faults, changes } = setUp(scripted(PRINTED), store)
    expect(spool.print(request('A')).id).toBe('job-A')
    await clock.settle()
    expect(sent).toEqual([])
    expect(faults[0]).toMatch(/job-A could not be recorded as queued/)
    expect(changes.at(-1)).toBe('job-A not_sent not-recorded')
    full = false
    await clock.advance(1000)
    expect(texts(sent)).toEqual(['A'])
  })

  it('P21 not sent is tried again after 1, 2, 5, 10, 10 … seconds until it expires, and never after', async () => {
    const { spool, clock, sent, changes } = setUp(scripted(PAPER_OUT))
    spool.print(request('A', { expiresAt: 40_000 }))
    await clock.advance(300_000)
    expect(sent.map((each) => each.at)).toEqual([0, 1000, 3000, 8000, 18_000, 28_000, 38_000])
    expect(changes.at(-1)).toBe('job-A expired paper-out')
    expect(clock.pending()).toBe(0)
  })

  it('P21 a retry that succeeds prints once', async () => {
    const { spool, clock, sent } = setUp(scripted(PAPER_OUT, PAPER_OUT, PRINTED))
    spool.print(request('A'))
    await clock.advance(300_000)
    expect(sent.length).toBe(3)
    expect(spool.job('job-A')).toMatchObject({ state: 'printed', attempts: 3 })
    expect(spool.job('job-A')?.reason).toBeUndefined()
  })

  it('P21 new jobs do not shorten the back-off, and waking does', async () => {
    const { spool, clock, sent } = setUp(scripted(PAPER_OUT, PAPER_OUT, PRINTED))
    spool.print(request('A'))
    await clock.advance(1000)
    expect(sent.length).toBe(2)
    spool.print(request('B'))
    await clock.settle()
    expect(sent.length).toBe(2)
    spool.wake()
    await clock.settle()
    expect(texts(sent)).toEqual(['A', 'A', 'A', 'B'])
  })

  it('P22 unknown is never repeated by itself, and the next job goes on', async () => {
    const { spool, clock, sent, changes } = setUp(scripted(RESET, PRINTED))
    spool.print(request('A'))
    spool.print(request('B'))
    await clock.advance(600_000)
    expect(texts(sent)).toEqual(['A', 'B'])
    expect(changes).toContain('job-A unknown reset')
  })

  it('P22 a transport that throws is unknown, and throws at nobody', async () => {
    const { spool, clock, sent } = setUp(scripted(Promise.reject(new Error('defect')), PRINTED))
    spool.print(request('A'))
    spool.print(request('B'))
    await clock.advance(600_000)
    expect(spool.job('job-A')).toMatchObject({ state: 'unknown', reason: 'transport-failed', detail: 'Error: defect' })
    expect(texts(sent)).toEqual(['A', 'B'])
  })

  it('P23 the same request twice is one job and one slip, whatever id it comes with', async () => {
    const { spool, clock, sent } = setUp(scripted(PRINTED))
    const first = spool.print(request('A'))
    const again = spool.print(request('A', { id: 'another' }))
    await clock.settle()
    const late = spool.print(request('A', { id: 'later' }))
    await clock.advance(600_000)
    expect([again.id, late.id]).toEqual([first.id, first.id])
    expect(sent.length).toBe(1)
  })

  it('P23 another copy or another template of a ticket is another job', async () => {
    const { spool, clock, sent } = setUp(scripted(PRINTED))
    spool.print(request('A'))
    spool.print(request('A', { id: 'copy', copy: 2 }))
    spool.print(request('A', { id: 'receipt', template: 'receipt' }))
    await clock.settle()
    expect(sent.length).toBe(3)
  })

  it('P23 jobs without a ticket are told apart by their id', async () => {
    const { spool, clock, sent } = setUp(scripted(PRINTED))
    const { ticket: _, ...test } = request('A', { template: 'test' })
    spool.print({ ...test, id: 'one' })
    spool.print({ ...test, id: 'two' })
    spool.print({ ...test, id: 'one' })
    await clock.settle()
    expect(sent.length).toBe(2)
  })

  it('P24 what waits behind a job that cannot be printed expires on its own time', async () => {
    const { spool, clock, sent, changes } = setUp(scripted(PAPER_OUT))
    spool.print(request('A', { expiresAt: 600_000 }))
    spool.print(request('B', { expiresAt: 5000 }))
    await clock.advance(6000)
    expect(changes).toContain('job-B expired')
    expect(texts(sent)).not.toContain('B')
    expect(spool.waiting().map((job) => job.id)).toEqual(['job-A'])
  })

  it('P24 when the first job expires, the next is tried at once', async () => {
    const { spool, clock, sent } = setUp(scripted(PAPER_OUT, PAPER_OUT, PRINTED))
    spool.print(request('A', { expiresAt: 1500 }))
    spool.print(request('B'))
    await clock.advance(1500)
    expect(sent).toEqual([
      { at: 0, text: 'A' },
      { at: 1000, text: 'A' },
      { at: 1500, text: 'B' },
    ])
  })

  it('P24 an expired job is not printed when paper returns', async () => {
    const { spool, clock, sent } = setUp(scripted(PAPER_OUT, PAPER_OUT, PAPER_OUT, PAPER_OUT, PRINTED))
    spool.print(request('A', { expiresAt: 9000 }))
    await clock.advance(9000)
    spool.wake()
    await clock.advance(60_000)
    expect(sent.length).toBe(4)
    expect(spool.job('job-A')?.state).toBe('expired')
  })

  it('P24 a request that is already too late is expired at once', async () => {
    const { spool, clock, sent } = setUp(scripted(PRINTED), memoryJobStore(), handClock(500_000))
    spool.print(request('A'))
    await clock.settle()
    expect(sent).toEqual([])
    expect(spool.job('job-A')?.state).toBe('expired')
  })

  it('P25 after a restart, sending has become unknown and is not repeated; what waited goes on', async () => {
    const store = memoryJobStore()
    for (const job of [stored('sending', 'A'), stored('queued', 'B'), stored('not_sent', 'C'), stored('printed', 'D')])
      store.save(job)
    const { spool, clock, sent, changes } = setUp(scripted(PRINTED), store)
    spool.print(request('A'))
    spool.print(request('D'))
    await clock.advance(600_000)
    expect(texts(sent)).toEqual(['B', 'C'])
    expect(changes[0]).toBe('job-A unknown restarted')
    expect(changes.filter((change) => change.startsWith('job-D'))).toEqual([])
    expect(store.load().map((job) => job.state)).toEqual(['unknown', 'printed', 'printed', 'printed'])
  })

  it("P25 a listener hears nothing before the spool is in its owner's hand, and misses nothing", async () => {
    const store = memoryJobStore()
    store.save(stored('sending', 'A'))
    store.save(stored('queued', 'B'))
    const { spool, clock, changes } = setUp(scripted(PRINTED), store)
    expect(spool.job('job-A')?.state).toBe('unknown')
    expect(changes).toEqual([])
    spool.print(request('C'))
    await clock.settle()
    expect(changes).toEqual([
      'job-A unknown restarted',
      'job-C queued',
      'job-B sending',
      'job-B printed',
      'job-C sending',
      'job-C printed',
    ])
  })

  it('P25 what expired while the server was down is not printed', async () => {
    const store = memoryJobStore()
    store.save(stored('queued', 'A'))
    const { clock, sent } = setUp(scripted(PRINTED), store, handClock(200_000))
    await clock.advance(600_000)
    expect(sent).toEqual([])
    expect(store.load()[0]?.state).toBe('expired')
  })

  it('P25 closing waits for the job that is being sent and leaves the rest recorded', async () => {
    let confirm: (outcome: PrintOutcome) => void = () => undefined
    const first = new Promise<PrintOutcome>((resolve) => {
      confirm = resolve
    })
    const { spool, clock, sent, store } = setUp(scripted(first, PRINTED))
    await clock.settle()
    spool.print(request('A'))
    spool.print(request('B'))
    const closed = spool.close()
    confirm(PRINTED)
    await closed
    await clock.advance(600_000)
    expect(texts(sent)).toEqual(['A'])
    expect(store.load().map((job) => job.state)).toEqual(['printed', 'queued'])
    expect(clock.pending()).toBe(0)
  })

  it('P19 a listener that throws is reported and stops nothing', async () => {
    const clock = handClock()
    const printer = scripted(PRINTED)
    const faults: unknown[] = []
    const spool = createSpool({
      printer: 'P1',
      transport: printer.transport(clock.timers.now),
      store: memoryJobStore(),
      timers: clock.timers,
      onChange: () => {
        throw new Error('screen gone')
      },
      onFault: (_, error) => faults.push(error),
    })
    spool.print(request('A'))
    spool.print(request('B'))
    await clock.settle()
    expect(texts(printer.sent)).toEqual(['A', 'B'])
    expect(String(faults[0])).toContain('screen gone')
  })

  it('P3 the job records which characters were missing', () => {
    const { spool } = setUp(scripted(PRINTED))
    expect(spool.print(request('A', { missing: ['𠮷'] })).missing).toEqual(['𠮷'])
  })
})
