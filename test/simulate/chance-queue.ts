/** One queue with equal windows, where people come by chance: what theory has formulas for. The mean service time is 1. */
import type { Course, OrderRule, Visits, WindowDay } from '../../hall/simulate/day.ts'
import { emptyCourse, makeEngine } from '../../hall/simulate/engine.ts'
import { drawsOf, type Law, lengthBy } from '../../hall/simulate/random.ts'

export const FIRST_COME: OrderRule = { credit: [0], rate: [1] }
const EXPONENTIAL: Law = { law: 'exponential', mean: 1 }

export type Trial = {
  /** Runs of a million, each from empty. */
  readonly runs?: number
  readonly shares?: readonly number[]
  readonly law?: Law
  readonly seed?: number
}

const PEOPLE = 1_000_000

export type Waits = {
  /** Mean wait of everybody, and of each class. */
  readonly mean: number
  readonly ofClass: readonly number[]
  /** Share that waits at all, and longer than a service lasts on average. */
  readonly delayed: number
  readonly overOne: number
}

/** Windows that all take the one queue, for ever. */
export const alike = (count: number): WindowDay[] =>
  Array.from({ length: count }, () => ({ shifts: [{ from: 0, to: Number.POSITIVE_INFINITY, tiers: [[0]] }] }))

/** People who come by chance. @param load share of the windows' time that they need @param shares of the classes */
export const byChance = (
  seed: number,
  count: number,
  windows: number,
  load: number,
  shares: readonly number[] = [1],
  law: Law = EXPONENTIAL,
): Visits => {
  const [gaps, lengths, classes] = [drawsOf(seed, 'gaps'), drawsOf(seed, 'lengths'), drawsOf(seed, 'classes')]
  const comes = new Float64Array(count)
  const needs = new Float64Array(count)
  const kind = new Uint8Array(count)
  const gap = 1 / (load * windows)
  let at = 0
  for (let visit = 0; visit < count; visit += 1) {
    at += gaps.exponential(gap)
    comes[visit] = at
    needs[visit] = lengthBy(law, lengths)
    if (shares.length === 1) continue
    let left = classes.next()
    let of = 0
    for (; of < shares.length - 1 && left >= (shares[of] ?? 0); of += 1) left -= shares[of] ?? 0
    kind[visit] = of
  }
  return { count, comes, since: comes, queue: new Uint16Array(count), kind, needs }
}

/** Waits of a course, from the very beginning: nothing is cut off. */
export const waitsIn = ({ count, comes, kind }: Visits, { calledAt }: Course, classes: number): Waits => {
  const sums = new Float64Array(classes)
  const counts = new Float64Array(classes)
  let delayed = 0
  let overOne = 0
  for (let visit = 0; visit < count; visit += 1) {
    const of = kind[visit] ?? 0
    const wait = (calledAt[visit] ?? 0) - (comes[visit] ?? 0)
    sums[of] = (sums[of] ?? 0) + wait
    counts[of] = (counts[of] ?? 0) + 1
    if (wait > 0) delayed += 1
    if (wait > 1) overOne += 1
  }
  return {
    mean: sums.reduce((sum, part) => sum + part, 0) / count,
    ofClass: [...sums].map((sum, of) => sum / (counts[of] ?? 1)),
    delayed: delayed / count,
    overOne: overOne / count,
  }
}

const average = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length

/** The average of several runs for each rule: the same people meet them all. */
export const averageWaits = (
  rules: readonly OrderRule[],
  windows: number,
  load: number,
  { runs = 1, shares = [1], law = EXPONENTIAL, seed = 1 }: Trial = {},
): Waits[] => {
  const engines = rules.map((rule) => makeEngine(alike(windows), rule))
  const into = emptyCourse(PEOPLE)
  const found = Array.from({ length: runs }, (_, run) => {
    const visits = byChance(seed + run * 1_000, PEOPLE, windows, load, shares, law)
    return engines.map((engine) => waitsIn(visits, engine.run(visits, into), shares.length))
  })
  return rules.map((_, rule) => {
    const of = found.flatMap((waits) => waits[rule] ?? [])
    return {
      mean: average(of.map(({ mean }) => mean)),
      ofClass: shares.map((_share, kind) => average(of.map(({ ofClass }) => ofClass[kind] ?? 0))),
      delayed: average(of.map(({ delayed }) => delayed)),
      overOne: average(of.map(({ overOne }) => overOne)),
    }
  })
}
