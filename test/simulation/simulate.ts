/**
 * One simulated life of a hall from a seed: people ask, answers get lost and are asked for again, clocks jump, disks fill,
 * processes die, days pass. After every step the watcher looks; at the end the ledger is verified as a whole.
 */
import { businessDay } from '../../hall/calendar.ts'
import type { EventType } from '../../hall/events.ts'
import { type evolve, fold } from '../../hall/evolve.ts'
import type { RefusalCode } from '../../hall/refusal.ts'
import { verify } from '../../hall/verify.ts'
import type { Ledger } from '../../server/ledger/ledger.ts'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { failingLedger } from '../kit/failing-ledger.ts'
import { handClock, hours, MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import { type Random, randomFrom } from '../kit/random.ts'
import { nextWish, type Paper } from './people.ts'
import { Broken, openWatcher, reworded } from './watcher.ts'
import type { Ask, Ground, World } from './world.ts'

const HALL = 'small'

export type Plan = {
  readonly seed: number
  readonly steps: number
  readonly world: (ground: Ground) => World
  /** Where it is written. */
  readonly ledger?: () => Ledger
  /** The ledger as the hall gets it, where a fault is planted between the two. */
  readonly spoil?: (sound: Ledger) => Ledger
  /** The whole state is compared every so many steps, and at every crash. */
  readonly compareEvery?: number
  /** How the watcher folds; a fault planted in both folds must be seen by its own rule, not as a difference. */
  readonly watchedWith?: typeof evolve
}

export type Life = {
  readonly commands: number
  readonly events: ReadonlyMap<EventType, number>
  readonly refusals: ReadonlyMap<RefusalCode, number>
  readonly repeats: number
  readonly crashes: number
  readonly failedAppends: number
  readonly setbacks: number
  readonly days: number
  readonly comparisons: number
}

type Clock = ReturnType<typeof handClock>

/** Time mostly passes in seconds; now and then the machine's clock is set back, and now and then a night passes. */
const passTime = (random: Random, clock: Clock): 'forward' | 'back' => {
  if (random.chance(0.01)) {
    clock.move(-random.int(hours(3)))
    return 'back'
  }
  const what = random.int(1000)
  if (what < 4) clock.move(hours(10) + random.int(hours(16)))
  else if (what < 8) {
    // Around midnight in Shanghai, to the millisecond.
    const midnight = Math.ceil((clock.now() + hours(8)) / hours(24)) * hours(24) - hours(8)
    clock.set(midnight + random.int(3) - 1)
  } else if (what < 100) clock.move(random.int(minutes(12)))
  else clock.move(2 + random.int(seconds(15)))
  return 'forward'
}

/** Lives the plan. Throws `Broken` with the seed and the step when a rule does not hold. */
export const simulate = async (plan: Plan): Promise<Life> => {
  const { seed, steps, world, ledger = memoryLedger, spoil = (sound: Ledger) => sound, compareEvery = 25 } = plan
  const random = randomFrom(seed)
  const clock = handClock(MORNING + random.int(hours(6)))
  const disk = failingLedger(ledger())
  const watcher = openWatcher(HALL, disk.ledger, plan.watchedWith)
  let minted = 0
  const mint = (what: string): string => {
    minted += 1
    return `${what}${minted}`
  }
  const hall = world({ id: HALL, ledger: spoil(disk.ledger), clock, secret: () => mint('secret') })
  const asked: Ask[] = []
  const papers: Paper[] = []
  const life = { commands: 0, repeats: 0, crashes: 0, setbacks: 0, comparisons: 0 }

  const nextAsk = (): Ask => {
    const earlier = asked.length > 0 && random.chance(0.12) ? random.pick(asked.slice(-60)) : undefined
    if (earlier) {
      life.repeats += 1
      return random.chance(0.1) ? { ...earlier, command: reworded(earlier.command) } : earlier
    }
    const today = businessDay(clock.now(), 'Asia/Shanghai')
    const scene = { hall: hall.hall(), now: clock.now(), today, papers, mint: () => mint('t') }
    const { intent, actor } = nextWish(random, scene)
    const ask = { command: { ...intent, id: mint('c') }, actor }
    asked.push(ask)
    return ask
  }

  const step = async (): Promise<void> => {
    if (passTime(random, clock) === 'back') life.setbacks += 1
    if (random.chance(0.015)) {
      hall.crash()
      watcher.crashed()
      watcher.compare(hall.hall())
      life.crashes += 1
      life.comparisons += 1
    }
    if (random.chance(0.02)) disk.failNext(1 + random.int(2))
    const failedBefore = disk.failed()
    const asks = Array.from({ length: random.chance(0.7) ? 1 : 2 + random.int(8) }, nextAsk)
    const replies = await hall.submit(asks)
    life.commands += asks.length
    for (const [index, { command }] of asks.entries()) {
      const reply = replies[index]
      const { ticket, secret } = { ticket: undefined, secret: undefined, ...reply }
      if (command.type === 'IssueTicket' && ticket !== undefined && secret !== undefined)
        papers.push({ ticket, secret })
    }
    watcher.look(asks, replies, disk.failed() > failedBefore)
    if (hall.hall().position !== watcher.shadow.position)
      throw new Broken(`I11: the hall stands at ${hall.hall().position}, its ledger at ${watcher.shadow.position}`)
  }

  /** Nothing that was acknowledged is lost, and the ledger as a whole keeps its promises. */
  const end = async (): Promise<number> => {
    disk.failNext(0)
    hall.crash()
    watcher.compare(hall.hall())
    watcher.compare(fold(HALL, disk.ledger.read(HALL, 0)))
    for (const { ask, reply } of watcher.acknowledged().slice(-400)) {
      const [again] = await hall.submit([ask])
      if (JSON.stringify(again) !== JSON.stringify(reply))
        throw new Broken(`I8: ${ask.command.id} was acknowledged, and now gets ${JSON.stringify(again)}`)
      clock.move(3)
    }
    const verdict = verify(disk.ledger.read(HALL, 0), HALL)
    if (verdict.ok) return verdict.days
    throw new Broken(verdict.findings.map((one) => `${one.rule} at ${one.position}: ${one.sentence}`).join('\n'))
  }

  let at = 0
  try {
    for (at = 1; at <= steps; at += 1) {
      await step()
      if (at % compareEvery !== 0) continue
      watcher.compare(hall.hall())
      life.comparisons += 1
    }
    const days = await end()
    return { ...life, ...watcher.seen, failedAppends: disk.failed(), days }
  } catch (error) {
    const what = error instanceof Broken ? error.message : String(error instanceof Error ? error.stack : error)
    throw new Broken(`Seed ${seed}, step ${at} of ${steps}: ${what}`)
  }
}
