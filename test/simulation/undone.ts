/** C11: undo ∘ act is the hall as it was. The history in which the act never was is folded again, and must give the same hall. */
import type { Recorded } from '../../hall/events.ts'
import type { evolve } from '../../hall/evolve.ts'
import { emptyHall, type Hall } from '../../hall/hall.ts'
import { stateOf } from '../kit/hall-state.ts'

const sorted = <T>(of: Iterable<T>): string[] => [...of].map((each) => JSON.stringify(each)).sort()

/** Whether a figure says anything: what was counted and taken out again leaves an empty row. */
const counts = (figures: object): boolean =>
  Object.values(figures).some((value) =>
    Array.isArray(value) ? value.length > 0 : typeof value === 'number' && value !== 0,
  )

/** A hall without what nobody can see: how its sets are ordered, which empty rows it keeps, what may be undone next. */
const seen = (hall: Hall): Readonly<Record<string, string>> => {
  const {
    position: _position,
    at: _at,
    acts: _acts,
    lookup: _lookup,
    catalogue: _catalogue,
    lines,
    boundLines,
    parked,
    bound,
    manyLegs,
    today,
    staffToday,
    redirects,
    lastServed,
    calls,
    tickets,
    ...rest
  } = hall
  const standing = [...lines, ...boundLines].flatMap(([name, classes]) =>
    Object.entries(classes).flatMap(([of, orders]) =>
      Object.entries(orders).flatMap(([by, { places, head }]) =>
        places.length > head ? [[name, of, by, places.slice(head)]] : [],
      ),
    ),
  )
  return {
    tickets: JSON.stringify([...tickets]),
    standing: sorted(standing).join('\n'),
    parked: sorted(parked).join(),
    bound: sorted(bound).join(),
    manyLegs: sorted(manyLegs).join(),
    today: sorted([...today].filter(([, figures]) => counts(figures))).join(),
    staffToday: sorted([...staffToday].filter(([, figures]) => counts(figures))).join(),
    redirects: sorted(redirects).join(),
    lastServed: sorted(lastServed).join(),
    // The oldest call falls off when a new one comes, and does not come back with it.
    calls: JSON.stringify(calls.slice(-64)),
    rest: stateOf(rest as Hall),
  }
}

export type Replay = {
  /** Where the hall after an undo is not the hall without the act; undefined where it is. */
  readonly difference: (undo: Recorded, after: Hall, history: Iterable<Recorded>) => string | undefined
}

/** @param fold how an event changes a hall. */
export const openReplay = (fold: typeof evolve): Replay => {
  const undone = new Set<number>()
  return {
    difference: (undo, after, history) => {
      if (undo.event.type === 'ActUndone') for (const position of undo.event.positions) undone.add(position)
      undone.add(undo.position)
      const without = emptyHall(after.id)
      for (const recorded of history) {
        if (recorded.position > undo.position) break
        if (!undone.has(recorded.position)) fold(without, recorded)
      }
      const [one, other] = [seen(after), seen(without)]
      const key = Object.keys(one).find((name) => one[name] !== other[name])
      if (key === undefined) return undefined
      const [a, b] = [one[key] ?? '', other[key] ?? '']
      let at = 0
      while (a[at] === b[at]) at += 1
      return `${key}: …${a.slice(Math.max(0, at - 80), at + 80)}… is …${b.slice(Math.max(0, at - 80), at + 80)}…`
    },
  }
}
