/**
 * Who waits, in the simulator: one line for each queue and class, in the order of the score, which within one class is the
 * order of `since` (with a rate of 0 that of the index), and one for each queue in the order of joining. Linked both ways,
 * so that joining at the end, leaving from anywhere and looking at the first cost the same however many wait.
 */
import type { OrderRule } from './day.ts'

export type Lines = {
  readonly queues: number
  readonly kinds: number
  /** Infinity where the class is strict. */
  readonly credit: Float64Array
  readonly rate: Float64Array
  /** The first and last of each line (queue × kinds + kind), −1 for nobody. */
  readonly head: Int32Array
  readonly tail: Int32Array
  /** Who of each queue joined first and last of those who wait, −1 for nobody. */
  readonly longest: Int32Array
  readonly newest: Int32Array
  /** How many wait in each queue. */
  readonly waiting: Int32Array
  /** Of each visit that has joined: its neighbours, and whether it still waits. */
  next: Int32Array
  previous: Int32Array
  newer: Int32Array
  older: Int32Array
  joinedAt: Float64Array
  inLine: Uint8Array
  /** The columns of the day that is run. */
  since: Float64Array
  queue: Uint16Array
  kind: Uint8Array
}

const NO_TIMES = new Float64Array(0)

/** Lines in which nobody waits. Throws RangeError when credits and rates do not go together or cannot be ordered by. */
export const emptyLines = (queues: number, { credit, rate }: OrderRule): Lines => {
  const kinds = credit.length
  if (kinds === 0 || rate.length !== kinds)
    throw new RangeError('An order rule has a credit and a rate for each class.')
  if (credit.some((value) => Number.isNaN(value) || value === Number.NEGATIVE_INFINITY))
    throw new RangeError('A credit is a length of time, or Infinity.')
  if (rate.some((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY)))
    throw new RangeError('A rate is 0 or more.')
  return {
    queues,
    kinds,
    credit: Float64Array.from(credit),
    // Whoever goes before everybody is at least first come first served among themselves.
    rate: Float64Array.from(rate, (value, kind) =>
      value === 0 && credit[kind] === Number.POSITIVE_INFINITY ? 1 : value,
    ),
    head: new Int32Array(queues * kinds),
    tail: new Int32Array(queues * kinds),
    longest: new Int32Array(queues),
    newest: new Int32Array(queues),
    waiting: new Int32Array(queues),
    next: new Int32Array(0),
    previous: new Int32Array(0),
    newer: new Int32Array(0),
    older: new Int32Array(0),
    joinedAt: NO_TIMES,
    inLine: new Uint8Array(0),
    since: NO_TIMES,
    queue: new Uint16Array(0),
    kind: new Uint8Array(0),
  }
}

/** Sends everybody away and makes room for `count` visits. */
export const clearLines = (lines: Lines, count: number): void => {
  lines.head.fill(-1)
  lines.tail.fill(-1)
  lines.longest.fill(-1)
  lines.newest.fill(-1)
  lines.waiting.fill(0)
  if (lines.inLine.length < count) {
    const room = Math.max(count, lines.inLine.length * 2)
    lines.next = new Int32Array(room)
    lines.previous = new Int32Array(room)
    lines.newer = new Int32Array(room)
    lines.older = new Int32Array(room)
    lines.joinedAt = new Float64Array(room)
    lines.inLine = new Uint8Array(room)
  }
}

const before = ({ since, rate, kind }: Lines, a: number, b: number): boolean => {
  const first = since[a] as number
  const second = since[b] as number
  if (first === second || rate[kind[a] as number] === 0) return a < b
  return first < second
}

/** The visit in a line behind which a new one stands, −1 for the very front: sought from the nearer end. */
const placeIn = (lines: Lines, line: number, visit: number): number => {
  const last = lines.tail[line] as number
  if (last < 0 || before(lines, last, visit)) return last
  const first = lines.head[line] as number
  if (before(lines, visit, first)) return -1
  const since = lines.since[visit] as number
  let at: number
  if (since - (lines.since[first] as number) < (lines.since[last] as number) - since) {
    at = first
    for (let next = lines.next[at] as number; before(lines, next, visit); next = lines.next[at] as number) at = next
    return at
  }
  at = lines.previous[last] as number
  while (before(lines, visit, at)) at = lines.previous[at] as number
  return at
}

