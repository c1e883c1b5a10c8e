/** When each window of a past day was open, and what it took then: read beside the fold of that day. */
import type { HallEvent } from '../events.ts'
import type { Hall } from '../hall.ts'
import type { CounterId, Instant, ServiceId, ThemeId } from '../ids.ts'
import { profileOf, reckonTiers } from '../takes.ts'
import { reliefsOf, type ServiceRelief, type Stint, type WindowStints } from './windows-of.ts'

const MINUTE = 60_000

/** The queue of those who wait for one window alone. No service has a space in its id. */
export const boundQueue = (counter: CounterId): ServiceId => `counter ${counter}`

/** The help thresholds that a window works by now, less those that a hand has put to rest. */
export const reliefsAt = (hall: Hall, id: CounterId): ServiceRelief[] => {
  const counter = hall.lookup.counters.get(id)
  const profile = profileOf(hall, id)
  if (!hall.catalogue || !counter || !profile) return []
  const rests = (theme: ThemeId): boolean =>
    hall.resting.some((resting) => resting.counter === id && resting.theme === theme)
  const helpWhen = profile.helpWhen.filter(({ theme }) => !rests(theme))
  return reliefsOf(hall.catalogue, counter, { ...profile, helpWhen }, MINUTE)
}

/** What a window takes now, less the help that a threshold has begun: the simulator begins and ends it again by itself. */
const tiersNow = (hall: Hall, id: CounterId): (readonly ServiceId[])[] => {
  const helping = hall.helping.filter(({ by }) => by === 'hand')
  const [first = [], ...rest] = reckonTiers({ ...hall, helping }, id).map(({ services }) => services)
  // Who waits for this window alone stands with what it takes first.
  return [[...first, boundQueue(id)], ...rest]
}

/** What can change when a window is open, or what it takes. */
export const ABOUT_WINDOWS: ReadonlySet<HallEvent['type']> = new Set([
  'HallOpened',
  'HallClosed',
  'CataloguePublished',
  'CounterOpened',
  'CounterPaused',
  'CounterClosed',
  'CounterTakenOver',
  'ProfileSwitched',
  'HelpSwitched',
])

type Takes = Pick<Stint, 'tiers' | 'reliefs'>
type Following = { readonly from: Instant; readonly takes: Takes; readonly same: string }

export type PastWindows = {
  /** Looks at the hall after an event; answers whether it was about windows. */
  readonly see: (hall: Hall, event: HallEvent) => boolean
  /** Nothing was done there although people waited: the window was not there, whatever it said (空岗). */
  readonly away: (counter: CounterId, from: Instant, to: Instant) => void
  readonly done: (until: Instant) => WindowStints[]
}

export const followWindows = (): PastWindows => {
  const now = new Map<CounterId, Following>()
  const past = new Map<CounterId, Stint[]>()
  const gaps = new Map<CounterId, [from: Instant, to: Instant][]>()

  const end = (counter: CounterId, to: Instant): void => {
    const following = now.get(counter)
    now.delete(counter)
    if (!following || following.from >= to) return
    const stint = { from: following.from, to, ...following.takes }
    past.set(counter, [...(past.get(counter) ?? []), stint])
  }

  const look = (hall: Hall, counter: CounterId, isOpen: boolean): void => {
    if (!isOpen) {
      end(counter, hall.at)
      return
    }
    const takes = { tiers: tiersNow(hall, counter), reliefs: reliefsAt(hall, counter) }
    const same = JSON.stringify(takes)
    if (now.get(counter)?.same === same) return
    end(counter, hall.at)
    now.set(counter, { from: hall.at, takes, same })
  }

  return {
    see: (hall, event) => {
      if (!ABOUT_WINDOWS.has(event.type)) return false
      for (const { id, status } of hall.counters.values()) look(hall, id, status === 'open')
      for (const id of [...now.keys()]) if (!hall.counters.has(id)) end(id, hall.at)
      return true
    },
    away: (counter, from, to) => {
      gaps.set(counter, [...(gaps.get(counter) ?? []), [from, to]])
    },
    done: (until) => {
      for (const counter of [...now.keys()]) end(counter, until)
      return [...past].map(([counter, stints]) => ({
        counter,
        stints: (gaps.get(counter) ?? []).reduce<readonly Stint[]>((left, gap) => cutOut(left, gap), stints),
      }))
    },
  }
}

const cutOut = (stints: readonly Stint[], [from, to]: readonly [Instant, Instant]): Stint[] =>
  stints.flatMap((stint) => {
    if (stint.to <= from || stint.from >= to) return [stint]
    return [
      { ...stint, to: from },
      { ...stint, from: to },
    ].filter((part) => part.from < part.to)
  })
