/**
 * The queue before one printer: one job at a time, each recorded before its first byte leaves, so that a crash or a repeat
 * never makes a second slip. Only what was certainly not sent is tried again.
 */
import type { PrinterId } from '../hall/ids.ts'
import { isFinal, type Job, type JobStore, type PrintRequest } from './job.ts'
import type { Timers } from './timers.ts'
import type { PrintOutcome, Transport } from './transport.ts'

export type Spool = {
  /** Queues a job and returns it, or the job that the same request made before. Never throws for the printer's sake. */
  readonly print: (request: PrintRequest) => Job
  readonly job: (id: string) => Job | undefined
  /** The unfinished jobs, in order. */
  readonly waiting: () => readonly Job[]
  /** Lets go of what no longer holds, unless it is being sent. A paper that is out already is for people to take back. */
  readonly withdraw: (isVoid: (job: Job) => boolean) => void
  /**
   * Lets go of a job that waits, because another printer has it on record now. In this order a crash between the two
   * leaves it with the other one (server/printing/job-store.ts).
   */
  readonly release: (id: string) => void
  /** An outcome that was not known and is learned now; what was certainly not sent is tried again until it expires. */
  readonly settle: (id: string, outcome: PrintOutcome) => void
  /** Tries at once instead of waiting out the back-off: paper is back. */
  readonly wake: () => void
  /**
   * Stops after the job that is being sent, and resolves when it has ended. What still waits, or comes now, is recorded for
   * the next spool over the same store.
   */
  readonly close: () => Promise<void>
}

export type SpoolOptions = {
  readonly printer: PrinterId
  readonly transport: Transport
  readonly store: JobStore
  readonly timers: Timers
  readonly onChange: (job: Job) => void
  /** Hears of a store or a listener that failed; the queue goes on. */
  readonly onFault: (what: string, error: unknown) => void
}

/** How long a ticket is worth printing: then its owner has walked away with the number on the screen. */
export const TICKET_LIFE_MS = 120_000
const BACK_OFF_MS = [1000, 2000, 5000, 10_000]
/** Finished jobs remembered without their bytes, so that a late repeat is still recognised. */
const KEPT_FINISHED = 5000

const keyOf = ({ id, ticket, template, copy }: PrintRequest): string =>
  JSON.stringify(ticket === undefined ? [id] : [ticket, template, copy])

