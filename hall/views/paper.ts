/** What printers did, for the manager and the paper page. The rows of paper are data read back from the bytes sent. */
import type { EdgeId, Instant, PrinterId } from '../ids.ts'

export type JobState = 'queued' | 'sending' | 'printed' | 'not_sent' | 'unknown' | 'expired'

export type PrinterRow = {
  readonly id: PrinterId
  readonly name: string
  /** What the printer last said of itself; `unreachable` when it did not answer, `away` when its edge is not connected. */
  readonly state:
    | 'ready'
    | 'near-end'
    | 'paper-out'
    | 'cover-open'
    | 'cutter-error'
    | 'unreachable'
    | 'unasked'
    | 'away'
  readonly waiting: number
  readonly printed: number
  readonly failed: number
  readonly place?: string
  readonly edge?: EdgeId
  readonly model?: string
  /** What it answered to `GS I`, where it answers. */
  readonly firmware?: string
  /** When it last answered. */
  readonly seenAt?: Instant
  /** One line for a person: what is wrong and what to do. English, as logs are. */
  readonly detail?: string
}

/**
 * Why a paper did not come out, or why that is not known. What the printer says of itself · the way to it · before the
 * first byte · after it · what was done with the paper instead.
 */
export type PaperReason =
  | 'cover-open'
  | 'paper-out'
  | 'cutter-error'
  | 'printer-error'
  | 'refused'
  | 'unreachable'
  | 'connect-timeout'
  | 'mute'
  | 'absent'
  | 'no-library'
  | 'away'
  | 'not-recorded'
  | 'closed'
  | 'reset'
  | 'stalled'
  | 'no-confirmation'
  | 'unconfirmable'
  | 'restarted'
  | 'transport-failed'
  /** What it was about was undone. */
  | 'withdrawn'
  /** Its fail-over printer took it over. */
  | 'handed-over'

export type PaperJob = {
  readonly id: string
  readonly state: JobState
  readonly template: string
  readonly copy: number
  readonly at: Instant
  readonly reason?: PaperReason
  /** The printer that could not print it, on the fail-over printer's page. */
  readonly from?: PrinterId
  readonly bytes: number
  /** The slip as the printer would put it on paper, drawn from the very bytes. */
  readonly rows: readonly PaperRow[]
}

type Align = 'left' | 'center' | 'right'

/** Characters of one size and weight; sizes are magnifications, 1 to 8. */
export type PaperRun = { readonly text: string; readonly sizeW: number; readonly sizeH: number; readonly bold: boolean }

/** A line of paper as the printer would make it. Heights are in dots, 8 to the millimetre. */
export type PaperRow =
  | { readonly kind: 'text'; readonly align: Align; readonly runs: readonly PaperRun[]; readonly height: number }
  | { readonly kind: 'qr'; readonly align: Align; readonly data: string; readonly module: number }
  | {
      readonly kind: 'barcode'
      readonly align: Align
      readonly system: number
      readonly data: string
      readonly height: number
    }
  /** `bits` is base64, each row padded to whole bytes, 1 is black. */
  | {
      readonly kind: 'raster'
      readonly align: Align
      readonly width: number
      readonly height: number
      readonly bits: string
    }
  | { readonly kind: 'feed'; readonly height: number }
  | { readonly kind: 'drawer' }
  | { readonly kind: 'cut' }

export type Paper = {
  readonly printer: PrinterRow
  /** Printable width in dots: 576, 384, or 960 for A4. */
  readonly dots: number
  /** Newest first. */
  readonly jobs: readonly PaperJob[]
}
