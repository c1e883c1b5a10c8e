import { afterEach, describe, expect, it } from 'vitest'
import { language } from '../../client/language.ts'
import type { Hours } from '../../hall/catalogue.ts'
import { canTake, closingIn, opensNext, type Standing, standingOf, todayOf } from '../../kiosk/standing.ts'
import { closingText, opensText, standingText, todayText } from '../../kiosk/standing-words.ts'

const view = (more: { open?: boolean; left?: number; untaken?: readonly string[] } = {}) => ({
  open: more.open ?? true,
  left: more.left === undefined ? [] : [{ service: 'A-01', left: more.left }],
  untaken: more.untaken ?? [],
})
const staffed = { estimate: { from: 5, to: 15 } }
const unstaffed = { estimate: null }

describe('what is said of a service before it is touched', () => {
  afterEach(() => {
    language.value = 'zh'
  })

  it('K21 a service without trouble says nothing, and its number can be taken', () => {
    expect(standingOf('A-01', view(), staffed)).toEqual({ kind: 'free' })
    expect(standingText({ kind: 'free' })).toBeUndefined()
  })

  it('K21 the worst that is true is said: no window at all, then closed, then no number left, then no window open, then few', () => {
    const all = { open: false, left: 0, untaken: ['A-01'] }
    expect(standingOf('A-01', view(all), unstaffed).kind).toBe('untaken')
    expect(standingOf('A-01', view({ ...all, untaken: ['A-02'] }), unstaffed).kind).toBe('closed')
    expect(standingOf('A-01', view({ left: 0 }), unstaffed).kind).toBe('used')
    expect(standingOf('A-01', view({ left: 3 }), unstaffed).kind).toBe('unstaffed')
    expect(standingOf('A-01', view({ left: 3 }), staffed)).toEqual({ kind: 'few', left: 3 })
  })

  it('K21 ten numbers are few, eleven are not, and another service’s are nobody’s here', () => {
    expect(standingOf('A-01', view({ left: 10 }), staffed)).toEqual({ kind: 'few', left: 10 })
    expect(standingOf('A-01', view({ left: 11 }), staffed)).toEqual({ kind: 'free' })
    expect(standingOf('A-02', view({ left: 0 }), staffed)).toEqual({ kind: 'free' })
  })

  it('K21 a number can be taken unless the hall is closed, no window takes it, or none is left', () => {
    const kinds: readonly Standing[] = [
      { kind: 'free' },
      { kind: 'few', left: 1 },
      { kind: 'unstaffed' },
      { kind: 'used' },
      { kind: 'untaken' },
      { kind: 'closed' },
    ]
    expect(kinds.map(canTake)).toEqual([true, true, true, false, false, false])
  })

  it('K21 each trouble says what to do', () => {
    expect(standingText({ kind: 'used' })).toBe('今日已满，请明天再来，或问导办台')
    expect(standingText({ kind: 'untaken' })).toContain('请到导办台')
    expect(standingText({ kind: 'unstaffed' })).toContain('请到导办台')
    expect(standingText({ kind: 'closed' })).toContain('可以先看要带什么')
    expect(standingText({ kind: 'few', left: 3 })).toBe('今天还剩 3 个号')
    language.value = 'en'
    expect(standingText({ kind: 'few', left: 3 })).toBe('3 numbers left today')
  })

  it('K21 closing is said from thirty minutes on, and not once the hall is closed or nobody knows', () => {
    const at = 1_800_000_000_000
    const minutes = (count: number) => closingIn({ open: true, closesAt: at + count * 60_000 }, at)
    expect(minutes(31)).toBeUndefined()
    expect(minutes(30)).toBe(30)
    expect(minutes(0)).toBe(0)
    expect(minutes(-1)).toBeUndefined()
    expect(closingIn({ open: false, closesAt: at + 60_000 }, at)).toBeUndefined()
    expect(closingIn({ open: true, closesAt: null }, at)).toBeUndefined()
    expect(closingText(12)).toContain('12 分钟')
  })
})

describe('when numbers are given again', () => {
  const hours: Hours = { weekdays: [1, 2, 3, 4, 5], open: '08:30', close: '17:30' }
  /** 20 November 2026 is a Friday. */
  const on = (day: number, time: string) => Date.parse(`2026-11-${day}T${time}:00+08:00`)
  const next = (day: number, time: string) => opensNext(hours, on(day, time), 'Asia/Shanghai')

  it('K21 before opening it is today, in the evening tomorrow, on Friday evening and on Saturday the Monday', () => {
    expect(next(20, '07:59')).toEqual({ when: 'today', weekday: 5, time: '08:30' })
    expect(next(19, '18:00')).toEqual({ when: 'tomorrow', weekday: 5, time: '08:30' })
    expect(next(20, '18:00')).toEqual({ when: 'later', weekday: 1, time: '08:30' })
    expect(next(21, '06:00')).toEqual({ when: 'later', weekday: 1, time: '08:30' })
    expect(next(22, '06:00')).toEqual({ when: 'tomorrow', weekday: 1, time: '08:30' })
  })

  it('K21 a hall of one weekday opens in a week, and one of none never', () => {
    const friday = { ...hours, weekdays: [5] }
    expect(opensNext(friday, on(20, '18:00'), 'Asia/Shanghai')).toEqual({ when: 'later', weekday: 5, time: '08:30' })
    expect(opensNext({ ...hours, weekdays: [] }, on(20, '18:00'), 'Asia/Shanghai')).toBeUndefined()
  })

  it('K21 it is said by the day, with the holidays that only the hall knows, and what can be done meanwhile', () => {
    expect(opensText({ when: 'later', weekday: 1, time: '08:30' })).toBe(
      '星期一 08:30 开始取号（节假日除外）。现在可以先看要带什么',
    )
    expect(opensText({ when: 'later', weekday: 7, time: '08:30' })).toContain('星期日')
    expect(opensText({ when: 'tomorrow', weekday: 1, time: '08:30' })).toContain('明天 08:30 开始取号（节假日除外）')
    expect(opensText({ when: 'today', weekday: 1, time: '08:30' })).toBe('今天 08:30 开始取号。现在可以先看要带什么')
  })
})

describe('will I be served today', () => {
  const now = 1_800_000_000_000
  const closing = (minutes: number) => ({ closesAt: now + minutes * 60_000 })

  it('K22 the later end before closing is yes, the earlier one after it unlikely, uncertain in between', () => {
    expect(todayOf(staffed, closing(15), now)).toBe('yes')
    expect(todayOf(staffed, closing(14), now)).toBe('uncertain')
    expect(todayOf(staffed, closing(5), now)).toBe('uncertain')
    expect(todayOf(staffed, closing(4), now)).toBe('unlikely')
  })

  it('K22 nothing is said while no window is open or nobody knows when the hall closes', () => {
    expect(todayOf(unstaffed, closing(60), now)).toBe('unknown')
    expect(todayOf(staffed, { closesAt: null }, now)).toBe('unknown')
    expect(todayText('unknown')).toBeUndefined()
    expect(todayText('yes')).toBe('今天能办上')
    expect(todayText('uncertain')).toBe('今天不一定能办上')
    expect(todayText('unlikely')).toBe('今天可能办不上')
  })
})
