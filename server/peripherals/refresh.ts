/** Saying again what a display shows: one that was switched off and on has forgotten it, and does not ask. */
import type { Clock } from '../clock.ts'

const REFRESH_MS = 30_000

export const everySoOften = (clock: Clock, act: () => void): { readonly stop: () => void } => {
  const again = (): void => {
    cancel = clock.after(REFRESH_MS, again)
    act()
  }
  let cancel = clock.after(REFRESH_MS, again)
  return { stop: () => cancel() }
}
