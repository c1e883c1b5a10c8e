/** What every public screen says of the hall itself. */
import { instantOf } from '../calendar.ts'
import type { Hall } from '../hall.ts'
import type { BusinessDay, Instant } from '../ids.ts'

export type HallSign = {
  readonly name: string
  readonly nameEn: string
  readonly hotline: string
  readonly timeZone: string
  readonly open: boolean
  readonly day: BusinessDay | null
  readonly hours: string
  /** When the hall closes on the day that is open; null while it is closed, and once it stays open beyond its hours. */
  readonly closesAt: Instant | null
  /** Catalogue revision: a screen fetches the catalogue again when it changes. */
  readonly revision: number
}

/** The closing time was last worked out for this day and these hours: it is asked for with every view. */
let closing = { day: '', close: '', timeZone: '', at: 0 }

/** When the hall closes today, as far as its hours say. */
export const closesAt = (hall: Hall): Instant | null => {
  const { catalogue, day } = hall
  if (!hall.open || !catalogue || day === null) return null
  const { close } = catalogue.hours
  const { timeZone } = catalogue.hall
  if (closing.day !== day || closing.close !== close || closing.timeZone !== timeZone)
    closing = { day, close, timeZone, at: instantOf(day, close, timeZone) }
  return hall.at < closing.at ? closing.at : null
}

export const hallSign = (hall: Hall): HallSign => {
  const { catalogue } = hall
  return {
    name: catalogue?.hall.name ?? '',
    nameEn: catalogue?.hall.nameEn ?? '',
    hotline: catalogue?.hall.hotline ?? '',
    timeZone: catalogue?.hall.timeZone ?? 'Asia/Shanghai',
    open: hall.open,
    day: hall.day,
    hours: catalogue ? `${catalogue.hours.open}–${catalogue.hours.close}` : '',
    closesAt: closesAt(hall),
    revision: hall.revision,
  }
}
