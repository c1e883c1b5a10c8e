/** Whose a number is: nobody has two for one matter, some matters ask whose they are, somebody comes for another. */
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../hall/commands.ts'
import type { EventOf } from '../../hall/events.ts'
import { evolve, fold } from '../../hall/evolve.ts'
import type { Hall } from '../../hall/hall.ts'
import { verify } from '../../hall/verify.ts'
import { boardView, visitorView } from '../../hall/views/public.ts'
import { guide, kiosk, manager } from '../kit/actors.ts'
import { crowdedHall } from '../kit/crowd.ts'
import { stateOf } from '../kit/hall-state.ts'
import { richCatalogue, smallCatalogue, withRules, withService } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  missed,
  opened,
  parked,
  secretOf,
  started,
  taken,
  told,
  wasRecorded,
  windowOpened,
} from '../kit/story.ts'

const issue = (ticket: string, service: string, more: object = {}): Intent => ({
  type: 'IssueTicket',
  ticket,
  service,
  ...more,
})
const issued = ({ events }: { events: readonly { event: { type: string } }[] }): EventOf<'TicketIssued'> =>
  events.map(({ event }) => event).findLast((event) => event.type === 'TicketIssued') as EventOf<'TicketIssued'>

const mine = taken('t1', 'A-01', { person: 'p1' })
const begun = [opened(), windowOpened('1'), mine]
const anew = issue('t2', 'A-01', { person: 'p1' })
const already = { code: 'already-queued', service: 'A-01', ticket: 't1', number: 'A001' } as const

