/** The list that outlives the server says what the hall would do: who is next in each theme, and who stands where (Z20). */
import { describe, expect, it } from 'vitest'
import { checkCatalogue } from '../../hall/catalogue-check.ts'
import { WAITING_LIST_MAX } from '../../hall/limits.ts'
import { pickNext } from '../../hall/queue.ts'
import { type WaitingList, waitingList } from '../../hall/views/waiting-list.ts'
import { parseCatalogue } from '../../server/catalogue/schema.ts'
import { crowdedHall } from '../kit/crowd.ts'
import { minutes } from '../kit/hand-clock.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  given,
  later,
  opened,
  type Past,
  parked,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const elderly = { class: 'priority', ground: 'elderly' } as const
const listOf = ({ hall, now }: Past): WaitingList => waitingList(hall, now)
const numbers = (list: WaitingList, letter: string): readonly string[] =>
  list.themes.find((theme) => theme.letter === letter)?.waiting.map(({ number }) => number) ?? []

describe('the waiting list', () => {
  it.each([
    ['credits', withRules({})],
    ['rates', withRules({ rate: { ordinary: 1, priority: 4, appointment: 0.3 } })],
    ['strict precedence', withRules({ creditMinutes: { ordinary: 0, priority: 1_440, appointment: 10 } })],
  ])('Z20 has each theme in the order in which its window would call, under %s', (_name, catalogue) => {
    const { past } = given(
      opened(catalogue),
      windowOpened('1'),
      taken('a', 'A-01'),
      taken('b', 'A-02'),
      later(minutes(9)),
      taken('vip', 'A-02', elderly),
      taken('c', 'A-01'),
      later(minutes(20)),
      taken('old', 'A-01', elderly),
      taken('d', 'A-02'),
      taken('permit', 'B-01'),
    )
    const listed = numbers(listOf(past), 'A')
    const order: string[] = []
    for (let next = pickNext(past.hall, '1', past.now); next; next = pickNext(past.hall, '1', past.now)) {
      order.push(numbers(listOf(past), 'A')[0] ?? '')
      calledNext('1')(past)
      expect(listOf(past).windows[0]?.number).toBe(order.at(-1))
      started('1')(past)
      completed('1')(past)
    }
    expect(listed).toEqual(order)
    expect(listed).toHaveLength(6)
    expect(numbers(listOf(past), 'B')).toEqual(['B001'])
  })

  it('Z20 says who is called or served where and since when, who is put aside, and who waits for one window alone', () => {
    const { past } = given(
      opened(),
      windowOpened('1'),
      windowOpened('2'),
      taken('a', 'A-01'),
      taken('b', 'A-01', elderly),
      taken('c', 'A-01'),
      calledNext('1'),
      calledNext('2'),
      started('2'),
      parked('2'),
      told({ type: 'TransferTicket', ticket: 'c', service: 'A-02', reason: 'asked', bound: { counter: '2' } }),
    )
    const list = listOf(past)
    expect(list.windows).toEqual([{ name: '1', number: 'VA002', status: 'called', since: expect.any(Number) }])
    expect(list.parked).toEqual([{ number: 'A001', window: '2' }])
    expect(list.themes[0]?.waiting).toEqual([
      { number: 'A003', class: 'ordinary', since: expect.any(Number), only: '2' },
    ])
  })

  it('Z20 is good until the end of its day in the hall’s zone, and holds nothing of a person and no secret', () => {
    const { past } = given(opened(), taken('a', 'A-01', { person: `p${'x'.repeat(22)}`, maskedName: '张*' }))
    const list = listOf(past)
    expect(new Date(list.goodUntil).toISOString()).toBe('2026-03-02T16:00:00.000Z')
    expect(JSON.stringify(list)).not.toMatch(/secret|pxxx|张/)
  })

  it('Z20 is bounded, and says how many more there are', () => {
    const list = waitingList(crowdedHall(smallCatalogue, WAITING_LIST_MAX + 50), 0)
    const listed = list.themes.reduce((sum, { waiting }) => sum + waiting.length, 0)
    expect([listed, list.more]).toEqual([WAITING_LIST_MAX, 50])
    expect(JSON.stringify(list).length).toBeLessThan(200_000)
  })
})

describe('what a catalogue says of personal data', () => {
  it('X20 a matter asks for a telephone, a document or nothing, and the hall keeps them for so many days', () => {
    const [first, ...others] = smallCatalogue.services
    if (!first) throw new Error('The small hall has services.')
    const asking = { ...smallCatalogue, services: [{ ...first, asks: ['phone'] as const }, ...others] }
    expect(parseCatalogue(asking)).toMatchObject({ ok: true })
    expect(parseCatalogue({ ...asking, services: [{ ...first, asks: ['card'] }, ...others] })).toMatchObject({
      ok: false,
    })
    expect(parseCatalogue(withRules({ keep: { phone: 0, document: 30 } }))).toMatchObject({ ok: true })
  })

  it.each([
    [{ phone: 31, document: 0 }, 'rules/keep/phone'],
    [{ phone: 0, document: -1 }, 'rules/keep/document'],
    [{ phone: 0.5, document: 0 }, 'rules/keep/phone'],
  ])('X20 days beyond a month, or none at all in the past, are named: %j', (keep, where) => {
    expect(checkCatalogue(withRules({ keep })).map((problem) => problem.where)).toEqual([where])
  })
})
