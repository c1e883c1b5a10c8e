/** One ticket, several matters: 受理 → 缴费 → 统一出件, joint windows, and what becomes of them on the way. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOT_ACCEPTED, OUTCOMES } from '../../hall/catalogue.ts'
import { type Leg, legsAfter, legsFor, legsWith } from '../../hall/legs.ts'
import { longestSince } from '../../hall/longest.ts'
import { lookupOf } from '../../hall/lookup.ts'
import { counterView } from '../../hall/views/window.ts'
import { holderOf, padAt, staffAt } from '../kit/actors.ts'
import { minutes } from '../kit/hand-clock.ts'
import { richCatalogue } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  given,
  later,
  opened,
  ratingOf,
  secretOf,
  started,
  taken,
  told,
  wasRecorded,
  windowOpened,
} from '../kit/story.ts'

const { services } = lookupOf(richCatalogue)
const matters = [...services.keys()].filter((id) => id !== 'P-01' && id !== 'G-01')
const names = (legs: readonly Leg[]): string[] => legs.map((leg) => leg.service)
const rich = opened(richCatalogue)
const served = (counter: string) => [calledNext(counter), started(counter), later(minutes(3)), completed(counter)]

describe('the legs of a visit', () => {
  it('T11 stages that several matters share come once, after the last matter', () => {
    expect(legsFor(['A-01', 'B-01'], services)).toEqual([
      { service: 'A-01' },
      { service: 'B-01' },
      { service: 'P-01', of: ['A-01'], part: 'stage' },
      { service: 'G-01', of: ['A-01', 'B-01'], part: 'stage' },
    ])
  })

  it('T10 a matter that is turned away takes only what hangs on it alone', () => {
    const legs = legsFor(['A-01', 'B-01'], services).slice(1)
    for (const outcome of OUTCOMES) {
      const left = names(legsAfter(legs, 'A-01', outcome))
      expect(left, outcome).toEqual(NOT_ACCEPTED.includes(outcome) ? ['B-01', 'G-01'] : ['B-01', 'P-01', 'G-01'])
    }
    expect(names(legsAfter(legsAfter(legs, 'A-01', 'refused'), 'B-01', 'refused'))).toEqual(['B-01'])
  })

  it('T10 whatever is added and turned away, no leg is doubled and every accepted matter keeps its stages', () => {
    const some = fc.uniqueArray(fc.constantFrom(...matters), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(some, some, fc.infiniteStream(fc.constantFrom(...OUTCOMES)), (first, more, outcomes) => {
        let legs = legsFor(first, services)
        const added: string[] = []
        for (const matter of more) {
          // As `AddMatter` refuses what is on the ticket already.
          if (names(legs).includes(matter)) continue
          added.push(matter)
          legs = legsWith(legs, matter, services)
        }
        expect(new Set(names(legs)).size).toBe(legs.length)
        const accepted: string[] = []
        const done: string[] = []
        while (legs[0]) {
          const [leg, ...rest] = legs
          const outcome = outcomes.next().value ?? 'immediate'
          done.push(leg.service)
          if (!leg.part && !NOT_ACCEPTED.includes(outcome)) accepted.push(leg.service)
          legs = legsAfter(rest, leg.service, leg.part ? 'immediate' : outcome)
        }
        expect(done.length).toBe(new Set(done).size)
        for (const matter of [...first, ...added]) expect(done).toContain(matter)
        const owed = accepted.flatMap((matter) => [
          ...(services.get(matter)?.stages ?? []),
          ...(services.get(matter)?.assists ?? []),
        ])
        for (const stage of owed) expect(done).toContain(stage)
        for (const stage of ['P-01', 'G-01']) expect(done.includes(stage)).toBe(owed.includes(stage))
      }),
    )
  })

  it('T9 finishing one leg queues the next at once, with the same number and no second one', () => {
    const { hall } = given(rich, windowOpened('1'), taken('t1', 'A-01'), ...served('1')).past
    const ticket = hall.tickets.get('t1')
    expect(ticket).toMatchObject({ status: 'waiting', service: 'P-01', number: 1, part: 'stage' })
    expect(ticket?.served).toMatchObject([{ service: 'A-01', counter: '1', staffId: 'w1', outcome: 'immediate' }])
    expect(hall.series.get('P')).toBeUndefined()
    expect(hall.counts).toMatchObject({ waiting: 1, completed: 0 })
  })

  it('T9 it keeps its place in the order, and the wait for the next window begins when the leg ends', () => {
    const { hall } = given(
      rich,
      windowOpened('1'),
      windowOpened('5'),
      taken('t1', 'A-01'),
      later(minutes(5)),
      taken('late', 'P-01'),
      ...served('1'),
      calledNext('5'),
    ).past
    const ticket = hall.tickets.get('t1')
    expect(hall.counters.get('5')?.ticket).toBe('t1')
    expect(ticket?.key).toBe(ticket?.arrivedAt)
    expect(ticket?.readyAt).toBe(ticket?.served[0]?.completedAt)
    expect(hall.today.get('P')?.waits).toEqual([0])
  })

  it('T9 the longest wait at a window is of who has waited there longest, not of who came to the hall first', () => {
    const { hall, now } = given(
      rich,
      windowOpened('1'),
      windowOpened('5'),
      taken('t1', 'A-01'),
      calledNext('1'),
      started('1'),
      taken('p1', 'P-01'),
      later(minutes(8)),
      completed('1'),
      later(minutes(2)),
    ).past
    expect(hall.lines.get('P-01')?.ordinary.placed.places.map((place) => place.ticket)).toEqual(['t1', 'p1'])
    expect(longestSince(hall, ['P-01'])).toBe(now - minutes(10))
    expect(counterView(hall, '5')?.longestSince).toBe(now - minutes(10))
  })

  it('T9 the last leg ends the visit', () => {
    const { hall } = given(
      rich,
      windowOpened('1'),
      windowOpened('5'),
      taken('t1', 'A-01'),
      ...served('1'),
      ...served('5'),
      ...served('5'),
    ).past
    expect(hall.tickets.get('t1')).toMatchObject({ status: 'completed', counter: '5', legs: [] })
    expect(hall.tickets.get('t1')?.served.map((leg) => leg.service)).toEqual(['A-01', 'P-01', 'G-01'])
    expect(hall.counters.get('1')?.completed).toBe(1)
    expect(hall.counters.get('5')?.completed).toBe(2)
  })

  it('T10 who is turned away has nothing to pay', () => {
    const { hall } = given(
      rich,
      windowOpened('1'),
      taken('t1', 'A-01'),
      calledNext('1'),
      started('1'),
      completed('1', 'refused', '不属本厅'),
    ).past
    expect(hall.tickets.get('t1')).toMatchObject({ status: 'completed' })
  })

  it('T9 the window that leads sees where the visit goes on (S000-18)', () => {
    const { hall } = given(
      rich,
      windowOpened('1'),
      windowOpened('4'),
      taken('t1', 'A-02'),
      ...served('1'),
      calledNext('4'),
    ).past
    expect(counterView(hall, '1')?.leading).toEqual([
      {
        number: 'A001',
        status: 'called',
        legs: [
          { service: 'A-02', serviceName: '营业执照变更', state: 'done', counterName: '1', outcome: 'immediate' },
          { service: 'C-01', serviceName: '社保卡申领', state: 'now', part: 'assist', counterName: '4' },
        ],
      },
    ])
    expect(counterView(hall, '4')?.leading).toEqual([])
  })

  it('T12 an assist that two matters need stays when one of them is turned away', () => {
    const two = {
      ...richCatalogue,
      services: richCatalogue.services.map((known) => (known.id === 'B-02' ? { ...known, assists: ['C-01'] } : known)),
    }
    const known = lookupOf(two).services
    const legs = legsWith(legsFor(['A-02'], known).slice(1), 'B-02', known)
    expect(names(legsAfter(legs, 'A-02', 'refused'))).toContain('C-01')
    expect(names(legsAfter(legsAfter(legs, 'A-02', 'refused'), 'B-02', 'refused'))).not.toContain('C-01')
  })

  it('T12 stages already done are no matters', () => {
    const { past } = given(
      rich,
      windowOpened('1'),
      windowOpened('5'),
      taken('t1', 'A-01'),
      ...served('1'),
      ...served('5'),
    )
    for (const service of ['B-01', 'B-02', 'C-01', 'A-02']) told({ type: 'AddMatter', ticket: 't1', service })(past)
    expect(past.hall.tickets.get('t1')?.legs.length).toBeGreaterThan(3)
  })

  it('T12 a matter added at the window comes next, and a quota counts it', () => {
    const { past } = given(rich, windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1'))
    told({ type: 'AddMatter', ticket: 't1', service: 'B-02' })(past)
    expect(past.hall.issuedOf.get('B-02')).toBe(1)
    completed('1')(past)
    expect(past.hall.tickets.get('t1')).toMatchObject({ service: 'B-02', status: 'waiting' })
  })

  it('H6 a publish keeps the windows of every leg still to come', () => {
    const without = {
      ...richCatalogue,
      services: richCatalogue.services.flatMap(({ stages: _none, ...service }) =>
        service.id === 'P-01' ? [] : [service],
      ),
      themes: richCatalogue.themes,
    }
    given(rich, taken('t1', 'A-01'))
      .when({ type: 'PublishCatalogue', catalogue: without })
      .isRefused({ code: 'live-ticket-orphaned', tickets: 1, services: ['P-01'] })
  })

  it('T19 the secret made for one leg opens no other, and only the pad of its window may use it', () => {
    const story = given(
      rich,
      windowOpened('1'),
      windowOpened('5'),
      taken('t1', 'A-01'),
      ...served('1'),
      calledNext('5'),
      started('5'),
      wasRecorded(
        { type: 'TicketCompleted', ticket: 't1', counter: '5', outcome: 'immediate', rating: 'r-two' },
        staffAt('5'),
      ),
    )
    const rate = { type: 'RateVisit', ticket: 't1', secret: ratingOf('t1'), grade: 'satisfied' } as const
    story.when({ ...rate, leg: 1 }, holderOf('t1')).isRefused({ code: 'wrong-secret' })
    story.when({ ...rate, secret: 'r-two' }, padAt('1')).isRefused({ code: 'not-permitted' })
    story.when(rate, padAt('1')).leaves((hall) => {
      expect(hall.tickets.get('t1')?.served.map((leg) => leg.grade)).toEqual(['satisfied', undefined])
    })
  })

  it('T19 each leg is rated by itself, the ticket’s own secret opens any', () => {
    const { hall } = given(
      rich,
      windowOpened('1'),
      windowOpened('5'),
      taken('t1', 'A-01'),
      ...served('1'),
      ...served('5'),
      told({ type: 'RateVisit', ticket: 't1', secret: secretOf('t1'), grade: 'satisfied', leg: 0 }),
      told({ type: 'RateVisit', ticket: 't1', secret: secretOf('t1'), grade: 'dissatisfied' }),
    ).past
    expect(hall.tickets.get('t1')?.served.map((leg) => leg.grade)).toEqual(['satisfied', 'dissatisfied'])
    expect(hall.ratings.map(({ staffId, leg }) => [staffId, leg])).toEqual([
      ['w1', 0],
      ['w5', 1],
    ])
    expect(hall.counts.waiting).toBe(1)
  })
})
