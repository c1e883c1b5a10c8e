/** Asking the hall's server for sound and giving it some; everything else of this page is JSON. */
import type { Problem } from '../client/ask.ts'
import { hallInfo } from '../client/hall-info.ts'
import { token } from '../client/session.ts'
import type { SpokenCall } from '../hall/spoken.ts'
import { VOICE_ENGINES, VOICE_LANGUAGES, type VoiceEngine, type VoiceLanguage } from '../hall/voice.ts'
import { buildWave, type Pcm, parseWave } from '../hall/wave.ts'

const DEADLINE_MS = 8_000
const unreachable: Problem = { ok: false, code: 'unreachable', status: 0 }

/** The answer if it was a good one, or what was wrong. */
const askRaw = async (path: string, init: RequestInit): Promise<Response | Problem> => {
  const info = await hallInfo()
  if (!info.ok) return info
  try {
    const answer = await fetch(`/api/halls/${info.hall}/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token.value}`, ...init.headers },
      signal: AbortSignal.timeout(DEADLINE_MS),
    })
    return answer.ok
      ? answer
      : { code: 'unknown', ...((await answer.json()) as object), ok: false, status: answer.status }
  } catch {
    // No answer, a cut line or a proxy's page: all the same to this page, which says so.
    return unreachable
  }
}

const isProblem = (answer: Response | Problem): answer is Problem => 'code' in answer

const pcmOf = async (answer: Response): Promise<Pcm | Problem> => {
  const parsed = parseWave(new Uint8Array(await answer.arrayBuffer()))
  return parsed.ok ? parsed.pcm : unreachable
}

export type Trial = {
  readonly ok: true
  readonly sound: Pcm
  readonly by: readonly { readonly language: VoiceLanguage; readonly engine: VoiceEngine }[]
}

/** What a call would sound like in a zone. */
export const trial = async (zone: string, { number, counterName, recall }: SpokenCall): Promise<Trial | Problem> => {
  const answer = await askRaw('speech', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ zone, number, counterName, recall }),
  })
  if (isProblem(answer)) return answer
  const languages = (answer.headers.get('x-voice-languages') ?? '').split(',')
  const engines = (answer.headers.get('x-voice-engines') ?? '').split(',')
  const by = languages.flatMap((name, index) => {
    const language = VOICE_LANGUAGES.find((one) => one === name)
    const engine = VOICE_ENGINES.find((one) => one === engines[index])
    return language && engine ? [{ language, engine }] : []
  })
  const sound = await pcmOf(answer)
  return 'ok' in sound ? sound : { ok: true, sound, by }
}

const clipPath = (language: VoiceLanguage, name: string): string => `clips/${language}/${encodeURIComponent(name)}`

/** A clip as the server keeps it. */
export const fetchClip = async (language: VoiceLanguage, name: string): Promise<Pcm | Problem> => {
  const answer = await askRaw(clipPath(language, name), {})
  return isProblem(answer) ? answer : pcmOf(answer)
}

/** Keeps a recording as this word. Undefined: kept. */
export const sendClip = async (language: VoiceLanguage, name: string, sound: Pcm): Promise<Problem | undefined> => {
  const init = { method: 'PUT', headers: { 'content-type': 'audio/wav' }, body: buildWave(sound) }
  const answer = await askRaw(clipPath(language, name), init)
  return isProblem(answer) ? answer : undefined
}

/** Undefined: deleted. */
export const deleteClip = async (language: VoiceLanguage, name: string): Promise<Problem | undefined> => {
  const answer = await askRaw(clipPath(language, name), { method: 'DELETE' })
  return isProblem(answer) ? answer : undefined
}
