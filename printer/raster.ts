/** Paper as files: a PNG at true dot size, and an A4 page for a print queue. Both are drawn from a printer's own bytes. */
import type { PaperRow } from '../hall/views/paper.ts'
import { type Bitmap, isBlack } from './bitmap.ts'
import { drawRows, heightOf } from './draw.ts'
import type { Font } from './font.ts'
import { drawCharacter, loadCanvas, type Pen, paperFont } from './glyphs.ts'
import { CHARACTER_DOTS, type PrinterModel } from './models.ts'
import { readPaper } from './paper.ts'
import { columnsOf } from './text.ts'

/** White paper around a slip, in dots. */
const MARGIN = 32

/** The font, or an error that says what to install. */
const fontNeeded = (): Font => {
  const font = paperFont()
  if ('fault' in font) throw new Error(font.fault)
  return font
}

/** A slip ends where it was cut: a line in the very last place is the edge itself. */
const withoutLastCut = (rows: readonly PaperRow[]): readonly PaperRow[] =>
  rows.at(-1)?.kind === 'cut' ? rows.slice(0, -1) : rows

/** Black dots on white, as PNG. Throws when the drawing library is not installed. */
const toPng = (bitmap: Bitmap, margin: number): Uint8Array => {
  const canvas = loadCanvas().createCanvas(bitmap.width + 2 * margin, bitmap.height + 2 * margin)
  const context = canvas.getContext('2d')
  const pixels = context.createImageData(canvas.width, canvas.height)
  pixels.data.fill(255)
  for (let y = 0; y < bitmap.height; y++)
    for (let x = 0; x < bitmap.width; x++)
      if (isBlack(bitmap, x, y)) {
        const at = ((y + margin) * canvas.width + x + margin) * 4
        pixels.data.fill(0, at, at + 3)
      }
  context.putImageData(pixels, 0, 0)
  return canvas.toBuffer('image/png')
}

/** Rows of paper as a PNG, one pixel a dot, with a white margin. Throws when library or font are not installed. */
export const drawPng = (rows: readonly PaperRow[], dots: number): Uint8Array =>
  toPng(drawRows(withoutLastCut(rows), dots, fontNeeded()), MARGIN)

/** A4 in points of 1/72 inch. */
const A4 = { width: 595.28, height: 841.89 } as const
const POINTS_PER_MM = 72 / 25.4
/** Above and below what is printed. */
const PAGE_MARGIN_MM = 20

/** Text as characters of the font, sharp at any size; everything else as the dots it is made of. */
const drawOnPage = (context: Pen, row: PaperRow, dots: number, font: Font): void => {
  if (row.kind === 'text') {
    const cells = row.runs.flatMap((run) => Array.from(run.text, (char) => ({ char, run })))
    const widthOf = (char: string, sizeW: number) => (columnsOf(char) * CHARACTER_DOTS * sizeW) / 2
    const free = dots - cells.reduce((sum, { char, run }) => sum + widthOf(char, run.sizeW), 0)
    let left = Math.max(0, row.align === 'center' ? free / 2 : row.align === 'right' ? free : 0)
    for (const { char, run } of cells) {
      context.save()
      context.translate(left, row.height - CHARACTER_DOTS * run.sizeH)
      drawCharacter(context, font.has(char) ? char : '〓', run)
      context.restore()
      left += widthOf(char, run.sizeW)
    }
    return
  }
  const bitmap = drawRows([row], dots, font)
  for (let y = 0; y < bitmap.height; y++)
    for (let x = 0; x < bitmap.width; x++) {
      let length = 0
      while (x + length < bitmap.width && isBlack(bitmap, x + length, y)) length++
      if (length > 0) context.fillRect(x, y, length, 1)
      x += length
    }
}

/** Rows that stand on one page together, so that none is torn in two. */
const pagesOf = (rows: readonly PaperRow[], most: number): readonly (readonly PaperRow[])[] => {
  const pages: PaperRow[][] = [[]]
  let used = 0
  for (const row of rows) {
    const height = heightOf(row)
    if (used > 0 && used + height > most) {
      pages.push([])
      used = 0
    }
    pages.at(-1)?.push(row)
    used += height
  }
  return pages
}

/**
 * The bytes of a job as a PDF of A4 pages, for a print queue. Throws when the drawing library or the font is not
 * installed, with one line that says what to install.
 */
export const drawPage = (bytes: Uint8Array, model: PrinterModel): Uint8Array => {
  const font = fontNeeded()
  const { PDFDocument } = loadCanvas()
  const { rows } = readPaper(bytes, model.dots)
  const scale = POINTS_PER_MM / model.dotsPerMm
  const side = (A4.width - model.dots * scale) / 2
  const top = PAGE_MARGIN_MM * POINTS_PER_MM
  const pdf = new PDFDocument({ title: 'Yichuang' })
  for (const page of pagesOf(withoutLastCut(rows), (A4.height - 2 * top) / scale)) {
    const context = pdf.beginPage(A4.width, A4.height)
    context.translate(side, top)
    context.scale(scale, scale)
    for (const row of page) {
      drawOnPage(context, row, model.dots, font)
      context.translate(0, heightOf(row))
    }
    pdf.endPage()
  }
  return pdf.close()
}
