/** The ledger as the door gets it, with the planted bugs whose place is between the two. */
import type { Recorded } from '../../hall/events.ts'
import type { Ledger } from '../../server/ledger/ledger.ts'
import type { MachineClock, Stage } from './stage.ts'

type Seams = {
  readonly stage: Stage
  readonly clock: MachineClock
  readonly print: (recorded: Recorded) => void
}

/** The sound ledger, unless a bug is planted. */
export const spoiled = (sound: Ledger, { stage, clock, print }: Seams): Ledger => {
  switch (stage.planted) {
    case undefined:
    case 'ackFirst':
    case 'lifo':
    case 'blindPush':
      return sound
    case 'noReceipt':
      return { ...sound, receipt: () => undefined }
    case 'printBeforeCommit':
      return {
        ...sound,
        append: (hall, expected, entries) => {
          for (const { events } of entries) for (const recorded of events) print(recorded)
          sound.append(hall, expected, entries)
        },
      }
    case 'clockBack':
      return {
        ...sound,
        append: (hall, expected, entries) =>
          sound.append(
            hall,
            expected,
            entries.map((entry) => ({ ...entry, events: entry.events.map((one) => ({ ...one, at: clock.now() })) })),
          ),
      }
  }
}
