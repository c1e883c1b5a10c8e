/** Finding a service by what people say: words of its name, keywords, English, or pinyin initials. Pure. */
import type { Service } from '../hall/catalogue.ts'
import type { ServiceId } from '../hall/ids.ts'
import { initialsOf } from './initials.ts'

/** What has a name and may be asked for by it: a service, or what another place handles. */
type Findable = Pick<Service, 'id' | 'name' | 'nameEn' | 'keywords'>

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, '')

/** How well a service fits: 0 not at all; a name that begins with the words fits best. */
const pointsOf = (service: Findable, wanted: string): number => {
  const name = plain(service.name)
  if (name.startsWith(wanted)) return 6
  if (name.includes(wanted)) return 5
  if (service.keywords?.some((word) => plain(word).includes(wanted))) return 4
  if (initialsOf(service.name).startsWith(wanted)) return 3
  if (initialsOf(service.name).includes(wanted)) return 2
  return plain(service.nameEn).includes(wanted) || plain(service.id) === wanted ? 1 : 0
}

/** The services that fit the words, best first; catalogue order among equals. Empty words find nothing. */
export const findServices = <T extends Findable>(services: readonly T[], words: string, most = 12): readonly T[] => {
  const wanted = plain(words)
  if (wanted === '') return []
  return services
    .map((service, index) => ({ service, index, points: pointsOf(service, wanted) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || a.index - b.index)
    .slice(0, most)
    .map(({ service }) => service)
}

/** The services asked for most in the given visits, filled up with the first of each theme in turn. */
export const mostUsed = (
  services: readonly Service[],
  asked: readonly ServiceId[],
  most: number,
): readonly Service[] => {
  const times = new Map<ServiceId, number>()
  for (const id of asked) times.set(id, (times.get(id) ?? 0) + 1)
  const rankInTheme = new Map<string, number>()
  const rows = services.map((service, index) => {
    const rank = rankInTheme.get(service.theme) ?? 0
    rankInTheme.set(service.theme, rank + 1)
    return { service, index, rank, times: times.get(service.id) ?? 0 }
  })
  return rows
    .sort((a, b) => b.times - a.times || a.rank - b.rank || a.index - b.index)
    .slice(0, most)
    .map(({ service }) => service)
}

export type Audience = Service['audience']

/** The services that a person, or a company, may ask for; `both` asks for all of them. */
export const servicesFor = (services: readonly Service[], audience: Audience): readonly Service[] =>
  audience === 'both'
    ? services
    : services.filter((service) => service.audience === 'both' || service.audience === audience)

/** What the big buttons hold: the hall's most asked for today, then this desk's own past, then the first of every theme. */
export const firstOffered = (
  services: readonly Service[],
  popular: readonly ServiceId[],
  asked: readonly ServiceId[],
  most: number,
): readonly Service[] => {
  const first = popular.flatMap((id) => services.filter((service) => service.id === id)).slice(0, most)
  const rest = services.filter((service) => !first.includes(service))
  return [...first, ...mostUsed(rest, asked, most - first.length)]
}
