/** Days of every kind, small and with many equal times, so that ties are met; and larger ones from a seed alone. */
import fc from 'fast-check'
import type { OrderRule, Relief, Shift, Visits, WindowDay } from '../../hall/simulate/day.ts'
import { drawsOf } from '../../hall/simulate/random.ts'
import type { Day } from './day-by-sight.ts'

const QUEUES = 4
const KINDS = 3
const HORIZON = 60

type Visitor = {
  readonly comes: number
  readonly early: number
  readonly queue: number
  readonly kind: number
  readonly needs: number
  readonly patience: number | null
  readonly onward: number | null
}

const visitor: fc.Arbitrary<Visitor> = fc.record({
  comes: fc.integer({ min: 0, max: HORIZON }),
  early: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 15 })),
  queue: fc.integer({ min: 0, max: QUEUES - 1 }),
  kind: fc.integer({ min: 0, max: KINDS - 1 }),
  needs: fc.integer({ min: 0, max: 12 }),
  patience: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.integer({ min: 0, max: 20 })),
  onward: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.integer({ min: 0, max: QUEUES - 1 })),
})

/** The columns of some visitors; whoever goes on has a second leg with the place in the order of the first. */
const visitsOf = (visitors: readonly Visitor[]): Visits => {
  const firsts = visitors.toSorted((a, b) => a.comes - b.comes)
  const onward = firsts.filter((one) => one.onward !== null)
  const all = [...firsts, ...onward]
  const legOf = new Map(onward.map((one, at) => [one, firsts.length + at]))
  const isLeg = (at: number): boolean => at >= firsts.length
  return {
    count: all.length,
    comes: Float64Array.from(all, ({ comes }, at) => (isLeg(at) ? Number.POSITIVE_INFINITY : comes)),
    since: Float64Array.from(all, ({ comes, early }) => comes + early),
    queue: Uint16Array.from(all, ({ queue, onward: to }, at) => (isLeg(at) ? (to ?? 0) : queue)),
    kind: Uint8Array.from(all, ({ kind }) => kind),
    needs: Float64Array.from(all, ({ needs }) => needs),
    leaves: Float64Array.from(all, ({ comes, patience }) =>
      patience === null ? Number.POSITIVE_INFINITY : comes + patience,
    ),
    // biome-ignore lint/suspicious/noThenProperty: it is never awaited
    then: Int32Array.from(all, (one, at) => (isLeg(at) ? -1 : (legOf.get(one) ?? -1))),
  }
}

const someQueues = fc.uniqueArray(fc.integer({ min: 0, max: QUEUES - 1 }), { minLength: 1, maxLength: 3 })

const relief: fc.Arbitrary<Relief> = fc
  .record({
    queues: fc.uniqueArray(fc.integer({ min: 0, max: QUEUES - 1 }), { minLength: 1, maxLength: 2 }),
    overWait: fc.constantFrom(3, 6, 10, Number.POSITIVE_INFINITY),
    overCount: fc.constantFrom(1, 2, 4, Number.POSITIVE_INFINITY),
    whenIdle: fc.boolean(),
    first: fc.boolean(),
    until: fc.integer({ min: 0, max: 3 }),
    begun: fc.boolean(),
    own: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.constantFrom([0], [1, 2])),
  })
  .map(({ own, ...one }) => ({
    ...one,
    until: Math.min(one.until, one.overCount - 1),
    ...(own === null ? {} : { own }),
  }))

const tiers = fc
  .tuple(someQueues, fc.uniqueArray(fc.integer({ min: 0, max: QUEUES - 1 }), { maxLength: 2 }))
  .map(([own, help]) => [own, help.filter((queue) => !own.includes(queue))].filter(({ length }) => length > 0))

const shiftsOf = (cuts: readonly number[], parts: readonly Omit<Shift, 'from' | 'to'>[]): Shift[] => {
  const ordered = cuts.toSorted((a, b) => a - b)
  return parts.map((part, at) => ({
    ...part,
    from: ordered[at * 2] ?? 0,
    to: at === parts.length - 1 ? 500 : (ordered[at * 2 + 1] ?? 0),
  }))
}

const windowDay: fc.Arbitrary<WindowDay> = fc
  .record({
    cuts: fc.array(fc.integer({ min: 0, max: HORIZON + 20 }), { minLength: 6, maxLength: 6 }),
    parts: fc.array(fc.record({ tiers, reliefs: fc.array(relief, { maxLength: 2 }) }), { minLength: 1, maxLength: 3 }),
    busyUntil: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.integer({ min: 0, max: 20 })),
    slowness: fc.constantFrom(1, 1, 2),
  })
  .map(({ cuts, parts, busyUntil, slowness }) => ({
    shifts: shiftsOf(cuts, parts),
    slowness,
    ...(busyUntil === null ? {} : { busyUntil }),
  }))

const orderRule: fc.Arbitrary<OrderRule> = fc.record({
  credit: fc.array(fc.constantFrom(0, 0, 2, 5, 10, Number.POSITIVE_INFINITY), { minLength: KINDS, maxLength: KINDS }),
  rate: fc.oneof(fc.constant([1, 1, 1]), fc.array(fc.constantFrom(0, 1, 2, 4), { minLength: KINDS, maxLength: KINDS })),
})

/** Breaks, profiles by the hour, help, legs, appointments, people who go away. */
export const anyDay: fc.Arbitrary<Day> = fc.record({
  visits: fc.array(visitor, { minLength: 1, maxLength: 40 }).map(visitsOf),
  windows: fc.array(windowDay, { minLength: 1, maxLength: 4 }),
  order: orderRule,
})

/** A busy day of one queue and windows that all take it, from a seed. */
export const pooledDay = (seed: number, count: number, windows: number, order: OrderRule, load = 0.95): Day => {
  const draws = drawsOf(seed, 'pooled day')
  const comes = new Float64Array(count)
  const since = new Float64Array(count)
  const kind = new Uint8Array(count)
  const needs = new Float64Array(count)
  let at = 0
  for (let visit = 0; visit < count; visit += 1) {
    at += draws.exponential(15 / (windows * load))
    comes[visit] = at
    kind[visit] = draws.below(order.credit.length)
    since[visit] = at + (draws.happens(0.2) ? draws.next() * 20 : 0)
    needs[visit] = draws.lognormal(15, 0.8)
  }
  const queue = new Uint16Array(count)
  const shift: Shift = { from: 0, to: Number.POSITIVE_INFINITY, tiers: [[0]] }
  return {
    visits: { count, comes, since, queue, kind, needs },
    windows: Array.from({ length: windows }, () => ({ shifts: [shift] })),
    order,
  }
}
