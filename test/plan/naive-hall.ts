/**
 * A service hall simulated in the plainest way: one list of people who wait, one list of windows, and the clock pushed on to
 * the next thing that can happen, found by looking at everything. It shares no line with the hall's own engine, not even
 * the chance.
 */
import type { Demand, HalfHours } from '../../hall/plan/demand.ts'

type Person = { readonly came: number; readonly takes: number; readonly credit: number }

/** Park and Miller's minimal standard generator. */
export const plainChance = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Twelve evens less six: near enough to a bell. */
const bell = (chance: () => number): number => {
  let sum = -6
  for (let draw = 0; draw < 12; draw += 1) sum += chance()
  return sum
}

/** Numbers of half an hour whose variance is `clustered` times their mean: gamma times Poisson is negative binomial. */
const clusters = (mean: number, clustered: number, chance: () => number): number => {
  // Each cluster has a logarithmic number of people (Quenouille): Poisson many clusters make a negative binomial.
  const p = 1 - 1 / clustered
  const many = mean / (-p / ((1 - p) * Math.log(1 - p)))
  const gap = (): number => -Math.log(1 - chance())
  let people = 0
  for (let at = gap(); at < many; at += gap()) {
    const draw = chance()
    let size = 1
    for (let part = -p / Math.log(1 - p), sum = part; draw > sum; sum += part) {
      part = (part * p * size) / (size + 1)
      size += 1
    }
    people += size
  }
  return people
}

const arrivalsOf = (demand: Demand, { first }: HalfHours, clustered: number, credit: number, chance: () => number) =>
  demand.arrivals.flatMap((mean, at): Person[] => {
    const variance = Math.log(1 + demand.cv ** 2)
    return Array.from({ length: mean > 0 ? clusters(mean, clustered, chance) : 0 }, () => ({
      came: (first + at + chance()) * 30,
      takes: demand.minutes * Math.exp(bell(chance) * Math.sqrt(variance) - variance / 2),
      credit: chance() < demand.priority ? credit : 0,
    }))
  })

/** How long each waited, minutes, in the order in which they are given. @param counts windows staffed in each half hour */
const day = (people: readonly Person[], counts: readonly number[], { first }: HalfHours): readonly number[] => {
  const windows = Array.from({ length: Math.max(...counts) }, () => 0)
  const isOpen = (window: number, minute: number): boolean =>
    (counts[Math.min(counts.length - 1, Math.max(0, Math.floor(minute / 30) - first))] ?? 0) > window
  const waits = new Map<Person, number>()
  const waiting: Person[] = []
  const coming = people.toSorted((a, b) => a.came - b.came)
  let minute = first * 30
  while (waits.size < people.length) {
    while (coming[0] && coming[0].came <= minute) waiting.push(coming.shift() as Person)
    for (const [window, busyUntil] of windows.entries()) {
      if (busyUntil > minute || waiting.length === 0 || !isOpen(window, minute)) continue
      waiting.sort((a, b) => a.came - a.credit - (b.came - b.credit))
      const next = waiting.shift() as Person
      waits.set(next, minute - next.came)
      windows[window] = minute + next.takes
    }
    const later = [
      coming[0]?.came ?? Number.POSITIVE_INFINITY,
      ...windows.filter((busyUntil) => busyUntil > minute),
      (Math.floor(minute / 30) + 1) * 30,
    ]
    minute = Math.min(...later)
  }
  return people.map((person) => waits.get(person) ?? 0)
}

/** The share of people called within so many minutes, over so many days: of all, and of those of each half hour. */
export const naiveShares = (
  demands: readonly Demand[],
  counts: readonly number[],
  halfHours: HalfHours,
  { days, minutes, clustered, credit }: { days: number; minutes: number; clustered: number; credit: number },
): { readonly all: number; readonly byHalfHour: readonly number[] } => {
  const chance = plainChance(20_261)
  const came = counts.map(() => 0)
  const within = counts.map(() => 0)
  for (let n = 0; n < days; n += 1) {
    const people = demands.flatMap((demand) => arrivalsOf(demand, halfHours, clustered, credit, chance))
    for (const [index, wait] of day(people, counts, halfHours).entries()) {
      const at = Math.floor((people[index]?.came ?? 0) / 30) - halfHours.first
      came[at] = (came[at] ?? 0) + 1
      if (wait <= minutes) within[at] = (within[at] ?? 0) + 1
    }
  }
  const sum = (values: readonly number[]): number => values.reduce((total, n) => total + n, 0)
  return { all: sum(within) / sum(came), byHalfHour: came.map((all, at) => (within[at] ?? 0) / all) }
}
