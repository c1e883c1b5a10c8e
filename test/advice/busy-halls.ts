/** Halls with too much to do, small enough to hold in the head, and how a test runs a reckoning to its end. */
import { type Advice, advise } from '../../hall/advice/advise.ts'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { Hall } from '../../hall/hall.ts'
import type { ServiceId } from '../../hall/ids.ts'
import { minutes } from '../kit/hand-clock.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'
import { type Deed, later, opened, taken, windowOpened } from '../kit/story.ts'

/** All of a reckoning at once. */
export const allOf = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

export const adviceIn = (past: { readonly hall: Hall; readonly now: number }, seed = 1): Advice =>
  allOf(advise(past.hall, past.now, seed))

/** The small hall to which nobody comes but who is told of, with this limit. */
export const quiet = (limitMinutes = 15, from: Catalogue = smallCatalogue): Catalogue =>
  withRules(
    { waitRedMinutes: limitMinutes },
    { ...from, themes: from.themes.map((theme) => ({ ...theme, dailyCases: 0 })) },
  )

/** So many take a number for a service, a second apart. */
export const crowd = (service: ServiceId, count: number, name: string = service): Deed[] =>
  Array.from({ length: count }, (_, index) => taken(`${name}-${index}`, service))

/** A hall with these windows open at nine. */
export const openWith = (catalogue: Catalogue, ...windows: readonly string[]): Deed[] => [
  opened(catalogue),
  ...windows.map(windowOpened),
]

export const afterMinutes = (count: number): Deed => later(minutes(count))
