/**
 * Opens and closes the hall by its hours. It compares times instead of waiting for a minute to strike, so a server that was
 * down at that minute catches up when it starts (design §6).
 */
import { localParts, minuteOf } from '../hall/calendar.ts'
import type { HallCommand } from '../hall/commands.ts'
import type { Hall } from '../hall/hall.ts'
import { type Clock, mintSecret } from './clock.ts'
import type { LiveHall } from './live-hall.ts'
import type { Log } from './log.ts'
import { isWorkingDay } from './printing/working-days.ts'

const LOOK_EVERY_MS = 1_000

/** What the hours ask for now, if anything. A hall that a person opened after hours stays open until the day is over. */
export const dueNow = (hall: Hall, now: number, workingDay: (day: string) => boolean): HallCommand | undefined => {
  if (!hall.catalogue) return undefined
  const { hours } = hall.catalogue
  const { timeZone } = hall.catalogue.hall
  const here = localParts(now, timeZone)
  const closing = minuteOf(hours.close)
  if (hall.open) {
    // The day is over: nobody is still at a window, whatever the screens say.
    if ((hall.day ?? '') < here.day) return { type: 'CloseHall', force: true }
    const openedBefore = localParts(hall.openedAt, timeZone).minute < closing
    return here.minute >= closing && openedBefore ? { type: 'CloseHall' } : undefined
  }
  // A Saturday on which the country works (调休) is a working day here too.
  const works = workingDay(here.day) && (hours.weekdays.includes(here.weekday) || here.weekday > 5)
  const begun = here.minute >= minuteOf(hours.open) && here.minute < closing
  // A hall that was closed by hand today stays closed until a person opens it.
  return works && begun && (hall.day ?? '') < here.day ? { type: 'OpenHall' } : undefined
}

export const startTimekeeper = (live: LiveHall, clock: Clock, log: Log): (() => void) => {
  let cancel = () => {}
  let stopped = false
  const look = async (): Promise<void> => {
    const hall = live.hall()
    // A machine that wakes up in the year 2000 must not end today: the ledger's own time is the least it can be.
    const due = dueNow(hall, Math.max(clock.now(), hall.at), isWorkingDay)
    if (due) {
      const reply = await live.submit({ id: mintSecret(), ...due }, { role: 'system', id: 'timekeeper' })
      // At closing time somebody may still be served; it is asked again until they are done.
      if (reply.ok || reply.code !== 'still-serving')
        log(reply.ok ? 'info' : 'warn', 'timekeeper', { act: due.type, ok: reply.ok })
    }
    if (!stopped) cancel = clock.after(LOOK_EVERY_MS, () => void look())
  }
  void look()
  return () => {
    stopped = true
    cancel()
  }
}
