/**
 * Who calls whom, in the simulator: which free window a visit goes to, whom a free window calls, and when a window helps
 * beyond its list.
 */
import { BY_RELIEF, type Course, type Visits } from './day.ts'
import { type Heap, push } from './heap.ts'
import { countIn, highest, type Lines, leave, longestSince } from './lines.ts'
import { type Helper, NOT_TAKEN, type ReadyShift, type Rota } from './rota.ts'

/** A day while it runs. */
export type Run = {
  readonly rota: Rota
  readonly lines: Lines
  visits: Visits
  course: Course
  until: number
  done: boolean
  now: number
  /** The next of `rota.shifts` to begin. */
  nextShift: number
  /** The next of the visits to come. */
  nextVisit: number
  /** When the next help threshold is passed by time alone; Infinity while none can be. */
  alarm: number
  readonly shift: (ReadyShift | undefined)[]
  readonly endsAt: Float64Array
  readonly serving: Int32Array
  readonly freeSince: Float64Array
  /** How many of a window's help thresholds help now. */
  readonly helping: Int32Array
  /** Room for the queues that one window helps. */
  readonly helped: Int32Array
  readonly busy: Heap
  /** Free windows, in no order, and where each stands among them; −1 while it is busy. */
  readonly idle: Int32Array
  readonly idleAt: Int32Array
  idleCount: number
  /** Who waits and will go away, by when. */
  readonly leaving: Heap
}

export const NEVER = Number.POSITIVE_INFINITY

/** A window is free from now on. */
export const setIdle = (run: Run, window: number): void => {
  run.freeSince[window] = run.now
  run.idleAt[window] = run.idleCount
  run.idle[run.idleCount] = window
  run.idleCount += 1
}

const setBusy = (run: Run, window: number): void => {
  const at = run.idleAt[window] as number
  if (at < 0) return
  run.idleCount -= 1
  const last = run.idle[run.idleCount] as number
  run.idle[at] = last
  run.idleAt[last] = at
  run.idleAt[window] = -1
}

/** The shift a window works in now; undefined during breaks and after hours. */
const onDuty = (run: Run, window: number): ReadyShift | undefined => {
  const shift = run.shift[window]
  return shift !== undefined && run.now < shift.to ? shift : undefined
}

/** Throws RangeError when the visit needs no length of time. */
export const seat = (run: Run, visit: number, window: number, tier: number): void => {
  const { course, now } = run
  const endsAt = now + (run.visits.needs[visit] as number) * (run.rota.slowness[window] as number)
  if (!(endsAt >= now && endsAt < NEVER)) throw new RangeError(`Visit ${visit} needs a length of time, 0 or more.`)
  setBusy(run, window)
  course.calledAt[visit] = now
  course.endedAt[visit] = endsAt
  course.window[visit] = window
  if (course.tier) course.tier[visit] = tier
  run.serving[window] = visit
  run.endsAt[window] = endsAt
  push(run.busy, run.endsAt, window)
  if (visit === run.until) run.done = true
}

const seatFromLine = (run: Run, visit: number, window: number, tier: number): void => {
  leave(run.lines, visit)
  seat(run, visit, window, tier)
  look(run, run.visits.queue[visit] as number)
}

/** All whom a window helps are one tier, however many thresholds have brought that about. */
const callByHelp = (run: Run, shift: ReadyShift, first: boolean): boolean => {
  let count = 0
  for (const { on, rule, queues } of shift.helpers) {
    if (!on || rule.first !== first) continue
    run.helped.set(queues, count)
    count += queues.length
  }
  const visit = highest(run.lines, run.helped, run.now, count)
  if (visit >= 0) seatFromLine(run, visit, shift.window, BY_RELIEF)
  return visit >= 0
}

/** A free window calls whoever is next for it; false when nobody is. */
export const callNext = (run: Run, window: number): boolean => {
  const shift = onDuty(run, window)
  if (shift === undefined) return false
  const helps = run.helping[window] !== 0
  if (helps && callByHelp(run, shift, true)) return true
  for (let tier = 0; tier < shift.tiers.length; tier += 1) {
    const visit = highest(run.lines, shift.tiers[tier] as Int32Array, run.now)
    if (visit < 0) continue
    seatFromLine(run, visit, window, tier)
    return true
  }
  return helps && callByHelp(run, shift, false)
}

/** Help begins or ends. */
export const turn = (run: Run, helper: Helper, on: boolean): void => {
  helper.on = on
  run.helping[helper.window] = (run.helping[helper.window] as number) + (on ? 1 : -1)
}

/** Begins or ends a window's help as its thresholds say; a free window that begins to help calls at once. */
export const consider = (run: Run, helper: Helper): void => {
  const { rule, window, queues, own } = helper
  const waiting = countIn(run.lines, queues)
  if (helper.on) {
    if (waiting <= rule.until) turn(run, helper, false)
    return
  }
  // Whoever may not begin with so few left would end at once and begin again: it must not flicker.
  if (waiting <= rule.until || (rule.whenIdle && countIn(run.lines, own) > 0)) return
  if (waiting <= rule.overCount) {
    const due = longestSince(run.lines, queues) + rule.overWait
    if (!(due <= run.now)) {
      if (due < run.alarm) run.alarm = due
      return
    }
  }
  turn(run, helper, true)
  if ((run.idleAt[window] as number) >= 0) callNext(run, window)
}

const inForce = (run: Run, helper: Helper): boolean => onDuty(run, helper.window)?.helpers.includes(helper) === true

/** Looks at the help thresholds that depend on how many wait in a queue. */
export const look = (run: Run, queue: number): void => {
  const watchers = run.rota.watchers[queue]
  if (watchers === undefined || watchers.length === 0) return
  for (const helper of watchers) if (inForce(run, helper)) consider(run, helper)
}

/** A moment has come at which somebody may have waited too long. */
export const ring = (run: Run): void => {
  run.alarm = NEVER
  for (const helper of run.rota.helpers) if (inForce(run, helper)) consider(run, helper)
}

/** In which tier a window takes a queue now; `NOT_TAKEN` for not at all. */
export const rankAt = (run: Run, window: number, queue: number): number => onDuty(run, window)?.rank[queue] ?? NOT_TAKEN

/**
 * The free window for a visit: earliest tier, then fewest queues, then longest free; −1 when there is none. None of them
 * helps beyond its tiers: whoever helps has somebody to call.
 */
export const freeWindow = (run: Run, queue: number): number => {
  let found = -1
  let foundRank = NOT_TAKEN
  let foundBreadth = 0
  let foundSince = 0
  for (let i = 0; i < run.idleCount; i += 1) {
    const window = run.idle[i] as number
    const rank = rankAt(run, window, queue)
    if (rank === NOT_TAKEN || rank > foundRank) continue
    const breadth = run.shift[window]?.breadth ?? 0
    const since = run.freeSince[window] as number
    const better =
      rank < foundRank ||
      breadth < foundBreadth ||
      (breadth === foundBreadth && (since < foundSince || (since === foundSince && window < found)))
    if (!better) continue
    found = window
    foundRank = rank
    foundBreadth = breadth
    foundSince = since
  }
  return found
}
