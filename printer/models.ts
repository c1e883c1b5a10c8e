/** Printer models as data: how wide the paper is, what the printer draws by itself, and what it can be asked. */
import type { PrinterSetting } from '../hall/catalogue.ts'
import { commonModel, isPrinterModel, type PrinterModelId } from '../hall/printer-models.ts'

export type PrinterModel = {
  readonly id: PrinterModelId
  /** Paper width in millimetres. */
  readonly paper: 80 | 58 | 210
  /** Printable width in dots. */
  readonly dots: number
  readonly dotsPerMm: number
  /** Width in characters of 12 dots: a Latin letter takes one column, a Chinese character two. */
  readonly columns: number
  /** `font`: a resident GBK font, and only lines with rarer characters are pictures; `raster`: the whole slip is one. */
  readonly chinese: 'font' | 'raster'
  /** `native`: `GS ( k`; `clone`: `GS Z` and `ESC Z`, which an Epson prints as garbage; `raster`: drawn by us. */
  readonly qr: 'native' | 'clone' | 'raster'
  /** Without one the paper is torn at the bar. */
  readonly cutter: boolean
  readonly buzzer: boolean
  /**
   * How the end of a job is confirmed: `GS r 1` is answered only after everything before it; the process id of `GS ( H`
   * comes back with the job's own id; `none` is never answered.
   */
  readonly confirm: 'gs-r' | 'process-id' | 'none'
  /** Never answers anything, so it is not asked whether it has paper either. */
  readonly blind: boolean
  /** Empty lines after the last one: the knife or bar sits some 15 mm behind the head. */
  readonly linesBeforeCut: number
}

/** Height and width in dots of a Chinese character at size 1; a Latin letter is half as wide. */
export const CHARACTER_DOTS = 24
/** Line pitch in dots after `ESC @`. */
export const DEFAULT_PITCH = 30
/** 203 dots an inch. */
export const DOTS_PER_MM = 8
/** A4 is drawn 170 mm wide, 20 mm of margin on both sides, so that a character is 12 point (小四). */
const A4_DOTS = 960
const A4_WIDTH_MM = 170

type Abilities = Omit<PrinterModel, 'id'>

const GBK_80: Abilities = {
  paper: 80,
  dots: 576,
  dotsPerMm: DOTS_PER_MM,
  columns: 48,
  chinese: 'font',
  qr: 'native',
  cutter: true,
  buzzer: false,
  confirm: 'gs-r',
  blind: false,
  linesBeforeCut: 4,
}
const GBK_58: Abilities = { ...GBK_80, paper: 58, dots: 384, columns: 32 }

const MODELS: Readonly<Record<PrinterModelId, Abilities>> = {
  'gbk-80': { ...GBK_80, buzzer: true },
  'gbk-58': GBK_58,
  'epson-80': { ...GBK_80, confirm: 'process-id' },
  'sprt-80': { ...GBK_80, qr: 'clone', buzzer: true },
  'sprt-58': { ...GBK_58, qr: 'clone' },
  'picture-80': { ...GBK_80, chinese: 'raster', qr: 'raster' },
  'picture-58': { ...GBK_58, chinese: 'raster', qr: 'raster', cutter: false },
  'blind-80': { ...GBK_80, confirm: 'none', blind: true },
  a4: {
    ...GBK_80,
    paper: 210,
    dots: A4_DOTS,
    dotsPerMm: A4_DOTS / A4_WIDTH_MM,
    columns: 80,
    cutter: false,
    confirm: 'none',
    blind: true,
    linesBeforeCut: 0,
  },
}

export const modelOf = (id: PrinterModelId): PrinterModel => ({ id, ...MODELS[id] })

/**
 * The model that a printer of the catalogue is, as its row sets it. A model of another paper than the row's, or one this
 * release does not know, counts as the common one of that paper; the catalogue check says so before it comes to that.
 */
export const modelFor = ({
  paper,
  model,
  mode,
  blind,
}: Pick<PrinterSetting, 'paper' | 'model' | 'mode' | 'blind'>): PrinterModel => {
  const named = model !== undefined && isPrinterModel(model) ? modelOf(model) : undefined
  const found = named?.paper === paper ? named : modelOf(commonModel(paper))
  return {
    ...found,
    ...(mode === undefined ? {} : { chinese: mode === 'raster' ? 'raster' : 'font' }),
    ...(blind ? { blind, confirm: 'none' } : {}),
  }
}
