/** What an edge tells the hall. A report is whole, like a view: it may be sent again at any time and says the same. */
import type { Instant, PeripheralId, PrinterId } from '../../hall/ids.ts'
import type { PeripheralHealth, PeripheralInput } from '../../hall/peripheral.ts'
import type { PrinterStatus, PrintOutcome } from '../../printer/transport.ts'

/** How one handing out of a job ended; `turn` as the edge was told it. */
export type JobEnd = {
  readonly job: string
  readonly turn: string
  readonly printer: PrinterId
  readonly outcome: PrintOutcome
}

export type EdgeReport = {
  /** Of the program. */
  readonly version: string
  /** The turns that are written down here and being printed: the hall need not tell their bytes any more. */
  readonly begun: readonly string[]
  /** Those that the hall has not acknowledged yet. */
  readonly ends: readonly JobEnd[]
  readonly printers: readonly { readonly printer: PrinterId; readonly status: PrinterStatus }[]
  readonly peripherals: readonly PeripheralHealth[]
}

/** The hall refuses a report with a longer line in it, and with the report the ends of all its jobs. */
const LINE_MAX = 400

/** The report with every text cut to what the hall takes: a library that cannot be loaded may say a page. */
export const withShortLines = (report: EdgeReport): EdgeReport =>
  JSON.parse(JSON.stringify(report), (_key, value: unknown) =>
    typeof value === 'string' ? value.slice(0, LINE_MAX) : value,
  ) as EdgeReport

/** Something was pressed, laid down or scanned. */
export type EdgeInput = {
  /** Of this very press: told twice it is one act (E6). */
  readonly id: string
  readonly peripheral: PeripheralId
  /** When, by the hall's clock as the edge last heard it. */
  readonly at: Instant
  readonly input: PeripheralInput
}

/** A press older than this acts no more: whoever pressed has pressed again or gone on by hand, ms. */
export const INPUT_LIVES_MS = 5_000
