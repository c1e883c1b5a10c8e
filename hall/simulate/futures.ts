/**
 * Draws futures of a hall from its present: how long everybody takes, who still comes, who does not answer. One future may
 * be run under several ways of staffing, so that nothing but the staffing differs (common random numbers).
 */
import { TICKET_CLASSES } from '../catalogue.ts'
import type { Instant } from '../ids.ts'
import type { Visits } from './day.ts'
import type { Known, Present, Turn } from './present.ts'
import type { Draws } from './random.ts'
import { HALF_HOUR_MS } from './to-come.ts'
import type { Queues } from './windows-of.ts'

/** One future. Its columns are overwritten by the next one of the same maker. */
export type Future = {
  /** First those who wait, in the order of `Present.waiting`. */
  readonly visits: Visits
  /** What each wait is measured from; NaN for a turn that follows another. */
  readonly readyAt: Float64Array
  /** Of each window: when it is done with who is in front of it; −Infinity where nobody is. */
  readonly busyUntil: Float64Array
}

/** Whoever sits there longer than almost anybody: so many draws are tried before another law is taken. */
const TRIES = 12
const ORDINARY = TICKET_CLASSES.indexOf('ordinary')
const PRIORITY = TICKET_CLASSES.indexOf('priority')

type Columns = {
  room: number
  comes: Float64Array
  since: Float64Array
  queue: Uint16Array
  kind: Uint8Array
  needs: Float64Array
  then: Int32Array
  readyAt: Float64Array
}

const columnsFor = (room: number): Columns => ({
  room,
  comes: new Float64Array(room),
  since: new Float64Array(room),
  queue: new Uint16Array(room),
  kind: new Uint8Array(room),
  needs: new Float64Array(room),
  // biome-ignore lint/suspicious/noThenProperty: a column of numbers, for which nobody waits
  then: new Int32Array(room),
  readyAt: new Float64Array(room),
})

const wider = (from: Columns): Columns => {
  const to = columnsFor(from.room * 2)
  to.comes.set(from.comes)
  to.since.set(from.since)
  to.queue.set(from.queue)
  to.kind.set(from.kind)
  to.needs.set(from.needs)
  to.then.set(from.then)
  to.readyAt.set(from.readyAt)
  return to
}

const lengthOf = ({ mu, sigma }: Turn, draws: Draws): number => Math.exp(mu + sigma * draws.normal())

/** How much longer a turn takes that has lasted so long: drawn until one lasts longer. */
const restOf = (turn: Turn, elapsedMs: number, draws: Draws): number => {
  for (let left = TRIES; left > 0; left -= 1) {
    const length = lengthOf(turn, draws)
    if (length > elapsedMs) return length - elapsedMs
  }
  // The tail of a lognormal law thins out ever more slowly: whoever has stayed very long stays long.
  return draws.exponential(Math.max(Math.exp(turn.mu), (elapsedMs * turn.sigma) / 2))
}

/** Numbers that come between two moments, by half hour: their cumulated rates, ready to be drawn from. */
const ratesOf = ({ coming: { midnight, numbers }, now }: Present, until: Instant) => {
  const first = Math.floor((now - midnight) / HALF_HOUR_MS)
  const last = Math.min(numbers.length, Math.ceil((until - midnight) / HALF_HOUR_MS))
  return numbers.slice(first, last).map((counts, index) => {
    let sum = 0
    const upTo = counts.map((count) => {
      sum += count
      return sum
    })
    const from = midnight + (first + index) * HALF_HOUR_MS
    return { from: Math.max(now, from), to: Math.min(until, from + HALF_HOUR_MS), upTo, perMs: sum / HALF_HOUR_MS }
  })
}

