/** What people see and hear before they come to a window: other places, boards, plans of floors, voice. */
import { z } from 'zod'
import { VOICE_ENGINES, VOICE_LANGUAGES } from '../../hall/voice.ts'
import { count, id, line, name, nameEn, text } from './schema-words.ts'

export const elsewhere = z.strictObject({
  id,
  name,
  nameEn,
  keywords: z.array(name).max(30).exactOptional(),
  office: name,
  address: line,
  phone: text(40),
  hours: line.exactOptional(),
  reason: line.exactOptional(),
})

/** Per cent of the width and height of the floor. */
const percent = z.number().min(0).max(100)
export const plan = z.strictObject({ x: percent, y: percent, width: percent, height: percent })

const seconds = count
const media = text(60)
const playlistItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('figures'), seconds }),
  z.strictObject({ kind: z.literal('rules'), seconds }),
  z.strictObject({ kind: z.literal('text'), title: name, lines: z.array(line).max(12), seconds }),
  z.strictObject({ kind: z.literal('image'), media, title: name, seconds }),
  z.strictObject({ kind: z.literal('video'), media, title: name }),
])
export const boards = z.strictObject({ rules: z.array(line).max(30), playlist: z.array(playlistItem).max(40) })

const wording = z.strictObject({ call: line, recall: line })
const zoneVoice = z.strictObject({
  silent: z.boolean().exactOptional(),
  languages: z.array(z.enum(VOICE_LANGUAGES)).max(VOICE_LANGUAGES.length),
  engines: z.array(z.enum(VOICE_ENGINES)).max(VOICE_ENGINES.length),
  digits: z.strictObject({ one: z.enum(['一', '幺']), two: z.enum(['二', '两']) }),
  wording: z
    .strictObject({
      mandarin: wording.exactOptional(),
      cantonese: wording.exactOptional(),
      english: wording.exactOptional(),
    })
    .exactOptional(),
  pace: count.exactOptional(),
})
/** A record passes over a key of this name in silence, and what is passed over is lost. */
const noPrototype = z.unknown().superRefine((value, context) => {
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__'))
    context.addIssue({ code: 'unrecognized_keys', keys: ['__proto__'], input: {} })
})
export const voice = z.strictObject({
  usual: zoneVoice.exactOptional(),
  zones: noPrototype.pipe(z.record(id, zoneVoice)).exactOptional(),
  readings: z
    .array(z.strictObject({ text: text(20), pinyin: text(120), jyutping: text(120).exactOptional() }))
    .max(500)
    .exactOptional(),
})
