/**
 * A scenario written down — themes, how busy the hall is by the half hour, classes, windows, the rule — and the days that
 * follow from it. The same scenario, seed and day give the same people, whatever windows and rule they meet.
 */
import { minuteOf } from '../calendar.ts'
import type { OrderRule, Relief, Visits, WindowDay } from './day.ts'
import { type Draws, drawsOf } from './random.ts'

/**
 * How busy each half hour from 08:00 to 16:00 is ÷ the mean: twenty service halls of Warsaw, ten working days of 2019-12-30
 * to 2020-01-13 ("Otwarte dane po warszawsku", collected by github HaZdula/kolejkeR).
 */
export const WARSAW: readonly number[] = [
  1.22, 0.84, 0.86, 0.96, 1.07, 1.21, 1.23, 1.27, 1.2, 1.21, 1.14, 1.07, 1.0, 0.91, 0.63, 0.2,
]

/** Variance ÷ mean of the numbers that one queue takes in half an hour, same source: people come less evenly than chance. */
export const WARSAW_DISPERSION = 1.6

export type ScenarioTheme = {
  readonly name: string
  /** Numbers a day. */
  readonly daily: number
  /** How long a visit keeps a window, and its standard deviation ÷ mean (lognormal). */
  readonly minutes: number
  readonly cv: number
  /** Weights of equal parts of the opening hours; absent: the scenario's. */
  readonly profile?: readonly number[]
  /** Some go on to another theme afterwards, with the place in the order they had. */
  readonly onward?: { readonly share: number; readonly to: string }
}

export type ScenarioClass = {
  readonly name: string
  /** Of all numbers; what the shares of the others leave over belongs to the last class. */
  readonly share: number
  /** Minutes; `strict` goes before everybody. */
  readonly credit: number | 'strict'
  /** Absent: 1. */
  readonly rate?: number
  /** Share that does not come when called; absent: the scenario's. */
  readonly noShow?: number
  /** With an appointment: people come up to so many minutes before their slot. */
  readonly earlyMinutes?: number
}

export type ScenarioRelief = {
  readonly themes: readonly string[]
  readonly overMinutes?: number
  readonly overWaiting?: number
  readonly whenIdle?: boolean
  readonly first?: boolean
  readonly untilWaiting: number
}

export type ScenarioWindow = {
  /** So many alike; absent: one. */
  readonly count?: number
  /** Themes tier by tier: one tier is called by the highest score, further ones when nobody of those before waits. */
  readonly takes: readonly (readonly string[])[]
  /** `HH:MM` to `HH:MM`; absent: from opening until everybody has been served. */
  readonly shifts?: readonly (readonly [from: string, to: string])[]
  readonly reliefs?: readonly ScenarioRelief[]
  /** Time a visit takes here ÷ its usual time; absent: 1. */
  readonly slowness?: number
}

/** All times in minutes; the time of the days it gives is minutes since midnight. */
export type Scenario = {
  readonly seed: number
  readonly days: number
  /** While numbers are taken, `HH:MM`. */
  readonly open: string
  readonly close: string
  readonly themes: readonly ScenarioTheme[]
  readonly classes: readonly ScenarioClass[]
  readonly windows: readonly ScenarioWindow[]
  /** Weights of equal parts of the opening hours; absent: `WARSAW`. */
  readonly profile?: readonly number[]
  /** Variance ÷ mean of each part's numbers; 1 is chance alone; absent: 1. */
  readonly dispersion?: number
  /** Share that does not come when called, and how long each keeps the window; absent: everybody comes. */
  readonly noShow?: { readonly share: number; readonly minutes: number }
  /** How long people wait before they go away, on average (exponential); absent: everybody stays. */
  readonly patience?: number
}

type Coming = {
  readonly at: number
  readonly since: number
  readonly theme: number
  readonly kind: number
  readonly needs: number
  readonly leaves: number
  readonly onward: number
  readonly onwardNeeds: number
}

const indexOf = (scenario: Scenario, name: string): number => {
  const index = scenario.themes.findIndex((theme) => theme.name === name)
  if (index < 0) throw new RangeError(`The scenario has no theme “${name}”.`)
  return index
}

/** Moments at which people of a theme come on a day, earliest first. */
const momentsOf = (scenario: Scenario, { name, daily, profile }: ScenarioTheme, day: number): number[] => {
  const open = minuteOf(scenario.open)
  const weights = profile ?? scenario.profile ?? WARSAW
  const part = (minuteOf(scenario.close) - open) / weights.length
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const draws = drawsOf(scenario.seed, `${day} comes ${name}`)
  const busyness = drawsOf(scenario.seed, `${day} busyness ${name}`)
  const excess = Math.max(0, (scenario.dispersion ?? 1) - 1)
  const moments: number[] = []
  weights.forEach((weight, index) => {
    const usual = (daily * weight) / sum
    if (!(usual > 0)) return
    const gap = part / (usual * busyness.gamma(1, Math.sqrt(excess / usual)))
    const from = open + index * part
    for (let at = from + draws.exponential(gap); at < from + part; at += draws.exponential(gap)) moments.push(at)
  })
  return moments
}

