/**
 * Guessing is slowed for a name at one place and for a place whatever the names, and told when it is many (X18). Places are
 * paired machines, or network addresses for whoever has none: a stranger at another place locks nobody out.
 */
import { type Clock, isRecent } from '../clock.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import { attempts } from './attempts.ts'

/** A whole counter of people mistyping on a Monday is under this for one place. */
const FREE_AT_PLACE = 20
/** 1, 3, 9, 27, 81 s, then minutes: eleven tries of a password in ten minutes, and never a door that is shut for good. */
const OF_NAME = { growth: 3, longestMs: 5 * 60_000 }
const MANY = 20
const WITHIN_MS = 10 * 60_000

export type Guesses = ReturnType<typeof openGuesses>

export const openGuesses = (clock: Clock, alarms: Pick<SystemAlarms, 'raise' | 'clear'>) => {
  const byName = attempts(clock, undefined, OF_NAME)
  const byPlace = attempts(clock, FREE_AT_PLACE)
  let failedAt: number[] = []
  let stop = () => {}

  const lately = (): number => {
    failedAt = failedAt.filter((at) => isRecent(clock, at, WITHIN_MS))
    return failedAt.length
  }
  const lookAgain = (): void => {
    stop()
    stop = clock.after(WITHIN_MS, () => {
      if (lately() < MANY) alarms.clear('guessing')
      else lookAgain()
    })
  }
  /** One more wrong password or code, wherever. */
  const guessed = (): void => {
    failedAt = [...failedAt.slice(-10 * MANY), clock.now()]
    const count = lately()
    if (count < MANY) return
    alarms.raise('guessing', { count })
    lookAgain()
  }
  const keyOf = (name: string, place: string): string => `${name} ${place}`
  return {
    /** How long a try of this name from this place has to wait, ms. */
    waitMs: (name: string, place: string): number => Math.max(byName.waitMs(keyOf(name, place)), byPlace.waitMs(place)),
    /** Counted when a try begins, so that many at once are as slow as one after another. */
    tried: (name: string, place: string): void => {
      byName.failed(keyOf(name, place))
      byPlace.failed(place)
    },
    /** Of the place only this try is forgiven: whoever has an account of his own could guess others in between. */
    succeeded: (name: string, place: string): void => {
      byName.succeeded(keyOf(name, place))
      byPlace.forgive(place)
    },
    /** The password was right and a code is still due: this try is taken back, wrong ones before it stay. */
    halfway: (name: string, place: string): void => {
      byName.forgive(keyOf(name, place))
      byPlace.forgive(place)
    },
    guessed,
    /** Codes are counted by place alone. */
    codes: attempts(clock),
    close: (): void => stop(),
  }
}
