/**
 * How a zone is spoken to: in which languages, in which words, by which engines. Part of the catalogue, so that it is
 * published and versioned like everything else that people hear.
 */
import type { ZoneId } from './ids.ts'

/** Spoken in this order where a zone wants several (requirements §3.3). */
export const VOICE_LANGUAGES = ['mandarin', 'cantonese', 'english'] as const
export type VoiceLanguage = (typeof VOICE_LANGUAGES)[number]

/**
 * Who makes the sound. `clips`: what the site recorded itself; `agent`: the hall server's own synthesiser (espeak-ng over
 * pinyin); `browser`: the voices of the board's own machine.
 */
export const VOICE_ENGINES = ['clips', 'agent', 'browser'] as const
export type VoiceEngine = (typeof VOICE_ENGINES)[number]

/** How the digits of a ticket number are read where a hall is used to it. */
export type DigitHabits = { readonly one: '一' | '幺'; readonly two: '二' | '两' }

/** `{number}` `{window}` `{zone}` stand for what is called; a recall has its own wording. */
export type Wording = { readonly call: string; readonly recall: string }

export type ZoneVoice = {
  /** Shows and never sounds. */
  readonly silent?: boolean
  readonly languages: readonly VoiceLanguage[]
  /** Tried in this order for each whole call. */
  readonly engines: readonly VoiceEngine[]
  readonly digits: DigitHabits
  readonly wording?: Partial<Readonly<Record<VoiceLanguage, Wording>>>
  /** Syllables are spoken at this many per cent of the engine's usual pace; absent: 100. */
  readonly pace?: number
}

/** What a zone speaks that says nothing of it. */
export const USUAL_VOICE: ZoneVoice = {
  languages: ['mandarin'],
  engines: ['clips', 'agent', 'browser'],
  digits: { one: '一', two: '二' },
}

/** The site's own readings, where a dictionary of general words reads a name wrongly: 还款 → huan2 kuan3. */
export type SiteReading = { readonly text: string; readonly pinyin: string; readonly jyutping?: string }

export type VoiceSettings = {
  /** For the board of the whole hall, and for zones that say nothing themselves. */
  readonly usual?: ZoneVoice
  readonly zones?: Readonly<Record<ZoneId, ZoneVoice>>
  readonly readings?: readonly SiteReading[]
}

/** How a zone, or the whole hall, is spoken to. */
export const voiceOf = (settings: VoiceSettings | undefined, zone: ZoneId | 'all'): ZoneVoice =>
  (zone === 'all' ? undefined : settings?.zones?.[zone]) ?? settings?.usual ?? USUAL_VOICE
