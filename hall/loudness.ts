/**
 * What makes clips of one site sound like one voice: silence cut off, loudness made even, and what cannot be used refused
 * with a reason. Pure, so that the page that records and the server that keeps judge alike (V14).
 */
import { millisecondsOf, type Pcm } from './wave.ts'

/** Loudness that all speech is brought to, and the highest peak that may come of it, dBFS. */
export const LEVEL_DB = -20
export const PEAK_DB = -1
/** The loudest tenth of a second of a recording is at least this; below it is the room that speaks. dBFS */
export const QUIET_DB = -42
/** A clip is a word: longer ones hold the queue up, shorter ones are a click. ms */
export const CLIP_MS_MAX = 3_000
export const CLIP_MS_MIN = 90

export type ClipProblem = 'too-quiet' | 'clipped' | 'too-long' | 'too-short'
export type Judged = { readonly ok: true; readonly pcm: Pcm } | { readonly ok: false; readonly problem: ClipProblem }

const FRAME_MS = 10
/** A word begins softly (s, h) and rings out: what is left around it, ms. */
const BEFORE_MS = 40
const AFTER_MS = 90
/** Speech is within this of the loudest frame; breath and fans are further down. dB */
const SPEECH_WITHIN_DB = 32
const NEVER_BELOW_DB = -50
/** This many samples in a row at the rail are a cut-off wave and not a chance peak. */
const RAIL_RUN = 4
const RAIL = 0.997

const toDb = (value: number): number => (value <= 0 ? Number.NEGATIVE_INFINITY : 20 * Math.log10(value))
const fromDb = (db: number): number => 10 ** (db / 20)

const rms = (samples: Float32Array): number => {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length)
}

const peak = (samples: Float32Array): number => {
  let most = 0
  for (const sample of samples) most = Math.max(most, Math.abs(sample))
  return most
}

const frames = ({ rate, samples }: Pcm, ms: number): readonly number[] => {
  const size = Math.max(1, Math.round((rate * ms) / 1000))
  return Array.from({ length: Math.ceil(samples.length / size) }, (_, index) =>
    rms(samples.subarray(index * size, (index + 1) * size)),
  )
}

/** The threshold between the room and the voice, as an amplitude. */
const floorOf = (energies: readonly number[]): number =>
  fromDb(Math.max(NEVER_BELOW_DB, toDb(Math.max(0, ...energies)) - SPEECH_WITHIN_DB))

/** How loud the speech in it is, leaving out the pauses, dBFS. */
export const loudness = (pcm: Pcm): number => {
  const energies = frames(pcm, FRAME_MS)
  const floor = floorOf(energies)
  const spoken = energies.filter((energy) => energy > floor)
  return toDb(Math.sqrt(spoken.reduce((sum, energy) => sum + energy * energy, 0) / Math.max(1, spoken.length)))
}

/** Without the silence before and after, but with a margin, so that no consonant is cut. Silence alone becomes nothing. */
export const trimmed = (pcm: Pcm): Pcm => {
  const energies = frames(pcm, FRAME_MS)
  const floor = floorOf(energies)
  const first = energies.findIndex((energy) => energy > floor)
  const last = energies.findLastIndex((energy) => energy > floor)
  const at = (ms: number): number => Math.round((ms * pcm.rate) / 1000)
  const samples =
    first < 0
      ? new Float32Array(0)
      : pcm.samples.slice(Math.max(0, at(first * FRAME_MS - BEFORE_MS)), at((last + 1) * FRAME_MS + AFTER_MS))
  return { rate: pcm.rate, samples }
}

/** Brought to the common loudness; a peak that would go over its limit holds the whole back, so nothing is bent. */
export const levelled = (pcm: Pcm): Pcm => {
  const now = loudness(pcm)
  if (now === Number.NEGATIVE_INFINITY) return pcm
  const gain = Math.min(fromDb(LEVEL_DB - now), fromDb(PEAK_DB) / peak(pcm.samples))
  return { rate: pcm.rate, samples: pcm.samples.map((sample) => sample * gain) }
}

const isClipped = (samples: Float32Array): boolean => {
  let run = 0
  for (const sample of samples) {
    run = Math.abs(sample) >= RAIL ? run + 1 : 0
    if (run >= RAIL_RUN) return true
  }
  return false
}

/** A recording as it may be kept, trimmed and level, or why it may not. */
export const judged = (recording: Pcm): Judged => {
  const bad = (problem: ClipProblem): Judged => ({ ok: false, problem })
  if (isClipped(recording.samples)) return bad('clipped')
  if (toDb(Math.max(0, ...frames(recording, 100))) < QUIET_DB) return bad('too-quiet')
  const clip = trimmed(recording)
  const ms = millisecondsOf(clip)
  if (ms > CLIP_MS_MAX) return bad('too-long')
  if (ms < CLIP_MS_MIN + BEFORE_MS + AFTER_MS) return bad('too-short')
  return { ok: true, pcm: levelled(clip) }
}

/** One after the other; a number is that many ms of silence, or of overlap where it is negative. All of one rate. */
export const joined = (pieces: readonly (Pcm | number)[], rate: number): Pcm => {
  const at: { readonly from: number; readonly pcm: Pcm }[] = []
  let end = 0
  for (const piece of pieces) {
    if (typeof piece === 'number') end = Math.max(0, end + Math.round((piece * rate) / 1000))
    else {
      at.push({ from: end, pcm: piece })
      end += piece.samples.length
    }
  }
  const samples = new Float32Array(Math.max(end, 0, ...at.map(({ from, pcm }) => from + pcm.samples.length)))
  for (const { from, pcm } of at) {
    for (let index = 0; index < pcm.samples.length; index += 1)
      samples[from + index] = (samples[from + index] ?? 0) + (pcm.samples[index] ?? 0)
  }
  return { rate, samples }
}
