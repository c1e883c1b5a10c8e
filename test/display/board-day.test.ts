/** What a board is told by the hall: names only where they are wanted, the figures of the day, what its columns must hold. */
import { describe, expect, it } from 'vitest'
import { contentOf, floorText, tagsOf, windowForms, windowIn } from '../../display/columns.ts'
import { RATINGS_TOLD_MIN } from '../../hall/views/day-figures.ts'
import { boardView } from '../../hall/views/public.ts'
import { minutes, seconds } from '../kit/hand-clock.ts'
import { smallCatalogue, withRules, withWindows } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  given,
  later,
  opened,
  published,
  rated,
  recalled,
  started,
  taken,
  windowOpened,
} from '../kit/story.ts'
import { boardOf, callOf } from './board-view.ts'

const AT = 1_000_000
const LONG = { window: 0, tag: 0, floor: false } as const
const SHORT = { window: 1, tag: 1, floor: false } as const

describe('what a board is told', () => {
  it('B24 no name is on a board unless the hall wants it, and then the masked one', () => {
    const day = (maskedNames: boolean) =>
      boardView(
        given(
          opened(withRules({ maskedNames })),
          windowOpened('1'),
          taken('t1', 'A-01', maskedNames ? { maskedName: '张*' } : {}),
          calledNext('1'),
        ).past.hall,
        'all',
      )
    expect(JSON.stringify(day(false)).includes('张')).toBe(false)
    expect(day(true).calls[0]?.maskedName).toBe('张*')
    // A hall that no longer wants them shows none of those it has.
    const since = given(
      opened(withRules({ maskedNames: true })),
      windowOpened('1'),
      taken('t1', 'A-01', { maskedName: '张*' }),
      calledNext('1'),
      published(withRules({ maskedNames: false })),
    ).past
    expect(JSON.stringify(boardView(since.hall, 'all')).includes('张')).toBe(false)
    expect(contentOf(day(true)).names).toEqual(['张*'])
    expect(contentOf(day(false)).names).toEqual([])
  })

  it('B22 the figures of the day: issued, served, waiting, windows, mean wait', () => {
    const { hall } = given(
      opened(),
      windowOpened('1'),
      windowOpened('3'),
      taken('t1', 'A-01'),
      taken('t2', 'A-01'),
      taken('t3', 'B-01'),
      later(minutes(10)),
      calledNext('1'),
      started('1'),
      completed('1'),
    ).past
    expect(boardView(hall, 'z1').figures).toEqual({
      issued: 3,
      served: 1,
      waiting: 2,
      windows: 2,
      meanWaitMs: minutes(10) + seconds(2),
      satisfied: null,
    })
    expect(boardView(given(opened()).past.hall, 'all').figures.meanWaitMs).toBeNull()
  })

  it('B22 satisfaction is told once there are enough ratings, and never rounded up', () => {
    const visits = (count: number) =>
      Array.from({ length: count }, (_, index) => [
        taken(`t${index}`, 'A-01'),
        calledNext('1'),
        started('1'),
        completed('1'),
        rated(`t${index}`, index === 0 ? 'dissatisfied' : 'satisfied'),
      ]).flat()
    const told = (count: number) =>
      boardView(given(opened(), windowOpened('1'), ...visits(count)).past.hall, 'all').figures.satisfied
    expect(told(RATINGS_TOLD_MIN - 1)).toBeNull()
    expect(told(RATINGS_TOLD_MIN)).toBe(95)
    expect(told(RATINGS_TOLD_MIN * 10 + 1)).toBe(99)
  })

  it('B22 rules and playlist come with the board, and are empty where the hall has none', () => {
    const boards = { rules: ['请勿吸烟'], playlist: [{ kind: 'figures', seconds: 9 }] } as const
    expect(boardView(given(opened({ ...smallCatalogue, boards })).past.hall, 'z2').boards).toEqual(boards)
    expect(boardView(given(opened()).past.hall, 'z2').boards).toEqual({ rules: [], playlist: [] })
  })

  it('B26 the board of the whole hall knows all zones, a zone’s own board only its own', () => {
    const { hall } = given(opened(), windowOpened('1'), windowOpened('4')).past
    expect(boardView(hall, 'all').zones.map(({ id, openCounters }) => [id, openCounters])).toEqual([
      ['z1', 1],
      ['z2', 1],
    ])
    expect(boardView(hall, 'z2').zones.map(({ id }) => id)).toEqual(['z2'])
  })
})

describe('the columns of a board', () => {
  it('B20 they have room for every window that may call and every number that may be called', () => {
    const view = boardView(given(opened(withWindows(12))).past.hall, 'all')
    const content = contentOf(view)
    expect(content.windows.map(([longest]) => longest)).toContain('12号窗口')
    expect(content.letters).toEqual(expect.arrayContaining(['A', 'VA', 'YC']))
    expect(content.digits).toBe(3)
    expect(content.floors).toEqual(['1楼', '2楼'])
    expect(boardView(given(opened()).past.hall, 'z1').widest.windows).toEqual(['1', '2', '3'])
  })

  it('B20 a fourth digit and a window that is no longer in the catalogue get their room as well', () => {
    const content = contentOf(boardOf([callOf(1, AT, { number: 'A1024', counterName: '台胞接待室' })]))
    expect(content.digits).toBe(4)
    expect(content.windows).toContainEqual(['台胞接待室'])
  })

  it('B20 a window is written as plainly as there is room for, and a name of its own is never cut', () => {
    expect(windowForms('12')).toEqual(['12号窗口', '12号窗', '12'])
    expect(windowIn('12', SHORT)).toBe('12号窗')
    expect(windowIn('台胞接待室', { window: 2, tag: 1, floor: false })).toBe('台胞接待室')
    expect([floorText(2), floorText(-1)]).toEqual(['2楼', 'B1'])
  })

  it('B21 precedence and a repeat are said in words; a repeat only while it still calls', () => {
    expect(tagsOf(callOf(1, AT, { class: 'priority', recall: true }), LONG)).toEqual(['再次呼叫', '优先'])
    expect(tagsOf(callOf(1, AT, { class: 'priority', recall: true, live: false }), SHORT)).toEqual(['优先'])
    expect(tagsOf(callOf(1, AT, { recall: true }), SHORT)).toEqual(['重呼'])
    expect(tagsOf(callOf(1, AT), LONG)).toEqual([])
  })

  it('B21 a hall tells its boards which call is a repeat', () => {
    const { hall } = given(
      opened(),
      windowOpened('1'),
      taken('t1', 'A-01'),
      calledNext('1'),
      later(seconds(20)),
      recalled('1'),
    ).past
    expect(tagsOf(boardView(hall, 'all').calls[0] ?? callOf(1, AT), LONG)).toEqual(['再次呼叫'])
  })
})
