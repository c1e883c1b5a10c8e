/** Answers of the planner, reckoned in slices beside the hall's work and kept for whoever asks the same again. */
import { type Missed, missedBy } from '../../hall/plan/missed.ts'
import { type Plan, planFor, type Question } from '../../hall/plan/plan.ts'
import { inSlices } from '../slices.ts'

export type Planned = Plan & { readonly missed: readonly Missed[] }

export type Planning = (question: Question, casesPerCounter: number) => Promise<Planned>

/** A week of a hall with ten themes is eighty answers of some kilobytes. */
const KEPT = 100

/** One question is reckoned at a time: two would only make both slower. */
export const makePlanning = (): Planning => {
  const kept = new Map<string, Promise<Planned>>()
  let last: Promise<unknown> = Promise.resolve()
  const reckoned = async (question: Question, casesPerCounter: number, before: Promise<unknown>): Promise<Planned> => {
    await before
    const plan = await inSlices(planFor(question))
    return { ...plan, missed: missedBy(plan, casesPerCounter) }
  }
  return (question, casesPerCounter) => {
    const { creditMinutes, rate } = question.rules
    const key = JSON.stringify([{ ...question, rules: { creditMinutes, rate } }, casesPerCounter])
    const known = kept.get(key)
    if (known) return known
    const found = reckoned(question, casesPerCounter, last)
    kept.set(key, found)
    // Who asked hears of a failure; the next question does not, and may be the same one.
    last = found.then(undefined, () => kept.delete(key))
    const [oldest] = kept.keys()
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
    return found
  }
}
