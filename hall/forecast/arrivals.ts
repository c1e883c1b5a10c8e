/** Who will still come today: what the days before taught, or where they taught nothing, what the catalogue expects of a day. */
import { minuteOf } from '../calendar.ts'
import type { Hall } from '../hall.ts'
import type { Instant, ThemeId } from '../ids.ts'
import { minuteOfDay } from './day-clock.ts'

const MINUTE = 60_000
const HALF_HOUR = 30 * MINUTE

/** How busy this weekday is ÷ the mean of all. */
const busyness = ({ learned, day }: Hall): number =>
  learned?.weekday[(new Date(`${day ?? '1970-01-01'}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 1

/** Numbers of a theme that come at a moment of the day, each ms. */
export const arrivalRate = (hall: Hall, theme: ThemeId, at: Instant): number => {
  const learned = hall.learned?.arrivals[theme]
  const minute = minuteOfDay(hall, at)
  if (learned) return ((learned[Math.floor(minute / 30)] ?? 0) * busyness(hall)) / HALF_HOUR
  const hours = hall.catalogue?.hours
  const [open, close] = hours ? [minuteOf(hours.open), minuteOf(hours.close)] : [0, 0]
  if (minute < open || minute >= close) return 0
  return (hall.lookup.themes.get(theme)?.dailyCases ?? 0) / ((close - open) * MINUTE)
}

/** Share of a theme's numbers that have precedence; none are assumed before they were seen. */
export const priorityShare = ({ learned }: Pick<Hall, 'learned'>, theme: ThemeId): number =>
  learned?.priority[theme] ?? 0
