/** Part 3: what taking a number and calling cost as the hall fills. Sizes take turns, so that drift falls on all of them. */
import { type GrowthFigures, median, rounded } from './figures.ts'
import { measureDoor } from './growth-door.ts'
import type { Plan, Run } from './plan.ts'
import { GUIDE, hallWith, issueFor, serveAt, staffAt, type WaitingHall } from './waiting-hall.ts'

/** Calling is compared with twenty waiting rather than none, since somebody must be there to call. */
const FEW = 20
const MANY = 20_000
export const SIZES = [0, FEW, 1_000, MANY] as const

export type Cost = { readonly issue: number; readonly callNext: number }
/** The two acts; the suite puts slow ones in their place to see that the bench notices. */
export type Acts = {
  readonly issue: (at: WaitingHall, service: string) => void
  readonly callNext: (at: WaitingHall, counter: string) => void
}

export const ACTS: Acts = {
  issue: ({ ask }, service) => ask(issueFor(service), GUIDE),
  callNext: ({ ask }, counter) => ask({ type: 'CallNext', counter }, staffAt(counter)),
}

const microseconds = (act: () => void): number => {
  const from = performance.now()
  act()
  return (performance.now() - from) * 1_000
}

/** Some cycles of take a number, call, serve, which leave as many waiting as before. Medians in µs. */
const cycle = (at: WaitingHall, acts: Acts, first: number, count: number): Cost => {
  const issue: number[] = []
  const callNext: number[] = []
  for (let turn = first; turn < first + count; turn += 1) {
    const pair = at.pairs[turn % at.pairs.length]
    if (!pair) throw new Error('The hall of the bench has no window that calls.')
    issue.push(microseconds(() => acts.issue(at, pair.service)))
    callNext.push(microseconds(() => acts.callNext(at, pair.counter)))
    serveAt(at.hall, at.ask, pair.counter)
  }
  return { issue: median(issue), callNext: median(callNext) }
}

/** How much dearer one cost is than another, round by round, in the middle. */
export const times = (dear: readonly number[], cheap: readonly number[]): number =>
  rounded(median(dear.map((cost, round) => cost / (cheap[round] ?? Number.NaN))))

/** Costs in µs by size, each a list over the rounds; decide and evolve alone, in memory. */
export const measureHeart = (
  { rounds, cycles }: Pick<Plan['growth'], 'rounds' | 'cycles'>,
  acts: Acts = ACTS,
  sizes: readonly number[] = SIZES,
): Map<number, Cost[]> => {
  const halls = sizes.map((size) => ({ size, at: hallWith(size), costs: [] as Cost[] }))
  // The first rounds are for the compiler.
  for (const { at } of halls) cycle(at, acts, 0, cycles * 5)
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? halls : [...halls].reverse()
    for (const { at, costs } of order) costs.push(cycle(at, acts, round * cycles, cycles))
  }
  return new Map(halls.map(({ size, costs }) => [size, costs]))
}

const of = (costs: ReadonlyMap<number, readonly Cost[]>, size: number, act: keyof Cost): number[] =>
  (costs.get(size) ?? []).map((cost) => cost[act])

/** How much dearer it is with 20,000 waiting than with none, or with twenty. */
export const growthOf = (costs: ReadonlyMap<number, readonly Cost[]>): Cost => ({
  issue: times(of(costs, MANY, 'issue'), of(costs, 0, 'issue')),
  callNext: times(of(costs, MANY, 'callNext'), of(costs, FEW, 'callNext')),
})

export const measureGrowth = async (plan: Plan['growth'], run: Run): Promise<GrowthFigures> => {
  const heart = measureHeart(plan)
  const door = await measureDoor(plan.doorRounds, SIZES, run)
  const curve = [...heart].map(([size, costs]) => {
    const middle = (act: keyof Cost) => rounded(median(costs.map((cost) => cost[act])), 1)
    return [String(size), { issue: middle('issue'), callNext: middle('callNext') }] as const
  })
  return { ...growthOf(heart), door: growthOf(door), costUs: Object.fromEntries(curve) }
}
