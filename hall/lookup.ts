/** The catalogue in force, looked up by id, and what each window takes by it. */
import { authority, type Catalogue, type Counter, type Elsewhere, type Service, type Theme } from './catalogue.ts'
import type { CounterId, ServiceId, ThemeId } from './ids.ts'

/** What a window calls from: first its own services, and then those it helps with. */
export type Takes = { readonly own: readonly ServiceId[]; readonly help: readonly ServiceId[] }
/** The catalogue, looked up by id. */
export type Lookup = {
  readonly services: ReadonlyMap<ServiceId, Service>
  readonly themes: ReadonlyMap<ThemeId, Theme>
  readonly counters: ReadonlyMap<CounterId, Counter>
  readonly servicesOfTheme: ReadonlyMap<ThemeId, readonly ServiceId[]>
  /** Services each window takes as its own, and as help. */
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
  servicesOfTheme: new Map(),
  takes: new Map(),
  countersOfTheme: new Map(),
  untaken: [],
  limited: [],
  elsewhere: new Map(),
}

export const lookupOf = (catalogue: Catalogue): Lookup => {
  const servicesOfTheme = new Map<ThemeId, ServiceId[]>(catalogue.themes.map((theme) => [theme.id, []]))
  for (const service of catalogue.services) servicesOfTheme.get(service.theme)?.push(service.id)
  const takes = new Map(
    catalogue.counters.map((counter) => {
      const of = (wanted: 'own' | 'help') =>
        catalogue.services.filter((service) => authority(counter, service) === wanted).map((service) => service.id)
      return [counter.id, { own: of('own'), help: of('help') }] as const
    }),
  )
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
    servicesOfTheme,
    takes,
    countersOfTheme,
    untaken: catalogue.services.filter(({ id }) => !taken.has(id)).map(({ id }) => id),
    limited: catalogue.services.filter(({ dailyQuota }) => dailyQuota !== undefined),
    elsewhere: new Map(catalogue.elsewhere?.map((row) => [row.id, row])),
  }
}

/** What a window takes while it stands in for these: theirs with its own, by one order. */
export const takesWith = (lookup: Lookup, counter: CounterId, covers: readonly CounterId[]): Takes => {
  const of = (id: CounterId): Takes => lookup.takes.get(id) ?? { own: [], help: [] }
  const own = [...new Set([counter, ...covers].flatMap((id) => of(id).own))]
  return { own, help: of(counter).help.filter((service) => !own.includes(service)) }
}
