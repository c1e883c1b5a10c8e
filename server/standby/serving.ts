/** What a serving hall does for its standbys and against a second server: feeds them, asks them, and gives way. */
import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HallId } from '../../hall/ids.ts'
import type { ShutCode } from '../../hall/refusal.ts'
import type { Clock } from '../clock.ts'
import type { SqliteLedger } from '../ledger/sqlite.ts'
import type { LiveHall } from '../live-hall.ts'
import type { Log } from '../log.ts'
import type { People } from '../people/people.ts'
import type { SecurityLog } from '../security/security-log.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import { tidyCopies } from './copies.ts'
import { type Feed, openFeed } from './feed.ts'
import { lineIn } from './line-cookie.ts'
import { authorityOf } from './papers.ts'
import { askPeers } from './peers.ts'
import { openStanding, type Standing } from './standing.ts'

const SILENT_AFTER_MS = 2_000
/** Servers that are there answer within this; after a swap nobody waits for one that is off. ms */
const SWAP_ASKS_MS = 200

export type Serving = {
  readonly standing: Standing
  readonly feed: Feed
  /** For the door: why nothing may be written now. */
  readonly shut: () => ShutCode | undefined
  /**
   * Asks the other servers once, before this one listens (Z27).
   * @param wasServing this hall was served a moment ago: an answer that takes long is heard when it comes
   */
  readonly askFirst: (wasServing: boolean) => Promise<void>
  /** A socket that opens passes on the line its screen has heard of. */
  readonly hearUpgrade: (request: IncomingMessage) => void
  readonly close: () => void
}

export type ServingOptions = {
  readonly dataDir: string
  readonly hallId: HallId
  readonly ledger: SqliteLedger
  readonly live: LiveHall
  readonly people: Pick<People, 'devices'>
  readonly clock: Clock
  readonly log: Log
  readonly alarms: SystemAlarms
  readonly securityLog: SecurityLog
}

/** @param screens asked for when this server is deposed, to tell them nothing more */
export const openServing = (options: ServingOptions, screens: () => { readonly close: () => void }): Serving => {
  const { dataDir, hallId, ledger, live, people, clock, log, alarms, securityLog } = options
  tidyCopies(dataDir)
  const standing = openStanding({
    dataDir,
    hallId,
    ledger,
    hall: live.hall,
    clock,
    log,
    onDeposed: ({ epoch, after, until, numbers }) => {
      alarms.raise('deposed', { epoch, unshipped: until - after, numbers: numbers.length })
      // The alarm is told; then boards and windows fall silent, and say themselves that what they show may be old.
      clock.after(SILENT_AFTER_MS, () => screens().close())
      securityLog.note({ type: 'deposed', outcome: 'ok', data: { epoch, after, until } })
    },
  })
  const feed = openFeed({
    hallId,
    live,
    ledger,
    clock,
    alarms,
    machines: () => people.devices().filter(({ role, paired }) => role === 'standby' && paired),
  })
  const peers = askPeers({
    hall: hallId,
    standing,
    ca: () => authorityOf(dataDir),
    clock,
  })
  return {
    standing,
    feed,
    shut: standing.shut,
    askFirst: async (wasServing) => {
      const asked = peers.ask()
      await (wasServing ? Promise.race([asked, sleep(SWAP_ASKS_MS, undefined, { ref: false })]) : asked)
    },
    hearUpgrade: ({ headers }) => {
      const said = lineIn(headers.cookie)
      if (said !== undefined) standing.hear(said)
    },
    close: () => {
      peers.stop()
      feed.close()
    },
  }
}
