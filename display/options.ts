/**
 * What whoever sets up a screen may write into its address: `?voice=off` where another screen speaks for the zone,
 * `?one=yao` for 幺, `?english=on` for a second pass in English, `?lang=en` for English labels.
 */
import type { Language } from '../client/language.ts'
import type { VoiceOptions } from './voice.ts'

export type ScreenOptions = { readonly language: Language; readonly voice: VoiceOptions }

/** Reads `location.search`; unknown words leave the defaults. */
export const optionsOf = (search: string): ScreenOptions => {
  const given = new URLSearchParams(search)
  return {
    language: given.get('lang') === 'en' ? 'en' : 'zh',
    voice: {
      on: given.get('voice') !== 'off',
      one: given.get('one') === 'yao' ? '幺' : '一',
      english: given.get('english') === 'on',
    },
  }
}
