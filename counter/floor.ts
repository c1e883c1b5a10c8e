/** What the manager's floor reads off the view: the figures on top, the state of each window and what may be done to it. Pure. */
import type { BusinessDay, Instant, StaffId } from '../hall/ids.ts'
import type { OwedQuestion } from '../hall/question.ts'
import type { Duty } from '../hall/views/duty.ts'
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

export type ClerkLoad = {
  readonly id: StaffId
  readonly name: string
  readonly counterName: string
  readonly cases: number
  /** Of what a window does in a day (S003-14); above 1 it is more. */
  readonly share: number
  readonly completed: number
  /** Whole minutes of a visit; null before the first. */
  readonly meanMinutes: number | null
  readonly rated: number
  readonly unrated: number
}

/** Clerks beside what a window does in a day, the busiest first. Of ratings only whether there was one (requirements §3.7). */
export const clerkLoads = ({ clerks, casesPerCounter }: Pick<FloorView, 'clerks' | 'casesPerCounter'>): ClerkLoad[] =>
  clerks
    .map(({ id, name, counterName, cases, completed, servedMs, rated }) => ({
      id,
      name,
      counterName,
      cases,
      share: casesPerCounter > 0 ? cases / casesPerCounter : 0,
      completed,
      meanMinutes: completed === 0 ? null : Math.round(servedMs / completed / 60_000),
      rated,
      unrated: Math.max(0, completed - rated),
    }))
    .sort((a, b) => b.cases - a.cases)

/** Whether a floor has fewer guides on duty than it should (S003-31). */
export const isShort = ({ guides, needed }: Duty): boolean => guides.length < needed

/** How an owed answer stands on the hall's day; with no day yet, nothing is late. */
export const dueOf = ({ due }: Pick<OwedQuestion, 'due'>, day: BusinessDay | null): 'overdue' | 'today' | 'later' => {
  if (day === null || due > day) return 'later'
  return due < day ? 'overdue' : 'today'
}

/** What is owed, the earliest due first. */
export const byDue = (owed: readonly OwedQuestion[]): readonly OwedQuestion[] =>
  [...owed].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.askedAt - b.askedAt))

export const overdueIn = (owed: readonly OwedQuestion[], day: BusinessDay | null): number =>
  owed.filter((question) => dueOf(question, day) === 'overdue').length

/** Counts with their share of all of them. */
export const sharesOf = <Row extends { readonly count: number }>(rows: readonly Row[]): (Row & { share: number })[] => {
  const sum = rows.reduce((total, { count }) => total + count, 0)
  return rows.map((row) => ({ ...row, share: sum === 0 ? 0 : row.count / sum }))
}
