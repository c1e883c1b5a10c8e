/** The half hours that an appointment can be for: from an hour ago until the hall closes, in the hall's zone. Pure. */
import { localParts, minuteOf } from '../hall/calendar.ts'
import type { Hours } from '../hall/catalogue.ts'
import type { Instant } from '../hall/ids.ts'

export type Slot = { readonly text: string; readonly at: Instant }

const STEP = 30
/** Somebody who comes up to an hour late still gets the slot that was booked. */
const LATE = 60

/** `now` decides the day; instants are ms. */
export const slotsOf = (hours: Pick<Hours, 'open' | 'close'>, timeZone: string, now: Instant): readonly Slot[] => {
  const { minute } = localParts(now, timeZone)
  const thisMinute = Math.floor(now / 60_000) * 60_000
  const slots: Slot[] = []
  for (let at = minuteOf(hours.open); at < minuteOf(hours.close); at += STEP) {
    if (at < minute - LATE) continue
    const text = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
    slots.push({ text, at: thisMinute + (at - minute) * 60_000 })
  }
  return slots
}

/** The slot nearest to now: the one a person who stands at the desk has most likely booked. */
export const nearestSlot = (slots: readonly Slot[], now: Instant): Slot | undefined =>
  [...slots].sort((a, b) => Math.abs(a.at - now) - Math.abs(b.at - now))[0]
