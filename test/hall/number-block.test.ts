/** Numbers that a kiosk gave without a server: who they are, where they stand in the order, and what cannot be one. */
import { describe, expect, it } from 'vitest'
import { checkCatalogue } from '../../hall/catalogue-check.ts'
import { verify } from '../../hall/verify.ts'
import { guide, kiosk } from '../kit/actors.ts'
import { MORNING, minutes } from '../kit/hand-clock.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  given,
  later,
  opened,
  published,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const lending = withRules({ offlineNumbers: 4 })
const lent = [opened(lending), windowOpened('1'), told({ type: 'LeaseBlock' }, kiosk)]
const brought = (number: number, minute: number, more: object = {}, ticket = `off${number}`) =>
  told(
    {
      type: 'IssueTicket',
      ticket,
      service: 'A-01',
      offline: { series: 'XA', number, at: MORNING + minutes(minute), ...more },
    },
    kiosk,
  )

describe('numbers given without a server', () => {
  it('Z29 stand where the moment at which they were given puts them, and keep their own marked number', () => {
    const { hall, events } = given(
      ...lent,
      later(minutes(10)),
      taken('after', 'A-01'),
      later(minutes(20)),
      brought(1, 5),
      calledNext('1'),
    ).past
    const off = hall.tickets.get('off1')
    expect(off).toMatchObject({
      series: 'XA',
      number: 1,
      arrivedAt: MORNING + minutes(5),
      status: 'called',
      offline: true,
    })
    expect(hall.byNumber.get('XA001')).toBe('off1')
    expect(hall.tickets.get('after')?.status).toBe('waiting')
    expect(verify(events, 'small')).toMatchObject({ ok: true })
  })

  it('Z29 never count from before the loan nor from after they came in, whatever the kiosk’s clock says', () => {
    const { hall, events } = given(...lent, later(minutes(10)), brought(1, -600), brought(2, 600)).past
    const leased = hall.blocks.get('k1')?.leasedAt ?? 0
    expect(hall.tickets.get('off1')?.arrivedAt).toBe(leased)
    expect(hall.tickets.get('off2')?.arrivedAt).toBe(hall.at)
    expect(verify(events, 'small')).toMatchObject({ ok: true })
  })

  it('Z29 take the place of the number of which nobody knew whether it was given, and of no other', () => {
    const { hall, events } = given(
      ...lent,
      taken('lost', 'A-01'),
      later(minutes(3)),
      brought(1, 2, { insteadOf: 'lost' }),
    ).past
    expect(hall.tickets.get('lost')?.status).toBe('cancelled')
    expect(hall.counts).toMatchObject({ waiting: 1, cancelled: 1 })
    expect(verify(events, 'small')).toMatchObject({ ok: true })
    const another = given(...lent, taken('theirs', 'A-01'), taken('lost', 'A-01'))
    expect(() => brought(1, 2, { insteadOf: 'theirs' })(another.past)).toThrow(/not-in-block/)
    const served = given(
      ...lent,
      taken('lost', 'A-01'),
      calledNext('1'),
      started('1'),
      completed('1'),
      brought(1, 2, { insteadOf: 'lost' }),
    ).past
    expect(served.hall.tickets.get('lost')?.status).toBe('completed')
  })

  it('Z29 leave no second ticket where the request they stand for arrives after them', () => {
    const late = given(...lent, later(minutes(3)), brought(1, 2, { insteadOf: 'lost' })).past
    expect(() => taken('lost', 'A-01')(late)).toThrow(/ticket-exists/)
    expect(late.hall.counts).toMatchObject({ waiting: 1 })
    expect(verify(late.events, 'small')).toMatchObject({ ok: true })
  })

  it('Z29 whose matter was taken off meanwhile wait for one that is served, say so, and hold up nobody behind them', () => {
    const { services } = lending
    const without = (gone: string, more: object = {}) => ({
      ...lending,
      services: services
        .filter(({ id }) => id !== gone)
        .map((service) => (service.id === 'C-01' ? { ...service, ...more } : service)),
      counters: lending.counters.map((one) => (one.id === '4' ? { ...one, services: ['C-01'] } : one)),
    })
    const still = { series: 'XA', number: 2, at: MORNING + minutes(3) }
    const behind = told({ type: 'IssueTicket', ticket: 'off2', service: 'A-02', offline: still }, kiosk)
    const publishedThen = (next: typeof lending) =>
      given(...lent, later(minutes(5)), published(next), brought(1, 2), behind)
    const { hall, events } = publishedThen(without('A-01')).past
    expect(hall.tickets.get('off1')).toMatchObject({
      service: 'A-02',
      asked: 'A-01',
      number: 1,
      status: 'waiting',
      arrivedAt: MORNING + minutes(2),
    })
    expect(hall.tickets.get('off2')).toMatchObject({ service: 'A-02', number: 2, status: 'waiting' })
    expect(verify(events, 'small')).toMatchObject({ ok: true })
    // Whoever consults can tell everybody where to go.
    const consulted = publishedThen(without('A-01', { caseType: 'consulted' })).past
    expect(consulted.hall.tickets.get('off1')).toMatchObject({ service: 'C-01', asked: 'A-01' })
    // A kiosk gives no number for a matter that asks for a document by now: nobody knows whose it is (T23).
    const named = {
      ...lending,
      services: services.map((one) => (one.id === 'A-01' ? { ...one, identity: true as const } : one)),
    }
    const asked = publishedThen(named).past
    expect(asked.hall.tickets.get('off1')).toMatchObject({ service: 'A-02', asked: 'A-01' })
    expect(asked.hall.tickets.get('off2')?.asked).toBe(undefined)
    expect(verify(asked.events, 'small')).toMatchObject({ ok: true })
  })

  it('Z29 that wait for another matter than they were given for, without a reason, are told to be wrong', () => {
    const { events } = given(...lent, later(minutes(10)), brought(1, 5)).past
    const spoilt = events.map((one) =>
      one.event.type === 'TicketIssued' && one.event.offline
        ? { ...one, event: { ...one.event, offline: { ...one.event.offline, asked: 'A-02' } } }
        : one,
    )
    expect(verify(spoilt, 'small')).toMatchObject({ ok: false })
  })

  it('Z29 come from the kiosk they were lent to alone, and each once', () => {
    const ask = {
      type: 'IssueTicket',
      ticket: 'x',
      service: 'A-01',
      offline: { series: 'XA', number: 1, at: MORNING },
    } as const
    expect(() => told(ask, guide)(given(...lent).past)).toThrow(/not-permitted/)
    expect(() => told(ask, { role: 'kiosk', id: 'k2' })(given(...lent).past)).toThrow(/not-in-block/)
    expect(() => brought(1, 2, {}, 'again')(given(...lent, brought(1, 2)).past)).toThrow(/not-in-block/)
    expect(() => brought(5, 2)(given(...lent, ...[1, 2, 3, 4].map((n) => brought(n, n))).past)).toThrow(/not-in-block/)
  })

  it('Z29 are lent again once half of them came in, in the same series; each kiosk has its own', () => {
    const { hall, events } = given(
      ...lent,
      brought(1, 1),
      brought(2, 2),
      told({ type: 'LeaseBlock' }, kiosk),
      told({ type: 'LeaseBlock' }, { role: 'kiosk', id: 'k2' }),
    ).past
    expect(hall.blocks.get('k1')).toMatchObject({ series: 'XA', next: 3, until: 6 })
    expect(hall.blocks.get('k2')).toMatchObject({ series: 'XB', next: 1, until: 4 })
    expect(verify(events, 'small')).toMatchObject({ ok: true })
  })

  it('Z29 are told to be wrong where a ledger holds one that was never lent, or came in twice', () => {
    const { events } = given(...lent, taken('usual', 'A-01'), later(minutes(10)), brought(1, 5)).past
    const place = events.findIndex(({ event }) => event.type === 'TicketIssued' && event.offline !== undefined)
    const spoil = (change: object) =>
      verify(
        events.map((one, index) =>
          index === place ? { ...one, event: { ...one.event, ...change } as typeof one.event } : one,
        ),
        'small',
      )
    for (const change of [
      { series: 'XB' },
      { offline: { arrivedAt: MORNING - 1 } },
      { offline: { arrivedAt: MORNING + minutes(60) } },
      { offline: undefined },
    ])
      expect(spoil(change), JSON.stringify(change)).toMatchObject({ ok: false })
    const unlent = events
      .filter(({ event }) => event.type !== 'BlockLeased')
      .map((one, index) => ({ ...one, position: index + 1 }))
    expect(verify(unlent, 'small')).toMatchObject({ ok: false })
  })

  it('Z29 are off unless the hall wants them, and no prefix looks like their mark', () => {
    expect(smallCatalogue.rules.offlineNumbers).toBe(undefined)
    expect(checkCatalogue(lending)).toEqual([])
    expect(checkCatalogue(withRules({ offlineNumbers: 51 })).map(({ where }) => where)).toEqual([
      'rules/offlineNumbers',
    ])
    const marked = { ordinary: '', priority: 'X', appointment: 'Y' }
    expect(checkCatalogue(withRules({ offlineNumbers: 4, classPrefix: marked })).map(({ code }) => code)).toEqual([
      'bad-prefix',
    ])
    expect(checkCatalogue(withRules({ classPrefix: marked }))).toEqual([])
  })
})
