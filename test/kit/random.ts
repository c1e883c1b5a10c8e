/** Chance from a seed: the same seed gives the same run on every machine. */
export type Random = {
  /** A whole number from 0 up to, and without, `below`. */
  readonly int: (below: number) => number
  readonly chance: (probability: number) => boolean
  /** One of these; throws on an empty list. */
  readonly pick: <T>(from: readonly T[]) => T
}

/** Mulberry32: 32 bits of state are plenty to choose commands with. */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (below: number): number => Math.floor(next() * below)
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (from) => {
      const index = int(from.length)
      if (index >= from.length) throw new Error('There is nothing to pick from.')
      return from[index] as (typeof from)[number]
    },
  }
}
