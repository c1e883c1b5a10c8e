/** The figures a run gives, and the little arithmetic behind them. */

/** Throughput of IssueTicket: per second, and the time of one request in ms. */
export type IssueFigures = {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Ours ÷ the bare twin of the same run. */
  readonly ceilingRatio: number
}
/** From a CallNext being sent until the last screen has it, ms. */
export type BoardFigures = {
  readonly p50Ms: number
  readonly p99Ms: number
  /** Our p99 ÷ the twin's p99 of the same run. */
  readonly ceilingRatio: number
}
/** Cost at 20,000 waiting ÷ cost at none (for calling: at twenty, so that there is somebody to call). */
export type GrowthFigures = {
  readonly issue: number
  readonly callNext: number
  /** The same through the whole door, with the ledger and its disk. */
  readonly door: { readonly issue: number; readonly callNext: number }
  /** Median cost in µs by how many wait, for whoever wants to see the curve. */
  readonly costUs: Readonly<Record<string, { readonly issue: number; readonly callNext: number }>>
}

/** A ticket on 80 mm paper: bytes of the job, ms to build the first and every further one, ms from press to last byte. */
type PaperMode = {
  readonly bytes: number
  readonly firstMs: number
  readonly medianMs: number
  readonly pressP50Ms: number
  readonly pressP99Ms: number
}
export type PaperFigures = { readonly text: PaperMode; readonly raster: PaperMode }

/** Events of the simulator on one core, millions a second: with policy and skills, and with help thresholds besides. */
export type SimulateFigures = { readonly millionEvents: number; readonly withHelp: number }

/** The skills hall: errors and waits in minutes, cost of a forecast in ms. */
export type ForecastFigures = {
  readonly waited: number
  readonly meanWait: number
  readonly rolloutMae: number
  readonly closedMae: number
  readonly coverage80: number
  readonly rolloutMs: number
  readonly closedMs: number
}

type CallTimes = { readonly p50Ms: number; readonly p99Ms: number }
/** From a call to one board, without anything else and while plans are reckoned all the time. */
export type ReckoningFigures = { readonly plans: number; readonly calm: CallTimes; readonly busy: CallTimes }

export type TwinFigures = {
  readonly issue?: { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number }
  readonly callToBoard?: Readonly<
    Record<string, { readonly p50Ms: number; readonly p99Ms: number; readonly messageBytes: number }>
  >
}

export const PAGES = ['kiosk', 'board', 'strip', 'counter', 'guide', 'pad', 'manager'] as const
export type Page = (typeof PAGES)[number]

export type Figures = {
  readonly issue?: IssueFigures
  readonly callToBoard?: Readonly<Record<string, BoardFigures>>
  readonly reckoning?: ReckoningFigures
  readonly growth?: GrowthFigures
  /** From the spawn of a server on a day of 5,000 tickets to its first good answer, ms. */
  readonly restartMs?: number
  readonly paper?: PaperFigures
  readonly forecast?: ForecastFigures
  readonly simulate?: SimulateFigures
  /** Compressed script that each page loads before it shows anything, in KB of 1,000 bytes. */
  readonly kilobytes?: Readonly<Record<Page, number>>
  /** What the twin did in the same run. */
  readonly ceiling?: TwinFigures
}

/** The nearest-rank percentile of some numbers. @param share 0.5 is the median, 0.99 the p99. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (found === undefined) throw new Error('A percentile of nothing was asked for: the bench measured nothing.')
  return found
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits))
