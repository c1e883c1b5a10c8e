/** What a switch of a window's work profile, or of its help, does to the hall. */
import type { EventOf } from './events.ts'
import type { Hall } from './hall.ts'
import type { CounterId, Instant } from './ids.ts'
import { requireCounter, takesAnew } from './seating.ts'

/** Leaves in a list what is not of this window, or of another of its themes. */
const without = <T extends { readonly counter: CounterId; readonly theme: string }>(
  list: T[],
  counter: CounterId,
  theme?: string,
): void => {
  const left = list.filter((row) => row.counter !== counter || (theme !== undefined && row.theme !== theme))
  list.splice(0, list.length, ...left)
}

/** A new profile begins without help, whoever began it; its rules begin it again where it is needed. */
export const switchProfile = (hall: Hall, event: EventOf<'ProfileSwitched'>, at: Instant): void => {
  const { counter, profile, by } = event
  requireCounter(hall, counter)
  hall.profiles.set(counter, { profile, since: at, by })
  without(hall.helping, counter)
  without(hall.resting, counter)
  takesAnew(hall, counter)
}

/** Help that a hand ended does not begin again by its rule until the window follows another profile. */
export const switchHelp = (hall: Hall, event: EventOf<'HelpSwitched'>, at: Instant): void => {
  const { counter, theme, on, by, first, untilWaiting } = event
  requireCounter(hall, counter)
  without(hall.helping, counter, theme)
  without(hall.resting, counter, theme)
  if (on) hall.helping.push({ counter, theme, first, untilWaiting, since: at, by })
  else if (by === 'hand') hall.resting.push({ counter, theme })
  takesAnew(hall, counter)
}
