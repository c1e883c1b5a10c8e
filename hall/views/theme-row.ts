/** A theme as every screen shows it: how many wait, for how long, and who serves. */
import { type Estimate, openCountersOf } from '../estimate.ts'
import type { UnknownWhy } from '../forecast/closed-form.ts'
import { shownForTheme } from '../forecast/range.ts'
import type { Hall } from '../hall.ts'
import type { Instant, ThemeId, ZoneId } from '../ids.ts'
import { longestSince } from '../longest.ts'
import { waitingInTheme } from '../queue.ts'

export type ThemeRow = {
  readonly id: ThemeId
  readonly letter: string
  readonly name: string
  readonly nameEn: string
  readonly zone: ZoneId
  readonly waiting: number
  readonly openCounters: number
  readonly longestSince: Instant | null
  /** What somebody who takes a number now should expect; null where nothing honest can be said… */
  readonly estimate: Estimate | null
  /** …and why. */
  readonly unknown?: UnknownWhy
}

export const themeRows = (hall: Hall): ThemeRow[] =>
  (hall.catalogue?.themes ?? []).map((theme) => {
    const waiting = waitingInTheme(hall, theme.id)
    return {
      id: theme.id,
      letter: theme.letter,
      name: theme.name,
      nameEn: theme.nameEn,
      zone: theme.zone,
      waiting,
      openCounters: openCountersOf(hall, theme.id),
      longestSince: longestSince(hall, hall.lookup.servicesOfTheme.get(theme.id) ?? []),
      ...shownForTheme(hall, theme.id),
    }
  })
