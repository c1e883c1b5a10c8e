/** The catalogue in force, looked up by id, and what each window takes by it. */
import { authority, type Catalogue, type Counter, type Elsewhere, type Service, type Theme } from './catalogue.ts'
import type { CounterId, ServiceId, ThemeId } from './ids.ts'
import type { ProfileId, WorkProfile } from './profile.ts'

/** What a window takes: its own services, and those it helps with. */
export type Takes = { readonly own: readonly ServiceId[]; readonly help: readonly ServiceId[] }
/** The catalogue, looked up by id. */
export type Lookup = {
  readonly services: ReadonlyMap<ServiceId, Service>
  readonly themes: ReadonlyMap<ThemeId, Theme>
  readonly counters: ReadonlyMap<CounterId, Counter>
  readonly servicesOfTheme: ReadonlyMap<ThemeId, readonly ServiceId[]>
  readonly profiles: ReadonlyMap<ProfileId, WorkProfile>
  /** Services on each window's list, as its own and as help. */
  readonly takes: ReadonlyMap<CounterId, Takes>
  /** Windows that take a theme at all, own before help. */
  readonly countersOfTheme: ReadonlyMap<ThemeId, readonly CounterId[]>
  /** Services that no window takes. */
  readonly untaken: readonly ServiceId[]
  /** Services with a daily quota. */
  readonly limited: readonly Service[]
  /** What this hall does not handle. */
  readonly elsewhere: ReadonlyMap<ServiceId, Elsewhere>
}

export const emptyLookup: Lookup = {
  services: new Map(),
  themes: new Map(),
  counters: new Map(),
  profiles: new Map(),
  servicesOfTheme: new Map(),
  takes: new Map(),
  countersOfTheme: new Map(),
  untaken: [],
  limited: [],
  elsewhere: new Map(),
}

/** What a window takes under a work profile, or without one: never what its list does not name (S003-22, Q11). */
export const takesUnder = (services: readonly Service[], counter: Counter, profile?: WorkProfile): Takes => {
  const as = (service: Service): 'own' | 'help' | 'none' => {
    const listed = authority(counter, service)
    if (!profile || listed === 'none') return listed
    if (profile.services && !profile.services.includes(service.id)) return 'none'
    if (profile.own.includes(service.theme)) return 'own'
    return profile.help.includes(service.theme) ? 'help' : 'none'
  }
  const of = (wanted: 'own' | 'help') => services.filter((service) => as(service) === wanted).map(({ id }) => id)
  return { own: of('own'), help: of('help') }
}

export const lookupOf = (catalogue: Catalogue): Lookup => {
  const servicesOfTheme = new Map<ThemeId, ServiceId[]>(catalogue.themes.map((theme) => [theme.id, []]))
  for (const service of catalogue.services) servicesOfTheme.get(service.theme)?.push(service.id)
  const takes = new Map(catalogue.counters.map((counter) => [counter.id, takesUnder(catalogue.services, counter)]))
  const countersOfTheme = new Map(
    catalogue.themes.map((theme) => {
      const own = catalogue.counters.filter((counter) => counter.own.includes(theme.id))
      const help = catalogue.counters.filter((counter) => counter.help.includes(theme.id) && !own.includes(counter))
      return [theme.id, [...own, ...help].map((counter) => counter.id)] as const
    }),
  )
  const taken = new Set([...takes.values()].flatMap(({ own, help }) => [...own, ...help]))
  return {
    services: new Map(catalogue.services.map((service) => [service.id, service])),
    themes: new Map(catalogue.themes.map((theme) => [theme.id, theme])),
    counters: new Map(catalogue.counters.map((counter) => [counter.id, counter])),
    profiles: new Map(catalogue.profiles?.map((profile) => [profile.id, profile])),
    servicesOfTheme,
    takes,
    countersOfTheme,
    untaken: catalogue.services.filter(({ id }) => !taken.has(id)).map(({ id }) => id),
    limited: catalogue.services.filter(({ dailyQuota }) => dailyQuota !== undefined),
    elsewhere: new Map(catalogue.elsewhere?.map((row) => [row.id, row])),
  }
}
