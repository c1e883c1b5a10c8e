/** Sounds made for tests: a voice is a tone with silence around it. */
import { type Pcm, VOICE_RATE } from '../../hall/wave.ts'

/** Silence, a tone, silence. Lengths in ms; `loud` is its peak. */
export const tone = (
  ms: number,
  { before = 0, after = 0, loud = 0.3, hertz = 300, rate = VOICE_RATE, noise = 0 } = {},
): Pcm => {
  const count = (length: number): number => Math.round((length * rate) / 1000)
  const samples = new Float32Array(count(before) + count(ms) + count(after))
  for (let index = 0; index < samples.length; index += 1) {
    // The same every time: a hum of the room instead of chance.
    samples[index] = noise * Math.sin(index * 1.7)
  }
  for (let index = 0; index < count(ms); index += 1) {
    samples[count(before) + index] = loud * Math.sin((2 * Math.PI * hertz * index) / rate)
  }
  return { rate, samples }
}
