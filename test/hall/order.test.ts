/** Who is next, and why: the fast order against the obvious one, and the sentences of Q1 to Q6 one by one. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import { aheadOf, headAt, pickNext, whyChosen } from '../../hall/queue.ts'
import { verify } from '../../hall/verify.ts'
import { toSwitch } from '../../server/timekeeper.ts'
import { timekeeper } from '../kit/actors.ts'
import { MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import { isBefore, listOf, nextBySight, overtaken } from '../kit/naive-order.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'
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
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'
import { PROFILES, withWindow } from '../kit/tide-catalogue.ts'

const elderly = { class: 'priority', ground: 'elderly' } as const
const returned = (ticket: string): Deed => told({ type: 'ReturnTicket', ticket })

/** Calls and serves at a window until nobody is left, and says in which order. */
const servedAt = (past: Past, counter: string): string[] => {
  const order: string[] = []
  for (;;) {
    const next = pickNext(past.hall, counter, past.now)
    if (!next) return order
    calledNext(counter)(past)
    order.push(next.ticket)
    started(counter)(past)
    completed(counter)(past)
  }
}

describe('the order', () => {
  it('Q1 first come, first served, over all services of the window', () => {
    const { past } = given(opened(), windowOpened('1'), taken('a', 'A-02'), taken('b', 'A-01'), taken('c', 'A-02'))
    expect(servedAt(past, '1')).toEqual(['a', 'b', 'c'])
  })

  it('Q1 precedence is fifteen minutes of arrival, not the front of the line', () => {
    const { past } = given(
      opened(),
      windowOpened('1'),
      taken('early', 'A-01'),
      later(minutes(10)),
      taken('late', 'A-01'),
      later(minutes(5)),
      taken('vip', 'A-02', elderly),
    )
    // The early one came more than fifteen minutes before the elderly one, the late one did not.
    expect(servedAt(past, '1')).toEqual(['early', 'vip', 'late'])
  })

  it('Q1 equal keys are served in the order of the ledger', () => {
    const exactly = (ticket: string, service: string): Deed => told({ type: 'IssueTicket', ticket, service })
    const { past } = given(
      opened(),
      windowOpened('1'),
      exactly('z', 'A-02'),
      exactly('a', 'A-01'),
      exactly('m', 'A-02'),
    )
    expect(servedAt(past, '1')).toEqual(['z', 'a', 'm'])
  })

  it('Q2 a window’s own come before those it helps, whatever their keys', () => {
    const { past } = given(
      opened(),
      windowOpened('2'),
      taken('help', 'B-01', elderly),
      later(minutes(30)),
      taken('own', 'A-01'),
    )
    expect(servedAt(past, '2')).toEqual(['own', 'help'])
  })

  it('Q3 each call records its rule, its key and how many had come before', () => {
    const { past } = given(
      opened(),
      windowOpened('1'),
      taken('a', 'A-01'),
      taken('b', 'A-02'),
      taken('vip', 'A-01', elderly),
      taken('c', 'A-01'),
    )
    expect(pickNext(past.hall, '1', past.now)).toEqual({
      ticket: 'vip',
      why: { rule: 'own', key: MORNING + seconds(3) - minutes(15), overtook: 2, whom: ['a', 'b'] },
    })
    const last = past.hall.tickets.get('c')
    expect(last && whyChosen(past.hall, '1', last)).toEqual({
      rule: 'chosen',
      key: MORNING + seconds(4),
      overtook: 3,
      whom: ['a', 'b', 'vip'],
    })
  })

  it('Q3 of many who were passed over the first twenty are named, longest waiting first, whatever they wait for', () => {
    const people = Array.from({ length: 30 }, (_, index) => taken(`t${index}`, index % 3 === 0 ? 'A-02' : 'A-01'))
    const { past } = given(opened(), windowOpened('1'), ...people, taken('vip', 'A-01', elderly))
    const { ticket, why } = pickNext(past.hall, '1', past.now) ?? {}
    expect([ticket, why?.overtook]).toEqual(['vip', 30])
    expect(why?.whom).toEqual(Array.from({ length: 20 }, (_, index) => `t${index}`))
  })

  it('Q3 who came back is not said to have overtaken those who came after it', () => {
    const { past } = given(
      opened(),
      windowOpened('1'),
      taken('vip', 'A-01', elderly),
      calledNext('1'),
      taken('a', 'A-01'),
      taken('b', 'A-01'),
      missed('1'),
      returned('vip'),
    )
    expect(servedAt(past, '1').slice(0, 2)).toEqual(['a', 'b'])
    const calls = past.events.flatMap(({ event }) => (event.type === 'TicketCalled' ? [event] : []))
    expect(calls.map(({ ticket, why }) => [ticket, why.overtook])).toEqual([
      ['vip', 0],
      // `vip` came before both, missed its call, and stands behind them now.
      ['a', 1],
      ['b', 1],
      ['vip', 0],
    ])
  })

  it('Q4 an appointment waits for its slot’s turn, however early somebody came', () => {
    const { past } = given(
      opened(),
      windowOpened('1'),
      taken('booked', 'A-01', { class: 'appointment', slot: MORNING + minutes(30) }),
      later(minutes(15)),
      taken('before', 'A-01'),
      later(minutes(10)),
      taken('after', 'A-01'),
    )
    // Ten minutes of credit: it counts as of twenty past nine.
    expect(servedAt(past, '1')).toEqual(['before', 'booked', 'after'])
  })

  it('Q6 people ahead are those of the same theme whom the order calls first', () => {
    const { past } = given(
      opened(),
      taken('a', 'A-01'),
      taken('b', 'B-01'),
      taken('c', 'A-02'),
      taken('vip', 'A-02', elderly),
    )
    const ahead = (id: string): number => {
      const ticket = past.hall.tickets.get(id)
      return ticket ? aheadOf(past.hall, ticket) : Number.NaN
    }
    expect(['a', 'b', 'c', 'vip'].map(ahead)).toEqual([1, 0, 2, 0])
  })
})

