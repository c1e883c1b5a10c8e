/**
 * How a hall board is laid out: how large its type is, how many rows fit, which columns they have, and how much of the
 * screen is left beside them. All from the panel and the distance from which it is read (B20); a layout whose calls could
 * not be read from there is refused. Sizes in CSS px. Pure.
 */
import { BOARD_CALLS_MAX } from '../hall/limits.ts'
import { emOf, legible, type Panel } from './legible.ts'

/** Fewer rows than this are no board: one call would push another out before it is read. */
export const ROWS_MIN = 3
/** A row is so many times as high as its hanzi. */
const ROW = 1.4
/** Header, headings of the columns and footer, in 1,080ths of the shorter side (ux §2). */
const EDGES = 190
/** What the table beside the rows needs, in parts of the width and in 1,080ths, and what it likes. */
const SIDE_MIN = 0.24
const SIDE_TABLE = 440
const SIDE_BEST = 0.29
/** Below the rows of an upright board, in 1,080ths. */
const BELOW_MIN = 420
/** Between the screen's edge and the rows, both sides together, in 1,080ths. */
const MARGINS = 72
/** In parts of a hanzi: between columns, and inside a row at both its ends. */
const GAP = 0.36
const INSIDE = 0.5
/** Around a tag's text, both sides together, in parts of a hanzi. */
const TAG_FRAME = 0.5

/** The largest digits of a row, in parts of its height: by themselves, and with a tag under them. */
const DIGIT_ALONE = 0.86
const DIGIT_OVER_TAG = 0.64

/** What the rows must have room for, whoever is called. */
export type Content = {
  /** What may stand before the digits: `A`, `VA`. */
  readonly letters: readonly string[]
  /** Most digits of a number. */
  readonly digits: number
  /** Names of windows as they may be written, from long to short: `12号窗口`, `12号窗`, `12`. */
  readonly windows: readonly (readonly string[])[]
  readonly floors: readonly string[]
  readonly names: readonly string[]
  /** Tags in both lengths: `再次呼叫` and `重呼`. */
  readonly tags: readonly (readonly [long: string, short: string])[]
}

/** How windows and tags are written: 0 is the longest way. A tag of 2 stands small under the window, for want of room. */
export type Form = { readonly window: 0 | 1 | 2; readonly tag: 0 | 1 | 2; readonly floor: boolean }

/** How large a tag under the window is, in parts of a hanzi: both lines together are still lower than the row. */
export const SMALL_TAG = 0.34

export type Side = {
  readonly place: 'beside' | 'below' | 'none'
  readonly width: number
  readonly height: number
}

export type BoardLayout = {
  readonly upright: boolean
  /** A 1,080th of the shorter side. */
  readonly unit: number
  readonly digit: number
  readonly hanzi: number
  /** Height of one row. */
  readonly row: number
  readonly rows: number
  readonly form: Form
  /** Widths; 0: no such column. */
  readonly columns: {
    readonly letters: number
    readonly number: number
    readonly name: number
    readonly window: number
    readonly floor: number
    readonly tag: number
  }
  readonly gap: number
  readonly side: Side
}

/** Why a board cannot be read from as far as it is meant to. */
export type Unfit = {
  readonly why: 'rows' | 'width'
  /** From how far it can be read, and how large it would have to be; absent: nothing of the kind helps. */
  readonly metres?: number
  readonly inches?: number
  /** The longest text of a row, where that is what does not fit. */
  readonly longest?: string
}

const unitOf = ({ width, height }: Panel): number => Math.min(width, height) / 1_080

/** Rows at legal size on the whole height, whatever stands beside or below them (the table of ux §2). */
export const rowsThatFit = (panel: Panel): number =>
  Math.min(BOARD_CALLS_MAX, Math.floor((panel.height - EDGES * unitOf(panel)) / (ROW * legible(panel).hanzi)))

type Sizes = { readonly digit: number; readonly hanzi: number }

/** Digits and Latin at their size, hanzi at theirs. */
const widthOf = (text: string, { digit, hanzi }: Sizes): number =>
  [...text].reduce((sum, sign) => sum + emOf(sign) * ((sign.codePointAt(0) ?? 0) >= 0x2e80 ? hanzi : digit), 0)

const widest = (texts: readonly string[], sizes: Sizes): number =>
  Math.max(0, ...texts.map((text) => widthOf(text, sizes)))

const tagsOf = (content: Content, form: 0 | 1): readonly string[] => content.tags.map((tag) => tag[form])

const windowOf = (content: Content, form: Form, sizes: Sizes): number =>
  widest(
    content.windows.map((forms) => forms[form.window] ?? forms.at(-1) ?? ''),
    sizes,
  )

/** The widest tag that stands under a window, with its frame. */
const smallTag = (content: Content, sizes: Sizes): number =>
  (widest(tagsOf(content, 1), sizes) + TAG_FRAME * 1.4 * sizes.hanzi) * SMALL_TAG

const columnsOf = (content: Content, form: Form, sizes: Sizes): BoardLayout['columns'] => {
  const letters = Math.max(0, ...content.letters.map(emOf)) * sizes.digit
  return {
    letters,
    number: letters + (emOf('0') * content.digits + 0.08) * sizes.digit,
    name: content.names.length === 0 ? 0 : widest(content.names, sizes),
    window: Math.max(windowOf(content, form, sizes), form.tag === 2 ? smallTag(content, sizes) : 0),
    floor: form.floor ? widest(content.floors, sizes) : 0,
    tag: form.tag === 2 ? 0 : widest(tagsOf(content, form.tag), sizes) + TAG_FRAME * sizes.hanzi,
  }
}

