/** The port between the spool and a printer, and the three values a print can end with. */
import { TROUBLES, type Trouble } from './status.ts'

/** No way to the printer, or no word from it. */
export const NO_WAY = [
  'refused', // nobody listens at that address
  'unreachable', // no way there, or the address is wrong
  'connect-timeout',
  'mute', // connected, and does not say whether it has paper
  'closed', // hung up before the job began
  'absent', // no such serial port, device file or print queue on this machine
  'no-library', // the library or program that reaches it is not installed
  'away', // the edge that owns it is not connected
] as const

/** No byte of the job has left: trying again cannot make a second slip. */
export const NOT_SENT_REASONS = [
  ...TROUBLES,
  ...NO_WAY,
  'not-recorded', // the spool could not write down that it was about to send
] as const
export type NotSentReason = (typeof NOT_SENT_REASONS)[number]

/** Bytes have left and nothing confirms that paper came out: only a person may decide to print again. */
export const UNKNOWN_REASONS = [
  ...TROUBLES,
  'reset',
  'closed',
  'stalled', // took no more bytes within the deadline
  'no-confirmation',
  'unconfirmable', // this model never confirms: it was sent, and that is the best that can be said
  'restarted', // the server stopped while it was sending
  'transport-failed', // the transport itself failed, which is a defect
] as const
export type UnknownReason = (typeof UNKNOWN_REASONS)[number]

/** Why a printer does not say how it is. */
export const SILENCES = [...NO_WAY, 'blind'] as const

export type PrintOutcome =
  | { readonly result: 'printed'; readonly nearEnd: boolean }
  | { readonly result: 'not_sent'; readonly reason: NotSentReason; readonly nearEnd: boolean; readonly detail?: string }
  | { readonly result: 'unknown'; readonly reason: UnknownReason; readonly nearEnd: boolean; readonly detail?: string }

/** What a printer says it is, where it answers that. */
export type About = { readonly model?: string; readonly firmware?: string }

export type PrinterStatus =
  | { readonly answer: 'ready'; readonly nearEnd: boolean; readonly about?: About }
  | { readonly answer: 'trouble'; readonly trouble: Trouble; readonly nearEnd: boolean }
  | { readonly answer: 'none'; readonly reason: (typeof SILENCES)[number]; readonly detail?: string }

/** One printer. Jobs and questions are taken one after another: a printer accepts one client. */
export type Transport = {
  /** Prints a job. Never rejects for anything the printer or the network does. `id` is the job's, for whoever remembers it. */
  readonly send: (job: Uint8Array, id: string) => Promise<PrintOutcome>
  readonly status: () => Promise<PrinterStatus>
}
