/** Where a simulated life happens: time that passes only from one thing to the next, chance from a seed, and one place for what broke. */
import { createHash } from 'node:crypto'
import type { Clock } from '../../server/clock.ts'
import { type Random, randomFrom } from '../kit/random.ts'

/** A promise that did not hold. */
export class Broken extends Error {
  override readonly name = 'Broken'
}

/** The bugs that the simulator must catch to be believed. */
export const PLANTED = ['ackFirst', 'noReceipt', 'lifo', 'blindPush', 'printBeforeCommit', 'clockBack'] as const
export type Planted = (typeof PLANTED)[number]

export type Stage = {
  readonly random: Random
  /** Milliseconds since the life began. They never go back, whatever the machine's clock does. */
  readonly at: () => number
  /** Calls back once after so many of them; the returned function calls it off. */
  readonly after: (ms: number, then: () => void) => () => void
  /** The server is busy for so long and nothing else is heard meanwhile: a slow disk. */
  readonly stall: (ms: number) => void
  /** Lets things happen in their order until that moment, or until `done`. Throws `Broken` for the first promise that broke. */
  readonly run: (until: number, done: () => boolean) => Promise<void>
  /** True once no more faults happen. */
  readonly calm: () => boolean
  readonly becalm: () => void
  /** Notes that a promise broke, and stops the life. */
  readonly broken: (rule: string, what: string) => void
  /** Counts something that happened. */
  readonly count: (what: string) => void
  readonly counted: ReadonlyMap<string, number>
  /** Takes a line into the trace, from which two lives of one seed are told to be the same. */
  readonly note: (line: string) => void
  readonly trace: () => string
  readonly planted: Planted | undefined
}

type Due = { readonly at: number; readonly order: number; readonly then: () => void; off: boolean }

/** The next of many in O(log n): a binary heap by moment, and by the order of asking within one. */
const openAgenda = () => {
  const heap: Due[] = []
  const before = (one: number, other: number): boolean => {
    const [a, b] = [heap[one], heap[other]]
    return a !== undefined && b !== undefined && (a.at < b.at || (a.at === b.at && a.order < b.order))
  }
  const swap = (one: number, other: number): void => {
    const [a, b] = [heap[one], heap[other]]
    if (a && b) [heap[one], heap[other]] = [b, a]
  }
  return {
    put: (due: Due): void => {
      let at = heap.push(due) - 1
      for (let up = (at - 1) >> 1; at > 0 && before(at, up); up = (at - 1) >> 1) {
        swap(at, up)
        at = up
      }
    },
    first: (): Due | undefined => heap[0],
    take: (): void => {
      const last = heap.pop()
      if (heap.length === 0 || !last) return
      heap[0] = last
      for (let at = 0; ; ) {
        const left = 2 * at + 1
        const least = before(left + 1, left) ? left + 1 : left
        if (!before(least, at)) return
        swap(at, least)
        at = least
      }
    },
  }
}

/** Enough turns for every chain of promises in the hall's server to end; fewer would only make it answer an event later. */
const TURNS = 16

export const openStage = (seed: number, planted?: Planted): Stage => {
  const agenda = openAgenda()
  const counted = new Map<string, number>()
  const trace = createHash('sha256')
  let now = 0
  let order = 0
  let calm = false
  let failure: Broken | undefined
  return {
    random: randomFrom(seed),
    at: () => now,
    after: (ms, then) => {
      order += 1
      const due = { at: now + Math.max(0, ms), order, then, off: false }
      agenda.put(due)
      return () => {
        due.off = true
      }
    },
    stall: (ms) => {
      now += ms
    },
    run: async (until, done) => {
      for (let due = agenda.first(); due && due.at <= until && !done(); due = agenda.first()) {
        agenda.take()
        if (due.off) continue
        now = Math.max(now, due.at)
        due.then()
        for (let turn = 0; turn < TURNS; turn += 1) await undefined
        if (failure) break
      }
      if (failure) throw failure
      if (!done()) now = Math.max(now, until)
    },
    calm: () => calm,
    becalm: () => {
      calm = true
    },
    broken: (rule, what) => {
      failure ??= new Broken(`${rule}: ${what}`)
    },
    count: (what) => void counted.set(what, (counted.get(what) ?? 0) + 1),
    counted,
    note: (line) => void trace.update(`${now} ${line}\n`),
    trace: () => trace.copy().digest('hex').slice(0, 16),
    planted,
  }
}

export type MachineClock = Clock & {
  /** Sets the machine's clock off by so much from the true time. */
  readonly setOff: (ms: number) => void
  /** The true time, which nothing on the stage knows. */
  readonly truth: () => number
}

/** The clock of the server's machine, which may be wrong. Its timers are not: those count. */
export const machineClock = (stage: Stage, start: number): MachineClock => {
  let off = 0
  const truth = (): number => start + stage.at()
  return {
    now: () => truth() + off,
    after: stage.after,
    setOff: (ms) => {
      off = ms
    },
    truth,
  }
}
