/**
 * What a zone hears, as sound: for each of its languages the first of its engines that can say the whole of it. Made at the
 * moment of the call, so that the board that asks for it a moment later finds it ready (V8).
 */
import type { Hall } from '../../hall/hall.ts'
import { ticketText, zoneOfCounter } from '../../hall/hall.ts'
import type { ZoneId } from '../../hall/ids.ts'
import { joined } from '../../hall/loudness.ts'
import { type Spoken, type SpokenCall, spokenCall, wordParts } from '../../hall/spoken.ts'
import { USUAL_VOICE, type VoiceEngine, type VoiceLanguage, voiceOf, type ZoneVoice } from '../../hall/voice.ts'
import { buildWave, type Pcm, VOICE_RATE } from '../../hall/wave.ts'
import type { Clock } from '../clock.ts'
import type { LiveHall } from '../live-hall.ts'
import { type Log, reasonOf } from '../log.ts'
import type { ClipPacks } from './clips.ts'
import type { Engine } from './engine.ts'
import { keepSpeech } from './kept-speech.ts'
import { pronounce } from './pronounce.ts'

/** The silence between two languages, ms. */
const BETWEEN_LANGUAGES_MS = 350
/** One synthesis takes 20 ms of one core; a storm of calls must leave the other to the hall. */
const AT_ONCE = 1
/** More than this many waiting are not made ahead: boards speak one in four seconds, and ask for it themselves. */
const AHEAD_MAX = 40
/** Screens are told of a call first; the board rings for longer than this before it needs the words. ms */
const AHEAD_AFTER_MS = 50
/** Dictionaries take a tenth of a second to load: not while the server starts, and not at the first call. ms */
const WARM_AFTER_MS = 1_000

type Part = { readonly language: VoiceLanguage; readonly engine: VoiceEngine; readonly pcm: Pcm }
/** `by`: which engine said which language, in the order in which they are heard. */
export type Speech = {
  readonly wave: Uint8Array<ArrayBuffer>
  readonly by: readonly { readonly language: VoiceLanguage; readonly engine: VoiceEngine }[]
}
export type Asked =
  | { readonly ok: true; readonly speech: Speech }
  | { readonly ok: false; readonly code: 'not-found' | 'no-voice' }

export type Voice = {
  /** A call that a zone hears, by its position in the ledger. */
  readonly ofCall: (zone: ZoneId | 'all', position: number) => Promise<Asked>
  /** What a call like this would sound like in a zone. */
  readonly ofSample: (zone: ZoneId | 'all', call: SpokenCall) => Promise<Asked>
  /** Free words, by the synthesiser. */
  readonly ofText: (text: string, language: VoiceLanguage) => Promise<Asked>
  readonly clips: ClipPacks
  readonly close: () => void
}

export type VoiceParts = {
  readonly live: Pick<LiveHall, 'hall' | 'listen'>
  readonly clips: ClipPacks
  readonly agent: Engine
  readonly clock: Clock
  readonly log: Log
  /** Whether anybody would hear it: a board of this zone is there. */
  readonly isHeard: (zone: ZoneId | 'all') => boolean
}

/** Lets so many work at once; the rest wait in order. */
const limited = (most: number) => {
  const waiting: (() => void)[] = []
  let busy = 0
  return {
    waiting: () => waiting.length,
    run: async <T>(work: () => Promise<T>): Promise<T> => {
      if (busy >= most) await new Promise<void>((go) => waiting.push(go))
      else busy += 1
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else busy -= 1
      }
    },
  }
}

/** What was called at a position, if it is still remembered and, unless asked for all, in this zone. */
const callAt = (hall: Hall, zone: ZoneId | 'all', position: number): SpokenCall | undefined => {
  const call = hall.calls.findLast((one) => one.position === position)
  const ticket = call && hall.tickets.get(call.ticket)
  const counter = call && hall.lookup.counters.get(call.counter)
  if (!ticket || !counter || (zone !== 'all' && counter.zone !== zone)) return undefined
  const zoneName = hall.catalogue?.zones.find(({ id }) => id === counter.zone)?.name ?? ''
  return { number: ticketText(ticket), counterName: counter.name, zoneName, recall: call.recall }
}

