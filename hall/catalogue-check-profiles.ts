/** What must be true of work profiles, of the windows that follow them by the hour, and of breaks known beforehand. */
import type { Catalogue, Counter } from './catalogue.ts'
import { type Problems, problem, within } from './catalogue-problem.ts'
import { leftBehind, minutesFrom } from './first-place.ts'
import type { ServiceId, ThemeId } from './ids.ts'
import type { HelpRule, WorkProfile } from './profile.ts'
import { plannedProfile } from './takes.ts'

const CLOCK = /^([01][0-9]|2[0-3]):[0-5][0-9]$/

/** The themes that a profile may call from. */
const themesOf = ({ own, help, helpWhen }: WorkProfile): ReadonlySet<ThemeId> =>
  new Set([...own, ...help, ...helpWhen.map(({ theme }) => theme)])

/** A help rule begins somewhere, and ends below where it begins, or the window would change its mind all the time. */
function* checkHelp(where: string, { overMinutes, overWaiting, untilWaiting }: HelpRule): Problems {
  if (overMinutes === undefined && overWaiting === undefined)
    yield problem(
      where,
      'help-without-threshold',
      '没有写明何时开始协助，请填等候分钟数或等候人数',
      'It does not say when help begins. Give the minutes of waiting or the number waiting.',
    )
  const numbers = [
    [overMinutes, 240, '开始协助的等候分钟数', 'Minutes of waiting at which help begins'],
    [overWaiting, 1_000, '开始协助的等候人数', 'Number waiting at which help begins'],
    [untilWaiting, 1_000, '恢复时剩余的等候人数', 'Number left at which help ends'],
  ] as const
  for (const [value, most, zh, en] of numbers)
    if (value !== undefined && !within(value, 0, most))
      yield problem(
        where,
        'rule-out-of-range',
        `${zh}须为 0–${most} 的整数，现为 ${value}`,
        `${en}: a whole number from 0 to ${most}, and is ${value}.`,
      )
  if (overWaiting !== undefined && untilWaiting >= overWaiting)
    yield problem(
      where,
      'help-flickers',
      `超过 ${overWaiting} 人开始协助，却到 ${untilWaiting} 人才恢复，窗口会反复切换，请把恢复人数改得更小`,
      `Help begins over ${overWaiting} and ends at ${untilWaiting}, so the window would switch again and again. Lower the number at which it ends.`,
    )
}

/** A profile names what there is, each theme once, and takes something. */
function* checkProfile(profile: WorkProfile, { themes, services }: Catalogue): Problems {
  const where = `profiles/${profile.id}`
  const own = new Set([...profile.own, ...profile.help])
  for (const theme of themesOf(profile))
    if (!themes.some(({ id }) => id === theme))
      yield problem(
        where,
        'unknown-theme',
        `没有编号为“${theme}”的主题，请改选或先添加它`,
        `There is no theme "${theme}". Choose another or add it first.`,
      )
  if (own.size < profile.own.length + profile.help.length)
    yield problem(
      where,
      'own-and-help',
      '同一主题列了两次，请只留在“主办”或“协助”之一',
      'A theme is listed twice. Keep it once, as own or as help.',
    )
  if (own.size === 0)
    yield problem(
      where,
      'profile-empty',
      '这个方案什么都不受理，请至少选一个主题',
      'This profile takes nothing. Choose a theme at least.',
    )
  for (const id of profile.services ?? []) {
    const service = services.find((other) => other.id === id)
    if (!service || !own.has(service.theme))
      yield problem(
        `${where}/services`,
        service ? 'service-outside-counter' : 'unknown-service',
        `事项“${id}”不属于本方案受理的主题，请移除它或给方案加上它的主题`,
        `The service "${id}" is of no theme this profile takes. Remove it or add its theme.`,
      )
  }
  for (const [index, rule] of profile.helpWhen.entries()) {
    const at = `${where}/helpWhen/${index + 1}`
    if (profile.helpWhen.findIndex(({ theme }) => theme === rule.theme) < index)
      yield problem(
        at,
        'help-repeated',
        `主题“${rule.theme}”有两条协助规则，请合并成一条`,
        `The theme "${rule.theme}" has two help rules. Make them one.`,
      )
    yield* checkHelp(at, rule)
  }
}

/** Clock times that are written right and follow one another. */
const inOrder = (clocks: readonly string[]): boolean =>
  clocks.every((clock, index) => CLOCK.test(clock) && (index === 0 || clock > (clocks[index - 1] ?? '')))

/** The profiles of a window exist and stay within its list (S003-22); its plan and its breaks follow the clock. */
function* checkFollowed(counter: Counter, profiles: ReadonlyMap<string, WorkProfile>): Problems {
  const { plan = [], breaks = [] } = counter
  const where = `counters/${counter.id}`
  const followed = [...(counter.profile === undefined ? [] : [counter.profile]), ...plan.map(({ profile }) => profile)]
  for (const id of new Set(followed)) {
    const profile = profiles.get(id)
    if (!profile)
      yield problem(
        `${where}/profile`,
        'unknown-profile',
        `没有编号为“${id}”的工作方案，请改选或先添加它`,
        `There is no work profile "${id}". Choose another or add it first.`,
      )
    for (const theme of profile ? themesOf(profile) : [])
      if (!counter.own.includes(theme) && !counter.help.includes(theme))
        yield problem(
          `${where}/profile`,
          'profile-outside-list',
          `方案“${profile?.name}”要本窗口叫主题“${theme}”，但它不在本窗口的受理清单上，请改方案或清单`,
          `The profile "${profile?.name}" calls theme "${theme}", which is not on this window's list. Change one of them.`,
        )
  }
  if (!inOrder(plan.map(({ from }) => from)))
    yield problem(
      `${where}/plan`,
      'plan-order',
      '按时段的方案须写成 13:30 的样子，从早到晚，每个时刻一次',
      'The plan must have times like 13:30, from early to late, each once.',
    )
  if (!inOrder(breaks.flatMap(({ from, to }) => [from, to])))
    yield problem(
      `${where}/breaks`,
      'plan-order',
      '休息时段须写成 12:00 至 13:30 的样子，从早到晚，不重叠',
      'Breaks must look like 12:00 to 13:30, from early to late, without overlap.',
    )
}

/** Q12: every service has, at every hour, a window that calls it in the first place. */
function* checkFirstPlaces(catalogue: Catalogue, profiles: ReadonlyMap<string, WorkProfile>): Problems {
  const named = new Set<ServiceId>()
  for (const minute of minutesFrom(catalogue, 0)) {
    const left = leftBehind(catalogue, (counter) => profiles.get(plannedProfile(counter, minute) ?? ''))
    const clock = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
    for (const id of left) {
      if (named.has(id)) continue
      named.add(id)
      yield problem(
        `services/${id}`,
        'service-left',
        `${minute === 0 ? '' : `${clock} 起，`}没有窗口先叫本事项，人多时可能一直等下去，请让一个窗口主办它，并且不先叫别的主题`,
        `${minute === 0 ? 'No' : `From ${clock} on, no`} window calls this service first, so it may wait for ever. Let a window have it as its own, without helping others first.`,
      )
    }
  }
}

/** Whether work profiles can be followed, and starve nobody. */
export function* checkProfiles(catalogue: Catalogue): Problems {
  const profiles = new Map(catalogue.profiles?.map((profile) => [profile.id, profile]))
  for (const profile of profiles.values()) yield* checkProfile(profile, catalogue)
  for (const counter of catalogue.counters) yield* checkFollowed(counter, profiles)
  yield* checkFirstPlaces(catalogue, profiles)
}
