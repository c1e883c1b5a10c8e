/**
 * How a call is read out, as parts: letters as letters, every digit of a ticket singly, the window as a number, the rest as
 * words. Text for a browser's voice, syllables for the synthesiser and the names of clips all follow from the same parts,
 * so whoever speaks says the same (requirements §3.3).
 */
import type { DigitHabits, VoiceLanguage, Wording, ZoneVoice } from './voice.ts'
import { isNumbered } from './window-name.ts'

export type SpokenPart =
  /** `letters` and `digits` belong to a number and are said singly, a `count` is one number in several words. */
  | { readonly kind: 'words' | 'letters' | 'digits' | 'count'; readonly said: readonly string[] }
  /** A breath; `mark` is what a text has for it. */
  | { readonly kind: 'pause'; readonly mark: string }

export type Spoken = { readonly language: VoiceLanguage; readonly parts: readonly SpokenPart[] }

/** What is called: a number in the hand, a window by its name, and whether it is called once more. */
export type SpokenCall = {
  readonly number: string
  readonly counterName: string
  readonly zoneName: string
  readonly recall: boolean
}

export const USUAL_WORDING: Readonly<Record<VoiceLanguage, Wording>> = {
  mandarin: { call: '请 {number} 号，到 {window}', recall: '再次呼叫，请 {number} 号，到 {window}' },
  cantonese: { call: '請 {number} 號，到 {window}', recall: '再次呼叫，請 {number} 號，到 {window}' },
  english: {
    call: 'Number {number}, please go to {window}',
    recall: 'Calling again. Number {number}, please go to {window}',
  },
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const
const PLACES = ['', '十', '百', '千'] as const
const ENGLISH = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
] as const
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const
/** What is said beside the number of a window, and which clip of it a site records. */
const WINDOW_WORD: Readonly<Record<VoiceLanguage, string>> = {
  mandarin: '号窗口',
  cantonese: '號窗口',
  english: 'window',
}

const usual: DigitHabits = { one: '一', two: '二' }

/** A digit of a ticket number. 幺 and 两 are Mandarin: Cantonese has one reading of each. */
const digit = (figure: string, language: VoiceLanguage, { one, two }: DigitHabits): string => {
  if (language === 'english') return ENGLISH[Number(figure)] ?? figure
  if (language === 'mandarin' && figure === '1') return one
  if (language === 'mandarin' && figure === '2') return two
  return DIGITS[Number(figure)] ?? figure
}

const countedZh = (figures: string): readonly string[] => {
  const said = [...figures]
    .map((figure, index) =>
      figure === '0' ? '零' : `${digit(figure, 'mandarin', usual)}${PLACES[figures.length - 1 - index]}`,
    )
    .join('')
    .replace(/零+/g, '零')
    .replace(/(?<=.)零$/, '')
  return [...said.replace(/^一十/, '十')]
}

const countedEn = (value: number): readonly string[] => {
  if (value < 20) return [ENGLISH[value] ?? String(value)]
  if (value < 100) return [TENS[Math.floor(value / 10)] ?? '', ...(value % 10 === 0 ? [] : countedEn(value % 10))]
  const [unit, word] = value < 1000 ? ([100, 'hundred'] as const) : ([1000, 'thousand'] as const)
  return [...countedEn(Math.floor(value / unit)), word, ...(value % unit === 0 ? [] : countedEn(value % unit))]
}

/** A whole number below ten thousand as it is said: 12 → 十二, 105 → 一百零五. Longer ones are read digit by digit. */
export const counted = (figures: string, language: VoiceLanguage): readonly string[] => {
  const trimmed = figures.replace(/^0+(?=\d)/, '')
  if (trimmed.length > PLACES.length) return [...trimmed].map((figure) => digit(figure, language, usual))
  return language === 'english' ? countedEn(Number(trimmed)) : countedZh(trimmed)
}

const letters = (text: string): SpokenPart => ({ kind: 'letters', said: [...text.toUpperCase()] })

