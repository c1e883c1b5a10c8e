/**
 * Text for a printer with a GBK font: made harmless, normalised, and measured in columns.
 * A GBK font prints a four-byte GB18030 code as digits and half characters, and an encoder prints what it lacks as `?`;
 * both falsify names. So a line with a character that two-byte GBK cannot say is printed as a picture; what our own font
 * lacks too is printed as 〓, the mark Chinese typesetting uses for a missing character, and reported.
 */
import iconv from 'iconv-lite'

/** The geta mark: GBK A1FE. */
export const MISSING_MARK = '〓'

/** Controls, format characters, lone surrogates and line separators: nothing a person can read, much that a printer obeys. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu
/** They choose the shape of the character before them, which a printer's font has only one of. */
const VARIATION = /\p{Variation_Selector}/gu

/** Characters that GBK says otherwise: the middle dots of minority names, the yen sign, spaces, ticks. */
const SAID_OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['¥', '￥'],
  ['•', '·'],
  ['‧', '·'],
  ['・', '·'],
  ['･', '·'],
  ['∙', '·'],
  ['⋅', '·'],
  // Code pages disagree about the place of the euro sign (80 or A2E3); the letters print everywhere.
  ['€', 'EUR'],
  ['²', '2'],
  ['³', '3'],
  ['✓', '√'],
  ['✔', '√'],
  ['☑', '√'],
  ['‐', '-'],
  ['‑', '-'],
  ['−', '-'],
  ['‒', '–'],
  ['©', '(C)'],
  ['®', '(R)'],
])

const saidInGbk = (char: string): string =>
  SAID_OTHERWISE.get(char) ?? (/\p{Zs}/u.test(char) && char !== '　' ? ' ' : char)

/** Text with every invisible character removed, composed (NFC), and with known stand-ins put in. It runs before any encoding. */
export const sanitise = (text: string): string =>
  Array.from(text.replace(INVISIBLE, '').normalize('NFC').replace(VARIATION, ''), saidInGbk).join('')

/**
 * Whether a resident GBK font has the character: one byte of ASCII, or two bytes inside GBK/1 to GBK/5. The user-defined
 * zones and FE50–FEA0 (which came with GB18030) have codes but no glyph in most printers, so they count as missing.
 */
export const inPrinterFont = (char: string): boolean => {
  if (/^[ -~]$/.test(char)) return true
  if (/\p{Co}/u.test(char)) return false
  const [lead, trail, more] = iconv.encode(char, 'gbk')
  if (lead === undefined || trail === undefined || more !== undefined || lead < 0x81) return false
  const userDefined =
    trail >= 0xa1
      ? (lead >= 0xaa && lead <= 0xaf) || lead >= 0xf8
      : (lead >= 0xa1 && lead <= 0xa7) || (lead === 0xfe && trail >= 0x50)
  return !userDefined
}

/** The characters of a text that cannot be printed, each once, in order. */
export const unprintable = (text: string, can: (char: string) => boolean = inPrinterFont): string[] => [
  ...new Set(Array.from(sanitise(text)).filter((char) => !can(char))),
]

/** The text as it can be printed, with 〓 for each character that cannot. Printing a printable text changes nothing. */
export const printable = (text: string, can: (char: string) => boolean = inPrinterFont): string =>
  Array.from(sanitise(text), (char) => (can(char) ? char : MISSING_MARK)).join('')

/** Width in columns of a printable text: exactly its bytes in GBK, since the printer counts the same way. */
export const columnsOf = (text: string): number => {
  let columns = 0
  for (const char of text) columns += char <= '~' ? 1 : 2
  return columns
}

/** The longest beginning of a text that fits in so many columns. */
export const clip = (text: string, columns: number): string => {
  let used = 0
  let kept = ''
  for (const char of text) {
    used += columnsOf(char)
    if (used > columns) break
    kept += char
  }
  return kept
}

/** Text filled up with spaces to so many columns; a longer text stays as it is. */
export const padEnd = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
