/** What may be asked of the process of screens, and what it tells. */
import type { Target } from '../bench/target.ts'

export type ScreensWanted = {
  readonly target: Target
  readonly count: number
  /** Their addresses begin with this one's. */
  readonly from: number
}

export type ScreensTold = {
  /** Lines that the server cut. */
  readonly cuts: number
  readonly messages: number
  readonly bytes: number
  /** For each position told: when each screen heard it, ms since 1970; null for one that passed it over. */
  readonly heard: readonly (readonly [position: number, times: readonly (number | null)[]])[]
}

export type ScreensAsks = {
  readonly open: { readonly asked: ScreensWanted; readonly told: null }
  readonly close: { readonly asked: null; readonly told: null }
  readonly tell: { readonly asked: null; readonly told: ScreensTold }
}
