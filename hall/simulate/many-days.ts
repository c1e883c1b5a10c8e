/** A scenario run for a day or a thousand of them: what came of all of them together. */
import { minuteOf } from '../calendar.ts'
import { emptyCourse, makeEngine } from './engine.ts'
import { readyTimes, utilisation, waitsOf } from './figures.ts'
import { orderOfScenario, type Scenario, visitsOf, windowsOfScenario } from './shape.ts'
import { openTally, type Tally, type TallyFigures } from './tally.ts'

const HALF_HOUR = 30

export type Named<T> = T & { readonly name: string }
export type ManyDays = {
  readonly days: number
  readonly seed: number
  readonly all: TallyFigures
  readonly classes: readonly Named<TallyFigures>[]
  readonly themes: readonly Named<TallyFigures>[]
  /** Share of its time that each window was taken. */
  readonly busy: readonly number[]
  /** From the half hour in which the hall opens: mean wait of those who began to wait in it (null: nobody did), and how many waited. */
  readonly halfHours: readonly { readonly from: number; readonly wait: number | null; readonly waiting: number }[]
}

type Halves = { readonly sum: Float64Array; readonly count: Float64Array; readonly waited: Float64Array }

const noteHalf = ({ sum, count, waited }: Halves, from: number, to: number, wait: number, open: number): void => {
  const last = count.length - 1
  const half = Math.min(last, Math.max(0, Math.floor((from - open) / HALF_HOUR)))
  if (!Number.isNaN(wait)) {
    sum[half] = (sum[half] ?? 0) + wait
    count[half] = (count[half] ?? 0) + 1
  }
  for (let index = half; index <= last; index += 1) {
    const start = open + index * HALF_HOUR
    if (start >= to) break
    waited[index] = (waited[index] ?? 0) + Math.max(0, Math.min(to, start + HALF_HOUR) - Math.max(from, start))
  }
}

/** Runs the days one after another, yielding how many are done. Throws RangeError for a scenario that means nothing. */
export function* runDays(scenario: Scenario): Generator<number, ManyDays> {
  const { days, seed, classes, themes } = scenario
  const windows = windowsOfScenario(scenario)
  const engine = makeEngine(windows, orderOfScenario(scenario))
  const open = Math.floor(minuteOf(scenario.open) / HALF_HOUR) * HALF_HOUR
  // People may still wait after the doors have closed.
  const count = Math.ceil((minuteOf(scenario.close) - open) / HALF_HOUR) + 4
  const halves: Halves = {
    sum: new Float64Array(count),
    count: new Float64Array(count),
    waited: new Float64Array(count),
  }
  const all = openTally()
  const byClass = classes.map(openTally)
  const byTheme = themes.map(openTally)
  const tallies: readonly Tally[] = [all, ...byClass, ...byTheme]
  const busy = new Float64Array(windows.length)
  for (let day = 0; day < days; day += 1) {
    const visits = visitsOf(scenario, day)
    const course = engine.run(visits, emptyCourse(visits.count))
    const waits = waitsOf(visits, course)
    const ready = readyTimes(visits, course)
    for (let visit = 0; visit < visits.count; visit += 1) {
      const from = Math.max(ready[visit] ?? 0, visits.since[visit] ?? 0)
      // A later leg whose first never ended was never waited for.
      if (Number.isNaN(from)) continue
      const wait = waits[visit] ?? Number.NaN
      all.add(wait)
      byClass[visits.kind[visit] ?? 0]?.add(wait)
      byTheme[visits.queue[visit] ?? 0]?.add(wait)
      const until = Number.isNaN(wait) ? (visits.leaves?.[visit] ?? 0) : from + wait
      noteHalf(halves, from, Math.min(until, open + count * HALF_HOUR), wait, open)
    }
    for (const tally of tallies) tally.endDay()
    for (const [window, share] of utilisation(windows, visits, course).entries())
      busy[window] = (busy[window] ?? 0) + share / days
    yield day + 1
  }
  const shown = [...halves.count].findLastIndex((people, index) => people > 0 || (halves.waited[index] ?? 0) > 0)
  return {
    days,
    seed,
    all: all.figures(),
    classes: classes.map(({ name }, index) => ({ name, ...(byClass[index] ?? all).figures() })),
    themes: themes.map(({ name }, index) => ({ name, ...(byTheme[index] ?? all).figures() })),
    busy: [...busy],
    halfHours: [...halves.count.subarray(0, shown + 1)].map((people, index) => ({
      from: open + index * HALF_HOUR,
      wait: people === 0 ? null : (halves.sum[index] ?? 0) / people,
      waiting: (halves.waited[index] ?? 0) / HALF_HOUR / days,
    })),
  }
}
