/**
 * What a standby hears of this hall: the ledger's rows from where it stands. It asks with the position and chain value that
 * it has written down, so each question is also the receipt for everything before it. An answer waits up to a second for
 * something new, so that a standby is told within milliseconds and a silent server is noticed.
 */
import type { HallId, Instant } from '../../hall/ids.ts'
import type { Clock } from '../clock.ts'
import type { ChainedRow, SqliteLedger } from '../ledger/sqlite.ts'
import type { LiveHall } from '../live-hall.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import { chainAt } from './tail.ts'

/** One answer holds so many rows and characters, and always whole commands. */
const ROWS_AT_ONCE = 2_000
const TEXT_AT_ONCE = 2_000_000
/** An answer with nothing new comes after this, ms. */
const WAITS_MS = 1_000
/** What happens within this is told together, ms. */
const TOGETHER_MS = 20
/** A standby that has not asked for this long is away; one that lacks something for this long is behind. ms */
export const AWAY_AFTER_MS = 10_000
export const BEHIND_AFTER_MS = 5_000
const LOOK_EVERY_MS = 1_000

export type FeedRow = readonly [
  position: number,
  day: string,
  at: number,
  actor: string,
  command: string,
  fingerprint: string,
  type: string,
  data: string,
  chain: string,
]
export type FeedQuestion = {
  /** The last position that the standby holds durably, and its chain value. */
  readonly after: number
  readonly chain: string
  /** When its copy of everything else was last complete, on the hall's clock. */
  readonly filesAt?: Instant | undefined
}
export type FeedAnswer =
  | { readonly ok: true; readonly position: number; readonly now: Instant; readonly rows: readonly FeedRow[] }
  /** The standby's history is not this hall's; `position` and `chain` are the hall's last. */
  | { readonly ok: false; readonly code: 'diverged'; readonly position: number; readonly chain: string }
  /** The day after the standby's position has left this ledger: it needs a fresh copy. */
  | { readonly ok: false; readonly code: 'too-old'; readonly position: number; readonly chain: string }

/** How a standby is, for people. */
export type StandbyRow = {
  readonly id: string
  readonly name: string
  readonly state: 'never' | 'following' | 'behind' | 'diverged' | 'away'
  readonly confirmed?: number
  readonly behind?: number
  readonly seenAt?: Instant
  readonly filesAt?: Instant
}

type Known = {
  at: Instant
  confirmed: number
  diverged: boolean
  /** Since when it has lacked something without a break. */
  behindSince: Instant | undefined
  filesAt: Instant | undefined
}

export type Feed = {
  readonly ask: (machine: string, question: FeedQuestion) => Promise<FeedAnswer>
  readonly standbys: () => readonly StandbyRow[]
  readonly close: () => void
}

export type FeedOptions = {
  readonly hallId: HallId
  readonly live: Pick<LiveHall, 'listen'>
  readonly ledger: Pick<SqliteLedger, 'rows' | 'head' | 'start'>
  readonly clock: Clock
  readonly alarms: Pick<SystemAlarms, 'raise' | 'clear'>
  /** The paired standbys of the hall. */
  readonly machines: () => readonly { readonly id: string; readonly name: string }[]
}

/** A row of the ledger as it travels, and as a copy takes it. */
export const feedRowOf = ({ row, chain }: ChainedRow): FeedRow => [
  row.position,
  row.day,
  row.at,
  row.actor,
  row.command,
  row.fingerprint,
  row.type,
  row.data,
  chain,
]

/** The rows after a position, as many as fit, ending with a whole command: its receipt is made from all of its events. */
export const rowsAfter = (
  ledger: Pick<SqliteLedger, 'rows'>,
  hall: HallId,
  after: number,
  most = ROWS_AT_ONCE,
): FeedRow[] => {
  const rows: FeedRow[] = []
  let text = 0
  let command = ''
  for (const chained of ledger.rows(hall, after)) {
    const full = rows.length >= most || text >= TEXT_AT_ONCE
    if (full && chained.row.command !== command) break
    command = chained.row.command
    text += chained.row.data.length
    rows.push(feedRowOf(chained))
  }
  return rows
}

