/** Our predictor and its rivals on past days: learns on all of them in order, scores the later ones. */
import { beginDay, call, emptyHistory, join, type Standing } from '../../hall/forecast/history/history.ts'
import { replay, type Watcher } from './replay.ts'
import { type Guess, makeRivals, RIVALS, type Rival } from './rivals.ts'
import { coverageOf, type Score, scoreOf } from './score.ts'
import type { PastDay } from './tickets.ts'

/** Days learnt from before the first score, and days scored; learning goes on during those, call by call. */
export type Split = { readonly learnt: readonly PastDay[]; readonly scored: readonly PastDay[]; readonly why: string }

export type Measured = {
  readonly rows: number
  readonly split: { readonly learnt: readonly string[]; readonly scored: readonly string[]; readonly why: string }
} & Readonly<Record<Rival, Score>> & { readonly ours: Score & { readonly coverage80: number } }

/** The part of the days that is scored where nothing else says which. */
const SCORED = 0.3

/** Which days are scored: those after the last day already known, else the last three in ten of the file. */
export const splitOf = (given: readonly PastDay[], before: readonly PastDay[]): Split => {
  const last = before.at(-1)?.day ?? ''
  const later = given.filter(({ day }) => day > last)
  if (last !== '' && later.length > 0)
    return { learnt: before, scored: later, why: 'every day after those already known' }
  const from = given.length - Math.ceil(given.length * SCORED)
  return { learnt: given.slice(0, from), scored: given.slice(from), why: 'the last three days in ten' }
}

/** Our predictor as a watcher of a past day. */
export const makeOurs = (): Watcher<Standing> => {
  const history = emptyHistory()
  return {
    begin: () => beginDay(history),
    join: ({ queue, at }) => join(history, queue, at),
    call: (standing, at) => call(history, standing, at),
  }
}

type Row = { readonly guess: Guess; readonly standing: Standing; readonly wait: number }

const rowsOf = (split: Split): readonly Row[] => {
  const [ours, rivals] = [makeOurs(), makeRivals()]
  const tell = (day: PastDay): readonly Row[] => {
    const standings = replay(day, ours)
    const guesses = replay(day, rivals)
    return day.tickets.flatMap(({ at, calledAt }, index) => {
      const [standing, guess] = [standings[index], guesses[index]]
      return standing === undefined || guess === undefined ? [] : [{ guess, standing, wait: calledAt - at }]
    })
  }
  for (const day of split.learnt) tell(day)
  return split.scored.flatMap(tell).filter(({ guess }) => guess.ahead > 0)
}

/** Scores every number that had somebody before it. */
export const measure = (split: Split): Measured => {
  const rows = rowsOf(split)
  const scoreFor = (rival: Rival): Score =>
    scoreOf(rows.map(({ guess, wait }) => ({ said: guess.minutes[rival], wait })))
  const rivals: Readonly<Record<Rival, Score>> = {
    announced: scoreFor('announced'),
    les: scoreFor('les'),
    hol: scoreFor('hol'),
    naive: scoreFor('naive'),
    hour: scoreFor('hour'),
    table: scoreFor('table'),
  }
  return {
    rows: rows.length,
    split: {
      learnt: split.learnt.map(({ day }) => day),
      scored: split.scored.map(({ day }) => day),
      why: split.why,
    },
    ...rivals,
    ours: {
      ...scoreOf(rows.map(({ standing, wait }) => ({ said: standing.minutes, wait }))),
      coverage80: coverageOf(rows.map(({ standing, wait }) => ({ said: standing.most, wait }))),
    },
  }
}

/** Everything that is scored, ours last. */
export const SCORED_NAMES = [...RIVALS, 'ours'] as const
