/** Two or three ways of running a day as lines over its hours. */
import { say, type Word } from '../client/language.ts'
import { plotOf } from '../hall/simulate/plot.ts'

export type PlotLine = { readonly kind: 'happened' | 'base' | 'changed'; readonly values: readonly (number | null)[] }

type Props = {
  readonly title: Word
  readonly lines: readonly PlotLine[]
  /** Minute of the day at the left edge, and minutes between two values. */
  readonly from: number
  readonly step: number
}

export const WhatIfPlot = ({ title, lines, from, step }: Props) => {
  const series = lines.map(({ values }) => values)
  const { width, height, frame, paths, across, along } = plotOf({ series, from, step, width: 500, height: 220 })
  return (
    <figure class="what-if-plot">
      <figcaption>{say(title)}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say(title)}>
        {across.map(({ y, text }) => (
          <g key={text}>
            <line class="grid-line" x1={frame.left} x2={frame.right} y1={y} y2={y} />
            <text x={frame.left - 8} y={y + 5} text-anchor="end">
              {text}
            </text>
          </g>
        ))}
        {along.map(({ x, text }) => (
          <text key={text} x={x} y={height - 6} text-anchor="middle">
            {text}
          </text>
        ))}
        {lines.map(({ kind }, index) => (
          <path key={kind} class={`run ${kind}`} d={paths[index] ?? ''} />
        ))}
      </svg>
    </figure>
  )
}