describe('places that are given by hand, whatever makes the order', () => {
  const halls = [
    withRules({}),
    withRules({ rate: { ordinary: 1, priority: 4, appointment: 0.3 } }),
    withRules({ creditMinutes: { ordinary: 0, priority: 1_440, appointment: 10 } }),
  ]
  const asked = (ticket: string, reason: 'wrong-service' | 'expert' = 'expert') =>
    told({ type: 'TransferTicket', ticket, service: 'A-01', reason, front: true })
  const mixed = [
    windowOpened('1'),
    taken('a', 'A-01'),
    taken('vip', 'A-01', elderly),
    taken('booked', 'A-02', { class: 'appointment', slot: MORNING + minutes(1) }),
    taken('b', 'A-02'),
    taken('old', 'A-01', elderly),
    later(minutes(40)),
    taken('last', 'A-01'),
    taken('lastVip', 'A-02', elderly),
  ]

  for (const [index, hall] of halls.entries())
    it(`T14 Q1 the front is before everybody who waits for the theme (order ${index + 1})`, () => {
      for (const ticket of ['last', 'lastVip', 'b', 'booked']) {
        const { past } = given(opened(hall), ...mixed, asked(ticket))
        expect(pickNext(past.hall, '1', past.now)?.ticket).toBe(ticket)
        const front = past.hall.tickets.get(ticket)
        expect(front && aheadOf(past.hall, front, past.now)).toBe(0)
      }
    })

  for (const [index, hall] of halls.entries())
    it(`T5 Q1 who missed the call comes back behind so many, as far as its class allows (order ${index + 1})`, () => {
      const { past } = given(opened(hall), ...mixed)
      const [first] = headAt(past.hall, '1', 1, past.now)
      calledNext('1')(past)
      missed('1')(past)
      const before = headAt(past.hall, '1', 3, past.now).map(({ ticket }) => ticket)
      returned(first?.ticket ?? '')(past)
      const after = headAt(past.hall, '1', 10, past.now).map(({ ticket }) => ticket)
      // Strict precedence is kept: it comes back behind those who have it too.
      const strict = index === 2 ? before.filter((ticket) => /vip|old/i.test(ticket)) : before
      expect(after.slice(0, strict.length + 1)).toEqual([...strict, first?.ticket])
    })
})

/** A morning of random arrivals, calls, misses, returns and transfers. */
type Step = { readonly kind: number; readonly which: number; readonly service: number; readonly gap: number }
const steps = fc.array(
  fc.record({
    kind: fc.integer({ min: 0, max: 11 }),
    which: fc.nat(30),
    service: fc.nat(4),
    gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: minutes(6) })),
  }),
  { minLength: 4, maxLength: 40 },
)

const live = (past: Past, status: string): string[] =>
  [...past.hall.tickets.values()].filter((ticket) => ticket.status === status).map(({ id }) => id)

const doStep = (past: Past, { kind, which, service, gap }: Step): void => {
  later(gap)(past)
  const { id = '' } = smallCatalogue.services[service] ?? {}
  const ticket = `t${past.events.length}`
  const waiting = live(past, 'waiting')
  const chosen = waiting[which % Math.max(1, waiting.length)]
  const gone = live(past, 'no-show')
  const back = gone[which % Math.max(1, gone.length)]
  const full = id === 'B-02' && (past.hall.issuedOf.get('B-02') ?? 0) >= 3
  if (kind < 5 && !full) told({ type: 'IssueTicket', ticket, service: id })(past)
  else if (kind === 5 && !full) told({ type: 'IssueTicket', ticket, service: id, ...elderly })(past)
  else if (kind === 6 && !full)
    told({ type: 'IssueTicket', ticket, service: id, class: 'appointment', slot: past.now + which * minutes(1) })(past)
  else if (kind === 7 && chosen && past.hall.tickets.get(chosen)?.service !== id)
    told({ type: 'TransferTicket', ticket: chosen, service: id, reason: 'wrong-service' })(past)
  else if (kind === 8 && back && (past.hall.tickets.get(back)?.returns ?? 1) === 0) {
    const at = past.hall.tickets.get(back)
    if (at?.status === 'no-show' && past.now - at.missedAt <= minutes(30)) returned(back)(past)
  } else {
    const counter = String((which % 4) + 1)
    if (!pickNext(past.hall, counter, past.now)) return
    calledNext(counter)(past)
    if (kind > 9) missed(counter)(past)
    else {
      started(counter)(past)
      completed(counter)(past)
    }
  }
}

