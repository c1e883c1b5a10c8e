/** What stands before a number, said before the tap: closed, used up, no window, few left, closing soon (K21, K22). Pure. */

import { isUnstaffed } from '../client/phrases.ts'
import { localParts, minuteOf } from '../hall/calendar.ts'
import type { Hours } from '../hall/catalogue.ts'
import type { Instant, ServiceId } from '../hall/ids.ts'
import { type ServedToday, servedToday } from '../hall/served-today.ts'
import type { KioskView } from '../hall/views/public.ts'
import type { ThemeRow } from '../hall/views/theme-row.ts'

/** Fewer numbers than this are worth saying. */
const FEW = 10
/** Closing is said from here on, minutes (requirements §6). */
const SOON_MINUTES = 30

export type Standing =
  | { readonly kind: 'closed' }
  /** No window of this hall takes it at all. */
  | { readonly kind: 'untaken' }
  /** Its numbers of today are gone. */
  | { readonly kind: 'used' }
  /** A number can be taken, but no window is open now. */
  | { readonly kind: 'unstaffed' }
  | { readonly kind: 'few'; readonly left: number }
  | { readonly kind: 'free' }

type Seen = Pick<KioskView, 'open' | 'left' | 'untaken'>

/** How one service stands; `row` is its theme's. The worst that is true of it, since one line is all that is read. */
export const standingOf = (
  service: ServiceId,
  view: Seen,
  row: Pick<ThemeRow, 'estimate' | 'unknown'> | undefined,
): Standing => {
  const left = view.left.find((one) => one.service === service)?.left
  if (view.untaken.includes(service)) return { kind: 'untaken' }
  if (!view.open) return { kind: 'closed' }
  if (left !== undefined && left <= 0) return { kind: 'used' }
  if (row && isUnstaffed(row)) return { kind: 'unstaffed' }
  return left !== undefined && left <= FEW ? { kind: 'few', left } : { kind: 'free' }
}

/** Whether a touch may ask for a number. */
export const canTake = ({ kind }: Standing): boolean => kind !== 'closed' && kind !== 'untaken' && kind !== 'used'

/** Whole minutes until the hall closes, while that is soon; undefined otherwise. */
export const closingIn = (
  { open, closesAt }: Pick<KioskView, 'open' | 'closesAt'>,
  now: Instant,
): number | undefined => {
  if (!open || closesAt === null) return undefined
  const minutes = Math.floor((closesAt - now) / 60_000)
  return minutes >= 0 && minutes <= SOON_MINUTES ? minutes : undefined
}

/** Whether who takes a number of this theme now is served today. */
export const todayOf = (
  { estimate }: Pick<ThemeRow, 'estimate'>,
  { closesAt }: Pick<KioskView, 'closesAt'>,
  now: Instant,
): ServedToday => servedToday(estimate, now, closesAt)

export type Opening = {
  readonly when: 'today' | 'tomorrow' | 'later'
  /** ISO weekday, 1 = Monday. */
  readonly weekday: number
  /** `HH:MM` */
  readonly time: string
}

/** When the hall opens next by its weekdays; a holiday may be in between, which the screen says. */
export const opensNext = (hours: Hours, now: Instant, timeZone: string): Opening | undefined => {
  const { weekday: today, minute } = localParts(now, timeZone)
  for (let days = minute < minuteOf(hours.open) ? 0 : 1; days <= 7; days += 1) {
    const weekday = ((today - 1 + days) % 7) + 1
    if (hours.weekdays.includes(weekday))
      return { when: days === 0 ? 'today' : days === 1 ? 'tomorrow' : 'later', weekday, time: hours.open }
  }
  return undefined
}