/** Starts the queue of one printer with what its store remembers. */
export const createSpool = (options: SpoolOptions): Spool => {
  const { printer, transport, store, timers } = options
  const jobs = new Map<string, Job>()
  const byKey = new Map<string, string>()
  const finished: string[] = []
  const expiries = new Map<string, () => void>()
  let queue: string[] = []
  let working: Promise<void> = Promise.resolve()
  let busy = false
  let closed = false
  let cancelRetry: (() => void) | undefined
  /** What changed while the spool was being made: its owner does not hold it yet, so it is told a moment later. */
  let untold: Job[] | undefined = []

  const guarded = (what: string, act: () => void): boolean => {
    try {
      act()
      return true
    } catch (error) {
      options.onFault(what, error)
      return false
    }
  }

  const remember = (job: Job) => {
    jobs.set(job.id, job)
    byKey.set(keyOf(job), job.id)
  }

  /** Of what went to a printer that never confirms, nothing more will be learned. */
  const isOpen = ({ state, reason }: Job): boolean => state === 'unknown' && reason !== 'unconfirmable'

  /** A job that has ended needs its bytes no more, unless it may turn out not to have been sent. */
  const kept = (job: Job): Job => (isFinal(job.state) && !isOpen(job) ? { ...job, bytes: new Uint8Array() } : job)

  const forgetOldest = () => {
    if (finished.length <= KEPT_FINISHED) return
    const old = jobs.get(finished.shift() ?? '')
    if (!old) return
    jobs.delete(old.id)
    byKey.delete(keyOf(old))
  }

  const tell = (job: Job) => void guarded(`a listener failed on job ${job.id}`, () => options.onChange(job))

  /** Writes the job down, then shows it. Returns whether it was written. */
  const put = (job: Job): boolean => {
    const saved = guarded(`job ${job.id} could not be recorded as ${job.state}`, () => store.save(job))
    remember(kept(job))
    if (isFinal(job.state)) {
      expiries.get(job.id)?.()
      expiries.delete(job.id)
      queue = queue.filter((id) => id !== job.id)
      finished.push(job.id)
      forgetOldest()
    }
    if (untold) untold.push(job)
    else tell(job)
    return saved
  }

  const expire = (id: string, reason?: 'withdrawn' | 'handed-over') => {
    const job = jobs.get(id)
    if (!job || (job.state !== 'queued' && job.state !== 'not_sent')) return
    const first = queue[0] === id
    put({ ...job, state: 'expired', ...(reason === undefined ? {} : { reason }) })
    if (first) wake()
  }

  /** On a spool that is closed a job is recorded and no more: it is for the next one over the same store. */
  const enqueue = (job: Job) => {
    queue.push(job.id)
    if (closed) return
    expiries.set(
      job.id,
      timers.after(Math.max(0, job.expiresAt - timers.now()), () => expire(job.id)),
    )
  }

  const send = async (job: Job): Promise<PrintOutcome> => {
    try {
      return await transport.send(job.bytes, job.id)
    } catch (error) {
      // Where it failed is not known, so bytes may be on paper.
      return { result: 'unknown', reason: 'transport-failed', detail: String(error), nearEnd: false }
    }
  }

  const attempt = async (queued: Job): Promise<void> => {
    const { reason: _reason, detail: _detail, ...rest } = queued
    const sending: Job = { ...rest, state: 'sending', attempts: queued.attempts + 1 }
    const outcome: PrintOutcome = put(sending)
      ? await send(sending)
      : { result: 'not_sent', reason: 'not-recorded', nearEnd: queued.nearEnd }
    const { result, ...about } = outcome
    const ended: Job = { ...sending, ...about, state: result }
    const late = result === 'not_sent' && timers.now() >= ended.expiresAt
    put(late ? { ...ended, state: 'expired' } : ended)
  }

  const work = async (): Promise<void> => {
    for (let job = next(); job; job = next()) {
      if (timers.now() >= job.expiresAt) {
        put({ ...job, state: 'expired' })
        continue
      }
      await attempt(job)
      const after = jobs.get(job.id)
      if (after?.state !== 'not_sent' || closed) continue
      cancelRetry = timers.after(BACK_OFF_MS[Math.min(after.attempts, BACK_OFF_MS.length) - 1] ?? 0, wake)
      break
    }
    // In the same turn as the last look at the queue: a job that comes now must find the queue at rest.
    busy = false
  }

  const next = (): Job | undefined => (closed ? undefined : jobs.get(queue[0] ?? ''))

  /** A new job does not cut short the back-off of the one before it. */
  const start = (): void => {
    if (busy || closed || cancelRetry || untold) return
    busy = true
    working = work()
  }

  const wake = (): void => {
    cancelRetry?.()
    cancelRetry = undefined
    start()
  }

  const recover = () => {
    for (const job of store.load()) {
      remember(kept(job))
      if (job.state === 'sending') put({ ...job, state: 'unknown', reason: 'restarted' })
      else if (isFinal(job.state)) finished.push(job.id)
      // The clock was put back since: nobody knows how old this is, and after a power cut it may be on paper already.
      else if (job.createdAt > timers.now()) put({ ...job, state: 'expired' })
      else enqueue(job)
    }
    queueMicrotask(() => {
      const changed = untold ?? []
      untold = undefined
      for (const job of changed) tell(job)
      start()
    })
  }

  const print = (request: PrintRequest): Job => {
    const before = jobs.get(byKey.get(keyOf(request)) ?? request.id)
    if (before) return before
    const job: Job = { ...request, printer, createdAt: timers.now(), state: 'queued', nearEnd: false, attempts: 0 }
    put(job)
    enqueue(job)
    start()
    return jobs.get(job.id) ?? job
  }

  const settle = (id: string, { result, ...about }: PrintOutcome): void => {
    const job = jobs.get(id)
    if (!job || !isOpen(job) || result === 'unknown') return
    const { reason: _reason, detail: _detail, ...rest } = job
    finished.splice(finished.indexOf(id), 1)
    put({ ...rest, ...about, state: result })
    if (result === 'printed') return
    // Too late it only expires, as everything does that comes up in the queue after its time.
    enqueue(job)
    start()
  }

  recover()
  return {
    print,
    job: (id) => jobs.get(id),
    waiting: () => queue.flatMap((id) => jobs.get(id) ?? []),
    withdraw: (isVoid) => {
      for (const id of [...queue]) {
        const job = jobs.get(id)
        if (job && isVoid(job)) expire(id, 'withdrawn')
      }
    },
    release: (id) => expire(id, 'handed-over'),
    settle,
    wake,
    close: () => {
      closed = true
      cancelRetry?.()
      for (const cancel of expiries.values()) cancel()
      return working
    },
  }
}
