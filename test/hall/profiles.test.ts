/** What a window takes under its work profile, by the hour, by hand and while it helps (Q11–Q14). */
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import { plannedSwitch } from '../../hall/decide-profile.ts'
import { openCountersOf } from '../../hall/estimate.ts'
import { headAt, pickNext, waitingAt } from '../../hall/queue.ts'
import { takesInPlan, tiersAt } from '../../hall/takes.ts'
import { verify } from '../../hall/verify.ts'
import { toSwitch } from '../../server/timekeeper.ts'
import { timekeeper } from '../kit/actors.ts'
import { hours, minutes } from '../kit/hand-clock.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  opened,
  type Past,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'
import { FLOOD, longest, narrow, profiled, tide, tideCatalogue, withWindow } from '../kit/tide-catalogue.ts'
import { lastOf } from './explained-calls.ts'

/** The hall in which window 2 begins the day with a profile. */
const following = (profile: string, from: Catalogue = profiled): Catalogue => withWindow('2', { profile }, from)
const byHand = (profile: string | null): Deed => told({ type: 'SwitchProfile', counter: '2', profile, reason: '人多' })
/** What the timekeeper does when it looks. */
const looked: Deed = (past) => {
  for (const intent of toSwitch(past.hall, past.now)) told(intent, timekeeper)(past)
}
const tiers = ({ hall }: Past, counter = '2') =>
  tiersAt(hall, counter).map(({ rule, services }) => `${rule} ${services.join(' ')}`.trim())
const next = ({ hall, now }: Past) => {
  const pick = pickNext(hall, '2', now)
  return pick && `${pick.why.rule} ${pick.ticket}`
}
const served: Deed = (past) => {
  calledNext('2')(past)
  started('2')(past)
  completed('2', 'consulted')(past)
}
const waiting = (...tickets: readonly string[]): Deed[] =>
  tickets.map((ticket) => taken(ticket, `${ticket.slice(0, 1).toUpperCase()}-01`))
const helped = ({ events }: Past) => events.flatMap(({ event }) => (event.type === 'HelpSwitched' ? [event] : []))

