/**
 * What a past day is run again with: another rule of order, the catalogue's draft, windows opened, closed or added. Every
 * change answers with the day run otherwise, or with what is wrong with it.
 */
import { instantOf, minuteOf } from '../calendar.ts'
import { type Catalogue, type Counter, TICKET_CLASSES, type TicketClass } from '../catalogue.ts'
import type { CounterId, ThemeId } from '../ids.ts'
import type { OrderRule } from './day.ts'
import { boundQueue } from './past-windows.ts'
import { orderOf, type Replay } from './replay.ts'
import { type DayClock, plannedStints, type Span, type Stint, type WindowStints, without } from './windows-of.ts'

/** `HH:MM`, from and to. */
type Hours = { readonly from: string; readonly to: string }

export type WindowChange =
  /** Open in these hours too, taking what the catalogue says. */
  | ({ readonly act: 'open'; readonly counter: CounterId } & Hours)
  | ({ readonly act: 'close'; readonly counter: CounterId } & Hours)
  /** One window more, for one theme alone. */
  | ({ readonly act: 'add'; readonly theme: ThemeId } & Hours)

export type Change = {
  /** The draft's rules and profiles instead of what was in force. */
  readonly draft?: true
  readonly creditMinutes?: Readonly<Record<TicketClass, number>>
  readonly rate?: Readonly<Record<TicketClass, number>>
  readonly windows?: readonly WindowChange[]
}

/** One way to run a day. */
export type Side = { readonly order: OrderRule; readonly windows: readonly WindowStints[] }

/** Why a change cannot be run; the numbers say which of the window changes is meant. */
export type ChangeProblem =
  | { readonly why: 'nothing-changes' }
  | { readonly why: 'no-rate' }
  | { readonly why: 'unknown-window'; readonly index: number; readonly counter: CounterId }
  | { readonly why: 'calls-nobody'; readonly index: number; readonly counter: CounterId }
  | { readonly why: 'unknown-theme'; readonly index: number; readonly theme: ThemeId }
  | { readonly why: 'hours-backwards'; readonly index: number }
  | { readonly why: 'hall-closed-then'; readonly index: number }
  | { readonly why: 'open-already'; readonly index: number; readonly counter: CounterId }
  | { readonly why: 'closed-already'; readonly index: number; readonly counter: CounterId }

export type Changed =
  | { readonly ok: true; readonly side: Side }
  | { readonly ok: false; readonly problem: ChangeProblem }

const MINUTE = 60_000

const clockOf = ({ day, catalogue }: Replay): DayClock => ({
  midnight: instantOf(day, '00:00', catalogue.hall.timeZone),
  minute: MINUTE,
})

/** What a window would have taken between two instants by a catalogue alone. It was there, so its planned breaks do not count. */
const takenAt = (catalogue: Catalogue, counter: Counter, [from, to]: Span, clock: DayClock): Stint[] => {
  const { breaks: _there, ...present } = counter
  const span: Span = [(from - clock.midnight) / clock.minute, (to - clock.midnight) / clock.minute]
  return plannedStints(catalogue, present, span, clock).map((stint) => {
    const [first = [], ...rest] = stint.tiers
    return { ...stint, tiers: [[...first, boundQueue(counter.id)], ...rest] }
  })
}

/** The windows as they were open, each taking what this catalogue says; without those that it does not have. */
const windowsBy = (catalogue: Catalogue, { windows }: Replay, clock: DayClock): WindowStints[] =>
  windows.flatMap((window) => {
    const counter = catalogue.counters.find(({ id }) => id === window.counter)
    if (!counter) return []
    const stints = window.stints.flatMap(({ from, to }) => takenAt(catalogue, counter, [from, to], clock))
    return [{ ...window, stints }]
  })

