/** What a printer last said of itself, in words. */
import type { Word } from '../client/language.ts'
import type { PrinterRow } from '../hall/views/paper.ts'

export const PRINTER_WORDS: Record<PrinterRow['state'], Word> = {
  ready: ['正常', 'Ready'],
  'near-end': ['纸快用完', 'Paper low'],
  'paper-out': ['缺纸', 'Out of paper'],
  'cover-open': ['机盖未关', 'Cover open'],
  'cutter-error': ['切刀卡住', 'Cutter jammed'],
  unreachable: ['连不上', 'Not answering'],
  unasked: ['尚未查询', 'Not asked yet'],
  away: ['前置机没有连接', 'Its edge is away'],
}
