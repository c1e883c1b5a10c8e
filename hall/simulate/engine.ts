/**
 * Runs a day: visits come, windows call by the order rule, people are served or go away. Events of one moment happen in
 * this order: people come, people go away, help begins, shifts begin, visits end; a window that is free calls at once.
 * The same visits, windows and rule give the same course, and nothing is allocated while it runs.
 */
import { callNext, consider, freeWindow, look, NEVER, type Run, rankAt, ring, seat, setIdle, turn } from './calling.ts'
import type { Course, OrderRule, Visits, WindowDay } from './day.ts'
import { emptyHeap, pop, push } from './heap.ts'
import { clearLines, emptyLines, join, leave } from './lines.ts'
import { type ReadyShift, rotaOf } from './rota.ts'

/** What differs from run to run of the same windows. */
export type Beginning = {
  /** Of each window, instead of `WindowDay.busyUntil`; −Infinity: free. */
  readonly busyUntil?: Float64Array
  /** The run ends once this visit has been called or has gone away. */
  readonly until?: number
}

/** Windows and a rule made ready for many runs. One run at a time. */
export type Engine = {
  readonly run: (visits: Visits, into?: Course, beginning?: Beginning) => Course
  /** The same in steps of some hundred events, for whoever must not keep others waiting. */
  readonly inSteps: (visits: Visits, into?: Course, beginning?: Beginning) => Generator<undefined, Course>
}

/** A step of these takes a tenth of a millisecond or so. */
const EVENTS_A_STEP = 400
const NOBODY: Visits = {
  count: 0,
  comes: new Float64Array(0),
  since: new Float64Array(0),
  queue: new Uint16Array(0),
  kind: new Uint8Array(0),
  needs: new Float64Array(0),
}

/** Room for what comes of a day, with the tier of each call. */
export const emptyCourse = (count: number): Course & { readonly tier: Int16Array } => ({
  calledAt: new Float64Array(count),
  endedAt: new Float64Array(count),
  window: new Int16Array(count),
  tier: new Int16Array(count),
})

const come = (run: Run, visit: number): void => {
  const { lines, visits } = run
  const queue = visits.queue[visit] as number
  if ((visits.kind[visit] as number) >= lines.kinds)
    throw new RangeError(`Visit ${visit} is of a class without a credit.`)
  // No window ever takes it.
  if (queue >= lines.queues) return
  const window = run.idleCount === 0 ? -1 : freeWindow(run, queue)
  if (window >= 0) {
    seat(run, visit, window, rankAt(run, window, queue))
    return
  }
  join(lines, visit, run.now)
  if (visits.leaves && (visits.leaves[visit] as number) < NEVER) push(run.leaving, visits.leaves, visit)
  look(run, queue)
}

const comeNext = (run: Run, at: number): void => {
  if (at < run.now) throw new RangeError('Visits are given in order of `comes`.')
  run.nextVisit += 1
  come(run, run.nextVisit - 1)
}

const goAway = (run: Run, leaves: Float64Array): void => {
  const visit = pop(run.leaving, leaves)
  if (run.lines.inLine[visit] === 0) return
  leave(run.lines, visit)
  if (visit === run.until) run.done = true
  look(run, run.visits.queue[visit] as number)
}

const beginShift = (run: Run): void => {
  const shift = run.rota.shifts[run.nextShift] as ReadyShift
  run.nextShift += 1
  const { window } = shift
  run.helping[window] = 0
  run.shift[window] = shift
  for (const helper of shift.helpers) {
    if (helper.rule.begun) turn(run, helper, true)
    consider(run, helper)
  }
  if ((run.idleAt[window] as number) < 0) return
  run.freeSince[window] = run.now
  callNext(run, window)
}

const endVisit = (run: Run): void => {
  const window = pop(run.busy, run.endsAt)
  const visit = run.serving[window] as number
  const onward = visit < 0 ? -1 : (run.visits.then?.[visit] ?? -1)
  if (onward >= 0) come(run, onward)
  setIdle(run, window)
  callNext(run, window)
}

const nextComing = (run: Run): number => {
  const { comes, count } = run.visits
  while (run.nextVisit < count && comes[run.nextVisit] === NEVER) run.nextVisit += 1
  return run.nextVisit < count ? (comes[run.nextVisit] as number) : NEVER
}

