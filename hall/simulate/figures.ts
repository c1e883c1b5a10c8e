/** What came of a day, in figures: how long people waited, how fairly, and how busy the windows were. */
import type { Course, Visits, WindowDay } from './day.ts'

export type WaitFigures = {
  /** Visits that were called. */
  readonly called: number
  /** Visits that never were: they went away, or nobody took them before the end. */
  readonly uncalled: number
  readonly mean: number
  readonly p50: number
  readonly p80: number
  readonly p90: number
  readonly p99: number
  readonly longest: number
  /** Share called within the limit, of those called. */
  readonly within: number
  /** 0 when all wait alike, towards 1 when few wait for all. Read it beside the waits: it rises when load falls. */
  readonly gini: number
}

/** When each visit could be called first: when it came, or for a later leg when the one before ended; NaN if never. */
export const readyTimes = ({ count, comes, then }: Visits, { endedAt }: Course): Float64Array => {
  const ready = Float64Array.from(comes.subarray(0, count), (at) => (at === Number.POSITIVE_INFINITY ? Number.NaN : at))
  for (let visit = 0; visit < count; visit += 1) {
    const leg = then?.[visit] ?? -1
    if (leg >= 0) ready[leg] = endedAt[visit] as number
  }
  return ready
}

/**
 * How long each waited, NaN for whoever was never called: from coming, or the slot of those who came before it; a later leg
 * from the end of the one before.
 */
export const waitsOf = (visits: Visits, course: Course): Float64Array =>
  readyTimes(visits, course).map((ready, visit) => {
    const from = Math.max(ready, visits.since[visit] as number)
    return Math.max(0, (course.calledAt[visit] as number) - from)
  })

/** The nearest-rank percentile of values in ascending order; NaN of none. @param share 0.5 is the median */
export const quantile = (ascending: ArrayLike<number>, share: number): number =>
  ascending[Math.max(0, Math.ceil(share * ascending.length - 1e-9) - 1)] ?? Number.NaN

/** Gini coefficient of values in ascending order: 2 Σ i·x(i) ÷ (n Σ x) − (n + 1) ÷ n; 0 when nobody waits. */
export const giniOf = (ascending: ArrayLike<number>): number => {
  const count = ascending.length
  let sum = 0
  let weighted = 0
  for (let i = 0; i < count; i += 1) {
    const value = ascending[i] as number
    sum += value
    weighted += (i + 1) * value
  }
  return sum === 0 ? 0 : (2 * weighted) / (count * sum) - (count + 1) / count
}

/** The figures of some waits; NaN among them are visits that were never called. @param limit same unit as the waits */
export const figuresOf = (waits: ArrayLike<number>, limit: number): WaitFigures => {
  const ascending = Float64Array.from(waits)
    .filter((wait) => !Number.isNaN(wait))
    .sort()
  let sum = 0
  let within = 0
  for (const wait of ascending) {
    sum += wait
    if (wait <= limit) within += 1
  }
  const called = ascending.length
  return {
    called,
    uncalled: waits.length - called,
    mean: sum / called,
    p50: quantile(ascending, 0.5),
    p80: quantile(ascending, 0.8),
    p90: quantile(ascending, 0.9),
    p99: quantile(ascending, 0.99),
    longest: quantile(ascending, 1),
    within: within / called,
    gini: giniOf(ascending),
  }
}

export type Overtaking = {
  /** For each visit, how many who came later were called earlier. */
  readonly slips: Int32Array
  /** For each visit, how many who had come earlier were called later. */
  readonly skips: Int32Array
}

/** For each of `order`, how many before it in that order have a higher rank; runs of `same` do not count each other. */
const countHigher = (
  order: readonly number[],
  same: (a: number, b: number) => boolean,
  rank: Int32Array,
  ranks: number,
): Int32Array => {
  const tree = new Int32Array(ranks + 1)
  const counts = new Int32Array(rank.length)
  let inTree = 0
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end < order.length && same(order[start] as number, order[end] as number)) end += 1
    for (const id of order.slice(start, end)) {
      let upTo = 0
      for (let i = (rank[id] as number) + 1; i > 0; i -= i & -i) upTo += tree[i] as number
      counts[id] = inTree - upTo
    }
    for (const id of order.slice(start, end)) {
      for (let i = (rank[id] as number) + 1; i <= ranks; i += i & -i) tree[i] = (tree[i] as number) + 1
    }
    inTree += end - start
    start = end
  }
  return counts
}

/**
 * Slips and skips (Larson 1987): who was overtaken, and who overtook. Their sums are equal. Visits that were never called,
 * and later legs, count neither way.
 * @param among only visits for which this holds count, for instance those of one theme
 */
export const overtakingOf = (
  { count, comes }: Visits,
  { calledAt }: Course,
  among: (visit: number) => boolean = () => true,
): Overtaking => {
  const ids = Array.from({ length: count }, (_, visit) => visit).filter(
    (visit) => comes[visit] !== Number.POSITIVE_INFINITY && !Number.isNaN(calledAt[visit]) && among(visit),
  )
  const by = (column: Float64Array) => (a: number, b: number) => (column[a] as number) - (column[b] as number)
  const sameCall = (a: number, b: number): boolean => calledAt[a] === calledAt[b]
  const rank = new Int32Array(count)
  const mirrored = new Int32Array(count)
  const arrived = ids.toSorted(by(comes))
  arrived.forEach((id, at) => {
    const before = arrived[at - 1]
    rank[id] = before === undefined ? 0 : (rank[before] as number) + (comes[before] === comes[id] ? 0 : 1)
    mirrored[id] = count - 1 - (rank[id] as number)
  })
  const called = ids.toSorted(by(calledAt))
  return {
    slips: countHigher(called, sameCall, rank, count),
    skips: countHigher(called.toReversed(), sameCall, mirrored, count),
  }
}

/** Share of its time on duty that each window was taken. @param until the end of shifts that have none; absent: of the last visit */
export const utilisation = (
  windows: readonly WindowDay[],
  { count }: Visits,
  course: Course,
  until?: number,
): number[] => {
  const busy = new Float64Array(windows.length)
  let last = Number.NEGATIVE_INFINITY
  for (let visit = 0; visit < count; visit += 1) {
    const window = course.window[visit] as number
    if (window < 0) continue
    const endedAt = course.endedAt[visit] as number
    busy[window] = (busy[window] as number) + endedAt - (course.calledAt[visit] as number)
    last = Math.max(last, endedAt)
  }
  const end = until ?? last
  return windows.map(({ shifts }, window) => {
    const onDuty = shifts.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, end) - from), 0)
    return onDuty === 0 ? 0 : (busy[window] as number) / onDuty
  })
}
