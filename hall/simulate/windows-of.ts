/**
 * The windows of a day as the simulator takes them, and the queues that follow from them: services that every window
 * treats alike all day are one queue. Windows are first written down by service (`Stint`), so that one set of queues can
 * serve two ways of running the same day.
 */
import { minuteOf } from '../calendar.ts'
import { authority, type Catalogue, type Counter } from '../catalogue.ts'
import type { CounterId, ServiceId, ThemeId } from '../ids.ts'
import { takesUnder } from '../lookup.ts'
import type { WorkProfile } from '../profile.ts'
import { plannedProfile, takesInPlan } from '../takes.ts'
import type { Relief, Shift, WindowDay } from './day.ts'

/** A help threshold by service. */
export type ServiceRelief = Omit<Relief, 'queues' | 'own'> & {
  readonly services: readonly ServiceId[]
  /** Of which nobody may wait where `whenIdle`; absent: the first tier. */
  readonly own?: readonly ServiceId[]
}

/** What a window takes between two moments, by service: the first tier that has anybody is called from. */
export type Stint = {
  readonly from: number
  readonly to: number
  readonly tiers: readonly (readonly ServiceId[])[]
  readonly reliefs: readonly ServiceRelief[]
}

/** A window's day by service. The other fields are those of `WindowDay`. */
export type WindowStints = Omit<WindowDay, 'shifts'> & {
  readonly counter: CounterId
  readonly stints: readonly Stint[]
}

/** The queues of a day: which services each holds, and the queue of each service. */
export type Queues = {
  readonly services: readonly (readonly ServiceId[])[]
  readonly of: ReadonlyMap<ServiceId, number>
}

/** How the day's clock maps onto the simulator's time: the time at midnight, and how long a minute is in its unit. */
export type DayClock = { readonly midnight: number; readonly minute: number }

/** Time in minutes since midnight. */
export const IN_MINUTES: DayClock = { midnight: 0, minute: 1 }

/** Minutes of the day, from and to. */
export type Span = readonly [from: number, to: number]

/** The hours of the hall as minutes of the day. */
export const openHours = ({ hours }: Catalogue): Span => [minuteOf(hours.open), minuteOf(hours.close)]

/** The help thresholds of a profile at a window, within its list (S003-22), in the simulator's unit of time. */
export const reliefsOf = (
  catalogue: Catalogue,
  counter: Counter,
  profile: WorkProfile | undefined,
  minute: number,
): ServiceRelief[] => {
  if (!profile) return []
  const of = (themes: readonly ThemeId[]): ServiceId[] =>
    catalogue.services
      .filter((service) => themes.includes(service.theme) && authority(counter, service) !== 'none')
      .map(({ id }) => id)
  // Where a window calls by the longest wait, its first tier is more than its own themes.
  const own = profile.order === 'longest' ? { own: takesUnder(catalogue.services, counter, profile).own } : {}
  return profile.helpWhen.map(({ theme, overMinutes, overWaiting, whenIdle, first, untilWaiting }) => ({
    services: of([theme]),
    overWait: overMinutes === undefined ? Number.POSITIVE_INFINITY : overMinutes * minute,
    overCount: overWaiting ?? Number.POSITIVE_INFINITY,
    whenIdle,
    first,
    until: untilWaiting,
    ...own,
  }))
}

/** What is left of a span once these are taken out of it; they may overlap. */
export const without = ([from, to]: Span, gaps: readonly Span[]): Span[] => {
  let parts: Span[] = from < to ? [[from, to]] : []
  for (const [start, end] of gaps)
    parts = parts.flatMap(([first, last]): Span[] => {
      if (end <= first || start >= last) return [[first, last]]
      return (
        [
          [first, start],
          [end, last],
        ] as const
      ).filter(([a, b]) => a < b)
    })
  return parts
}

/** The same span, cut where these moments fall inside it. */
const cutAt = ([from, to]: Span, moments: readonly number[]): Span[] => {
  const inside = [...new Set(moments)].filter((moment) => moment > from && moment < to).sort((a, b) => a - b)
  return [from, ...inside].map((start, index) => [start, inside[index] ?? to])
}

