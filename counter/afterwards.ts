/** Loads a part of a screen right after its first picture, so that the picture comes sooner on a slow machine. */
import { type ReadonlySignal, signal } from '@preact/signals'

const TRY_AGAIN_MS = 3_000

/** The part once it is there. A load that fails is tried again: the hall's server may just be starting anew. */
export const afterwards = <T>(load: () => Promise<T>): ReadonlySignal<T | undefined> => {
  const part = signal<T | undefined>(undefined)
  const attempt = (): void => {
    load().then(
      (loaded) => {
        part.value = loaded
      },
      (reason: unknown) => {
        console.warn('A part of the screen could not be loaded and will be asked for again.', reason)
        setTimeout(attempt, TRY_AGAIN_MS)
      },
    )
  }
  attempt()
  return part
}
