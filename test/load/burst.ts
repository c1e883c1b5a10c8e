/** The burst: a thousand screens look on while two hundred people a second take a number (reliability §5). */
import { percentile } from '../bench/figures.ts'
import { type Pressed, press } from './press.ts'
import type { ScreensTold } from './screens.ts'
import { boardTarget, withHall } from './with-hall.ts'

export type BurstPlan = {
  readonly screens: number
  readonly perSecond: number
  readonly forMs: number
  readonly tls: boolean
}
export const FULL_BURST: BurstPlan = { screens: 1_000, perSecond: 200, forMs: 15_000, tls: false }

export type BurstFigures = {
  readonly tls: boolean
  readonly screens: number
  readonly tickets: number
  readonly perSecond: number
  readonly calls: number
  readonly connectMs: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  readonly boardP50Ms: number
  readonly boardP99Ms: number
  /** Frames to one screen, a second. */
  readonly framesPerScreen: number
  /** Answers that were no tickets, lines cut, and screens that never heard of a ticket. */
  readonly errors: number
  readonly firstError?: string
  readonly rssMb: number
  readonly loopP99Ms: number
  /** Processor seconds of the server. */
  readonly busySeconds: number
  /** kill -9 with all screens there: until the next process listens, ms. */
  readonly restartMs: number
  /** From then until the last screen has the whole present again, ms, and how often each tried for it. */
  readonly presentMs: number
  readonly triesPerScreen: number
}

/** Enough kiosks that each keeps within its usual limit, and a morning's windows. */
const KIOSKS = 40
const DESKS = 8
/** The slowest heartbeat of a board after the last ticket, ms. */
const SETTLES_MS = 6_000

const rounded = (value: number): number => Math.round(value * 10) / 10

/** How late each screen heard of each ticket after its answer (ms, ascending; one that heard before is 0), and how many never did. */
export const lags = (
  { acknowledged }: Pick<Pressed, 'acknowledged'>,
  heard: ScreensTold['heard'],
  screens: number,
): { readonly late: Float64Array; readonly never: number } => {
  const told = [...heard].sort(([one], [other]) => one - other)
  const late: number[] = []
  let never = 0
  for (const { position, at } of acknowledged) {
    const from = told.findIndex(([newest]) => newest >= position)
    for (let screen = 0; screen < screens; screen += 1) {
      // A screen that passed a position over hears of it with a later one.
      let index = from < 0 ? told.length : from
      while (index < told.length && typeof told[index]?.[1][screen] !== 'number') index += 1
      const heardAt = told[index]?.[1][screen]
      if (typeof heardAt === 'number') late.push(Math.max(0, heardAt - at))
      else never += 1
    }
  }
  return { late: Float64Array.from(late).sort(), never }
}

/** Of ascending values the one at this share; 0 of none. */
const atShare = (ascending: Float64Array, share: number): number =>
  ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? 0

const now = (): number => performance.timeOrigin + performance.now()
const settled = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

export const measureBurst = (plan: BurstPlan, folder: string): Promise<BurstFigures> =>
  withHall({ folder, kiosks: KIOSKS, desks: DESKS }, plan.tls, async (hall, peer, watching, again) => {
    const target = boardTarget(hall)
    const beganAt = performance.now()
    await watching.ask('open', { target, count: plan.screens, from: 0 })
    const connectMs = performance.now() - beganAt
    // A first second that nobody counts: the first ticket of a day pays for what is loaded with it.
    await press(hall, { perSecond: plan.perSecond / 4, forMs: 1_000 })
    await watching.ask('tell', null)
    await peer.ask('figures', null)
    const pressed = await press(hall, plan)
    await settled(SETTLES_MS)
    const { cuts, heard, messages } = await watching.ask('tell', null)
    const { peakRssMb, loopP99Ms, busyMs } = await peer.ask('figures', null)
    const killedAt = now()
    await again()
    const stoodAt = now()
    const back = await watching.ask('back', killedAt)
    const { late, never } = lags(pressed, heard, plan.screens)
    const firstError = pressed.errors[0] ?? (cuts > 0 ? `${cuts} lines of screens were cut` : undefined)
    return {
      tls: hall.ca !== undefined,
      screens: plan.screens,
      tickets: pressed.acknowledged.length,
      perSecond: plan.perSecond,
      calls: pressed.calls,
      connectMs: Math.round(connectMs),
      p50Ms: rounded(percentile(pressed.tookMs, 0.5)),
      p99Ms: rounded(percentile(pressed.tookMs, 0.99)),
      maxMs: rounded(Math.max(...pressed.tookMs)),
      boardP50Ms: rounded(atShare(late, 0.5)),
      boardP99Ms: rounded(atShare(late, 0.99)),
      framesPerScreen: rounded(messages / plan.screens / ((plan.forMs + SETTLES_MS) / 1_000)),
      errors: pressed.errors.length + cuts + never,
      ...(firstError === undefined ? {} : { firstError }),
      rssMb: Math.round(peakRssMb),
      loopP99Ms: rounded(loopP99Ms),
      busySeconds: rounded(busyMs / 1_000),
      restartMs: Math.round(stoodAt - killedAt),
      presentMs: Math.round(back.at - stoodAt),
      triesPerScreen: rounded(back.tries / plan.screens),
    }
  })
