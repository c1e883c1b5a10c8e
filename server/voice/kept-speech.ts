/** Speech that was made once, by what is said and how: whoever asks again, or meanwhile, gets the same (V6). */

/** Ten minutes of speech, or two hundred calls. */
export const KEPT_BYTES_MAX = 32 * 1024 * 1024

export type KeptSpeech<T> = {
  /** The kept value, the one being made, or a new one. What is undefined is not kept, and is tried again. */
  readonly take: (key: string, make: () => Promise<T | undefined>) => Promise<T | undefined>
  readonly bytes: () => number
}

/** @param sizeOf bytes of a value; what was used longest ago goes first */
export const keepSpeech = <T>(sizeOf: (value: T) => number, bytesMax = KEPT_BYTES_MAX): KeptSpeech<T> => {
  const kept = new Map<string, T>()
  const making = new Map<string, Promise<T | undefined>>()
  let bytes = 0

  const keep = (key: string, value: T): void => {
    const size = sizeOf(value)
    if (size > bytesMax) return
    kept.set(key, value)
    bytes += size
    for (const [oldest, old] of kept) {
      if (bytes <= bytesMax) break
      kept.delete(oldest)
      bytes -= sizeOf(old)
    }
  }

  return {
    take: (key, make) => {
      const known = kept.get(key)
      if (known !== undefined) {
        // Moved to the end: the newest use.
        kept.delete(key)
        kept.set(key, known)
        return Promise.resolve(known)
      }
      const underway = making.get(key)
      if (underway) return underway
      const made = make()
        .then((value) => {
          if (value !== undefined) keep(key, value)
          return value
        })
        .finally(() => making.delete(key))
      making.set(key, made)
      return made
    },
    bytes: () => bytes,
  }
}
