/** A day as its events left it, and the head of the ledger's chain there: what 日终单 is made of. */
import type { Recorded } from '../../hall/events.ts'
import { evolve } from '../../hall/evolve.ts'
import { emptyHall, type Hall } from '../../hall/hall.ts'
import type { HallId } from '../../hall/ids.ts'
import type { SqliteLedger } from '../ledger/sqlite.ts'
import type { DayEnd } from './staff-slips.ts'

/** The day that `closed` ended, or without it the day as it is now. */
export type DayEnds = (hall: Hall, closed?: Recorded) => DayEnd

export const openDayEnds = (hallId: HallId, ledger: SqliteLedger): DayEnds => {
  const chainAt = (position: number): string => {
    for (const { chain } of ledger.rows(hallId, position - 1)) return chain
    return ''
  }
  /** The hall that stood when a day was closed, folded from that day's own events. */
  const hallAt = ({ day, position }: Recorded): Hall => {
    const hall = emptyHall(hallId)
    for (const recorded of ledger.readDay(hallId, day)) {
      if (recorded.position > position) break
      evolve(hall, recorded)
    }
    return hall
  }
  return (hall, closed) => {
    const position = closed?.position ?? hall.position
    // The group that closes a forgotten day also opens the next: the hall in memory is another day's by then.
    const then = closed === undefined || closed.day === hall.day ? hall : hallAt(closed)
    return { hall: then, head: { position, chain: chainAt(position) } }
  }
}
