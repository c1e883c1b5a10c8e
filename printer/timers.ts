/** Time as the spool and the transports see it, so that a test can own it. */
export type Timers = {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: () => number
  /** Calls back once after so many milliseconds, unless cancelled by the function it returns. */
  readonly after: (ms: number, then: () => void) => () => void
}

export const systemTimers: Timers = {
  now: () => Date.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}
