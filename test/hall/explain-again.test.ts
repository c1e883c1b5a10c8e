/** That every claim of 为什么叫这个号 is true on any morning, held against the tickets themselves. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkProfile } from '../../hall/profile.ts'
import { pickNext } from '../../hall/queue.ts'
import type { TicketAs } from '../../hall/ticket.ts'
import { minutes } from '../kit/hand-clock.ts'
import { withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  missed,
  opened,
  type Past,
  started,
  told,
  windowOpened,
} from '../kit/story.ts'
import { callsOf, withProfile } from './explained-calls.ts'

const elderly = { class: 'priority', ground: 'elderly' } as const
const quick = { limit: 1, gapSeconds: 0 }

type Waiting = TicketAs<'waiting'>
const CREDITS = [
  { creditMinutes: { ordinary: 0, priority: 15, appointment: 10 } },
  { creditMinutes: { ordinary: 0, priority: 1_440, appointment: 10 } },
  {
    creditMinutes: { ordinary: 0, priority: 5, appointment: 0 },
    rate: { ordinary: 1, priority: 3, appointment: 2 },
  },
] as const

/** The window that follows a profile takes two themes by the longest wait; all others their list. */
const mixed: WorkProfile = { id: 'mixed', name: '综合', own: ['A'], help: ['B'], order: 'longest', helpWhen: [] }

/** What a window may call by a rule, from the small hall as it is written. */
const LISTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '1': { own: ['A-01', 'A-02'] },
  '2': { longest: ['A-01', 'A-02', 'B-01', 'B-02'] },
  '3': { own: ['B-01', 'B-02'] },
  '4': { own: ['C-01'], help: ['A-01'] },
}

const step = fc.record({
  kind: fc.integer({ min: 0, max: 9 }),
  which: fc.nat(20),
  service: fc.constantFrom('A-01', 'A-02', 'B-01', 'C-01'),
  gap: fc.integer({ min: 0, max: minutes(7) }),
})

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const doStep = (past: Past, { kind, which, service, gap }: Step): void => {
  later(gap)(past)
  const ticket = `t${past.events.length}`
  const counter = String((which % 4) + 1)
  const issue = (more: object): Deed => told({ type: 'IssueTicket', ticket, service, ...more })
  const waiting = [...past.hall.tickets.values()].filter((one) => one.status === 'waiting')
  if (kind < 4) issue({})(past)
  else if (kind === 4) issue(elderly)(past)
  else if (kind === 5) issue({ class: 'appointment', slot: past.now + minutes((which % 9) - 3) })(past)
  else if (kind === 6) {
    const chosen = waiting[which % Math.max(1, waiting.length)]
    const at = Object.keys(LISTS).find(
      (id) =>
        chosen &&
        Object.values(LISTS[id] ?? {})
          .flat()
          .includes(chosen.service),
    )
    if (!chosen || at === undefined) return
    told({ type: 'CallTicket', counter: at, ticket: chosen.id, reason: '急事' })(past)
    started(at)(past)
    completed(at)(past)
  } else if (pickNext(past.hall, counter, past.now)) {
    calledNext(counter)(past)
    if (kind === 9) {
      missed(counter)(past)
      const gone = [...past.hall.tickets.values()].find((one) => one.status === 'no-show' && one.returns === 0)
      if (gone) told({ type: 'ReturnTicket', ticket: gone.id })(past)
    } else {
      started(counter)(past)
      completed(counter)(past)
    }
  }
}

describe('why this number, on any morning', () => {
  it.each(CREDITS)(
    'Q10 every claim holds when it is reckoned again from the tickets alone ($creditMinutes.priority)',
    (rules) => {
      const credit = (name: keyof typeof rules.creditMinutes): number => minutes(rules.creditMinutes[name])
      const rate = (name: keyof typeof rules.creditMinutes): number => ('rate' in rules ? rules.rate[name] : 1)
      let seen = 0
      fc.assert(
        fc.property(fc.array(step, { minLength: 8, maxLength: 40 }), (morning) => {
          const catalogue = withProfile(mixed, '2', withRules({ ...rules, calls: quick }))
          const { past } = given(opened(catalogue), ...['1', '2', '3', '4'].map(windowOpened))
          for (const one of morning) doStep(past, one)
          callsOf(past, (hall, call, said) => {
            const called = hall.tickets.get(call.ticket)
            if (called?.status !== 'waiting') return
            const all = LISTS[call.counter] ?? {}
            const takes = said.rule === 'chosen' ? Object.values(all).flat() : (all[said.rule] ?? [])
            const list = [...hall.tickets.values()].filter(
              (other): other is Waiting => other.status === 'waiting' && takes.includes(other.service),
            )
            const score = (one: Waiting): number => {
              const since = one.returns === 0 ? Math.max(one.issuedAt, one.slot ?? 0) : one.key + credit(one.class)
              const strict = rules.creditMinutes[one.class] >= 1_440
              if (strict && since > said.at) return said.at - since
              return (strict ? 1e12 : 0) + credit(one.class) + rate(one.class) * (said.at - since)
            }
            const earlier = list
              .filter((other) => other.arrivedAt < called.arrivedAt)
              .sort((a, b) => a.arrivedAt - b.arrivedAt)
            expect(list).toContainEqual(called)
            if (said.rule !== 'chosen')
              for (const other of list) expect(score(other)).toBeLessThanOrEqual(score(called) + 1)
            expect(said.overtook).toBe(earlier.length)
            expect(said.whom.map(({ scoreMs }) => Math.round(scoreMs))).toEqual(
              said.whom.map(({ ticket }) => Math.round(score(list.find(({ id }) => id === ticket) ?? called))),
            )
            expect(said.whom.map(({ earlierMs }) => earlierMs)).toEqual(
              earlier.slice(0, 20).map((other) => called.arrivedAt - other.arrivedAt),
            )
            expect(/先于 (\d+) 位/.exec(said.zh)?.[1] ?? '0').toBe(String(earlier.length))
            const ranks = [...said.zh.matchAll(/按 (-?\d+) 分钟排/g)].map(([, rank]) => Number(rank))
            if (said.ground === 'class') expect(Math.max(...ranks)).toBe(ranks[0])
            // Only a hand passes somebody over by more than the bound, and by hand it is always told.
            for (const other of said.whom) {
              if (other.strict || said.called.strict || other.moved) continue
              expect(other.beyond).toBe((other.scoreMs - said.called.scoreMs) / said.called.rate > 0.5)
            }
            if (said.rule !== 'chosen') expect(said.whom.filter(({ beyond }) => beyond)).toEqual([])
            seen += earlier.length
          })
        }),
        { numRuns: 60 },
      )
      expect(seen).toBeGreaterThan(50)
    },
  )
})
