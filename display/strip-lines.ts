/**
 * Lines that fit a strip. LED bars take 8 or 12 characters (requirements §3.6), so no line is ever longer than 12; what is
 * longer takes turns, in parts that are broken between words where there are words. Pure.
 */

/** Full-width characters in a line. */
export const LINE_WIDTH = 12
/** How long each part stays, ms: twelve characters are read in two seconds. */
export const TURN_MS = 3_000

/** Latin letters, digits and half-width signs take half a place. */
const widthOf = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x2e80 ? 0.5 : 1)

/** How many full-width characters a text is wide. */
export const lineWidth = (text: string): number => [...text].reduce((sum, character) => sum + widthOf(character), 0)

/** Where a line may be broken: around every Chinese character, and after a space. */
const pieces = (text: string): readonly string[] =>
  text.match(/[^\s\u2e80-\uffff]+\s*|[\u2e80-\uffff]\s*|[\ud800-\udbff][\udc00-\udfff]\s*|\s+/g) ?? []

/** One piece that is longer than a line by itself, such as an address, is broken anywhere. */
const broken = (piece: string, width: number): readonly string[] => {
  if (lineWidth(piece.trimEnd()) <= width) return [piece]
  const parts: string[] = ['']
  for (const character of piece) {
    const last = parts.at(-1) ?? ''
    if (last !== '' && lineWidth(last + character) > width) parts.push(character)
    else parts[parts.length - 1] = last + character
  }
  return parts
}

/** As few parts as there can be, each as full as it goes. */
const filled = (text: string, width: number): readonly string[] => {
  const parts: string[] = []
  let part = ''
  for (const piece of pieces(text.trim()).flatMap((long) => broken(long, width))) {
    if (lineWidth((part + piece).trimEnd()) <= width) part += piece
    else {
      parts.push(part.trimEnd())
      part = piece
    }
  }
  if (part.trim() !== '') parts.push(part.trimEnd())
  return parts
}

/**
 * A text in as few parts as fit, of at most `width` full-width characters each and about as long as one another, so that
 * no turn is spent on a last syllable; none for an empty text.
 */
export const partsOf = (text: string, width = LINE_WIDTH): readonly string[] => {
  const fewest = filled(text, width)
  for (let even = Math.ceil(lineWidth(text.trim()) / Math.max(1, fewest.length)); even < width; even += 1) {
    const parts = filled(text, even)
    if (parts.length === fewest.length) return parts
  }
  return fewest
}

/** Where a sentence may pause. */
const CLAUSE = /[^，。；：！？、,;:!?]*[，。；：！？、,;:!?]*\s*/g

/** A text in parts of at most `width` that end where one would pause in reading; a clause that is longer is broken evenly. */
export const clausesOf = (text: string, width: number): readonly string[] => {
  if (lineWidth(text.trim()) <= width) return partsOf(text, width)
  const parts: string[] = []
  let part = ''
  for (const clause of text.match(CLAUSE) ?? []) {
    if (lineWidth((part + clause).trimEnd()) <= width) part += clause
    else {
      if (part.trim() !== '') parts.push(part.trim())
      part = clause
    }
  }
  if (part.trim() !== '') parts.push(part.trim())
  return parts.flatMap((each) => partsOf(each, width))
}

/** The part whose turn it is. */
export const partNow = (text: string, now: number, width = LINE_WIDTH): string => {
  const parts = partsOf(text, width)
  return parts[Math.floor(now / TURN_MS) % Math.max(1, parts.length)] ?? ''
}
