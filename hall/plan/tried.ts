/** What people would wait with so many windows in each half hour, counted over many made days. */
import type { Visits } from '../simulate/day.ts'
import { emptyCourse, makeEngine } from '../simulate/engine.ts'
import { type Crowd, staffedWindows } from './days.ts'
import { HALF_HOUR } from './demand.ts'

/** The wait that a share of people may not exceed. */
export type WaitTarget = { readonly minutes: number; readonly share: number }

/** What was counted over all the days. Waits belong to the half hour in which somebody came. */
export type Tried = {
  /** Share of people called within the target's minutes; 1 where nobody came. */
  readonly within: number
  readonly byHalfHour: readonly number[]
  /** People counted in each half hour. */
  readonly came: readonly number[]
  readonly meanMinutes: number
  /** Nine in ten waited no longer than this, whole minutes. */
  readonly p90Minutes: number
}

/** Whoever waits longer counts as this long: nobody plans for it. Minutes. */
const LONGEST = 600
/** So many looks on the way, and how far below the target a half hour must be to need no more of them. */
const LOOKS = 8
const SPREADS = 5
const CAME_LEAST = 200

type Tally = {
  readonly came: Float64Array
  readonly within: Float64Array
  readonly waited: Float64Array
  /** The minute of the day at which the first half hour begins. */
  readonly begins: number
  minutes: number
}

const tallied = (tally: Tally, { count, comes }: Visits, calledAt: Float64Array, minutes: number): void => {
  for (let visit = 0; visit < count; visit += 1) {
    const came = comes[visit] as number
    // Nobody ever called who came while no window was to open again.
    const wait = Number.isNaN(calledAt[visit]) ? LONGEST : (calledAt[visit] as number) - came
    const at = Math.floor((came - tally.begins) / HALF_HOUR)
    tally.came[at] = (tally.came[at] as number) + 1
    if (wait <= minutes) tally.within[at] = (tally.within[at] as number) + 1
    const whole = Math.min(LONGEST, Math.ceil(wait))
    tally.waited[whole] = (tally.waited[whole] as number) + 1
    tally.minutes += wait
  }
}

const sharesOf = ({ came, within }: Tally): readonly number[] =>
  Array.from(came, (all, at) => (all === 0 ? 1 : (within[at] as number) / all))

/** Whether some half hour is already so far below the target that the other days cannot mend it. */
const isHopeless = (tally: Tally, { share }: WaitTarget): boolean =>
  sharesOf(tally).some((found, at) => {
    const came = tally.came[at] as number
    return came >= CAME_LEAST && found < share - SPREADS * Math.sqrt((share * (1 - share)) / came)
  })

const triedOf = (tally: Tally): Tried => {
  const came = tally.came.reduce((sum, n) => sum + n, 0)
  let p90Minutes = 0
  for (let left = Math.ceil(came * 0.9); p90Minutes < LONGEST; p90Minutes += 1) {
    left -= tally.waited[p90Minutes] as number
    if (left <= 0) break
  }
  return {
    within: came === 0 ? 1 : tally.within.reduce((sum, n) => sum + n, 0) / came,
    byHalfHour: sharesOf(tally),
    came: Array.from(tally.came),
    meanMinutes: came === 0 ? 0 : tally.minutes / came,
    p90Minutes,
  }
}

/**
 * Tries so many windows in each half hour, in steps of some hundred events.
 * @param looking stops early, with what was counted so far, once the target is clearly missed
 */
export function* tried(
  crowd: Crowd,
  counts: readonly number[],
  target: WaitTarget,
  looking = false,
): Generator<undefined, Tried> {
  const { days, halfHours, order } = crowd
  const engine = makeEngine(staffedWindows(counts, crowd), order)
  const course = emptyCourse(days.reduce((most, { count }) => Math.max(most, count), 0))
  const tally: Tally = {
    came: new Float64Array(halfHours.count),
    within: new Float64Array(halfHours.count),
    begins: halfHours.first * HALF_HOUR,
    waited: new Float64Array(LONGEST + 1),
    minutes: 0,
  }
  const look = Math.max(1, Math.ceil(days.length / LOOKS))
  for (const [day, visits] of days.entries()) {
    yield* engine.inSteps(visits, course)
    tallied(tally, visits, course.calledAt, target.minutes)
    yield
    if (looking && (day + 1) % look === 0 && isHopeless(tally, target)) break
  }
  return triedOf(tally)
}
