/**
 * What the synthesiser is fed: numbered pinyin, jyutping or English, never hanzi, since its Mandarin voice reads most of
 * them as English (V4). A dictionary of words chooses among readings, and the site's own readings come before it.
 */
import type { Spoken, SpokenPart } from '../../hall/spoken.ts'
import type { SiteReading, VoiceLanguage } from '../../hall/voice.ts'

/** Voices of espeak-ng 1.51. */
export type RunVoice = 'cmn-latn-pinyin' | 'yue-latn-jyutping' | 'en'
/** What one voice says in one go. */
export type Run = { readonly voice: RunVoice; readonly text: string }

type Reader = (text: string) => readonly string[]
type Sinitic = Exclude<VoiceLanguage, 'english'>

const VOICES: Readonly<Record<VoiceLanguage, RunVoice>> = {
  mandarin: 'cmn-latn-pinyin',
  cantonese: 'yue-latn-jyutping',
  english: 'en',
}

/** Characters of numbers have one reading there, whatever a dictionary of words would make of their neighbours. */
const FIGURES: Readonly<Record<string, readonly [pinyin: string, jyutping: string]>> = {
  零: ['ling2', 'ling4'],
  一: ['yi1', 'jat1'],
  幺: ['yao1', 'jiu1'],
  二: ['er4', 'ji6'],
  两: ['liang3', 'loeng5'],
  三: ['san1', 'saam1'],
  四: ['si4', 'sei3'],
  五: ['wu3', 'ng5'],
  六: ['liu4', 'luk6'],
  七: ['qi1', 'cat1'],
  八: ['ba1', 'baat3'],
  九: ['jiu3', 'gau2'],
  十: ['shi2', 'sap6'],
  百: ['bai3', 'baak3'],
  千: ['qian1', 'cin1'],
}

/** What a dictionary of words gets wrong in the shipped wording: alone, 請 would be the colloquial ceng2. */
const OWN_READINGS: readonly SiteReading[] = [{ text: '請', pinyin: 'qing3', jyutping: 'cing2' }]

const SYLLABLE = /^[a-züê]+[0-6]$/

/** Both dictionaries are large, so each is loaded when it is first needed. */
const readerOf = async (language: Sinitic): Promise<Reader> => {
  if (language === 'mandarin') {
    const { pinyin } = await import('pinyin-pro')
    return (text) => pinyin(text, { toneType: 'num', type: 'array', v: true })
  }
  const { getJyutpingList } = await import('to-jyutping')
  return (text) => getJyutpingList(text).flatMap(([, reading]) => (reading === null ? [] : reading.split(' ')))
}

const syllables = (given: string): readonly string[] => given.trim().toLowerCase().replaceAll('ü', 'v').split(/\s+/)

/** Words in syllables: the site's readings first, the longest of them before shorter ones. What has no reading is left out. */
const readWords = (
  text: string,
  language: Sinitic,
  readings: readonly SiteReading[],
  read: Reader,
): readonly string[] => {
  if (text === '') return []
  let best: { readonly at: number; readonly length: number; readonly given: string } | undefined
  for (const reading of readings) {
    const given = language === 'mandarin' ? reading.pinyin : reading.jyutping
    const at = reading.text === '' || given === undefined ? -1 : text.indexOf(reading.text)
    if (given === undefined || at < 0 || (best && best.length >= reading.text.length)) continue
    best = { at, length: reading.text.length, given }
  }
  if (!best) return read(text).filter((syllable) => SYLLABLE.test(syllable))
  return [
    ...readWords(text.slice(0, best.at), language, readings, read),
    ...syllables(best.given),
    ...readWords(text.slice(best.at + best.length), language, readings, read),
  ]
}

/** 一 before 百 and 千 is said in the fourth tone. */
const figures = (said: readonly string[], language: Sinitic): readonly string[] =>
  said.map((figure, index) => {
    const next = said[index + 1]
    if (language === 'mandarin' && figure === '一' && (next === '百' || next === '千')) return 'yi4'
    return FIGURES[figure]?.[language === 'mandarin' ? 0 : 1] ?? ''
  })

/** A single A would be read as the article. */
const englishLetters = (said: readonly string[]): string =>
  said.map((letter) => (letter === 'A' ? "[['eI]]" : letter)).join(' ')

const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text)
/** Nothing that the synthesiser would take as an order to itself: its phonemes stand in brackets. */
const plain = (text: string): string => text.replace(/[^\p{L}' -]/gu, ' ').trim()

const runOf = (
  part: SpokenPart,
  language: VoiceLanguage,
  readings: readonly SiteReading[],
  readers: Readonly<Record<Sinitic, Reader | undefined>>,
): Run => {
  const voice = VOICES[language]
  if (part.kind === 'pause') return { voice, text: ',' }
  if (part.kind === 'letters') {
    // The pinyin voice knows the letters as Chinese people say them; the jyutping voice would read them as syllables.
    if (language === 'mandarin') return { voice, text: part.said.join(' ') }
    return { voice: 'en', text: englishLetters(part.said) }
  }
  if (part.kind !== 'words') {
    if (language === 'english') return { voice, text: part.said.join(' ') }
    return { voice, text: figures(part.said, language).join(' ') }
  }
  const text = plain(part.said.join(' '))
  if (!hasHan(text)) return { voice: 'en', text }
  // A Chinese name in an English sentence is said in Mandarin.
  const spoken = language === 'english' ? 'mandarin' : language
  const read = readers[spoken] ?? (() => [])
  return { voice: VOICES[spoken], text: readWords(text, spoken, [...readings, ...OWN_READINGS], read).join(' ') }
}

/** Everything that is to be said, in as few runs as there are changes of voice. */
export const pronounce = async (
  { language, parts }: Spoken,
  readings: readonly SiteReading[],
): Promise<readonly Run[]> => {
  const needs = parts.some((part) => part.kind === 'words' && hasHan(part.said.join('')))
  const readers = {
    mandarin: needs && language !== 'cantonese' ? await readerOf('mandarin') : undefined,
    cantonese: needs && language === 'cantonese' ? await readerOf('cantonese') : undefined,
  }
  const runs: Run[] = []
  for (const part of parts) {
    const run = runOf(part, language, readings, readers)
    const last = runs.at(-1)
    if (run.text === '') continue
    // A breath belongs to whoever speaks before it.
    if (last && (last.voice === run.voice || run.text === ',')) {
      runs[runs.length - 1] = { voice: last.voice, text: `${last.text}${run.text === ',' ? '' : ' '}${run.text}` }
    } else if (run.text !== ',') runs.push(run)
  }
  return runs
}
