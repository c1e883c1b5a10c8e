/** Where the lines, steps and marks of a small chart stand, so that a page of the hall and a file draw the same one. */

export type Plot = {
  readonly width: number
  readonly height: number
  /** The corner where the axes meet, and how far they reach. */
  readonly frame: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
  /** One path for each series, as the `d` of SVG. */
  readonly paths: readonly string[]
  readonly across: readonly { readonly y: number; readonly text: string }[]
  readonly along: readonly { readonly x: number; readonly text: string }[]
}

export type PlotAsked = {
  /** Values at equal steps from the left edge on; null: there is none. */
  readonly series: readonly (readonly (number | null)[])[]
  /** Minute of the day at the left edge, and minutes between two values. */
  readonly from: number
  readonly step: number
  readonly width: number
  readonly height: number
}

const LEFT = 44
const RIGHT = 22
const TOP = 12
const BOTTOM = 28
const MARKS = 4
/** An hour's name needs so much room, px. */
const NAME_WIDTH = 52

/** The next of 1, 2, 5, 10, 20 … that is not smaller. */
const round = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least))
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least - 1e-9) ?? 10)
}

const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(Math.round(minute) % 60).padStart(2, '0')}`

const place = (value: number): string => value.toFixed(1).replace(/\.0$/, '')

export const plotOf = ({ series, from, step, width, height }: PlotAsked): Plot => {
  const frame = { left: LEFT, right: width - RIGHT, top: TOP, bottom: height - BOTTOM }
  const most = Math.max(1, ...series.flatMap((values) => values.map((value) => value ?? 0)))
  const mark = round(most / MARKS)
  const top = Math.ceil(most / mark) * mark
  const count = Math.max(2, ...series.map(({ length }) => length))
  const minutes = (count - 1) * step
  const x = (minute: number): number => frame.left + (minute / minutes) * (frame.right - frame.left)
  const y = (value: number): number => frame.bottom - (value / top) * (frame.bottom - frame.top)
  const pathOf = (values: readonly (number | null)[]): string => {
    let drawn = false
    return values
      .flatMap((value, index) => {
        const begins = !drawn
        drawn = value !== null
        return value === null ? [] : [`${begins ? 'M' : 'L'}${place(x(index * step))} ${place(y(value))}`]
      })
      .join('')
  }
  const hours = Math.max(1, Math.ceil(minutes / 60 / Math.max(1, (frame.right - frame.left) / NAME_WIDTH)))
  const first = Math.ceil(from / 60) * 60
  const names: number[] = []
  for (let minute = first; minute <= from + minutes; minute += hours * 60) names.push(minute)
  return {
    width,
    height,
    frame,
    paths: series.map(pathOf),
    across: Array.from({ length: Math.round(top / mark) + 1 }, (_, index) => ({
      y: y(index * mark),
      text: String(Math.round(index * mark * 100) / 100),
    })),
    along: names.map((minute) => ({ x: x(minute - from), text: clockText(minute) })),
  }
}