export const openVoice = ({ live, clips, agent, clock, log, isHeard }: VoiceParts): Voice => {
  const kept = keepSpeech<Pcm>(({ samples }) => samples.byteLength)
  const bench = limited(AT_ONCE)
  const engines: Readonly<Record<VoiceEngine, Engine | undefined>> = {
    clips: clips.engine,
    agent,
    // A board's own voices are not here: it is told what is missing, and speaks that itself.
    browser: undefined,
  }

  const say = async (spoken: Spoken, voice: ZoneVoice): Promise<Part | undefined> => {
    const readings = live.hall().catalogue?.voice?.readings ?? []
    for (const name of voice.engines) {
      const plan = await engines[name]?.({ spoken, pace: voice.pace ?? 100, readings })
      if (!plan) continue
      const pcm = await kept.take(plan.key, async () => {
        const made = await bench.run(plan.make)
        return made.ok ? made.pcm : undefined
      })
      if (pcm) return { language: spoken.language, engine: name, pcm }
    }
    return undefined
  }

  const together = async (all: readonly Spoken[], voice: ZoneVoice): Promise<Asked> => {
    const found = await Promise.all(all.map((spoken) => say(spoken, voice)))
    const parts = found.filter((part) => part !== undefined)
    if (parts.length === 0) return { ok: false, code: 'no-voice' }
    const pieces = parts.flatMap(({ pcm }, index) => (index === 0 ? [pcm] : [BETWEEN_LANGUAGES_MS, pcm]))
    const by = parts.map(({ language, engine }) => ({ language, engine }))
    return { ok: true, speech: { wave: buildWave(joined(pieces, VOICE_RATE)), by } }
  }

  const voiceIn = (zone: ZoneId | 'all'): ZoneVoice => voiceOf(live.hall().catalogue?.voice, zone)

  const ofSample: Voice['ofSample'] = async (zone, call) => {
    const voice = voiceIn(zone)
    return voice.silent ? { ok: false, code: 'no-voice' } : together(spokenCall(call, voice), voice)
  }

  const ofCall: Voice['ofCall'] = async (zone, position) => {
    const call = callAt(live.hall(), zone, position)
    return call ? ofSample(zone, call) : { ok: false, code: 'not-found' }
  }

  const ahead = (zone: ZoneId | 'all', position: number): void => {
    if (!isHeard(zone)) return
    clock.after(AHEAD_AFTER_MS, () => {
      if (bench.waiting() > AHEAD_MAX) return
      ofCall(zone, position).catch((error: unknown) => log('error', 'voice-failed', { position, why: reasonOf(error) }))
    })
  }

  const stop = live.listen((events, hall) => {
    for (const { position, event } of events) {
      if (event.type !== 'TicketCalled' && event.type !== 'TicketRecalled') continue
      const zone = zoneOfCounter(hall, event.counter)
      if (zone !== undefined) ahead(zone, position)
      ahead('all', position)
    }
  })

  const stopWarming = clock.after(WARM_AFTER_MS, () => {
    const zones = ['all', ...(live.hall().catalogue?.zones.map(({ id }) => id) ?? [])]
    for (const language of new Set(zones.flatMap((zone) => voiceIn(zone).languages)))
      void pronounce({ language, parts: wordParts('请', language) }, [])
  })

  return {
    ofCall,
    ofSample,
    ofText: (text, language) => {
      const spoken: Spoken = { language, parts: wordParts(text, language) }
      return together([spoken], { ...USUAL_VOICE, engines: ['agent'] })
    },
    clips,
    close: () => {
      stopWarming()
      stop()
    },
  }
}
