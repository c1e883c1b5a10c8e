/** The predictors that ours is measured against, on the same moments with the same knowledge. Minutes. */
import { headOfLine, lastToEnterService } from '../../hall/forecast/published.ts'
import type { Arrival, Watcher } from './replay.ts'

export const RIVALS = ['announced', 'les', 'hol', 'naive', 'hour', 'table'] as const
export type Rival = (typeof RIVALS)[number]

export type Guess = {
  readonly arrival: Arrival
  readonly ahead: number
  readonly minutes: Readonly<Record<Rival, number>>
}

type Kept = { total: number; count: number }
type Line = {
  waiting: Guess[]
  /** The wait of whoever was called last today; NaN before. */
  last: number
  readonly hours: Map<number, Kept>
  readonly byAhead: Map<number, number>
}

const MINUTES_EACH = 10
const TABLE_RATE = 0.15

const hourOf = (at: number): number => Math.floor(at / 60)
const tableKey = (ahead: number): number => (ahead <= 10 ? ahead : 10 + Math.ceil((ahead - 10) / 5))
const known = (...values: readonly (number | undefined)[]): number =>
  values.find((value) => value !== undefined && !Number.isNaN(value)) ?? Number.NaN

/**
 * All of them at once. Before somebody was called today LES is HOL; before an hour or a number ahead was met, `hour` and
 * `table` are HOL as well, so that every row has every figure.
 */
export const makeRivals = (): Watcher<Guess> => {
  const lines = new Map<string, Line>()
  const lineOf = (queue: string): Line => {
    const line = lines.get(queue) ?? { waiting: [], last: Number.NaN, hours: new Map(), byAhead: new Map() }
    lines.set(queue, line)
    return line
  }
  return {
    begin: () => {
      for (const line of lines.values()) {
        line.waiting = []
        line.last = Number.NaN
      }
    },
    join: (arrival) => {
      const line = lineOf(arrival.queue)
      const ahead = line.waiting.length
      const head = line.waiting[0]
      const hol = head === undefined ? 0 : headOfLine(arrival.at, head.arrival.at)
      const hour = line.hours.get(hourOf(arrival.at))
      const guess: Guess = {
        arrival,
        ahead,
        minutes: {
          announced: arrival.announced,
          les: known(lastToEnterService(line.last), hol),
          hol,
          naive: MINUTES_EACH * ahead,
          hour: known(hour && hour.total / hour.count, hol),
          table: known(line.byAhead.get(tableKey(ahead)), hol),
        },
      }
      line.waiting.push(guess)
      return guess
    },
    call: (guess, at) => {
      const line = lineOf(guess.arrival.queue)
      const wait = at - guess.arrival.at
      line.waiting.splice(line.waiting.indexOf(guess), 1)
      line.last = wait
      const hour = line.hours.get(hourOf(guess.arrival.at)) ?? { total: 0, count: 0 }
      line.hours.set(hourOf(guess.arrival.at), { total: hour.total + wait, count: hour.count + 1 })
      const before = line.byAhead.get(tableKey(guess.ahead)) ?? wait
      line.byAhead.set(tableKey(guess.ahead), before + TABLE_RATE * (wait - before))
    },
  }
}
