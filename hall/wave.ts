/** Sound as numbers, and WAV files around it: 16 bits, one channel. What a site records and what the server says are the same kind of thing. */

/** One channel; each sample between −1 and 1. `rate`: samples a second. */
export type Pcm = { readonly rate: number; readonly samples: Float32Array }

/** The rate of espeak-ng, kept for everything, so that clips and synthesis can follow one another. Hz */
export const VOICE_RATE = 22_050

export type WaveProblem = 'not-wav' | 'not-pcm' | 'empty'
export type Parsed = { readonly ok: true; readonly pcm: Pcm } | { readonly ok: false; readonly problem: WaveProblem }

const HEAD_BYTES = 44
const PCM_CODE = 1
const FLOAT_CODE = 3
/** Says that the real code stands at the end of a longer head; recorders write it for 24 bits. */
const EXTENSIBLE_CODE = 0xfffe
const CHANNELS_MAX = 8

const word = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))

type Format = { readonly code: number; readonly channels: number; readonly rate: number; readonly bits: number }

const formatAt = (view: DataView, at: number, size: number): Format | undefined => {
  if (size < 16 || at + size > view.byteLength) return undefined
  const code = view.getUint16(at, true)
  return {
    code: code === EXTENSIBLE_CODE && size >= 26 ? view.getUint16(at + 24, true) : code,
    channels: view.getUint16(at + 2, true),
    rate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  }
}

/** Reads one sample as a number between −1 and 1; undefined for a kind of file that is not read here. */
const readerOf = ({ code, bits }: Format): ((view: DataView, at: number) => number) | undefined => {
  if (code === PCM_CODE && bits === 16) return (view, at) => view.getInt16(at, true) / 0x8000
  if (code === PCM_CODE && bits === 24)
    return (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 0x80_0000
  if (code === FLOAT_CODE && bits === 32)
    return (view, at) => {
      const value = view.getFloat32(at, true)
      return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0
    }
  return undefined
}

const samplesOf = (view: DataView, from: number, size: number, format: Format): Pcm | WaveProblem => {
  const { channels, rate, bits } = format
  const read = readerOf(format)
  if (!read || channels < 1 || channels > CHANNELS_MAX || rate < 8_000 || rate > 192_000) return 'not-pcm'
  const bytes = bits / 8
  const frames = Math.floor(size / (bytes * channels))
  if (frames === 0) return 'empty'
  const samples = new Float32Array(frames)
  for (let frame = 0; frame < frames; frame += 1) {
    let sum = 0
    for (let channel = 0; channel < channels; channel += 1)
      sum += read(view, from + (frame * channels + channel) * bytes)
    samples[frame] = sum / channels
  }
  return { rate, samples }
}

/** Reads a WAV file. Several channels are mixed; a data length beyond the end (espeak-ng writing to a pipe) means "the rest". */
export const parseWave = (bytes: Uint8Array): Parsed => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const bad = (problem: WaveProblem): Parsed => ({ ok: false, problem })
  if (view.byteLength < 12 || word(view, 0) !== 'RIFF' || word(view, 8) !== 'WAVE') return bad('not-wav')
  let format: Format | undefined
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const size = view.getUint32(at + 4, true)
    if (word(view, at) === 'fmt ') format = formatAt(view, at + 8, size)
    if (word(view, at) === 'data') {
      if (!format) return bad('not-wav')
      const found = samplesOf(view, at + 8, Math.min(size, view.byteLength - at - 8), format)
      return typeof found === 'string' ? bad(found) : { ok: true, pcm: found }
    }
    at += 8 + size + (size % 2)
  }
  return bad('not-wav')
}

/** A WAV file of 16 bits, one channel. */
export const buildWave = ({ rate, samples }: Pcm): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(HEAD_BYTES + samples.length * 2)
  const view = new DataView(bytes.buffer)
  const put = (at: number, text: string): void => {
    for (let index = 0; index < text.length; index += 1) view.setUint8(at + index, text.charCodeAt(index))
  }
  put(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  put(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, PCM_CODE, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  put(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  for (let index = 0; index < samples.length; index += 1) {
    const sample = samples[index] ?? 0
    view.setInt16(HEAD_BYTES + index * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff), true)
  }
  return bytes
}

/**
 * The same sound at another rate. Going down, each new sample is the mean of those it stands for, which keeps the worst of
 * what the lower rate cannot hold out of it; going up, it lies on the line between its neighbours.
 */
export const atRate = (pcm: Pcm, rate: number): Pcm => {
  if (pcm.rate === rate) return pcm
  const step = pcm.rate / rate
  const samples = new Float32Array(Math.floor(pcm.samples.length / step))
  for (let index = 0; index < samples.length; index += 1) {
    const from = index * step
    if (step <= 1) {
      const left = Math.floor(from)
      const before = pcm.samples[left] ?? 0
      samples[index] = before + ((pcm.samples[left + 1] ?? before) - before) * (from - left)
      continue
    }
    let sum = 0
    let count = 0
    for (let at = Math.floor(from); at < from + step && at < pcm.samples.length; at += 1) {
      sum += pcm.samples[at] ?? 0
      count += 1
    }
    samples[index] = count === 0 ? 0 : sum / count
  }
  return { rate, samples }
}

/** How long it sounds, ms. */
export const millisecondsOf = ({ rate, samples }: Pcm): number => Math.round((samples.length / rate) * 1000)
