/** The figures of the day that a hall shows to everybody (S004-50). */
import { BAD_GRADES, GRADES } from '../commands.ts'
import type { Hall } from '../hall.ts'

export type DayFigures = {
  /** Numbers taken today. */
  readonly issued: number
  /** Visits that are over. */
  readonly served: number
  readonly waiting: number
  /** Windows open now. */
  readonly windows: number
  /** Mean wait of everybody called today, ms; null before the first call. */
  readonly meanWaitMs: number | null
  /** How many in a hundred ratings are not bad ones; null while there are too few to say. */
  readonly satisfied: number | null
}

/** Fewer ratings than this say more about single visitors than about the hall. */
export const RATINGS_TOLD_MIN = 20

const satisfied = (hall: Hall): number | null => {
  let all = 0
  let bad = 0
  for (const grade of GRADES) {
    const count = hall.grades.get(grade) ?? 0
    all += count
    if (BAD_GRADES.includes(grade)) bad += count
  }
  // Rounded down: a hall with one bad rating never shows a hundred.
  return all < RATINGS_TOLD_MIN ? null : Math.floor(((all - bad) * 100) / all)
}

export const dayFigures = (hall: Hall): DayFigures => {
  let waits = 0
  let waitMs = 0
  for (const figures of hall.today.values()) {
    waits += figures.waits.length
    waitMs += figures.waitMs
  }
  return {
    issued: hall.issued.length,
    served: hall.counts.completed,
    waiting: hall.counts.waiting,
    windows: [...hall.counters.values()].filter(({ status }) => status === 'open').length,
    meanWaitMs: waits === 0 ? null : Math.round(waitMs / waits),
    satisfied: satisfied(hall),
  }
}
