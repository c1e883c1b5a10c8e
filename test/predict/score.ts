/** How good predictions were. Minutes; an error is predicted − real. */
export type Score = {
  readonly mae: number
  readonly rmse: number
  readonly bias: number
  /** Share of predictions at most five minutes out. */
  readonly within5: number
}

/** One prediction beside what happened. */
export type Outcome = { readonly said: number; readonly wait: number }

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** NaN where nothing was predicted. */
export const scoreOf = (outcomes: readonly Outcome[]): Score => {
  const errors = outcomes.map(({ said, wait }) => said - wait).filter((error) => !Number.isNaN(error))
  return {
    mae: meanOf(errors.map(Math.abs)),
    rmse: Math.sqrt(meanOf(errors.map((error) => error * error))),
    bias: meanOf(errors),
    within5: meanOf(errors.map((error) => (Math.abs(error) <= 5 ? 1 : 0))),
  }
}

/** Share of waits that were not longer than what was said of four in five. */
export const coverageOf = (outcomes: readonly Outcome[]): number =>
  meanOf(outcomes.map(({ said, wait }) => (wait <= said ? 1 : 0)))
