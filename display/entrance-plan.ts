/** Where the zones of a hall stand on the board at its entrance, and how large what is said of them can be. Pure. */
import type { PlanBox } from '../hall/board-settings.ts'
import type { BoardView, BoardZone } from '../hall/views/public.ts'
import type { ThemeRow } from '../hall/views/theme-row.ts'
import { legible, type Panel } from './legible.ts'
import { lineWidth } from './strip-lines.ts'

export type PlacedZone = { readonly zone: BoardZone; readonly themes: readonly ThemeRow[]; readonly box: PlanBox }
export type Floor = {
  readonly floor: number
  readonly zones: readonly PlacedZone[]
  /** Its part of the board, in per cent of the width (lying) or of the height (upright). */
  readonly share: number
}

/** People stand still before this board; unless somebody says otherwise it is read from here, metres. */
const USUAL_METRES = 3
/** Largest and least type, in 1,080ths; larger only where somebody set a distance that needs it. */
const TYPE_MAX = 48
const TYPE_MIN = 24
/** A plan whose boxes need smaller type than this is drawn as a grid. */
const TYPE_PLAN = 28
const STEP = 1
/** In parts of the type's size, as in entrance.css: padding of a box, its name, a row, a row in two lines, a line of the way. */
const PAD = 1.1
const NAME = 2
const ROW = 1.62
const STACKED = 2.6
const WAY = 1.3
/** Beside its name a row in one line takes so many sizes: letter, how many wait, how long, and what is between. */
const LINE = 13
/** A name and a mark beside it need so many; where they are fewer the mark stands under the name, and the head is higher. */
const HEAD = 12
const TALL_NAME = 3.6
const NAME_TYPE = 1.3
/** The second line of a theme in two: how many wait, and how long. */
const STACKED_LINE = 9.6

export type ZoneFace = {
  /** Themes shown at a time; the others take turns. */
  readonly rows: number
  /** Each theme in two lines, for want of width. */
  readonly stacked: boolean
  /** The mark beside its name stands under it. */
  readonly tall: boolean
  /** Whether there is room for the way there. */
  readonly way: boolean
}

/** What a box of so many pixels has room for at one size of type. */
export const zoneFace = (
  { zone, themes }: Pick<PlacedZone, 'zone' | 'themes'>,
  width: number,
  height: number,
  size: number,
): ZoneFace & { readonly whole: boolean; readonly some: boolean } => {
  const inside = width - 2 * PAD * size
  const stacked = inside < (LINE + Math.max(0, ...themes.map(({ name }) => lineWidth(name)))) * size
  const row = (stacked ? STACKED : ROW) * size
  const wayLines = Math.ceil((lineWidth(zone.direction) * size * 0.9) / Math.max(1, inside))
  const tall = inside < HEAD * size
  const room = height - (2 * PAD + (tall ? TALL_NAME : NAME)) * size
  const withWay = Math.floor((room - wayLines * WAY * size) / row)
  const way = withWay >= 1
  const rows = Math.max(0, way ? withWay : Math.floor(room / row))
  const readable = inside >= Math.max(STACKED_LINE, lineWidth(zone.name) * NAME_TYPE) * size
  return {
    rows: Math.min(rows, themes.length),
    stacked,
    tall,
    way,
    whole: readable && way && rows >= themes.length,
    some: readable && rows >= 1,
  }
}

/** Between two boxes, in 1,080ths. */
export const BOX_GAP = 16

/** CSS px. */
export type Area = { readonly width: number; readonly height: number }

/** How large a box is on a board whose floors share this area, the gap around it included. CSS px. */
export const boxSize = (box: PlanBox, share: number, { width, height }: Area): Area => {
  const upright = height > width
  return {
    width: ((upright ? width : (width * share) / 100) * box.width) / 100,
    height: ((upright ? (height * share) / 100 : height) * box.height) / 100,
  }
}

/** A zone's part of the height: its name, the way there, and its themes. */
const heightOf = (themes: number): number => themes + 3.5

/**
 * Boxes of one width in rows as high as the themes in them need; the last row is filled up. `aspect`: width by height.
 * @param themes how many themes each zone has.
 */
