/** One way of running a past day in figures: who waited how long, and how many waited when. */
import type { TicketClass } from '../catalogue.ts'
import type { ServiceId, ThemeId } from '../ids.ts'
import type { Course } from './day.ts'
import { quantile } from './figures.ts'
import type { Replay } from './replay.ts'

const MINUTE = 60_000
const HALF_HOUR = 30 * MINUTE
/** The length of a queue is looked at so often, ms. */
const LOOK_EVERY = 5 * MINUTE
/** A wait within which somebody is well served, ms. */
const SOON = 15 * MINUTE

/** Of some people's waits; who was never called waited until they left or the day ended. */
export type Waits = {
  readonly count: number
  readonly meanMs: number
  readonly p50Ms: number
  readonly p90Ms: number
  readonly mostMs: number
  /** Share who waited no longer than 15 minutes. */
  readonly soon: number
}

/** A day run in one way. */
export type Ran = {
  readonly all: Waits
  readonly classes: Readonly<Record<TicketClass, Waits>>
  readonly themes: readonly { readonly theme: ThemeId; readonly waits: Waits }[]
  readonly served: number
  /** Went away uncalled, and still waited at the end. */
  readonly left: number
  readonly unserved: number
  /** Mean wait of those who began to wait in each half hour from `Comparison.from`; null where nobody did. */
  readonly halfHours: readonly (number | null)[]
  /** How many waited, every five minutes from `Comparison.from`. */
  readonly queue: readonly number[]
}

/** 0 of none. */
export const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** What a share of values in ascending order does not exceed; 0 of none. */
export const shareOf = (sorted: ArrayLike<number>, share: number): number =>
  sorted.length === 0 ? 0 : quantile(sorted, share)

/** How long each waited; NaN where it does not count. */
export const waitsIn = ({ came, to }: Replay, course: Course, into: Float64Array): Float64Array => {
  came.forEach(({ counts, from, after, lead, leaves }, index) => {
    const start = after < 0 ? from : (course.endedAt[after] ?? Number.NaN)
    const calledAt = course.calledAt[index] ?? Number.NaN
    const end = Number.isNaN(calledAt) ? Math.min(leaves, to) : calledAt + lead
    into[index] = counts && start <= to ? Math.max(0, end - start) : Number.NaN
  })
  return into
}

const figuresOf = (waits: readonly number[]): Waits => {
  const sorted = Float64Array.from(waits).sort()
  return {
    count: sorted.length,
    meanMs: meanOf(waits),
    p50Ms: shareOf(sorted, 0.5),
    p90Ms: shareOf(sorted, 0.9),
    mostMs: sorted.at(-1) ?? 0,
    soon: sorted.length === 0 ? 1 : sorted.filter((wait) => wait <= SOON).length / sorted.length,
  }
}

/** The figures of a run. @param waits as `waitsIn` gives them */
export const ran = (
  replay: Replay,
  course: Course,
  waits: Float64Array,
  themeOf: (service: ServiceId) => ThemeId,
): Ran => {
  const { came, from, to, catalogue } = replay
  const halves: number[][] = Array.from({ length: Math.ceil((to - from) / HALF_HOUR) }, () => [])
  const change = new Array<number>(Math.ceil((to - from) / LOOK_EVERY)).fill(0)
  const themes = new Map<ThemeId, number[]>(catalogue.themes.map(({ id }) => [id, []]))
  const classes: Record<TicketClass, number[]> = { ordinary: [], priority: [], appointment: [] }
  const all: number[] = []
  let [served, left, unserved] = [0, 0, 0]
  came.forEach((turn, index) => {
    const wait = waits[index] ?? Number.NaN
    if (Number.isNaN(wait)) return
    const start = turn.after < 0 ? turn.from : (course.endedAt[turn.after] ?? to)
    all.push(wait)
    classes[turn.class].push(wait)
    themes.get(themeOf(turn.service))?.push(wait)
    halves[Math.max(0, Math.floor((start - from) / HALF_HOUR))]?.push(wait)
    // Counted from the first look at which it waited up to the first at which it did not.
    const first = Math.max(0, Math.ceil((start - from) / LOOK_EVERY))
    const last = Math.max(first, Math.ceil((start + wait - from) / LOOK_EVERY))
    if (first < change.length) change[first] = (change[first] ?? 0) + 1
    if (last < change.length) change[last] = (change[last] ?? 0) - 1
    if (!Number.isNaN(course.calledAt[index] ?? Number.NaN)) served += 1
    else if (turn.leaves <= to) left += 1
    else unserved += 1
  })
  let waiting = 0
  return {
    all: figuresOf(all),
    classes: {
      ordinary: figuresOf(classes.ordinary),
      priority: figuresOf(classes.priority),
      appointment: figuresOf(classes.appointment),
    },
    themes: [...themes].flatMap(([theme, list]) => (list.length === 0 ? [] : [{ theme, waits: figuresOf(list) }])),
    served,
    left,
    unserved,
    halfHours: halves.map((list) => (list.length === 0 ? null : meanOf(list))),
    queue: change.map((more) => {
      waiting += more
      return waiting
    }),
  }
}

/** The day as it happened, in the shape of a run. Calls are put back by the lead that the waits add again. */
export const happenedIn = ({ came }: Replay): Course => ({
  calledAt: Float64Array.from(came, ({ calledAt, lead }) => calledAt - lead),
  endedAt: Float64Array.from(came, ({ endedAt }) => endedAt),
  window: new Int16Array(came.length).fill(-1),
})