describe('Q11 a work profile', () => {
  it('Q11 leaves the list as it is where there is none', () => {
    expect(tiers(given(opened(profiled)).past)).toEqual(['own A-01 A-02', 'help B-01 B-02'])
  })

  it('Q11 narrows the list to its themes, and to its services', () => {
    expect(tiers(given(opened(following('tide'))).past)).toEqual(['own A-01 A-02'])
    expect(tiers(given(opened(following('narrow'))).past)).toEqual(['own A-01'])
  })

  it('Q11 never gives what the list does not name', () => {
    const list = withWindow(
      '4',
      { profile: 'upstairs' },
      {
        ...profiled,
        profiles: [{ ...longest, id: 'upstairs', own: ['A', 'C'], help: [] }],
      },
    )
    expect(tiers(given(opened(list)).past, '4')).toEqual(['longest A-01 C-01'])
  })

  it('Q11 by the longest wait, who came first is called first, whoever’s theme it is', () => {
    const deeds = [windowOpened('2'), ...waiting('b1', 'a1', 'b2')]
    const own = given(opened(profiled), ...deeds).past
    expect(next(own)).toBe('own a1')
    const all = given(opened(following('longest')), ...deeds).past
    expect(next(all)).toBe('longest b1')
    served(all)
    expect(next(all)).toBe('longest a1')
  })

  it('Q3 Q11 a call records the profile by which it was made', () => {
    const { past } = given(opened(following('longest')), windowOpened('2'), ...waiting('a1'), calledNext('2'))
    expect(past.events.at(-1)?.event).toMatchObject({ why: { rule: 'longest', overtook: 0, profile: 'longest' } })
  })

  it('Q11 S003-22 what the profile leaves out is still on the list: it may be called by hand, without an override', () => {
    const { past } = given(opened(following('narrow')), windowOpened('2'), taken('b1', 'B-01'))
    expect(next(past)).toBeUndefined()
    told({ type: 'CallTicket', counter: '2', ticket: 'b1', reason: '三号窗口离岗' })(past)
    expect(past.events.at(-1)?.event).toMatchObject({ why: { rule: 'chosen' } })
  })

  it('Q11 C16 who stands in takes what the other takes now', () => {
    const permits = { ...narrow, id: 'permits', own: ['B'], services: ['B-01'] }
    const hall = withWindow('3', { profile: 'permits' }, { ...profiled, profiles: [permits] })
    const { past } = given(
      opened(withWindow('2', { own: ['A', 'B'], help: [] }, hall)),
      ...['1', '3'].map(windowOpened),
      told({ type: 'PauseCounter', counter: '3', reason: 'meal' }),
      told({ type: 'TakeOver', counter: '1', from: '3' }),
    )
    expect(tiers(past, '1')).toEqual(['own A-01 A-02 B-01'])
    told({ type: 'SwitchProfile', counter: '3', profile: null, reason: '人多' })(past)
    expect(tiers(past, '1')).toEqual(['own A-01 A-02 B-01 B-02'])
  })

  it('Q11 C16 S003-22 what the other’s profile makes its own is within the right of who stands in', () => {
    const both = { ...longest, id: 'both', own: ['A', 'B'], help: [], order: 'own-first' as const }
    const hall = withWindow('2', { profile: 'both', backups: ['1'] }, { ...profiled, profiles: [both] })
    const { past } = given(
      opened(hall),
      ...['1', '2'].map(windowOpened),
      told({ type: 'PauseCounter', counter: '2', reason: 'meal' }),
      told({ type: 'TakeOver', counter: '1', from: '2' }),
      taken('b1', 'B-01'),
      calledNext('1'),
    )
    expect(past.events.at(-1)?.event).toMatchObject({ type: 'TicketCalled', ticket: 'b1', why: { rule: 'own' } })
    expect(verify(past.events, 'small')).toMatchObject({ ok: true })
    const { past: parked } = given(...[opened(hall), ...['1', '2'].map(windowOpened)], taken('b2', 'B-01'))
    told({ type: 'PauseCounter', counter: '2', reason: 'meal' })(parked)
    told({ type: 'TakeOver', counter: '1', from: '2' })(parked)
    told({ type: 'CallTicket', counter: '1', ticket: 'b2', reason: '急事' })(parked)
    expect(parked.hall.counters.get('1')?.ticket).toBe('b2')
  })

  it('F4 a theme is open where a window calls from it now', () => {
    const { past } = given(opened(following('tide')), windowOpened('2'), windowOpened('4'))
    expect(['A', 'B', 'C'].map((theme) => openCountersOf(past.hall, theme))).toEqual([2, 0, 1])
  })
})

describe('Q14 profiles by the hour', () => {
  it('Q14 follow the plan, and the timekeeper notes each change once', () => {
    const { past } = given(opened(tideCatalogue), looked)
    expect(tiers(past)).toEqual(['longest A-01 A-02 B-01 B-02'])
    later(hours(1))(past)
    looked(past)
    looked(past)
    later(hours(4))(past)
    looked(past)
    const switched = past.events.flatMap(({ event }) => (event.type === 'ProfileSwitched' ? [event] : []))
    expect(switched.map(({ profile, by }) => `${by} ${profile}`)).toEqual(['plan tide', 'plan aside'])
    expect(verify(past.events, 'small')).toMatchObject({ ok: true })
  })

  it('Q14 a switch by hand stands until the plan’s next change, and no longer', () => {
    const { past } = given(opened(tideCatalogue), later(hours(1)), looked, byHand('narrow'))
    for (const step of [minutes(1), hours(3), minutes(58)]) {
      later(step)(past)
      expect(plannedSwitch(past.hall, '2', past.now)).toBeUndefined()
    }
    later(minutes(1))(past)
    expect(plannedSwitch(past.hall, '2', past.now)).toBe('aside')
  })

  it('Q14 who opens after the hour begins with what the hour asks for', () => {
    const { past } = given(later(hours(3)), opened(tideCatalogue), looked)
    expect(tiers(past)).toEqual(['own A-01 A-02'])
  })

  it('Q14 a publish that changes the plan changes the window, and one that takes its profile away gives it its list', () => {
    const { past } = given(opened(tideCatalogue), later(hours(1)), looked)
    told({
      type: 'PublishCatalogue',
      catalogue: withWindow('2', { plan: [{ from: '10:00', profile: 'narrow' }] }, profiled),
    })(past)
    looked(past)
    expect(tiers(past)).toEqual(['own A-01'])
    told({ type: 'PublishCatalogue', catalogue: { ...profiled, profiles: [] } })(past)
    expect(tiers(past)).toEqual(['own A-01 A-02', 'help B-01 B-02'])
  })

  it('Q14 what the catalogue alone says of an hour needs no hall', () => {
    const window = tideCatalogue.counters.find(({ id }) => id === '2')
    const at = (minute: number) => window && takesInPlan(tideCatalogue, window, minute).map(({ rule }) => rule)
    expect([0, 599, 600, 900].map(at)).toEqual([['longest'], ['longest'], ['own'], ['own']])
  })
})

