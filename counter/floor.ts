/** What the manager's floor reads off the view: the figures on top, the state of each window and what may be done to it. Pure. */
import type { Instant } from '../hall/ids.ts'
import type { FloorCounter, FloorView } from '../hall/views/floor.ts'
import { type Pace, paceOf } from './acts.ts'

export type WindowState = 'closed' | 'paused' | 'free' | 'called' | 'serving'

export const windowStateOf = ({ status, number, ticketStatus }: FloorCounter): WindowState => {
  if (status !== 'open') return status
  if (number === undefined) return 'free'
  return ticketStatus === 'serving' ? 'serving' : 'called'
}

/** Whole minutes since the window's state began, ms in, never negative. */
export const minutesInState = (counter: FloorCounter, now: Instant): number =>
  Math.max(0, Math.floor((now - (counter.ticketSince ?? counter.since)) / 60_000))

export type WindowAct = 'open' | 'resume' | 'pause' | 'close'

/** What a manager may do to a window: nothing while somebody is there (I2), and nothing in a closed hall. */
export const actsOf = (counter: FloorCounter, hallOpen: boolean): readonly WindowAct[] => {
  if (!hallOpen) return []
  switch (windowStateOf(counter)) {
    case 'closed':
      return ['open']
    case 'paused':
      return ['resume', 'close']
    case 'free':
      return ['pause', 'close']
    case 'called':
    case 'serving':
      return []
  }
}

export type Figures = {
  readonly waiting: number
  /** Minutes of the longest wait; null when nobody waits. */
  readonly longest: number | null
  readonly pace: Pace
  readonly open: number
  /** Windows that call people at all. */
  readonly total: number
  readonly issued: number
  readonly served: number
  readonly missed: number
}

export const figuresOf = (view: FloorView, now: Instant): Figures => {
  const calling = view.counters.filter((counter) => counter.themes.length > 0)
  const since = view.longestSince
  return {
    waiting: view.counts.waiting,
    longest: since === null ? null : Math.max(0, Math.floor((now - since) / 60_000)),
    pace: since === null ? 'calm' : paceOf(now - since, view.amberMinutes, view.redMinutes),
    open: calling.filter((counter) => counter.status === 'open').length,
    total: calling.length,
    issued: Object.values(view.counts).reduce((sum, count) => sum + count, 0),
    served: view.counts.completed,
    missed: view.counts['no-show'],
  }
}

/** Share of the rated visits in the first three grades, or null when nobody rated: silence is not an answer. */
export const satisfaction = (
  grades: FloorView['grades'],
): { readonly rated: number; readonly share: number | null } => {
  const rated = Object.values(grades).reduce((sum, count) => sum + count, 0)
  const good = grades['very-satisfied'] + grades.satisfied + grades['fairly-satisfied']
  return { rated, share: rated === 0 ? null : good / rated }
}