const withStints = (
  windows: readonly WindowStints[],
  counter: CounterId,
  change: (stints: readonly Stint[]) => readonly Stint[],
): WindowStints[] => {
  const known = windows.find((window) => window.counter === counter) ?? { counter, stints: [] }
  const stints = [...change(known.stints)].sort((a, b) => a.from - b.from)
  return [...windows.filter((window) => window.counter !== counter), { ...known, stints }]
}

type Step = { readonly ok: true; readonly windows: readonly WindowStints[] } | Extract<Changed, { ok: false }>

const changeWindow = (
  windows: readonly WindowStints[],
  change: WindowChange,
  index: number,
  catalogue: Catalogue,
  clock: DayClock,
  day: Pick<Replay, 'from' | 'to'>,
): Step => {
  const wrong = (problem: ChangeProblem): Step => ({ ok: false, problem })
  const at = (text: string): number => clock.midnight + minuteOf(text) * clock.minute
  if (at(change.from) >= at(change.to)) return wrong({ why: 'hours-backwards', index })
  // Whoever was left when the hall closed went home, and nobody can call them later.
  const [from, to] = [Math.max(at(change.from), day.from), Math.min(at(change.to), day.to)]
  if (from >= to) return wrong({ why: 'hall-closed-then', index })
  if (change.act === 'add') {
    const { theme } = change
    const services = catalogue.services.filter((service) => service.theme === theme).map(({ id }) => id)
    if (services.length === 0) return wrong({ why: 'unknown-theme', index, theme })
    const added = { counter: `+${index}`, stints: [{ from, to, tiers: [services], reliefs: [] }] }
    return { ok: true, windows: [...windows, added] }
  }
  const counter = catalogue.counters.find(({ id }) => id === change.counter)
  if (!counter) return wrong({ why: 'unknown-window', index, counter: change.counter })
  const open = (windows.find((window) => window.counter === counter.id)?.stints ?? []).map(
    (stint): Span => [stint.from, stint.to],
  )
  if (change.act === 'open') {
    if (counter.own.length + counter.help.length === 0)
      return wrong({ why: 'calls-nobody', index, counter: counter.id })
    const more = without([from, to], open).flatMap((span) => takenAt(catalogue, counter, span, clock))
    if (more.length === 0) return wrong({ why: 'open-already', index, counter: counter.id })
    return { ok: true, windows: withStints(windows, counter.id, (stints) => [...stints, ...more]) }
  }
  if (open.every(([start, end]) => end <= from || start >= to))
    return wrong({ why: 'closed-already', index, counter: counter.id })
  const closed = withStints(windows, counter.id, (stints) =>
    stints.flatMap((stint) =>
      without([stint.from, stint.to], [[from, to]]).map(([start, end]) => ({ ...stint, from: start, to: end })),
    ),
  )
  return { ok: true, windows: closed }
}

/** The day as it was run. */
export const asItWas = ({ order, windows }: Replay): Side => ({ order, windows })

/** The day as it would be run with a change. @param draft needed where the change asks for it */
export const changedDay = (replay: Replay, change: Change, draft?: Catalogue): Changed => {
  const { draft: fromDraft, creditMinutes, rate, windows: acts = [] } = change
  if (!fromDraft && !creditMinutes && !rate && acts.length === 0)
    return { ok: false, problem: { why: 'nothing-changes' } }
  const catalogue = (fromDraft && draft) || replay.catalogue
  const clock = clockOf(replay)
  const rules = {
    ...catalogue.rules,
    ...(creditMinutes ? { creditMinutes } : {}),
    ...(rate ? { rate } : {}),
  }
  if (rate && TICKET_CLASSES.every((name) => rate[name] === 0)) return { ok: false, problem: { why: 'no-rate' } }
  let windows: readonly WindowStints[] = fromDraft ? windowsBy(catalogue, replay, clock) : replay.windows
  for (const [index, act] of acts.entries()) {
    const step = changeWindow(windows, act, index, catalogue, clock, replay)
    if (!step.ok) return step
    windows = step.windows
  }
  return { ok: true, side: { order: orderOf(rules), windows } }
}
