/**
 * Where every dot of a slip goes: the grid of a thermal printer, 12 dots a column and 8 dots a millimetre, so that the
 * page shows a slip as it lies in the hand. Pure.
 */
import type { PaperRow, PaperRun } from '../hall/views/paper.ts'

/** A Latin letter is one column, a Chinese character two. */
export const COLUMN_DOTS = 12
/** Height of a character at size 1. */
export const CHARACTER_DOTS = 24
const DOTS_PER_MM = 8

/** Dots left and right of what can be printed on: the paper is 80 or 58 mm wide. */
export const marginOf = (dots: number): number => (millimetresOf(dots) * DOTS_PER_MM - dots) / 2

/** Width of the paper that goes with a printable width in dots. */
export const millimetresOf = (dots: number): 80 | 58 => (dots >= 576 ? 80 : 58)

/** Columns of one character: everything that is not ASCII is set as a full square. */
export const columnsOf = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x7f ? 1 : 2)

/** Neighbouring characters of one width and size, drawn as one; `x`, `width` and `top` in dots from the line's corner. */
export type Piece = PaperRun & { readonly x: number; readonly width: number; readonly top: number }

type TextRow = Extract<PaperRow, { kind: 'text' }>

/** Splits a run where narrow characters meet wide ones: only equally wide ones can be drawn in one piece. */
const evenRuns = (run: PaperRun): readonly PaperRun[] => {
  const even: PaperRun[] = []
  let columns = 0
  for (const character of run.text) {
    const last = even.at(-1)
    const same = columnsOf(character) === columns
    columns = columnsOf(character)
    if (last && same) even[even.length - 1] = { ...last, text: last.text + character }
    else even.push({ ...run, text: character })
  }
  return even
}

const widthOf = ({ text, sizeW }: PaperRun): number => {
  let columns = 0
  for (const character of text) columns += columnsOf(character)
  return columns * COLUMN_DOTS * sizeW
}

/** Where something narrower than the paper begins. */
export const startOf = (width: number, align: TextRow['align'], dots: number): number => {
  const free = Math.max(0, dots - width)
  return align === 'center' ? Math.floor(free / 2) : align === 'right' ? free : 0
}

/** The pieces of one printed line. Characters of different sizes stand on the same foot, as in the printer. */
export const piecesOf = (row: TextRow, dots: number): readonly Piece[] => {
  const runs = row.runs.flatMap(evenRuns)
  const total = runs.reduce((sum, run) => sum + widthOf(run), 0)
  let x = startOf(total, row.align, dots)
  return runs.map((run) => {
    const width = widthOf(run)
    const piece = { ...run, x, width, top: row.height - CHARACTER_DOTS * run.sizeH }
    x += width
    return piece
  })
}

/** One run of black dots in a raster. */
export type Stroke = { readonly x: number; readonly y: number; readonly length: number }

/** The black runs of a raster, row by row; a row is padded to whole bytes and 1 is black. */
export const strokesOf = (bits: string, width: number, height: number): readonly Stroke[] => {
  const bytes = atob(bits)
  const across = Math.ceil(width / 8)
  const black = (x: number, y: number): boolean => (bytes.charCodeAt(y * across + (x >> 3)) & (0x80 >> (x & 7))) !== 0
  const strokes: Stroke[] = []
  for (let y = 0; y < height; y += 1) {
    let from = 0
    for (let x = 0; x <= width; x += 1) {
      if (x < width && black(x, y)) continue
      if (x > from) strokes.push({ x: from, y, length: x - from })
      from = x + 1
    }
  }
  return strokes
}
