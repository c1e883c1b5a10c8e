/** A scenario as somebody wrote it into a file: read, or refused with what to change and where. */
import { z } from 'zod'
import { minuteOf } from '../../hall/calendar.ts'
import type { Scenario, ScenarioRelief, ScenarioWindow } from '../../hall/simulate/shape.ts'
import { problemsOf } from '../catalogue/issue-words.ts'
import { reasonOf } from '../log.ts'

export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  /** Each a place and a sentence that says what to do. */
  | { readonly ok: false; readonly problems: readonly string[] }

/** More days than this are asked for by mistake. */
const DAYS_MAX = 100_000
const NUMBERS_MAX = 20_000

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/
const clock = z.string().refine((text) => CLOCK.test(text), 'write a time as 08:30')
const name = z.string().min(1).max(60)
const share = z.number().min(0).max(1)
const minutes = z.number().min(0).max(1_440)
const positive = z.number().gt(0).max(1_440)
const weights = z.array(z.number().min(0)).min(1).max(288)

const relief = z.strictObject({
  themes: z.array(name).min(1).max(60),
  overMinutes: minutes.exactOptional(),
  overWaiting: z.int().min(0).exactOptional(),
  whenIdle: z.boolean().exactOptional(),
  first: z.boolean().exactOptional(),
  untilWaiting: z.int().min(0),
})

const scenarioSchema = z.strictObject({
  /** For people: what it is about. */
  about: z.string().max(2_000).exactOptional(),
  seed: z.int().min(0).max(4_294_967_295),
  days: z.int().min(1).max(DAYS_MAX),
  open: clock,
  close: clock,
  themes: z
    .array(
      z.strictObject({
        name,
        daily: z.number().min(0).max(NUMBERS_MAX),
        minutes: positive,
        cv: z.number().min(0).max(10),
        profile: weights.exactOptional(),
        onward: z.strictObject({ share, to: name }).exactOptional(),
      }),
    )
    .min(1)
    .max(60),
  classes: z
    .array(
      z.strictObject({
        name,
        share,
        credit: z.union([minutes, z.literal('strict')]),
        rate: z.number().min(0).max(100).exactOptional(),
        noShow: share.exactOptional(),
        earlyMinutes: minutes.exactOptional(),
      }),
    )
    .min(1)
    .max(10),
  windows: z
    .array(
      z.strictObject({
        count: z.int().min(1).max(1_000).exactOptional(),
        takes: z.array(z.array(name).max(60)).min(1).max(10),
        shifts: z
          .array(z.tuple([clock, clock]))
          .max(20)
          .exactOptional(),
        reliefs: z.array(relief).max(20).exactOptional(),
        slowness: z.number().gt(0).max(100).exactOptional(),
      }),
    )
    .min(1)
    .max(400),
  profile: weights.exactOptional(),
  dispersion: z.number().min(1).max(100).exactOptional(),
  noShow: z.strictObject({ share, minutes }).exactOptional(),
  patience: positive.exactOptional(),
})

const noWeight = (profile: readonly number[] | undefined): boolean => profile?.every((weight) => weight === 0) ?? false

const doubled = (names: readonly string[]): string | undefined =>
  names.find((one, index) => names.indexOf(one) !== index)

/** What a help threshold says that cannot be meant. */
const reliefProblems = (where: string, { overMinutes, overWaiting, untilWaiting }: ScenarioRelief): string[] => {
  if (overMinutes === undefined && overWaiting === undefined)
    return [`${where}: It never begins. Give overMinutes, overWaiting or both.`]
  return overWaiting !== undefined && untilWaiting >= overWaiting
    ? [`${where}/untilWaiting: It must be less than overWaiting (${overWaiting}), or help would end as it begins.`]
    : []
}

const windowProblems = (window: ScenarioWindow, index: number, themes: ReadonlySet<string>): string[] => {
  const where = `windows/${index + 1}`
  const named = [...window.takes.flat(), ...(window.reliefs ?? []).flatMap((one) => one.themes)]
  const unknown = [...new Set(named)].filter((theme) => !themes.has(theme))
  const shifts = window.shifts ?? []
  return [
    ...unknown.map(
      (theme) => `${where}: There is no theme "${theme}". Correct the name, or add the theme under themes.`,
    ),
    ...(window.takes.flat().length === 0 ? [`${where}/takes: It takes nothing. Name at least one theme.`] : []),
    ...shifts.flatMap(([from, to], shift) => {
      const before = shifts[shift - 1]?.[1]
      if (minuteOf(from) >= minuteOf(to))
        return [`${where}/shifts/${shift + 1}: It ends (${to}) before it begins (${from}).`]
      return before !== undefined && minuteOf(from) < minuteOf(before)
        ? [`${where}/shifts/${shift + 1}: It begins (${from}) before the one before it ends (${before}).`]
        : []
    }),
    ...(window.reliefs ?? []).flatMap((one, at) => reliefProblems(`${where}/reliefs/${at + 1}`, one)),
  ]
}

/** What every part may say and the whole cannot mean. */
const meaningProblems = (scenario: Scenario): string[] => {
  const { open, close, themes, classes, windows, profile } = scenario
  const names = themes.map((theme) => theme.name)
  const known = new Set(names)
  const taken = new Set(windows.flatMap(({ takes }) => takes.flat()))
  const shares = classes.reduce((sum, one) => sum + one.share, 0)
  const twice = [doubled(names), doubled(classes.map((one) => one.name))].filter((found) => found !== undefined)
  return [
    ...(minuteOf(open) >= minuteOf(close) ? [`close: It must be later than open (${open}).`] : []),
    ...twice.map((found) => `Two of a list are named "${found}". Give each a name of its own.`),
    ...(shares > 1 + 1e-9 ? [`classes: The shares add up to ${shares.toFixed(2)}. They may be 1 at most.`] : []),
    ...(classes.every(({ rate }) => rate === 0) ? ['classes: Every rate is 0. Give at least one class a rate.'] : []),
    ...(noWeight(profile) ? ['profile: Every weight is 0. Give at least one part of the day a weight.'] : []),
    ...themes.flatMap((theme, index) => [
      ...(noWeight(theme.profile) ? [`themes/${index + 1}/profile: Every weight is 0.`] : []),
      ...(theme.onward && !known.has(theme.onward.to)
        ? [`themes/${index + 1}/onward/to: There is no theme "${theme.onward.to}".`]
        : []),
      ...(taken.has(theme.name)
        ? []
        : [`themes/${index + 1}: No window takes "${theme.name}". Name it under windows/takes, or remove it.`]),
    ]),
    ...windows.flatMap((window, index) => windowProblems(window, index, known)),
  ]
}

/** @param text what the file holds, in JSON */
export const readScenario = (text: string): ReadScenario => {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { ok: false, problems: [`This is not JSON: ${reasonOf(error)}. Correct it there.`] }
  }
  const parsed = scenarioSchema.safeParse(value)
  if (!parsed.success) {
    const found = problemsOf(parsed.error.issues, value)
    return { ok: false, problems: found.map(({ where, en }) => (where === '' ? en : `${where}: ${en}`)) }
  }
  const { about: _about, ...scenario } = parsed.data
  const problems = meaningProblems(scenario)
  return problems.length === 0 ? { ok: true, scenario } : { ok: false, problems }
}
