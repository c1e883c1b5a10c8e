/**
 * The hall's own voice: espeak-ng, started for each sentence, twenty milliseconds for five seconds of speech. Text goes in by
 * its standard input, so nothing of it is ever an argument or a shell's word.
 */
import { execFile } from 'node:child_process'
import { joined, levelled, trimmed } from '../../hall/loudness.ts'
import { atRate, type Pcm, parseWave, VOICE_RATE } from '../../hall/wave.ts'
import { type Clock, isRecent } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Engine, Made } from './engine.ts'
import { pronounce, type Run } from './pronounce.ts'

/** Words a minute of its scale; 160 of them are four Chinese syllables a second, the pace of a calm announcement. */
const USUAL_RATE = 160
const SLOWEST_RATE = 80
const FASTEST_RATE = 300
/** A sentence takes 30 ms; one that takes this long hangs. ms */
const DEADLINE_MS = 5_000
/** Half a minute of speech. */
const OUTPUT_BYTES_MAX = 2 * 1024 * 1024
/** After it was found missing it is looked for again, so that installing it needs no restart. ms */
const LOOK_AGAIN_MS = 60_000
const BETWEEN_VOICES_MS = 60

export type Synthesised =
  | { readonly ok: true; readonly wave: Uint8Array }
  | { readonly ok: false; readonly missing: boolean; readonly why: string }
/** @param rate words a minute */
export type Synthesise = (run: Run, rate: number) => Promise<Synthesised>

/** Speaks with the espeak-ng of this machine. */
export const espeak: Synthesise = ({ voice, text }, rate) =>
  new Promise((resolve) => {
    const options = { encoding: 'buffer', timeout: DEADLINE_MS, maxBuffer: OUTPUT_BYTES_MAX } as const
    const args = ['-v', voice, '-s', String(rate), '-b', '1', '--stdin', '--stdout']
    const child = execFile('espeak-ng', args, options, (error, stdout) => {
      if (!error) resolve({ ok: true, wave: stdout })
      else resolve({ ok: false, missing: error.code === 'ENOENT', why: error.message })
    })
    // A program that is missing or dies at once breaks the pipe; the callback above says why.
    child.stdin?.on('error', () => {})
    child.stdin?.end(`${text}\n`)
  })

export type AgentParts = { readonly synthesise: Synthesise; readonly clock: Clock; readonly log: Log }

/** An engine over a synthesiser; one that is missing is said once, with what to install (V15). */
export const agentEngine = ({ synthesise, clock, log }: AgentParts): Engine => {
  let missingAt = Number.NEGATIVE_INFINITY
  let said = false

  const missing = (): void => {
    missingAt = clock.now()
    if (said) return
    said = true
    log('warn', 'voice-engine-missing', {
      engine: 'espeak-ng',
      todo: 'Install it (Debian, Ubuntu: apt-get install espeak-ng) or record clips at the manager’s page; until then boards use the voices of their own machines.',
    })
  }

  const speak = async (run: Run, rate: number): Promise<Made> => {
    const made = await synthesise(run, rate)
    if (!made.ok) {
      if (made.missing) missing()
      else log('warn', 'voice-failed', { engine: 'espeak-ng', why: made.why })
      return made
    }
    const parsed = parseWave(made.wave)
    if (!parsed.ok) return { ok: false, why: parsed.problem }
    return { ok: true, pcm: trimmed(atRate(parsed.pcm, VOICE_RATE)) }
  }

  return async ({ spoken, pace, readings }) => {
    if (isRecent(clock, missingAt, LOOK_AGAIN_MS)) return undefined
    const rate = Math.max(SLOWEST_RATE, Math.min(FASTEST_RATE, Math.round((USUAL_RATE * pace) / 100)))
    const runs = await pronounce(spoken, readings)
    if (runs.length === 0) return undefined
    return {
      key: `agent ${rate} ${JSON.stringify(runs)}`,
      make: async () => {
        const pieces: (Pcm | number)[] = []
        for (const run of runs) {
          const made = await speak(run, rate)
          if (!made.ok) return made
          if (pieces.length > 0) pieces.push(BETWEEN_VOICES_MS)
          pieces.push(levelled(made.pcm))
        }
        return { ok: true, pcm: joined(pieces, VOICE_RATE) }
      },
    }
  }
}