const numberParts = (number: string, language: VoiceLanguage, habits: DigitHabits): readonly SpokenPart[] =>
  (number.match(/[A-Za-z]+|\d+/g) ?? []).map((run) =>
    /\d/.test(run) ? { kind: 'digits', said: [...run].map((figure) => digit(figure, language, habits)) } : letters(run),
  )

/** Pauses, figures, capitals that are spelled, Latin words, hanzi and whatever else, each for itself. */
const RUNS =
  /[，。、；：！？,.;:!?…]+|\d+|[A-Z]+(?![A-Za-z])|[A-Za-z][A-Za-z' -]*|[\p{Script=Han}\s]+|[^，。、；：！？,.;:!?…\dA-Za-z\p{Script=Han}]+/gu

/** Free words in parts: figures are counted, capitals spelled. */
export const wordParts = (text: string, language: VoiceLanguage): readonly SpokenPart[] =>
  (text.match(RUNS) ?? []).flatMap((run): readonly SpokenPart[] => {
    const said =
      language === 'english' ? run.trim().replace(/\s+/g, ' ') : run.trim().replace(/(?<=\p{Script=Han})\s+/gu, '')
    if (said === '') return []
    if (/^[，。、；：！？,.;:!?…]/.test(said)) return [{ kind: 'pause', mark: said.slice(0, 1) }]
    if (/^\d/.test(said)) return [{ kind: 'count', said: counted(said, language) }]
    // An English sentence may begin with a single capital that is a word of its own: I, A.
    if (/^[A-Z]+$/.test(said) && (language !== 'english' || said.length > 1)) return [letters(said)]
    return [{ kind: 'words', said: [said] }]
  })

const windowParts = (name: string, language: VoiceLanguage): readonly SpokenPart[] => {
  if (!isNumbered(name)) return wordParts(name, language)
  const number = (name.match(/[A-Za-z]+|\d+/g) ?? []).map(
    (run): SpokenPart => (/\d/.test(run) ? { kind: 'count', said: counted(run, language) } : letters(run)),
  )
  const word: SpokenPart = { kind: 'words', said: [WINDOW_WORD[language]] }
  return language === 'english' ? [word, ...number] : [...number, word]
}

/** `{window}` says 号窗口 itself; a template that says it as well does not make it said twice, nor after a name. */
const once = (template: string): string =>
  template.replace(/\{window\}\s*[号號]窗口/g, '{window}').replace(/\bwindow\s+\{window\}/gi, '{window}')

/** One call in one language. */
export const spokenIn = (call: SpokenCall, voice: ZoneVoice, language: VoiceLanguage): Spoken => {
  const wording = voice.wording?.[language] ?? USUAL_WORDING[language]
  const template = once(call.recall ? wording.recall : wording.call)
  const parts = template.split(/(\{\w+\})/).flatMap((piece): readonly SpokenPart[] => {
    switch (piece) {
      case '{number}':
        return numberParts(call.number, language, voice.digits)
      case '{window}':
        return windowParts(call.counterName, language)
      case '{zone}':
        return wordParts(call.zoneName, language)
      default:
        return wordParts(piece, language)
    }
  })
  return { language, parts }
}

/** One call in every language of its zone, in their order (V3). */
export const spokenCall = (call: SpokenCall, voice: ZoneVoice): readonly Spoken[] =>
  voice.languages.map((language) => spokenIn(call, voice, language))

/** What a browser's own voice reads: `请 A 零一二 号，到 三 号窗口`. */
export const spokenText = ({ language, parts }: Spoken): string =>
  parts
    .map((part) => {
      if (part.kind === 'pause') return language === 'english' ? `${part.mark} ` : part.mark
      const spaced = part.kind === 'letters' || language === 'english'
      return ` ${part.said.join(spaced ? ' ' : '')} `
    })
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[，。、；：！？,.;:!?…])|(?<=[，。、；：！？…]) /g, '')
    .trim()

/** A bracket or a dot in the name of a window has no sound. */
const sounds = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

/** The clips that say it, with `undefined` for a breath. */
export const spokenClips = ({ parts }: Spoken): readonly (string | undefined)[] =>
  parts.flatMap((part): readonly (string | undefined)[] =>
    part.kind === 'pause' ? [undefined] : part.said.filter(sounds),
  )
