/**
 * What an act was worth: the day is run again without it, with the same people who need the same times, and the waits of
 * both are laid side by side.
 */
import type { EventOf, HallEvent, Recorded } from '../events.ts'
import type { CounterId, Instant, ThemeId } from '../ids.ts'
import type { ProfileId } from '../profile.ts'
import { asItWas, type Side } from '../simulate/change.ts'
import { compare } from '../simulate/compare.ts'
import { drawsOf } from '../simulate/random.ts'
import type { Replay } from '../simulate/replay.ts'
import type { Stint } from '../simulate/windows-of.ts'
import { ADVISED_ID } from './advised.ts'

/** Visits run for one act, over all runs. */
const VISITS_RUN = 20_000
const RUNS_MOST = 20
const RUNS_LEAST = 4

type ActEvent = EventOf<'CounterOpened' | 'ProfileSwitched' | 'HelpSwitched'>

/** Something that was advised and done. */
export type ActDone = {
  readonly at: Instant
  /** Until when it held; null: it holds. */
  readonly until: Instant | null
  readonly counter: CounterId
  readonly what: ActEvent['type']
  readonly theme?: ThemeId
  readonly profile?: ProfileId | null
}

/** Waits of everybody together that an act saved, ms; negative where it cost some. */
export type Saved = ActDone & {
  readonly savedMs: number
  /** In four of five runs of the day at least so much. */
  readonly savedAtLeastMs: number
}

const isAct = (event: HallEvent): event is ActEvent =>
  event.type === 'CounterOpened' || event.type === 'ProfileSwitched' || (event.type === 'HelpSwitched' && event.on)

/** Whether an event ends what an act began. */
const ends = (act: ActEvent, event: HallEvent): boolean => {
  if (event.type === 'HallClosed') return true
  if (!('counter' in event) || event.counter !== act.counter) return false
  if (event.type === 'CounterClosed' || event.type === 'CounterPaused') return true
  if (act.type === 'CounterOpened') return false
  if (event.type === 'ProfileSwitched') return true
  return act.type === 'HelpSwitched' && event.type === 'HelpSwitched' && event.theme === act.theme
}

const doneOf = (event: ActEvent, at: Instant): ActDone => {
  const done = { at, until: null, counter: event.counter, what: event.type }
  if (event.type === 'HelpSwitched') return { ...done, theme: event.theme }
  return event.type === 'ProfileSwitched' ? { ...done, profile: event.profile } : done
}

/** What was advised and done in a day, in order. Yields after each event. */
export function* actsDone(events: Iterable<Recorded>): Generator<undefined, readonly ActDone[]> {
  const found = new Map<number, { readonly event: ActEvent; readonly done: ActDone }>()
  for (const { event, command, at, position } of events) {
    if (event.type === 'ActUndone') for (const undone of event.positions) found.delete(undone)
    for (const [known, act] of found)
      if (act.done.until === null && ends(act.event, event))
        found.set(known, { ...act, done: { ...act.done, until: at } })
    if (command.startsWith(ADVISED_ID) && isAct(event)) found.set(position, { event, done: doneOf(event, at) })
    yield
  }
  return [...found.values()].map(({ done }) => done)
}

/** What a window took before an act; nobody but who waits for it alone where it was not open. */
const takenBefore = (stints: readonly Stint[], act: ActDone, stint: Stint): Pick<Stint, 'tiers' | 'reliefs'> => {
  const before = act.what === 'CounterOpened' ? undefined : stints.findLast(({ to }) => to <= act.at)
  if (before) return { tiers: before.tiers, reliefs: before.reliefs }
  return { tiers: stint.tiers.map((tier) => tier.filter((queue) => queue.includes(' '))), reliefs: [] }
}

const cut = (stint: Stint, from: Instant, to: Instant): Stint[] => {
  const part = { ...stint, from: Math.max(stint.from, from), to: Math.min(stint.to, to) }
  return part.from < part.to ? [part] : []
}

/** The day as it would have been without an act. */
export const withoutAct = (replay: Replay, act: ActDone): Side => {
  const { order, windows } = asItWas(replay)
  const until = act.until ?? replay.to
  return {
    order,
    windows: windows.map((window) => {
      if (window.counter !== act.counter) return window
      const stints = window.stints.flatMap((stint) => [
        ...cut(stint, Number.NEGATIVE_INFINITY, act.at),
        ...cut(stint, act.at, until).map((part) => ({ ...part, ...takenBefore(window.stints, act, stint) })),
        ...cut(stint, until, Number.POSITIVE_INFINITY),
      ])
      return { ...window, stints }
    }),
  }
}

/** What an act of a day saved, yielding often. The same day gives the same answer. */
export function* savedBy(replay: Replay, act: ActDone): Generator<undefined, Saved> {
  const counted = replay.came.filter(({ counts }) => counts).length
  const runs = Math.min(RUNS_MOST, Math.max(RUNS_LEAST, Math.floor(VISITS_RUN / Math.max(1, replay.came.length))))
  const { gain } = yield* compare(replay, withoutAct(replay, act), asItWas(replay), runs, drawsOf(1, 'saved').next)
  // A wait that becomes shorter is a negative change.
  return { ...act, savedMs: -gain.meanMs * counted, savedAtLeastMs: -gain.highMs * counted }
}
