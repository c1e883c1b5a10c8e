/** What is printed, and where it is written down. */
import type { Instant, PrinterId, TicketId } from '../hall/ids.ts'
import type { JobState } from '../hall/views/paper.ts'
import type { NotSentReason, UnknownReason } from './transport.ts'

/** What is to be printed. The same ticket, template and copy is the same job, however often it is asked for. */
export type PrintRequest = {
  readonly id: string
  readonly ticket?: TicketId
  /** `ticket`, `receipt`, … */
  readonly template: string
  /** 1 is the slip itself; a reprint is the next number. */
  readonly copy: number
  readonly bytes: Uint8Array
  /** Characters printed as 〓, for the log and the desk. */
  readonly missing: readonly string[]
  /** After this instant it is never printed: nobody waits for the slip any more. */
  readonly expiresAt: Instant
  /** The printer that could not print it: this one took it over, and nobody takes it over again. */
  readonly from?: PrinterId
}

export type Job = PrintRequest & {
  readonly printer: PrinterId
  readonly createdAt: Instant
  /** `not_sent` is tried again until it expires; `printed`, `unknown` and `expired` are final. */
  readonly state: JobState
  readonly reason?: NotSentReason | UnknownReason | 'withdrawn' | 'handed-over'
  readonly detail?: string
  readonly nearEnd: boolean
  readonly attempts: number
}

/** Where jobs are written down. Synchronous, because a job must be on disk as `sending` before its first byte leaves. */
export type JobStore = {
  /** Adds the job, or replaces the one with its id. */
  readonly save: (job: Job) => void
  /** This printer's jobs, oldest first: at least the unfinished ones, and those of today. */
  readonly load: () => readonly Job[]
}

export const isFinal = (state: JobState): boolean => state === 'printed' || state === 'unknown' || state === 'expired'

/** A store in memory, for tests and for printers whose jobs need not outlive the process. */
export const memoryJobStore = (): JobStore => {
  const jobs = new Map<string, Job>()
  return { save: (job) => void jobs.set(job.id, job), load: () => [...jobs.values()] }
}
