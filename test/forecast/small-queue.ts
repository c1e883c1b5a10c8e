/**
 * A queue of exponential windows, small enough to be checked by eye and independent of the hall's engine: every predictor
 * is asked at the moment somebody comes, and hears later how long it took.
 */
import { drawsOf } from '../../hall/simulate/random.ts'

/** The mean service time is 1. */
export type SmallQueue = {
  readonly windows: number
  /** Arrivals in one service time. */
  readonly arrivals: number
  /** Share with strict precedence. */
  readonly high: number
  /** Rate at which each one waiting gives up. */
  readonly leaving: number
}

/** What can be known when somebody comes who has to wait. */
export type Seen = {
  readonly high: boolean
  readonly ahead: number
  /** Of those ahead, with precedence. */
  readonly aheadHigh: number
  /** Since when the first in line waits; NaN when there is none. */
  readonly headWaited: number
  /** Wait of whoever entered service last, and how many were ahead of that one. */
  readonly last: number
  readonly lastAhead: number
}
export type Waited = { readonly seen: Seen; readonly wait: number }

type Person = {
  readonly came: number
  readonly seen: Seen | undefined
  readonly ahead: number
  readonly stays: boolean
}

/**
 * Runs until so many have come. Where people give up, one at a time is somebody who stays, and only those are told of: the
 * formula is about them, and one alone does not change the line.
 */
export const runSmallQueue = (queue: SmallQueue, customers: number, seed: number): readonly Waited[] => {
  const chance = drawsOf(seed, 'small queue')
  const waited: Waited[] = []
  const lines: { readonly high: Person[]; readonly low: Person[] } = { high: [], low: [] }
  let now = 0
  let busy = 0
  let last = { wait: Number.NaN, ahead: 0 }
  let staying = false

  const enter = (person: Person): void => {
    const wait = now - person.came
    last = { wait, ahead: person.ahead }
    if (person.stays) staying = false
    if (person.seen !== undefined && (queue.leaving === 0 || person.stays)) waited.push({ seen: person.seen, wait })
  }
  const come = (): void => {
    const high = chance.happens(queue.high)
    const ahead = lines.high.length + (high ? 0 : lines.low.length)
    if (busy < queue.windows) {
      busy++
      enter({ came: now, seen: undefined, ahead, stays: false })
      return
    }
    const head = lines.high[0] ?? lines.low[0]
    const seen: Seen = {
      high,
      ahead: lines.high.length + lines.low.length,
      aheadHigh: lines.high.length,
      headWaited: head === undefined ? Number.NaN : now - head.came,
      last: last.wait,
      lastAhead: last.ahead,
    }
    const stays = queue.leaving > 0 && !staying
    if (stays) staying = true
    ;(high ? lines.high : lines.low).push({ came: now, seen, ahead, stays })
  }
  const free = (): void => {
    const next = lines.high.shift() ?? lines.low.shift()
    if (next === undefined) busy--
    else enter(next)
  }
  const leave = (): void => {
    const leavers = lines.low.filter(({ stays }) => !stays)
    const leaver = leavers[chance.below(leavers.length)]
    if (leaver !== undefined) lines.low.splice(lines.low.indexOf(leaver), 1)
  }

  for (let came = 0; came < customers; ) {
    const leavers = queue.leaving > 0 ? lines.low.length - (staying ? 1 : 0) : 0
    const rate = queue.arrivals + busy + leavers * queue.leaving
    now += chance.exponential(1 / rate)
    const which = chance.next() * rate
    if (which < queue.arrivals) {
      come()
      came++
    } else if (which < queue.arrivals + busy) free()
    else leave()
  }
  return waited
}
