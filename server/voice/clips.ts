/** What a site recorded itself: one WAV file a word, under its language, kept in memory since a call needs a dozen of them. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClipProblem, joined, judged, levelled } from '../../hall/loudness.ts'
import { spokenClips } from '../../hall/spoken.ts'
import { VOICE_LANGUAGES, type VoiceLanguage } from '../../hall/voice.ts'
import {
  atRate,
  buildWave,
  millisecondsOf,
  type Pcm,
  parseWave,
  VOICE_RATE,
  type WaveProblem,
} from '../../hall/wave.ts'
import type { Log } from '../log.ts'
import type { Engine } from './engine.ts'

/** The folder's name, for the backup. */
export const VOICE_FOLDER = 'voice'
/** Each clip has a margin of silence on both sides; within a sentence words follow one another more closely. ms */
const OVERLAP_MS = -70
const BREATH_MS = 250
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} '’-]{0,39}$/u
const SUFFIX = '.wav'

export type ClipRow = { readonly name: string; readonly ms: number }
export type ClipKept =
  | { readonly ok: true; readonly clip: ClipRow }
  | { readonly ok: false; readonly problem: ClipProblem | WaveProblem | 'bad-name' }

export type ClipPacks = {
  readonly rows: (language: VoiceLanguage) => readonly ClipRow[]
  readonly wave: (language: VoiceLanguage, name: string) => Uint8Array<ArrayBuffer> | undefined
  /** Judges, trims, levels and keeps a recording in place of an older one. */
  readonly keep: (language: VoiceLanguage, name: string, recording: Uint8Array) => ClipKept
  /** False where there was none. */
  readonly remove: (language: VoiceLanguage, name: string) => boolean
  readonly engine: Engine
}

/** Whether this can be the name of a clip, and so of a file. */
export const isClipName = (name: string): boolean => NAME.test(name)

/** @param folder is made when the first clip is kept. */
export const openClips = (folder: string, log: Log): ClipPacks => {
  const packs = new Map<VoiceLanguage, Map<string, Pcm>>(VOICE_LANGUAGES.map((language) => [language, new Map()]))
  let revision = 0
  const pack = (language: VoiceLanguage): Map<string, Pcm> => {
    const found = packs.get(language)
    if (!found) throw new Error(`There is no pack of clips for ${language}.`)
    return found
  }
  const fileOf = (language: VoiceLanguage, name: string): string => join(folder, language, `${name}${SUFFIX}`)

  const namesIn = (language: VoiceLanguage): readonly string[] => {
    try {
      return readdirSync(join(folder, language)).filter((file) => file.endsWith(SUFFIX))
    } catch (error) {
      // A site that recorded nothing has no folder.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }

  for (const language of VOICE_LANGUAGES) {
    for (const file of namesIn(language)) {
      const parsed = parseWave(readFileSync(join(folder, language, file)))
      if (parsed.ok) pack(language).set(file.slice(0, -SUFFIX.length).normalize('NFC'), atRate(parsed.pcm, VOICE_RATE))
      else log('warn', 'clip-unreadable', { language, file, problem: parsed.problem, todo: 'Record it again.' })
    }
  }

  return {
    rows: (language) => [...pack(language)].map(([name, pcm]) => ({ name, ms: millisecondsOf(pcm) })),
    wave: (language, name) => {
      const pcm = pack(language).get(name)
      return pcm && buildWave(pcm)
    },
    keep: (language, name, recording) => {
      if (!isClipName(name)) return { ok: false, problem: 'bad-name' }
      const parsed = parseWave(recording)
      if (!parsed.ok) return parsed
      // Judged as it was recorded: at another rate a cut-off wave would look whole.
      const clip = judged(parsed.pcm)
      if (!clip.ok) return clip
      const pcm = atRate(clip.pcm, VOICE_RATE)
      mkdirSync(join(folder, language), { recursive: true })
      const file = fileOf(language, name)
      writeFileSync(`${file}.new`, buildWave(pcm))
      renameSync(`${file}.new`, file)
      pack(language).set(name, pcm)
      revision += 1
      return { ok: true, clip: { name, ms: millisecondsOf(pcm) } }
    },
    remove: (language, name) => {
      if (!pack(language).delete(name)) return false
      rmSync(fileOf(language, name), { force: true })
      revision += 1
      return true
    },
    engine: async ({ spoken }) => {
      const names = spokenClips(spoken)
      const has = pack(spoken.language)
      if (names.every((name) => name === undefined)) return undefined
      const clips = names.map((name) => (name === undefined ? BREATH_MS : has.get(name)))
      // All of a call or none of it: two voices in one sentence are understood by nobody.
      const all = clips.filter((clip) => clip !== undefined)
      if (all.length < clips.length) return undefined
      return {
        key: `clips ${revision} ${spoken.language} ${names.join('|')}`,
        make: async () => {
          const pieces = all.flatMap((clip, index) => (index === 0 ? [clip] : [OVERLAP_MS, clip]))
          return { ok: true, pcm: levelled(joined(pieces, VOICE_RATE)) }
        },
      }
    },
  }
}
