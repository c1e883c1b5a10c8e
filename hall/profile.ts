/**
 * Work profiles: which of the services on its list a window takes now, and in which order. The list itself
 * (`Counter.own`, `help`, `services`) stays the authority that S003-22 asks for; a profile narrows and arranges it.
 */
import type { CounterId, Instant, ServiceId, ThemeId } from './ids.ts'

export type ProfileId = string

/** 先本窗口主题: its own themes before those it helps · 按等候先后: the highest score of all that it takes. */
export const CALL_ORDERS = ['own-first', 'longest'] as const
export type CallOrder = (typeof CALL_ORDERS)[number]

/**
 * 潮汐窗口: when a theme waits too long, the window helps it until few are left. It begins at one threshold and ends at
 * another, so that it does not flicker. At least one of `overMinutes` and `overWaiting` is given; either is enough.
 */
export type HelpRule = {
  readonly theme: ThemeId
  /** Begins when somebody of the theme has waited longer than so many minutes… */
  readonly overMinutes?: number
  /** …or when more than so many wait. */
  readonly overWaiting?: number
  /** Begins only while nobody waits for the window's own themes. */
  readonly whenIdle: boolean
  /** Calls the theme before its own themes; otherwise when none of those waits. */
  readonly first: boolean
  /** Ends when so many, or fewer, of the theme are left. */
  readonly untilWaiting: number
}

export type WorkProfile = {
  readonly id: ProfileId
  readonly name: string
  readonly own: readonly ThemeId[]
  readonly help: readonly ThemeId[]
  /** When present, the only services of those themes it takes. */
  readonly services?: readonly ServiceId[]
  readonly order: CallOrder
  readonly helpWhen: readonly HelpRule[]
}

/** From `HH:MM` on, until the next entry of the same window. */
export type PlannedProfile = { readonly from: string; readonly profile: ProfileId }

/** A break that is known beforehand, `HH:MM` to `HH:MM`: lunch, a weekly meeting. */
export type PlannedBreak = { readonly from: string; readonly to: string }

/** How a window's day is planned, as far as it is. */
export type DayPlan = {
  /** The work profile it begins the day with; absent: everything on its list, its own themes first. */
  readonly profile?: ProfileId
  /** Profiles by the hour, earliest first. */
  readonly plan?: readonly PlannedProfile[]
  /** Breaks known beforehand; forecasts and rosters count with them. */
  readonly breaks?: readonly PlannedBreak[]
}

/** The profile a window works by now; `by` tells whether the plan or a hand put it there. */
export type ProfileNow = { readonly profile: ProfileId | null; readonly since: Instant; readonly by: 'plan' | 'hand' }

/** A theme that a window helps now, beyond its profile. */
export type Helping = {
  readonly counter: CounterId
  readonly theme: ThemeId
  readonly first: boolean
  readonly untilWaiting: number
  readonly since: Instant
  readonly by: 'rule' | 'hand'
}
