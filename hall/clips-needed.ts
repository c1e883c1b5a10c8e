/** Which clips a site has to record so that every call of its zones can be said from them. */
import type { Catalogue } from './catalogue.ts'
import { BLOCK_LETTERS } from './number-block.ts'
import { type SpokenCall, spokenClips, spokenIn } from './spoken.ts'
import { VOICE_LANGUAGES, type VoiceLanguage, voiceOf, type ZoneVoice } from './voice.ts'

export type ClipsNeeded = { readonly language: VoiceLanguage; readonly names: readonly string[] }

/** How every voice of a catalogue is spoken to, and the windows that it calls to. */
const voices = (catalogue: Catalogue): readonly { readonly voice: ZoneVoice; readonly zone: string }[] =>
  ['all', ...catalogue.zones.map(({ id }) => id)]
    .map((zone) => ({ voice: voiceOf(catalogue.voice, zone), zone }))
    .filter(({ voice }) => voice.silent !== true)

/** One number that has every letter and every digit of the hall's tickets. */
const everyNumber = ({ themes, rules }: Catalogue): string => {
  const lent = (rules.offlineNumbers ?? 0) > 0 ? BLOCK_LETTERS : ''
  const letters = new Set([...themes.map(({ letter }) => letter), ...Object.values(rules.classPrefix), lent].join(''))
  return `${[...letters].sort().join('')}0123456789`
}

/** In the order in which calls say them, each once; a language that no zone speaks is left out. */
export const clipsNeeded = (catalogue: Catalogue): readonly ClipsNeeded[] =>
  VOICE_LANGUAGES.map((language) => {
    const names = new Set<string>()
    for (const { voice, zone } of voices(catalogue).filter(({ voice: one }) => one.languages.includes(language))) {
      for (const counter of catalogue.counters) {
        if ((zone !== 'all' && counter.zone !== zone) || counter.own.length === 0) continue
        const zoneName = catalogue.zones.find(({ id }) => id === counter.zone)?.name ?? ''
        const call: SpokenCall = { number: everyNumber(catalogue), counterName: counter.name, zoneName, recall: false }
        for (const recall of [false, true])
          for (const name of spokenClips(spokenIn({ ...call, recall }, voice, language)))
            if (name !== undefined) names.add(name)
      }
    }
    return { language, names: [...names] }
  }).filter(({ names }) => names.length > 0)
