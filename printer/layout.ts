/** A slip fitted to a paper: which line says what, how large and where. Still data; `compose.ts` makes commands of it. */
import { CHARACTER_DOTS, DEFAULT_PITCH, DOTS_PER_MM, type PrinterModel } from './models.ts'
import { qrModuleDots } from './qr.ts'
import type { Align, Block, BoxBlock, FieldBlock, PairBlock, Size, Slip, TextBlock } from './slip.ts'
import { columnsOf, padEnd, printable, unprintable } from './text.ts'
import { cutLines, wrap, wrapEvenly } from './wrap.ts'

export type Line =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly align: Align
      readonly size: Size
      readonly bold: boolean
      /** From this line's top to the next one's, in dots. */
      readonly pitch: number
    }
  | { readonly kind: 'qr'; readonly data: string; readonly moduleDots: number }
  | { readonly kind: 'feed'; readonly dots: number }

export type Layout = {
  readonly lines: readonly Line[]
  /** Characters of the slip that the printer's font lacks; they are printed as 〓. */
  readonly missing: readonly string[]
}

/** No block takes more lines than this, however long the text that came in. */
const MOST_LINES = 12
/** Dots between the glyphs of two lines, by size: large characters need more air to be read from the hand. */
const LEADING: Readonly<Record<Size, number>> = { 1: 6, 2: 12, 3: 16, 4: 20 }
const SIZES: readonly Size[] = [4, 3, 2, 1]

const plain = (text: string, align: Align = 'left', pitch = DEFAULT_PITCH): Line => ({
  kind: 'text',
  text,
  align,
  size: 1,
  bold: false,
  pitch,
})

const textLines = (block: TextBlock, columns: number): Line[] => {
  const most = block.maxLines ?? MOST_LINES
  const text = printable(block.text)
  const broken = (size: Size) => (block.align === 'center' ? wrapEvenly : wrap)(text, Math.floor(columns / size))
  const size = SIZES.find((s) => s <= block.size && broken(s).length <= most) ?? 1
  return cutLines(broken(size), most, Math.floor(columns / size)).map((line) => ({
    kind: 'text',
    text: line,
    align: block.align,
    size,
    bold: block.bold ?? false,
    pitch: CHARACTER_DOTS * size + LEADING[size],
  }))
}

const pairLines = (block: PairBlock, columns: number): Line[] => {
  const right = printable(block.right)
  const left = printable(block.left)
  const room = columns - columnsOf(right) - 1
  if (room < columns / 3) return [...wrap(left, columns).map((l) => plain(l)), ...wrap(right, columns).map((l) => plain(l, 'right'))]
  const [first = '', ...rest] = cutLines(wrap(left, room), MOST_LINES, room)
  return [plain(padEnd(first, room + 1) + right), ...rest.map((line) => plain(line))]
}

const fieldLines = (block: FieldBlock, columns: number): Line[] => {
  const label = `${printable(block.label)}  `
  const indent = columnsOf(label)
  const room = columns - indent
  if (room < 8) return wrap(label + printable(block.value), columns).map((line) => plain(line))
  const values = cutLines(wrap(printable(block.value), room), MOST_LINES, room)
  return (values.length > 0 ? values : ['']).map((line, i) => plain(i === 0 ? label + line : ' '.repeat(indent) + line))
}

/**
 * A frame of box-drawing characters, which every GBK font has. Their strokes run through the middle of the 24-dot cell,
 * so n cells enclose n − 1 cells. A frame wider than the paper keeps its top and bottom only: the seal may use the margin.
 */
const boxLines = (block: BoxBlock, model: PrinterModel): Line[] => {
  const across = Math.ceil((block.widthMm * DOTS_PER_MM) / CHARACTER_DOTS) + 1
  const down = Math.ceil((block.heightMm * DOTS_PER_MM) / CHARACTER_DOTS) + 1
  const cells = Math.min(across, model.columns / 2)
  const sides = across <= cells
  const label = printable(block.label)
  const row = (left: string, middle: string, right: string) =>
    plain(sides ? left + middle + right : middle, 'center', CHARACTER_DOTS)
  const inner = (sides ? cells - 2 : cells) * 2
  const edge = '─'.repeat(sides ? cells - 2 : cells)
  const centred = padEnd(' '.repeat(Math.max(0, Math.floor((inner - columnsOf(label)) / 2))) + label, inner)
  const inside = Array.from({ length: down - 2 }, (_, i) => row('│', i === down - 3 ? centred : ' '.repeat(inner), '│'))
  return [row('┌', edge, '┐'), ...inside, row('└', edge, '┘')]
}

const linesOf = (block: Block, model: PrinterModel): Line[] => {
  switch (block.kind) {
    case 'text':
      return textLines(block, model.columns)
    case 'pair':
      return pairLines(block, model.columns)
    case 'field':
      return fieldLines(block, model.columns)
    case 'rule':
      return [plain('─'.repeat(model.columns / 2))]
    case 'qr':
      return [
        { kind: 'qr', data: block.data, moduleDots: qrModuleDots(block.data, model.dots) },
        ...(block.label === undefined ? [] : wrapEvenly(printable(block.label), model.columns).map((l) => plain(l, 'center'))),
      ]
    case 'feed':
      return [{ kind: 'feed', dots: block.lines * DEFAULT_PITCH }]
    case 'box':
      return boxLines(block, model)
  }
}

const wordsOf = (block: Block): string[] => {
  switch (block.kind) {
    case 'text':
      return [block.text]
    case 'pair':
      return [block.left, block.right]
    case 'field':
      return [block.label, block.value]
    case 'qr':
    case 'box':
      return [block.label ?? '']
    case 'rule':
    case 'feed':
      return []
  }
}

/** Fits a slip to the paper of a printer. */
export const layout = (slip: Slip, model: PrinterModel): Layout => ({
  lines: slip.blocks.flatMap((block) => linesOf(block, model)),
  missing: [...new Set(slip.blocks.flatMap(wordsOf).flatMap(unprintable))],
})
