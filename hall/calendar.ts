/** The hall's own clock face: which business day and minute an instant belongs to, in the hall's time zone. */
import type { BusinessDay, Instant } from './ids.ts'

type Parts = { readonly day: BusinessDay; readonly weekday: number; readonly minute: number; readonly time: string }

const formats = new Map<string, Intl.DateTimeFormat>()

const formatFor = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timeZone, made)
  return made
}

/** Splits an instant into the hall's day, ISO weekday (1 = Monday), minute of the day and `HH:MM:SS`. */
export const localParts = (at: Instant, timeZone: string): Parts => {
  const part: Record<string, string> = {}
  for (const { type, value } of formatFor(timeZone).formatToParts(at)) part[type] = value
  const day = `${part.year}-${part.month}-${part.day}`
  const hour = Number(part.hour)
  return {
    day,
    weekday:
      ((Math.floor(Date.UTC(Number(part.year), Number(part.month) - 1, Number(part.day)) / 86_400_000) + 3) % 7) + 1,
    minute: hour * 60 + Number(part.minute),
    time: `${part.hour}:${part.minute}:${part.second}`,
  }
}

/** The day last asked for: it is asked at every ticket, and for a minute the answer stays. Zones differ by whole minutes. */
let asked = { minute: Number.NaN, timeZone: '', day: '' }

/** The business day of an instant. 16:00 UTC is already tomorrow in Shanghai, whatever the server's zone. */
export const businessDay = (at: Instant, timeZone: string): BusinessDay => {
  const minute = Math.floor(at / 60_000)
  if (minute !== asked.minute || timeZone !== asked.timeZone)
    asked = { minute, timeZone, day: localParts(at, timeZone).day }
  return asked.day
}

/** `HH:MM` as the minute of the day. */
export const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** The instant of a clock time (`HH:MM`) on a day in a time zone. */
export const instantOf = (day: BusinessDay, clock: string, timeZone: string): Instant => {
  const asIfUtc = Date.parse(`${day}T${clock}:00Z`)
  const offsetAt = (at: Instant): number => {
    const here = localParts(at, timeZone)
    return Date.parse(`${here.day}T${here.time}Z`) - at
  }
  // The zone may change its clocks on that very day, so the offset is looked up where the first one leads.
  return asIfUtc - offsetAt(asIfUtc - offsetAt(asIfUtc))
}

/** Whole days from one day to another. */
export const daysBetween = (from: BusinessDay, to: BusinessDay): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
