/** 叮咚: the sound before a call, made on the spot; with it a machine also makes itself heard when somebody asks which one it is. */

/** Ding and dong: frequency in Hz, start and length in seconds. */
const TONES = [
  [784, 0, 0.5],
  [587, 0.28, 0.62],
] as const
const LOUDNESS = 0.5

/** When words may begin, ms: short enough for them to come within a second of the call (V8). What rings on is faint. */
export const CHIME_MS = 750

const tone = (context: AudioContext, [hertz, from, seconds]: (typeof TONES)[number]): void => {
  const start = context.currentTime + from
  const sound = new OscillatorNode(context, { frequency: hertz, type: 'sine' })
  const volume = new GainNode(context, { gain: 0 })
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02)
  // An exponential fall sounds like a struck bell; it may not reach zero.
  volume.gain.exponentialRampToValueAtTime(0.001, start + seconds)
  sound.connect(volume).connect(context.destination)
  sound.start(start)
  sound.stop(start + seconds)
}

/** Two falling tones, begun now; the context must be running. */
export const ring = (context: AudioContext): void => {
  for (const one of TONES) tone(context, one)
}
