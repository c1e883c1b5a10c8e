/** What an edge hears: what it owns, what that should show now, and the one job each of its printers has in hand. */
import type { PrinterSetting } from '../catalogue.ts'
import type { Instant, PeripheralId, PrinterId } from '../ids.ts'
import type { PeripheralSetting, PeripheralShow } from '../peripheral.ts'

/** A job to print. It is told again until its outcome is reported; the same id is never printed twice. */
export type EdgeJob = {
  readonly id: string
  readonly printer: PrinterId
  /** base64 */
  readonly bytes: string
}

/** A test frame, beep or tone that somebody asked for; done once by its id, and not at all when it is old. */
export type Poke = { readonly id: string; readonly peripheral: PeripheralId; readonly at: Instant }

export type EdgeView = {
  readonly printers: readonly PrinterSetting[]
  readonly peripherals: readonly PeripheralSetting[]
  readonly shows: readonly PeripheralShow[]
  readonly jobs: readonly EdgeJob[]
  readonly pokes: readonly Poke[]
}
