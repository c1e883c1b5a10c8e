/** The sound of this machine: a chime made on the spot, then the call as the server made it, else the browser's own voice. */
import { computed, signal } from '@preact/signals'
import { CHIME_MS, ring } from '../client/chime.ts'
import { hallInfo } from '../client/hall-info.ts'
import { token } from '../client/session.ts'
import { VOICE_LANGUAGES, type VoiceLanguage, type ZoneVoice } from '../hall/voice.ts'
import type { Announcement } from './announce.ts'

/**
 * `blocked`: the browser wants a touch before any sound. `chime-only`: nobody could speak the last call.
 * `off`: nothing is to be heard here: so wished, or the zone is silent.
 */
export type VoiceCondition = 'ready' | 'chime-only' | 'blocked' | 'off'

/** False: this screen never sounds. */
export type VoiceOptions = { readonly on: boolean }

/** How long a browser that allows sound may take to start it, ms; one that blocks it never answers. */
const RESUME_MS = 600
/** The server has the sound ready; where it does not answer in this time, another voice speaks. ms */
const FETCH_MS = 1_500
/** Time to find and read one call on the screen, ms. */
const READ_MS = 1_500

/** Whether anything is to be heard here at all. */
export const soundWished = signal(false)
const running = signal(false)
const mute = signal(false)
export const voiceCondition = computed<VoiceCondition>(() => {
  if (!soundWished.value) return 'off'
  if (!running.value) return 'blocked'
  return mute.value ? 'chime-only' : 'ready'
})

type Sound = { readonly buffer: AudioBuffer; readonly languages: readonly VoiceLanguage[] }

let audio: AudioContext | undefined
/** The sound of the call that is being announced, on its way or here. */
let coming: { readonly position: number; readonly sound: Promise<Sound | undefined> } | undefined
let stopPlaying = (): void => {}
/** How often this machine was hushed: what was on its way to be said before that is not said after it. */
let hushes = 0

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Tries whether this page may sound, and says so in `voiceCondition`. Called at the start and from a touch. */
export const tryVoice = async (): Promise<void> => {
  try {
    audio ??= new AudioContext()
    const context = audio
    context.onstatechange = () => {
      running.value = context.state === 'running'
    }
    await Promise.race([context.resume(), pause(RESUME_MS)])
    running.value = context.state === 'running'
  } catch (error) {
    console.warn('This machine has no sound: connect a loudspeaker and reload.', error)
    running.value = false
  }
}

/** Prepares the sound; while the browser blocks it, a touch anywhere or a key opens it (V13). */
export const startVoice = (): void => {
  void tryVoice()
  const touched = (): void => {
    if (voiceCondition.value === 'blocked') void tryVoice()
  }
  addEventListener('pointerdown', touched)
  addEventListener('keydown', touched)
}

const fetchSound = async (zone: string, { position }: Announcement): Promise<Sound | undefined> => {
  const info = await hallInfo()
  if (!info.ok || !audio) return undefined
  try {
    const answer = await fetch(`/api/halls/${info.hall}/speech/${zone}/${position}`, {
      headers: { authorization: `Bearer ${token.value}` },
      signal: AbortSignal.timeout(FETCH_MS),
    })
    if (!answer.ok) return undefined
    const said = answer.headers.get('x-voice-languages')?.split(',') ?? []
    const buffer = await audio.decodeAudioData(await answer.arrayBuffer())
    return { buffer, languages: VOICE_LANGUAGES.filter((language) => said.includes(language)) }
  } catch (error) {
    console.warn('The server gave no speech for a call; the voices of this machine are tried.', error)
    return undefined
  }
}

const soundOf = (zone: string, item: Announcement): Promise<Sound | undefined> => {
  if (coming?.position !== item.position) coming = { position: item.position, sound: fetchSound(zone, item) }
  return coming.sound
}

/** Two falling tones, while the speech is fetched. Silent, and at once over, where sound is blocked. */
export const chimeFor =
  (zone: string, voice: () => ZoneVoice | undefined) =>
  async (item: Announcement): Promise<void> => {
    if (!audio || !running.value || !soundWished.value) return
    if (voice()?.engines[0] !== 'browser') void soundOf(zone, item)
    ring(audio)
    await pause(CHIME_MS)
  }

/** Plays to the end, or until it is hushed. Returns whether it came to its end. */
const play = ({ buffer }: Sound, context: AudioContext): Promise<boolean> =>
  new Promise((resolve) => {
    const source = new AudioBufferSourceNode(context, { buffer })
    stopPlaying = () => {
      source.onended = null
      source.stop()
      resolve(false)
    }
    source.onended = () => resolve(true)
    source.connect(context.destination)
    source.start()
  })

type Ended = 'said' | 'hushed' | 'mute'

/** Says the languages of a zone, by the server first unless the zone prefers its boards' own voices. */
const sayAll = async (zone: string, voice: ZoneVoice, item: Announcement, context: AudioContext): Promise<Ended> => {
  const before = hushes
  const goesOn = (): boolean => hushes === before
  const here = async (languages: readonly VoiceLanguage[]): Promise<Ended> => {
    if (languages.length === 0) return 'said'
    if (!voice.engines.includes('browser')) return 'mute'
    const { sayHere } = await import('./browser-voice.ts')
    const all = await sayHere(item, voice, languages, goesOn)
    // Being hushed is no fault of the voice.
    return goesOn() ? (all ? 'said' : 'mute') : 'hushed'
  }
  if (voice.engines[0] === 'browser') {
    const ended = await here(voice.languages)
    if (ended !== 'mute') return ended
  }
  const sound = await soundOf(zone, item)
  if (!goesOn() || (sound && !(await play(sound, context)))) return 'hushed'
  return here(voice.languages.filter((language) => !sound?.languages.includes(language)))
}

export type SpeakParts = {
  readonly zone: string
  readonly voice: () => ZoneVoice | undefined
  /** Told of every call that was said to its end. */
  readonly said: (item: Announcement) => void
}

/** Says one announcement once, in every language of its zone. */
export const speakWith =
  ({ zone, voice, said }: SpeakParts) =>
  async (item: Announcement): Promise<void> => {
    const how = voice()
    if (!audio || !running.value || !soundWished.value || !how) return
    const ended = await sayAll(zone, how, item, audio)
    if (ended === 'hushed') return
    mute.value = ended === 'mute'
    if (ended === 'said') said(item)
    // Without a voice the line on the screen is all there is after the chime: leave time to read it.
    else await pause(READ_MS)
  }

/** Stops whatever still sounds. */
export const hush = (): void => {
  hushes += 1
  stopPlaying()
  if ('speechSynthesis' in window) speechSynthesis.cancel()
}
