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

/** Width of the paper that goes with a printable width in dots. */
export const millimetresOf = (dots: number): 210 | 80 | 58 => (dots > 576 ? 210 : dots === 576 ? 80 : 58)

/** Of A4, 170 mm are printed on, with fewer dots to the millimetre than on a slip. */
const A4_PRINTED_MM = 170

/** Dots left and right of what can be printed on. */
export const marginOf = (dots: number): number => {
  const millimetres = millimetresOf(dots)
  const dotsPerMm = millimetres === 210 ? dots / A4_PRINTED_MM : DOTS_PER_MM
  return Math.round((millimetres * dotsPerMm - dots) / 2)
}

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
