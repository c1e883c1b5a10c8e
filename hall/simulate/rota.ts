/** The windows of a day made ready to be run: their shifts by time, and which of them a visit to a queue may go to. */
import type { Relief, WindowDay } from './day.ts'

/** Of a queue that a shift does not take. */
export const NOT_TAKEN = 255

/** A help threshold and whether it helps now. */
export type Helper = {
  readonly rule: Relief
  readonly window: number
  readonly queues: Int32Array
  /** The queues of which nobody may wait where it begins only for an idle window. */
  readonly own: Int32Array
  on: boolean
}

export type ReadyShift = {
  readonly window: number
  readonly from: number
  readonly to: number
  readonly tiers: readonly Int32Array[]
  /** The tier of each queue; `NOT_TAKEN` where it takes none of it. */
  readonly rank: Uint8Array
  /** How many queues it takes. */
  readonly breadth: number
  readonly helpers: readonly Helper[]
}

export type Rota = {
  readonly windows: number
  readonly queues: number
  /** By the time they begin. */
  readonly shifts: readonly ReadyShift[]
  /** For each queue the help thresholds that look at it. */
  readonly watchers: readonly (readonly Helper[])[]
  readonly helpers: readonly Helper[]
  readonly slowness: Float64Array
  readonly busyUntil: Float64Array
}

const queuesOf = ({ shifts }: WindowDay): readonly number[] =>
  shifts.flatMap(({ tiers, reliefs = [] }) =>
    [...tiers, ...reliefs.flatMap(({ queues, own }) => [queues, own ?? []])].flat(),
  )

const shiftOf = (windows: readonly WindowDay[], window: number, index: number, queues: number): ReadyShift => {
  const shift = windows[window]?.shifts[index]
  if (!shift || !(shift.from <= shift.to))
    throw new RangeError(`Shift ${index} of window ${window} ends before it begins.`)
  if (shift.tiers.length >= NOT_TAKEN) throw new RangeError(`Window ${window} has too many tiers.`)
  if (shift.reliefs?.some(({ until }) => !(until >= 0))) throw new RangeError(`Window ${window} would help for ever.`)
  const rank = new Uint8Array(queues).fill(NOT_TAKEN)
  for (const [tier, members] of shift.tiers.entries())
    for (const queue of members) rank[queue] = Math.min(rank[queue] ?? NOT_TAKEN, tier)
  const own = Int32Array.from(shift.tiers[0] ?? [])
  const helpers = (shift.reliefs ?? []).map((rule) => ({
    rule,
    window,
    queues: Int32Array.from(rule.queues),
    own: rule.own === undefined ? own : Int32Array.from(rule.own),
    on: false,
  }))
  return {
    window,
    from: shift.from,
    to: shift.to,
    tiers: shift.tiers.map((tier) => Int32Array.from(tier)),
    rank,
    breadth: rank.filter((tier) => tier !== NOT_TAKEN).length,
    helpers,
  }
}

/** Throws RangeError for shifts that end before they begin. @param queues how many there are at least */
export const rotaOf = (windows: readonly WindowDay[], queues = 0): Rota => {
  const count = windows.flatMap(queuesOf).reduce((most, queue) => Math.max(most, queue + 1), queues)
  const shifts = windows
    .flatMap((day, window) => day.shifts.map((_, index) => shiftOf(windows, window, index, count)))
    .sort((a, b) => a.from - b.from || a.window - b.window)
  const helpers = shifts.flatMap((shift) => shift.helpers)
  const looksAt = ({ queues: helped, own, rule }: Helper, queue: number): boolean =>
    helped.includes(queue) || (rule.whenIdle && own.includes(queue))
  return {
    windows: windows.length,
    queues: count,
    shifts,
    watchers: Array.from({ length: count }, (_, queue) => helpers.filter((helper) => looksAt(helper, queue))),
    helpers,
    slowness: Float64Array.from(windows, ({ slowness }) => slowness ?? 1),
    busyUntil: Float64Array.from(windows, ({ busyUntil }) => busyUntil ?? Number.NEGATIVE_INFINITY),
  }
}
