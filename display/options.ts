/**
 * What whoever sets up a screen may write into its address: `?voice=off` for one that never sounds, `?lang=en` for English
 * labels. How a zone is spoken to stands in the catalogue.
 */
import type { Language } from '../client/language.ts'
import type { VoiceOptions } from './voice.ts'

export type ScreenOptions = { readonly language: Language; readonly voice: VoiceOptions }

/** Reads `location.search`; unknown words leave the defaults. */
export const optionsOf = (search: string): ScreenOptions => {
  const given = new URLSearchParams(search)
  return {
    language: given.get('lang') === 'en' ? 'en' : 'zh',
    voice: { on: given.get('voice') !== 'off' },
  }
}
