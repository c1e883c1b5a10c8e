/** Which work profile a window follows, by the hour or by hand, and when it helps a theme out of turn (潮汐窗口). */
import { instantOf, localParts, minuteOf } from './calendar.ts'
import type { Catalogue, Counter } from './catalogue.ts'
import type { CommandOf } from './commands.ts'
import type { Context } from './context.ts'
import type { EventOf } from './events.ts'
import { calledFirst, leftBehind, minutesFrom } from './first-place.ts'
import { eachLineBoundTo, type Hall } from './hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId } from './ids.ts'
import { lineSize } from './line.ts'
import { longestFree } from './longest.ts'
import type { HelpRule, ProfileId, WorkProfile } from './profile.ts'
import { waitingFree } from './queue.ts'
import { accept, type Decision, refuse } from './refusal.ts'
import { listedOf, ownNow, plannedProfile, profileOf } from './takes.ts'

const MINUTE = 60_000

/** Who asks, and when. */
type Asked = Pick<Context, 'actor' | 'now'>

/** The profile to which the plan switches a window now; undefined while it asks for nothing. A hand's stands until then (Q14). */
export const plannedSwitch = (hall: Hall, counter: CounterId, now: Instant): ProfileId | null | undefined => {
  const setting = hall.lookup.counters.get(counter)
  const last = hall.profiles.get(counter)
  if (!setting || !hall.catalogue || hall.day === null || (!setting.plan && !last)) return undefined
  const { timeZone } = hall.catalogue.hall
  const { minute } = localParts(now, timeZone)
  const planned = plannedProfile(setting, minute)
  if (planned === (profileOf(hall, counter)?.id ?? null)) return undefined
  if (last?.by !== 'hand') return planned
  const begun = setting.plan?.findLast(({ from }) => minuteOf(from) <= minute)
  return begun && last.since < instantOf(hall.day, begun.from, timeZone) ? planned : undefined
}

/** What a window without a profile follows, as a profile. */
const wholeList = (counter: Counter): WorkProfile => ({ ...counter, order: 'own-first', helpWhen: [] })

/** What a window follows, with the themes that it helps first now, whoever began that: it may be for good. */
const withHelp = (hall: Hall, counter: Counter, profile: WorkProfile | undefined): WorkProfile | undefined => {
  const first = hall.helping
    .filter((help) => help.counter === counter.id && help.first)
    .map(({ theme, untilWaiting }): HelpRule => ({ theme, whenIdle: false, first: true, untilWaiting }))
  if (first.length === 0) return profile
  const { helpWhen, ...rest } = profile ?? wholeList(counter)
  return { ...rest, helpWhen: [...helpWhen, ...first] }
}

/** A service that nobody would call in the first place, now or later today, under another catalogue (Q12). */
export const leftByPublish = (hall: Hall, catalogue: Catalogue, now: Instant): ServiceId | undefined => {
  if (!hall.open || hall.day === null) return undefined
  const { timeZone } = catalogue.hall
  const { minute } = localParts(now, timeZone)
  const profiles = new Map(catalogue.profiles?.map((profile) => [profile.id, profile]))
  for (const later of minutesFrom(catalogue, minute)) {
    const [left] = leftBehind(catalogue, (counter) => {
      const last = hall.profiles.get(counter.id)
      const stands =
        last?.by === 'hand' &&
        (last.profile === null || profiles.has(last.profile)) &&
        !counter.plan?.some(
          ({ from }) => minuteOf(from) <= later && instantOf(hall.day ?? '', from, timeZone) > last.since,
        )
      const id = stands ? last.profile : plannedProfile(counter, later)
      const profile = profiles.get(id ?? '')
      const changes = counter.plan?.some(({ from }) => minuteOf(from) > minute && minuteOf(from) <= later)
      return changes ? profile : withHelp(hall, counter, profile)
    })
    if (left !== undefined) return left
  }
  return undefined
}

/** A service that no window would call in the first place, now or later today, once this one follows the profile (Q12). */
const leftBy = (
  hall: Hall,
  counter: Counter,
  profile: WorkProfile | undefined,
  now: Instant,
): ServiceId | undefined => {
  const { catalogue } = hall
  if (!catalogue) return undefined
  const kept = calledFirst(catalogue, counter, profile)
  const given = calledFirst(catalogue, counter, profileOf(hall, counter.id)).filter(
    (service) => !kept.includes(service),
  )
  const about = { ...catalogue, services: catalogue.services.filter(({ id }) => given.includes(id)) }
  const { minute } = localParts(now, catalogue.hall.timeZone)
  for (const later of minutesFrom(catalogue, minute)) {
    const [left] = leftBehind(about, (other) => {
      const changes = other.plan?.some(({ from }) => minuteOf(from) > minute && minuteOf(from) <= later)
      if (changes) return hall.lookup.profiles.get(plannedProfile(other, later) ?? '')
      return other.id === counter.id ? profile : withHelp(hall, other, profileOf(hall, other.id))
    })
    if (left !== undefined) return left
  }
  return undefined
}

/** The first theme that a profile names and a window's list does not. */
const outsideList = ({ own, help }: Counter, profile: WorkProfile): ThemeId | undefined =>
  [...profile.own, ...profile.help, ...profile.helpWhen.map(({ theme }) => theme)].find(
    (theme) => !own.includes(theme) && !help.includes(theme),
  )

