/**
 * Rows of paper as dots, on the grid of a thermal printer: 12 dots a column, every row as high as the printer makes it.
 * One drawing serves pictures that are sent to a printer and paper that was read back from a printer's bytes.
 */
import { encode } from 'uqr'
import type { PaperRow } from '../hall/views/paper.ts'
import { type Bitmap, blank, fillRect, stamp } from './bitmap.ts'
import type { Font, Style } from './font.ts'
import { CHARACTER_DOTS } from './models.ts'
import { qrBytes } from './qr.ts'
import { columnsOf, MISSING_MARK } from './text.ts'

type Row<K extends PaperRow['kind']> = Extract<PaperRow, { kind: K }>

/** Three metres: a longer paper is drawn as far as that. */
export const MOST_DOTS = 24_000
/** Room for the line where paper is cut. */
const CUT_DOTS = 16
const BARCODE_DOTS = 384

/** Which arms a character of a frame has, so that neighbours meet in the middle of their sides without a gap. */
const FRAMES: Readonly<
  Record<string, { readonly x: readonly [number, number]; readonly y: readonly [number, number] }>
> = {
  '─': { x: [0, 24], y: [11, 13] },
  '│': { x: [11, 13], y: [0, 24] },
  '┌': { x: [11, 24], y: [11, 24] },
  '┐': { x: [0, 13], y: [11, 24] },
  '└': { x: [11, 24], y: [0, 13] },
  '┘': { x: [0, 13], y: [0, 13] },
}

const drawFrame = (onto: Bitmap, char: string, left: number, top: number, { sizeW, sizeH }: Style): boolean => {
  const frame = Object.hasOwn(FRAMES, char) ? FRAMES[char] : undefined
  if (!frame) return false
  const [x0, x1] = frame.x
  const [y0, y1] = frame.y
  if (char !== '│') fillRect(onto, left + x0 * sizeW, top + 11 * sizeH, (x1 - x0) * sizeW, 2 * sizeH)
  if (char !== '─') fillRect(onto, left + 11 * sizeW, top + y0 * sizeH, 2 * sizeW, (y1 - y0) * sizeH)
  return true
}

const startOf = (width: number, align: Row<'text'>['align'], dots: number): number => {
  const free = Math.max(0, dots - width)
  return align === 'center' ? Math.floor(free / 2) : align === 'right' ? free : 0
}

const widthOf = (char: string, sizeW: number): number => (columnsOf(char) * CHARACTER_DOTS * sizeW) / 2

const drawText = (onto: Bitmap, row: Row<'text'>, top: number, font: Font): void => {
  const cells = row.runs.flatMap((run) => Array.from(run.text, (char) => ({ char, run })))
  const total = cells.reduce((sum, { char, run }) => sum + widthOf(char, run.sizeW), 0)
  let left = startOf(total, row.align, onto.width)
  for (const { char, run } of cells) {
    const foot = top + row.height - CHARACTER_DOTS * run.sizeH
    if (char !== ' ' && !drawFrame(onto, char, left, foot, run))
      stamp(onto, font.glyph(font.has(char) ? char : MISSING_MARK, run), left, foot)
    left += widthOf(char, run.sizeW)
  }
}

/** The modules of a QR code at error correction M, which every printer is asked for. */
const qrModules = (data: string): { readonly size: number; readonly data: readonly (readonly boolean[])[] } =>
  // Half a character pair, which a printer would be sent as the sign for none, is that here too.
  encode(new TextDecoder().decode(qrBytes(data)), { ecc: 'M', border: 0 })

const drawQr = (onto: Bitmap, row: Row<'qr'>, top: number): void => {
  const { size, data } = qrModules(row.data)
  const left = startOf(size * row.module, row.align, onto.width)
  for (const [y, line] of data.entries())
    for (const [x, black] of line.entries())
      if (black) fillRect(onto, left + x * row.module, top + y * row.module, row.module, row.module)
}

const drawRaster = (onto: Bitmap, { width, height, bits, align }: Row<'raster'>, top: number): void =>
  stamp(onto, { width, height, bits: Buffer.from(bits, 'base64') }, startOf(width, align, onto.width), top)

/** The bars are the printer's own drawing; what they say is shown in a frame in their place. */
const drawBarcode = (onto: Bitmap, row: Row<'barcode'>, top: number, font: Font): void => {
  const width = Math.min(onto.width, BARCODE_DOTS)
  const left = startOf(width, row.align, onto.width)
  for (const y of [0, row.height - 2]) fillRect(onto, left, top + y, width, 2)
  for (const x of [0, width - 2]) fillRect(onto, left + x, top, 2, row.height)
  const run = { text: row.data, sizeW: 1, sizeH: 1, bold: false }
  const text: Row<'text'> = { kind: 'text', align: 'center', runs: [run], height: CHARACTER_DOTS }
  drawText(onto, text, top + Math.max(0, Math.floor((row.height - CHARACTER_DOTS) / 2)), font)
}

const drawCut = (onto: Bitmap, top: number): void => {
  for (let x = 0; x < onto.width; x += 18) fillRect(onto, x, top + CUT_DOTS / 2, 10, 1)
}

/** Height of a row in dots. */
export const heightOf = (row: PaperRow): number => {
  switch (row.kind) {
    case 'text':
    case 'raster':
    case 'barcode':
    case 'feed':
      return row.height
    case 'qr':
      return qrModules(row.data).size * row.module
    case 'cut':
      return CUT_DOTS
    case 'drawer':
      return 0
  }
}

const drawRow = (onto: Bitmap, row: PaperRow, top: number, font: Font): void => {
  switch (row.kind) {
    case 'text':
      drawText(onto, row, top, font)
      break
    case 'qr':
      drawQr(onto, row, top)
      break
    case 'raster':
      drawRaster(onto, row, top)
      break
    case 'barcode':
      drawBarcode(onto, row, top, font)
      break
    case 'cut':
      drawCut(onto, top)
      break
    case 'feed':
    case 'drawer':
      break
  }
}

/** Rows as one bitmap, `dots` wide. */
export const drawRows = (rows: readonly PaperRow[], dots: number, font: Font): Bitmap => {
  const heights = rows.map(heightOf)
  const onto = blank(
    dots,
    Math.min(
      MOST_DOTS,
      heights.reduce((sum, height) => sum + height, 0),
    ),
  )
  let top = 0
  for (const [i, row] of rows.entries()) {
    drawRow(onto, row, top, font)
    top += heights[i] ?? 0
    if (top >= onto.height) break
  }
  return onto
}
