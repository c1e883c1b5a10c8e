/** Ten days of the skills hall teach, and on the days after them every number is forecast twice and waited for. */
import { forecastOf } from '../../hall/forecast/closed-form.ts'
import { type Rolled, rollOut } from '../../hall/forecast/rollout.ts'
import type { TicketId } from '../../hall/ids.ts'
import { liveADay, skillsHall } from './skills-hall.ts'

const MINUTE = 60_000
const TEACHING_DAYS = 10

export type SkillsFigures = {
  /** Numbers that had to wait, and how long in the mean, minutes. */
  readonly waited: number
  readonly meanWait: number
  /** Mean absolute error, minutes. */
  readonly rolloutMae: number
  readonly closedMae: number
  /** Mean of told − came, minutes. */
  readonly rolloutBias: number
  /** Share of waits no longer than the P80. */
  readonly coverage80: number
  readonly closedCoverage80: number
  /** What one rollout costs, and a formula, ms in the middle. */
  readonly rolloutMs: number
  readonly closedMs: number
}

type Row = { readonly rolled: Rolled; readonly closedMs: number; readonly closedP80Ms: number; readonly waitMs: number }

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
const mean = (rows: readonly Row[], value: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + value(row), 0) / Math.max(1, rows.length)

/** Whoever was called at once is left out, as in the published figures. */
export const measureSkillsHall = (seed: number, days: number): SkillsFigures => {
  const at = skillsHall(seed)
  for (let day = 0; day < TEACHING_DAYS; day += 1) liveADay(at)
  const told = new Map<TicketId, Omit<Row, 'waitMs'>>()
  const rows: Row[] = []
  const [rollouts, formulas]: [number[], number[]] = [[], []]
  for (let day = 0; day < days; day += 1)
    liveADay(at, {
      issued: (hall, id) => {
        const ticket = hall.tickets.get(id)
        if (ticket?.status !== 'waiting') return
        const from = performance.now()
        const closed = forecastOf(hall, ticket)
        const between = performance.now()
        const work = rollOut(hall, id)
        let step = work.next()
        while (!step.done) step = work.next()
        formulas.push(between - from)
        rollouts.push(performance.now() - between)
        if (closed.known && step.value)
          told.set(id, { rolled: step.value, closedMs: closed.p50Ms, closedP80Ms: closed.p80Ms })
      },
      called: (_, id, waitMs) => {
        const row = told.get(id)
        if (row && waitMs > 0) rows.push({ ...row, waitMs })
      },
    })
  return {
    waited: rows.length,
    meanWait: mean(rows, ({ waitMs }) => waitMs) / MINUTE,
    rolloutMae: mean(rows, ({ rolled, waitMs }) => Math.abs(rolled.p50Ms - waitMs)) / MINUTE,
    closedMae: mean(rows, ({ closedMs, waitMs }) => Math.abs(closedMs - waitMs)) / MINUTE,
    rolloutBias: mean(rows, ({ rolled, waitMs }) => rolled.meanMs - waitMs) / MINUTE,
    coverage80: mean(rows, ({ rolled, waitMs }) => (waitMs <= rolled.p80Ms ? 1 : 0)),
    closedCoverage80: mean(rows, ({ closedP80Ms, waitMs }) => (waitMs <= closedP80Ms ? 1 : 0)),
    rolloutMs: median(rollouts),
    closedMs: median(formulas),
  }
}
