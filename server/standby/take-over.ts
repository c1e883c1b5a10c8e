/**
 * A copy becomes the hall. One durable event does it (`HallMoved`): before it the copy is a copy, after it the folder is this
 * server's, whatever dies in between. It is fenced by position: the event says after which one the new line begins.
 */
import type { MoveReason } from '../../hall/commands.ts'
import type { HallId } from '../../hall/ids.ts'
import { type Clock, mintSecret } from '../clock.ts'
import type { SqliteLedger } from '../ledger/sqlite.ts'
import { openLiveHall } from '../live-hall.ts'
import type { Log } from '../log.ts'
import { authorityOf, readStanding, standingKey, writeStanding } from './papers.ts'
import { askPeer } from './peers.ts'
import { lineOf, ownStatement } from './standing.ts'
import { isLater, readStatement, writeStatement } from './statement.ts'

export type Taken =
  | { readonly ok: true; readonly epoch: number; readonly after: number; readonly statement: string }
  /** `already-moved`: another server took over; `no-catalogue`: the copy holds no hall yet. */
  | { readonly ok: false; readonly code: 'already-moved' | 'no-catalogue' | 'storage-failed' }

export type TakingOver = {
  readonly dir: string
  readonly hall: HallId
  readonly ledger: SqliteLedger
  readonly why: MoveReason
  /** Addresses of the other servers, the one that was followed first. */
  readonly peers: readonly string[]
  /** Even though another server has a later line: for a hall whose other servers are gone for good. */
  readonly anyway?: boolean
  readonly clock: Clock
  readonly log: Log
}

/** Whether the folder's own ledger says that this server took over: a crash after that event changes nothing of it. */
export const servesItself = (dir: string, hall: HallId, ledger: Pick<SqliteLedger, 'lastMove'>): boolean =>
  lineOf(ledger, hall)?.server === readStanding(dir).server

/** Makes this folder the hall. Refusals are values; nothing was written then. */
export const takeOver = async (options: TakingOver): Promise<Taken> => {
  const { dir, hall, ledger, why, peers, anyway = false, clock, log } = options
  const key = standingKey(dir)
  const paper = readStanding(dir)
  const ca = authorityOf(dir)
  const own = ownStatement(key, hall, lineOf(ledger, hall), paper)
  const answers = await Promise.all(peers.map((url) => askPeer(url, hall, own, ca)))
  const heard = [...answers.map((answer) => answer?.statement), paper.deposedBy].filter(
    (text) => text !== undefined && readStatement(key, hall, text) !== undefined,
  )
  const latest = heard.reduce((later, text) => (text !== undefined && isLater(text, later) ? text : later), own)
  if (latest !== own && !anyway) return { ok: false, code: 'already-moved' }
  const epoch = (latest === undefined ? 0 : (readStatement(key, hall, latest)?.epoch ?? 0)) + 1

  const { position, chain } = ledger.head(hall)
  const live = openLiveHall({ id: hall, ledger, clock, log })
  if (!live.hall().catalogue) return { ok: false, code: 'no-catalogue' }
  // Written first: a server without a name of its own could not know its own event again.
  writeStanding(dir, paper)
  const reply = await live.submit(
    { id: mintSecret(), type: 'MoveHall', epoch, server: paper.server, why, chain },
    { role: 'system', id: 'take-over' },
  )
  live.close()
  if (!reply.ok) return { ok: false, code: 'storage-failed' }
  const statement = writeStatement(key, hall, { epoch, position, chain, server: paper.server })
  writeStanding(dir, { server: paper.server, own: statement, peers: [...new Set([...peers, ...paper.peers])] })
  log('warn', 'taken-over', { epoch, after: position, why })
  // The one before writes no more from the moment it hears; where it cannot be reached it is asked again and again later.
  await Promise.all(peers.map((url) => askPeer(url, hall, statement, ca)))
  return { ok: true, epoch, after: position, statement }
}