describe('a second number', () => {
  const whileQueued: readonly (readonly [how: string, deeds: readonly Deed[]])[] = [
    ['waits', []],
    ['is called', [calledNext('1')]],
    ['is put aside', [calledNext('1'), started('1'), parked('1')]],
  ]
  it.each(whileQueued)('T22 is refused while the first %s', (how, deeds) => {
    const refused = how === 'waits' ? { ...already, ahead: 0 } : already
    given(...begun, ...deeds)
      .when(anew, kiosk)
      .isRefused(refused)
    given(...begun, ...deeds)
      .when(anew, guide)
      .isRefused(refused)
  })

  it('T22 says how many are before the number that waits', () => {
    given(opened(), windowOpened('1'), taken('t0', 'A-01'), taken('t1', 'A-01', { person: 'p1' }))
      .when(anew, kiosk)
      .isRefused({ ...already, number: 'A002', ahead: 1 })
  })

  const free: readonly (readonly [how: string, deeds: readonly Deed[]])[] = [
    ['is being served', [calledNext('1'), started('1')]],
    ['is done', [calledNext('1'), started('1'), completed('1')]],
    ['was missed', [calledNext('1'), missed('1')]],
    ['was given up', [told({ type: 'CancelTicket', ticket: 't1', reason: '不办了' })]],
  ]
  it.each(free)('T22 is given when the first %s', (_, deeds) => {
    expect(given(...begun, ...deeds).decides(anew, kiosk)).toMatchObject({ ok: true })
  })

  it('T22 is refused for what is still to come on a ticket that is being served, and on one that was undone', () => {
    const first = [opened(), windowOpened('1'), taken('t1', 'A-01', { person: 'p1', more: ['B-01'] }), calledNext('1')]
    const further = issue('t2', 'B-01', { person: 'p1' })
    const refused = { code: 'already-queued', service: 'B-01', ticket: 't1', number: 'A001' } as const
    given(...first, started('1'))
      .when(further, kiosk)
      .isRefused(refused)
    const undone = [started('1'), completed('1'), told({ type: 'UndoAct', counter: '1' })]
    given(...first, ...undone)
      .when(further, kiosk)
      .isRefused(refused)
  })

  it('T22 is not refused for a payment that only follows the matter', () => {
    const paid = given(opened(richCatalogue), taken('t1', 'A-01', { person: 'p1' }))
    expect(paid.past.hall.tickets.get('t1')?.legs.map(({ service }) => service)).toContain('P-01')
    expect(paid.decides(issue('t2', 'P-01', { person: 'p1' }), kiosk)).toMatchObject({ ok: true })
  })

  it('T22 is refused with the number rather than with the quota that this very number used up', () => {
    const last = ['t1', 't2', 't3'].map((ticket) => taken(ticket, 'B-02', { person: ticket }))
    const refused = { code: 'already-queued', service: 'B-02', ticket: 't3', number: 'B003' } as const
    const full = given(opened(), ...last)
    full.when(issue('t4', 'B-02', { person: 't3' }), kiosk).isRefused({ ...refused, ahead: 2 })
    full.when(issue('t4', 'B-02', { person: 't9' }), kiosk).isRefused({ code: 'quota-used', service: 'B-02', limit: 3 })
  })

  it('T22 is given for another matter, to another person, and to whoever shows no document', () => {
    expect(given(...begun).decides(issue('t2', 'A-02', { person: 'p1' }), kiosk)).toMatchObject({ ok: true })
    expect(given(...begun).decides(issue('t2', 'A-01', { person: 'p2' }), kiosk)).toMatchObject({ ok: true })
    expect(given(...begun).decides(issue('t2', 'A-01'), kiosk)).toMatchObject({ ok: true })
  })

  it('T22 is given where a desk says that it is meant, and the ledger does not care how it was asked', () => {
    const { past } = given(...begun).when({ ...anew, again: true } as Intent, manager)
    expect(issued(past)).not.toHaveProperty('again')
    expect([...(past.hall.byPerson.get('p1') ?? [])]).toEqual(['t1', 't2'])
  })

  it('T22 counts for whom a ticket was named later, and no longer for whom it was named before', () => {
    const named = (person: string): Deed => told({ type: 'NameVisitor', ticket: 't1', person })
    const renamed = given(opened(), taken('t1', 'A-01'), named('p9'), named('p1'))
    expect(renamed.decides(issue('t2', 'A-01', { person: 'p9' }), kiosk)).toMatchObject({ ok: true })
    renamed.when(anew, kiosk).isRefused({ ...already, ahead: 0 })
  })

  it('T22 is forgotten with the day, and folding the ledger again knows it as well', () => {
    const { past } = given(...begun, told({ type: 'CloseHall' }))
    const { hall, events } = past
    expect(stateOf(fold(hall.id, events))).toBe(stateOf(hall))
    const at = hall.at + 86_400_000
    const nextDay = { type: 'HallOpened', day: '2026-11-24', revision: 1, catalogue: smallCatalogue } as const
    evolve(hall, {
      hall: hall.id,
      position: hall.position + 1,
      day: '2026-11-24',
      at,
      actor: manager,
      command: 'n',
      event: nextDay,
    })
    expect(hall.byPerson.size).toBe(0)
  })

  it('T22 is found out among 20,000 tickets without looking at them', () => {
    const hall: Hall = crowdedHall(smallCatalogue, 15_000)
    let looked = 0
    const watched = new Map(hall.tickets)
    const get = watched.get.bind(watched)
    watched.get = (id) => {
      looked += 1
      return get(id)
    }
    watched.values = () => {
      throw new Error('Somebody walks through every ticket of the day.')
    }
    const crowded = given(opened(), mine)
    Object.assign(crowded.past.hall, { tickets: watched })
    watched.set('t1', {
      ...(get([...hall.tickets.keys()][0] ?? '') ?? fail()),
      id: 't1',
      service: 'A-01',
      person: 'p1',
    })
    expect(crowded.decides(anew, kiosk)).toMatchObject({ ok: false, refusal: { code: 'already-queued' } })
    expect(looked).toBeLessThan(5)
  })
})

const fail = (): never => {
  throw new Error('The crowd is empty.')
}