describe('Q13 潮汐窗口', () => {
  const flooded = [opened(following('tide')), windowOpened('2'), ...waiting('a1', 'b1', 'b2', 'b3')]

  it('Q13 begins when more wait than the rule says, and calls the theme before its own', () => {
    const { past } = given(...flooded, looked)
    expect(helped(past)).toEqual([])
    taken('b4', 'B-01')(past)
    looked(past)
    expect(helped(past)).toMatchObject([{ theme: 'B', on: true, by: 'rule', first: true, untilWaiting: 1, waiting: 4 }])
    expect(tiers(past)).toEqual(['own', 'relief B-01 B-02', 'own A-01 A-02'])
    // It passes over the window's own, and says so.
    expect(pickNext(past.hall, '2', past.now)).toMatchObject({ ticket: 'b1', why: { rule: 'relief', whom: ['a1'] } })
  })

  it('Q13 begins when somebody has waited longer than the rule says', () => {
    const { past } = given(
      opened(following('tide')),
      windowOpened('2'),
      ...waiting('b1', 'b2'),
      later(minutes(10) - 1_000),
    )
    looked(past)
    expect(helped(past)).toEqual([])
    later(1)(past)
    looked(past)
    expect(helped(past)).toMatchObject([{ on: true, longestSince: past.now - minutes(10) - 1 }])
  })

  it('Q13 goes on until few enough are left, and does not begin again at once', () => {
    const { past } = given(...flooded, taken('b4', 'B-01'), looked)
    for (const left of [3, 2]) {
      served(past)
      looked(past)
      expect([helped(past).length, next(past)?.slice(0, 6), left]).toEqual([1, 'relief', left])
    }
    served(past)
    looked(past)
    looked(past)
    expect(helped(past).map(({ on, waiting: count }) => [on, count])).toEqual([
      [true, 4],
      [false, 1],
    ])
    expect(next(past)).toBe('own a1')
    expect(verify(past.events, 'small')).toMatchObject({ ok: true })
  })

  it('Q13 does not begin with so few that it would end at once, however long they have waited', () => {
    const { past } = given(opened(following('tide')), windowOpened('2'), ...waiting('b1'), later(hours(1)), looked)
    expect(FLOOD.untilWaiting).toBe(1)
    expect(helped(past)).toEqual([])
  })

  it('Q13 begins at an open window alone', () => {
    const { past } = given(opened(following('tide')), ...waiting('b1', 'b2', 'b3', 'b4'), looked)
    expect(helped(past)).toEqual([])
  })

  it('Q13 where it may begin only when idle, it waits for that, and comes after the window’s own', () => {
    const { past } = given(opened(following('aside')), windowOpened('2'), ...waiting('a1', 'b1', 'b2'), looked)
    expect(helped(past)).toEqual([])
    served(past)
    looked(past)
    expect(tiers(past)).toEqual(['own A-01 A-02', 'help B-01 B-02'])
    expect(next(past)).toBe('help b1')
    taken('a2', 'A-01')(past)
    expect(next(past)).toBe('own a2')
  })

  it('Q13 what is idle is its own themes alone, also where it calls by the longest wait', () => {
    const rule = { theme: 'C', overWaiting: 1, whenIdle: true, first: false, untilWaiting: 0 }
    const list = withWindow('2', { own: ['A'], help: ['B', 'C'], profile: 'longest' }, profiled)
    const hall = { ...list, profiles: [{ ...longest, helpWhen: [rule] }] }
    const { past } = given(opened(hall), windowOpened('2'), ...waiting('a1', 'b1', 'c1', 'c2'), looked)
    expect(helped(past)).toEqual([])
    served(past)
    expect(next(past)).toBe('longest b1')
    looked(past)
    expect(helped(past)).toMatchObject([{ theme: 'C', on: true }])
  })

  it('Q12 Q13 who waits for the window alone is called before those it helps', () => {
    const bound = told({
      type: 'TransferTicket',
      ticket: 'a1',
      service: 'A-01',
      reason: 'expert',
      bound: { counter: '2' },
    })
    const { past } = given(...flooded, taken('b4', 'B-01'), looked, bound)
    expect(next(past)).toBe('own a1')
    expect(waitingAt(past.hall, '2')).toBe(5)
    served(past)
    expect(next(past)).toBe('relief b1')
  })

  it('Q3 Q10 Q13 who waits for the window alone and came later passes over its own list, and says so', () => {
    const bound = {
      type: 'TransferTicket',
      ticket: 'z',
      service: 'A-01',
      reason: 'expert',
      bound: { counter: '2' },
    } as const
    const deeds = [...flooded, taken('b4', 'B-01'), looked, later(minutes(5)), taken('z', 'B-01'), told(bound)]
    const { past } = given(...deeds, calledNext('2'))
    expect(past.events.at(-1)?.event).toMatchObject({ ticket: 'z', why: { rule: 'own', overtook: 1, whom: ['a1'] } })
    const said = lastOf(past)
    expect([said.ground, said.whom.map(({ number, beyond }) => [number, beyond])]).toEqual(['bound', [['A001', true]]])
    expect(said.zh).toContain('指定在2号窗口办理，轮到它：等了 0 分钟。它先于 1 位先到的人：A001（早到 5 分钟）。')
    expect(verify(past.events, 'small')).toMatchObject({ ok: true })
  })

  it('Q11 T14 so is it where the window calls by the longest wait', () => {
    const bound = told({
      type: 'TransferTicket',
      ticket: 'a1',
      service: 'A-01',
      reason: 'expert',
      bound: { counter: '2' },
    })
    const { past } = given(opened(following('longest')), windowOpened('2'), ...waiting('b1', 'a1', 'b2'), bound)
    expect(headAt(past.hall, '2', 9).map(({ ticket }) => ticket)).toEqual(['b1', 'a1', 'b2'])
    served(past)
    expect(next(past)).toBe('longest a1')
  })

  it('Q13 by hand it lasts until nobody of the theme is left', () => {
    const help = told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: true, reason: '人多' })
    const { past } = given(opened(following('narrow')), windowOpened('2'), ...waiting('b1', 'b2'), help)
    for (const _ of ['b1', 'b2']) {
      looked(past)
      expect(helped(past)).toHaveLength(1)
      served(past)
    }
    looked(past)
    expect(helped(past).map(({ on, by }) => [on, by])).toEqual([
      [true, 'hand'],
      [false, 'rule'],
    ])
  })

  it('Q12 Q13 by hand it comes first, but after the window’s own where nobody else calls those', () => {
    const alone = following('narrow', withWindow('1', { own: ['C'] }, profiled))
    const sole: Catalogue = withWindow(
      '2',
      { profile: 'all' },
      { ...alone, profiles: [{ ...tide, id: 'all', helpWhen: [] }] },
    )
    const help = told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: true, reason: '人多' })
    const { past } = given(opened(sole), windowOpened('2'), ...waiting('b1', 'a1'), help)
    expect(helped(past)).toMatchObject([{ first: false }])
    expect(next(past)).toBe('own a1')
    const shared = given(opened(following('narrow')), windowOpened('2'), ...waiting('b1', 'a1'), help).past
    expect(next(shared)).toBe('relief b1')
  })

  it('Q13 help that a hand ended rests, until the window follows another profile', () => {
    const off = told({ type: 'SwitchHelp', counter: '2', theme: 'B', on: false, reason: '先办本窗口的' })
    const { past } = given(...flooded, taken('b4', 'B-01'), looked, off, looked)
    expect(helped(past).map(({ on, by }) => [on, by])).toEqual([
      [true, 'rule'],
      [false, 'hand'],
    ])
    byHand('narrow')(past)
    byHand('tide')(past)
    looked(past)
    expect(helped(past)).toHaveLength(3)
  })

  it('Q14 a new profile begins without the help of the last', () => {
    const { past } = given(...flooded, taken('b4', 'B-01'), looked, byHand('narrow'))
    expect(past.hall.helping).toEqual([])
    expect(tiers(past)).toEqual(['own A-01'])
  })
})
