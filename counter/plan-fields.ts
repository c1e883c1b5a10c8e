/** What is written in the fields of 窗口测算, and what it asks for. Pure. */
import type { Basis } from '../hall/plan/basis.ts'
import type { Wanted } from './plan-ask.ts'
import { CASES_MAX, numberIn } from './plan-figures.ts'

/** What is written in the fields and not yet reckoned. */
export type Edited = {
  readonly cases: Readonly<Record<string, string>>
  readonly minutes: string | undefined
  readonly share: string | undefined
}
export const UNEDITED: Edited = { cases: {}, minutes: undefined, share: undefined }

export const perCent = (share: number): string => String(Math.round(share * 100))

/** What the fields ask for; undefined where one of them holds no such number. */
export const wantedIn = (edited: Edited, wanted: Wanted, basis: Basis): Wanted | undefined => {
  const target = wanted.target ?? basis.target
  const rows = Object.entries(edited.cases).map(([theme, text]) => [theme, numberIn(text, 0, CASES_MAX)] as const)
  const minutes = numberIn(edited.minutes ?? String(target.minutes), 1, 120)
  const share = numberIn(edited.share ?? perCent(target.share), 50, 99)
  if (minutes === undefined || share === undefined || rows.some(([, value]) => value === undefined)) return undefined
  const cases = Object.fromEntries(rows.flatMap(([theme, value]) => (value === undefined ? [] : [[theme, value]])))
  return { ...wanted, cases: { ...wanted.cases, ...cases }, target: { minutes, share: share / 100 } }
}
