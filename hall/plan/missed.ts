/** What the seed's rule misses, as facts that a page puts into words (U8). */
import type { Plan } from './plan.ts'
import { mostOf, type Saving } from './saving.ts'

/** Half hours since the hall's first, the last one included. */
type Stretch = { readonly from: number; readonly to: number }

export type Missed =
  /** The rule's windows meet the target over the whole day, and in every half hour. */
  | { readonly kind: 'meets'; readonly windows: number; readonly within: number }
  /** They do not: from then to then more are needed, at most so many. */
  | ({ readonly kind: 'short'; readonly windows: number; readonly within: number; readonly most: number } & Stretch)
  /** No half hour needs as many. */
  | { readonly kind: 'spare'; readonly windows: number; readonly most: number }
  /** One window cannot do as many cases in a day as the rule counts on, busy without a pause. */
  | { readonly kind: 'long'; readonly cases: number; readonly minutes: number; readonly possible: number }
  /** The queue of one half hour goes on into the next, which a formula for each by itself does not see. */
  | { readonly kind: 'carried'; readonly at: number; readonly erlang: number; readonly need: number }
  /** The rule's staff beside those of the roster. */
  | { readonly kind: 'staff'; readonly rule: number; readonly roster: number }
  | ({ readonly kind: 'pooling' } & Saving)

/** The longest run of half hours that need more than so many. */
const longestOver = (need: readonly number[], windows: number): Stretch | undefined => {
  let best: Stretch | undefined
  for (let from = 0; from < need.length; from += 1) {
    let to = from
    while ((need[to] ?? 0) > windows) to += 1
    if (to > from && (best === undefined || to - from > best.to - best.from + 1)) best = { from, to: to - 1 }
    from = Math.max(from, to)
  }
  return best
}

/** Where the simulator wants the most more than the formula. */
const carriedIn = ({ need, erlang }: Plan): Missed[] => {
  const over = need.map((count, at) => count - (erlang[at] ?? 0))
  const at = over.indexOf(Math.max(0, ...over))
  const more = over[at] ?? 0
  return more > 0 ? [{ kind: 'carried', at, erlang: erlang[at] ?? 0, need: need[at] ?? 0 }] : []
}

/**
 * What is to be said of one plan.
 * @param casesPerCounter cases a day that the rule counts on, of each window
 */
export const missedBy = (plan: Plan, casesPerCounter: number): readonly Missed[] => {
  if (plan.cases === 0) return []
  const { windows, staff } = plan.rule
  const within = plan.waits.rule.within
  const most = mostOf(plan.need)
  const over = longestOver(plan.need, windows)
  const possible = plan.minutes > 0 ? Math.floor((plan.need.length * 30) / plan.minutes) : casesPerCounter
  return [
    ...(over ? [{ kind: 'short', windows, within, most, ...over } as const] : []),
    ...(!over && most === windows ? [{ kind: 'meets', windows, within } as const] : []),
    ...(most < windows ? [{ kind: 'spare', windows, most } as const] : []),
    ...(possible < casesPerCounter
      ? [{ kind: 'long', cases: casesPerCounter, minutes: plan.minutes, possible } as const]
      : []),
    ...carriedIn(plan),
    ...(plan.roster.staff === staff ? [] : [{ kind: 'staff', rule: staff, roster: plan.roster.staff } as const]),
  ]
}
