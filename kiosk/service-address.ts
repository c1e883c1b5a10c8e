/** What a phone's guide reads from its address, and how it says on which days a hall is open. */
import { fill, language, say } from '../client/language.ts'
import { PAGE } from './service-page-words.ts'

/** The id in `/g/<id>`; empty where there is none that could be one. */
export const idIn = (path: string): string => /^\/g\/([A-Za-z0-9][\w-]{0,63})\/?$/.exec(path)?.[1] ?? ''

const dayNames = (): readonly string[] => (language.value === 'zh' ? [...say(PAGE.days)] : say(PAGE.days).split(' '))

/** ISO weekdays as people say them: `周一至周五`, else each by itself. */
export const daysText = (weekdays: readonly number[]): string => {
  const days = [...weekdays].sort()
  const names = dayNames()
  const nameOf = (day: number | undefined): string => names[(day ?? 1) - 1] ?? ''
  const [first] = days
  const last = days.at(-1)
  const inRow = first !== undefined && last !== undefined && last - first === days.length - 1
  if (inRow && days.length > 2) return fill(PAGE.dayRange, { from: nameOf(first), to: nameOf(last) })
  return days.map((day) => (language.value === 'zh' ? `周${nameOf(day)}` : nameOf(day))).join(say(['、', ', ']))
}
