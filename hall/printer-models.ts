/**
 * The printer models a catalogue may name, each with its paper width in millimetres. What each of them can do stands in
 * printer/models.ts, which is typed by this table, so that neither can forget one.
 */
export const PRINTER_MODELS = {
  /** The common 80 mm printer with a GBK font inside, as Xprinter, Gprinter and Zywell make it. */
  'gbk-80': 80,
  /** The same for 58 mm paper. */
  'gbk-58': 58,
  /** Epson class: its confirmation carries the job's own id. */
  'epson-80': 80,
  /** SPRT class: the older QR command of the clones. */
  'sprt-80': 80,
  'sprt-58': 58,
  /** Without a Chinese font: every slip is a picture. The narrow one is torn off by hand. */
  'picture-80': 80,
  'picture-58': 58,
  /** A printer built into a kiosk that never answers. */
  'blind-80': 80,
  /** A sheet of A4 through a print queue. */
  a4: 210,
} as const

export type PrinterModelId = keyof typeof PRINTER_MODELS

export const isPrinterModel = (id: string): id is PrinterModelId => Object.hasOwn(PRINTER_MODELS, id)

/** The model of a printer whose catalogue row names none. */
export const commonModel = (paper: 80 | 58 | 210): PrinterModelId =>
  paper === 210 ? 'a4' : paper === 58 ? 'gbk-58' : 'gbk-80'
