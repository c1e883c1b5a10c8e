import { describe, expect, it } from 'vitest'
import { live } from './life.ts'
import { CAUGHT_WITHIN, plantAll, runLives } from './lives.ts'
import { isClean, reportOf, tableOf } from './report.ts'
import { machineClock, openStage, PLANTED } from './stage.ts'

const SEEDS = 5_000
/** Trouble of every kind must have happened, or a clean run shows nothing. */
const HAPPENED = [
  'acknowledged',
  'refused',
  'sent again',
  'called out',
  'papers',
  'deaths',
  'kills',
  'power cuts',
  'tails lost',
  'tails kept',
  'disk faults',
  'slow disk',
  'cut lines',
  'partitions',
  'dropped',
  'doubled',
  'clock jumps',
  'browser crashes',
  'board reloads',
  'jams',
]

describe('lives from seeds', () => {
  it('Z3 thousands of lives lose nothing, and without faults everybody is called and every board shows the last position', async () => {
    const from = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000_000))
    const lives = await runLives({ from, to: from + SEEDS })
    const report = reportOf(from, lives, [])
    console.info(
      `${report.seeds} seeds from ${from}, ${report.virtualHours} virtual hours, ${report.seedsPerSecond} seeds/s`,
    )
    expect(report.broken).toBeNull()
    expect(report.seeds).toBe(SEEDS)
    for (const what of HAPPENED) expect(report.counted[what] ?? 0, what).toBeGreaterThan(100)
  }, 600_000)

  it('Z14 each planted bug is caught within two hundred seeds', async () => {
    const caught = await plantAll()
    expect(caught.map(({ planted }) => planted)).toEqual([...PLANTED])
    for (const { planted, seeds, what } of caught) {
      console.info(`${planted}: after ${seeds} of ${CAUGHT_WITHIN}, ${what}`)
      expect(what, planted).toBeDefined()
    }
  }, 120_000)

  it('Z3 the same seed lives the same life, and another one another', async () => {
    const [one, again, other] = [await live(7), await live(7), await live(8)]
    expect(again).toEqual(one)
    expect(other.trace).not.toBe(one.trace)
  })

  it('Z3 what broke is said with its seed and its moment', async () => {
    await expect(live(1, 'blindPush')).rejects.toThrow(/^seed 1, after [\d.]+ s: I7: /)
  })
})

describe('the stage', () => {
  it('Z3 lets things happen in the order of their moments, and those of one moment in the order of asking', async () => {
    const stage = openStage(1)
    const order: string[] = []
    const at = (ms: number, what: string) => stage.after(ms, () => void order.push(`${what} ${stage.at()}`))
    at(50, 'late')
    at(10, 'first')
    at(10, 'second')
    at(30, 'called off')()
    for (const ms of [7, 3, 9, 1, 8]) at(ms, 'early')
    await stage.run(40, () => false)
    expect(order).toEqual(['early 1', 'early 3', 'early 7', 'early 8', 'early 9', 'first 10', 'second 10'])
    expect(stage.at()).toBe(40)
    await stage.run(100, () => order.length > 7)
    expect(order.at(-1)).toBe('late 50')
  })

  it('Z3 a machine whose clock is wrong keeps its timers', async () => {
    const stage = openStage(1)
    const clock = machineClock(stage, 1_000_000)
    let rang = 0
    clock.after(100, () => {
      rang = clock.now()
    })
    clock.setOff(-500_000)
    await stage.run(200, () => false)
    expect(rang).toBe(500_100)
    expect(clock.truth()).toBe(1_000_200)
  })
})

describe('the report of lives', () => {
  const lives = { lives: 10, virtualMs: 7_200_000, events: 300, counted: { kills: 4 }, tookMs: 500 }

  it('Z14 is clean only if nothing broke and no planted bug was missed', () => {
    const caught = { planted: 'lifo', seeds: 3, what: 'I4: …' } as const
    expect(isClean(reportOf(1, lives, [caught]))).toBe(true)
    expect(isClean(reportOf(1, lives, [caught, { ...caught, what: undefined }]))).toBe(false)
    expect(isClean(reportOf(1, { ...lives, broken: { seed: 5, what: 'I3' } }, [caught]))).toBe(false)
  })

  it('Z3 tells seeds a second and virtual hours', () => {
    const report = reportOf(1, lives, [{ planted: 'lifo', seeds: 3, what: undefined }])
    expect(report).toMatchObject({ seedsPerSecond: 20, virtualHours: 2, planted: { lifo: 'missed' } })
    expect(tableOf(report)).toMatch(/planted lifo +MISSED/)
  })
})
