import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BREATH_MS, ITEM_DEADLINE_MS } from '../../display/speaker.ts'
import { STALE_AFTER_MS } from '../../hall/limits.ts'
import { CHIME_MS, type How, pass, type Sounded, SPEECH_MS, Storm } from './storm.ts'

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('call' as const), counter: fc.integer({ min: 1, max: 6 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('recall' as const), counter: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('movesOn' as const), counter: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 9_000 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('voice' as const),
      how: fc.constantFrom<How>('speaks', 'fails', 'hangs'),
    }),
  },
)
const nap = fc.record({
  does: fc.constant('sleep' as const),
  ms: fc.integer({ min: STALE_AFTER_MS + 1, max: 10 * 60_000 }),
  counters: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }),
})
const turns = fc.record({ does: fc.constant('turn' as const), mine: fc.boolean() })
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
type Nap = typeof nap extends fc.Arbitrary<infer T> ? T : never

const weatherOne = async (storm: Storm, one: Step | Nap): Promise<void> => {
  switch (one.does) {
    case 'call':
      storm.call(one.counter)
      break
    case 'recall':
      storm.recall(one.counter)
      break
    case 'movesOn':
      storm.movesOn(one.counter)
      break
    case 'pass':
      await storm.pass(one.ms)
      break
    case 'voice':
      storm.how = one.how
      break
    case 'sleep':
      await storm.sleep(one.ms, one.counters)
      storm.tell()
      break
  }
}

const weather = async (storm: Storm, steps: readonly (Step | Nap)[]): Promise<void> => {
  for (const one of steps) await weatherOne(storm, one)
  await storm.pass(6 * 60_000)
}

/** The first sound of each announcement; a second one of the same is its repetition. */
const firsts = (sounded: readonly Sounded[]): readonly Sounded[] =>
  sounded.filter((one, index) => sounded.findIndex((other) => other.position === one.position) === index)

/** What must hold of any storm, whoever slept or failed meanwhile. */
const holds = (storm: Storm): void => {
  const { sounded, calls } = storm
  for (const [index, one] of sounded.entries()) {
    const next = sounded[index + 1]
    // None over another.
    if (next) expect(next.from).toBeGreaterThanOrEqual(Math.min(one.until, one.from + ITEM_DEADLINE_MS))
    // What is said is what was called: number and window together, not whichever is newest.
    expect(calls.find(({ position }) => position === one.position)?.number).toBe(one.number)
  }
  const said = firsts(sounded)
  // In order of the calls; a recall that found its call still waiting took its place, and so may come before younger ones.
  const placeOf = ({ number }: Sounded): number => calls.find((call) => call.number === number)?.position ?? 0
  const calledFirst = said.filter(
    ({ number, position }) => placeOf({ number, position, from: 0, until: 0 }) === position,
  )
  expect(calledFirst.map(({ position }) => position)).toEqual(
    [...calledFirst].map(({ position }) => position).sort((one, other) => one - other),
  )
  // Each once, and again only right after itself.
  const runs = sounded.filter((one, index) => sounded[index - 1]?.position !== one.position)
  expect(new Set(runs.map(({ position }) => position)).size).toBe(runs.length)
  for (const { position } of sounded)
    expect(sounded.filter((other) => other.position === position).length).toBeLessThanOrEqual(2)
}