const switchProfile = (command: CommandOf<'SwitchProfile'>, hall: Hall, counter: Counter, context: Asked): Decision => {
  const { profile: id, reason } = command
  const event = { type: 'ProfileSwitched', counter: counter.id, profile: id } as const
  if (context.actor.role === 'system')
    return plannedSwitch(hall, counter.id, context.now) === id
      ? accept({ ...event, by: 'plan' })
      : refuse({ code: 'not-due' })
  const profile = id === null ? undefined : hall.lookup.profiles.get(id)
  if (id !== null && !profile) return refuse({ code: 'unknown-profile', profile: id })
  if (profile === profileOf(hall, counter.id)) return accept()
  const outside = profile && outsideList(counter, profile)
  if (outside !== undefined) return refuse({ code: 'not-on-list', counter: counter.id, theme: outside })
  const left = leftBy(hall, counter, profile, context.now)
  if (left !== undefined) return refuse({ code: 'service-left', service: left })
  return reason ? accept({ ...event, by: 'hand', reason }) : refuse({ code: 'reason-needed' })
}

/** What a help rule looks at: who waits of the theme's services on the window's list, for no one window or person alone. */
const seen = (
  hall: Hall,
  counter: CounterId,
  theme: ThemeId,
): Pick<EventOf<'HelpSwitched'>, 'waiting' | 'longestSince'> => {
  const services = listedOf(hall, counter, theme)
  return { waiting: waitingFree(hall, services), longestSince: longestFree(hall, services) }
}

/** Whether nobody waits for a window's own themes, or for it alone: also where it calls by the longest wait. */
const isIdle = (hall: Hall, counter: CounterId): boolean =>
  waitingFree(hall, [...new Set(ownNow(hall, counter))]) === 0 &&
  [...eachLineBoundTo(hall, counter)].every(([, { placed }]) => lineSize(placed) === 0)

/** Whether a theme has passed the threshold of a help rule, with more waiting than would end it at once. */
const passes = (rule: HelpRule, hall: Hall, counter: CounterId, now: Instant): boolean => {
  const { waiting, longestSince } = seen(hall, counter, rule.theme)
  const { overMinutes = Number.POSITIVE_INFINITY, overWaiting = Number.POSITIVE_INFINITY } = rule
  const tooLong = longestSince !== null && now - longestSince > overMinutes * MINUTE
  return waiting > rule.untilWaiting && (tooLong || waiting > overWaiting) && (!rule.whenIdle || isIdle(hall, counter))
}

/** The help that has to begin or to end at a window now (Q13). It begins at an open window alone, and ends anywhere. */
export const helpDue = (hall: Hall, id: CounterId, now: Instant): readonly { theme: ThemeId; on: boolean }[] => {
  const mine = hall.helping.filter(({ counter }) => counter === id)
  const over = mine.filter(({ theme, untilWaiting }) => seen(hall, id, theme).waiting <= untilWaiting)
  const rests = (theme: ThemeId): boolean => hall.resting.some((row) => row.counter === id && row.theme === theme)
  const rules = hall.counters.get(id)?.status === 'open' ? (profileOf(hall, id)?.helpWhen ?? []) : []
  const begins = rules.filter(
    (rule) => !rests(rule.theme) && !mine.some(({ theme }) => theme === rule.theme) && passes(rule, hall, id, now),
  )
  return [...over.map(({ theme }) => ({ theme, on: false })), ...begins.map(({ theme }) => ({ theme, on: true }))]
}

/** Whether a window may call a theme before its own without leaving what it calls first to nobody (Q12). */
const mayHelpFirst = (hall: Hall, counter: Counter, theme: ThemeId, now: Instant): boolean => {
  const { helpWhen, ...profile } = profileOf(hall, counter.id) ?? wholeList(counter)
  const first: HelpRule = { theme, whenIdle: false, first: true, untilWaiting: 0 }
  return leftBy(hall, counter, { ...profile, helpWhen: [...helpWhen, first] }, now) === undefined
}

/** By its rule a window helps as the rule says; by hand it does so first, where that is safe, until nobody of the theme is left. */
const switchHelp = (command: CommandOf<'SwitchHelp'>, hall: Hall, counter: Counter, context: Asked): Decision => {
  const { theme, on, reason } = command
  const { id } = counter
  const byRule = context.actor.role === 'system'
  if (byRule && !helpDue(hall, id, context.now).some((due) => due.theme === theme && due.on === on))
    return refuse({ code: 'not-due' })
  const helps = hall.helping.find((help) => help.counter === id && help.theme === theme)
  if (on === (helps !== undefined)) return accept()
  if (listedOf(hall, id, theme).length === 0) return refuse({ code: 'not-on-list', counter: id, theme })
  const saw = seen(hall, id, theme)
  if (on && saw.waiting === 0) return refuse({ code: 'nobody-waiting' })
  if (!byRule && !reason) return refuse({ code: 'reason-needed' })
  const rule = byRule ? profileOf(hall, id)?.helpWhen.find((other) => other.theme === theme) : undefined
  const { first, untilWaiting } = helps ??
    rule ?? { first: mayHelpFirst(hall, counter, theme, context.now), untilWaiting: 0 }
  const event = { type: 'HelpSwitched', counter: id, theme, on, by: byRule ? 'rule' : 'hand' } as const
  return accept({ ...event, first, untilWaiting, ...saw, ...(reason === undefined ? {} : { reason }) })
}

export const decideProfile = (
  command: CommandOf<'SwitchProfile' | 'SwitchHelp'>,
  hall: Hall,
  context: Asked,
): Decision => {
  const counter = hall.lookup.counters.get(command.counter)
  if (!counter) return refuse({ code: 'unknown-counter', counter: command.counter })
  return command.type === 'SwitchProfile'
    ? switchProfile(command, hall, counter, context)
    : switchHelp(command, hall, counter, context)
}
