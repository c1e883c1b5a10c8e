/** The only clock and the only chance, as values that tests replace. */
import { randomBytes } from 'node:crypto'

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
  /** Calls back once after `ms`; the returned function calls it off. */
  after(ms: number, then: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/**
 * Whether less than `ms` went by since a moment. A machine's clock that was set back in between makes it longer ago: what is
 * meant for a second must not last the hour by which the clock was wrong (Z11).
 */
export const isRecent = (clock: Pick<Clock, 'now'>, at: number, ms: number): boolean => Math.abs(clock.now() - at) < ms

/** Runs something after `ms`, and not before every request that has already arrived was read. */
export type Soon = (ms: number, then: () => void) => void
/** `setImmediate` runs after every request that has already arrived was read, so they share the group. */
export const realSoon: Soon = (ms, then) => void (ms === 0 ? setImmediate(then) : setTimeout(then, ms))

/** 128 random bits as 22 URL-safe characters: ticket secrets, ids. */
export const mintSecret = (): string => randomBytes(16).toString('base64url')
