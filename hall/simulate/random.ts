/**
 * Chance for the simulator. It comes from a seed and a name, so that a stream stays the same whatever else is drawn: two
 * rules are compared with the very same people (common random numbers).
 */

export type Draws = {
  /** Evenly from 0 up to, never reaching, 1. */
  readonly next: () => number
  /** A whole number from 0 up to, never reaching, `count`. */
  readonly below: (count: number) => number
  readonly happens: (probability: number) => boolean
  /** The time to the next of events that come at random, `mean` apart. */
  readonly exponential: (mean: number) => number
  /** Mean 0, standard deviation 1. */
  readonly normal: () => number
  /** A length of time with a long tail. @param cv its standard deviation ÷ its mean */
  readonly lognormal: (mean: number, cv: number) => number
  /** The sum of so many exponential stages of equal mean. */
  readonly erlang: (mean: number, stages: number) => number
  /** A gamma variable, for rates that vary from day to day. @param cv its standard deviation ÷ its mean, 0 for none */
  readonly gamma: (mean: number, cv: number) => number
}

/** How long something takes. */
export type Law =
  | { readonly law: 'exponential'; readonly mean: number }
  | { readonly law: 'lognormal'; readonly mean: number; readonly cv: number }
  | { readonly law: 'erlang'; readonly mean: number; readonly stages: number }
  | { readonly law: 'fixed'; readonly mean: number }

const UINT32 = 0x1_0000_0000

/** FNV-1a, 32 bits: names that differ give seeds that differ. */
const hashOf = (name: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** sfc32 (PractRand): 128 bits of state; a few rounds part seeds that are alike. */
const generator = (seed: number, name: string): (() => number) => {
  let a = seed >>> 0
  let b = hashOf(name)
  let c = Math.trunc(seed / UINT32) | 0
  let count = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / UINT32
  }
  for (let round = 0; round < 16; round += 1) next()
  return next
}

/** A stream of chance. @param name what it is for: another name is another stream of the same seed */
export const drawsOf = (seed: number, name: string): Draws => {
  const next = generator(seed, name)
  let spare = Number.NaN

  /** Box–Muller, two at a time; `1 − next()` is never 0, whose logarithm does not exist. */
  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const kept = spare
      spare = Number.NaN
      return kept
    }
    const length = Math.sqrt(-2 * Math.log(1 - next()))
    const angle = 2 * Math.PI * next()
    spare = length * Math.sin(angle)
    return length * Math.cos(angle)
  }

  const exponential = (mean: number): number => -mean * Math.log(1 - next())

  /** Marsaglia and Tsang, ACM TOMS 26 (2000); below a shape of 1 by the power of a further draw. */
  const gammaOfShape = (shape: number): number => {
    if (shape < 1) return gammaOfShape(shape + 1) * (1 - next()) ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - next()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v
    }
  }

  return {
    next,
    below: (count) => Math.floor(next() * count),
    happens: (probability) => next() < probability,
    exponential,
    normal,
    lognormal: (mean, cv) => {
      const variance = Math.log(1 + cv * cv)
      return mean * Math.exp(normal() * Math.sqrt(variance) - variance / 2)
    },
    erlang: (mean, stages) => {
      let product = 1
      for (let stage = 0; stage < stages; stage += 1) product *= 1 - next()
      return (-mean / stages) * Math.log(product)
    },
    gamma: (mean, cv) => (cv === 0 ? mean : mean * cv * cv * gammaOfShape(1 / (cv * cv))),
  }
}

/** A length of time by its law. */
export const lengthBy = (law: Law, draws: Draws): number => {
  switch (law.law) {
    case 'exponential':
      return draws.exponential(law.mean)
    case 'lognormal':
      return draws.lognormal(law.mean, law.cv)
    case 'erlang':
      return draws.erlang(law.mean, law.stages)
    case 'fixed':
      return law.mean
  }
}
