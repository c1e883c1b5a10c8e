import { describe, expect, it } from 'vitest'
import { CLIP_MS_MAX, joined, judged, LEVEL_DB, levelled, loudness, PEAK_DB, trimmed } from '../../hall/loudness.ts'
import { atRate, buildWave, millisecondsOf, type Pcm, parseWave, VOICE_RATE } from '../../hall/wave.ts'
import { tone } from './tones.ts'

const peakOf = ({ samples }: Pcm): number => Math.max(...samples.map(Math.abs))
const pcmOf = (bytes: Uint8Array): Pcm => {
  const parsed = parseWave(bytes)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.pcm
}
/** A WAV head as other programs write it, around any data. */
const waveOf = (code: number, channels: number, rate: number, bits: number, data: Uint8Array, size = data.length) => {
  const bytes = new Uint8Array(44 + data.length)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode('RIFF'), 0)
  bytes.set(new TextEncoder().encode('WAVEfmt '), 8)
  view.setUint32(16, 16, true)
  view.setUint16(20, code, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, rate, true)
  view.setUint16(34, bits, true)
  bytes.set(new TextEncoder().encode('data'), 36)
  view.setUint32(40, size, true)
  bytes.set(data, 44)
  return bytes
}

describe('sound as numbers', () => {
  it('V6 a WAV file that is written is read back as it was', () => {
    const sound = tone(120)
    const back = pcmOf(buildWave(sound))
    expect(back.rate).toBe(VOICE_RATE)
    expect(back.samples).toHaveLength(sound.samples.length)
    for (const [index, sample] of sound.samples.entries()) expect(back.samples[index]).toBeCloseTo(sample, 3)
  })

  it('V14 what recorders write is read: two channels, 24 bits, floats, and a length that only a pipe would have', () => {
    const sixteen = new Uint8Array(new Int16Array([16_384, -16_384, 0, 16_384]).buffer)
    expect([...pcmOf(waveOf(1, 2, 48_000, 16, sixteen)).samples]).toEqual([0, 0.25])
    expect([...pcmOf(waveOf(1, 1, 48_000, 24, new Uint8Array([0, 0, 0x40, 0, 0, 0xc0]))).samples]).toEqual([0.5, -0.5])
    const floats = new Uint8Array(new Float32Array([0.25, 7, Number.NaN]).buffer)
    expect([...pcmOf(waveOf(3, 1, 44_100, 32, floats)).samples]).toEqual([0.25, 1, 0])
    expect(pcmOf(waveOf(1, 1, 22_050, 16, sixteen, 0x7fff_f000)).samples).toHaveLength(4)
  })

  it('V14 what is no such file is refused with what it is', () => {
    const problem = (bytes: Uint8Array) => {
      const parsed = parseWave(bytes)
      return parsed.ok ? 'ok' : parsed.problem
    }
    expect(problem(new Uint8Array(0))).toBe('not-wav')
    expect(problem(new TextEncoder().encode('ID3 an MP3 file that somebody renamed to WAV'))).toBe('not-wav')
    expect(problem(waveOf(85, 1, 44_100, 16, new Uint8Array(8)))).toBe('not-pcm')
    expect(problem(waveOf(1, 1, 44_100, 8, new Uint8Array(8)))).toBe('not-pcm')
    expect(problem(waveOf(1, 0, 44_100, 16, new Uint8Array(8)))).toBe('not-pcm')
    expect(problem(waveOf(1, 1, 44_100, 16, new Uint8Array(0)))).toBe('empty')
    expect(problem(buildWave(tone(50)).slice(0, 30))).toBe('not-wav')
  })

  it('V14 another rate keeps length and pitch', () => {
    for (const rate of [8_000, 44_100, 48_000]) {
      const made = atRate(tone(500, { rate }), VOICE_RATE)
      expect(made.rate).toBe(VOICE_RATE)
      expect(millisecondsOf(made)).toBeGreaterThan(498)
      const crossings = made.samples.filter((sample, index) => sample >= 0 && (made.samples[index - 1] ?? 1) < 0).length
      expect(Math.abs(crossings - 150)).toBeLessThanOrEqual(2)
    }
  })
})

describe('a recording', () => {
  it('V14 its silence is cut off, with a margin in which no consonant is lost', () => {
    const cut = trimmed(tone(400, { before: 900, after: 1_500, noise: 0.0005 }))
    expect(millisecondsOf(cut)).toBeGreaterThanOrEqual(400 + 40)
    expect(millisecondsOf(cut)).toBeLessThanOrEqual(400 + 160)
    expect(peakOf(cut)).toBeCloseTo(0.3, 2)
    const first = cut.samples.findIndex((sample) => Math.abs(sample) > 0.1)
    const last = cut.samples.findLastIndex((sample) => Math.abs(sample) > 0.1)
    expect((first / cut.rate) * 1000).toBeGreaterThan(25)
    expect(((cut.samples.length - last) / cut.rate) * 1000).toBeGreaterThan(75)
    expect(trimmed({ rate: VOICE_RATE, samples: new Float32Array(5_000) }).samples).toHaveLength(0)
  })

  it('V14 a soft beginning within the voice is kept', () => {
    const soft = joined([tone(120, { before: 500, loud: 0.03 }), tone(300, { after: 500, loud: 0.4 })], VOICE_RATE)
    expect(millisecondsOf(trimmed(soft))).toBeGreaterThanOrEqual(420)
  })

  it('V14 loudness is made even, and no peak is bent', () => {
    for (const loud of [0.02, 0.1, 0.5]) {
      expect(loudness(levelled(tone(400, { before: 200, after: 800, loud })))).toBeCloseTo(LEVEL_DB, 0)
    }
    const spiky = tone(400, { loud: 0.02 })
    spiky.samples[3_000] = 0.9
    const held = levelled(spiky)
    expect(20 * Math.log10(peakOf(held))).toBeCloseTo(PEAK_DB, 1)
    expect(held.samples[100]).toBeCloseTo((spiky.samples[100] ?? 0) * (peakOf(held) / 0.9), 4)
  })

  it('V14 one that cannot be used is refused with why', () => {
    const problem = (pcm: Pcm) => {
      const judgement = judged(pcm)
      return judgement.ok ? 'kept' : judgement.problem
    }
    expect(problem(tone(400, { before: 300, after: 300 }))).toBe('kept')
    expect(problem(tone(400, { before: 300, after: 300, loud: 0.005 }))).toBe('too-quiet')
    const clipped = tone(400, { loud: 1.6 })
    expect(problem({ ...clipped, samples: clipped.samples.map((one) => Math.max(-1, Math.min(1, one))) })).toBe(
      'clipped',
    )
    expect(problem(tone(CLIP_MS_MAX + 400))).toBe('too-long')
    expect(problem(tone(30, { before: 300, after: 300 }))).toBe('too-short')
  })

  it('V5 pieces follow one another with silence or overlap, and nothing of them is lost', () => {
    const piece = tone(100)
    expect(millisecondsOf(joined([piece, 50, piece], VOICE_RATE))).toBe(250)
    const close = joined([piece, -40, piece], VOICE_RATE)
    expect(millisecondsOf(close)).toBe(160)
    expect(joined([], VOICE_RATE).samples).toHaveLength(0)
    expect(joined([-50, piece], VOICE_RATE).samples).toHaveLength(piece.samples.length)
  })
})
