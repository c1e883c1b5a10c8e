/** Waits for a thing to become so on a machine that may be busy with other things. */
import { vi } from 'vitest'

const WITHIN_MS = 10_000

/** Asks again and again until `asked` no longer throws. */
export const until = <T>(asked: () => T | Promise<T>): Promise<T> => vi.waitFor(asked, { timeout: WITHIN_MS })
