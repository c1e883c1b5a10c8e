/**
 * What time alone brings: the hall opens and closes by its hours, a ticket that was put aside until a moment waits again,
 * windows follow their plan and begin or end help (潮汐窗口), and a window at which nothing is done while people wait is noted
 * (空岗). It compares times instead of waiting for a minute to strike, so a server that was down at that minute catches up
 * when it starts (design §6).
 */
import { localParts, minuteOf } from '../hall/calendar.ts'
import type { CommandOf, HallCommand, Intent } from '../hall/commands.ts'
import { vacantSince } from '../hall/decide-counter.ts'
import { helpDue, plannedSwitch } from '../hall/decide-profile.ts'
import type { Hall } from '../hall/hall.ts'
import type { RefusalCode } from '../hall/refusal.ts'
import { type Clock, mintSecret } from './clock.ts'
import type { LiveHall } from './live-hall.ts'
import type { Log } from './log.ts'
import { isWorkingDay } from './working-days.ts'

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

/** Tickets that were sent on at a delay, and whose moment has come. */
export const toWake = (hall: Hall, now: number): CommandOf<'WakeTicket'>[] =>
  [...hall.parked].flatMap((ticket) => {
    const parked = hall.tickets.get(ticket)
    const due = parked?.status === 'parked' && parked.thenWaits === true && (parked.until ?? 0) <= now
    return due ? [{ type: 'WakeTicket', ticket }] : []
  })

/**
 * Windows that have become vacant and of which nobody has said so yet.
 * @param resumed when the hall was back after it stood still: before it nobody could do anything (Z34).
 */
export const vacant = (hall: Hall, now: number, resumed = 0): CommandOf<'NoteVacancy'>[] => {
  const idleMs = (hall.catalogue?.rules.window.idleMinutes ?? 0) * 60_000
  if (idleMs === 0) return []
  return [...hall.counters.values()].flatMap((counter) => {
    // Who waits is looked at only where nothing was done for so long, which is seldom: every second must cost little.
    const quiet =
      counter.status === 'open' &&
      counter.vacantSince === undefined &&
      now - Math.max(counter.actedAt, resumed) >= idleMs
    return quiet && vacantSince(hall, counter, now) !== undefined ? [{ type: 'NoteVacancy', counter: counter.id }] : []
  })
}

/** Work profiles that the plan asks for now, and help that its rules begin or end. */
export const toSwitch = (hall: Hall, now: number): CommandOf<'SwitchProfile' | 'SwitchHelp'>[] =>
  [...hall.counters.keys()].flatMap((counter): CommandOf<'SwitchProfile' | 'SwitchHelp'>[] => {
    const profile = plannedSwitch(hall, counter, now)
    if (profile !== undefined) return [{ type: 'SwitchProfile', counter, profile }]
    return helpDue(hall, counter, now).map((help) => ({ type: 'SwitchHelp', counter, ...help }))
  })

/** What a person may have done in the moment between the look and the act, or what is asked again until it is so. */
const MAY_HAPPEN: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  // At closing time somebody may still be served; it is asked again until they are done.
  'still-serving',
  'hall-closed',
  'wrong-status',
  'not-vacant',
  'not-due',
])

/**
 * Looks at the hall every second until it is stopped.
 * @param hours false leaves opening and closing to people, for demonstrations and tests.
 * @param resumed when the hall was back after it stood still, if it did.
 */
export const startTimekeeper = (
  live: LiveHall,
  clock: Clock,
  log: Log,
  hours = true,
  resumed?: number,
): (() => void) => {
  let cancel = () => {}
  let stopped = false
  const act = async (intent: Intent): Promise<void> => {
    const reply = await live.submit({ id: mintSecret(), ...intent }, { role: 'system', id: 'timekeeper' })
    if (reply.ok || !MAY_HAPPEN.has(reply.code))
      log(reply.ok ? 'info' : 'warn', 'timekeeper', { act: intent.type, ok: reply.ok })
  }
  const look = async (): Promise<void> => {
    // A machine that wakes up in the year 2000 must not end today: the ledger's own time is the least it can be.
    const now = Math.max(clock.now(), live.hall().at)
    const due = hours ? dueNow(live.hall(), now, isWorkingDay) : undefined
    if (due) await act(due)
    const hall = live.hall()
    if (hall.open)
      await Promise.all([...toWake(hall, now), ...toSwitch(hall, now), ...vacant(hall, now, resumed)].map(act))
    if (!stopped) cancel = clock.after(LOOK_EVERY_MS, () => void look())
  }
  void look()
  return () => {
    stopped = true
    cancel()
  }
}
