/** What holds between one event and the next: positions, time, days and command ids. */
import { businessDay } from '../calendar.ts'
import { HANDED_OVER } from '../decide-counter.ts'
import type { HallEvent } from '../events.ts'
import type { HallId } from '../ids.ts'
import type { Rule } from './rule.ts'

/** I12: positions follow one another without a gap and are all of one hall. The hash chain is the shell's to check. */
export const positionsDense = (hall: HallId): Rule => ({
  id: 'I12',
  begin: (after) => ({
    alone: (recorded, previous) => {
      if (recorded.hall !== hall) return `The event belongs to hall ${recorded.hall}, not to ${hall}.`
      const expected = (previous?.position ?? after) + 1
      return recorded.position === expected
        ? undefined
        : `Position ${expected} is missing: ${recorded.position} follows.`
    },
  }),
})

/** I13: time and business day never run backwards, and an event belongs to the day that is open. */
export const timeForward: Rule = {
  id: 'I13',
  begin: () => ({
    alone: ({ at, day }, previous) => {
      if (!previous) return undefined
      if (at < previous.at) return `Time runs back by ${previous.at - at} ms.`
      return day < previous.day ? `The business day runs back from ${previous.day} to ${day}.` : undefined
    },
    before: ({ event, at, day }, hall) => {
      if (event.type !== 'HallOpened')
        return hall.day === null || day === hall.day
          ? undefined
          : `The event says ${day}, but the hall's day is ${hall.day}.`
      const today = businessDay(at, event.catalogue.hall.timeZone)
      if (event.day !== day) return `The opening says ${event.day}, but is filed under ${day}.`
      // A hall whose zone was changed may be ahead of its new one, and goes on with the day it has.
      const due = hall.day !== null && today < hall.day ? hall.day : today
      return event.day === due ? undefined : `The opening says ${event.day}, but in the hall's zone it was ${today}.`
    },
  }),
}

/** H5: past midnight of the hall's zone no ticket is issued for the old day. */
export const issuedOnItsDay: Rule = {
  id: 'H5',
  begin: () => ({
    before: ({ event, at }, { catalogue, day }) => {
      if (event.type !== 'TicketIssued' || !catalogue) return undefined
      const today = businessDay(at, catalogue.hall.timeZone)
      return today === day ? undefined : `Ticket ${event.ticket} was issued on ${today} for the day ${day}.`
    },
  }),
}

/** A set past this many would not fit one map of the language; a ledger's own table refuses what is older. */
const COMMANDS_REMEMBERED = 10_000_000

/** The commands of two events: whether two events are of one. */
const belongTogether = (one: HallEvent, two: HallEvent): boolean => {
  // A new day closes the old one first (H2).
  if (one.type === 'HallClosed') return two.type === 'HallOpened'
  // Served without a number: it is made at the window (C13).
  if (one.type === 'TicketIssued') return two.type === 'VisitorSeated' && two.ticket === one.ticket
  // 办结并呼叫下一位 is one press (C24).
  if (one.type === 'TicketCompleted') return two.type === 'TicketCalled' && two.counter === one.counter
  // Away with somebody in front: they are handed over (C15).
  if (one.type === 'TicketParked')
    return two.type === 'CounterPaused' && two.counter === one.counter && one.reason === HANDED_OVER
  // Whoever sat there comes along to the window that stands in (C16).
  if (one.type === 'CounterTakenOver')
    return two.type === 'TicketCalled' && two.counter === one.counter && one.tickets.includes(two.ticket)
  return false
}

/** I8: a command acts once. Its events stand together, by one actor, at one instant. */
export const commandsActOnce: Rule = {
  id: 'I8',
  begin: () => {
    const seen = new Set<string>()
    return {
      alone: (recorded, previous) => {
        const { command, event, at, actor } = recorded
        const again = seen.has(command)
        if (seen.size >= COMMANDS_REMEMBERED) seen.clear()
        seen.add(command)
        if (!again) return undefined
        if (previous?.command !== command) return `Command ${command} acted before and acts again.`
        if (!belongTogether(previous.event, event))
          return `Command ${command} has more events than it can cause: ${previous.event.type}, ${event.type}.`
        const same = previous.at === at && previous.actor.role === actor.role && previous.actor.id === actor.id
        return same ? undefined : `The events of command ${command} differ in actor or time.`
      },
    }
  },
}
