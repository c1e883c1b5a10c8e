/** How characters are read, by a dictionary that knows words (银行 is yin hang). Large, so it is loaded when it is needed. */
import type { Reader } from './search.ts'

/** `lü` can be typed as `lv` and, by those who do not know that, as `lu`. */
const typable = (reading: string): readonly string[] =>
  reading.includes('v') ? [reading, reading.replace('v', 'u')] : [reading]

/** Loads the dictionary (141 KB compressed). Rejects when the hall's server does not answer. */
export const loadReader = async (): Promise<Reader> => {
  const { pinyin } = await import('pinyin-pro')
  const plain = { toneType: 'none', type: 'array', v: true } as const
  // A catalogue of hundreds of services has few different characters.
  const known = new Map<string, readonly string[]>()
  const alone = (character: string): readonly string[] => {
    const readings = known.get(character) ?? pinyin(character, { ...plain, multiple: true })
    known.set(character, readings)
    return readings
  }
  return (text) => {
    const inContext = pinyin(text, plain)
    return [...text].map((character, at) => {
      const readings = [inContext[at] ?? character, ...alone(character)]
      return [...new Set(readings.flatMap(typable))]
    })
  }
}
