/**
 * The standby's own ledger: each row that arrives is checked against the chain before it is written, and written together
 * with the receipts and numbers that the hall made from it, so that a repeat is answered after a take-over as before (I8).
 */
import type { Recorded } from '../../hall/events.ts'
import { evolve } from '../../hall/evolve.ts'
import type { Hall } from '../../hall/hall.ts'
import type { HallId } from '../../hall/ids.ts'
import { replyTo } from '../../hall/reply.ts'
import type { Start } from '../ledger/anchors.ts'
import { chainNext, type Row, recordedOf, rowOf } from '../ledger/chain.ts'
import { foldToday } from '../ledger/fold-today.ts'
import type { Entry } from '../ledger/ledger.ts'
import { type SqliteLedger, sqliteLedger } from '../ledger/sqlite.ts'
import type { FeedRow } from './feed.ts'

/** A row came that does not follow from those before it. */
export class BrokenChain extends Error {
  override readonly name = 'BrokenChain'
  constructor(position: number) {
    super(`Position ${position} does not follow from what came before it: nothing of it was written.`)
  }
}

export type LedgerCopy = {
  readonly ledger: SqliteLedger
  readonly hall: () => Hall
  readonly head: () => Start
  /** Checks and writes rows that go on from the head, durably, all or none. Throws BrokenChain. */
  readonly append: (rows: readonly FeedRow[]) => void
  readonly close: () => void
}

const given = (hall: HallId, row: FeedRow): Row => {
  const [position, day, at, actor, command, fingerprint, type, data] = row
  return { hall, position, day, at, actor, command, fingerprint, type, data }
}

/** Reads the whole copy once and insists on its chain. Throws BrokenChain. */
const checkWhole = (ledger: SqliteLedger, hall: HallId): void => {
  let { position, chain } = ledger.start(hall)
  for (const stored of ledger.rows(hall)) {
    const next = chainNext(chain, stored.row)
    if (stored.row.position !== position + 1 || next !== stored.chain) throw new BrokenChain(position + 1)
    position += 1
    chain = next
  }
}

/** Opens a copy that exists. Throws BrokenChain where it is not what was written. */
export const openCopy = (file: string, id: HallId): LedgerCopy => {
  const ledger = sqliteLedger(file)
  checkWhole(ledger, id)
  let hall = foldToday(id, ledger)

  /** The entries that the rows make, the hall folded along. */
  const entriesOf = (rows: readonly FeedRow[]): Entry[] => {
    const entries: Entry[] = []
    let { position, chain } = ledger.head(id)
    let events: Recorded[] = []
    const finish = (): void => {
      const last = events.at(-1)
      if (!last) return
      const reply = replyTo(
        events.map(({ event }) => event),
        last.position,
        hall,
      )
      entries.push({ command: last.command, fingerprint: print, day: hall.day ?? '', reply, events })
      events = []
    }
    let print = ''
    for (const row of rows) {
      const raw = given(id, row)
      const recorded = recordedOf(raw)
      // What is checked is what will be written, byte for byte.
      chain = chainNext(chain, rowOf(recorded, raw.fingerprint))
      if (raw.position !== position + 1 || chain !== row[8]) throw new BrokenChain(raw.position)
      position += 1
      if (events.length > 0 && events[0]?.command !== recorded.command) finish()
      evolve(hall, recorded)
      events.push(recorded)
      print = raw.fingerprint
    }
    finish()
    return entries
  }

  return {
    ledger,
    hall: () => hall,
    head: () => ledger.head(id),
    append: (rows) => {
      if (rows.length === 0) return
      const before = ledger.head(id).position
      try {
        ledger.append(id, before, entriesOf(rows))
      } catch (error) {
        // In memory there may be what is not on the disk.
        hall = foldToday(id, ledger)
        throw error
      }
    },
    close: () => ledger.close(),
  }
}
