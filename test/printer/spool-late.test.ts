/** Jobs whose end is learned later, and jobs that another printer takes over. */
import { describe, expect, it } from 'vitest'
import { memoryJobStore } from '../../printer/job.ts'
import type { PrintOutcome } from '../../printer/transport.ts'
import { PAPER_OUT, PRINTED, RESET, request, scripted, setUp, stored, texts } from './spool-kit.ts'

describe('the spool, afterwards', () => {
  it('P51 an unknown end that turns out to be printed or not sent becomes that, and only then is it tried again', async () => {
    const { spool, clock, sent, changes, store } = setUp(scripted(RESET, RESET, PRINTED))
    spool.print(request('A'))
    spool.print(request('B'))
    await clock.settle()
    spool.settle('job-A', { result: 'printed', nearEnd: true })
    expect(spool.job('job-A')).toMatchObject({ state: 'printed', nearEnd: true })
    expect(spool.job('job-A')?.reason).toBeUndefined()
    spool.settle('job-B', { result: 'not_sent', reason: 'away', nearEnd: false })
    await clock.settle()
    expect(texts(sent)).toEqual(['A', 'B', 'B'])
    expect(changes.slice(-3)).toEqual(['job-B not_sent away', 'job-B sending', 'job-B printed'])
    expect(store.load().map((job) => job.state)).toEqual(['printed', 'printed'])
    await clock.advance(600_000)
    expect(sent.length).toBe(3)
  })

  it('P51 nothing turns printed into anything, and no unknown becomes another unknown', async () => {
    const { spool, clock, sent, changes } = setUp(scripted(PRINTED, RESET))
    spool.print(request('A'))
    spool.print(request('B'))
    await clock.settle()
    const before = changes.length
    spool.settle('job-A', PAPER_OUT)
    spool.settle('job-B', { result: 'unknown', reason: 'closed', nearEnd: false })
    spool.settle('job-of-nobody', PAPER_OUT)
    await clock.advance(600_000)
    expect(changes.length).toBe(before)
    expect(texts(sent)).toEqual(['A', 'B'])
  })

  it('P51 P24 what was not sent and is learned too late is expired', async () => {
    const { spool, clock, sent } = setUp(scripted(RESET, PRINTED))
    spool.print(request('A', { expiresAt: 5000 }))
    await clock.advance(6000)
    spool.settle('job-A', PAPER_OUT)
    await clock.advance(60_000)
    expect(spool.job('job-A')).toMatchObject({ state: 'expired', reason: 'paper-out' })
    expect(sent.length).toBe(1)
  })

  it('P24 what is dated ahead of the clock after a restart is not printed: it may be as old as a power cut', async () => {
    const store = memoryJobStore()
    store.save({ ...stored('queued', 'A'), createdAt: 7_200_000, expiresAt: 7_320_000 })
    store.save({ ...stored('not_sent', 'B'), createdAt: 7_200_000, expiresAt: 7_320_000 })
    store.save(stored('queued', 'C'))
    const { spool, clock, sent } = setUp(scripted(PRINTED), store)
    await clock.advance(600_000)
    expect(texts(sent)).toEqual(['C'])
    expect(spool.job('job-A')?.state).toBe('expired')
    expect(spool.job('job-B')?.state).toBe('expired')
  })

  it('P51 P25 what a restart left unknown can still be learned, and its bytes are there to print', async () => {
    const store = memoryJobStore()
    store.save(stored('sending', 'A'))
    const { spool, clock, sent } = setUp(scripted(PRINTED), store)
    await clock.settle()
    spool.settle('job-A', PAPER_OUT)
    await clock.settle()
    expect(texts(sent)).toEqual(['A'])
    expect(spool.job('job-A')?.state).toBe('printed')
  })

  it('P51 the bytes of what may still be tried again are kept, and of nothing else', async () => {
    const SENT: PrintOutcome = { result: 'unknown', reason: 'unconfirmable', nearEnd: false }
    const { spool, clock } = setUp(scripted(RESET, SENT, PRINTED))
    for (const ticket of ['A001', 'A002', 'A003']) spool.print(request(ticket))
    await clock.settle()
    expect(['A001', 'A002', 'A003'].map((ticket) => spool.job(`job-${ticket}`)?.bytes.length)).toEqual([4, 0, 0])
    spool.settle('job-A002', PAPER_OUT)
    expect(spool.job('job-A002')).toMatchObject({ state: 'unknown', reason: 'unconfirmable' })
  })

  it('P50 what is let go to another printer is over here, and what is being sent stays', async () => {
    let confirm: (outcome: PrintOutcome) => void = () => undefined
    const first = new Promise<PrintOutcome>((resolve) => {
      confirm = resolve
    })
    const { spool, clock, sent } = setUp(scripted(first, PRINTED))
    await clock.settle()
    for (const ticket of ['A', 'B']) spool.print(request(ticket))
    spool.release('job-A')
    spool.release('job-B')
    confirm(PRINTED)
    await clock.advance(600_000)
    expect(texts(sent)).toEqual(['A'])
    expect(spool.job('job-A')?.state).toBe('printed')
    expect(spool.job('job-B')).toMatchObject({ state: 'expired', reason: 'handed-over' })
  })
})
