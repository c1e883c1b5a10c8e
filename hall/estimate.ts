/** How long, as people are told it: a range in minutes, never a point (hall/forecast/range.ts); and who serves now. */
import type { Hall } from './hall.ts'
import type { ThemeId } from './ids.ts'
import { tiersAt } from './takes.ts'

/** Minutes, in steps of five: half of such waits are over by `from`, four in five by `to` (F5). */
export type Estimate = { readonly from: number; readonly to: number }

/** Windows open now that call from a theme, as their own, as help or standing in. */
export const openCountersOf = (hall: Hall, theme: ThemeId): number =>
  [...hall.counters.values()].filter(
    ({ id, status }) => status === 'open' && tiersAt(hall, id).some(({ themes }) => themes.includes(theme)),
  ).length
