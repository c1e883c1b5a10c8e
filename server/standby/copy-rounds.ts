/** Copies everything besides the ledger again and again: what changed, the small at once, the large less often. */
import type { Instant } from '../../hall/ids.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { PrimaryLine } from './primary-line.ts'

const EVERY_MS = 5_000
/** A file of so many bytes may be copied in every round; one of twice as many in every second. */
const BYTES_A_ROUND = 4_000_000

export type CopyRound = {
  /** When everything was last as the server has it, on the server's clock. */
  readonly completeAt: () => Instant | undefined
  /** Ends after the round in hand. */
  readonly stop: () => Promise<void>
}

type Copied = { readonly stamp: string; readonly skips: number }
type Rounds = {
  readonly line: Pick<PrimaryLine, 'files' | 'copy'>
  readonly dir: string
  readonly clock: Clock
  readonly log: Log
}

export const copyRounds = ({ line, dir, clock, log }: Rounds): CopyRound => {
  const copied = new Map<string, Copied>()
  let completeAt: Instant | undefined
  let stopped = false
  let wake = () => {}

  const round = async (): Promise<void> => {
    const { now, files } = await line.files()
    for (const { name, stamp, size } of files) {
      const last = copied.get(name)
      if (stopped) return
      // Counted in rounds and not by the clock, which may be set back by an hour.
      if (last && last.skips > 0) copied.set(name, { ...last, skips: last.skips - 1 })
      if (last && (last.stamp === stamp || last.skips > 0)) continue
      await line.copy(name, dir)
      copied.set(name, { stamp, skips: Math.max(0, Math.floor(size / BYTES_A_ROUND) - 1) })
    }
    completeAt = now
  }

  const run = async (): Promise<void> => {
    while (!stopped) {
      try {
        await round()
      } catch (error) {
        log('warn', 'standby-copy-failed', { reason: reasonOf(error) })
      }
      if (stopped) return
      await new Promise<void>((resolve) => {
        const cancel = clock.after(EVERY_MS, () => resolve())
        wake = () => {
          cancel()
          resolve()
        }
      })
    }
  }
  const running = run()
  return {
    completeAt: () => completeAt,
    stop: async () => {
      stopped = true
      wake()
      await running
    },
  }
}
