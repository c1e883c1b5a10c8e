import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { USUAL_VOICE, type ZoneVoice } from '../../hall/voice.ts'

const call = { position: 9, at: 0, number: 'A012', counter: '3', counterName: '3', zoneName: '一区', recall: false }
const both: ZoneVoice = { ...USUAL_VOICE, languages: ['mandarin', 'english'] }

vi.mock('../../client/hall-info.ts', () => ({ hallInfo: async () => ({ ok: true, hall: 'h' }) }))
vi.mock('../../client/session.ts', () => ({ token: { value: 't' } }))

type Words = { lang: string; onend: () => void; onerror: (event: { error: string }) => void }

/** A browser with sound, and with voices that end when the test says so. */
const browser = () => {
  const uttered: Words[] = []
  const started: object[] = []
  class Context {
    state = 'running'
    destination = {}
    resume = async (): Promise<void> => {}
    decodeAudioData = async (): Promise<object> => ({})
  }
  class Source {
    onended: (() => void) | null = null
    connect = (): void => {}
    start = (): void => void started.push(this)
    stop = (): void => {}
  }
  class Utterance {
    lang = ''
  }
  const speechSynthesis = {
    getVoices: () => [
      { name: 'Ting-Ting', lang: 'zh-CN' },
      { name: 'Alex', lang: 'en-US' },
    ],
    speak: (words: Words) => void uttered.push(words),
    cancel: () => uttered.at(-1)?.onerror({ error: 'canceled' }),
  }
  const globals = { speechSynthesis, AudioContext: Context, AudioBufferSourceNode: Source }
  for (const [name, value] of Object.entries({ ...globals, SpeechSynthesisUtterance: Utterance, window: globals }))
    vi.stubGlobal(name, value)
  return { uttered, started }
}

const loudspeaker = async (voice: ZoneVoice) => {
  const { hush, soundWished, speakWith, tryVoice, voiceCondition } = await import('../../display/voice.ts')
  soundWished.value = true
  await tryVoice()
  const said = vi.fn()
  return { hush, said, voiceCondition, speak: speakWith({ zone: 'z1', voice: () => voice, said }) }
}

beforeEach(() => void vi.resetModules())
afterEach(() => void vi.unstubAllGlobals())

describe('a screen that is hushed', () => {
  it('S13 V11 in one language does not begin the next, and has said nothing to its end', async () => {
    const { uttered } = browser()
    const { hush, said, speak } = await loudspeaker({ ...both, engines: ['browser'] })
    const saying = speak(call)
    await vi.waitFor(() => expect(uttered).toHaveLength(1))
    hush()
    await saying
    expect(uttered).toHaveLength(1)
    expect(said).not.toHaveBeenCalled()
  })

  it('S13 while the sound is still on its way does not play it when it comes', async () => {
    const { started, uttered } = browser()
    let answer = (_response: Response): void => {}
    const asked = vi.fn(() => new Promise<Response>((resolve) => (answer = resolve)))
    vi.stubGlobal('fetch', asked)
    const { hush, said, speak } = await loudspeaker(both)
    const saying = speak(call)
    await vi.waitFor(() => expect(asked).toHaveBeenCalled())
    hush()
    answer(new Response('sound', { headers: { 'x-voice-languages': 'mandarin' } }))
    await saying
    expect([started, uttered]).toEqual([[], []])
    expect(said).not.toHaveBeenCalled()
  })

  it('S12 in what the server did not say is not taken for one without a voice', async () => {
    const { started, uttered } = browser()
    vi.stubGlobal('fetch', async () => new Response('sound', { headers: { 'x-voice-languages': 'mandarin' } }))
    const { hush, said, speak, voiceCondition } = await loudspeaker(both)
    const saying = speak(call)
    await vi.waitFor(() => expect(started).toHaveLength(1))
    for (const source of started as { onended: () => void }[]) source.onended()
    await vi.waitFor(() => expect(uttered).toHaveLength(1))
    hush()
    await saying
    expect(voiceCondition.value).toBe('ready')
    expect(said).not.toHaveBeenCalled()
  })

  it('V11 says the next call whole: the languages that the server has, and the others by itself', async () => {
    const { started, uttered } = browser()
    vi.stubGlobal('fetch', async () => new Response('sound', { headers: { 'x-voice-languages': 'mandarin' } }))
    const { hush, said, speak } = await loudspeaker(both)
    hush()
    const saying = speak(call)
    await vi.waitFor(() => expect(started).toHaveLength(1))
    for (const source of started as { onended: () => void }[]) source.onended()
    await vi.waitFor(() => expect(uttered.map(({ lang }) => lang)).toEqual(['en-US']))
    uttered[0]?.onend()
    await saying
    expect(said).toHaveBeenCalledWith(call)
  })
})