/** What a row needs altogether. */
const rowWidth = (content: Content, form: Form, sizes: Sizes, unit: number): number => {
  const { number, name, window, floor, tag } = columnsOf(content, form, sizes)
  const columns = [number, name, window, floor, tag].filter((width) => width > 0)
  const between = GAP * (columns.length - 1) + INSIDE
  return columns.reduce((sum, width) => sum + width, 0) + between * sizes.hanzi + MARGINS * unit
}

/**
 * From the plainest words to the tersest, and then what is given up only where nothing else fits: first the tags' own
 * column, then the floor.
 */
const formsFor = (content: Content): readonly (readonly Form[])[] => {
  const floor = content.floors.length > 1
  const ladder = ([0, 1, 2] as const).flatMap((window) =>
    ([0, 1] as const).map((tag): Form => ({ window, tag, floor })),
  )
  const last: readonly Form[] = [{ window: 2, tag: 2, floor }]
  return floor
    ? [ladder, last, [{ window: 2, tag: 1, floor: false }], [{ window: 2, tag: 2, floor: false }]]
    : [ladder, last]
}

type Place = { readonly side: Side; readonly rows: number; readonly row: number }

/** Where what is not a call goes. The rows never fall below three for it. */
const placesFor = (panel: Panel, hanzi: number, fit: number): readonly Place[] => {
  const unit = unitOf(panel)
  const height = panel.height - EDGES * unit
  const alone: Place = { side: { place: 'none', width: 0, height: 0 }, rows: fit, row: height / fit }
  if (panel.width > panel.height) {
    const width = Math.max(panel.width * SIDE_MIN, SIDE_TABLE * unit)
    return [{ ...alone, side: { place: 'beside', width, height } }, alone]
  }
  const row = ROW * hanzi
  for (let given = 0; fit - given >= ROWS_MIN; given += 1) {
    const left = height - (fit - given) * row
    if (left >= BELOW_MIN * unit)
      return [{ side: { place: 'below', width: panel.width, height: left }, rows: fit - given, row }, alone]
  }
  return [alone]
}

/** Digits grow from a 200th towards a 150th of the distance where the row has room for it. */
const grown = (content: Content, form: Form, panel: Panel, room: number, row: number): Sizes => {
  const { digit, digitBest, hanzi } = legible(panel)
  const fits = (size: number): boolean => rowWidth(content, form, { digit: size, hanzi }, unitOf(panel)) <= room
  let best = digit
  const highest = row * (form.tag === 2 ? DIGIT_OVER_TAG : DIGIT_ALONE)
  for (let size = digit; size <= Math.min(digitBest, highest) && fits(size); size += digit / 50) best = size
  return { digit: best, hanzi }
}

const laidOut = (panel: Panel, content: Content): BoardLayout | Unfit => {
  const sizes = legible(panel)
  const unit = unitOf(panel)
  const fit = rowsThatFit(panel)
  if (fit < ROWS_MIN) return { why: 'rows' }
  const places = placesFor(panel, sizes.hanzi, fit)
  const choices = formsFor(content).flatMap((forms) => places.map((place) => ({ forms, ...place })))
  for (const { forms, side, rows, row } of choices) {
    const beside = side.place === 'beside' ? side.width : 0
    const form = forms.find((each) => rowWidth(content, each, sizes, unit) <= panel.width - beside)
    if (!form) continue
    const final = grown(content, form, panel, panel.width - beside, row)
    const spare = panel.width - beside - rowWidth(content, form, final, unit)
    const width = beside === 0 ? side.width : Math.max(beside, Math.min(panel.width * SIDE_BEST, beside + spare))
    const columns = columnsOf(content, form, final)
    return {
      upright: panel.width <= panel.height,
      unit,
      ...final,
      row,
      rows,
      form,
      columns,
      gap: GAP * final.hanzi,
      side: { ...side, width },
    }
  }
  const longest = [...content.windows].sort((one, other) => emOf(other.at(-1) ?? '') - emOf(one.at(-1) ?? ''))[0]
  return { why: 'width', ...(longest ? { longest: longest.at(-1) ?? '' } : {}) }
}

const STEP_METRES = 0.5
/** Below half a metre nobody stands; these are tried so that even a tiny window shows the calls somehow. */
const TINY_METRES = [0.4, 0.3, 0.2, 0.1, 0.05, 0.02]
/** Panels that can be bought. */
const SIZES_INCHES = [32, 43, 50, 55, 65, 75, 86, 98] as const

/**
 * The layout of a board. Where it cannot be read from as far as it is meant to, `unfit` says why and what would help, and
 * the layout is the largest that fits: the calls are shown all the same.
 */
export const boardLayout = (
  panel: Panel,
  content: Content,
): { readonly layout: BoardLayout; readonly unfit?: Unfit } => {
  const first = laidOut(panel, content)
  if (!('why' in first)) return { layout: first }
  const inches = SIZES_INCHES.find(
    (size) => size > panel.inches && !('why' in laidOut({ ...panel, inches: size }, content)),
  )
  const steps = Math.max(0, Math.ceil(panel.metres / STEP_METRES) - 1)
  const nearer = Array.from({ length: steps }, (_, index) => (steps - index) * STEP_METRES)
  for (const metres of [...nearer, ...TINY_METRES]) {
    const layout = laidOut({ ...panel, metres }, content)
    if ('why' in layout) continue
    const unfit: Unfit = {
      ...first,
      ...(metres >= STEP_METRES ? { metres } : {}),
      ...(inches === undefined ? {} : { inches }),
    }
    return { layout, unfit }
  }
  throw new Error(`A board of ${panel.width} × ${panel.height} px has no room for a call.`)
}