/** What the catalogue has a window take while it is open between two minutes of the day: profiles by the hour, less breaks. */
export const plannedStints = (
  catalogue: Catalogue,
  counter: Counter,
  open: Span = openHours(catalogue),
  { midnight, minute }: DayClock = IN_MINUTES,
): Stint[] => {
  const breaks = (counter.breaks ?? []).map(({ from, to }): Span => [minuteOf(from), minuteOf(to)])
  const changes = (counter.plan ?? []).map(({ from }) => minuteOf(from))
  const profileInPlan = (at: number): WorkProfile | undefined =>
    catalogue.profiles?.find(({ id }) => id === plannedProfile(counter, at))
  return without(open, breaks)
    .flatMap((part) => cutAt(part, changes))
    .map(([from, to]) => ({
      from: midnight + from * minute,
      to: midnight + to * minute,
      tiers: takesInPlan(catalogue, counter, from).map(({ services }) => services),
      reliefs: reliefsOf(catalogue, counter, profileInPlan(from), minute),
    }))
}

/**
 * Every window that calls numbers, as the catalogue plans it.
 * @param open when each is open, minutes of the day; absent: all of them as long as the hall
 */
export const plannedWindows = (
  catalogue: Catalogue,
  open: (counter: CounterId) => readonly Span[] = () => [openHours(catalogue)],
  clock: DayClock = IN_MINUTES,
): WindowStints[] =>
  catalogue.counters
    .filter(({ own, help }) => own.length + help.length > 0)
    .map((counter) => ({
      counter: counter.id,
      stints: open(counter.id).flatMap((span) => plannedStints(catalogue, counter, span, clock)),
    }))

/**
 * The queues of a day: services that all these windows treat alike, all day, share one. To run a day in two ways, give
 * the windows of both. Services that no window takes share a queue that nobody calls from.
 */
export const queuesOf = (windows: readonly WindowStints[], services: Iterable<ServiceId>): Queues => {
  const treated = new Map<ServiceId, string>([...services].map((service) => [service, '']))
  const note = (service: ServiceId, how: string): void => {
    const known = treated.get(service)
    if (known !== undefined) treated.set(service, `${known}${how};`)
  }
  windows.forEach(({ stints }, window) => {
    stints.forEach(({ tiers, reliefs }, stint) => {
      tiers.forEach((tier, rank) => {
        for (const service of tier) note(service, `${window}.${stint}.${rank}`)
      })
      reliefs.forEach((relief, rank) => {
        for (const service of relief.services) note(service, `${window}.${stint}+${rank}`)
        for (const service of relief.own ?? []) note(service, `${window}.${stint}o${rank}`)
      })
    })
  })
  const groups = new Map<string, ServiceId[]>()
  const of = new Map<ServiceId, number>()
  const order = new Map<string, number>()
  for (const [service, how] of treated) {
    const queue = order.get(how) ?? order.size
    order.set(how, queue)
    of.set(service, queue)
    groups.set(how, [...(groups.get(how) ?? []), service])
  }
  return { services: [...groups.values()], of }
}

const queuesIn = (services: readonly ServiceId[], { of }: Queues): number[] => {
  const found = new Set<number>()
  for (const service of services) {
    const queue = of.get(service)
    if (queue !== undefined) found.add(queue)
  }
  return [...found]
}

/** The windows by queue, as the engine takes them. */
export const windowDays = (windows: readonly WindowStints[], queues: Queues): WindowDay[] =>
  windows.map(({ counter: _counter, stints, ...rest }) => ({
    ...rest,
    shifts: stints.map(({ from, to, tiers, reliefs }): Shift => {
      const helps = reliefs
        .map(
          ({ services, own, ...relief }): Relief => ({
            ...relief,
            queues: queuesIn(services, queues),
            ...(own ? { own: queuesIn(own, queues) } : {}),
          }),
        )
        .filter((relief) => relief.queues.length > 0)
      const shift = { from, to, tiers: tiers.map((tier) => queuesIn(tier, queues)).filter(({ length }) => length > 0) }
      return helps.length === 0 ? shift : { ...shift, reliefs: helps }
    }),
  }))