/** A visit begins to wait. @param now no earlier than any before it */
export const join = (lines: Lines, visit: number, now: number): void => {
  const queue = lines.queue[visit] as number
  const line = queue * lines.kinds + (lines.kind[visit] as number)
  const previous = placeIn(lines, line, visit)
  const next = previous < 0 ? (lines.head[line] as number) : (lines.next[previous] as number)
  lines.previous[visit] = previous
  lines.next[visit] = next
  if (previous < 0) lines.head[line] = visit
  else lines.next[previous] = visit
  if (next < 0) lines.tail[line] = visit
  else lines.previous[next] = visit
  const older = lines.newest[queue] as number
  lines.older[visit] = older
  lines.newer[visit] = -1
  lines.newest[queue] = visit
  if (older < 0) lines.longest[queue] = visit
  else lines.newer[older] = visit
  lines.joinedAt[visit] = now
  lines.inLine[visit] = 1
  lines.waiting[queue] = (lines.waiting[queue] as number) + 1
}

/** A visit that waits does so no longer: it was called, or it went away. */
export const leave = (lines: Lines, visit: number): void => {
  const queue = lines.queue[visit] as number
  const line = queue * lines.kinds + (lines.kind[visit] as number)
  const previous = lines.previous[visit] as number
  const next = lines.next[visit] as number
  if (previous < 0) lines.head[line] = next
  else lines.next[previous] = next
  if (next < 0) lines.tail[line] = previous
  else lines.previous[next] = previous
  const older = lines.older[visit] as number
  const newer = lines.newer[visit] as number
  if (older < 0) lines.longest[queue] = newer
  else lines.newer[older] = newer
  if (newer < 0) lines.newest[queue] = older
  else lines.older[newer] = older
  lines.inLine[visit] = 0
  lines.waiting[queue] = (lines.waiting[queue] as number) - 1
}

/**
 * The visit with the highest score of some queues, −1 when nobody waits there. A strict class comes before all others from
 * its `since` on and earns nothing before it; strict classes are ordered among themselves by rate × wait.
 * @param count only the first so many of `queues` are looked at
 */
export const highest = (lines: Lines, queues: Int32Array, now: number, count = queues.length): number => {
  const { head, waiting, kinds, credit, rate, since } = lines
  let found = -1
  let foundStrict = false
  let foundScore = 0
  for (let i = 0; i < count; i += 1) {
    const queue = queues[i] as number
    if (waiting[queue] === 0) continue
    for (let kind = 0; kind < kinds; kind += 1) {
      const visit = head[queue * kinds + kind] as number
      if (visit < 0) continue
      const wait = now - (since[visit] as number)
      const bonus = credit[kind] as number
      const unlimited = bonus === Number.POSITIVE_INFINITY
      const strict = unlimited && wait >= 0
      const score = (unlimited ? 0 : bonus) + (rate[kind] as number) * wait
      const sooner =
        found < 0 || (strict === foundStrict ? score > foundScore || (score === foundScore && visit < found) : strict)
      if (!sooner) continue
      found = visit
      foundStrict = strict
      foundScore = score
    }
  }
  return found
}

/** Since when the one who has waited longest in some queues waits, as the clock says; Infinity when nobody does. */
export const longestSince = ({ longest, joinedAt }: Lines, queues: Int32Array): number => {
  let earliest = Number.POSITIVE_INFINITY
  for (let i = 0; i < queues.length; i += 1) {
    const visit = longest[queues[i] as number] as number
    if (visit >= 0) earliest = Math.min(earliest, joinedAt[visit] as number)
  }
  return earliest
}

/** How many wait in some queues together. */
export const countIn = ({ waiting }: Lines, queues: Int32Array): number => {
  let count = 0
  for (let i = 0; i < queues.length; i += 1) count += waiting[queues[i] as number] as number
  return count
}