/** Runs so many events; false once the day is over. */
const advance = (run: Run, events: number): boolean => {
  const { busy, leaving, endsAt } = run
  const { leaves } = run.visits
  const { shifts } = run.rota
  for (let left = events; left > 0 && !run.done; left -= 1) {
    const coming = nextComing(run)
    const going = leaves && leaving.size > 0 ? (leaves[leaving.ids[0] as number] as number) : NEVER
    const starting = run.nextShift < shifts.length ? (shifts[run.nextShift] as ReadyShift).from : NEVER
    const ending = busy.size > 0 ? (endsAt[busy.ids[0] as number] as number) : NEVER
    const now = Math.min(coming, going, run.alarm, starting, ending)
    if (now === NEVER) return false
    // Somebody may be due to go away before having come.
    if (now > run.now) run.now = now
    if (now === coming) comeNext(run, coming)
    else if (now === going && leaves) goAway(run, leaves)
    else if (now === run.alarm) ring(run)
    else if (now === starting) beginShift(run)
    else if (now === ending) endVisit(run)
    else throw new RangeError('A time is not a number.')
  }
  return !run.done
}

const begin = (run: Run, visits: Visits, into: Course, { busyUntil, until }: Beginning): void => {
  const { count } = visits
  if (into.calledAt.length < count) throw new RangeError('The course has no room for so many visits.')
  clearLines(run.lines, count)
  run.lines.since = visits.since
  run.lines.queue = visits.queue
  run.lines.kind = visits.kind
  into.calledAt.fill(Number.NaN, 0, count)
  into.endedAt.fill(Number.NaN, 0, count)
  into.window.fill(-1, 0, count)
  run.visits = visits
  run.course = into
  run.until = until ?? -1
  run.done = false
  run.now = Number.NEGATIVE_INFINITY
  run.nextShift = 0
  run.nextVisit = 0
  run.alarm = NEVER
  run.shift.fill(undefined)
  run.helping.fill(0)
  for (const helper of run.rota.helpers) helper.on = false
  run.busy.size = 0
  run.leaving.size = 0
  run.idleCount = 0
  const taken = busyUntil ?? run.rota.busyUntil
  for (let window = 0; window < run.rota.windows; window += 1) {
    run.serving[window] = -1
    run.idleAt[window] = -1
    run.endsAt[window] = taken[window] as number
    if (run.endsAt[window] === Number.NEGATIVE_INFINITY) setIdle(run, window)
    else push(run.busy, run.endsAt, window)
  }
}

/** Throws RangeError for shifts, credits or rates that mean nothing. */
export const makeEngine = (windows: readonly WindowDay[], order: OrderRule): Engine => {
  const rota = rotaOf(windows)
  const count = rota.windows
  const run: Run = {
    rota,
    lines: emptyLines(rota.queues, order),
    visits: NOBODY,
    course: emptyCourse(0),
    until: -1,
    done: false,
    now: 0,
    nextShift: 0,
    nextVisit: 0,
    alarm: NEVER,
    shift: new Array<ReadyShift | undefined>(count).fill(undefined),
    endsAt: new Float64Array(count),
    serving: new Int32Array(count),
    freeSince: new Float64Array(count),
    helping: new Int32Array(count),
    helped: new Int32Array(rota.helpers.reduce((sum, { queues }) => sum + queues.length, 0)),
    busy: emptyHeap(count),
    idle: new Int32Array(count),
    idleAt: new Int32Array(count),
    idleCount: 0,
    leaving: emptyHeap(0),
  }
  return {
    run: (visits, into = emptyCourse(visits.count), beginning = {}) => {
      begin(run, visits, into, beginning)
      advance(run, NEVER)
      return into
    },
    *inSteps(visits, into = emptyCourse(visits.count), beginning = {}) {
      begin(run, visits, into, beginning)
      while (advance(run, EVENTS_A_STEP)) yield
      return into
    },
  }
}

/** One day, once. Whoever runs many with the same windows keeps an engine. Throws RangeError for what no day can be. */
export const runDay = (
  visits: Visits,
  windows: readonly WindowDay[],
  order: OrderRule,
  into: Course = emptyCourse(visits.count),
): Course => makeEngine(windows, order).run(visits, into)
