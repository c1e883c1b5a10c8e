/** What a generator comes to, all steps at once. */
export const ran = <T>(work: Generator<undefined, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
