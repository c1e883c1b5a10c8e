/**
 * A second machine that follows the hall's ledger and copies the rest, and takes over when it is told to or, where the hall
 * wants that, after a silence (Z26, Z27). Until then it serves nobody.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { MoveReason } from '../../hall/commands.ts'
import type { Instant } from '../../hall/ids.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import { LEDGER_FILE } from './copies.ts'
import { BrokenChain, type LedgerCopy, openCopy } from './copy.ts'
import { type CopyRound, copyRounds } from './copy-rounds.ts'
import { keepPairing, type StandbyPairing } from './pairing.ts'
import { readStanding, writeStanding } from './papers.ts'
import { NoAnswer, openPrimaryLine } from './primary-line.ts'
import { servesItself, type Taken, takeOver } from './take-over.ts'

const AGAIN_AFTER_MS = 500
/** What will not mend itself is asked about less often, ms. */
const STUCK_AGAIN_MS = 5_000
const ROTATE_EVERY_MS = 3_600_000

/**
 * `diverged`: the server's history is not the one that was followed, as after a restore; `too-old`: it no longer has the days
 * in between; `broken`: what came does not follow from what is here. Each needs an empty folder. `moved`: another server
 * serves the hall.
 */
export type StandbyState =
  | 'beginning'
  | 'catching-up'
  | 'following'
  | 'lost'
  | 'unpaired'
  | 'diverged'
  | 'too-old'
  | 'broken'
  | 'moved'
  | 'serving'

export type StandbyReport = {
  readonly state: StandbyState
  /** The last position that is durable here. */
  readonly position: number
  /** How many positions it lacks, as last heard. */
  readonly behind: number
  readonly heardAt: Instant | undefined
  readonly filesAt: Instant | undefined
}

export type StandbyOptions = {
  readonly dir: string
  readonly pairing: StandbyPairing
  /** The address at which this machine answers its peers, now and after a take-over. */
  readonly ownUrl?: string
  /** Takes over after this silence, ms; absent: only when told. */
  readonly byItselfMs?: number
  readonly clock: Clock
  /** Time that only passes, ms: a clock that jumps is no silence. */
  readonly monotonic?: () => number
  readonly log: Log
  readonly onChange?: (report: StandbyReport) => void
  /** The folder is the hall now, its ledger is closed, and whoever made this standby serves it. */
  readonly onTaken: (taken: Extract<Taken, { ok: true }>) => void
}

export type Standby = {
  readonly report: () => StandbyReport
  readonly takeOver: (why: MoveReason, anyway?: boolean) => Promise<Taken>
  readonly close: () => Promise<void>
}

const stuckAs = (code: string): StandbyState => {
  if (code === 'unknown-token' || code === 'not-permitted') return 'unpaired'
  return code === 'deposed' ? 'moved' : 'lost'
}

