/** A spool with a planted bug: what it does not know the end of it takes for not sent, and sends again. */
import { createSpool as honest } from '../../printer/spool.ts'

export * from '../../printer/spool.ts'

export const createSpool: typeof honest = (options) =>
  honest({
    ...options,
    transport: {
      ...options.transport,
      send: async (bytes, id) => {
        const outcome = await options.transport.send(bytes, id)
        return outcome.result === 'unknown' ? { result: 'not_sent', reason: 'refused', nearEnd: false } : outcome
      },
    },
  })
