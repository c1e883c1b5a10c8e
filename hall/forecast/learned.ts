/**
 * What the hall has learnt of itself by the morning: how long its services take, when people come, and how far its
 * forecasts were out. It travels in `HallOpened`, so a day explains its own forecasts and a restart forgets nothing.
 */
import type { ServiceId, ThemeId } from '../ids.ts'
import type { DayMeasure } from './measure.ts'

/** How long something takes: a robust mean and spread of `n` observations (older ones count less). */
export type Pace = { readonly n: number; readonly meanMs: number; readonly cv: number }

export type Learned = {
  /** Days behind it. */
  readonly days: number
  /** From the call to the end of the leg, for each service. */
  readonly paces: Readonly<Record<ServiceId, Pace>>
  /** From the end of a visit to the next call while somebody waited. */
  readonly turnaround: Pace
  /** Share of called numbers that did not come, and how long each kept its window. */
  readonly noShow: { readonly n: number; readonly share: number; readonly holdMs: number }
  /** Mean numbers a day for each theme, by half hour of the day (48). */
  readonly arrivals: Readonly<Record<ThemeId, readonly number[]>>
  /** Busyness of each ISO weekday ÷ the mean, Monday first. */
  readonly weekday: readonly number[]
  /** Share of each theme's numbers with precedence. */
  readonly priority: Readonly<Record<ThemeId, number>>
  /** What quoted P50 and P80 must be multiplied with to be right half, and four in five, of the time. */
  readonly correction: { readonly n: number; readonly half: number; readonly most: number }
  /** How good the forecasts of the last days were, oldest first; absent before any were made. */
  readonly measured?: readonly DayMeasure[]
}
