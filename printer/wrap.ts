/** Breaking a line as Chinese typesetting does: no closing mark at the start, no opening mark at the end, no torn number. */
import { clip, columnsOf } from './text.ts'

const NOT_AT_START = /^[，。、；：！？）》】〕〉」』”’…·％～,.;:!?)\]}%]/
const NOT_AT_END = /[（《【〔〈「『“‘([{]$/
/** A number with its measure word or as the name of a window, a Latin word, or one other character. */
const PIECES = /[0-9]+ ?(?:号窗口|\p{Script=Han})|[!-~]+|./gsu

const unbreakable = (text: string): string[] => {
  const parts: string[] = []
  for (const piece of text.match(PIECES) ?? []) {
    const last = parts.at(-1)
    const glued = last !== undefined && last !== ' ' && (NOT_AT_START.test(piece) || NOT_AT_END.test(last))
    if (glued) parts[parts.length - 1] = last + piece
    else parts.push(piece)
  }
  return parts
}

/** Built into Node with its own dictionary of Chinese; without one every character is a word, which only looks less well. */
const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** The same parts, those of one word together. */
const wholeWords = (text: string): string[] => {
  const starts = new Set(Array.from(words.segment(text), ({ index }) => index))
  const parts: string[] = []
  let at = 0
  for (const part of unbreakable(text)) {
    if (starts.has(at)) parts.push(part)
    else parts.push((parts.pop() ?? '') + part)
    at += part.length
  }
  return parts
}

const filled = (parts: readonly string[], columns: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const part of parts) {
    if (columnsOf(line) + columnsOf(part) <= columns) {
      line += part
      continue
    }
    if (line.trim() !== '') lines.push(line.trimEnd())
    line = part.trimStart()
    while (columnsOf(line) > columns) {
      const head = clip(line, columns)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}

/** The lines of a printable text, none wider than so many columns (at least 2). */
export const wrap = (text: string, columns: number): string[] => filled(unbreakable(text.trim()), columns)

/**
 * The same number of lines, as even as possible: a centred title must not leave two characters alone on its last line,
 * nor tear a word where whole words take no more lines.
 */
export const wrapEvenly = (text: string, columns: number): string[] => {
  const most = wrap(text, columns).length
  const whole = wholeWords(text.trim())
  const parts = filled(whole, columns).length <= most ? whole : unbreakable(text.trim())
  let even = filled(parts, columns)
  for (let width = columns - 1; width >= 2; width--) {
    const narrower = filled(parts, width)
    if (narrower.length > most) break
    even = narrower
  }
  return even
}

/** At most so many lines; what is left out is shown by … at the end. */
export const cutLines = (lines: readonly string[], most: number, columns: number): string[] => {
  if (lines.length <= most) return [...lines]
  const kept = lines.slice(0, most)
  const last = kept.at(-1) ?? ''
  return [...kept.slice(0, -1), `${clip(last, columns - 2)}…`]
}
