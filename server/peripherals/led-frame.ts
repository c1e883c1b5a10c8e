/**
 * The frame that carries a text to a bar of light (窗口条屏). Every maker has its own, so it is data: parts in order. The
 * text is two-byte GBK and printable ASCII and nothing else, so that no text can put a control byte on the line (E11).
 */
import iconv from 'iconv-lite'
import type { FramePart, LedSetting } from '../../hall/peripheral.ts'
import { clip, printable } from '../../printer/text.ts'

/** Head `AA 55`, the bar's address, how long the text is, the text, the sum of all after the head. */
const COMMON: readonly FramePart[] = [
  { part: 'hex', bytes: 'AA 55' },
  { part: 'address' },
  { part: 'length' },
  { part: 'text' },
  { part: 'sum' },
]

/** The bytes of `AA 55` or `aa55`; undefined when it is no such thing. */
const hexBytes = (text: string): number[] | undefined => {
  const digits = text.replace(/\s/g, '')
  if (!/^([0-9a-f]{2})*$/i.test(digits)) return undefined
  return (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
}

/** What is wrong with a frame's description, in one line; undefined when nothing is. */
export const frameFault = (setting: LedSetting): string | undefined => {
  const parts = setting.frame ?? COMMON
  const wrong = parts.find((one) => one.part === 'hex' && hexBytes(one.bytes) === undefined)
  if (wrong?.part === 'hex') return `frame: "${wrong.bytes}" is not bytes in hexadecimal such as "AA 55"`
  return parts.some(({ part }) => part === 'text') ? undefined : 'frame: it has no part for the text'
}

/** The text as the bar shows it: what its font lacks as 〓, invisible characters gone, cut to its width. */
const fitted = (text: string, characters: number): string => clip(printable(text), characters * 2)

/** The frame for a text. A frame with a fault (see `frameFault`) leaves its wrong parts out. */
export const ledFrame = (setting: LedSetting, text: string, address: number): Uint8Array => {
  const letters = iconv.encode(fitted(text, setting.characters), 'gbk')
  const bytes: number[] = []
  /** Where the checksums begin: after the first fixed bytes, which are the head. */
  let from: number | undefined
  for (const one of setting.frame ?? COMMON) {
    switch (one.part) {
      case 'hex':
        bytes.push(...(hexBytes(one.bytes) ?? []))
        from ??= bytes.length
        break
      case 'address':
        bytes.push(address)
        break
      case 'length':
        bytes.push(letters.length)
        break
      case 'text':
        bytes.push(...letters)
        break
      case 'sum':
        bytes.push(bytes.slice(from).reduce((sum, byte) => sum + byte, 0) % 256)
        break
      case 'xor':
        bytes.push(bytes.slice(from).reduce((sum, byte) => sum ^ byte, 0))
        break
    }
  }
  return Uint8Array.from(bytes)
}

/** Every lamp that a character can light. */
export const allLights = (setting: LedSetting): string => '■'.repeat(setting.characters)
