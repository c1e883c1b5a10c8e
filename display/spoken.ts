/** How a call is read out: letters as letters, every digit singly, the window as a number (requirements §3.3). */
import { isNumbered } from '../client/phrases.ts'

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const
const PLACES = ['', '十', '百', '千'] as const

/** How `1` is read in ticket numbers: 一, or 幺 where the hall is used to it. */
export type One = '一' | '幺'

type Call = { readonly number: string; readonly counterName: string; readonly recall: boolean }

const digit = (figure: string, one: One): string => (figure === '1' ? one : (DIGITS[Number(figure)] ?? ''))

/** `A012` → `A 零一二`, `VA012` → `V A 零一二`. */
export const spelled = (number: string, one: One = '一'): string =>
  number
    .replace(/\D/g, (letter) => `${letter} `)
    .replace(/\d/g, (figure) => digit(figure, one))
    .trim()

/** A whole number below ten thousand as it is said: 12 → 十二, 105 → 一百零五. Longer ones are read digit by digit. */
export const counted = (figures: string): string => {
  const trimmed = figures.replace(/^0+(?=\d)/, '')
  if (trimmed.length > PLACES.length) return [...trimmed].map((figure) => digit(figure, '一')).join('')
  const said = [...trimmed]
    .map((figure, index) => (figure === '0' ? '零' : `${digit(figure, '一')}${PLACES[trimmed.length - 1 - index]}`))
    .join('')
    .replace(/零+/g, '零')
    .replace(/(?<=.)零$/, '')
  return said.replace(/^一十/, '十')
}

const windowZh = (counterName: string): string =>
  isNumbered(counterName)
    ? `${counterName
        .replace(/[A-Za-z]/g, (letter) => ` ${letter} `)
        .replace(/\d+/, counted)
        .trim()} 号窗口`
    : counterName

/** `请 A 零一二 号，到 三 号窗口`; a repeat says so first. */
export const spokenZh = ({ number, counterName, recall }: Call, one: One = '一'): string =>
  `${recall ? '再次呼叫，' : ''}请 ${spelled(number, one)} 号，到 ${windowZh(counterName)}`

/** `Number A 0 1 2, please go to window 3`. */
export const spokenEn = ({ number, counterName, recall }: Call): string => {
  const place = isNumbered(counterName) ? `window ${counterName}` : counterName
  return `${recall ? 'Calling again. ' : ''}Number ${[...number].join(' ')}, please go to ${place}`
}
