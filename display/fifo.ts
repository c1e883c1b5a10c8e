/** The one queue of a loudspeaker: who waits to be called out, in which order, and who need not be any more. */
import type { Instant } from '../hall/ids.ts'
import { ANNOUNCE_WITHIN_MS } from '../hall/limits.ts'
import type { BoardView } from '../hall/views/public.ts'
import type { Announcement } from './announce.ts'

/** Forty calls at one moment take three and a half minutes to speak; what waits longer than this is stale. */
export const QUEUED_WITHIN_MS = 5 * 60_000

const same = (one: Announcement, other: Announcement): boolean =>
  one.number === other.number && one.counter === other.counter

/** Adds calls at the end. One that repeats a call still waiting takes its place: it never overtakes, nor is said twice. */
export const queued = (queue: readonly Announcement[], say: readonly Announcement[]): readonly Announcement[] => {
  const line = [...queue]
  for (const next of say) {
    const at = line.findIndex((waiting) => same(waiting, next))
    const waiting = line[at]
    if (waiting) line[at] = { ...waiting, position: next.position, at: next.at }
    else line.push(next)
  }
  return line
}

/**
 * Whether a waiting announcement still helps anybody. Once its ticket is at the window, gone, or called elsewhere, it is
 * dropped. A view lists every live call of the last minute, so a younger one that is missing is over; of older ones a busy
 * hall lists only some, and what it does not speak of is kept until it is too old.
 */
export const stillWanted = (item: Announcement, view: BoardView, now: Instant): boolean => {
  if (!view.open || now - item.at > QUEUED_WITHIN_MS) return false
  for (const call of view.calls) {
    if (same(call, item)) return call.live
    if (call.counter === item.counter && call.position > item.position) return false
    if (call.number === item.number && call.live) return false
  }
  return now - item.at > ANNOUNCE_WITHIN_MS
}
