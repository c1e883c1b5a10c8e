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

export type PaperRow =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly align: 'left' | 'center' | 'right'
      /** Character magnification, 1–8. */
      readonly wide: number
      readonly high: number
      readonly bold: boolean
    }
  | { readonly kind: 'qr'; readonly data: string; readonly module: number; readonly align: 'left' | 'center' | 'right' }
  | { readonly kind: 'barcode'; readonly data: string }
  /** `bits`: base64 of rows of ⌈width ÷ 8⌉ bytes, 1 = black. */
  | { readonly kind: 'raster'; readonly width: number; readonly height: number; readonly bits: string }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'cut' }

export type Paper = {
  readonly printer: PrinterRow
  /** Paper width in dots: 576 or 384. */
  readonly dots: number
  /** Newest first. */
  readonly jobs: readonly PaperJob[]
}
