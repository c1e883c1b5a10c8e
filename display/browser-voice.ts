/** The voices of this machine's own browser: what is left where the server has none. Loaded when that happens. */
import { type SpokenCall, spokenIn, spokenText } from '../hall/spoken.ts'
import type { VoiceLanguage, ZoneVoice } from '../hall/voice.ts'

const TAGS: Readonly<Record<VoiceLanguage, RegExp>> = {
  mandarin: /^(zh|cmn)(?!-hk|-yue|-tw|-latn)/,
  cantonese: /^(zh-hk|zh-yue|yue)(?!-latn)/,
  english: /^en/,
}
/** A little slower than talk: a hall echoes. */
const RATE = 0.9

/** Fed hanzi, espeak reads most of them as English (V4). */
const readsHanzi = ({ name }: SpeechSynthesisVoice): boolean => !/espeak/i.test(name)

const voiceFor = (language: VoiceLanguage): SpeechSynthesisVoice | undefined =>
  speechSynthesis
    .getVoices()
    .find((voice) => TAGS[language].test(voice.lang.toLowerCase()) && (language === 'english' || readsHanzi(voice)))

const utter = (text: string, voice: SpeechSynthesisVoice, pace: number): Promise<boolean> =>
  new Promise((resolve) => {
    const words = new SpeechSynthesisUtterance(text)
    words.voice = voice
    words.lang = voice.lang
    words.rate = (RATE * pace) / 100
    words.onend = () => resolve(true)
    words.onerror = () => resolve(false)
    speechSynthesis.speak(words)
  })

/**
 * Says a call in these languages, as far as this machine has voices. Returns whether all of them were heard.
 * @param goesOn asked before each language: whoever was hushed in one must not begin the next
 */
export const sayHere = async (
  call: SpokenCall,
  voice: ZoneVoice,
  languages: readonly VoiceLanguage[],
  goesOn: () => boolean,
): Promise<boolean> => {
  if (!('speechSynthesis' in window)) return languages.length === 0
  let all = true
  for (const language of languages) {
    if (!goesOn()) return false
    const own = voiceFor(language)
    const said = own !== undefined && (await utter(spokenText(spokenIn(call, voice, language)), own, voice.pace ?? 100))
    all = said && all
  }
  return all
}
