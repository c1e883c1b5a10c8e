/** Minutes of the business day: plans, breaks and arrivals are written down by them. */
import { instantOf } from '../calendar.ts'
import type { Hall } from '../hall.ts'
import type { Instant } from '../ids.ts'

const MINUTE = 60_000

/** The midnight last asked for: it is asked for with every view. */
let asked = { day: '', timeZone: '', at: 0 }

/** When the hall's day began in its own zone. */
export const midnightOf = ({ day, catalogue }: Pick<Hall, 'day' | 'catalogue'>): Instant => {
  const timeZone = catalogue?.hall.timeZone ?? 'Asia/Shanghai'
  if (day === null) return 0
  if (asked.day !== day || asked.timeZone !== timeZone) asked = { day, timeZone, at: instantOf(day, '00:00', timeZone) }
  return asked.at
}

/** The minute of the hall's day in which something happened, from 0 to 1,439. */
export const minuteOfDay = (hall: Pick<Hall, 'day' | 'catalogue'>, at: Instant): number =>
  Math.min(1_439, Math.max(0, Math.floor((at - midnightOf(hall)) / MINUTE)))
