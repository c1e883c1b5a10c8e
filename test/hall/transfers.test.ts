/** Sending somebody on: to a service, a window or a person, at once, first, later, or there and back. */
import { describe, expect, it } from 'vitest'
import type { CommandOf } from '../../hall/commands.ts'
import { MATTERS_MAX } from '../../hall/legs.ts'
import { aheadOf } from '../../hall/queue.ts'
import { counterView } from '../../hall/views/window.ts'
import { windowsView } from '../../hall/views/windows.ts'
import { guide, staffAt } from '../kit/actors.ts'
import { minutes } from '../kit/hand-clock.ts'
import { richCatalogue } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  givenHall,
  later,
  missed,
  opened,
  parked,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const rich = opened(richCatalogue)
const windows = ['1', '2', '3', '4'].map(windowOpened)
const morning = [rich, ...windows, taken('t1', 'A-01'), taken('t2', 'A-01'), taken('b1', 'B-01'), taken('b2', 'B-01')]
const served = [...morning, calledNext('1'), started('1'), later(minutes(5))]
const sent = (more: Partial<CommandOf<'TransferTicket'>>): Deed =>
  told({ type: 'TransferTicket', ticket: 't1', service: 'B-01', reason: 'wrong-theme', ...more }, staffAt('1'))

describe('sending on', () => {
  it('I19 no transfer loses the wait, wherever it goes', () => {
    for (const more of [
      {},
      { front: true },
      { bound: { counter: '3' } },
      { bound: { staff: 'w2' } },
      { comeBack: true },
      { service: 'A-01', bound: { counter: '2' } },
    ] as const) {
      const { past } = given(...served)
      const before = past.hall.tickets.get('t1')
      sent(more)(past)
      const after = past.hall.tickets.get('t1')
      expect(after?.readyAt).toBe(before?.readyAt)
      expect(after?.arrivedAt).toBe(before?.arrivedAt)
      expect(after?.key).toBeLessThanOrEqual(before?.key ?? 0)
    }
  })

  it('T14 to one window: nobody else calls it, and its own order holds there', () => {
    const { past } = given(...served, sent({ bound: { counter: '2' } }))
    expect(counterView(past.hall, '3')?.next?.card.id).toBe('b1')
    expect(counterView(past.hall, '2')?.next?.card.id).toBe('t1')
    expect(counterView(past.hall, '2')?.head.map((card) => card.id)).toEqual(['t1', 't2', 'b1', 'b2'])
    calledNext('2')(past)
    expect(past.hall.tickets.get('t1')).toMatchObject({ status: 'called', counter: '2' })
  })

  it('T14 who waits for one window is counted with its theme, and knows how many are before', () => {
    const { hall } = given(...served, sent({ bound: { counter: '3' }, service: 'B-01' })).past
    const ticket = hall.tickets.get('t1')
    expect(counterView(hall, '3')?.themes).toMatchObject([{ id: 'B', waiting: 3 }])
    expect(ticket && aheadOf(hall, ticket)).toBe(0)
    expect(windowsView(hall).windows.find((row) => row.id === '3')?.waiting).toBe(3)
  })

  it('T14 to one person: wherever they sit', () => {
    const { past } = given(...served, sent({ bound: { staff: 'w3' } }))
    expect(counterView(past.hall, '2')?.next?.card.id).toBe('t2')
    told({ type: 'CloseCounter', counter: '2' })(past)
    told({ type: 'OpenCounter', counter: '2' }, { role: 'window', id: 'w3', name: '窗口员', counter: '2' })(past)
    expect(counterView(past.hall, '2')?.next?.card.id).toBe('t1')
  })

  it('T14 a window that closes lets go of who waits for it alone', () => {
    const { past } = given(...served, sent({ bound: { counter: '3' } }), told({ type: 'CloseCounter', counter: '3' }))
    expect(past.hall.tickets.get('t1')?.bound).toBeUndefined()
    expect(counterView(past.hall, '2')?.head.map((card) => card.id)).toContain('t1')
  })

  it('T14 and so does a person who goes home', () => {
    const { past } = given(...served, sent({ bound: { staff: 'w3' } }), told({ type: 'CloseCounter', counter: '3' }))
    expect(past.hall.tickets.get('t1')?.bound).toBeUndefined()
  })

  it('T14 to the front: before everybody of the theme, and the call says whom it overtook', () => {
    const { past } = given(...morning, taken('t9', 'A-02'), later(minutes(1)))
    told({ type: 'TransferTicket', ticket: 't9', service: 'B-01', reason: 'expert', front: true }, guide)(past)
    expect(counterView(past.hall, '3')?.next).toMatchObject({ card: { id: 't9' }, why: { rule: 'own', overtook: 2 } })
    calledNext('3')(past)
    expect(counterView(past.hall, '3')?.next).toMatchObject({ card: { id: 'b1' }, why: { overtook: 0 } })
  })

  it('T14 for later: put aside until then, and back in its place when the hall wakes it', () => {
    const { past } = given(...served)
    const before = past.hall.tickets.get('t1')
    sent({ service: 'A-01', until: past.now + minutes(10) })(past)
    expect(past.hall.tickets.get('t1')).toMatchObject({ status: 'parked', thenWaits: true, counter: '1' })
    const early = given(...served, sent({ service: 'A-01', until: past.now + minutes(10) }))
    early.when({ type: 'WakeTicket', ticket: 't1' }).isRefused({ code: 'too-soon', waitMs: minutes(10) })
    later(minutes(10))(past)
    told({ type: 'WakeTicket', ticket: 't1' })(past)
    expect(past.hall.tickets.get('t1')).toMatchObject({ status: 'waiting', key: before?.key, readyAt: before?.readyAt })
  })

  it('T14 there and back: after the other window it waits for the sender again, with what it came for', () => {
    const { past } = given(...served, sent({ comeBack: true }))
    calledNext('3')(past)
    completedAt('3')(past)
    const ticket = past.hall.tickets.get('t1')
    expect(ticket).toMatchObject({ status: 'waiting', service: 'A-01', bound: { counter: '1' } })
    expect(counterView(past.hall, '2')?.next?.card.id).toBe('t2')
    expect(counterView(past.hall, '1')?.next?.card.id).toBe('t1')
    expect(ticket?.legs.map((leg) => leg.service)).toEqual(['P-01', 'G-01'])
  })

  it('T14 there and back no more often than a ticket has matters, so that its legs have an end', () => {
    const away = { type: 'TransferTicket', ticket: 't1', service: 'A-01', reason: 'expert', comeBack: true } as const
    const { past } = given(rich, windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), parked('1'))
    const again = () => ({ ...away, until: past.now + minutes(5) })
    for (let times = 0; times < MATTERS_MAX; times += 1) told(again(), staffAt('1'))(past)
    expect(past.hall.tickets.get('t1')?.legs.filter((leg) => leg.bound)).toHaveLength(MATTERS_MAX)
    givenHall(past.hall).when(again(), staffAt('1')).isRefused({ code: 'too-many-matters', limit: MATTERS_MAX })
  })

  it('C14 not to a window whose list does not name the service', () => {
    given(...served)
      .when(
        { type: 'TransferTicket', ticket: 't1', service: 'A-02', reason: 'authority', bound: { counter: '4' } },
        staffAt('1'),
      )
      .isRefused({ code: 'not-authorised', counter: '4', service: 'A-02' })
  })

  it('T14 not to a window that is closed', () => {
    given(...served, told({ type: 'CloseCounter', counter: '3' }))
      .when(
        { type: 'TransferTicket', ticket: 't1', service: 'B-01', reason: 'load', bound: { counter: '3' } },
        staffAt('1'),
      )
      .isRefused({ code: 'counter-closed', counter: '3' })
  })

  it('T16 what was ticked of one service’s list says nothing of the next one’s', () => {
    const ticked = told(
      { type: 'CheckMaterials', ticket: 't1', materials: { present: ['申请书'], missing: [] } },
      staffAt('1'),
    )
    expect(given(...served, ticked, sent({})).past.hall.tickets.get('t1')).not.toHaveProperty('materials')
    const same = given(...served, ticked, sent({ service: 'A-01', bound: { counter: '2' } })).past.hall
    expect(same.tickets.get('t1')?.materials).toEqual({ present: ['申请书'], missing: [] })
  })

  it('T10 another matter has other stages: those of the wrong one go, those of the right one come', () => {
    const legsOf = (more: Partial<CommandOf<'TransferTicket'>>) =>
      given(...served, sent(more)).past.hall.tickets.get('t1')?.legs
    expect(legsOf({ service: 'B-01' })).toEqual([{ service: 'G-01', of: ['B-01'], part: 'stage' }])
    expect(legsOf({ service: 'B-02' })).toEqual([])
    expect(legsOf({ service: 'A-02' })).toEqual([{ service: 'C-01', of: ['A-02'], part: 'assist' }])
  })

  it('T13 a ticket that came back, or was moved to the front, keeps that when its class changes', () => {
    const { past } = given(...morning, calledNext('1'), missed('1'))
    told({ type: 'ReturnTicket', ticket: 't1' })(past)
    const lost = past.hall.tickets.get('t1')?.key ?? 0
    told({ type: 'ChangeClass', ticket: 't1', class: 'priority', ground: 'ill' })(past)
    expect(past.hall.tickets.get('t1')?.key).toBe(lost - minutes(15))
    told({ type: 'ChangeClass', ticket: 't1', class: 'ordinary' })(past)
    expect(past.hall.tickets.get('t1')?.key).toBe(lost)
  })

  it('N5 the day’s reasons are counted', () => {
    const { hall } = given(
      ...served,
      sent({}),
      told({ type: 'TransferTicket', ticket: 't2', service: 'B-01', reason: 'load' }),
    ).past
    expect([...hall.redirects]).toEqual([
      ['wrong-theme', 1],
      ['load', 1],
    ])
  })

  it('T17 who met the visitor first stays on the visit through every transfer, and transfers are counted', () => {
    const { past } = given(...served, sent({}))
    for (const service of ['A-01', 'B-02'])
      told({ type: 'TransferTicket', ticket: 't1', service, reason: 'asked' }, guide)(past)
    expect(past.hall.tickets.get('t1')).toMatchObject({
      firstContact: { id: 'w1', name: '窗口员', counter: '1' },
      transfers: 3,
      channel: 'kiosk',
    })
    const unserved = given(...morning, calledNext('1'), sent({})).past.hall
    expect(unserved.tickets.get('t1')?.firstContact).toMatchObject({ id: 'w1' })
    const desk = given(rich, told({ type: 'IssueTicket', ticket: 'd1', service: 'A-01' }, guide)).past.hall
    expect(desk.tickets.get('d1')).toMatchObject({ firstContact: { id: 'g1', name: '导办' }, channel: 'desk' })
  })
})

const completedAt =
  (counter: string): Deed =>
  (past) => {
    started(counter)(past)
    completed(counter)(past)
  }
