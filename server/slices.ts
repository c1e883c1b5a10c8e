/** Long reckoning on the hall's own thread, in slices so short that no call waits for it. */

/** The longest a slice may take before others have their turn, ms. */
const SLICE_MS = 0.5

/**
 * Runs a generator to its end, letting everything else have its turn after each half millisecond. The generator yields as
 * often as it can; one step of it is the longest anybody waits.
 */
export const inSlices = async <T>(work: Generator<unknown, T>): Promise<T> => {
  for (;;) {
    const until = performance.now() + SLICE_MS
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    await new Promise(setImmediate)
  }
}
