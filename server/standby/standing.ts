/**
 * Where this server stands among those of its hall: it serves until it hears of a later line, from whomever. From then on it
 * writes nothing more, also after a restart, and says what it had written that the later one does not have (Z27).
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventOf } from '../../hall/events.ts'
import type { Hall } from '../../hall/hall.ts'
import type { HallId } from '../../hall/ids.ts'
import type { ShutCode } from '../../hall/refusal.ts'
import type { Clock } from '../clock.ts'
import { recordedOf } from '../ledger/chain.ts'
import type { SqliteLedger } from '../ledger/sqlite.ts'
import type { Log } from '../log.ts'
import { readStanding, type StandingPaper, standingKey, writeStanding, writeWhole } from './papers.ts'
import { isLater, readStatement, type Statement, writeStatement } from './statement.ts'
import { type Tail, tailAfter } from './tail.ts'

/** Numbers that one log line names; the file has them all. */
const NUMBERS_LOGGED = 50
/** Servers asked about; a hall has one beside its own, and those of its past. */
const PEERS_MAX = 8

export type Standing = {
  readonly server: string
  /** What this server states of its line; undefined where the hall never moved. */
  readonly statement: () => string | undefined
  /** How many take-overs its line has had. */
  readonly epoch: () => number
  /** Takes notice of another statement. True where it is a later one, which ends this server's line. */
  readonly hear: (text: string) => boolean
  /** Why the door is shut; undefined while this server serves. */
  readonly shut: () => ShutCode | undefined
  /** Lets nothing be written for so long, so that a standby can take over with nothing left behind. @param ms milliseconds */
  readonly hold: (ms: number) => void
  /** What nobody else has of this server's ledger, once it is deposed. */
  readonly tail: () => Tail | undefined
  readonly peers: () => readonly string[]
  readonly addPeer: (url: string) => void
}

export type StandingOptions = {
  readonly dataDir: string
  readonly hallId: HallId
  readonly ledger: Pick<SqliteLedger, 'rows' | 'head' | 'start' | 'lastMove'>
  readonly hall: () => Hall
  readonly clock: Clock
  readonly log: Log
  /** Called once when this server is deposed, and at a start at which it is. */
  readonly onDeposed: (tail: Tail) => void
}

export const tailFile = (epoch: number): string => `unshipped-${epoch}.json`

/** The line that a ledger is of: that of its latest take-over. */
export const lineOf = (ledger: Pick<SqliteLedger, 'lastMove'>, hall: HallId): Statement | undefined => {
  const row = ledger.lastMove(hall)
  if (!row) return undefined
  const { epoch, chain, server } = recordedOf(row).event as EventOf<'HallMoved'>
  return { epoch, position: row.position - 1, chain, server }
}

/** What a folder's ledger and paper state, whichever is later: old events leave the ledger, the paper stays. */
export const ownStatement = (key: string, hall: HallId, line: Statement | undefined, paper: StandingPaper) => {
  const said = line && writeStatement(key, hall, line)
  return said !== undefined && isLater(said, paper.own) ? said : paper.own
}

export const openStanding = (options: StandingOptions): Standing => {
  const { dataDir, hallId, ledger, hall, clock, log, onDeposed } = options
  const key = standingKey(dataDir)
  let paper = readStanding(dataDir)
  const own = ownStatement(key, hallId, lineOf(ledger, hallId), paper)
  let held: (() => void) | undefined
  let tail: Tail | undefined

  const write = (next: StandingPaper): void => {
    paper = next
    writeStanding(dataDir, paper)
  }

  const findTail = (by: Statement): Tail => {
    const file = join(dataDir, tailFile(by.epoch))
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Tail
    const found = tailAfter(ledger, hall(), by)
    writeWhole(file, `${JSON.stringify(found, undefined, 2)}\n`)
    return found
  }

  const depose = (by: Statement): void => {
    tail = findTail(by)
    const { epoch, after, until, certain, numbers } = tail
    log('warn', 'deposed', { epoch, after, until, certain, numbers: numbers.slice(0, NUMBERS_LOGGED) })
    onDeposed(tail)
  }

  if (own !== paper.own) write({ ...paper, ...(own === undefined ? {} : { own }) })
  else writeStanding(dataDir, paper)
  const before = paper.deposedBy
  const by = before !== undefined && isLater(before, own) ? readStatement(key, hallId, before) : undefined
  if (by) depose(by)

  return {
    server: paper.server,
    statement: () => (tail ? paper.deposedBy : own),
    epoch: () => (own === undefined ? 0 : (readStatement(key, hallId, own)?.epoch ?? 0)),
    hear: (text) => {
      if (!isLater(text, own)) return false
      if (tail && !isLater(text, paper.deposedBy)) return true
      const later = readStatement(key, hallId, text)
      if (!later) return false
      // The door is shut in the same turn; the tail is named before it is written down that this line is over, so that a
      // crash in between names it again.
      if (tail === undefined) depose(later)
      write({ ...paper, deposedBy: text })
      return true
    },
    shut: () => {
      if (tail) return 'deposed'
      return held ? 'read-only' : undefined
    },
    hold: (ms) => {
      // By a timer: a clock that is set back meanwhile must not keep a hall shut for as long as it was wrong.
      held?.()
      held = clock.after(ms, () => {
        held = undefined
      })
    },
    tail: () => tail,
    peers: () => paper.peers,
    addPeer: (url) => {
      if (!paper.peers.includes(url)) write({ ...paper, peers: [url, ...paper.peers].slice(0, PEERS_MAX) })
    },
  }
}