const compare = ({ hall, now }: Past): void => {
  for (const counter of ['1', '2', '3', '4']) {
    expect(pickNext(hall, counter, now)).toEqual(nextBySight(hall, counter, now))
    const all = listOf(hall, counter, now).map(([, ticket]) => ticket)
    expect(headAt(hall, counter, 100, now).map(({ ticket }) => ticket)).toEqual(all.map(({ id }) => id))
    for (const ticket of all)
      expect(whyChosen(hall, counter, ticket)).toEqual({ rule: 'chosen', key: ticket.key, ...overtaken(all, ticket) })
  }
  const waiting = [...hall.tickets.values()].filter((ticket) => ticket.status === 'waiting')
  for (const ticket of waiting) {
    const theme = ticket.service.slice(0, 1)
    const ahead = waiting.filter(
      (other) => other.service.startsWith(theme) && other.id !== ticket.id && isBefore(hall, other, ticket, now),
    )
    expect(aheadOf(hall, ticket, now)).toBe(ahead.length)
  }
}

/** One call is enough to be missed, so that a short morning has misses and returns. */
const calls = { limit: 1, gapSeconds: 0 }
const strict = { ordinary: 0, priority: 1_440, appointment: 10 }
/** Every kind of order, so many random mornings each. */
const ORDERS: readonly (readonly [kind: string, catalogue: Catalogue, runs: number])[] = [
  ['credits', withRules({ calls }), 60],
  ['rates', withRules({ calls, rate: { ordinary: 1, priority: 4, appointment: 0.5 } }), 40],
  ['strict precedence', withRules({ calls, creditMinutes: strict }), 40],
  [
    'strict precedence and rates',
    withRules({ calls, creditMinutes: strict, rate: { ordinary: 10, priority: 1, appointment: 2 } }),
    20,
  ],
  ['tides', withWindow('2', { profile: 'tide' }, withRules({ calls }, { ...smallCatalogue, profiles: PROFILES })), 40],
  [
    'the longest wait',
    withWindow('2', { profile: 'longest' }, withRules({ calls }, { ...smallCatalogue, profiles: PROFILES })),
    20,
  ],
]

describe('the order against the obvious one', () => {
  for (const [kind, catalogue, numRuns] of ORDERS)
    it(`I4 Q1 Q2 Q3 Q6 Q11 hold after any morning with ${kind}`, () => {
      fc.assert(
        fc.property(steps, (morning) => {
          const { past } = given(opened(catalogue), ...['1', '2', '3', '4'].map(windowOpened))
          for (const step of morning) {
            doStep(past, step)
            for (const intent of toSwitch(past.hall, past.now)) told(intent, timekeeper)(past)
            compare(past)
          }
          expect(verify(past.events, 'small')).toMatchObject({ ok: true })
        }),
        { numRuns },
      )
    })

  it('I4 the comparison itself notices a queue that is served from the wrong end', () => {
    const { past } = given(opened(), taken('a', 'A-01'), taken('b', 'A-01'))
    const wrong = { ...nextBySight(past.hall, '1', past.now), ticket: listOf(past.hall, '1', past.now).at(-1)?.[1].id }
    expect(pickNext(past.hall, '1', past.now)).not.toEqual(wrong)
  })
})

describe('I18 nobody starves', () => {
  it('I18 a ticket is overtaken only by those who came at most the difference of credit later', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: minutes(9) })), { maxLength: 40 }),
        (people) => {
          const { past } = given(opened(), windowOpened('1'), taken('me', 'A-01'))
          const mine = past.hall.tickets.get('me')?.readyAt ?? 0
          for (const [index, [precedence, gap]] of people.entries()) {
            later(gap)(past)
            taken(`o${index}`, 'A-01', precedence ? elderly : {})(past)
          }
          const order = servedAt(past, '1')
          for (const id of order.slice(0, order.indexOf('me')))
            expect((past.hall.tickets.get(id)?.readyAt ?? 0) - mine).toBeLessThanOrEqual(minutes(15))
        },
      ),
      { numRuns: 60 },
    )
  })
})
