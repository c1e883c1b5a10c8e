/**
 * The pinyin initials of a Chinese text (个体工商户 → gtgsh), from the browser's own collation, so that no dictionary is
 * loaded. A character read in several ways has one initial here; the search looks at the words themselves too.
 */

/** The first character of each initial in pinyin order; pinyin has no syllable that begins with I, U or V. */
const FIRST: readonly (readonly [character: string, initial: string])[] = [
  ['阿', 'a'],
  ['八', 'b'],
  ['嚓', 'c'],
  ['哒', 'd'],
  ['妸', 'e'],
  ['发', 'f'],
  ['旮', 'g'],
  ['哈', 'h'],
  ['讥', 'j'],
  ['咔', 'k'],
  ['垃', 'l'],
  ['妈', 'm'],
  ['拏', 'n'],
  ['噢', 'o'],
  ['妑', 'p'],
  ['七', 'q'],
  ['呥', 'r'],
  ['仨', 's'],
  ['他', 't'],
  ['穵', 'w'],
  ['夕', 'x'],
  ['丫', 'y'],
  ['帀', 'z'],
]

const order = new Intl.Collator('zh-CN-u-co-pinyin')

const initialOf = (character: string): string => {
  if (/[a-z0-9]/i.test(character)) return character.toLowerCase()
  if (!/\p{Script=Han}/u.test(character)) return ''
  let initial = ''
  for (const [first, letter] of FIRST) if (order.compare(character, first) >= 0) initial = letter
  return initial
}

const known = new Map<string, string>()

export const initialsOf = (text: string): string => {
  const before = known.get(text)
  if (before !== undefined) return before
  const made = [...text].map(initialOf).join('')
  known.set(text, made)
  return made
}
