/**
 * The order of Q1–Q3, Q11 and Q13, of AB岗 and of bound tickets written the slow and obvious way, from the tickets, the
 * windows and the catalogue alone, to hold the fast one against.
 */
import { authority, type TicketClass } from '../../hall/catalogue.ts'
import type { Why } from '../../hall/events.ts'
import type { Hall } from '../../hall/hall.ts'
import type { CounterId, Instant, ServiceId, TicketId } from '../../hall/ids.ts'
import type { WorkProfile } from '../../hall/profile.ts'
import type { TicketAs } from '../../hall/ticket.ts'

type Waiting = TicketAs<'waiting'>
type Rank = { readonly tier: number; readonly rule: 'relief' | 'own' | 'help' | 'longest' }

export const profileBySight = (hall: Hall, counter: CounterId): WorkProfile | undefined => {
  const switched = hall.profiles.get(counter)
  const begun = hall.catalogue?.counters.find(({ id }) => id === counter)?.profile
  return hall.catalogue?.profiles?.find(({ id }) => id === (switched ? switched.profile : begun))
}

/** As what a window takes a service by its list, and by the profile it follows. */
const asWhat = (hall: Hall, counter: CounterId, id: ServiceId): { list: boolean; now: 'own' | 'help' | 'none' } => {
  const setting = hall.catalogue?.counters.find((other) => other.id === counter)
  const service = hall.catalogue?.services.find((other) => other.id === id)
  const listed = setting && service ? authority(setting, service) : 'none'
  const profile = profileBySight(hall, counter)
  if (listed === 'none' || !service) return { list: false, now: 'none' }
  if (!profile) return { list: true, now: listed }
  if (profile.services && !profile.services.includes(id)) return { list: true, now: 'none' }
  const helps = profile.help.includes(service.theme) ? 'help' : 'none'
  return { list: true, now: profile.own.includes(service.theme) ? 'own' : helps }
}

/** Where a ticket stands at a window, if the window calls it at all. */
const rankAt = (hall: Hall, counter: CounterId, { bound, service }: Waiting): Rank | undefined => {
  const state = hall.counters.get(counter)
  const here = [counter, ...(state && state.status !== 'closed' ? state.covers : [])]
  const order = profileBySight(hall, counter)?.order ?? 'own-first'
  const main = { tier: 1, rule: order === 'longest' ? order : 'own' } as const
  const theme = hall.catalogue?.services.find(({ id }) => id === service)?.theme
  const helps = hall.helping.filter((help) => help.counter === counter)
  if (bound) {
    const mine =
      'counter' in bound
        ? here.includes(bound.counter)
        : state && state.status !== 'closed' && state.staffId === bound.staff
    // Nothing that the window helps goes before who waits for it alone.
    return mine ? { ...main, tier: helps.some(({ first }) => first) ? -1 : 1 } : undefined
  }
  const { list, now } = asWhat(hall, counter, service)
  const helped = list ? helps.filter((help) => help.theme === theme) : []
  if (helped.some(({ first }) => first)) return { tier: 0, rule: 'relief' }
  if (here.some((window) => asWhat(hall, window, service).now === 'own')) return main
  if (now === 'help') return order === 'longest' ? main : { tier: 2, rule: 'help' }
  return helped.length > 0 ? { tier: 3, rule: 'help' } : undefined
}

/** More than anybody gains in a day; whoever was moved before somebody strict has it too, by their key. */
const STRICT = 1e12

/** credit + rate × wait; a credit of a day goes before all that is less, from its slot on. */
export const scoreBySight = (hall: Hall, ticket: { class: TicketClass; key: number }, now: Instant): number => {
  const rules = hall.catalogue?.rules
  const credit = (rules?.creditMinutes[ticket.class] ?? 0) * 60_000
  const wait = now - ticket.key - credit
  const gained = (rules?.rate?.[ticket.class] ?? 1) * wait
  if (credit < 86_400_000) return credit + gained
  return wait < 0 ? gained : STRICT + credit + gained
}

/** Whether one is called before another, both at the same rank. */
export const isBefore = (
  hall: Hall,
  a: { class: TicketClass; key: number; rank: number },
  b: { class: TicketClass; key: number; rank: number },
  now: Instant,
): boolean => {
  const ahead = scoreBySight(hall, a, now) - scoreBySight(hall, b, now)
  return ahead > 0 || (ahead === 0 && a.rank < b.rank)
}

/** Everybody whom a window calls, in calling order. */
export const listOf = (hall: Hall, counter: CounterId, now: Instant): readonly (readonly [Rank, Waiting])[] =>
  [...hall.tickets.values()]
    .flatMap((ticket): (readonly [Rank, Waiting])[] => {
      const rank = ticket.status === 'waiting' ? rankAt(hall, counter, ticket) : undefined
      return rank && ticket.status === 'waiting' ? [[rank, ticket]] : []
    })
    .sort(([a, x], [b, y]) => a.tier - b.tier || (isBefore(hall, x, y, now) ? -1 : 1))

/** Who of a list had come before somebody and still waits: how many, and the first twenty. */
export const overtaken = (
  list: readonly Waiting[],
  called: { readonly arrivedAt: Instant },
): Pick<Why, 'overtook' | 'whom'> => {
  const earlier = list
    .filter((other) => other.arrivedAt < called.arrivedAt)
    .sort((a, b) => a.arrivedAt - b.arrivedAt || a.rank - b.rank)
  const whom = earlier.slice(0, 20).map(({ id }) => id)
  return { overtook: earlier.length, ...(whom.length > 0 ? { whom } : {}) }
}

/** The next of a window, and why. */
export const nextBySight = (
  hall: Hall,
  counter: CounterId,
  now: Instant,
): { ticket: TicketId; why: Why } | undefined => {
  const list = listOf(hall, counter, now)
  const [first] = list
  if (!first) return undefined
  const [{ tier, rule }, ticket] = first
  const passed = list.filter(([other]) => other.tier === tier || (tier <= 0 && other.tier === 1))
  const why = {
    rule,
    key: ticket.key,
    ...overtaken(
      passed.map(([, other]) => other),
      ticket,
    ),
  }
  const profile = profileBySight(hall, counter)?.id
  return { ticket: ticket.id, why: profile === undefined ? why : { ...why, profile } }
}
