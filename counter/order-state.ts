/** The rules of calling as the page edits them: pure changes of one part of the draft, and what is wrong where. */
import { TICKET_CLASSES, type TicketClass } from '../hall/catalogue.ts'
import type { CatalogueProblem } from '../hall/catalogue-problem.ts'
import type { CounterId, ThemeId } from '../hall/ids.ts'
import type { HelpRule, PlannedBreak, PlannedProfile, ProfileId, WorkProfile } from '../hall/profile.ts'
import type { Measure } from '../hall/profile-sentence.ts'
import { STRICT_MINUTES } from '../hall/score.ts'

type ByClass = Readonly<Record<TicketClass, number>>

export type WindowOrder = {
  readonly id: CounterId
  readonly profile?: ProfileId
  readonly plan?: readonly PlannedProfile[]
  readonly breaks?: readonly PlannedBreak[]
}

export type Order = {
  readonly rules: { readonly creditMinutes: ByClass; readonly rate?: ByClass }
  readonly profiles: readonly WorkProfile[]
  readonly counters: readonly WindowOrder[]
}

export type OrderDraft = {
  readonly order: Order
  readonly themes: readonly { readonly id: ThemeId; readonly name: string; readonly nameEn: string }[]
  readonly windows: readonly {
    readonly id: CounterId
    readonly name: string
    readonly own: readonly ThemeId[]
    readonly help: readonly ThemeId[]
  }[]
  readonly problems: readonly CatalogueProblem[]
}

/** What a field holds; while it is empty it is no number, so that the check says what is missing and nothing is guessed. */
export const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))
export const textOf = (value: number): string => (Number.isNaN(value) ? '' : String(value))

const replaced = <T>(list: readonly T[], at: number, with_: T): readonly T[] =>
  list.map((one, index) => (index === at ? with_ : one))
const without = <T>(list: readonly T[], at: number): readonly T[] => list.filter((_, index) => index !== at)

export const rateOf = ({ rules }: Order, name: TicketClass): number => rules.rate?.[name] ?? 1

export const withCredit = (order: Order, name: TicketClass, minutes: number): Order => ({
  ...order,
  rules: { ...order.rules, creditMinutes: { ...order.rules.creditMinutes, [name]: minutes } },
})

/** The same rates are left out, as a hall that never chose any. */
export const withRate = (order: Order, name: TicketClass, rate: number): Order => {
  const all = { ordinary: 1, priority: 1, appointment: 1, ...order.rules.rate, [name]: rate }
  const { rate: _old, ...rules } = order.rules
  return { ...order, rules: TICKET_CLASSES.every((one) => all[one] === 1) ? rules : { ...rules, rate: all } }
}

export const isStrict = ({ rules }: Order, name: TicketClass): boolean => rules.creditMinutes[name] >= STRICT_MINUTES

export const withProfile = (order: Order, at: number, profile: WorkProfile): Order => ({
  ...order,
  profiles: replaced(order.profiles, at, profile),
})

const freshId = (order: Order): ProfileId => {
  const known = new Set(order.profiles.map(({ id }) => id))
  for (let n = order.profiles.length + 1; ; n += 1) if (!known.has(`plan-${n}`)) return `plan-${n}`
}

export const addedProfile = (order: Order, name: string): Order => ({
  ...order,
  profiles: [...order.profiles, { id: freshId(order), name, own: [], help: [], order: 'own-first', helpWhen: [] }],
})

/** Without a profile, and without it wherever a window followed it. */
export const droppedProfile = (order: Order, at: number): Order => {
  const gone = order.profiles[at]?.id
  return {
    ...order,
    profiles: without(order.profiles, at),
    counters: order.counters.map(({ id, profile, plan, breaks }) => {
      const left = plan?.filter((step) => step.profile !== gone) ?? []
      return {
        id,
        ...(profile === undefined || profile === gone ? {} : { profile }),
        ...(left.length === 0 ? {} : { plan: left }),
        ...(breaks === undefined ? {} : { breaks }),
      }
    }),
  }
}

