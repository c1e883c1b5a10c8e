/** A spool before a printer that answers what the test says, under a clock that the test moves. */
import { type Job, type JobStore, memoryJobStore, type PrintRequest } from '../../printer/job.ts'
import { createSpool } from '../../printer/spool.ts'
import type { PrintOutcome, Transport } from '../../printer/transport.ts'
import { handClock } from './hand-clock.ts'

export const PRINTED: PrintOutcome = { result: 'printed', nearEnd: false }
export const PAPER_OUT: PrintOutcome = { result: 'not_sent', reason: 'paper-out', nearEnd: true }
export const RESET: PrintOutcome = { result: 'unknown', reason: 'reset', nearEnd: false }

export const request = (ticket: string, more: Partial<PrintRequest> = {}): PrintRequest => ({
  id: `job-${ticket}`,
  ticket,
  template: 'ticket',
  copy: 1,
  bytes: new TextEncoder().encode(ticket),
  missing: [],
  expiresAt: 120_000,
  ...more,
})

/** A printer that answers what the test says, in order; the last answer is repeated. */
export const scripted = (...script: (PrintOutcome | Promise<PrintOutcome>)[]) => {
  const sent: { at: number; text: string }[] = []
  let answers = script
  const transport = (now: () => number): Transport => ({
    send: async (job) => {
      sent.push({ at: now(), text: new TextDecoder().decode(job) })
      const [answer = PRINTED, ...rest] = answers
      if (rest.length > 0) answers = rest
      return answer
    },
    status: async () => ({ answer: 'ready', nearEnd: false }),
  })
  return { sent, transport }
}

export const setUp = (
  printer: ReturnType<typeof scripted>,
  store: JobStore = memoryJobStore(),
  clock = handClock(),
) => {
  const changes: string[] = []
  const faults: string[] = []
  const spool = createSpool({
    printer: 'P1',
    transport: printer.transport(clock.timers.now),
    store,
    timers: clock.timers,
    onChange: (job) => changes.push(`${job.id} ${job.state}${job.reason ? ` ${job.reason}` : ''}`),
    onFault: (what) => faults.push(what),
  })
  return { spool, store, clock, changes, faults, sent: printer.sent }
}

export const texts = (sent: readonly { text: string }[]) => sent.map((each) => each.text)

export const stored = (state: Job['state'], ticket: string): Job => ({
  ...request(ticket),
  printer: 'P1',
  createdAt: 0,
  state,
  nearEnd: false,
  attempts: 1,
})
