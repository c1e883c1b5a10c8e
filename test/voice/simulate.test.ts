import { describe, expect, it, vi } from 'vitest'
import { CHIME_MS } from '../../client/chime.ts'
import { createSpeaker } from '../../display/speaker.ts'
import { type Load, P95_MAX, RULED, simulate } from './simulate.ts'

const load: Load = { speechMs: [3_600, 4_000, 4_300], chimeMs: CHIME_MS, hours: 10, seed: 1 }

describe('the simulated zone of npm run voice', () => {
  it('V9 at 30 windows of 10 minutes words begin within six seconds of the call for 95 of 100', async () => {
    const found = await simulate(RULED, load)
    expect(found.calls).toBeGreaterThan(1_200)
    expect(found.p95).toBeLessThanOrEqual(P95_MAX)
    expect(found.p50).toBeGreaterThanOrEqual(CHIME_MS / 1000)
    expect(found.repeated).toBeGreaterThan(0.5)
  })

  it('V9 it is a ruler that can fail: a loudspeaker that says everything twice is found too slow', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const twice: Load = {
      ...load,
      speakerOf: (parts) =>
        createSpeaker({
          ...parts,
          speak: async (item) => {
            await parts.speak(item)
            await parts.speak(item)
          },
        }),
    }
    expect((await simulate(RULED, twice)).p95).toBeGreaterThan(P95_MAX)
    expect((await simulate(RULED, { ...load, speechMs: [7_000] })).p95).toBeGreaterThan(P95_MAX)
  })

  it('V9 the same seed gives the same day, another seed another', async () => {
    const [one, same, other] = [
      await simulate(RULED, load),
      await simulate(RULED, load),
      await simulate(RULED, { ...load, seed: 2 }),
    ]
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
  })
})
