/** What the kiosk, the phone and the boards say alike: a window by its name, a wait as a range, a number in its parts. */
import type { Estimate } from '../hall/estimate.ts'
import type { UnknownWhy } from '../hall/forecast/closed-form.ts'
import { isNumbered } from '../hall/window-name.ts'
import { fill, say, type Word } from './language.ts'

export { isNumbered }

const W = {
  window: ['{name}号窗口', 'Window {name}'],
  within: ['{to} 分钟内', 'within {to} min'],
  range: ['{from}–{to} 分钟', '{from}–{to} min'],
  point: ['{to} 分钟', 'about {to} min'],
  unsure: ['时间说不准', 'not known'],
} satisfies Record<string, Word>

/** `3号窗口`, or the name of a window that has one. */
export const windowText = (counterName: string): string =>
  isNumbered(counterName) ? fill(W.window, { name: counterName }) : counterName

/** `10–20 分钟`; a wait that may be none at all is said by its longer end only, and so is one whose ends are the same. Minutes. */
export const rangeText = ({ from, to }: Estimate): string =>
  from === 0 ? fill(W.within, { to }) : fill(from === to ? W.point : W.range, { from, to })

type Row = { readonly estimate: Estimate | null; readonly unknown?: UnknownWhy }

/** A wait as a range; where there is none, that no window is open, or that nobody knows (F4). */
export const waitText = ({ estimate, unknown }: Row, noWindow: Word): string =>
  estimate ? rangeText(estimate) : say(unknown === undefined || unknown === 'no-window' ? noWindow : W.unsure)

/** Whether nobody serves it now, as far as the row tells. */
export const isUnstaffed = ({ estimate, unknown }: Row): boolean =>
  estimate === null && (unknown === undefined || unknown === 'no-window')

/** `VA012` as its letters and its digits: letters are of different widths, digits are not. */
export const numberParts = (number: string): readonly [letters: string, digits: string] => {
  const digitsAt = number.search(/\d/)
  return digitsAt < 0 ? [number, ''] : [number.slice(0, digitsAt), number.slice(digitsAt)]
}

/** A pair of texts that a catalogue holds: the Chinese one stands in where the English one is empty. */
export const either = (zh: string, en: string): string => say([zh, en === '' ? zh : en])
