/** The hall as a ledger has it. */
import { evolve } from '../../hall/evolve.ts'
import { emptyHall, type Hall } from '../../hall/hall.ts'
import type { HallId } from '../../hall/ids.ts'
import type { Ledger } from './ledger.ts'

/**
 * Today's hall: the fold of the ledger from the latest day's first opening.
 * @param begun a fold of the same ledger that ended earlier; it is changed, and is what comes back
 */
export const foldToday = (id: HallId, ledger: Pick<Ledger, 'dayStart' | 'read'>, begun?: Hall): Hall => {
  const from = begun?.position ?? ledger.dayStart(id)
  const hall = begun ?? (from === 0 ? emptyHall(id) : { ...emptyHall(id), position: from })
  for (const recorded of ledger.read(id, from)) evolve(hall, recorded)
  return hall
}
