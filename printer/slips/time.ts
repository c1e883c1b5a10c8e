import { localParts } from '../../hall/calendar.ts'
import type { Instant } from '../../hall/ids.ts'

/** `2026-11-22 09:31:05` in a hall's zone, whatever the server's own zone is. */
export const hallTime = (at: Instant, timeZone: string): string => {
  const { day, time } = localParts(at, timeZone)
  return `${day} ${time}`
}

/** `09:31` in a hall's zone. */
export const clockTime = (at: Instant, timeZone: string): string => localParts(at, timeZone).time.slice(0, 5)