describe('a matter that asks whose it is', () => {
  const asking = opened(withService('B-01', { identity: true }))

  it('T23 gets its number at a kiosk with a document, and at a desk without', () => {
    given(asking).when(issue('t1', 'B-01'), kiosk).isRefused({ code: 'identity-needed', service: 'B-01' })
    expect(given(asking).decides(issue('t1', 'B-01', { person: 'p1' }), kiosk)).toMatchObject({ ok: true })
    expect(given(asking).decides(issue('t1', 'B-01'), guide)).toMatchObject({ ok: true })
  })

  it('T23 asks also as a further matter, and no other matter asks', () => {
    const several = issue('t1', 'A-01', { more: ['B-01'] })
    given(asking).when(several, kiosk).isRefused({ code: 'identity-needed', service: 'B-01' })
    expect(given(asking).decides(issue('t1', 'A-01'), kiosk)).toMatchObject({ ok: true })
  })
})

describe('a ticket for somebody else', () => {
  it('T24 carries both keys to its end, and is found by the key of whose matter it is', () => {
    const proxied = taken('t1', 'A-01', { person: 'p1', proxy: 'p2' })
    const { hall } = given(opened(), windowOpened('1'), proxied, calledNext('1'), started('1'), completed('1')).past
    expect(hall.tickets.get('t1')).toMatchObject({ status: 'completed', person: 'p1', proxy: 'p2' })
    const again = given(opened(), proxied)
    again.when(anew, kiosk).isRefused({ ...already, ahead: 0 })
    expect(given(opened(), proxied).decides(issue('t2', 'A-01', { person: 'p2' }), kiosk)).toMatchObject({ ok: true })
  })

  it('T24 needs to be somebody’s, at a desk as at a kiosk', () => {
    for (const actor of [kiosk, guide])
      given(opened())
        .when(issue('t1', 'A-01', { proxy: 'p2' }), actor)
        .isRefused({ code: 'identity-needed', service: 'A-01' })
  })

  it('T24 is one’s own where the same document is shown twice', () => {
    expect(issued(given(opened(), taken('t1', 'A-01', { person: 'p1', proxy: 'p1' })).past)).not.toHaveProperty('proxy')
  })
})

describe('a masked name', () => {
  const wanted = opened(withRules({ maskedNames: true }))
  const named = taken('t1', 'A-01', { maskedName: '张*' })

  it.each(['张*', '欧阳**', 'M***', '司马*'])('T24 %s is carried to the end where the hall wants it', (maskedName) => {
    const { hall } = given(
      wanted,
      windowOpened('1'),
      taken('t1', 'A-01', { maskedName }),
      calledNext('1'),
      started('1'),
    ).past
    expect(hall.tickets.get('t1')?.maskedName).toBe(maskedName)
  })

  it.each(['张三', '张三*', '欧阳修', '张三丰*', '*三', '张', '**', '张*三', 'Mary*', ' 张*', '张*（13800138000）'])(
    'T24 %s is refused wherever it is said',
    (maskedName) => {
      for (const hall of [wanted, opened()])
        given(hall)
          .when(issue('t1', 'A-01', { maskedName }), guide)
          .isRefused({ code: 'personal-data' })
    },
  )

  it('T24 is left out where the hall does not call by names', () => {
    expect(issued(given(opened(), named).past)).not.toHaveProperty('maskedName')
  })

  it('B24 stands on a board only where the hall wants it, and not on the phone', () => {
    const { hall } = given(wanted, windowOpened('1'), named, calledNext('1')).past
    expect(boardView(hall, 'all').calls[0]?.maskedName).toBe('张*')
    expect(JSON.stringify(visitorView(hall, 't1'))).not.toContain('张')
    const { past } = given(wanted, windowOpened('1'), named, calledNext('1'))
    told({ type: 'PublishCatalogue', catalogue: smallCatalogue })(past)
    expect(boardView(past.hall, 'all').calls[0]).not.toHaveProperty('maskedName')
    expect(
      boardView(given(opened(), windowOpened('1'), named, calledNext('1')).past.hall, 'all').calls[0],
    ).not.toHaveProperty('maskedName')
  })
})

