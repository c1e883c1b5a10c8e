/** The windows that the catalogue has for a theme in each half hour: its first choice by the plan, less planned breaks. */
import type { Catalogue } from '../catalogue.ts'
import type { ThemeId } from '../ids.ts'
import { plannedWindows } from '../simulate/windows-of.ts'
import { HALF_HOUR, halfHoursOf } from './demand.ts'

/**
 * How many windows call one of these themes in the first place, in each half hour of the hall's day. A window with several
 * themes of its own counts for each of them.
 */
export const setWindows = (catalogue: Catalogue, themes: readonly ThemeId[]): readonly number[] => {
  const wanted = new Set(catalogue.services.filter(({ theme }) => themes.includes(theme)).map(({ id }) => id))
  const windows = plannedWindows(catalogue)
  const { first, count } = halfHoursOf(catalogue)
  return Array.from({ length: count }, (_, at) => {
    // A window that rests in the middle of a half hour is away.
    const middle = (first + at) * HALF_HOUR + HALF_HOUR / 2
    return windows.filter(({ stints }) =>
      stints.some(
        ({ from, to, tiers }) =>
          from <= middle && middle < to && (tiers.find(({ length }) => length > 0) ?? []).some((id) => wanted.has(id)),
      ),
    ).length
  })
}
