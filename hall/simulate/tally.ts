/** Waits of many days without keeping each: counted by the second, so that a thousand days need no more room than one. */

const BINS_PER_MINUTE = 60
/** Longer waits count as a whole day. */
const MINUTES_MOST = 1_440

export type TallyFigures = {
  /** Visits that were called, and that never were: they went away, or nobody took them. */
  readonly called: number
  readonly uncalled: number
  /** Minutes. */
  readonly mean: number
  /** 95 in 100 such runs have a mean within so many minutes of it; null for a single day. */
  readonly plusMinus: number | null
  readonly p50: number
  readonly p80: number
  readonly p90: number
  readonly p99: number
  readonly longest: number
  /** Share called within 15 minutes. */
  readonly within15: number
}

export type Tally = {
  /** One wait in minutes; NaN: never called. */
  readonly add: (wait: number) => void
  readonly endDay: () => void
  readonly figures: () => TallyFigures
}

const WITHIN = 15

/** Student's t for 95 % by degrees of freedom; from 30 on the normal value is near enough. */
const T95 = [
  12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.1, 2.09, 2.09,
  2.08, 2.07, 2.07, 2.06, 2.06, 2.06, 2.05, 2.05, 2.05,
]

export const openTally = (): Tally => {
  const bins = new Float64Array(MINUTES_MOST * BINS_PER_MINUTE + 1)
  const dayMeans: number[] = []
  let [called, uncalled, sum, longest, within] = [0, 0, 0, 0, 0]
  let [daySum, dayCalled] = [0, 0]

  const quantile = (share: number): number => {
    let left = Math.ceil(share * called - 1e-9)
    for (let bin = 0; bin < bins.length; bin += 1) {
      left -= bins[bin] ?? 0
      if (left <= 0) return Math.min(longest, bin / BINS_PER_MINUTE)
    }
    return longest
  }
  const plusMinus = (): number | null => {
    const days = dayMeans.length
    if (days < 2) return null
    const mean = dayMeans.reduce((total, value) => total + value, 0) / days
    const variance = dayMeans.reduce((total, value) => total + (value - mean) ** 2, 0) / (days - 1)
    return (T95[days - 2] ?? 1.96) * Math.sqrt(variance / days)
  }

  return {
    add: (wait) => {
      if (Number.isNaN(wait)) {
        uncalled += 1
        return
      }
      called += 1
      sum += wait
      daySum += wait
      dayCalled += 1
      longest = Math.max(longest, wait)
      if (wait <= WITHIN) within += 1
      // Rounded up, so that a share of people is never said to have waited less than they did.
      const bin = Math.min(bins.length - 1, Math.ceil(wait * BINS_PER_MINUTE))
      bins[bin] = (bins[bin] ?? 0) + 1
    },
    endDay: () => {
      if (dayCalled > 0) dayMeans.push(daySum / dayCalled)
      daySum = 0
      dayCalled = 0
    },
    figures: () => ({
      called,
      uncalled,
      mean: called === 0 ? 0 : sum / called,
      plusMinus: plusMinus(),
      p50: called === 0 ? 0 : quantile(0.5),
      p80: called === 0 ? 0 : quantile(0.8),
      p90: called === 0 ? 0 : quantile(0.9),
      p99: called === 0 ? 0 : quantile(0.99),
      longest,
      within15: called === 0 ? 1 : within / called,
    }),
  }
}
