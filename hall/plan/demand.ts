/**
 * What comes on a day of the week: for each theme how many numbers in each half hour and how long each keeps a window, by
 * what the hall has learnt of itself; before it has learnt anything, by what the catalogue expects.
 */
import { minuteOf } from '../calendar.ts'
import type { Catalogue, Theme } from '../catalogue.ts'
import type { Pace } from '../forecast/learned.ts'
import { together, usualPace } from '../forecast/pace.ts'
import type { Hall } from '../hall.ts'
import type { ThemeId } from '../ids.ts'
import { WARSAW } from '../simulate/shape.ts'

const MINUTE = 60_000
/** Minutes. */
export const HALF_HOUR = 30

export type Demand = {
  readonly theme: ThemeId
  /** Numbers taken in each half hour from the one in which the hall opens to the one in which it closes. */
  readonly arrivals: readonly number[]
  /** How long a number keeps a window, minutes, those that do not come and the moment between two among them… */
  readonly minutes: number
  /** …and how much that scatters: standard deviation ÷ mean. */
  readonly cv: number
  /** Share of numbers with precedence. */
  readonly priority: number
  /** Whether people were counted here, or both figures are the catalogue's. */
  readonly basis: 'learned' | 'catalogue'
}

/** The half hours of a hall's day, counted from midnight: the first in which it is open and how many there are. */
export type HalfHours = { readonly first: number; readonly count: number }

export const halfHoursOf = ({ hours }: Pick<Catalogue, 'hours'>): HalfHours => {
  const first = Math.floor(minuteOf(hours.open) / HALF_HOUR)
  return { first, count: Math.max(1, Math.ceil(minuteOf(hours.close) / HALF_HOUR) - first) }
}

/** Numbers a day in a theme, all half hours together. */
export const casesOf = ({ arrivals }: Pick<Demand, 'arrivals'>): number => arrivals.reduce((sum, n) => sum + n, 0)

/** How many windows the work of a half hour alone keeps busy. */
export const loadOf = ({ arrivals, minutes }: Demand, halfHour: number): number =>
  ((arrivals[halfHour] ?? 0) * minutes) / HALF_HOUR

/** The same demand with so many numbers a day, spread over the day as before. */
export const withCases = (demand: Demand, cases: number): Demand => {
  const now = casesOf(demand)
  return {
    ...demand,
    arrivals: demand.arrivals.map((n) => (now === 0 ? cases / demand.arrivals.length : (n / now) * cases)),
  }
}

/** A day's shape laid over another number of half hours; the parts sum to 1. */
export const stretched = (shape: readonly number[], count: number): readonly number[] => {
  const sum = shape.reduce((total, part) => total + part, 0)
  return Array.from({ length: count }, (_, at) => {
    const [from, to] = [(at / count) * shape.length, ((at + 1) / count) * shape.length]
    return (
      shape.reduce((part, weight, k) => part + weight * Math.max(0, Math.min(to, k + 1) - Math.max(from, k)), 0) / sum
    )
  })
}

const NOTHING: Pace = { n: 0, meanMs: 0, cv: 0 }

/** How long a number of the theme keeps a window, from all its services by how often each was seen. */
const paceOf = (hall: Hall, theme: Theme): Pace =>
  (hall.catalogue?.services ?? [])
    .filter((service) => service.theme === theme.id)
    .flatMap(({ id }) => usualPace(hall, id) ?? [])
    .reduce(together, NOTHING)

/** With the numbers that do not come, and with the moment between two visits. */
const occupation = (hall: Hall, theme: Theme): Pick<Demand, 'minutes' | 'cv'> => {
  const { meanMs, cv } = paceOf(hall, theme)
  const { share, holdMs } = hall.learned?.noShow ?? { share: 0, holdMs: 0 }
  const between = hall.learned?.turnaround ?? NOTHING
  const kept = (1 - share) * meanMs + share * holdMs
  const square = (1 - share) * meanMs ** 2 * (1 + cv ** 2) + share * holdMs ** 2
  const variance = square - kept ** 2 + (between.meanMs * between.cv) ** 2
  const mean = kept + between.meanMs
  return { minutes: mean / MINUTE, cv: mean === 0 ? 0 : Math.sqrt(Math.max(0, variance)) / mean }
}

/** Numbers of each theme by half hour on that weekday, as learnt; themes of which nobody was counted are left out. */
const counted = ({ learned }: Hall, weekday: number, { first, count }: HalfHours): Map<ThemeId, readonly number[]> => {
  const busy = learned?.weekday[weekday - 1] ?? 1
  const rows = Object.entries(learned?.arrivals ?? {}).map(
    ([theme, numbers]) => [theme, numbers.slice(first, first + count).map((n) => n * busy)] as const,
  )
  return new Map(rows.filter(([, numbers]) => numbers.some((n) => n > 0)))
}

/**
 * How many visits a day a theme gets from other windows (缴费, 统一出件, 联办): no number is taken there, so they are seen only
 * in how often its services were done, against the same of themes to which nobody is sent on. None while nothing is learnt.
 */
const sentOn = (
  hall: Hall,
  catalogue: Catalogue,
  numbers: ReadonlyMap<ThemeId, readonly number[]>,
): Map<ThemeId, number> => {
  const { learned } = hall
  const reached = new Set(catalogue.services.flatMap(({ stages = [], assists = [] }) => [...stages, ...assists]))
  const doneIn = (theme: ThemeId): number =>
    catalogue.services.reduce((sum, { id, theme: of }) => sum + (of === theme ? (learned?.paces[id]?.n ?? 0) : 0), 0)
  const takenIn = (theme: ThemeId): number => casesOf({ arrivals: numbers.get(theme) ?? [] })
  const direct = catalogue.themes.filter(
    ({ id }) => !catalogue.services.some((service) => service.theme === id && reached.has(service.id)),
  )
  const done = direct.reduce((sum, { id }) => sum + doneIn(id), 0)
  const taken = direct.reduce((sum, { id }) => sum + takenIn(id), 0)
  return new Map(
    catalogue.themes
      .filter((theme) => done > 0 && !direct.includes(theme))
      .map(({ id }) => [id, Math.max(0, (doneIn(id) * taken) / done - takenIn(id))]),
  )
}

/**
 * What comes on that weekday (1 = Monday), theme by theme in the catalogue's order. Themes without a service are left out:
 * nobody can take a number there. Empty before a catalogue is in force.
 */
export const demandsOf = (hall: Hall, weekday: number): readonly Demand[] => {
  const { catalogue } = hall
  if (!catalogue) return []
  const halfHours = halfHoursOf(catalogue)
  const usual = stretched(WARSAW, halfHours.count)
  const numbers = counted(hall, weekday, halfHours)
  const onward = sentOn(hall, catalogue, numbers)
  const all = usual.map((_, at) => [...numbers.values()].reduce((sum, row) => sum + (row[at] ?? 0), 0))
  const whole = all.reduce((sum, n) => sum + n, 0)
  return catalogue.themes
    .filter((theme) => catalogue.services.some((service) => service.theme === theme.id))
    .map((theme) => {
      const own = numbers.get(theme.id)
      const sent = onward.get(theme.id) ?? 0
      const known = own !== undefined || sent > 0
      return {
        theme: theme.id,
        // Whoever is sent on comes while the hall is busy.
        arrivals: usual.map((part, at) =>
          known ? (own?.[at] ?? 0) + (sent * (all[at] ?? 0)) / whole : part * theme.dailyCases,
        ),
        ...occupation(hall, theme),
        priority: hall.learned?.priority[theme.id] ?? 0,
        basis: known ? 'learned' : 'catalogue',
      }
    })
}
