/** Which matter of a visit the phone asks about. Pure. */
import type { VisitorRating } from '../hall/views/public.ts'

/**
 * The leg whose question is open: the one that was chosen while it still asks, else the newest that asks; none when all is
 * said. `skipped`: the legs whose reasons nobody wants to give.
 */
export const openLeg = (
  ratings: readonly VisitorRating[],
  chosen: number | undefined,
  skipped: readonly number[],
): number | undefined => {
  const asking = ratings.filter(({ leg, asks }) => asks === 'grade' || (asks === 'why' && !skipped.includes(leg)))
  return (asking.find(({ leg }) => leg === chosen) ?? asking.at(-1))?.leg
}
