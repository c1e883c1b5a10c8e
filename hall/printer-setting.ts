/** A printer and an edge as the catalogue names them: how each is reached, what paper it has, who stands in for it. */
import type { EdgeId, PrinterId } from './ids.ts'

/** How a printer is reached. `virtual` is built into the server and speaks the TCP protocol of a real one. */
export const PRINTER_KINDS = ['virtual', 'tcp', 'serial', 'file', 'cups'] as const
export type PrinterKind = (typeof PRINTER_KINDS)[number]

export type PrinterSetting = {
  readonly id: PrinterId
  readonly name: string
  readonly kind: PrinterKind
  /** `tcp`: its address; the port is usually 9100. */
  readonly host?: string
  readonly port?: number
  /** `serial`: /dev/ttyS0 or COM3; `file`: a USB printer's device file, /dev/usb/lp0. */
  readonly path?: string
  /** `serial`: bits a second; absent: 9600. */
  readonly baud?: number
  /** `cups`: the name of the print queue, for notices on A4. */
  readonly queue?: string
  /** Paper width in millimetres: 80 (576 dots, 48 columns), 58 (384 dots, 32 columns), or 210 for A4 through `cups`. */
  readonly paper: 80 | 58 | 210
  /** Which of the known models it is (printer/models.ts); absent: the common one with a GBK font. */
  readonly model?: string
  /** `raster`: every slip is a picture, for a printer without a Chinese font. Absent: as the model says. */
  readonly mode?: 'text' | 'raster'
  /** Never answers status requests: the best that can be said of a job is that it was sent. */
  readonly blind?: boolean
  /** The edge that owns it; absent: the hall server itself. */
  readonly edge?: EdgeId
  /** The printer that takes over what this one certainly did not print. */
  readonly failover?: PrinterId
  /** Where it stands, for whoever has to bring paper. */
  readonly place?: string
}

/** A small computer at a kiosk or window (前置机) that owns printers and peripherals; the hall server is one without a row. */
export type EdgeSetting = { readonly id: EdgeId; readonly name: string; readonly place?: string }