describe('the verifier', () => {
  const event = (ticket: string, more: object): EventOf<'TicketIssued'> => ({
    ...{ type: 'TicketIssued', ticket, secret: secretOf(ticket), series: 'B', number: 1, service: 'B-01' },
    ...{ class: 'ordinary', key: given(opened()).past.now },
    ...more,
  })
  const sees = (deeds: readonly Deed[], found: string): void => {
    const { hall, events } = given(...deeds).past
    expect(verify(events, hall.id)).toMatchObject({
      ok: false,
      findings: [{ rule: 'I9', position: events.length, sentence: expect.stringContaining(found) }],
    })
  }
  const asking = opened(withService('B-01', { identity: true }))

  it('T22 T23 T24 I9 names a number that a kiosk gave against them', () => {
    const first = taken('t1', 'B-01', { person: 'p1' })
    sees(
      [
        opened(),
        first,
        wasRecorded(event('t2', { person: 'p1', number: 2, key: 1_000 + given(opened()).past.now }), kiosk),
      ],
      'second number',
    )
    sees([asking, wasRecorded(event('t1', {}), kiosk)], 'whose matter')
    sees([opened(), wasRecorded(event('t1', { proxy: 'p2' }), kiosk)], 'for whom')
    sees([opened(), wasRecorded(event('t1', { person: 'p2', proxy: 'p2' }), kiosk)], 'for whom')
    sees([opened(withRules({ maskedNames: true })), wasRecorded(event('t1', { maskedName: '张三' }), kiosk)], 'a name')
    sees([opened(), wasRecorded(event('t1', { maskedName: '张*' }), kiosk)], 'a name')
  })

  it('T22 T23 I9 lets a desk do what it may', () => {
    const twice = [taken('t1', 'A-01', { person: 'p1' }), told({ ...anew, again: true } as Intent, guide)]
    for (const deeds of [
      [opened(), ...twice],
      [asking, told(issue('t1', 'B-01'), guide)],
    ]) {
      const { hall, events } = given(...deeds).past
      expect(verify(events, hall.id)).toMatchObject({ ok: true })
    }
  })

  it('A12 I14 names what a kiosk may not cause', () => {
    const shown = told({ type: 'ReprintTicket', ticket: 't1', person: 'p1' }, kiosk)
    const good = given(
      opened(),
      mine,
      shown,
      told({ type: 'GiveNotice', kind: 'elsewhere', service: 'out-1' }, kiosk),
    ).past
    expect(verify(good.events, good.hall.id)).toMatchObject({ ok: true })
    const blames = (...deeds: readonly Deed[]): void => {
      const { hall, events } = given(opened(), ...deeds).past
      expect(verify(events, hall.id)).toMatchObject({ ok: false, findings: [{ rule: 'I14', position: events.length }] })
    }
    blames(taken('t1', 'A-01'), wasRecorded({ type: 'TicketReprinted', ticket: 't1', copy: 2 }, kiosk))
    blames(mine, wasRecorded({ type: 'NoticeGiven', kind: 'guide', service: 'A-01', ticket: 't1' }, kiosk))
    blames(wasRecorded({ type: 'NoticeGiven', kind: 'guide', service: 'A-01', person: 'p1' }, kiosk))
    const precedence = event('t1', {
      class: 'priority',
      ground: 'military',
      key: given(opened()).past.now - 15 * 60_000,
    })
    blames(wasRecorded(precedence, kiosk))
  })

  it('K17 I9 names a notice about what this hall handles itself, or nobody knows', () => {
    sees([opened(), wasRecorded({ type: 'NoticeGiven', kind: 'elsewhere', service: 'A-01' }, kiosk)], 'A-01')
    sees([opened(), wasRecorded({ type: 'NoticeGiven', kind: 'guide', service: 'out-1' }, kiosk)], 'out-1')
  })
})
