/** What the page 窗口测算 reads off the planner's answers: groups to ask for, sums, and steps of a plot. Pure. */
import type { Basis } from '../hall/plan/basis.ts'
import type { Plan } from '../hall/plan/plan.ts'
import { mostOf } from '../hall/plan/saving.ts'

/** Themes that share their windows. */
export type Group = { readonly id: string; readonly themes: readonly string[] }

/** The comprehensive themes together, where there are several. */
export const POOLED = '+'

/** As many as the server takes. */
export const CASES_MAX = 10_000

/** Those of the comprehensive windows together, which is what is shown first, then each theme by itself. */
export const groupsOf = ({ themes }: Pick<Basis, 'themes'>): readonly Group[] => {
  const shared = sharedThemes({ themes })
  const each = themes.map(({ id }) => ({ id, themes: [id] }))
  return shared.length < 2 ? each : [{ id: POOLED, themes: shared }, ...each]
}

export const sharedThemes = ({ themes }: Pick<Basis, 'themes'>): readonly string[] =>
  themes.filter(({ kind }) => kind === 'comprehensive').map(({ id }) => id)

/** A share as whole per cent, never rounded up: 89.9 is not 90. */
export const percent = (share: number): number => Math.floor(share * 100 + 1e-9)

/** When a half hour of the day begins, `HH:MM`. */
export const halfHourText = (halfHour: number): string =>
  `${String(Math.floor(halfHour / 2)).padStart(2, '0')}:${halfHour % 2 === 0 ? '00' : '30'}`

/** Several plans in one line of a table: windows, staff, and the share of all their people that is called in time. */
export const sumOf = (plans: readonly Plan[]) => {
  const cases = plans.reduce((sum, plan) => sum + plan.cases, 0)
  const all = (of: (plan: Plan) => number): number => plans.reduce((sum, plan) => sum + of(plan), 0)
  const within = (of: (plan: Plan) => number): number =>
    cases === 0 ? 1 : plans.reduce((sum, plan) => sum + of(plan) * plan.cases, 0) / cases
  return {
    cases: Math.round(cases),
    rule: all(({ rule }) => rule.windows),
    ruleStaff: all(({ rule }) => rule.staff),
    ruleWithin: within(({ waits }) => waits.rule.within),
    set: all(({ set }) => mostOf(set)),
    setWithin: within(({ waits }) => waits.set.within),
    erlang: all(({ erlang }) => mostOf(erlang)),
    need: all(({ need }) => mostOf(need)),
    staff: all(({ roster }) => roster.staff),
  }
}

/** What is written in a field as a number within bounds; undefined for anything else. */
export const numberIn = (text: string, least: number, most: number): number | undefined => {
  const value = Number(text)
  return text.trim() !== '' && value >= least && value <= most ? value : undefined
}

export type Frame = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** A line in steps, one level for each half hour, as a path of an SVG. @param most the value at the frame's top */
export const stepsPath = (values: readonly number[], most: number, { left, top, width, height }: Frame): string => {
  const across = (at: number): string => (left + (at / values.length) * width).toFixed(1)
  const up = (value: number): string => (top + height - (Math.min(value, most) / most) * height).toFixed(1)
  return values
    .map(
      (value, at) => `${at === 0 ? 'M' : 'V'}${at === 0 ? `${across(0)} ${up(value)}` : up(value)}H${across(at + 1)}`,
    )
    .join('')
}

/** The same as an area above the frame's foot. */
export const stepsArea = (values: readonly number[], most: number, frame: Frame): string => {
  const foot = (frame.top + frame.height).toFixed(1)
  return `${stepsPath(values, most, frame)}V${foot}H${frame.left.toFixed(1)}Z`
}

/** Round marks for an axis from 0 up: few enough to be read, the last at or above the value. */
export const marksTo = (value: number): readonly number[] => {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((each) => value / each <= 6) ?? 1_000
  const count = Math.max(1, Math.ceil(value / step))
  return Array.from({ length: count + 1 }, (_, at) => at * step)
}
