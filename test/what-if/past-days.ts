/** Past days to run again in tests, and how they are run. */
import type { Catalogue } from '../../hall/catalogue.ts'
import { asItWas, type Change, changedDay } from '../../hall/simulate/change.ts'
import { type Comparison, compare } from '../../hall/simulate/compare.ts'
import { drawsOf } from '../../hall/simulate/random.ts'
import { type Replay, replayOf } from '../../hall/simulate/replay.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { type Life, liveDay } from './lived-day.ts'

/** Three windows for two services, and nothing out of the ordinary. */
export const PLAIN: Life = {
  catalogue: smallCatalogue,
  seed: 1,
  people: 150,
  services: ['A-01', 'A-02'],
  minutes: 9,
  windows: { 1: [[0, 8]], 2: [[0, 8]], 3: [[0, 8]] },
}

/** A rule that is the day's own: what runs with it runs as it was. */
export const SAME: Change = { creditMinutes: smallCatalogue.rules.creditMinutes }

export const finish = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

export const replayed = (life: Life): Replay => {
  const replay = finish(replayOf(liveDay(life).events))
  if (!replay) throw new Error('The hall opened on that day.')
  return replay
}

export const compared = (replay: Replay, change: Change, draft?: Catalogue, runs = 0, seed = 1): Comparison => {
  const changed = changedDay(replay, change, draft)
  if (!changed.ok) throw new Error(`The change is impossible: ${changed.problem.why}`)
  return finish(compare(replay, asItWas(replay), changed.side, runs, drawsOf(seed, 'again').next))
}
