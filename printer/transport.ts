/** The port between the spool and a printer, and the three values a print can end with. */
import type { Trouble } from './status.ts'

/** No byte of the job has left: trying again cannot make a second slip. */
export type NotSentReason =
  | Trouble
  /** Nobody listens at that address. */
  | 'refused'
  /** No way there, or the address is wrong. */
  | 'unreachable'
  | 'connect-timeout'
  /** Connected, and does not say whether it has paper. */
  | 'mute'
  /** Hung up before the job began. */
  | 'closed'
  /** No such serial port, device file or print queue on this machine. */
  | 'absent'
  /** The library or program that reaches it is not installed. */
  | 'no-library'
  /** The edge that owns it is not connected. */
  | 'away'
  /** The spool could not write down that it was about to send. */
  | 'not-recorded'

/** Bytes have left and nothing confirms that paper came out: only a person may decide to print again. */
export type UnknownReason =
  | Trouble
  | 'reset'
  | 'closed'
  /** Took no more bytes within the deadline. */
  | 'stalled'
  | 'no-confirmation'
  /** This model never confirms: it was sent, and that is the best that can be said. */
  | 'unconfirmable'
  /** The server stopped while it was sending. */
  | 'restarted'
  /** The transport itself failed, which is a defect. */
  | 'transport-failed'

export type PrintOutcome =
  | { readonly result: 'printed'; readonly nearEnd: boolean }
  | { readonly result: 'not_sent'; readonly reason: NotSentReason; readonly nearEnd: boolean; readonly detail?: string }
  | { readonly result: 'unknown'; readonly reason: UnknownReason; readonly nearEnd: boolean; readonly detail?: string }

/** What a printer says it is, where it answers that. */
export type About = { readonly model?: string; readonly firmware?: string }

export type PrinterStatus =
  | { readonly answer: 'ready'; readonly nearEnd: boolean; readonly about?: About }
  | { readonly answer: 'trouble'; readonly trouble: Trouble; readonly nearEnd: boolean }
  | {
      readonly answer: 'none'
      readonly reason:
        | 'refused'
        | 'unreachable'
        | 'connect-timeout'
        | 'mute'
        | 'closed'
        | 'absent'
        | 'no-library'
        | 'away'
        | 'blind'
      readonly detail?: string
    }

/** One printer. Jobs and questions are taken one after another: a printer accepts one client. */
export type Transport = {
  /** Prints a job. Never rejects for anything the printer or the network does. `id` is the job's, for whoever remembers it. */
  readonly send: (job: Uint8Array, id: string) => Promise<PrintOutcome>
  readonly status: () => Promise<PrinterStatus>
}
