/** The microphone and the loudspeaker of the page that records clips. */
import type { Pcm } from '../hall/wave.ts'

/** A word takes a second; who forgets to stop is stopped. ms */
export const RECORDING_MS_MAX = 4_000

export type Recording = {
  /** Ends it; the promise below then has it. */
  readonly stop: () => void
  readonly sound: Promise<Pcm>
}

let context: AudioContext | undefined

/** Made at the first press, since a browser lets no page sound before one. */
const audio = (): AudioContext => {
  context ??= new AudioContext()
  return context
}

/** Whether the browser gives this page a microphone at all. */
export const hasMicrophone = (): boolean => isSecureContext && navigator.mediaDevices !== undefined

/** All channels as one. */
const mixed = (buffer: AudioBuffer): Pcm => {
  const samples = new Float32Array(buffer.length)
  for (let channel = 0; channel < buffer.numberOfChannels; channel += 1) {
    for (const [index, sample] of buffer.getChannelData(channel).entries())
      samples[index] = (samples[index] ?? 0) + sample / buffer.numberOfChannels
  }
  return { rate: buffer.sampleRate, samples }
}

/** Any sound that the browser can read; throws what the browser says of others. */
export const soundOf = async (file: Blob): Promise<Pcm> =>
  mixed(await audio().decodeAudioData(await file.arrayBuffer()))

/** Begins to record; rejects where there is no microphone or it is not allowed. What the hall hears is made even later. */
export const startRecording = async (): Promise<Recording> => {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  })
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: 256_000 })
  const pieces: Blob[] = []
  recorder.ondataavailable = ({ data }) => pieces.push(data)
  const sound = new Promise<Pcm>((resolve, reject) => {
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop()
      soundOf(new Blob(pieces, { type: recorder.mimeType })).then(resolve, reject)
    }
  })
  recorder.start()
  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop()
  }
  setTimeout(stop, RECORDING_MS_MAX)
  return { stop, sound }
}

let stopPlaying = (): void => {}

/** Plays it once, in place of what was playing. */
export const play = async (sound: Pcm): Promise<void> => {
  stopPlaying()
  const own = audio()
  await own.resume()
  const buffer = own.createBuffer(1, Math.max(1, sound.samples.length), sound.rate)
  buffer.getChannelData(0).set(sound.samples)
  const source = new AudioBufferSourceNode(own, { buffer })
  source.connect(own.destination)
  stopPlaying = () => source.stop()
  source.start()
}
