/**
 * What a window takes now, and in which order: its list, narrowed and arranged by its work profile, with that of the
 * windows it stands in for (AB岗) and the themes it helps out of turn (潮汐窗口), as tiers. The first tier in which anybody
 * waits is called from, and within it the highest score.
 */
import { minuteOf } from './calendar.ts'
import type { Catalogue, Counter, TicketClass } from './catalogue.ts'
import { eachLine, eachLineBoundTo, type Hall, isBoundTo, type Standing } from './hall.ts'
import type { CounterId, ServiceId, ThemeId } from './ids.ts'
import type { Bound } from './legs.ts'
import { type Takes, takesUnder } from './lookup.ts'
import type { CallOrder, ProfileId, WorkProfile } from './profile.ts'

/** Services of one rank at a window, and the rule by which whoever is called from them is called. */
export type Tier = {
  readonly rule: 'relief' | 'own' | 'help' | 'longest'
  readonly services: readonly ServiceId[]
  /** The themes of these services. */
  readonly themes: readonly ThemeId[]
}

/**
 * The tiers of a list. A service that comes earlier is not named again. Whoever waits for the window alone stands in the
 * first, which is a tier without services while the window helps others first, so that no help keeps them waiting.
 */
const tiersOf = (
  themeOf: (service: ServiceId) => ThemeId | undefined,
  { own, help }: Takes,
  order: CallOrder,
  relief: readonly ServiceId[],
  late: readonly ServiceId[],
): readonly Tier[] => {
  const rule = order === 'longest' ? order : 'own'
  const named = new Set<ServiceId>()
  const tier = (of: Tier['rule'], services: readonly ServiceId[]): Tier => {
    const left = [...new Set(services)].filter((service) => !named.has(service))
    for (const service of left) named.add(service)
    return { rule: of, services: left, themes: [...new Set(left.flatMap((service) => themeOf(service) ?? []))] }
  }
  return [
    ...(relief.length > 0 ? [tier(rule, []), tier('relief', relief)] : []),
    tier(rule, order === 'longest' ? [...own, ...help] : own),
    ...[tier('help', help), tier('help', late)].filter(({ services }) => services.length > 0),
  ]
}

const orderOf = (profile: WorkProfile | undefined): CallOrder => profile?.order ?? 'own-first'

/** The work profile that a window follows now: what it was switched to, or what it begins the day with. */
export const profileOf = (hall: Hall, counter: CounterId): WorkProfile | undefined => {
  const switched = hall.profiles.get(counter)
  const id = switched ? switched.profile : hall.lookup.counters.get(counter)?.profile
  return id === undefined || id === null ? undefined : hall.lookup.profiles.get(id)
}

/** The services of a theme that a window's list names. */
export const listedOf = ({ lookup }: Hall, counter: CounterId, theme: ThemeId): readonly ServiceId[] => {
  const list = lookup.counters.get(counter)
  if (!list?.own.includes(theme) && !list?.help.includes(theme)) return []
  const services = lookup.servicesOfTheme.get(theme) ?? []
  return list.services ? services.filter((service) => list.services?.includes(service)) : services
}

const takesNow = (hall: Hall, id: CounterId): Takes => {
  const setting = hall.lookup.counters.get(id)
  return setting ? takesUnder(hall.catalogue?.services ?? [], setting, profileOf(hall, id)) : { own: [], help: [] }
}

/** What a window has as its own now, with what those have that it stands in for. */
export const ownNow = (hall: Hall, counter: CounterId): readonly ServiceId[] => {
  const state = hall.counters.get(counter)
  const covers = state && state.status !== 'closed' ? state.covers : []
  return [counter, ...covers].flatMap((id) => takesNow(hall, id).own)
}

/** The tiers of a window, reckoned anew: when it or who it stands in for opens, leaves, or is switched. */
export const reckonTiers = (hall: Hall, counter: CounterId): readonly Tier[] => {
  const own = ownNow(hall, counter)
  const helped = (first: boolean): ServiceId[] =>
    hall.helping
      .filter((help) => help.counter === counter && help.first === first)
      .flatMap(({ theme }) => listedOf(hall, counter, theme))
  const themeOf = (service: ServiceId) => hall.lookup.services.get(service)?.theme
  return tiersOf(
    themeOf,
    { own, help: takesNow(hall, counter).help },
    orderOf(profileOf(hall, counter)),
    helped(true),
    helped(false),
  )
}

/** What a window calls from now, first tier first. */
export const tiersAt = (hall: Hall, counter: CounterId): readonly Tier[] => hall.takes.get(counter) ?? []

type Lines = Generator<readonly [TicketClass, Standing]>

/** Every line of a tier, with its class. */
export function* linesIn(hall: Hall, counter: CounterId, tier: Tier): Lines {
  yield* eachLine(hall, tier.services)
  if (tier === tiersAt(hall, counter)[0]) yield* eachLineBoundTo(hall, counter)
}

/** Every line that a window calls from. */
export function* linesAt(hall: Hall, counter: CounterId): Lines {
  for (const tier of tiersAt(hall, counter)) yield* linesIn(hall, counter, tier)
}

/** Whether a window would call this ticket by itself by this rule. */
export const callsFrom = (
  hall: Hall,
  counter: CounterId,
  rule: Tier['rule'],
  { service, bound }: { service: ServiceId; bound?: Bound },
): boolean => {
  const tiers = tiersAt(hall, counter)
  if (bound) return tiers[0]?.rule === rule && isBoundTo(hall, counter, bound)
  return tiers.some((tier) => tier.rule === rule && tier.services.includes(service))
}

/** Whether a window has a service as its own, by its list or by the profile that it follows now. */
const isOwn = (hall: Hall, counter: CounterId, id: ServiceId): boolean => {
  const setting = hall.lookup.counters.get(counter)
  const service = hall.lookup.services.get(id)
  if (!setting || !service) return false
  const listed = hall.lookup.takes.get(counter)?.own.includes(id)
  return listed || takesUnder([service], setting, profileOf(hall, counter)).own.length > 0
}

/**
 * Whether a window's own list names a service, whatever its profile says, or one that it stands in for has it as its own
 * (S003-22).
 */
export const mayTake = (hall: Hall, counter: CounterId, service: ServiceId): boolean => {
  const list = hall.lookup.takes.get(counter)
  if (list?.own.includes(service) || list?.help.includes(service)) return true
  const state = hall.counters.get(counter)
  return state !== undefined && state.status !== 'closed' && state.covers.some((other) => isOwn(hall, other, service))
}

/** The profile that a window's plan gives it at a minute of the day; null: its whole list. */
export const plannedProfile = (counter: Counter, minute: number): ProfileId | null =>
  counter.plan?.findLast(({ from }) => minuteOf(from) <= minute)?.profile ?? counter.profile ?? null

/** The tiers that the catalogue alone gives a window at a minute of the day, nobody switching, helping or standing in. */
export const takesInPlan = (catalogue: Catalogue, counter: Counter, minuteOfDay: number): readonly Tier[] => {
  const planned = plannedProfile(counter, minuteOfDay)
  const profile = catalogue.profiles?.find(({ id }) => id === planned)
  const themes = new Map(catalogue.services.map((service) => [service.id, service.theme]))
  return tiersOf(
    (service) => themes.get(service),
    takesUnder(catalogue.services, counter, profile),
    orderOf(profile),
    [],
    [],
  )
}
