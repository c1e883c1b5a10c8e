/** Past days made ready to be run again. */
import type { BusinessDay, HallId } from '../../hall/ids.ts'
import { type Replay, replayOf } from '../../hall/simulate/replay.ts'
import { eventsOfDay } from '../day-events.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { inSlices } from '../slices.ts'

export type Replays = {
  /** A day as it was, or as far as it has come; undefined when the hall did not open in it. */
  readonly of: (day: BusinessDay) => Promise<Replay | undefined>
}

/** @param today the hall's present day, which is read anew each time */
export const openReplays = (
  ledger: Pick<Ledger, 'read' | 'readDay'>,
  hall: HallId,
  today: () => BusinessDay | null,
): Replays => {
  /** A day that is over never changes; only the last one asked for is kept. */
  let kept: { readonly day: BusinessDay; readonly replay: Promise<Replay | undefined> } | undefined
  const forget = (day: BusinessDay): void => {
    if (kept?.day === day) kept = undefined
  }
  const readDay = (day: BusinessDay) => inSlices(replayOf(eventsOfDay(ledger, hall, day)))
  return {
    of: (day) => {
      if (kept?.day === day) return kept.replay
      const replay = readDay(day)
      if (day === today()) return replay
      kept = { day, replay }
      // A day on which the hall has not opened may still begin, and what failed once may be read the next time.
      replay.then(
        (found) => found ?? forget(day),
        () => forget(day),
      )
      return replay
    },
  }
}
