/**
 * 语音播报: says a text aloud, one at a time; a new one cuts off the old. The hall's own voice speaks where it has one, else
 * a voice of this machine's browser, else a line on the screen says that there is none (K28).
 */
import { effect } from '@preact/signals'
import { hallInfo } from '../client/hall-info.ts'
import { language } from '../client/language.ts'
import { token } from '../client/session.ts'
import { inPieces } from './pieces.ts'
import { onStartOver, spoken, voiceless } from './place.ts'

/** A browser that allows sound starts it at once; one that blocks it never answers. ms */
const STARTS_WITHIN_MS = 400
const ANSWERS_WITHIN_MS = 4_000

let turn = new AbortController()
let context: AudioContext | undefined
/** False once the hall has said that it has no voice; asked again for the next visitor. */
let hallSpeaks = true

/** Ends what is being said. */
export const hush = (): void => {
  turn.abort()
}

const running = async (): Promise<AudioContext | undefined> => {
  context ??= new AudioContext()
  await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, STARTS_WITHIN_MS))])
  return context.state === 'running' ? context : undefined
}

/** The hall's wav of a piece; undefined where it has no voice or does not answer. */
const soundOf = async (text: string, signal: AbortSignal): Promise<AudioBuffer | undefined> => {
  if (!hallSpeaks) return undefined
  try {
    const [info, audio] = await Promise.all([hallInfo(), running()])
    if (!info.ok || !audio) return undefined
    const answer = await fetch(`/api/halls/${info.hall}/speech`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token.value ?? ''}` },
      body: JSON.stringify({ text, language: language.value === 'zh' ? 'mandarin' : 'english' }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)]),
    })
    if (answer.status === 404) hallSpeaks = false
    return answer.ok ? await audio.decodeAudioData(await answer.arrayBuffer()) : undefined
  } catch (error) {
    if (!signal.aborted) console.warn('The hall did not speak a prompt; the browser is asked instead.', error)
    return undefined
  }
}

const play = (sound: AudioBuffer, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (!context || signal.aborted) return resolve()
    const source = new AudioBufferSourceNode(context, { buffer: sound })
    source.addEventListener('ended', () => resolve())
    signal.addEventListener('abort', () => source.stop())
    source.connect(context.destination)
    source.start()
  })

const browserVoice = (): SpeechSynthesisVoice | undefined => {
  const wanted = language.value === 'zh' ? /^(zh|cmn)/ : /^en/
  return globalThis.speechSynthesis?.getVoices().find((voice) => wanted.test(voice.lang))
}

/** Says it by a voice of the browser; false where it has none for this language. */
const sayByBrowser = (text: string, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const voice = browserVoice()
    if (!voice) return resolve(false)
    const words = new SpeechSynthesisUtterance(text)
    words.voice = voice
    words.lang = voice.lang
    words.addEventListener('end', () => resolve(true))
    words.addEventListener('error', () => resolve(signal.aborted))
    signal.addEventListener('abort', () => speechSynthesis.cancel())
    speechSynthesis.speak(words)
  })

/** Says a text of any length in the language of now, after ending whatever was being said. */
export const sayAloud = async (text: string): Promise<void> => {
  hush()
  turn = new AbortController()
  const { signal } = turn
  const pieces = inPieces(text)
  let coming = pieces[0] === undefined ? undefined : soundOf(pieces[0], signal)
  for (const [at, piece] of pieces.entries()) {
    const sound = await coming
    const next = pieces[at + 1]
    // The next piece is made while this one sounds, so that a page is read without holes.
    coming = next === undefined ? undefined : soundOf(next, signal)
    if (signal.aborted) return
    if (sound) await play(sound, signal)
    else if (!(await sayByBrowser(piece, signal))) {
      // Who was cut off knows nothing of it; and the line that says so is itself news, which would be told without end.
      if (!signal.aborted) voiceless.value = true
      return
    }
    voiceless.value = false
  }
}

/** Prompts end with the mode, and with the person. */
export const startPrompts = (): void => {
  effect(() => {
    if (!spoken.value) hush()
  })
  onStartOver(() => {
    hush()
    hallSpeaks = true
    voiceless.value = false
  })
}
