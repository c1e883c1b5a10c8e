/**
 * The advice of now, reckoned in slices while somebody looks, and what the acts that were advised have saved. Nothing is
 * reckoned while nobody asks.
 */
import { type Advice, advise } from '../../hall/advice/advise.ts'
import { actsDone, type Saved, savedBy } from '../../hall/advice/saved.ts'
import type { BusinessDay, HallId } from '../../hall/ids.ts'
import { ABOUT_WINDOWS } from '../../hall/simulate/past-windows.ts'
import type { Clock } from '../clock.ts'
import { eventsOfDay } from '../day-events.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { LiveHall } from '../live-hall.ts'
import { openReplays } from '../simulate/replays.ts'
import { inSlices } from '../slices.ts'

/** Advice is good for so long, unless a window changes. */
const FRESH_MS = 20_000
/** A day that goes on is run again at most so often. */
const SAVED_FRESH_MS = 60_000

export type Adviser = {
  /** The advice of now, or of at most 20 s ago. */
  readonly now: () => Promise<Advice>
  /** What was advised and done on a day, with what each act saved; undefined when the hall did not open in it. */
  readonly saved: (day: BusinessDay) => Promise<readonly Saved[] | undefined>
}

type Kept<T> = { readonly key: string; readonly at: number; readonly value: Promise<T> }

export const openAdviser = (
  live: Pick<LiveHall, 'hall' | 'listen'>,
  ledger: Pick<Ledger, 'read' | 'readDay'>,
  hallId: HallId,
  clock: Clock,
): Adviser => {
  const replays = openReplays(ledger, hallId, () => live.hall().day)
  let windows = 0
  let advice: Kept<Advice> | undefined
  let saved: Kept<readonly Saved[] | undefined> | undefined

  live.listen((events) => {
    if (events.some(({ event }) => ABOUT_WINDOWS.has(event.type))) windows += 1
  })

  const savedOn = async (day: BusinessDay): Promise<readonly Saved[] | undefined> => {
    const acts = await inSlices(actsDone(eventsOfDay(ledger, hallId, day)))
    const replay = await replays.of(day)
    if (!replay) return undefined
    const all: Saved[] = []
    for (const act of acts) all.push(await inSlices(savedBy(replay, act)))
    return all
  }

  return {
    now: () => {
      const key = String(windows)
      const at = Math.max(clock.now(), live.hall().at)
      if (advice?.key !== key || at - advice.at >= FRESH_MS) {
        // The hall's position as seed: whoever asks again of the same hall is told the same.
        advice = { key, at, value: inSlices(advise(live.hall(), at, live.hall().position)) }
      }
      return advice.value
    },
    saved: (day) => {
      const key = `${day} ${windows}`
      const at = clock.now()
      if (saved?.key !== key || at - saved.at >= SAVED_FRESH_MS) saved = { key, at, value: savedOn(day) }
      return saved.value
    },
  }
}
