/**
 * The least windows that each half hour needs. Erlang's formula for each half hour by itself is the first guess: it does
 * not know that a queue is carried over from one half hour into the next, nor that people come in clusters. The simulator
 * decides.
 */

import type { Crowd } from './days.ts'
import { type Demand, HALF_HOUR, loadOf } from './demand.ts'
import { windowsFor } from './erlang.ts'
import { type Tried, tried, type WaitTarget } from './tried.ts'

/** By Erlang C for each half hour by itself, every window taking all these themes. */
export const erlangNeed = (demands: readonly Demand[], halfHours: number, { minutes, share }: WaitTarget): number[] =>
  Array.from({ length: halfHours }, (_, at) => {
    const load = demands.reduce((sum, demand) => sum + loadOf(demand, at), 0)
    const came = demands.reduce((sum, { arrivals }) => sum + (arrivals[at] ?? 0), 0)
    return load === 0 ? 0 : windowsFor(load, { within: (minutes * came) / (load * HALF_HOUR), share })
  })

/** Half hours that miss the target, or meet it so narrowly that chance may have done it. */
const misses = ({ byHalfHour, came }: Tried, { share }: WaitTarget): readonly number[] =>
  byHalfHour.flatMap((found, at) => {
    const people = came[at] ?? 0
    return people > 0 && found < Math.min(1, share + Math.sqrt((share * (1 - share)) / people)) ? [at] : []
  })

/**
 * Windows by half hour with which the target is met in every one, and with one fewer in any of them is not. Fewer windows
 * never help, so each half hour is lowered, the fullest first, until it would miss, and never tried again.
 */
export function* leastNeed(crowd: Crowd, guess: readonly number[], target: WaitTarget): Generator<undefined, number[]> {
  const need = [...guess]
  for (;;) {
    const short = misses(yield* tried(crowd, need, target), target)
    if (short.length === 0) break
    for (const at of short) need[at] = (need[at] ?? 0) + 1
  }
  const lowest = new Set<number>()
  for (;;) {
    const at = need.reduce(
      (fullest, count, index) =>
        count > 1 && !lowest.has(index) && (fullest < 0 || count > (need[fullest] ?? 0)) ? index : fullest,
      -1,
    )
    if (at < 0) return need
    const fewer = need.with(at, (need[at] ?? 0) - 1)
    if (misses(yield* tried(crowd, fewer, target, true), target).length > 0) lowest.add(at)
    else need[at] = fewer[at] ?? 0
  }
}

/** Nobody closes a window for half an hour: a half hour between two fuller ones is staffed like the lesser of them. */
export const withoutDips = (need: readonly number[]): number[] =>
  need.map((count, at) => Math.max(count, Math.min(need[at - 1] ?? 0, need[at + 1] ?? 0)))
