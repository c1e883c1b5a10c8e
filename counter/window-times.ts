/** Times that a clerk gives: in so many minutes, or at a time of today in the hall's zone. Pure. */
import { localParts, minuteOf } from '../hall/calendar.ts'
import type { Instant } from '../hall/ids.ts'

const MINUTE_MS = 60_000

export const inMinutes = (now: Instant, minutes: number): Instant => now + minutes * MINUTE_MS

/** `HH:MM` of today as an instant; undefined when it is no time, or past already. */
export const todayAt = (text: string, now: Instant, timeZone: string): Instant | undefined => {
  if (!/^\d{2}:\d{2}$/.test(text)) return undefined
  const at = now - (now % MINUTE_MS) + (minuteOf(text) - localParts(now, timeZone).minute) * MINUTE_MS
  return at > now ? at : undefined
}
