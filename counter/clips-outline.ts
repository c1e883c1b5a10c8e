/** A recording as a shape, so that whoever records sees whether there is a word in it. */
import type { Pcm } from '../hall/wave.ts'

/** An SVG path of `columns` × 100 units: the loudest of each column, above and below the middle. */
export const outline = ({ samples }: Pcm, columns: number): string => {
  const peaks = Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * samples.length) / columns)
    const to = Math.max(from + 1, Math.floor(((column + 1) * samples.length) / columns))
    let most = 0
    for (const sample of samples.subarray(from, to)) most = Math.max(most, Math.abs(sample))
    // A silent recording is a thin line and not nothing.
    return Math.max(1, Math.min(1, most) * 48)
  })
  const above = peaks.map((peak, column) => `${column + 0.5},${(50 - peak).toFixed(1)}`)
  const below = peaks.map((peak, column) => `${column + 0.5},${(50 + peak).toFixed(1)}`).reverse()
  return `M0,50 L${[...above, `${columns},50`, ...below].join(' L')} Z`
}
