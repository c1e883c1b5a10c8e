/**
 * A line between a screen and the server. While there are faults it drops, doubles, delays, and can be cut for a while. Calm
 * mends a cut as well: the time in which a screen must be present again counts from a whole line.
 */
import type { Stage } from './stage.ts'

export type Line = {
  /** Carries something to the other side: soon, late, twice or never. */
  readonly carry: (deliver: () => void) => void
  readonly cut: (ms: number) => void
  readonly isCut: () => boolean
}

const DROPPED = 0.02
const DOUBLED = 0.03
const LATE = 0.05

export const openLine = ({ random, at, after, calm, count }: Stage): Line => {
  let cutUntil = 0
  const isCut = (): boolean => !calm() && at() < cutUntil
  const send = (deliver: () => void): void => {
    const late = !calm() && random.chance(LATE)
    after(1 + random.int(late ? 1_500 : 20), () => {
      if (!isCut()) deliver()
    })
  }
  return {
    carry: (deliver) => {
      if (isCut() || (!calm() && random.chance(DROPPED))) {
        count('dropped')
        return
      }
      send(deliver)
      if (calm() || !random.chance(DOUBLED)) return
      count('doubled')
      send(deliver)
    },
    cut: (ms) => {
      cutUntil = Math.max(cutUntil, at() + ms)
    },
    isCut,
  }
}
