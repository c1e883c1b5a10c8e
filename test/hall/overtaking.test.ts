/** 超号报告: every call that went before somebody who had come earlier is in it, with whom, by how much and why. */
import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../hall/events.ts'
import { callsOfTicket, type OvertakingReport, overtakingOf } from '../../hall/overtaking.ts'
import { fairnessOf } from '../../hall/views/fairness.ts'
import { minutes } from '../kit/hand-clock.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  opened,
  type Past,
  recalled,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const elderly = { class: 'priority', ground: 'elderly' } as const
const served = (counter: string): readonly Deed[] => [calledNext(counter), started(counter), completed(counter)]

/** Runs a generator to its end, counting its steps. */
const finished = <T>(work: Generator<unknown, T>): { readonly value: T; readonly steps: number } => {
  for (let steps = 0; ; steps += 1) {
    const step = work.next()
    if (step.done) return { value: step.value, steps }
  }
}

const reportOf = (events: Iterable<Recorded>): OvertakingReport =>
  finished(overtakingOf(smallCatalogue.hall.id, '2024-03-18', events)).value

/** A morning with a call in turn, one by precedence, one by hand and one that passed nobody. */
const morning = (): Past =>
  given(
    opened(),
    windowOpened('1'),
    windowOpened('3'),
    taken('a', 'A-01'),
    taken('b', 'A-01'),
    taken('x', 'B-01'),
    ...served('1'),
    later(minutes(4)),
    taken('vip', 'A-02', elderly),
    ...served('1'),
    later(minutes(26)),
    taken('late', 'A-02'),
    told({ type: 'CallTicket', counter: '1', ticket: 'late', reason: '有急事' }),
    recalledLater,
    started('1'),
    completed('1'),
    ...served('3'),
  ).past

const recalledLater: Deed = (past) => {
  later(minutes(1))(past)
  recalled('1')(past)
}

describe('the overtaking report', () => {
  it('Q17 lists each call that overtook somebody, with whom, by how much, on which ground and with the reason', () => {
    const { calls, rows } = reportOf(morning().events)
    expect(calls).toBe(4)
    expect(
      rows.map(({ called, rule, ground, overtook, whom, reason }) => ({
        number: called.number,
        rule,
        ground,
        overtook,
        whom: whom.map((other) => [other.number, Math.floor(other.earlierMs / 60_000), other.beyond]),
        reason,
      })),
    ).toEqual([
      { number: 'VA003', rule: 'own', ground: 'class', overtook: 1, whom: [['A002', 4, false]], reason: undefined },
      { number: 'A004', rule: 'chosen', ground: 'chosen', overtook: 1, whom: [['A002', 30, true]], reason: '有急事' },
    ])
  })

  it('Q17 a ledger of before the names were recorded gives the same report', () => {
    const { events } = morning()
    const bare = events.map((recorded): Recorded => {
      const { event } = recorded
      if (event.type !== 'TicketCalled') return recorded
      const { whom: _whom, ...why } = event.why
      return { ...recorded, event: { ...event, why } }
    })
    expect(JSON.stringify(bare)).not.toContain('"whom"')
    expect(reportOf(bare)).toEqual(reportOf(events))
  })

  it('Q17 a day without any has an empty report that still counts its calls', () => {
    const { past } = given(opened(), windowOpened('1'), taken('a', 'A-01'), ...served('1'))
    expect(reportOf(past.events)).toMatchObject({ calls: 1, rows: [] })
    expect(reportOf([])).toMatchObject({ calls: 0, rows: [] })
  })

  it('F11 the report goes on event by event, so nobody waits for a whole day of it', () => {
    const { events } = morning()
    expect(finished(overtakingOf(smallCatalogue.hall.id, '2024-03-18', events)).steps).toBe(events.length)
  })

  it('Q10 all calls of one number are told, and of no other', () => {
    const { past } = given(
      opened(withRules({ calls: { limit: 1, gapSeconds: 0 } })),
      windowOpened('1'),
      taken('a', 'A-01'),
      taken('b', 'A-01'),
      calledNext('1'),
      told({ type: 'RequeueTicket', counter: '1', ticket: 'a', reason: '材料未齐' }),
      calledNext('1'),
    )
    const { value } = finished(callsOfTicket(smallCatalogue.hall.id, 'a', past.events))
    expect(value.map(({ called }) => called.number)).toEqual(['A001', 'A001'])
    expect(finished(callsOfTicket(smallCatalogue.hall.id, 'b', past.events)).value).toEqual([])
  })
})

describe('what the manager is warned of', () => {
  it('Q18 the share of precedence among the numbers taken last, once there are enough to say', () => {
    const { past } = given(opened())
    const take = (count: number, more: typeof elderly | object): void => {
      for (let n = 0; n < count; n += 1) taken(`t${past.events.length}`, 'A-01', more)(past)
    }
    take(9, {})
    take(5, elderly)
    expect(fairnessOf(past.hall).precedence).toBeNull()
    take(1, elderly)
    expect(fairnessOf(past.hall).precedence).toEqual({ count: 6, of: 15 })
    take(40, {})
    expect(fairnessOf(past.hall).precedence).toEqual({ count: 0, of: 40 })
  })

  it('Q18 a class without any credit has no precedence', () => {
    const { past } = given(opened(withRules({ creditMinutes: { ordinary: 0, priority: 0, appointment: 0 } })))
    for (let n = 0; n < 20; n += 1) taken(`t${n}`, 'A-01', elderly)(past)
    expect(fairnessOf(past.hall).precedence).toEqual({ count: 0, of: 20 })
  })

  it('Q18 the ordinary number that has waited longest, whoever with precedence waits longer', () => {
    const { past } = given(opened(), windowOpened('3'), taken('vip', 'C-01', elderly))
    const since = past.now + minutes(2) + 1_000
    expect(fairnessOf(past.hall).ordinary).toBeNull()
    for (const deed of [later(minutes(2)), taken('a', 'B-01'), taken('b', 'A-01')]) deed(past)
    expect(fairnessOf(past.hall).ordinary).toEqual({ number: 'B001', serviceName: '食品经营许可', since })
    told({
      type: 'TransferTicket',
      ticket: 'a',
      service: 'B-01',
      reason: 'expert',
      bound: { counter: '3' },
    })(past)
    expect(fairnessOf(past.hall).ordinary?.number).toBe('B001')
  })

  it('Q18 a window whose next call would go before an earlier number by more than its class may', () => {
    const { past } = given(opened(), windowOpened('1'), taken('a', 'A-01'), later(minutes(20)), taken('b', 'A-02'))
    expect(fairnessOf(past.hall).breaking).toEqual([])
    const { past: allowed } = given(opened(), windowOpened('1'), taken('a', 'A-01'), taken('vip', 'A-01', elderly))
    expect(fairnessOf(allowed.hall).breaking).toEqual([])
    told({ type: 'TransferTicket', ticket: 'b', service: 'A-01', reason: 'wrong-service', front: true })(past)
    expect(fairnessOf(past.hall).breaking).toEqual([
      { counterName: '1', number: 'A002', passed: 'A001', earlierMs: minutes(20) + 1_000, boundMs: 0 },
    ])
  })
})
