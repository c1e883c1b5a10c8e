/** A live hall on a real SQLite file, which a test may restart, watch and spoil. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recorded } from '../../hall/events.ts'
import type { Ledger } from '../../server/ledger/ledger.ts'
import { type SqliteLedger, sqliteLedger } from '../../server/ledger/sqlite.ts'
import { type LiveHall, openLiveHall } from '../../server/live-hall.ts'
import { type HallClock, hallClock, inChina } from './hall-clock.ts'
import { HALL_ID, openSmallHall } from './small-hall.ts'

export const MONDAY = '2026-03-02'

export type Logged = {
  readonly level: string
  readonly what: string
  readonly detail: Readonly<Record<string, unknown>>
}

export type DurableHall = {
  readonly file: string
  readonly clock: HallClock
  readonly logged: Logged[]
  live: LiveHall
  ledger: SqliteLedger
  /** Closes everything and opens it anew, as a restart does. */
  readonly restart: () => void
  readonly events: () => Recorded[]
  readonly close: () => void
}

/**
 * Opens a hall in a folder of its own, with the day begun at nine.
 * @param spoil stands between the door and its ledger.
 */
export const durableHall = async (
  spoil: (ledger: SqliteLedger) => Ledger = (ledger) => ledger,
  folder = mkdtempSync(join(tmpdir(), 'yichuang-hall-')),
): Promise<DurableHall> => {
  const file = join(folder, 'hall.sqlite')
  const clock = hallClock(inChina(MONDAY, '09:00:00'))
  const logged: Logged[] = []
  const openLive = (ledger: SqliteLedger): LiveHall =>
    openLiveHall({
      id: HALL_ID,
      ledger: spoil(ledger),
      clock,
      log: (level, what, detail = {}) => void logged.push({ level, what, detail }),
    })
  const ledger = sqliteLedger(file)
  const made: DurableHall = {
    file,
    clock,
    logged,
    ledger,
    live: openLive(ledger),
    restart: () => {
      made.live.close()
      made.ledger.close()
      made.ledger = sqliteLedger(file)
      made.live = openLive(made.ledger)
    },
    events: () => [...made.ledger.read(HALL_ID, 0)],
    close: () => {
      made.live.close()
      made.ledger.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await openSmallHall(made.live)
  return made
}