export const openStandby = (options: StandbyOptions): Standby => {
  const {
    dir,
    ownUrl,
    byItselfMs,
    clock,
    monotonic = () => performance.now(),
    log,
    onChange = () => {},
    onTaken,
  } = options
  // This server has a name before it can ever take over.
  writeStanding(dir, readStanding(dir))
  let pairing = options.pairing
  let line = openPrimaryLine(() => pairing)
  const ledgerFile = join(dir, LEDGER_FILE)
  let copy: LedgerCopy | undefined
  let round: CopyRound | undefined
  let state: StandbyState = 'beginning'
  let position = 0
  let behind = 0
  /** On this machine's clock; undefined until something was heard in this run. */
  let heardAt: Instant | undefined
  let silentSince = monotonic()
  /** The copy is the hall's as far as it goes, and the hall still knows this standby. */
  let sound = false
  let stopped = false
  let rotateAt = clock.now() + ROTATE_EVERY_MS
  let taking: Promise<Taken> | undefined
  let wake = () => {}

  const report = (): StandbyReport => ({
    state,
    position,
    behind,
    heardAt,
    filesAt: round?.completeAt(),
  })
  const be = (next: StandbyState, detail: object = {}): void => {
    if (next === state) return
    state = next
    log(next === 'following' || next === 'catching-up' ? 'info' : 'warn', `standby-${next}`, { ...detail })
    onChange(report())
  }
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, () => resolve())
      wake = () => {
        cancel()
        resolve()
      }
    })

  const begin = async (): Promise<LedgerCopy> => {
    if (!existsSync(ledgerFile)) await line.copy(LEDGER_FILE, dir)
    return openCopy(ledgerFile, pairing.hall)
  }

  /** A token is exchanged when it is a day old; the new one is on the disk before it is used (X8). */
  const rotate = async (): Promise<void> => {
    if (clock.now() < rotateAt) return
    const { token, waitMs } = await line.rotate()
    rotateAt = clock.now() + Math.min(waitMs, ROTATE_EVERY_MS)
    if (token === undefined) return
    keepPairing(dir, { ...pairing, token })
    pairing = { ...pairing, token }
  }

  /** One question and what came of it. Returns how long to wait before the next, ms. */
  const step = async (): Promise<number> => {
    copy ??= await begin()
    if (servesItself(dir, pairing.hall, copy.ledger)) {
      be('serving')
      return STUCK_AGAIN_MS
    }
    const { position: after, chain } = copy.head()
    position = after
    const filesAt = round?.completeAt()
    const told = await line.feed({ after, chain, ...(filesAt === undefined ? {} : { filesAt }) }, ownUrl)
    heardAt = clock.now()
    silentSince = monotonic()
    if (stopped) return 0
    behind = told.position - after
    sound = told.ok
    if (!told.ok) {
      be(told.code, { after, position: told.position })
      return STUCK_AGAIN_MS
    }
    copy.append(told.rows)
    position = copy.head().position
    behind = told.position - position
    round ??= copyRounds({ line, dir, clock, log })
    be(behind > 0 ? 'catching-up' : 'following')
    await rotate()
    return 0
  }

  const troubled = (error: unknown): number => {
    if (error instanceof BrokenChain) {
      sound = false
      be('broken', { reason: reasonOf(error) })
      return STUCK_AGAIN_MS
    }
    if (!(error instanceof NoAnswer)) {
      log('error', 'standby-failed', { reason: reasonOf(error) })
      be('lost', { reason: reasonOf(error) })
      return STUCK_AGAIN_MS
    }
    // Whatever answers lives: only silence is a reason to take over, and only for a copy that was good when it began.
    if (error.code !== 'silent') sound = false
    be(stuckAs(error.code), { reason: reasonOf(error) })
    return AGAIN_AFTER_MS
  }

  const silentTooLong = (): boolean =>
    byItselfMs !== undefined && sound && heardAt !== undefined && monotonic() - silentSince >= byItselfMs

  const follow = async (): Promise<void> => {
    while (!stopped) {
      let waitMs = 0
      try {
        waitMs = await step()
      } catch (error) {
        if (!stopped) waitMs = troubled(error)
      }
      if (!stopped && silentTooLong()) {
        taking ??= take('silence', false)
        return
      }
      if (!stopped && waitMs > 0) await pause(waitMs)
    }
  }
  let following = follow()

  /** Lets the server write nothing more, and fetches what is still missing. A server that does not answer is none to wait for. */
  const drain = async (held: LedgerCopy): Promise<void> => {
    try {
      await line.hold()
      for (;;) {
        const { position: after, chain } = held.head()
        const told = await line.feed({ after, chain }, ownUrl)
        if (!told.ok || told.rows.length === 0) return
        held.append(told.rows)
      }
    } catch (error) {
      log('info', 'standby-not-drained', { reason: reasonOf(error) })
    }
  }

  const take = async (why: MoveReason, anyway: boolean): Promise<Taken> => {
    stopped = true
    wake()
    // A copy on its way from a server that died would hold this up for minutes: whatever is under way is broken off.
    line.close()
    line = openPrimaryLine(() => pairing)
    if (why === 'by-hand') await following
    await round?.stop()
    round = undefined
    if (!copy) {
      if (!existsSync(ledgerFile)) return goOn({ ok: false, code: 'no-catalogue' })
      copy = openCopy(ledgerFile, pairing.hall)
    }
    if (why === 'by-hand' && state !== 'lost') await drain(copy)
    position = copy.head().position
    const { ledger } = copy
    const peers = [pairing.url, ...readStanding(dir).peers.filter((url) => url !== pairing.url)]
    const taken = await takeOver({ dir, hall: pairing.hall, ledger, why, peers, anyway, clock, log })
    if (!taken.ok) return goOn(taken)
    line.close()
    copy.close()
    be('serving', { epoch: taken.epoch })
    onTaken(taken)
    return taken
  }

  /** Nothing was taken over: says why, and follows again. */
  const goOn = (refused: Extract<Taken, { ok: false }>): Taken => {
    log('warn', 'not-taken-over', { code: refused.code })
    heardAt = clock.now()
    silentSince = monotonic()
    stopped = false
    taking = undefined
    following = follow()
    return refused
  }

  return {
    report,
    takeOver: (why, anyway = false) => {
      taking ??= take(why, anyway)
      return taking
    },
    close: async () => {
      stopped = true
      wake()
      line.close()
      await following
      await round?.stop()
      await taking
      if (state !== 'serving') copy?.close()
    },
  }
}
