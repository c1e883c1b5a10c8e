/** Speech over HTTP: what a board plays of its zone's calls, what a kiosk says of itself, what a manager tries and records. */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { Actor } from '../../hall/actor.ts'
import { clipsNeeded } from '../../hall/clips-needed.ts'
import type { ClipProblem } from '../../hall/loudness.ts'
import { VOICE_LANGUAGES, type VoiceLanguage } from '../../hall/voice.ts'
import type { WaveProblem } from '../../hall/wave.ts'
import type { Asked } from '../voice/voice.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { readBytes } from './read-bytes.ts'
import { allowDuty, allowOnly, notPermitted, type Shell } from './shell.ts'

/** A sentence or two: what a kiosk says of a page (V7). */
const TEXT_LENGTH_MAX = 120
/** Ten seconds of a recorder that writes two channels of 24 bits at 48,000 Hz. */
const RECORDING_BYTES_MAX = 3 * 1024 * 1024

const zoneSchema = z.string().min(1).max(64)
export const speechSchema = z.union([
  z.strictObject({ text: z.string().trim().min(1).max(TEXT_LENGTH_MAX), language: z.enum(VOICE_LANGUAGES) }),
  z.strictObject({
    zone: zoneSchema,
    number: z.string().regex(/^[A-Z]{0,3}\d{1,5}$/),
    counterName: z.string().min(1).max(40),
    recall: z.boolean(),
  }),
])

const CLIP_SENTENCE: Readonly<Record<ClipProblem | WaveProblem | 'bad-name', string>> = {
  'not-wav': 'This is not a WAV file: record it here, or save it as WAV.',
  'not-pcm': 'This WAV is compressed or of an unusual kind: save it as PCM with 16 or 24 bits.',
  empty: 'This recording is empty: record it again.',
  'too-quiet': 'The recording is too quiet: come nearer to the microphone, or turn it up.',
  clipped: 'The recording is too loud and cut off: step back from the microphone, or turn it down.',
  'too-long': 'The recording is too long: say only the word, within three seconds.',
  'too-short': 'Nothing was heard in the recording but a click: say the word after the signal.',
  'bad-name': 'A clip is called by the words it says: letters and digits only.',
}

const languageOf = (c: Context): VoiceLanguage | undefined =>
  VOICE_LANGUAGES.find((one) => one === c.req.param('language'))

const answerSpeech = (c: Context, asked: Asked): Response => {
  if (!asked.ok) {
    return asked.code === 'not-found'
      ? problem(c, 404, 'not-found', 'No such call of this zone is remembered.')
      : problem(c, 404, 'no-voice', 'No engine of this server can say it: clips are missing, and so is espeak-ng.')
  }
  const { wave, by } = asked.speech
  return c.body(wave, 200, {
    'content-type': 'audio/wav',
    'cache-control': 'no-store',
    'x-voice-languages': by.map(({ language }) => language).join(','),
    'x-voice-engines': by.map(({ engine }) => engine).join(','),
  })
}

export const speechRoutes = (app: Hono, shell: Shell): void => {
  const { voice, live, allowance } = shell

  /** A refusal of whoever asks too fast, or undefined: sound costs more than a question. */
  const tooMany = (c: Context, actor: Actor): Response | undefined => {
    const waitMs = allowance.take(`voice ${actor.id}`)
    if (waitMs === 0) return undefined
    c.header('retry-after', String(Math.ceil(waitMs / 1000)))
    return problem(c, 429, 'too-many', 'Too many requests from this machine: wait a moment.', { waitMs })
  }
  const noZone = (zone: string): boolean =>
    zone !== 'all' && !live.hall().catalogue?.zones.some(({ id }) => id === zone)

  app.get('/api/halls/:hall/speech/:zone/:position{[0-9]{1,12}}', async (c) => {
    const allowed = allowOnly(c, shell, 'display')
    if (!allowed.ok) return allowed.response
    const { actor } = allowed
    const zone = c.req.param('zone')
    const own = ('zone' in actor ? actor.zone : undefined) ?? 'all'
    if (zone !== own) return notPermitted(c)
    return tooMany(c, actor) ?? answerSpeech(c, await voice.ofCall(zone, Number(c.req.param('position'))))
  })

  app.post('/api/halls/:hall/speech', async (c) => {
    const allowed = allowOnly(c, shell, 'kiosk', 'manager', 'sysadmin')
    if (!allowed.ok) return allowed.response
    const { actor } = allowed
    const asked = await read(c, speechSchema)
    if (!asked.ok) return asked.response
    const slow = tooMany(c, actor)
    if (slow) return slow
    const { value } = asked
    if ('text' in value) return answerSpeech(c, await voice.ofText(value.text, value.language))
    if (actor.role === 'kiosk') return notPermitted(c)
    const { zone, ...call } = value
    if (noZone(zone)) return problem(c, 404, 'not-found', 'No such zone.')
    const counter = live.hall().catalogue?.counters.find(({ name }) => name === call.counterName)
    const zoneName = live.hall().catalogue?.zones.find(({ id }) => id === counter?.zone)?.name ?? ''
    return answerSpeech(c, await voice.ofSample(zone, { ...call, zoneName }))
  })

  app.get('/api/halls/:hall/clips', (c) => {
    const allowed = allowDuty(c, shell, 'read', 'system')
    if (!allowed.ok) return allowed.response
    const { catalogue } = live.hall()
    return c.json({
      ok: true,
      packs: VOICE_LANGUAGES.map((language) => ({ language, clips: voice.clips.rows(language) })),
      needed: catalogue ? clipsNeeded(catalogue) : [],
    })
  })
  app.get('/api/halls/:hall/clips/:language/:name', (c) => {
    const allowed = allowDuty(c, shell, 'read', 'system')
    if (!allowed.ok) return allowed.response
    const language = languageOf(c)
    const wave = language && voice.clips.wave(language, c.req.param('name').normalize('NFC'))
    if (!wave) return problem(c, 404, 'not-found', 'No such clip was recorded.')
    return c.body(wave, 200, { 'content-type': 'audio/wav', 'cache-control': 'no-store' })
  })
  app.put('/api/halls/:hall/clips/:language/:name', async (c) => {
    const allowed = allowDuty(c, shell, 'system')
    if (!allowed.ok) return allowed.response
    const language = languageOf(c)
    const name = c.req.param('name').normalize('NFC')
    const { catalogue } = live.hall()
    const needed = catalogue ? clipsNeeded(catalogue) : []
    // Only what some call says is kept: that is what bounds the folder.
    if (!language || !needed.some((pack) => pack.language === language && pack.names.includes(name)))
      return problem(c, 404, 'not-found', 'No call of this hall needs such a clip.')
    const body = await readBytes(c, RECORDING_BYTES_MAX)
    if (!body.ok) return body.response
    const kept = voice.clips.keep(language, name, body.bytes)
    return kept.ok
      ? c.json({ ok: true, clip: kept.clip })
      : problem(c, 422, 'bad-recording', CLIP_SENTENCE[kept.problem], { reason: kept.problem })
  })
  app.delete('/api/halls/:hall/clips/:language/:name', (c) => {
    const allowed = allowDuty(c, shell, 'system')
    if (!allowed.ok) return allowed.response
    const language = languageOf(c)
    return language && voice.clips.remove(language, c.req.param('name').normalize('NFC'))
      ? c.json({ ok: true })
      : problem(c, 404, 'not-found', 'No such clip was recorded.')
  })
}
