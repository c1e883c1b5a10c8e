/** Promised dates, counted in working days of the State Council's calendar with its make-up days (调休). */
import chineseDays from 'chinese-days'
import { businessDay } from '../hall/calendar.ts'
import type { Instant } from '../hall/ids.ts'

/** The day by which something accepted now is promised. The day of acceptance itself is not counted. */
export const promisedDay = (acceptedAt: Instant, workingDays: number, timeZone: string): string => {
  const today = businessDay(acceptedAt, timeZone)
  return workingDays === 0 ? today : chineseDays.findWorkday(workingDays, today)
}

/** Whether a hall works on this day. */
export const isWorkingDay = (day: string): boolean => chineseDays.isWorkday(day)

/** Whether the calendar has a year's holidays. The State Council names them in the autumn before; National Day is always one. */
export const knowsYear = (year: number): boolean => chineseDays.getDayDetail(`${year}-10-01`).name.includes('国庆')