const indexAbove = (upTo: Float64Array, value: number): number => {
  let low = 0
  let high = upTo.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((upTo[middle] as number) > value) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * Makes the drawing of futures ready.
 * @param until nobody comes after it; who waits now is served on
 * @returns draws one; the same draws give the same future
 */
export const futuresOf = (
  present: Present,
  queues: Queues,
  windows: number,
  until: Instant,
): ((draws: Draws) => Future) => {
  const { waiting, later, seated, coming, turnaroundMs, noShow } = present
  const rates = ratesOf(present, until)
  const queueAt = (turn: Turn): number => queues.of.get(turn.queue) ?? queues.services.length
  const numbers = new Map<Turn, number>()
  const numberOf = (turn: Turn): number => {
    const known = numbers.get(turn)
    if (known !== undefined) return known
    const made = queueAt(turn)
    numbers.set(turn, made)
    return made
  }
  const busyUntil = new Float64Array(windows)
  let columns = columnsFor(64 + waiting.length * 2)
  let count = 0
  /** Whoever goes on after the turn with this index: their further turns, and where they stand. */
  let onward: { readonly from: number; readonly turns: readonly Turn[] }[] = []

  const put = (turn: Turn, comes: number, since: number, kind: number, readyAt: number, needs: number): number => {
    if (count === columns.room) columns = wider(columns)
    const at = count
    count += 1
    columns.comes[at] = comes
    columns.since[at] = since
    columns.queue[at] = numberOf(turn)
    columns.kind[at] = kind
    columns.needs[at] = needs
    columns.then[at] = -1
    columns.readyAt[at] = readyAt
    return at
  }
  const come = (turns: readonly Turn[], comes: number, since: number, kind: number, readyAt: number, draws: Draws) => {
    const [first] = turns
    if (!first) return
    const absent = noShow.share > 0 && draws.happens(noShow.share)
    const at = put(first, comes, since, kind, readyAt, absent ? noShow.holdMs : lengthOf(first, draws) + turnaroundMs)
    if (!absent && turns.length > 1) onward.push({ from: at, turns: turns.slice(1) })
  }
  const known = ({ turns, since, kind }: Known, comes: number, readyAt: number, draws: Draws): void =>
    come(turns, comes, since, kind, readyAt, draws)

  return (draws) => {
    count = 0
    onward = []
    busyUntil.fill(Number.NEGATIVE_INFINITY)
    const due: [at: number, who: Known][] = later.map((who) => [who.readyAt, who])
    for (const { window, turn, elapsedMs, then } of seated) {
      const ends = present.now + restOf(turn, elapsedMs, draws) + turnaroundMs
      busyUntil[window] = ends
      if (then) due.push([ends, then])
    }
    due.sort((a, b) => a[0] - b[0])
    for (const who of waiting) known(who, present.now, who.readyAt, draws)
    let next = 0
    const dueBy = (moment: number): void => {
      for (let row = due[next]; row && row[0] <= moment; row = due[next]) {
        known(row[1], row[0], row[0], draws)
        next += 1
      }
    }
    for (const { from, to, upTo, perMs } of rates) {
      if (perMs === 0) continue
      for (let at = from + draws.exponential(1 / perMs); at < to; at += draws.exponential(1 / perMs)) {
        dueBy(at)
        const stream = coming.streams[indexAbove(upTo, draws.next() * perMs * HALF_HOUR_MS)]
        if (!stream) continue
        const kind = stream.priority > 0 && draws.happens(stream.priority) ? PRIORITY : ORDINARY
        come(stream.turns, at, at, kind, at, draws)
      }
    }
    dueBy(Number.POSITIVE_INFINITY)
    for (const { from, turns } of onward) {
      let before = from
      for (const turn of turns) {
        const since = columns.since[from] as number
        const needs = lengthOf(turn, draws) + turnaroundMs
        const at = put(turn, Number.POSITIVE_INFINITY, since, columns.kind[from] as number, Number.NaN, needs)
        columns.then[before] = at
        before = at
      }
    }
    return { visits: { ...columns, count }, readyAt: columns.readyAt, busyUntil }
  }
}
