/** Plans added up, and what themes save by sharing their windows. */
import type { Plan } from './plan.ts'

/** Windows that must stand there for a need: the most of any half hour. */
export const mostOf = (need: readonly number[]): number => Math.max(0, ...need)

/** Hours of staffed windows in a day. */
export const windowHours = (need: readonly number[]): number => need.reduce((sum, count) => sum + count, 0) / 2

/** What sharing saves: the same themes, the same people, windows of their own against windows that take everything. */
export type Saving = {
  readonly windows: number
  readonly hours: number
  readonly staff: number
  /** The mean wait with as many windows as the rule gives, each theme by itself and together, minutes. */
  readonly apart: number
  readonly together: number
}

export const savingOf = (apart: readonly Plan[], together: Plan): Saving => {
  const sum = (of: (plan: Plan) => number): number => apart.reduce((all, plan) => all + of(plan), 0)
  const cases = sum((plan) => plan.cases)
  return {
    windows: sum(({ need }) => mostOf(need)) - mostOf(together.need),
    hours: sum(({ need }) => windowHours(need)) - windowHours(together.need),
    staff: sum(({ roster }) => roster.staff) - together.roster.staff,
    apart: cases === 0 ? 0 : sum((plan) => plan.cases * plan.waits.rule.meanMinutes) / cases,
    together: together.waits.rule.meanMinutes,
  }
}
