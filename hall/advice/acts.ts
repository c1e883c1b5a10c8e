/**
 * What a manager could do now for those who wait for some themes: open a window, bring one back, have one help, give one
 * another work profile. Only what the hall would accept is thought of, and of windows that would do the same only one.
 */
import type { CounterState } from '../counter.ts'
import { decide } from '../decide.ts'
import type { HallEvent } from '../events.ts'
import { switchHelp, switchProfile } from '../evolve-profile.ts'
import type { Hall } from '../hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId } from '../ids.ts'
import type { Staffing } from '../simulate/staffing.ts'
import { staffingOf } from '../simulate/staffing.ts'
import { listedOf, profileOf, reckonTiers } from '../takes.ts'
import { ACT_KINDS, type ActKind, ADVISED, ADVISED_ID, type AdvisedIntent } from './advised.ts'

const MINUTE = 60_000
/** How long it takes until somebody sits at a closed window, and until one comes back who was called back. Judgements. */
const TO_SIT_DOWN_MS = 5 * MINUTE
const TO_COME_BACK_MS = 2 * MINUTE
/** More are not thought through; the likeliest come first. */
const ACTS_MOST = 24
export type PossibleAct = {
  readonly kind: ActKind
  readonly counter: CounterId
  readonly intent: AdvisedIntent
  /** The hall's windows once it is done. */
  readonly staffing: Staffing
}

/** A hall that may be changed without changing this one, as far as windows go. */
const copyOf = (hall: Hall): Hall => ({
  ...hall,
  counters: new Map(hall.counters),
  profiles: new Map(hall.profiles),
  takes: new Map(hall.takes),
  helping: [...hall.helping],
  resting: [...hall.resting],
})

const opened = (hall: Hall, { counter: id, staff, staffId }: Extract<HallEvent, { type: 'CounterOpened' }>): void => {
  const was = hall.counters.get(id)
  if (!was) return
  for (const other of hall.counters.values())
    if (other.status !== 'closed' && other.covers.includes(id))
      hall.counters.set(other.id, { ...other, covers: other.covers.filter((covered) => covered !== id) })
  const { completed, servedMs, since, actedAt, ticket } = was
  const seated = ticket === undefined ? {} : { ticket }
  hall.counters.set(id, {
    id,
    completed,
    servedMs,
    since,
    actedAt,
    ...seated,
    status: 'open',
    staff,
    staffId,
    covers: [],
  })
}

/** The hall as it would be; undefined where more happens than windows changing. */
const after = (hall: Hall, events: readonly HallEvent[], now: Instant): Hall | undefined => {
  const copy = copyOf(hall)
  for (const event of events) {
    if (event.type === 'CounterOpened') opened(copy, event)
    else if (event.type === 'ProfileSwitched') switchProfile(copy, event, now)
    else if (event.type === 'HelpSwitched') switchHelp(copy, event, now)
    else return undefined
  }
  return copy
}

/** Asks the heart itself, as a manager would. */
const accepted = (hall: Hall, intent: AdvisedIntent, now: Instant): readonly HallEvent[] => {
  const decision = decide({ ...intent, id: ADVISED_ID }, hall, {
    now,
    actor: { role: 'manager', id: 'advice', name: '' },
    secret: '',
    workingDay: () => hall.day ?? '',
  })
  return decision.ok ? decision.events : []
}

const delayed = (staffing: Staffing, counter: CounterId, from: Instant): Staffing => ({
  ...staffing,
  windows: staffing.windows.map((window) =>
    window.counter === counter
      ? {
          ...window,
          stints: window.stints
            .filter(({ to }) => to > from)
            .map((stint) => ({ ...stint, from: Math.max(stint.from, from) })),
        }
      : window,
  ),
})

type Thought = { readonly kind: ActKind; readonly intent: AdvisedIntent; readonly same: string; readonly ease: number }

/** The lower, the easier: a free window before a busy one, one that was open today before one that was not. */
const easeOf = (state: CounterState): number =>
  state.status === 'closed' ? (state.completed > 0 ? 0 : 1) : state.ticket === undefined ? 0 : 1

const firstOf = (hall: Hall, counter: CounterId): readonly ServiceId[] =>
  reckonTiers(hall, counter).find(({ services }) => services.length > 0)?.services ?? []

const thoughtsAt = (hall: Hall, state: CounterState, themes: readonly ThemeId[]): Thought[] => {
  const { id: counter } = state
  const services = new Set(themes.flatMap((theme) => hall.lookup.servicesOfTheme.get(theme) ?? []))
  const tiers = reckonTiers(hall, counter)
  const takes = tiers.flatMap((tier) => tier.services)
  const ease = easeOf(state)
  const now = JSON.stringify(tiers)
  if (state.status !== 'open') {
    if (!takes.some((service) => services.has(service))) return []
    const kind = state.status === 'closed' ? 'open' : 'resume'
    return [{ kind, intent: { type: 'OpenCounter', counter }, same: `${kind} ${now}`, ease }]
  }
  // A window at which nobody is seen is not helped by being given more to do.
  if (state.vacantSince !== undefined) return []
  const first = new Set(firstOf(hall, counter))
  const helps = themes
    .filter((theme) => listedOf(hall, counter, theme).some((service) => !first.has(service)))
    .map((theme): Thought => {
      const intent = { type: 'SwitchHelp', counter, theme, on: true, reason: ADVISED } as const
      return { kind: 'help', intent, same: `help ${theme} ${now}`, ease }
    })
  const current = profileOf(hall, counter)?.id ?? null
  const profiles = [null, ...(hall.catalogue?.profiles ?? []).map(({ id }) => id)]
    .filter((profile) => profile !== current)
    .flatMap((profile): Thought[] => {
      const profiles = new Map(hall.profiles).set(counter, { profile, since: 0, by: 'hand' })
      const then = firstOf({ ...hall, profiles, helping: [] }, counter)
      if (!then.some((service) => services.has(service) && !first.has(service))) return []
      const intent = { type: 'SwitchProfile', counter, profile, reason: ADVISED } as const
      return [{ kind: 'profile', intent, same: `profile ${now} ${JSON.stringify(then)}`, ease }]
    })
  return [...helps, ...profiles]
}

/** Everything worth thinking through for these themes, the easiest first. Yields after each window. */
export function* possibleActs(
  hall: Hall,
  themes: readonly ThemeId[],
  now: Instant,
): Generator<undefined, PossibleAct[]> {
  const best = new Map<string, Thought>()
  for (const state of hall.counters.values()) {
    for (const thought of thoughtsAt(hall, state, themes)) {
      const known = best.get(thought.same)
      if (!known || thought.ease < known.ease) best.set(thought.same, thought)
    }
    yield
  }
  const thoughts = [...best.values()].sort(
    (a, b) => a.ease - b.ease || ACT_KINDS.indexOf(a.kind) - ACT_KINDS.indexOf(b.kind),
  )
  const acts: PossibleAct[] = []
  for (const { kind, intent } of thoughts) {
    if (acts.length === ACTS_MOST) break
    const events = accepted(hall, intent, now)
    const then = events.length === 0 ? undefined : after(hall, events, now)
    const staffing = then && staffingOf(then, now)
    const wait = kind === 'open' ? TO_SIT_DOWN_MS : kind === 'resume' ? TO_COME_BACK_MS : 0
    const { counter } = intent
    if (staffing) acts.push({ kind, counter, intent, staffing: delayed(staffing, counter, now + wait) })
    yield
  }
  return acts
}
