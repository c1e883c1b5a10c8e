/** All chance of the demonstration, from one seed: the same seed gives the same day, so what was seen can be shown again. */

export type Chance = {
  /** Evenly from 0 up to, never reaching, 1. */
  readonly next: () => number
  readonly between: (low: number, high: number) => number
  /** True with this probability. */
  readonly happens: (probability: number) => boolean
  /** One of several, all alike. Throws for an empty list. */
  readonly pick: <T>(from: readonly T[]) => T
  /** One of several, by weight. Throws for an empty list. */
  readonly weighted: <T>(from: readonly (readonly [value: T, weight: number])[]) => T
  /** The time to the next of events that come at random, `mean` apart on average. */
  readonly gap: (mean: number) => number
  /** A duration with a long tail (lognormal) of this mean; the spread is its standard deviation over the mean. */
  readonly around: (mean: number, spread: number) => number
  /** 128 bits as 32 hex digits: tickets and commands. */
  readonly id: () => string
}

const UINT32 = 0x1_0000_0000

/** sfc32: 128 bits of state, small and well tested (PractRand); started from a 32-bit seed. */
const generator = (seed: number): (() => number) => {
  let a = seed >>> 0
  let b = 0x9e3779b9
  let c = 0x243f6a88
  let count = 1
  const draw = (): number => {
    const sum = (((a + b) | 0) + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  // Seeds that differ in one bit start alike; a few rounds part them.
  for (let round = 0; round < 15; round += 1) draw()
  return draw
}

export const seeded = (seed: number): Chance => {
  const draw = generator(seed)
  const next = (): number => draw() / UINT32
  const between = (low: number, high: number): number => low + next() * (high - low)

  const weighted = <T>(from: readonly (readonly [value: T, weight: number])[]): T => {
    let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of from) {
      left -= weight
      if (left < 0) return value
    }
    const last = from.at(-1)
    if (!last) throw new Error('There is nothing to choose from.')
    return last[0]
  }

  /** Box–Muller; `1 − next()` is never 0, whose logarithm does not exist. */
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

  return {
    next,
    between,
    happens: (probability) => next() < probability,
    pick: (from) => weighted(from.map((value) => [value, 1] as const)),
    weighted,
    gap: (mean) => -mean * Math.log(1 - next()),
    around: (mean, spread) => {
      const variance = Math.log(1 + spread * spread)
      return mean * Math.exp(normal() * Math.sqrt(variance) - variance / 2)
    },
    id: () => Array.from({ length: 4 }, () => draw().toString(16).padStart(8, '0')).join(''),
  }
}
