/**
 * Finding a service by what somebody types: pinyin initials (`jh`), full pinyin (`jiehun`), a mix (`jiehd`), Chinese words,
 * keywords, English words. Pure: how a character is read comes in as a function.
 */
import type { Catalogue, Elsewhere, Service } from '../hall/catalogue.ts'
import type { ServiceId } from '../hall/ids.ts'

/** For each character of a text, its readings without tones: 行 → xing, hang. */
export type Reader = (text: string) => readonly (readonly string[])[]

type Syllables = readonly (readonly string[])[]
type Text = { readonly text: string; readonly syllables: Syllables }
type Entry = {
  readonly service: ServiceId
  readonly name: Text
  readonly keywords: readonly Text[]
  readonly english: readonly string[]
  /** The letter of its theme, which stands on the tiles and before every number. */
  readonly letter: string | undefined
}
export type SearchIndex = readonly Entry[]

const KEPT = /[\p{Script=Han}a-z0-9]/gu
const HAN = /\p{Script=Han}/u

/** Only what can be typed: no quotes, commas, brackets or spaces. */
const bare = (text: string): string => (text.toLowerCase().match(KEPT) ?? []).join('')

type Known = Pick<Catalogue, 'services' | 'themes'> & Partial<Pick<Catalogue, 'elsewhere'>>

/** Prepares the services of a catalogue in its order, and after them what is not handled here. */
export const indexOf = ({ services, themes, elsewhere = [] }: Known, read: Reader): SearchIndex => {
  const letters = new Map(themes.map(({ id, letter }) => [id, letter.toLowerCase()]))
  const textOf = (text: string): Text => ({ text: bare(text), syllables: read(bare(text)) })
  const entryOf = (thing: Service | Elsewhere): Entry => ({
    service: thing.id,
    name: textOf(thing.name),
    keywords: (thing.keywords ?? []).map(textOf),
    english: thing.nameEn.toLowerCase().split(/[^a-z0-9]+/),
    letter: 'theme' in thing ? letters.get(thing.theme) : undefined,
  })
  return [...services, ...elsewhere].map(entryOf)
}

/** What may be typed for one syllable: all of it, its first letter, and zh, ch or sh. */
const waysToType = (reading: string): readonly string[] =>
  /^[zcs]h/.test(reading) ? [reading, reading.slice(0, 2), reading.slice(0, 1)] : [reading, reading.slice(0, 1)]

/** Whether the letters spell the syllables from `at` on: `some` of them, the last perhaps half typed, or `all`. */
const spells = (letters: string, syllables: Syllables, at: number, much: 'some' | 'all' = 'some'): boolean => {
  if (letters === '') return much === 'some' || at === syllables.length
  return (syllables[at] ?? []).some(
    (reading) =>
      (much === 'some' && reading.startsWith(letters)) ||
      waysToType(reading).some(
        (way) => letters.startsWith(way) && spells(letters.slice(way.length), syllables, at + 1, much),
      ),
  )
}

const spelledAnywhere = (letters: string, { syllables }: Text): boolean =>
  syllables.some((_, at) => spells(letters, syllables, at))

/** Whether the letters are initials of the syllables in order, some left out: `gsdj` for 公司设立登记. */
const skims = (letters: string, { syllables }: Text): boolean => {
  let left = letters
  for (const readings of syllables) {
    if (readings.some((reading) => reading.slice(0, 1) === left.slice(0, 1))) left = left.slice(1)
    if (left === '') return true
  }
  return false
}

/** How well an entry fits, best first; undefined when it does not. */
const rankOf = (query: string, { name, keywords, english, letter }: Entry): number | undefined => {
  if (HAN.test(query)) {
    if (name.text.startsWith(query)) return 0
    if (keywords.some((keyword) => keyword.text === query)) return 1
    if (name.text.includes(query)) return 2
    return keywords.some((keyword) => keyword.text.includes(query)) ? 3 : undefined
  }
  if (spells(query, name.syllables, 0)) return 0
  // A whole keyword says more than two letters somewhere inside a name.
  if (keywords.some((keyword) => spells(query, keyword.syllables, 0, 'all'))) return 1
  if (spelledAnywhere(query, name)) return 2
  if (keywords.some((keyword) => spelledAnywhere(query, keyword))) return 3
  if (query.length >= 2 && english.some((word) => word.startsWith(query))) return 4
  if (query.length >= 3 && skims(query, name)) return 5
  return query === letter ? 6 : undefined
}

/** What fits, of services and of what is not handled here, best first and otherwise in the catalogue's order. Nothing typed finds nothing. */
export const find = (index: SearchIndex, typed: string): readonly ServiceId[] => {
  const query = bare(typed.replaceAll(/ü/gi, 'v'))
  if (query === '') return []
  return index
    .flatMap((entry) => {
      const rank = rankOf(query, entry)
      return rank === undefined ? [] : [{ rank, service: entry.service }]
    })
    .sort((one, other) => one.rank - other.rank)
    .map((found) => found.service)
}
