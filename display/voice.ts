/** The sound of this machine: a chime made on the spot, then the browser's own voice where it has a Chinese one. */
import { signal } from '@preact/signals'
import { CHIME_MS, ring } from '../client/chime.ts'
import type { Announcement } from './announce.ts'
import { type One, spokenEn, spokenZh } from './spoken.ts'

/**
 * `blocked`: the browser wants a touch before any sound. `chime-only`: there is no Chinese voice, or it failed.
 * `off`: another screen speaks for this zone.
 */
export type VoiceCondition = 'ready' | 'chime-only' | 'blocked' | 'off'
export const voiceCondition = signal<VoiceCondition>('blocked')

export type VoiceOptions = { readonly on: boolean; readonly one: One; readonly english: boolean }

/** How long a browser that allows sound may take to start it, ms; one that blocks it never answers. */
const RESUME_MS = 600
/** Time to find and read one call on the screen, ms. */
const READ_MS = 1_500

let audio: AudioContext | undefined

/** Read anew each time: it changes while a voice is speaking. */
const conditionNow = (): VoiceCondition => voiceCondition.value

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const voiceFor = (language: 'zh' | 'en'): SpeechSynthesisVoice | undefined =>
  'speechSynthesis' in window
    ? speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(language))
    : undefined

/** Tries whether this page may sound, and says so in `voiceCondition`. Called at the start and from a touch. */
export const tryVoice = async (): Promise<void> => {
  if (voiceCondition.value === 'off') return
  try {
    audio ??= new AudioContext()
    audio.onstatechange = () => {
      if (audio?.state !== 'running' && voiceCondition.value !== 'off') voiceCondition.value = 'blocked'
    }
    await Promise.race([audio.resume(), pause(RESUME_MS)])
    voiceCondition.value = audio.state !== 'running' ? 'blocked' : voiceFor('zh') ? 'ready' : 'chime-only'
  } catch (error) {
    console.warn('This machine has no sound: connect a loudspeaker and reload.', error)
    voiceCondition.value = 'blocked'
  }
}

/** Prepares the voice. Voices arrive some time after the page on most systems. */
export const startVoice = ({ on }: VoiceOptions): void => {
  voiceCondition.value = on ? 'blocked' : 'off'
  if (!on) return
  void tryVoice()
  if ('speechSynthesis' in window) speechSynthesis.addEventListener('voiceschanged', () => void tryVoice())
}

/** Two falling tones. Silent, and at once over, where sound is blocked. */
export const chime = async (): Promise<void> => {
  if (audio?.state !== 'running' || voiceCondition.value === 'off') return
  ring(audio)
  await pause(CHIME_MS)
}

const utter = (text: string, language: 'zh' | 'en'): Promise<void> =>
  new Promise((resolve) => {
    const voice = voiceFor(language)
    if (!voice) return resolve()
    const words = new SpeechSynthesisUtterance(text)
    words.voice = voice
    words.lang = voice.lang
    words.rate = 0.9
    words.onend = () => {
      if (voiceCondition.value === 'chime-only') voiceCondition.value = 'ready'
      resolve()
    }
    words.onerror = ({ error }) => {
      // Being hushed at the deadline is no fault of the voice.
      if (error === 'not-allowed') voiceCondition.value = 'blocked'
      else if (error !== 'canceled' && error !== 'interrupted') voiceCondition.value = 'chime-only'
      resolve()
    }
    speechSynthesis.speak(words)
  })

/** Says one announcement, in Chinese and, where the hall wishes, in English after it. */
export const speakWith =
  ({ one, english }: VoiceOptions) =>
  async (item: Announcement): Promise<void> => {
    // A voice that failed once is tried again at the next call: a failure comes back at once and costs nothing.
    if (voiceCondition.value === 'off' || voiceCondition.value === 'blocked') return
    await utter(spokenZh(item, one), 'zh')
    // Without a voice the line on the screen is all there is after the chime: leave time to read it.
    if (conditionNow() === 'chime-only') await pause(READ_MS)
    else if (english) await utter(spokenEn(item), 'en')
  }

export const hush = (): void => {
  if ('speechSynthesis' in window) speechSynthesis.cancel()
}
