/** Who is next, and why: the fast order against the obvious one, and the sentences of Q1 to Q6 one by one. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hall } from '../../hall/hall.ts'
import { aheadOf, pickNext, whyChosen } from '../../hall/queue.ts'
import { MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import { listOf, nextBySight, overtaken } from '../kit/naive-order.ts'
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

const elderly = { class: 'priority', ground: 'elderly' } as const
const returned = (ticket: string): Deed => told({ type: 'ReturnTicket', ticket })

/** Calls and serves at a window until nobody is left, and says in which order. */
const servedAt = (past: Past, counter: string): string[] => {
  const order: string[] = []
  for (;;) {
    const next = pickNext(past.hall, counter)
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
    expect(pickNext(past.hall, '1')).toEqual({
      ticket: 'vip',
      why: { rule: 'own', key: MORNING + seconds(3) - minutes(15), overtook: 2 },
    })
    const last = past.hall.tickets.get('c')
    expect(last && whyChosen(past.hall, '1', last)).toEqual({ rule: 'chosen', key: MORNING + seconds(4), overtook: 3 })
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
    if (!pickNext(past.hall, counter)) return
    calledNext(counter)(past)
    if (kind > 9) missed(counter)(past)
    else {
      started(counter)(past)
      completed(counter)(past)
    }
  }
}

const compare = (hall: Hall): void => {
  for (const counter of ['1', '2', '3', '4']) {
    expect(pickNext(hall, counter)).toEqual(nextBySight(hall, counter))
    const all = [...listOf(hall, counter, 'own'), ...listOf(hall, counter, 'help')]
    for (const ticket of all)
      expect(whyChosen(hall, counter, ticket)).toEqual({
        rule: 'chosen',
        key: ticket.key,
        overtook: overtaken(all, ticket),
      })
  }
  for (const ticket of hall.tickets.values()) {
    if (ticket.status !== 'waiting') continue
    const theme = ticket.service.slice(0, 1)
    const ahead = [...hall.tickets.values()].filter(
      (other) =>
        other.status === 'waiting' &&
        other.service.startsWith(theme) &&
        (other.key < ticket.key || (other.key === ticket.key && other.rank < ticket.rank)),
    )
    expect(aheadOf(hall, ticket)).toBe(ahead.length)
  }
}

describe('the order against the obvious one', () => {
  it('I4 Q1 Q2 Q3 Q6 hold after any morning', () => {
    fc.assert(
      fc.property(steps, (morning) => {
        const { past } = given(
          opened(withRules({ calls: { limit: 1, gapSeconds: 0 } })),
          ...['1', '2', '3', '4'].map(windowOpened),
        )
        for (const step of morning) {
          doStep(past, step)
          compare(past.hall)
        }
      }),
      { numRuns: 120 },
    )
  })

  it('I4 the comparison itself notices a queue that is served from the wrong end', () => {
    const { past } = given(opened(), taken('a', 'A-01'), taken('b', 'A-01'))
    const wrong = { ...nextBySight(past.hall, '1'), ticket: listOf(past.hall, '1', 'own').at(-1)?.id }
    expect(pickNext(past.hall, '1')).not.toEqual(wrong)
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