const kindBy = (classes: readonly ScenarioClass[], draw: number): number => {
  let left = draw
  for (const [kind, { share }] of classes.entries()) {
    if (left < share) return kind
    left -= share
  }
  return classes.length - 1
}

const comingOf = (scenario: Scenario, day: number): Coming[] => {
  const { themes, classes, noShow, patience, seed } = scenario
  const coming = themes.flatMap((theme, index) => {
    // What each person needs is drawn whether or not it is used: other shares change nobody else's day.
    const stream = (what: string): Draws => drawsOf(seed, `${day} ${what} ${theme.name}`)
    const [kinds, needs, absences, slots, patiences, ways] = [
      stream('class'),
      stream('needs'),
      stream('no-show'),
      stream('slot'),
      stream('patience'),
      stream('onward'),
    ]
    const next = theme.onward === undefined ? -1 : indexOf(scenario, theme.onward.to)
    return momentsOf(scenario, theme, day).map((at): Coming => {
      const kind = kindBy(classes, kinds.next())
      const taken = needs.lognormal(theme.minutes, theme.cv)
      const absent = absences.happens(classes[kind]?.noShow ?? noShow?.share ?? 0)
      const since = at + slots.next() * (classes[kind]?.earlyMinutes ?? 0)
      const stays = patiences.exponential(1)
      const goesOn = ways.happens(theme.onward?.share ?? 0) && !absent
      const onwardNeeds = ways.lognormal(themes[next]?.minutes ?? 0, themes[next]?.cv ?? 0)
      return {
        at,
        since,
        theme: index,
        kind,
        needs: absent ? (noShow?.minutes ?? 0) : taken,
        leaves: patience === undefined ? Number.POSITIVE_INFINITY : since + stays * patience,
        onward: goesOn ? next : -1,
        onwardNeeds,
      }
    })
  })
  return coming.sort((a, b) => a.at - b.at || a.theme - b.theme)
}

/** The people of a day of a scenario: queues are its themes, kinds its classes. Throws RangeError for unknown themes. */
export const visitsOf = (scenario: Scenario, day: number): Visits => {
  const coming = comingOf(scenario, day)
  const onwards = coming.filter(({ onward }) => onward >= 0)
  const first = coming.length
  const count = first + onwards.length
  const visits = {
    count,
    comes: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    since: new Float64Array(count),
    queue: new Uint16Array(count),
    kind: new Uint8Array(count),
    needs: new Float64Array(count),
    leaves: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    // biome-ignore lint/suspicious/noThenProperty: it is never awaited
    then: new Int32Array(count).fill(-1),
  }
  coming.forEach(({ at, since, theme, kind, needs, leaves }, index) => {
    visits.comes[index] = at
    visits.since[index] = since
    visits.queue[index] = theme
    visits.kind[index] = kind
    visits.needs[index] = needs
    visits.leaves[index] = leaves
  })
  let leg = first
  coming.forEach(({ since, kind, onward, onwardNeeds }, index) => {
    if (onward < 0) return
    visits.then[index] = leg
    visits.since[leg] = since
    visits.queue[leg] = onward
    visits.kind[leg] = kind
    visits.needs[leg] = onwardNeeds
    leg += 1
  })
  return visits
}

const reliefOf = (scenario: Scenario, relief: ScenarioRelief): Relief => ({
  queues: relief.themes.map((name) => indexOf(scenario, name)),
  overWait: relief.overMinutes ?? Number.POSITIVE_INFINITY,
  overCount: relief.overWaiting ?? Number.POSITIVE_INFINITY,
  whenIdle: relief.whenIdle ?? false,
  first: relief.first ?? false,
  until: relief.untilWaiting,
})

/** The windows of a scenario, the same every day. Throws RangeError for unknown themes. */
export const windowsOfScenario = (scenario: Scenario): WindowDay[] =>
  scenario.windows.flatMap(({ count, takes, shifts, reliefs, slowness }) => {
    const tiers = takes.map((tier) => tier.map((name) => indexOf(scenario, name)))
    const helps = (reliefs ?? []).map((relief) => reliefOf(scenario, relief))
    const spans = shifts?.map(([from, to]) => [minuteOf(from), minuteOf(to)] as const) ?? [
      [minuteOf(scenario.open), Number.POSITIVE_INFINITY] as const,
    ]
    const window: WindowDay = {
      shifts: spans.map(([from, to]) => ({ from, to, tiers, reliefs: helps })),
      slowness: slowness ?? 1,
    }
    return Array.from({ length: count ?? 1 }, () => window)
  })

/** The order rule of a scenario, in minutes. */
export const orderOfScenario = ({ classes }: Scenario): OrderRule => ({
  credit: classes.map(({ credit }) => (credit === 'strict' ? Number.POSITIVE_INFINITY : credit)),
  rate: classes.map(({ rate }) => rate ?? 1),
})
