/** A door with a planted bug: printers and screens are told a moment before it is recorded; only the answer waits for that. */
import type { Entry } from '../../server/ledger/ledger.ts'
import { openLiveHall as honest } from '../../server/live-hall.ts'

export * from '../../server/live-hall.ts'

/** Long enough for a slip to be on its way, ms. */
const SITS_MS = 60

export const openLiveHall: typeof honest = (options) => {
  const { ledger } = options
  const receipts = new Map<string, Entry>()
  let written: Promise<void> = Promise.resolve()
  const live = honest({
    ...options,
    ledger: {
      ...ledger,
      append: (hall, expected, entries) => {
        for (const entry of entries) receipts.set(entry.command, entry)
        const before = written
        written = new Promise<void>((resolve) => setTimeout(resolve, SITS_MS))
          .then(() => before)
          .then(() => ledger.append(hall, expected, entries))
      },
      receipt: (hall, command) => receipts.get(command) ?? ledger.receipt(hall, command),
    },
  })
  return {
    ...live,
    submit: async (command, actor) => {
      const reply = await live.submit(command, actor)
      await written
      return reply
    },
  }
}
