/** What printers did, for the manager and the paper page. The rows of paper are data read back from the bytes sent. */
import type { Instant, PrinterId } from '../ids.ts'

export type JobState = 'queued' | 'sending' | 'printed' | 'not_sent' | 'unknown' | 'expired'

export type PrinterRow = {
  readonly id: PrinterId
  readonly name: string
  /** What the printer last said of itself; `unreachable` when it did not answer. */
  readonly state: 'ready' | 'near-end' | 'paper-out' | 'cover-open' | 'cutter-error' | 'unreachable' | 'unasked'
  readonly waiting: number
  readonly printed: number
  readonly failed: number
}

export type PaperJob = {
  readonly id: string
  readonly state: JobState
  readonly template: string
  readonly copy: number
  readonly at: Instant
  readonly reason?: string
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
  /** Paper width in dots: 576 or 384. */
  readonly dots: number
  /** Newest first. */
  readonly jobs: readonly PaperJob[]
}
