/** The events of one business day, a few at a time, for reckoning that takes turns with the hall's own work. */
import type { Recorded } from '../hall/events.ts'
import type { BusinessDay, HallId } from '../hall/ids.ts'
import type { Ledger } from './ledger/ledger.ts'

/** Read in one go. While a reader holds the ledger nobody can write, so it lets go after each of these. */
const AT_ONCE = 32

/** Every event of a day in order, from its first opening on. It may be stopped and gone on with at any event. */
export function* eventsOfDay(
  ledger: Pick<Ledger, 'read' | 'readDay'>,
  hall: HallId,
  day: BusinessDay,
): Generator<Recorded, void> {
  let last = 0
  for (;;) {
    const some: Recorded[] = []
    for (const recorded of last === 0 ? ledger.readDay(hall, day) : ledger.read(hall, last)) {
      if (recorded.day > day) break
      some.push(recorded)
      if (some.length === AT_ONCE) break
    }
    yield* some
    const end = some.at(-1)
    if (!end || some.length < AT_ONCE) return
    last = end.position
  }
}
