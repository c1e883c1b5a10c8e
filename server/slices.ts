/** Long reckoning on the hall's own thread, in slices so short that no call waits for it. */

/** The longest a slice may take before others have their turn, ms. */
const SLICE_MS = 0.5

/** Reckonings that wait for their next slice, the longest first. */
const inLine: (() => void)[] = []

const nextSlice = (): void => {
  inLine.shift()?.()
  if (inLine.length > 0) setImmediate(nextSlice)
}

/** Resolves when a slice may be taken: one in each turn of the event loop, however many reckon at once. */
const ownTurn = (): Promise<void> =>
  new Promise((go) => {
    inLine.push(go)
    if (inLine.length === 1) setImmediate(nextSlice)
  })

/**
 * Runs a generator to its end, letting everything else have its turn after each half millisecond; whoever asks goes on
 * before it begins. The generator yields as often as it can; one step of it is the longest anybody waits.
 */
export const inSlices = async <T>(work: Generator<unknown, T>): Promise<T> => {
  for (;;) {
    await ownTurn()
    const until = performance.now() + SLICE_MS
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < until)
  }
}