describe('what a board says in a storm', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.spyOn(console, 'warn').mockImplementation(() => {})
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('V11 in any storm each call is said once, in order, none over another and none stale', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        vi.clearAllTimers()
        const storm = new Storm()
        await weather(storm, steps)
        holds(storm)
        // None is stale: whatever sounded began while it was still called there, as the board knew it.
        for (const one of storm.sounded) {
          const call = storm.calls.find(({ position }) => position === one.position)
          expect(one.from - (call?.at ?? 0)).toBeLessThanOrEqual(5 * 60_000 + CHIME_MS + SPEECH_MS + BREATH_MS)
        }
      }),
      { numRuns: 60, seed: 5 },
    )
  }, 60_000)

  it('V11 no call that is still wanted is lost, whether the voice fails or hangs before it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<How>('speaks', 'fails', 'hangs'), { minLength: 1, maxLength: 8 }),
        async (hows) => {
          vi.clearAllTimers()
          const storm = new Storm()
          for (const [index] of hows.entries()) storm.call(index + 1)
          for (const how of hows) {
            storm.how = how
            const before = storm.sounded.length
            for (let waited = 0; storm.sounded.length === before && waited < 30; waited += 1) await storm.pass(500)
          }
          storm.how = 'speaks'
          await storm.pass(4 * 60_000)
          holds(storm)
          expect(firsts(storm.sounded).map(({ position }) => position)).toEqual(hows.map((_, index) => index + 1))
        },
      ),
      { numRuns: 40, seed: 6 },
    )
  }, 60_000)

  it('V11 a recall that finds its call still waiting takes its place, overtakes nobody and is not said twice', async () => {
    const storm = new Storm()
    for (const counter of [1, 2, 3]) storm.call(counter)
    storm.recall(2)
    storm.recall(3)
    await storm.pass(60_000)
    expect(firsts(storm.sounded).map(({ number }) => number)).toEqual(['A1', 'A2', 'A3'])
  })

  it('V12 a board that slept says nothing of what was called before it woke', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(step, nap), { minLength: 1, maxLength: 18 }), async (steps) => {
        vi.clearAllTimers()
        const storm = new Storm()
        const wakings: number[] = []
        for (const one of steps) {
          await weatherOne(storm, one)
          if (one.does === 'sleep') wakings.push(storm.now)
        }
        storm.how = 'speaks'
        await storm.pass(6 * 60_000)
        holds(storm)
        for (const { position, from } of storm.sounded) {
          const at = storm.calls.find((call) => call.position === position)?.at ?? 0
          // Whatever sounds began its announcement, at most a deadline ago, in the same waking hours in which it was called.
          const woke = wakings.findLast((waking) => waking <= from - ITEM_DEADLINE_MS)
          if (woke !== undefined) expect(at).toBeGreaterThanOrEqual(woke)
        }
        for (const position of storm.unheard) expect(storm.sounded.map((one) => one.position)).not.toContain(position)
      }),
      { numRuns: 60, seed: 7 },
    )
  }, 60_000)

  it('V12 what waited to be said when the board fell asleep is not said when it wakes', async () => {
    const storm = new Storm()
    for (const counter of [1, 2, 3]) storm.call(counter)
    await storm.pass(1_000)
    await storm.sleep(3 * 60_000, [4])
    // The timers run again before the line does.
    storm.cut = true
    await storm.pass(8_000)
    expect(firsts(storm.sounded).map(({ number }) => number)).toEqual(['A1'])
    storm.cut = false
    storm.tell()
    await storm.pass(60_000)
    expect(firsts(storm.sounded).map(({ number }) => number)).toEqual(['A1'])
    storm.call(5)
    await storm.pass(10_000)
    expect(storm.sounded.at(-1)?.number).toBe('A5')
  })

  it('V12 a short break of the line loses no call', async () => {
    const storm = new Storm()
    storm.asleep = true
    storm.call(1)
    await storm.pass(4_000)
    storm.asleep = false
    storm.tell()
    await storm.pass(2_000)
    expect(storm.sounded.map(({ number }) => number)).toEqual(['A1'])
  })

  it('S13 what waits to be said when a screen loses its turn is not said by it', async () => {
    const storm = new Storm()
    for (const counter of [1, 2, 3]) storm.call(counter)
    await storm.pass(2_000)
    storm.turn = false
    await storm.pass(60_000)
    expect(storm.sounded.map(({ number }) => number)).toEqual(['A1'])
  })

  it('S13 a screen that takes over repeats nothing, and one that loses its turn says nothing more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(step, turns), { minLength: 1, maxLength: 20 }), async (steps) => {
        vi.clearAllTimers()
        const [mine, other] = [new Storm(), new Storm()]
        other.turn = false
        for (const one of steps) {
          if (one.does === 'turn') {
            mine.turn = one.mine
            other.turn = !one.mine
          } else if (one.does === 'pass') await pass(one.ms, mine, other)
          else for (const storm of [mine, other]) await weatherOne(storm, one)
        }
        for (const storm of [mine, other]) storm.how = 'speaks'
        await pass(60_000, mine, other)
        for (const storm of [mine, other]) {
          holds(storm)
          for (const position of storm.unheard) expect(storm.sounded.map((one) => one.position)).not.toContain(position)
        }
        const both = firsts(mine.sounded).filter(({ position }) =>
          other.sounded.some((one) => one.position === position),
        )
        expect(both).toEqual([])
      }),
      { numRuns: 40, seed: 8 },
    )
  }, 60_000)
})
