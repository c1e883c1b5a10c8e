import type { Timers } from '../../printer/timers.ts'

/** Time that stands until a test moves it. */
export const handClock = (start = 0) => {
  let now = start
  let due: { at: number; then: () => void }[] = []

  /** Lets everything that waits for a promise go on. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  const timers: Timers = {
    now: () => now,
    after: (ms, then) => {
      const timer = { at: now + ms, then }
      due.push(timer)
      return () => {
        due = due.filter((other) => other !== timer)
      }
    },
  }
  const advance = async (ms: number) => {
    const end = now + ms
    await settle()
    for (;;) {
      const [next] = due.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)
      if (!next) break
      due = due.filter((other) => other !== next)
      now = next.at
      next.then()
      await settle()
    }
    now = end
  }
  return { timers, advance, settle, pending: () => due.length }
}
