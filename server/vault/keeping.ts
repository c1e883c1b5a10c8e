/** How long the vault keeps what. Pure, so that a hand clock proves it. */
import { businessDay, instantOf } from '../../hall/calendar.ts'
import type { BusinessDay, Instant } from '../../hall/ids.ts'
import type { Ask, KeepDays } from '../../hall/personal-data.ts'

/** An answer that never comes keeps nobody's number for ever; days after it was taken down. */
export const UNANSWERED_DAYS = 90

const MIDDAY = 'T12:00:00Z'
const plusDays = (day: BusinessDay, days: number): BusinessDay =>
  new Date(Date.parse(day + MIDDAY) + days * 86_400_000).toISOString().slice(0, 10)

/** The end of the day on which `at` and so many days have passed, in the hall's zone. */
const endOfDay = (at: Instant, days: number, timeZone: string): Instant =>
  instantOf(plusDays(businessDay(at, timeZone), days + 1), '00:00', timeZone)

export type Held = {
  readonly ask: Ask
  readonly at: Instant
  /** When what it was taken down for was over; absent: not yet. */
  readonly ended?: Instant
}

/** Until when it may be kept (X20): a document to the end of its day and so many more, a telephone so many after the answer. */
export const keptUntil = ({ ask, at, ended }: Held, keep: KeepDays, timeZone: string): Instant => {
  switch (ask) {
    case 'document':
      return endOfDay(at, keep.document, timeZone)
    case 'phone': {
      const latest = endOfDay(at, UNANSWERED_DAYS, timeZone)
      return ended === undefined ? latest : Math.min(latest, endOfDay(ended, keep.phone, timeZone))
    }
  }
}
