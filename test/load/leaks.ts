/**
 * Leaks: wave after wave of screens come, look on for a while as people take numbers, and go. After the third wave what the
 * server holds must be what it held before, and its heap must not grow from wave to wave (reliability §5).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { HallFigures } from './hall.ts'
import { press } from './press.ts'
import { boardTarget, withHall } from './with-hall.ts'

export type LeakPlan = {
  readonly waves: number
  readonly screens: number
  readonly forMs: number
  readonly perSecond: number
  readonly tls: boolean
}
export const FULL_LEAKS: LeakPlan = { waves: 10, screens: 1_000, forMs: 5_000, perSecond: 20, tls: false }

export type LeakFigures = {
  readonly tls: boolean
  readonly waves: number
  readonly screens: number
  readonly heapMb: readonly number[]
  /** Least squares through the waves after the third. */
  readonly heapSlopeMb: number
  /** After the last wave less after the third: what is left open. */
  readonly sockets: number
  readonly timers: number
  readonly descriptors: number
  readonly walMb: number
  readonly loopP99Ms: number
  readonly errors: number
}

/** Waves that warm up: what is loaded and cached once is no leak. */
export const WARM_UP = 3
/** Lines that were cut are gone from the server's books after this, ms. */
const GONE_MS = 1_500

/** The slope of the straight line nearest to these values, per step. */
export const slopeOf = (values: readonly number[]): number => {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  let above = 0
  let below = 0
  for (const [index, value] of values.entries()) {
    above += (index - middle) * (value - mean)
    below += (index - middle) ** 2
  }
  return below === 0 ? 0 : above / below
}

/** What the waves say, from the figures after each. */
export const judgeWaves = (
  after: readonly HallFigures[],
  { screens, tls }: Pick<LeakPlan, 'screens' | 'tls'>,
  errors: number,
): LeakFigures => {
  const settled = after.slice(WARM_UP - 1)
  const [first, last] = [settled[0], settled.at(-1)]
  const grown = (of: (figures: HallFigures) => number): number => (first && last ? of(last) - of(first) : 0)
  return {
    tls,
    waves: after.length,
    screens,
    heapMb: after.map(({ heapMb }) => Math.round(heapMb * 10) / 10),
    heapSlopeMb: Math.round(slopeOf(settled.map(({ heapMb }) => heapMb)) * 100) / 100,
    sockets: grown(({ sockets }) => sockets),
    timers: grown(({ timers }) => timers),
    descriptors: grown(({ descriptors }) => descriptors),
    walMb: Math.round(Math.max(...after.map(({ walMb }) => walMb)) * 10) / 10,
    loopP99Ms: Math.round(Math.max(...after.slice(WARM_UP).map(({ loopP99Ms }) => loopP99Ms), 0)),
    errors,
  }
}

export const measureLeaks = (plan: LeakPlan, folder: string): Promise<LeakFigures> =>
  withHall({ folder, kiosks: 8, desks: 8 }, plan.tls, async (hall, peer, watching) => {
    const target = boardTarget(hall)
    const after: HallFigures[] = []
    let errors = 0
    for (let wave = 0; wave < plan.waves; wave += 1) {
      await watching.ask('open', { target, count: plan.screens, from: 0 })
      const pressed = await press(hall, plan)
      errors += pressed.errors.length
      await watching.ask('close', null)
      const { cuts } = await watching.ask('tell', null)
      await sleep(GONE_MS)
      after.push(await peer.ask('figures', null))
      errors += cuts
      process.stderr.write(`  wave ${wave + 1} of ${plan.waves}: heap ${after.at(-1)?.heapMb.toFixed(1)} MB\n`)
    }
    return judgeWaves(after, plan, errors)
  })
