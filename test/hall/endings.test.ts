/** How a visit begins and ends at a window: 到场, outcomes, materials, pieces of work, 整理, and those who do not come. */
import { describe, expect, it } from 'vitest'
import type { NoShowRule } from '../../hall/catalogue.ts'
import { counterView } from '../../hall/views/window.ts'
import { staffAt } from '../kit/actors.ts'
import { minutes, seconds } from '../kit/hand-clock.ts'
import { MATERIALS, richCatalogue, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  missed,
  opened,
  parked,
  ratingOf,
  recalled,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const rich = opened(richCatalogue)
const here = { counter: '1', ticket: 't1' } as const
const [form, proof] = MATERIALS
const assumed = opened(
  withRules({ window: { ...richCatalogue.rules.window, confirmArrival: false, override: true } }, richCatalogue),
)

describe('the beginning', () => {
  it('C10 where 到场 is not asked for, a visit begins with its last call: one press a visitor', () => {
    const { hall, now } = given(
      assumed,
      windowOpened('1'),
      taken('t1', 'A-01'),
      calledNext('1'),
      later(seconds(20)),
      recalled('1'),
      later(minutes(6)),
      completed('1'),
    ).past
    expect(hall.tickets.get('t1')?.served).toMatchObject([{ startedAt: now - minutes(6), completedAt: now }])
    expect(hall.counters.get('1')).toMatchObject({ completed: 1, servedMs: minutes(6) })
  })

  it('C10 where it is, nobody is done who did not come', () => {
    given(rich, windowOpened('1'), taken('t1', 'A-01'), calledNext('1'))
      .when({ type: 'CompleteTicket', ...here, outcome: 'immediate' })
      .isRefused({ code: 'wrong-status', ticket: 't1', status: 'called' })
  })

  it('C14 beyond its list a window takes nobody, or with a reason where the hall permits it', () => {
    const beyond = { type: 'CallTicket', counter: '4', ticket: 't1', reason: '同事请假' } as const
    given(rich, windowOpened('4'), taken('t1', 'A-02'))
      .when({ ...beyond, override: true })
      .isRefused({ code: 'not-authorised', counter: '4', service: 'A-02' })
    const permitted = [assumed, windowOpened('4'), taken('t1', 'A-02')]
    given(...permitted)
      .when(beyond)
      .isRefused({ code: 'not-authorised', counter: '4', service: 'A-02' })
    given(...permitted)
      .when({ type: 'CallTicket', counter: '4', ticket: 't1', override: true })
      .isRefused({ code: 'reason-needed' })
    const called = given(...permitted).when({ ...beyond, override: true })
    called.leaves((hall) => expect(hall.tickets.get('t1')).toMatchObject({ status: 'called', counter: '4' }))
    expect(called.past.events.at(-1)?.event).toMatchObject({ why: { rule: 'override' }, reason: '同事请假' })
  })

  it('C3 where windows may not choose, they do not', () => {
    const strict = withRules({ window: { ...richCatalogue.rules.window, choose: false } }, richCatalogue)
    given(opened(strict), windowOpened('1'), taken('t1', 'A-01'))
      .when({ type: 'CallTicket', ...here, reason: '熟人' })
      .isRefused({ code: 'not-permitted' })
  })

  it('C23 only to what the window may take, and not to what is on the ticket anyway', () => {
    const correct = { type: 'CorrectService', ...here } as const
    const many = taken('t1', 'A-01', { more: ['A-02'] })
    const serving = [rich, windowOpened('1'), many, calledNext('1'), started('1')]
    given(...serving)
      .when({ ...correct, service: 'B-01' })
      .isRefused({ code: 'not-authorised', counter: '1', service: 'B-01' })
    given(...serving)
      .when({ ...correct, service: 'A-02' })
      .isRefused({ code: 'matter-exists', service: 'A-02' })
    given(...serving)
      .when({ ...correct, service: 'A-01' })
      .isRefused({ code: 'same-service', service: 'A-01' })
  })

  it('C13 who is served directly makes no call, and waits for nothing', () => {
    const { hall } = given(
      rich,
      windowOpened('1'),
      told({ type: 'ServeDirectly', ...here, service: 'A-01', reason: '补交材料' }),
    ).past
    expect(hall.calls).toEqual([])
    expect(hall.tickets.get('t1')).toMatchObject({ status: 'serving', channel: 'window', number: 1 })
    expect(hall.today.get('A')).toMatchObject({ issued: 1, waits: [] })
  })

  it('C13 a window serves directly only what its list names', () => {
    given(rich, windowOpened('4'))
      .when({ type: 'ServeDirectly', counter: '4', ticket: 't1', service: 'A-02', reason: '补交材料' })
      .isRefused({ code: 'not-authorised', counter: '4', service: 'A-02' })
  })
})

describe('the ending', () => {
  const serving = [rich, windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1')]

  it('C18 what was accepted for later has its day, counted in working days', () => {
    given(...serving)
      .when({ type: 'CompleteTicket', ...here, outcome: 'promised' })
      .leaves((hall) => expect(hall.tickets.get('t1')?.served[0]).toMatchObject({ promised: '2026-03-05' }))
    given(...serving)
      .when({ type: 'CompleteTicket', ...here, outcome: 'immediate' })
      .leaves((hall) => expect(hall.tickets.get('t1')?.served[0]).not.toHaveProperty('promised'))
  })

  it('C18 a list of what is missing is the reason of 补办, in one act', () => {
    const materials = { present: [form], missing: [proof] }
    given(...serving)
      .when({ type: 'CompleteTicket', ...here, outcome: 'supplement', materials })
      .gives({ type: 'TicketCompleted', ...here, outcome: 'supplement', rating: ratingOf('t1'), materials })
  })

  it('C18 without a list 补办 needs its reason like 退办 and 不受理', () => {
    given(...serving)
      .when({ type: 'CompleteTicket', ...here, outcome: 'supplement', materials: { present: [form], missing: [] } })
      .isRefused({ code: 'reason-needed' })
  })

  it('C18 容缺受理: what is missing is accepted with a reason, and the record says both', () => {
    const materials = { present: [form], missing: [proof] }
    given(...serving)
      .when({ type: 'CompleteTicket', ...here, outcome: 'promised', materials, reason: '容缺受理，三日内补交' })
      .leaves((hall) =>
        expect(hall.tickets.get('t1')?.served[0]).toMatchObject({ missing: [proof], reason: '容缺受理，三日内补交' }),
      )
  })

  it('C18 what was ticked before counts when the ending does not say otherwise', () => {
    const ticked = told(
      { type: 'CheckMaterials', ticket: 't1', materials: { present: [form, proof], missing: [] } },
      staffAt('1'),
    )
    given(...serving, ticked)
      .when({ type: 'CompleteTicket', ...here, outcome: 'promised' })
      .gives({
        type: 'TicketCompleted',
        ...here,
        outcome: 'promised',
        rating: ratingOf('t1'),
        materials: { present: [form, proof], missing: [] },
        promised: '2026-03-05',
        legs: [
          { service: 'P-01', of: ['A-01'], part: 'stage' },
          { service: 'G-01', of: ['A-01'], part: 'stage' },
        ],
      })
  })

  it('T16 a new service starts with an unticked list', () => {
    const ticked = told(
      { type: 'CheckMaterials', ticket: 't1', materials: { present: [form], missing: [] } },
      staffAt('1'),
    )
    const { hall } = given(...serving, ticked, completed('1', 'promised')).past
    expect(hall.tickets.get('t1')).not.toHaveProperty('materials')
  })

  it('C19 pieces of work are counted: a visitor with three brings three', () => {
    const { hall } = given(...serving, told({ type: 'CompleteTicket', ...here, outcome: 'immediate', cases: 3 })).past
    expect(hall.counters.get('1')?.completed).toBe(3)
    expect(hall.today.get('A')).toMatchObject({ completed: 1, cases: 3 })
    expect(hall.staffToday.get('w1')).toMatchObject({ name: '窗口员', completed: 1, cases: 3 })
    expect(counterView(hall, '1')).toMatchObject({
      mine: { cases: 3 },
      themes: [{ id: 'A', cases: 3, casesExpected: 50 }],
    })
  })

  it('C20 after 办结 the window is 整理 until it calls', () => {
    const { past } = given(...serving, completed('1'), taken('t2', 'A-01'))
    expect(counterView(past.hall, '1')?.wrapUpSince).toBe(past.hall.tickets.get('t1')?.served[0]?.completedAt)
    calledNext('1')(past)
    expect(counterView(past.hall, '1')?.wrapUpSince).toBeUndefined()
  })

  it('C21 a ticket put aside for a while comes first in the list of its own window', () => {
    const { past } = given(
      rich,
      windowOpened('1'),
      windowOpened('2'),
      taken('t1', 'A-01'),
      taken('t2', 'A-01'),
      calledNext('1'),
      parked('1'),
      calledNext('2'),
    )
    told({ type: 'ParkTicket', counter: '2', ticket: 't2', reason: '取材料', until: past.now + minutes(10) })(past)
    expect(counterView(past.hall, '2')?.parked.map((card) => card.id)).toEqual(['t2', 't1'])
    expect(counterView(past.hall, '1')?.parked.map((card) => card.id)).toEqual(['t1', 't2'])
    expect(counterView(past.hall, '2')?.parked[0]?.until).toBe(past.now + minutes(10))
  })

  it('C12 back into the queue is back to its place', () => {
    const { hall } = given(
      rich,
      windowOpened('1'),
      taken('t1', 'A-01'),
      taken('t2', 'A-01'),
      calledNext('1'),
      told({ type: 'RequeueTicket', ...here, reason: '等人' }),
    ).past
    expect(counterView(hall, '1')?.head.map((card) => card.id)).toEqual(['t1', 't2'])
  })
})

describe('those who do not come', () => {
  const rule = (change: Partial<NoShowRule>): Deed =>
    opened(withRules({ noShow: { mode: 'keep', returnMinutes: 30, placesDown: 2, times: 2, ...change } }))
  const queue = ['t1', 't2', 't3', 't4'].map((id) => taken(id, 'A-01'))

  it('T15 void: after one call and the gap the number is void', () => {
    const { past } = given(rule({ mode: 'void' }), windowOpened('1'), ...queue, calledNext('1'), later(seconds(20)))
    told({ type: 'MarkNoShow', ...here })(past)
    expect(past.hall.tickets.get('t1')?.status).toBe('no-show')
  })

  it('T15 void-after-calls: only after all calls', () => {
    given(rule({ mode: 'void-after-calls' }), windowOpened('1'), ...queue, calledNext('1'), later(seconds(20)))
      .when({ type: 'MarkNoShow', ...here })
      .isRefused({ code: 'calls-missing', calls: 1, limit: 3 })
  })

  it('T15 places-down: it goes on waiting some places down, so many times, and is void then', () => {
    const { past } = given(rule({ mode: 'places-down' }), windowOpened('1'), ...queue, calledNext('1'), missed('1'))
    expect(counterView(past.hall, '1')?.head.map((card) => card.id)).toEqual(['t2', 't3', 't1', 't4'])
    expect(past.hall.tickets.get('t1')).toMatchObject({ status: 'waiting', returns: 1 })
    for (const next of ['t2', 't3']) {
      calledNext('1')(past)
      started('1')(past)
      expect(past.hall.counters.get('1')?.ticket).toBe(next)
      completed('1')(past)
    }
    for (const status of ['waiting', 'no-show']) {
      told({ type: 'CallTicket', ...here, reason: '他来了' })(past)
      missed('1')(past)
      expect(past.hall.tickets.get('t1')?.status).toBe(status)
    }
  })

  it('T15 a theme may have a rule of its own', () => {
    const themes = richCatalogue.themes.map((theme) =>
      theme.id === 'A'
        ? { ...theme, noShow: { mode: 'void', returnMinutes: 0, placesDown: 0, times: 0 } as const }
        : theme,
    )
    const { past } = given(
      opened({ ...richCatalogue, themes }),
      windowOpened('1'),
      ...queue,
      calledNext('1'),
      later(seconds(20)),
    )
    told({ type: 'MarkNoShow', ...here })(past)
    expect(past.hall.tickets.get('t1')?.status).toBe('no-show')
  })
})
