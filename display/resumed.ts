/** That the hall is back after it stood still, in one calm line (Z34). */
import { say, type Word } from '../client/language.ts'
import { RESUMED_SAID_MS } from '../hall/standstill.ts'
import type { Views } from '../hall/wire.ts'

const RESUMED: Word = ['系统已恢复，号票有效', 'We are back: numbers stay valid']

/**
 * What a board says for a minute from the hall's return, or from its own start where it came on after that; else nothing.
 * @param ownAgeMs how long this page has been open
 */
export const resumedText = (
  { resumed }: Pick<Views['board'], 'resumed'>,
  now: number,
  ownAgeMs = performance.now(),
): string =>
  resumed !== undefined && (now < resumed + RESUMED_SAID_MS || ownAgeMs < RESUMED_SAID_MS) ? say(RESUMED) : ''