export const openFeed = ({ hallId, live, ledger, clock, alarms, machines }: FeedOptions): Feed => {
  const known = new Map<string, Known>()
  const waiting = new Set<() => void>()
  let closed = false
  const wakeAll = (): void => {
    for (const wake of [...waiting]) wake()
  }
  const stopListening = live.listen(() => {
    if (waiting.size > 0) clock.after(TOGETHER_MS, wakeAll)
  })

  const somethingNew = (): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(WAITS_MS, () => wake())
      const wake = (): void => {
        cancel()
        waiting.delete(wake)
        resolve()
      }
      waiting.add(wake)
    })

  const stateOf = (machine: string, now: Instant): StandbyRow['state'] => {
    const seen = known.get(machine)
    if (!seen) return 'never'
    if (now - seen.at > AWAY_AFTER_MS) return 'away'
    if (seen.diverged) return 'diverged'
    return seen.behindSince !== undefined && now - seen.behindSince > BEHIND_AFTER_MS ? 'behind' : 'following'
  }

  const openedAt = clock.now()
  let cancelLook = () => {}
  const look = (): void => {
    const now = clock.now()
    const { position } = ledger.head(hallId)
    const away: string[] = []
    const behind: string[] = []
    for (const { id, name } of machines()) {
      const seen = known.get(id)
      if (seen) seen.behindSince = seen.confirmed < position ? (seen.behindSince ?? now) : undefined
      const state = stateOf(id, now)
      // One that has not come yet after a start of this server is given the time to.
      if (state === 'away' || (state === 'never' && now - openedAt > AWAY_AFTER_MS)) away.push(name)
      if (state === 'behind' || state === 'diverged') behind.push(name)
    }
    if (away.length > 0) alarms.raise('standby-away', { name: away.join('、') })
    else alarms.clear('standby-away')
    if (behind.length > 0) alarms.raise('standby-behind', { name: behind.join('、') })
    else alarms.clear('standby-behind')
    cancelLook = clock.after(LOOK_EVERY_MS, look)
  }
  look()

  const heard = (machine: string, { after, filesAt }: FeedQuestion, diverged: boolean): void => {
    const was = known.get(machine)
    const confirmed = diverged ? (was?.confirmed ?? 0) : after
    known.set(machine, {
      at: clock.now(),
      confirmed,
      diverged,
      behindSince: was?.behindSince,
      filesAt,
    })
  }

  return {
    ask: async (machine, question) => {
      const { after, chain } = question
      const start = ledger.start(hallId)
      const head = ledger.head(hallId)
      if (after < start.position) return { ok: false, code: 'too-old', ...head }
      const mine = after === head.position ? head.chain : chainAt(ledger, hallId, after)
      // Whoever has just come learns at once that somebody is there.
      const first = !known.has(machine)
      heard(machine, question, mine !== chain)
      if (mine !== chain) return { ok: false, code: 'diverged', ...head }
      if (head.position === after && !closed && !first) await somethingNew()
      const rows = closed ? [] : rowsAfter(ledger, hallId, after)
      return { ok: true, position: closed ? after : ledger.head(hallId).position, now: clock.now(), rows }
    },
    standbys: () => {
      const now = clock.now()
      const { position } = ledger.head(hallId)
      return machines().map(({ id, name }) => {
        const seen = known.get(id)
        return {
          id,
          name,
          state: stateOf(id, now),
          ...(seen ? { confirmed: seen.confirmed, behind: position - seen.confirmed, seenAt: seen.at } : {}),
          ...(seen?.filesAt === undefined ? {} : { filesAt: seen.filesAt }),
        }
      })
    },
    close: () => {
      closed = true
      cancelLook()
      stopListening()
      wakeAll()
    },
  }
}
