/** What the page 推演 is asked, as it is being written, and what the server answers. */
import { TICKET_CLASSES, type TicketClass } from '../hall/catalogue.ts'
import type { BusinessDay, CounterId, ThemeId } from '../hall/ids.ts'
import type { Change, WindowChange } from '../hall/simulate/change.ts'
import type { Comparison } from '../hall/simulate/compare.ts'

type Name = { readonly id: string; readonly name: string; readonly nameEn: string }
type Names = {
  readonly themes: readonly Name[]
  readonly services: readonly Name[]
  readonly windows: readonly { readonly id: CounterId; readonly name: string }[]
}
type ByClass = Readonly<Record<TicketClass, number>>

/** A day that can be run again. */
export type DayFacts = Names & {
  readonly day: BusinessDay
  readonly latest: BusinessDay
  readonly from: number
  readonly to: number
  readonly timeZone: string
  readonly counted: number
  readonly rules: { readonly creditMinutes: ByClass; readonly rate: ByClass }
  readonly open: readonly { readonly counter: CounterId; readonly from: number; readonly to: number }[]
}

export type Answered = Names & {
  readonly day: BusinessDay
  readonly timeZone: string
  readonly comparison: Comparison
}

/** A line about windows while it is written; `id` tells lines apart on the screen. */
export type Line = {
  readonly id: number
  readonly act: WindowChange['act']
  readonly counter: CounterId
  readonly theme: ThemeId
  readonly from: string
  readonly to: string
}

export const ORDERS = ['same', 'draft', 'own'] as const

export type Question = {
  readonly order: (typeof ORDERS)[number]
  readonly creditMinutes: ByClass
  readonly rate: ByClass
  readonly lines: readonly Line[]
}

/** The question that changes nothing, to begin from. */
export const questionAbout = ({ rules }: DayFacts): Question => ({ order: 'same', ...rules, lines: [] })

/** One line more: the window after the last one written, in the busiest hours. */
export const withLine = (question: Question, { windows, themes }: DayFacts): Question => {
  const last = question.lines.at(-1)
  const line: Line = {
    id: (last?.id ?? 0) + 1,
    act: last?.act ?? 'open',
    counter: last?.counter ?? windows[0]?.id ?? '',
    theme: last?.theme ?? themes[0]?.id ?? '',
    from: last?.from ?? '09:30',
    to: last?.to ?? '11:30',
  }
  return { ...question, lines: [...question.lines, line] }
}

export const withoutLine = (question: Question, id: number): Question => ({
  ...question,
  lines: question.lines.filter((line) => line.id !== id),
})

export const withLineAs = (question: Question, line: Line): Question => ({
  ...question,
  lines: question.lines.map((other) => (other.id === line.id ? line : other)),
})

const windowChange = ({ act, counter, theme, from, to }: Line): WindowChange =>
  act === 'add' ? { act, theme, from, to } : { act, counter, from, to }

/** What is asked of the server. */
export const changeOf = ({ order, creditMinutes, rate, lines }: Question): Change => ({
  ...(order === 'draft' ? { draft: true as const } : {}),
  ...(order === 'own' ? { creditMinutes, rate } : {}),
  ...(lines.length === 0 ? {} : { windows: lines.map(windowChange) }),
})

/** Whether every field holds something that can be sent. */
export const isWhole = ({ creditMinutes, rate, lines }: Question): boolean =>
  TICKET_CLASSES.every((name) => !Number.isNaN(creditMinutes[name] + rate[name])) &&
  lines.every(({ from, to }) => from !== '' && to !== '')
