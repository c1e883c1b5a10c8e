/** The guide desk besides tickets, over the day and over midnight. */
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../hall/commands.ts'
import { fold } from '../../hall/evolve.ts'
import { GUIDE_LIST_MAX } from '../../hall/limits.ts'
import { looksPersonal } from '../../hall/personal-data.ts'
import { floorView } from '../../hall/views/floor.ts'
import { guideView } from '../../hall/views/guide.ts'
import { guide, holderOf, staffAt } from '../kit/actors.ts'
import { stateOf } from '../kit/hall-state.ts'
import { hours } from '../kit/hand-clock.ts'
import { MATERIALS, richCatalogue } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  opened,
  rated,
  ratingOf,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const rich = opened(richCatalogue)
const [form, proof, letter] = MATERIALS
const owes = (question: string): Deed =>
  told({
    type: 'LogQuestion',
    question,
    channel: 'desk',
    text: '能否异地办理',
    owed: { owner: '住建局', workingDays: 2 },
  })

describe('the desk', () => {
  it('T16 a complete list before the ticket gives a number marked 已预审', () => {
    const { hall } = given(
      rich,
      told(
        { type: 'IssueTicket', ticket: 't1', service: 'A-01', materials: { present: [form, proof], missing: [] } },
        guide,
      ),
      told(
        { type: 'IssueTicket', ticket: 't2', service: 'A-01', materials: { present: [form], missing: [proof] } },
        guide,
      ),
      told(
        {
          type: 'IssueTicket',
          ticket: 't3',
          service: 'A-01',
          materials: { present: [form, proof], missing: [letter] },
        },
        guide,
      ),
    ).past
    expect(guideView(hall).recent.map((card) => card.prechecked)).toEqual([undefined, undefined, true])
  })

  it('N1 a notice at the door counts as served without queueing, and makes no number', () => {
    const notice = { type: 'GiveNotice', service: 'A-01', kind: 'supplement' } as const
    const { hall } = given(rich, told({ ...notice, materials: { present: [form], missing: [proof] } })).past
    expect(hall.tickets.size).toBe(0)
    expect(guideView(hall).noticesGiven).toBe(1)
    expect(floorView(hall).notices).toEqual({
      ...{ supplement: 1, guide: 0, special: 0 },
      ...{ service: 0, journey: 0, collection: 0, elsewhere: 0 },
    })
  })

  it('N1 the way of a visit is told for any of its matters: in hand, still to come, or done', () => {
    const journey = (service: string) =>
      ({ type: 'GiveNotice', kind: 'journey', ticket: 't1', service }) as const satisfies Intent
    const waiting = given(rich, windowOpened('1'), taken('t1', 'A-01'))
    expect(waiting.decides(journey('A-01')).ok).toBe(true)
    expect(waiting.decides(journey('P-01')).ok).toBe(true)
    expect(waiting.decides(journey('C-01'))).toEqual({ ok: false, refusal: { code: 'no-such-notice' } })
    const paying = given(rich, windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1'), completed('1'))
    expect(paying.past.hall.tickets.get('t1')?.service).toBe('P-01')
    expect(paying.decides(journey('A-01')).ok).toBe(true)
  })

  it('N2 a question answered at once is counted and leaves nothing behind', () => {
    const { hall } = given(rich, told({ type: 'LogQuestion', question: 'q1', channel: 'phone' })).past
    expect(guideView(hall)).toMatchObject({ answered: 1, owed: [] })
  })

  it('N3 what is owed goes over into the next day, and the day explains itself alone', () => {
    const { hall, events } = given(rich, owes('q1'), owes('q2'), later(hours(24)), told({ type: 'OpenHall' })).past
    expect(guideView(hall).owed).toMatchObject([
      { id: 'q1', owner: '住建局', due: '2026-03-04', takenBy: '导办' },
      { id: 'q2' },
    ])
    const opening = events.findLastIndex(({ event }) => event.type === 'HallOpened')
    const alone = fold(hall.id, events.slice(opening))
    expect(stateOf({ ...alone, openedAt: 0 })).toBe(stateOf({ ...hall, openedAt: 0 }))
  })

  it('N3 what was answered does not', () => {
    const { hall } = given(
      rich,
      owes('q1'),
      told({ type: 'AnswerQuestion', question: 'q1', text: '可以全市通办' }),
      later(hours(24)),
      told({ type: 'OpenHall' }),
    ).past
    expect(guideView(hall).owed).toEqual([])
  })

  it('N4 who is on duty is known floor by floor, beside how many there should be', () => {
    const { hall } = given(rich, told({ type: 'TakePost', desk: 'desk' })).past
    expect(guideView(hall).duty).toMatchObject([
      { floor: 1, desks: [{ id: 'desk' }], guides: [{ id: 'g1', name: '导办' }], needed: 2 },
      { floor: 2, desks: [], guides: [], needed: 2 },
    ])
  })

  it('N4 nobody is on duty once the hall is closed', () => {
    const { hall } = given(rich, told({ type: 'TakePost', desk: 'desk' }), told({ type: 'CloseHall' })).past
    expect(guideView(hall).duty.flatMap((floor) => floor.guides)).toEqual([])
  })

  it('G2 what is asked for most stands first', () => {
    const { hall } = given(rich, taken('t1', 'B-01'), taken('t2', 'A-01'), taken('t3', 'B-01')).past
    expect(guideView(hall).popular).toEqual(['B-01', 'A-01'])
  })

  it('T17 a ticket sent on more than twice is flagged while it lives', () => {
    const sentOn = ['B-01', 'A-01', 'B-01'].map((service) =>
      told({ type: 'TransferTicket', ticket: 't1', service, reason: 'wrong-theme' }),
    )
    expect(guideView(given(rich, taken('t1', 'A-01'), ...sentOn.slice(0, 2)).past.hall).sentOnTooOften).toEqual([])
    const { past } = given(rich, taken('t1', 'A-01'), ...sentOn)
    expect(guideView(past.hall).sentOnTooOften).toMatchObject([{ id: 't1', transfers: 3 }])
    told({ type: 'CancelTicket', ticket: 't1', reason: '不办了' })(past)
    expect(guideView(past.hall).sentOnTooOften).toEqual([])
  })

  it('C11 T17 what was taken back was not sent on', () => {
    const sent = (service: string) =>
      ({ type: 'TransferTicket', ticket: 't1', service, reason: 'wrong-theme' }) as const
    const { past } = given(
      rich,
      windowOpened('1'),
      taken('t1', 'A-01'),
      told(sent('B-01')),
      told(sent('A-01')),
      calledNext('1'),
      told(sent('B-01'), staffAt('1')),
    )
    expect(guideView(past.hall).sentOnTooOften).toMatchObject([{ id: 't1' }])
    told({ type: 'UndoAct', counter: '1' })(past)
    expect(past.hall.tickets.get('t1')).toMatchObject({ transfers: 2 })
    expect([...past.hall.sentOn]).toEqual([])
  })

  it('S3 desk and manager are told the sums of the day without a look at all its numbers and ratings', () => {
    const sentOn = ['B-01', 'A-01', 'B-01'].map((service) =>
      told({ type: 'TransferTicket', ticket: 'first', service, reason: 'wrong-theme' }),
    )
    const visits = Array.from({ length: GUIDE_LIST_MAX + 1 }, (_, index): Deed[] => {
      const served = [taken(`t${index}`, 'A-01'), calledNext('1'), started('1'), completed('1')]
      return [...served, rated(`t${index}`, index < 6 ? 'dissatisfied' : 'very-satisfied')]
    })
    const { hall } = given(rich, windowOpened('1'), taken('first', 'A-01'), ...sentOn, ...visits.flat()).past
    const unread = { ...hall, ratings: [], issued: hall.issued.slice(-GUIDE_LIST_MAX) }
    expect(guideView(hall)).toMatchObject({ sentOnTooOften: [{ id: 'first' }], lowRatings: { length: 6 } })
    expect(floorView(hall)).toMatchObject({ grades: { dissatisfied: 6 }, badRatings: { length: 6 } })
    expect(floorView(hall).ratingSignals.length).toBeGreaterThan(0)
    expect(guideView(unread)).toEqual(guideView(hall))
    expect(floorView(unread)).toEqual(floorView(hall))
  })

  it('T18 staff see that a document was shown, and never its key', () => {
    const { hall } = given(
      rich,
      taken('t1', 'A-01'),
      told({ type: 'NameVisitor', ticket: 't1', person: 'p-secret-key' }),
    ).past
    const text = JSON.stringify(guideView(hall))
    expect(guideView(hall).recent[0]?.named).toBe(true)
    expect(text).not.toContain('p-secret-key')
  })
})

describe('personal data', () => {
  it('I17 numbers of people are found however they are written, and other numbers are left alone', () => {
    for (const text of [
      '44142719900101123X',
      '441427 19900101 1234',
      '13800138000',
      '+86 139-0013-8000',
      '6222021234567890123',
      '+8613900138000',
      // Beside another number, where the two must not be read as one longer number.
      '到窗口 3 13800138000',
      '13800138000 2 份',
      '共 2 份 3 441427 19900101 1234',
    ])
      expect(looksPersonal(text), text).toBe(true)
    for (const text of [
      'A012',
      '第 3 号窗口',
      '2026-11-22 09:30',
      '蕉府办函〔2017〕25号',
      '0753-7860001',
      '金额 1234567.89',
      '2026-11-22 至 2026-11-25',
    ])
      expect(looksPersonal(text), text).toBe(false)
  })
})

describe('the rating of an earlier day', () => {
  const old: Deed = (past) => {
    const leg = { service: 'A-01', counter: '1', staff: '窗口员', staffId: 'w1', outcome: 'immediate' as const }
    const legs = [{ ...leg, rating: ratingOf('old'), rated: false, explained: false }]
    past.visit = { ticket: 'old', secret: 's-old', day: '2026-02-27', number: 'A007', legs }
  }
  const rate = { type: 'RateVisit', ticket: 'old', secret: 's-old', grade: 'dissatisfied' } as const
  const explain = { type: 'ExplainRating', ticket: 'old', secret: 's-old', complaints: ['rules'] } as const
  const holder = holderOf('old')

  it('T21 the ticket’s QR rates a visit of the last seven days, once', () => {
    const story = given(rich, windowOpened('1'), old, told(rate, holder))
    expect(story.past.hall.ratings).toMatchObject([{ ticket: 'old', day: '2026-02-27', staffId: 'w1', from: 'phone' }])
    story.when(rate, holder).isRefused({ code: 'already-rated' })
  })

  it('T21 seven days are counted with the day of the visit', () => {
    const on =
      (day: string): Deed =>
      (past) => {
        old(past)
        if (past.visit) past.visit = { ...past.visit, day }
      }
    given(rich, on('2026-02-23')).when(rate, holder).isRefused({ code: 'rating-closed', days: 7 })
    given(rich, on('2026-02-24'))
      .when(rate, holder)
      .leaves((hall) => expect(hall.ratings).toHaveLength(1))
  })

  it('T21 and explains it, once', () => {
    const story = given(rich, old, told(rate, holder), told(explain, holder))
    expect(floorView(story.past.hall).badRatings).toMatchObject([{ day: '2026-02-27', complaints: ['rules'] }])
    story.when(explain, holder).isRefused({ code: 'already-explained' })
  })

  it('T21 the figures of today are not changed by it', () => {
    const { hall } = given(rich, old, told(rate, holder)).past
    expect([...hall.staffToday]).toEqual([])
    expect(guideView(hall).lowRatings).toEqual([])
  })
})
