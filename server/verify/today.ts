/** The current business day of a ledger: its rows, its rules and its tables, without the days before it. */
import { join } from 'node:path'
import type { Recorded } from '../../hall/events.ts'
import type { HallId } from '../../hall/ids.ts'
import { verifying } from '../../hall/verify.ts'
import { recordedOf } from '../ledger/chain.ts'
import { firstOpening } from '../ledger/openings.ts'
import { reasonOf } from '../log.ts'
import { checkTables, type Finding, openForReading, type Reads, readsOf, rowFault, rowOf } from './ledger-file.ts'

export type Today = { readonly events: number; readonly head: string; readonly findings: readonly Finding[] }

/** The events after a position, while their rows are held against the chain; `seen` is told of each row. */
function* chained(
  hall: HallId,
  reads: Reads,
  start: { readonly position: number; readonly chain: string },
  seen: (position: number, chain: string, fault: Finding | undefined) => void,
): Generator<Recorded> {
  let { position, chain } = start
  for (const stored of reads.stored(hall, position)) {
    const fault = rowFault(stored, position + 1, chain)
    chain = stored.chain
    position = stored.position
    seen(position, chain, fault)
    yield recordedOf(rowOf(stored))
  }
}

/** Checks the day in steps of one event. What is before its first opening is taken as it stands; each night looks at that. */
export function* verifyingToday(dataDir: string, hall: HallId): Generator<undefined, Today> {
  const findings: Finding[] = []
  let events = 0
  let head = ''
  const note = (found: Finding | undefined): void => {
    if (found && !findings.some(({ rule }) => rule === found.rule)) findings.push(found)
  }
  const db = openForReading(join(dataDir, 'hall.sqlite'))
  try {
    // One moment for all passes, whatever the hall writes meanwhile.
    db.exec('BEGIN')
    const reads = readsOf(db)
    const whole = reads.start(hall)
    const opening = firstOpening(db, hall)
    const after = opening === undefined ? whole.position : opening - 1
    const before = db
      .prepare<[string, number], { chain: string; command: string }>(
        'SELECT chain, command_id AS command FROM events WHERE hall = ? AND position = ?',
      )
      .get(hall, after)
    const chain = before?.chain ?? whole.chain
    head = chain
    const rows = chained(hall, reads, { position: after, chain }, (_position, now, fault) => {
      events += 1
      head = now
      note(fault)
    })
    const verdict = yield* verifying(rows, hall, { after })
    if (!verdict.ok) for (const { rule, position, sentence } of verdict.findings) note({ rule, position, sentence })
    if (findings.length === 0) {
      // Whoever opened a day that was forgotten open also closed it: that receipt speaks of events before this day.
      const tables = yield* checkTables(hall, reads, after, before?.command)
      if ('rule' in tables) note(tables)
    }
  } catch (error) {
    note({ rule: 'I12', position: 0, sentence: `The day cannot be read: ${reasonOf(error)}` })
  } finally {
    db.close()
  }
  return { events, head, findings }
}
