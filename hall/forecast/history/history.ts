/**
 * How long will it take, from nothing but when numbers were taken and called: for a hall of which neither the services'
 * lengths nor the windows' themes are known. Minutes = usual gap between calls × (ahead + 1), corrected by what people
 * with as many ahead waited here, what people at this hour waited here, and when the turn would come. The four
 * corrections are weighed by how well they did in the thousands of calls before.
 * Sources: WAvgC-LES (Thiongane, Chan, L'Ecuyer, WSC 2016) for the waits by number ahead; the rest is our own.
 * All times are minutes after midnight.
 */
import { emptyMargins, learnMargin, type Margins, marginOf } from './four-in-five.ts'
import { emptyMean, type RunningMean, takeIn } from './running-mean.ts'
import { emptyWeights, learnWeights, type Weights, weigh } from './weights.ts'

/** How many values a mean goes back: gaps are steady for weeks, waits by number ahead follow the season. */
const GAPS = 200
const WAITS_BY_AHEAD = 20
const WAITS_BY_HOUR = 200
/** A new queue begins as if it had shown so many gaps like those of the others; the very first of five minutes. */
const GAPS_AT_FIRST = 10
const GAP_AT_FIRST = 5
/** Added before a logarithm is taken, so that half a minute more or less is nothing. */
const SLACK = 1
/** All corrections together at most double or halve what is usual, however strange a day is. */
const FACTOR_MOST = Math.LN2

type Queue = {
  readonly gap: RunningMean
  readonly byAhead: Map<number, RunningMean>
  readonly byHour: Map<number, RunningMean>
  waiting: number
  calledLast: number
}

/** All that was learnt, of all queues. */
export type History = {
  readonly queues: Map<string, Queue>
  readonly gap: RunningMean
  readonly weights: Weights
  readonly margins: Margins
}

/** A number that was taken: what it was told, and what that rested on. */
export type Standing = {
  readonly queue: string
  readonly at: number
  /** How many stood before it. */
  readonly ahead: number
  /** Expected wait: about half of such waits are shorter. */
  readonly minutes: number
  /** Four in five are shorter. */
  readonly most: number
  readonly usual: number
  readonly inputs: readonly number[]
}

export const emptyHistory = (): History => ({
  queues: new Map(),
  gap: { value: GAP_AT_FIRST, count: GAPS_AT_FIRST },
  weights: emptyWeights(5),
  margins: emptyMargins(),
})

const queueOf = (history: History, name: string): Queue => {
  const known = history.queues.get(name)
  if (known !== undefined) return known
  const queue: Queue = {
    gap: { value: history.gap.value, count: GAPS_AT_FIRST },
    byAhead: new Map(),
    byHour: new Map(),
    waiting: 0,
    calledLast: Number.NEGATIVE_INFINITY,
  }
  history.queues.set(name, queue)
  return queue
}

/** 0 to 10 singly, above in fives: nobody has stood behind exactly 37 often enough. */
const bandOf = (ahead: number): number => (ahead <= 10 ? ahead : 10 + Math.ceil((ahead - 10) / 5))

const hourOf = (at: number): number => Math.floor(at / 60)

const meanIn = (means: Map<number, RunningMean>, key: number): RunningMean => {
  const known = means.get(key) ?? emptyMean()
  means.set(key, known)
  return known
}

/** The logarithm of `minutes` ÷ the usual ones. */
const against = (usual: number, minutes: number): number => Math.log((minutes + SLACK) / (usual + SLACK))

const times = (usual: number, logarithm: number): number => Math.max(0, (usual + SLACK) * Math.exp(logarithm) - SLACK)

const inputsOf = (queue: Queue, at: number, usual: number): readonly number[] => {
  const asMany = queue.byAhead.get(bandOf(queue.waiting))
  const atThisHour = queue.byHour.get(hourOf(at))
  // Around noon 0; a turn expected far beyond closing says nothing more than one at its end.
  const turn = Math.min(3, (at + usual - 720) / 240)
  return [
    1,
    asMany === undefined ? 0 : against(usual, asMany.value),
    atThisHour === undefined ? 0 : against(usual, atThisHour.value),
    turn,
    turn * turn,
  ]
}

/** The doors open: nobody waits, and no gap runs from last evening. */
export const beginDay = (history: History): void => {
  for (const queue of history.queues.values()) {
    queue.waiting = 0
    queue.calledLast = Number.NEGATIVE_INFINITY
  }
}

/** Somebody takes a number at `at` and is told how long. */
export const join = (history: History, name: string, at: number): Standing => {
  const queue = queueOf(history, name)
  const ahead = queue.waiting
  const usual = queue.gap.value * (ahead + 1)
  const inputs = inputsOf(queue, at, usual)
  const said = Math.max(-FACTOR_MOST, Math.min(FACTOR_MOST, weigh(history.weights, inputs)))
  const minutes = times(usual, said)
  const most = times(usual, said + marginOf(history.margins, minutes))
  queue.waiting++
  return { queue: name, at, ahead, minutes, most, usual, inputs }
}

/** Somebody is called at `at`: only now may anything be learnt from that wait. */
export const call = (history: History, standing: Standing, at: number): void => {
  const queue = queueOf(history, standing.queue)
  const wait = at - standing.at
  const gap = Math.max(0, at - Math.max(queue.calledLast, standing.at))
  queue.waiting--
  queue.calledLast = at
  takeIn(meanIn(queue.byAhead, bandOf(standing.ahead)), wait, WAITS_BY_AHEAD)
  takeIn(meanIn(queue.byHour, hourOf(standing.at)), wait, WAITS_BY_HOUR)
  // Who had nobody before them tells nothing of gaps or lines.
  if (standing.ahead === 0) return
  takeIn(queue.gap, gap, GAPS)
  takeIn(history.gap, gap, GAPS)
  learnWeights(history.weights, standing.inputs, weigh(history.weights, standing.inputs), against(standing.usual, wait))
  learnMargin(history.margins, standing.minutes, wait > standing.most)
}
