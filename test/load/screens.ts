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

export type ScreensBack = {
  /** When the last of them had the whole present, ms since 1970. */
  readonly at: number
  /** Tries of all of them together. */
  readonly tries: number
}

export type ScreensAsks = {
  readonly open: { readonly asked: ScreensWanted; readonly told: null }
  readonly close: { readonly asked: null; readonly told: null }
  /** All lines break in the middle, as when a switch loses its power. */
  readonly cut: { readonly asked: null; readonly told: null }
  /** Waits until each has had the whole present again since a moment (ms since 1970). */
  readonly back: { readonly asked: number; readonly told: ScreensBack }
  readonly tell: { readonly asked: null; readonly told: ScreensTold }
}

/** As `client/live-view.ts` sets it: the first wait after a line broke, the longest, and how long a server may be silent, ms. */
export const RECONNECTS = { delayMs: 300, delayMaxMs: 1_000, timeoutMs: 4_000 } as const

/**
 * How long a screen waits before it tries again, ms, as the client that the pages use reckons it (Socket.IO client 4.8).
 * @param chance from 0 to below 1
 */
export const backOffMs = (attempt: number, chance: number): number =>
  Math.min(RECONNECTS.delayMaxMs, RECONNECTS.delayMs * 2 ** attempt * (0.5 + chance))
