/** A mean that needs no past: exact for the first few values, later slowly forgetting, so that it follows a hall that changes. */
export type RunningMean = { value: number; count: number }

export const emptyMean = (): RunningMean => ({ value: 0, count: 0 })

/** Takes one value in; once `memory` values are behind it, each new one weighs 1 ÷ `memory`. */
export const takeIn = (mean: RunningMean, value: number, memory: number): void => {
  mean.count = Math.min(mean.count + 1, memory)
  mean.value += (value - mean.value) / mean.count
}