export const gridBoxes = (themes: readonly number[], aspect: number): readonly PlanBox[] => {
  const count = themes.length
  const columns = Math.min(count, Math.max(1, Math.round(Math.sqrt(count * aspect * 0.75))))
  const rows = Array.from({ length: Math.ceil(count / columns) }, (_, row) =>
    themes.slice(row * columns, (row + 1) * columns),
  )
  const heights = rows.map((row) => heightOf(Math.max(...row)))
  const sum = heights.reduce((all, height) => all + height, 0)
  let y = 0
  return rows.flatMap((row, at) => {
    const height = ((heights[at] ?? 0) * 100) / sum
    const top = y
    y += height
    return row.map((_, index) => ({ x: (index * 100) / row.length, y: top, width: 100 / row.length, height }))
  })
}

/** Of the width a floor needs room for its zones side by side, of the height for all their themes; never under half of another's. */
const weightsOf = (zones: readonly (readonly number[])[], upright: boolean): readonly number[] => {
  const plain = zones.map((themes) =>
    upright ? themes.reduce((sum, count) => sum + heightOf(count), 0) : Math.ceil(Math.sqrt(themes.length)) + 0.5,
  )
  const most = Math.max(0, ...plain)
  return plain.map((weight) => Math.max(weight, most / 3))
}

/** The floors as one meets them: from left to right on a lying board, the ground floor at the bottom of an upright one. */
export const floorsOf = (
  view: Pick<BoardView, 'zones' | 'themes'>,
  { width, height }: Area,
  unit: number,
): readonly Floor[] => {
  const upright = height > width
  const levels = [...new Set(view.zones.map(({ floor }) => floor))].sort((one, other) => one - other)
  const themesIn = (zone: BoardZone): readonly ThemeRow[] => view.themes.filter((theme) => theme.zone === zone.id)
  const on = levels.map((floor) => view.zones.filter((zone) => zone.floor === floor))
  const counts = on.map((zones) => zones.map((zone) => themesIn(zone).length))
  const weights = weightsOf(counts, upright)
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const shares = weights.map((weight) => (weight * 100) / sum)
  const readable = ({ zone, themes }: Omit<PlacedZone, 'box'>, box: PlanBox, share: number): boolean => {
    const size = boxSize(box, share, { width, height })
    return zoneFace({ zone, themes }, size.width - BOX_GAP * unit, size.height - BOX_GAP * unit, TYPE_PLAN * unit).whole
  }
  // A plan that leaves no room to read what it shows is drawn as a grid, and then every floor is.
  const planned = on.every((zones, level) =>
    zones.every((zone) => zone.plan && readable({ zone, themes: themesIn(zone) }, zone.plan, shares[level] ?? 0)),
  )
  const floors = levels.map((floor, level): Floor => {
    const share = shares[level] ?? 0
    const grid = gridBoxes(
      counts[level] ?? [],
      upright ? width / ((height * share) / 100) : (width * share) / 100 / height,
    )
    const zones = (on[level] ?? []).map((zone, index) => ({
      zone,
      themes: themesIn(zone),
      box: (planned ? zone.plan : grid[index]) ?? { x: 0, y: 0, width: 100, height: 100 },
    }))
    return { floor, share, zones }
  })
  return upright ? floors.reverse() : floors
}

/**
 * The largest type at which every zone shows everything. Where that is not to be had, or cannot be read from as far as
 * somebody set, the size that can, as long as every zone has room for its name and one theme: the others take turns. CSS px.
 */
export const entranceType = (
  floors: readonly Floor[],
  panel: Panel,
  metres: number | undefined,
  area: Area,
): number => {
  const unit = Math.min(panel.width, panel.height) / 1_080
  const wanted = legible({ ...panel, metres: metres ?? USUAL_METRES }).hanzi
  const all = (what: 'whole' | 'some', size: number): boolean =>
    floors.every(({ share, zones }) =>
      zones.every((placed) => {
        const { width, height } = boxSize(placed.box, share, area)
        return zoneFace(placed, width - BOX_GAP * unit, height - BOX_GAP * unit, size)[what]
      }),
    )
  const largest = (what: 'whole' | 'some', from: number): number => {
    for (let size = from; size >= TYPE_MIN * unit; size -= STEP * unit) if (all(what, size)) return size
    return 0
  }
  const whole = largest('whole', Math.max(TYPE_MAX * unit, wanted))
  if (whole >= wanted || (metres === undefined && whole > 0)) return whole
  return Math.max(whole, largest('some', wanted), TYPE_MIN * unit)
}
