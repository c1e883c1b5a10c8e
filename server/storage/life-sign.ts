/**
 * A file that says when this hall last lived, so that a start knows how long nobody was there (Z34). It is written every few
 * seconds and never synced: what the disk had not taken at a power cut is seconds, and the ledger's own last event is synced.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../../hall/ids.ts'
import { type Standstill, type StoodStill, standstillOf, stillCounts, withInFront } from '../../hall/standstill.ts'
import type { Clock } from '../clock.ts'
import type { LiveHall } from '../live-hall.ts'
import { type Log, reasonOf } from '../log.ts'

export const LIFE_SIGN_FILE = 'life-sign.json'
const SIGN_EVERY_MS = 5_000

/** `at` by the hall's own clock; the standstill stays for a second start soon after, as where the power flickers. */
type Sign = { readonly at: Instant; readonly standstill?: Standstill }

export type LifeSign = {
  /** What the hall stood still before this start, if it did. */
  readonly standstill: () => StoodStill | undefined
  readonly close: () => void
}
export type LifeSignOptions = {
  readonly dataDir: string
  readonly live: Pick<LiveHall, 'hall' | 'time'>
  readonly clock: Clock
  readonly log: Log
}

const isInstant = (value: unknown): value is number => Number.isFinite(value)

/** What a file says, or undefined for one that a power cut left empty or halved. */
const readSign = (text: string): Sign | undefined => {
  if (text.trim() === '') return undefined
  const { at, standstill } = JSON.parse(text) as Partial<Sign>
  const whole = standstill && [standstill.from, standstill.to, standstill.position].every(isInstant)
  // What is no moment is NaN here, and no standstill begins there.
  return { at: Number(at), ...(whole ? { standstill } : {}) }
}

/** Looks once at what was left behind, and signs from then on. */
export const openLifeSign = ({ dataDir, live, clock, log }: LifeSignOptions): LifeSign => {
  const file = join(dataDir, LIFE_SIGN_FILE)
  let failing = false

  const last = (): Sign | undefined => {
    try {
      return existsSync(file) ? readSign(readFileSync(file, 'utf8')) : undefined
    } catch (error) {
      log('warn', 'life-sign-not-read', { reason: reasonOf(error) })
      return undefined
    }
  }
  const before = last()
  const hall = live.hall()
  const now = live.time()
  const earlier = before?.standstill
  const standstill =
    (before && standstillOf(hall, before.at, now)) ?? (earlier && stillCounts(hall, earlier, now) ? earlier : undefined)
  if (standstill && standstill !== earlier) log('warn', 'stood-still', standstill)
  const stood = standstill && withInFront(hall, standstill)

  const sign = (): void => {
    try {
      // Renamed into place, so that nobody finds half of it.
      writeFileSync(
        `${file}.new`,
        JSON.stringify({ at: live.time(), ...(standstill ? { standstill } : {}) } satisfies Sign),
      )
      renameSync(`${file}.new`, file)
      failing = false
    } catch (error) {
      if (!failing) log('warn', 'life-sign-not-written', { reason: reasonOf(error) })
      failing = true
    }
  }
  let cancel = (): void => {}
  const signAgain = (): void => {
    sign()
    cancel = clock.after(SIGN_EVERY_MS, signAgain)
  }
  signAgain()

  return {
    standstill: () => stood,
    close: () => {
      cancel()
      sign()
    },
  }
}
