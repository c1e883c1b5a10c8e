/** What this machine's own synthesiser says and how long it takes for it; where it has none, the model of ux §2. */
import { performance } from 'node:perf_hooks'
import { spokenIn } from '../../hall/spoken.ts'
import { USUAL_VOICE } from '../../hall/voice.ts'
import { millisecondsOf } from '../../hall/wave.ts'
import { systemClock } from '../../server/clock.ts'
import { silentLog } from '../../server/log.ts'
import { agentEngine, espeak } from '../../server/voice/agent.ts'
import { randomFrom } from '../kit/random.ts'

export type Speeches = {
  readonly from: 'espeak-ng' | 'model'
  /** How long each sample sounds, ms. */
  readonly sounds: readonly number[]
  /** How long each took to be made, ms; none where there is no synthesiser. */
  readonly takes: readonly number[]
}

/** Thirteen syllables at 3.8 a second (ux §2). */
const MODEL_MS = (13 / 3.8) * 1000

/** So many calls of a hall with sixty windows, spoken by this machine. */
export const speeches = async (count: number): Promise<Speeches> => {
  const engine = agentEngine({ synthesise: espeak, clock: systemClock, log: silentLog })
  const random = randomFrom(7)
  const sounds: number[] = []
  const takes: number[] = []
  for (let index = 0; index < count; index += 1) {
    const number = `${random.pick(['A', 'B', 'C', 'VA'])}${String(random.int(300) + 1).padStart(3, '0')}`
    const call = { number, counterName: String(random.int(60) + 1), zoneName: '', recall: random.chance(0.1) }
    const begun = performance.now()
    const plan = await engine({ spoken: spokenIn(call, USUAL_VOICE, 'mandarin'), pace: 100, readings: [] })
    const made = await plan?.make()
    if (!made?.ok) return { from: 'model', sounds: [MODEL_MS], takes: [] }
    // The first one loads the dictionary, which a server has done before its first call.
    if (index > 0) takes.push(performance.now() - begun)
    sounds.push(millisecondsOf(made.pcm))
  }
  return { from: 'espeak-ng', sounds, takes }
}
