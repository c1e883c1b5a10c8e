/** A printer on the stage behind the real spool: it prints, runs out, or hangs up in the middle so that nobody knows. */
import type { Job, JobStore } from '../../printer/job.ts'
import { createSpool, type Spool } from '../../printer/spool.ts'
import type { PrintOutcome } from '../../printer/transport.ts'
import type { Stage } from './stage.ts'

/** The part of the server that a process takes with it when it dies. */
export type Process = { readonly alive: () => boolean }

export type Printer = {
  /** The queue as a new process of the server opens it, with what was written down. */
  readonly open: (process: Process, now: () => number) => Spool
  /** What it had printed when the power went may have been written down as waiting: so many ms are forgotten. */
  readonly powerCut: (lostMs: number) => void
  readonly jam: (ms: number) => void
  /** Every job on record, as it is now. */
  readonly jobs: () => readonly Job[]
}

/** @param printed hears of each paper that came out, with the ticket that stands on it. */
export const openPrinter = (stage: Stage, id: string, printed: (job: string, ticket: string) => void): Printer => {
  const { random, at, after, calm, broken, count } = stage
  let saved: { readonly at: number; readonly job: Job }[] = []
  let jammedUntil = 0
  let cuts = 0

  const paper = (job: string, bytes: Uint8Array): void => {
    count('papers')
    printed(job, new TextDecoder().decode(bytes))
  }

  const send = (process: Process) => (bytes: Uint8Array, job: string) =>
    new Promise<PrintOutcome>((resolve) => {
      if (at() < jammedUntil)
        return after(20, () => resolve({ result: 'not_sent', reason: 'paper-out', nearEnd: false }))
      const resets = !calm() && random.chance(0.05)
      const before = cuts
      return after(200 + random.int(900), () => {
        // Bytes that have left come out, whoever dies meanwhile.
        const out = !resets || random.chance(0.5)
        // The printer is dark as well when the power of the hall goes.
        if (out && before === cuts) paper(job, bytes)
        if (!process.alive()) return
        resolve(resets ? { result: 'unknown', reason: 'reset', nearEnd: false } : { result: 'printed', nearEnd: false })
      })
    })

  const jobs = (): readonly Job[] => [...new Map(saved.map(({ job }) => [job.id, job])).values()]
  const storeOf = (process: Process): JobStore => ({
    save: (job) => {
      if (process.alive()) saved.push({ at: at(), job })
    },
    load: jobs,
  })

  return {
    open: (process, now) =>
      createSpool({
        printer: id,
        transport: { send: send(process), status: async () => ({ answer: 'ready', nearEnd: false }) },
        store: storeOf(process),
        timers: {
          now,
          after: (ms, then) =>
            after(ms, () => {
              if (process.alive()) then()
            }),
        },
        onChange: () => {},
        onFault: (what, error) => broken('P4', `${what}: ${error}`),
      }),
    powerCut: (lostMs) => {
      cuts += 1
      saved = saved.filter((one) => one.at <= at() - lostMs)
    },
    jam: (ms) => {
      jammedUntil = at() + ms
    },
    jobs,
  }
}
