/**
 * The pinyin initials of a Chinese text (个体工商户 → gtgsh), from the browser's own collation, so that no dictionary is
 * loaded. A character read in several ways has one initial here; the search looks at the words themselves too.
 */

/** The first character of each initial in pinyin order, and the initial; pinyin has no syllable that begins with I, U or V. */
const FIRST = [...'阿a八b嚓c哒d妸e发f旮g哈h讥j咔k垃l妈m拏n噢o妑p七q呥r仨s他t穵w夕x丫y帀z']

const order = new Intl.Collator('zh-CN-u-co-pinyin')

const initialOf = (character: string): string => {
  if (/[a-z0-9]/i.test(character)) return character.toLowerCase()
  if (!/\p{Script=Han}/u.test(character)) return ''
  let initial = ''
  for (let index = 0; index < FIRST.length; index += 2) {
    if (order.compare(character, FIRST[index] ?? '') >= 0) initial = FIRST[index + 1] ?? ''
  }
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
