/** A slip fitted to a paper: which line says what, how large and where. Still data; `compose.ts` makes commands of it. */
import { CHARACTER_DOTS, DEFAULT_PITCH, type PrinterModel } from './models.ts'
import { qrModuleDots } from './qr.ts'
import type { Align, Block, BoxBlock, FieldBlock, PairBlock, QrBlock, Size, Slip, TextBlock } from './slip.ts'
import { columnsOf, inPrinterFont, MISSING_MARK, padEnd, printable, unprintable } from './text.ts'
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
  /** Characters of the slip that neither the printer nor we can draw; they are printed as 〓. */
  readonly missing: readonly string[]
}

/** No block takes more lines than this, however long the text that came in. */
const MOST_LINES = 12
/** More than twelve lines hold. A longer text is cut before any work is done on it. */
const MOST_CHARACTERS = 600
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

/** Centred text is broken evenly; a paragraph only when one or two characters would stand alone on its last line. */
const breakText = (text: string, align: Align, columns: number): string[] => {
  const lines = wrap(text, columns)
  const alone = lines.length > 1 && columnsOf(lines.at(-1) ?? '') <= 4
  return align === 'center' || alone ? wrapEvenly(text, columns) : lines
}

const textLines = (block: TextBlock, columns: number): Line[] => {
  const most = block.maxLines ?? MOST_LINES
  const { text } = block
  const broken = (size: Size) => breakText(text, block.align, Math.floor(columns / size))
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

/** `3. `: what follows on further lines stands under the words, not under the number. */
const NUMBER = /^\d+\. /

const pairLines = (block: PairBlock, columns: number): Line[] => {
  const number = NUMBER.exec(block.left)?.[0] ?? ''
  const width = columns - number.length
  const words = cutLines(wrap(block.left.slice(number.length), width), MOST_LINES, width)
  const lefts = words.map((line, i) => (i === 0 ? number : ' '.repeat(number.length)) + line)
  const last = lefts.at(-1) ?? ''
  const room = columns - columnsOf(last)
  if (columnsOf(block.right) >= room)
    return [...lefts.map((line) => plain(line)), ...wrap(block.right, columns).map((line) => plain(line, 'right'))]
  return [
    ...lefts.slice(0, -1).map((line) => plain(line)),
    plain(padEnd(last, columns - columnsOf(block.right)) + block.right),
  ]
}

const fieldLines = (block: FieldBlock, columns: number, labelColumns: number): Line[] => {
  const label = `${padEnd(block.label, labelColumns)}  `
  const indent = columnsOf(label)
  const room = columns - indent
  if (room < columns / 3) return wrap(label + block.value, columns).map((line) => plain(line))
  const values = cutLines(wrap(block.value, room), MOST_LINES, room)
  return (values.length > 0 ? values : ['']).map((line, i) => plain((i === 0 ? label : ' '.repeat(indent)) + line))
}

/** A QR code with the white border it needs, four modules of it above and below. */
const qrLines = (block: QrBlock, model: PrinterModel): Line[] => {
  const moduleDots = qrModuleDots(block.data, model.dots)
  const border: Line = { kind: 'feed', dots: 4 * moduleDots }
  const label = wrapEvenly(block.label ?? '', model.columns)
  return [border, { kind: 'qr', data: block.data, moduleDots }, border, ...label.map((line) => plain(line, 'center'))]
}

/** How thick printers and we draw a frame. */
const STROKE_DOTS = 2

/**
 * A frame of box-drawing characters, which every GBK font has. Their strokes run through the middle of the 24-dot cell,
 * so n cells enclose n − 1 cells less a stroke. A frame wider than the paper keeps its top and bottom only: the seal may use
 * the margin.
 */
const boxLines = (block: BoxBlock, model: PrinterModel): Line[] => {
  const cellsFor = (mm: number): number => Math.ceil((mm * model.dotsPerMm + STROKE_DOTS) / CHARACTER_DOTS) + 1
  const across = cellsFor(block.widthMm)
  const down = cellsFor(block.heightMm)
  const cells = Math.min(across, model.columns / 2)
  const sides = across <= cells
  const { label } = block
  const row = (left: string, middle: string, right: string) =>
    plain(sides ? left + middle + right : middle, 'center', CHARACTER_DOTS)
  const inner = (sides ? cells - 2 : cells) * 2
  const edge = '─'.repeat(sides ? cells - 2 : cells)
  const centred = padEnd(' '.repeat(Math.max(0, Math.floor((inner - columnsOf(label)) / 2))) + label, inner)
  const inside = Array.from({ length: down - 2 }, (_, i) => row('│', i === down - 3 ? centred : ' '.repeat(inner), '│'))
  return [row('┌', edge, '┐'), ...inside, row('└', edge, '┘')]
}

const linesOf = (block: Block, model: PrinterModel, labelColumns: number): Line[] => {
  switch (block.kind) {
    case 'text':
      return textLines(block, model.columns)
    case 'pair':
      return pairLines(block, model.columns)
    case 'field':
      return fieldLines(block, model.columns, labelColumns)
    case 'rule':
      return [plain('─'.repeat(model.columns / 2))]
    case 'qr':
      return qrLines(block, model)
    case 'feed':
      return [{ kind: 'feed', dots: block.lines * DEFAULT_PITCH }]
    case 'box':
      return boxLines(block, model)
  }
}

/** The same block with every text of it changed. A QR code's data is no text: it is not drawn as characters. */
const reworded = (block: Block, change: (text: string) => string): Block => {
  switch (block.kind) {
    case 'text':
      return { ...block, text: change(block.text) }
    case 'pair':
      return { ...block, left: change(block.left), right: change(block.right) }
    case 'field':
      return { ...block, label: change(block.label), value: change(block.value) }
    case 'qr':
      return block.label === undefined ? block : { ...block, label: change(block.label) }
    case 'box':
      return { ...block, label: change(block.label) }
    case 'rule':
    case 'feed':
      return block
  }
}

/** Says which characters the marks stand for, so that somebody can write them in by hand. */
const missingNote = (missing: readonly string[]): Block[] => {
  if (missing.length === 0) return []
  const codes = missing.map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
  return [{ kind: 'text', text: `${MISSING_MARK} 请手写：${codes.join(' ')}`, size: 1, align: 'left' }]
}

/**
 * Fits a slip to the paper of a printer. The values of all its fields begin in one column. `draws` says which characters
 * can be sent as a picture; without it only those of the printer's font are printed.
 */
export const layout = (slip: Slip, model: PrinterModel, draws: (char: string) => boolean = () => false): Layout => {
  const can = (char: string): boolean => (model.chinese === 'font' && inPrinterFont(char)) || draws(char)
  const missing = new Set<string>()
  const said = (text: string): string => {
    const short = text.slice(0, MOST_CHARACTERS)
    for (const char of unprintable(short, can)) missing.add(char)
    return printable(short, can)
  }
  const blocks = slip.blocks.map((block) => reworded(block, said))
  const labels = blocks.flatMap((block) => (block.kind === 'field' ? [columnsOf(block.label)] : []))
  return {
    lines: [...blocks, ...missingNote([...missing])].flatMap((block) => linesOf(block, model, Math.max(0, ...labels))),
    missing: [...missing],
  }
}
