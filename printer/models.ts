/** Printer models as data: how wide the paper is in dots and columns, and what the printer can be asked. */
import type { PrinterSetting } from '../hall/catalogue.ts'

export type PrinterModel = {
  /** Paper width in millimetres. */
  readonly paper: 80 | 58 | 210
  /** Printable width in dots; 8 dots are one millimetre. */
  readonly dots: number
  /** Width in characters of 12 dots: a Latin letter takes one column, a Chinese character two. */
  readonly columns: number
  /** How the end of a job is confirmed: `GS r 1` is answered only after everything before it; `none` is never answered. */
  readonly confirm: 'gs-r' | 'none'
  /** Never answers anything, so it is not asked whether it has paper either. */
  readonly blind: boolean
  /** Empty lines between the last line and the cut: the knife sits some 15 mm behind the head. */
  readonly linesBeforeCut: number
}

export const DOTS_PER_MM = 8
/** Height and width in dots of a Chinese character at size 1; a Latin letter is half as wide. */
export const CHARACTER_DOTS = 24
/** Line pitch in dots after `ESC @`. */
export const DEFAULT_PITCH = 30

const WIDTHS = {
  80: { dots: 576, columns: 48 },
  58: { dots: 384, columns: 32 },
  210: { dots: 960, columns: 80 },
} as const

/** The model that a printer of the catalogue is. */
export const modelFor = (setting: Pick<PrinterSetting, 'paper' | 'blind'>): PrinterModel => {
  const blind = setting.blind ?? false
  return { paper: setting.paper, ...WIDTHS[setting.paper], confirm: blind ? 'none' : 'gs-r', blind, linesBeforeCut: 4 }
}