/** A theme is a window's own or helped, never both. */
export const withTheme = (profile: WorkProfile, theme: ThemeId, as: 'own' | 'help'): WorkProfile => {
  const own = profile.own.filter((one) => one !== theme)
  const help = profile.help.filter((one) => one !== theme)
  return as === 'own' ? { ...profile, own: [...own, theme], help } : { ...profile, own, help: [...help, theme] }
}

export const withoutTheme = (profile: WorkProfile, theme: ThemeId): WorkProfile => ({
  ...profile,
  own: profile.own.filter((one) => one !== theme),
  help: profile.help.filter((one) => one !== theme),
})

/** What the example of the sentence says: over fifteen minutes while the window is idle, until five are left. */
export const newHelp = (theme: ThemeId): HelpRule => ({
  theme,
  overMinutes: 15,
  whenIdle: true,
  first: true,
  untilWaiting: 5,
})

export const withHelp = (profile: WorkProfile, at: number, rule: HelpRule): WorkProfile => ({
  ...profile,
  helpWhen: replaced(profile.helpWhen, at, rule),
})

export const addedHelp = (profile: WorkProfile, theme: ThemeId): WorkProfile => ({
  ...profile,
  helpWhen: [...profile.helpWhen, newHelp(theme)],
})

export const droppedHelp = (profile: WorkProfile, at: number): WorkProfile => ({
  ...profile,
  helpWhen: without(profile.helpWhen, at),
})

/** The rule by another threshold; a number that was typed for one it still has stays. */
export const measuredBy = ({ overMinutes, overWaiting, ...rule }: HelpRule, measure: Measure): HelpRule => ({
  ...rule,
  ...(measure === 'waiting' ? {} : { overMinutes: overMinutes ?? 15 }),
  ...(measure === 'minutes' ? {} : { overWaiting: overWaiting ?? 10 }),
})

export const windowOrder = (order: Order, id: CounterId): WindowOrder =>
  order.counters.find((one) => one.id === id) ?? { id }

/** Replaces what a window follows; what is empty is left out. */
export const withWindow = (order: Order, { id, profile, plan = [], breaks = [] }: WindowOrder): Order => {
  const next = {
    id,
    ...(profile === undefined ? {} : { profile }),
    ...(plan.length === 0 ? {} : { plan }),
    ...(breaks.length === 0 ? {} : { breaks }),
  }
  const known = order.counters.some((one) => one.id === id)
  return {
    ...order,
    counters: known ? order.counters.map((one) => (one.id === id ? next : one)) : [...order.counters, next],
  }
}

/** An hour after the last change of a window's plan, for the next one; noon for the first. */
export const nextTime = (plan: readonly PlannedProfile[]): string => {
  const last = plan.at(-1)?.from
  return last === undefined ? '12:00' : `${String(Math.min(23, Number(last.slice(0, 2)) + 1)).padStart(2, '0')}:00`
}

const below = (where: string, path: string): boolean => where === path || where.startsWith(`${path}/`)

/** What is wrong at one sentence: at the path or below it, but not below those that show their own. */
export const problemsAt = (
  problems: readonly CatalogueProblem[],
  path: string,
  except: readonly string[] = [],
): readonly CatalogueProblem[] =>
  problems.filter(({ where }) => below(where, path) && !except.some((other) => below(where, other)))

/** What this page can mend. */
const MINE = ['profiles', 'rules/creditMinutes', 'rules/rate'] as const
const MINE_AT_WINDOW = /^counters\/[^/]+\/(?:profile|plan|breaks)(?:\/|$)/

export const isMine = ({ where, code }: CatalogueProblem): boolean =>
  code === 'service-left' || MINE.some((path) => below(where, path)) || MINE_AT_WINDOW.test(where)
