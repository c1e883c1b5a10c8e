/** How fast one actor may act: a bucket of tokens each, so that a stuck key or a script harms only itself (S2). */
import type { Clock } from '../clock.ts'

export type Allowance = {
  /** Takes one token. Returns 0, or how long to wait, ms. */
  readonly take: (key: string) => number
}

type Bucket = { tokens: number; at: number }

/** Topics that are not there, asked for from one address in a minute: a phone that reloads yesterday's page asks a few times. */
export const MISSES_PER_MINUTE = 20

const BUCKETS_MAX = 20_000

/** @param perSecond tokens that come back each second; @param burst the most that can be saved up. */
export const allowance = (clock: Clock, perSecond: number, burst: number): Allowance => {
  const buckets = new Map<string, Bucket>()
  return {
    take: (key) => {
      const now = clock.now()
      const bucket = buckets.get(key) ?? { tokens: burst, at: now }
      const tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond)
      if (buckets.size >= BUCKETS_MAX) buckets.clear()
      buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now })
      return tokens < 1 ? Math.ceil(((1 - tokens) / perSecond) * 1000) : 0
    },
  }
}
