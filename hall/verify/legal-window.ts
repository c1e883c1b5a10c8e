/** What may happen at a window from which state: opening, pausing, standing in (AB岗), 空岗, and who may be seated there. */
import type { CounterState } from '../counter.ts'
import { putAsideAt, vacantSince } from '../decide-counter.ts'
import { decideProfile } from '../decide-profile.ts'
import type { EventOf, HallEvent, Recorded } from '../events.ts'
import type { Hall } from '../hall.ts'
import { waitingAt } from '../queue.ts'
import { coverOf } from '../seating.ts'
import type { Complaint } from './rule.ts'

type AtWindow = Exclude<Extract<HallEvent, { counter: string }>, { type: 'VisitRated' | 'ActUndone' }>

/** The states of a window from which it may do what needs nobody in front of it. */
const FROM: Readonly<Record<string, readonly CounterState['status'][]>> = {
  CounterOpened: ['closed', 'paused', 'open'],
  CounterPaused: ['open'],
  CounterClosed: ['open', 'paused'],
  TicketCalled: ['open'],
  VisitorSeated: ['open'],
}

/** A window opens for who sits down at it; at an open one that is somebody else, whoever is in front (C22). */
const openFits = (event: EventOf<'CounterOpened'>, counter: CounterState, { actor }: Recorded): Complaint => {
  if (event.staffId !== actor.id) return `Window ${counter.id} opened for ${event.staffId}, but ${actor.id} opened it.`
  return counter.status === 'open' && counter.staffId === event.staffId
    ? `Window ${counter.id} opened for ${event.staffId}, who sat there already.`
    : undefined
}

const takeOverFits = ({ counter, from, tickets }: EventOf<'CounterTakenOver'>, hall: Hall): Complaint => {
  const said = `Window ${counter} stands in for ${from}`
  if (hall.counters.get(counter)?.status !== 'open') return `${said}, but is not open.`
  const away = hall.counters.get(from)
  if (!away) return `${said}, which this hall does not have.`
  if (away.status === 'open') return `${said}, which is not away.`
  if (!hall.lookup.counters.get(from)?.backups?.includes(counter)) return `${said}, whose list does not name it.`
  const cover = coverOf(hall, from)
  if (cover) return `${said}, for which window ${cover.id} stands in.`
  const aside = putAsideAt(hall, from).map(({ id }) => id)
  return aside.join() === tickets.join()
    ? undefined
    : `${said} and takes “${tickets.join()}” of it, but “${aside.join()}” was put aside there.`
}

const vacancyFits = (
  event: EventOf<'VacancyNoted'>,
  counter: CounterState,
  { at }: Recorded,
  hall: Hall,
): Complaint => {
  if (counter.status === 'open' && counter.vacantSince !== undefined)
    return `Window ${counter.id} is found vacant, which was noted already.`
  const since = vacantSince(hall, counter, at)
  if (since !== event.since)
    return `Window ${counter.id} is found vacant since ${event.since}, but it is ${since === undefined ? 'not' : `since ${since}`}.`
  const waiting = waitingAt(hall, counter.id)
  return waiting === event.waiting
    ? undefined
    : `Window ${counter.id} is found vacant with ${event.waiting} waiting, but ${waiting} wait.`
}

/** Q13, Q14: a window is switched by its plan, by its help rules or by hand, as the hall would decide it again. */
const switchFits = (
  event: EventOf<'ProfileSwitched' | 'HelpSwitched'>,
  { actor, at }: Recorded,
  hall: Hall,
): Complaint => {
  const { reason } = event
  const asked = { counter: event.counter, ...(reason === undefined ? {} : { reason }) }
  const command =
    event.type === 'ProfileSwitched'
      ? ({ type: 'SwitchProfile', ...asked, profile: event.profile } as const)
      : ({ type: 'SwitchHelp', ...asked, theme: event.theme, on: event.on } as const)
  const again = decideProfile(command, hall, { actor, now: at })
  if (!again.ok) return `${event.type} at window ${event.counter}, which is refused: ${again.refusal.code}.`
  const due = again.events[0] ?? { type: 'nothing' }
  return JSON.stringify(due) === JSON.stringify(event)
    ? undefined
    : `${event.type} at window ${event.counter} says ${JSON.stringify(event)}; deciding again gives ${JSON.stringify(due)}.`
}

/** Why an event cannot happen at its window now, if it cannot. */
export const windowFits = (event: AtWindow, recorded: Recorded, hall: Hall): Complaint => {
  const counter = hall.counters.get(event.counter)
  if (!counter) return `${event.type} at window ${event.counter}, which this hall does not have.`
  const from = FROM[event.type]
  if (from && !from.includes(counter.status))
    return `${event.type} at window ${event.counter}, which is ${counter.status}.`
  const sitsDown = event.type === 'CounterOpened' && counter.status === 'open'
  if (from && counter.ticket !== undefined && !sitsDown)
    return `${event.type} at window ${event.counter}, which has ticket ${counter.ticket}.`
  if (event.type === 'CounterOpened') return openFits(event, counter, recorded)
  if (event.type === 'CounterTakenOver') return takeOverFits(event, hall)
  if (event.type === 'VacancyNoted') return vacancyFits(event, counter, recorded, hall)
  if (event.type === 'ProfileSwitched' || event.type === 'HelpSwitched') return switchFits(event, recorded, hall)
  return event.type === 'CounterPaused' && event.backAt !== undefined && event.backAt <= recorded.at
    ? `Window ${counter.id} pauses until a moment that has passed.`
    : undefined
}
