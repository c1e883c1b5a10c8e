/** A wait that was told to somebody: what it said, and what it rested on, so that a later one can say why it changed. */
import type { Instant } from '../ids.ts'

export type Quote = {
  readonly at: Instant
  /** Half of such waits are shorter, ms. */
  readonly p50Ms: number
  /** Four in five are shorter, ms. */
  readonly p80Ms: number
  /** How many the order would have called before, and how many windows took the service. */
  readonly ahead: number
  readonly windows: number
}
