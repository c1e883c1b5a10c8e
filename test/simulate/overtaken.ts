/** Who was overtaken though no recorded rule allows it: each call is looked at by itself, from the course alone. */
import { BY_RELIEF, type Course, type OrderRule } from '../../hall/simulate/day.ts'
import { readyTimes } from '../../hall/simulate/figures.ts'
import type { Day } from './day-by-sight.ts'

type Standing = { readonly kind: number; readonly waited: number }

/** How much later than somebody another may have come and still be called first now (Q19). */
export const allowedAhead = ({ credit, rate }: OrderRule, called: Standing, passed: Standing): number => {
  const of = ({ kind, waited }: Standing) => {
    const own = credit[kind] ?? 0
    const unlimited = own === Number.POSITIVE_INFINITY
    return { strict: unlimited && waited >= 0, credit: unlimited ? 0 : own, rate: rate[kind] ?? 1 }
  }
  const [theirs, own] = [of(called), of(passed)]
  if (theirs.strict !== own.strict) return theirs.strict ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  return (theirs.credit - own.credit) / theirs.rate + passed.waited * (1 - own.rate / theirs.rate)
}

/**
 * Everybody who was passed over at a call though they stood in an earlier tier, or in the same one and had come earlier
 * than the bound. Help by threshold is a ground of its own.
 */
export const wronged = ({ visits, windows, order }: Day, course: Course): string[] => {
  const ready = readyTimes(visits, course)
  const all = Array.from({ length: visits.count }, (_, visit) => visit)
  const found: string[] = []
  for (const called of all) {
    const at = course.calledAt[called] ?? Number.NaN
    const tier = course.tier?.[called] ?? BY_RELIEF
    if (Number.isNaN(at) || tier === BY_RELIEF) continue
    const shift = windows[course.window[called] ?? -1]?.shifts.findLast(({ from, to }) => from <= at && at < to)
    if (!shift?.tiers[tier]?.includes(visits.queue[called] ?? -1)) {
      found.push(`${called} was called by a window that does not take it now in that tier`)
      continue
    }
    for (const passed of all) {
      const there = (ready[passed] ?? Number.NaN) < at && (visits.leaves?.[passed] ?? Number.POSITIVE_INFINITY) > at
      if (!there || (course.calledAt[passed] ?? 0) <= at) continue
      const stood = shift.tiers.findIndex((queues) => queues.includes(visits.queue[passed] ?? -1))
      if (stood < 0 || stood > tier) continue
      const standing = (visit: number): Standing => ({
        kind: visits.kind[visit] ?? 0,
        waited: at - (visits.since[visit] ?? 0),
      })
      const [caller, other] = [standing(called), standing(passed)]
      const later = other.waited - caller.waited
      const bound = allowedAhead(order, caller, other)
      if (stood < tier || later > bound + 1e-9) found.push(`${passed} was passed by ${called} at ${at}`)
    }
  }
  return found
}
