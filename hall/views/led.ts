/**
 * What the bar of light over a window says (窗口条屏), in the eight or twelve characters it has (requirements §3.8). It does
 * not turn pages, so the fullest wording that fits is the one that is shown.
 */
import { type Hall, ticketText } from '../hall.ts'
import type { LedSetting } from '../peripheral.ts'
import { coverOf } from '../seating.ts'

const CLOSED = '窗口未开放'
const HALL_CLOSED = '大厅现在不办公'
const PAUSED = '暂停服务'
const WELCOME = '欢迎您'

/** Windows that go by a number (`3`, `B12`) are said as 3号窗口; others (台胞接待室) have a name of their own. */
const windowText = (name: string): string => (/^[A-Za-z]{0,2}\d+[A-Za-z]?$/.test(name) ? `${name}号窗口` : name)

/** A bar has two halves for each character; Latin letters, digits and half-width signs take one of them. */
const widthOf = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x80 ? 1 : 2)

/** As many whole characters as fit. `characters`: of full width. */
export const cutTo = (text: string, characters: number): string => {
  let left = characters * 2
  let kept = ''
  for (const character of text) {
    left -= widthOf(character)
    if (left < 0) break
    kept += character
  }
  return kept
}

/** The first of these that is shown whole, or else as much of the last as there is room for. */
const fitting = (characters: number, wordings: readonly string[]): string => {
  const whole = wordings.find((wording) => cutTo(wording, characters) === wording)
  return whole ?? cutTo(wordings.at(-1) ?? '', characters)
}

/** 去向告知 (S004-39): who serves meanwhile matters more than where the clerk went. */
const awayWordings = (coveredBy: string | undefined, destination: string | undefined): readonly string[] => {
  if (coveredBy !== undefined) {
    const to = `请到${windowText(coveredBy)}`
    return [`${PAUSED} ${to}`, `暂停 ${to}`, to, PAUSED]
  }
  return destination === undefined ? [PAUSED] : [`${PAUSED} 去向${destination}`, `${PAUSED} ${destination}`, PAUSED]
}

const wordings = (hall: Hall, { counter: id, idle }: LedSetting): readonly string[] => {
  const setting = hall.lookup.counters.get(id)
  const counter = hall.counters.get(id)
  if (!hall.open || !setting || !counter) return [HALL_CLOSED]
  // Nobody opens a guide desk, which is no window that could be closed.
  if (setting.role === 'guide') return idle === undefined ? [`${setting.name} ${WELCOME}`, WELCOME] : [idle]
  const ticket = counter.ticket === undefined ? undefined : hall.tickets.get(counter.ticket)
  if (ticket) {
    const number = ticketText(ticket)
    const call = `请${number}号`
    return ticket.status === 'called'
      ? [`${call}到${windowText(setting.name)}办理`, `${call}到${windowText(setting.name)}`, `${call}办理`, call]
      : [`正在办理 ${number}号`, `正在办理${number}`, number]
  }
  const cover = counter.status === 'open' ? undefined : coverOf(hall, id)
  const coveredBy = cover && (hall.lookup.counters.get(cover.id)?.name ?? cover.id)
  switch (counter.status) {
    case 'closed':
      return coveredBy === undefined ? [CLOSED] : awayWordings(coveredBy, undefined)
    case 'paused':
      return awayWordings(coveredBy, counter.destination)
    case 'open': {
      if (idle !== undefined) return [idle]
      const theme = hall.lookup.themes.get(setting.own[0] ?? '')?.name
      return theme === undefined ? [WELCOME] : [`${theme} ${WELCOME}`, `${theme}${WELCOME}`, WELCOME]
    }
  }
}

/** The text of a bar now, never wider than it: the call, the number in hand, the pause, or the idle text (E11). */
export const ledText = (hall: Hall, setting: LedSetting): string => fitting(setting.characters, wordings(hall, setting))
