import { afterEach, describe, expect, it } from 'vitest'
import { language } from '../../client/language.ts'
import { type Edited, UNEDITED, wantedIn } from '../../counter/plan-fields.ts'
import {
  groupsOf,
  halfHourText,
  marksTo,
  numberIn,
  POOLED,
  percent,
  stepsArea,
  stepsPath,
  sumOf,
} from '../../counter/plan-figures.ts'
import { missedText } from '../../counter/plan-words.ts'
import type { ThemeBasis } from '../../hall/plan/basis.ts'
import type { Plan } from '../../hall/plan/plan.ts'

const theme = (id: string, kind: ThemeBasis['kind'] = 'comprehensive'): ThemeBasis => ({
  id,
  letter: id,
  name: id,
  nameEn: id,
  kind,
  minutes: 10,
  basis: 'catalogue',
  cases: 20,
  set: 1,
})

const waits = (within: number) => ({ within, byHalfHour: [within], came: [10], meanMinutes: 3, p90Minutes: 9 })
const plan = (cases: number, need: readonly number[], within: number): Plan => ({
  cases,
  minutes: 10,
  arrivals: [cases],
  rule: { windows: 2, staff: 3 },
  erlang: need,
  need,
  set: [1, 2],
  roster: { staff: 4, shifts: [], onDuty: need },
  waits: { rule: waits(within), set: waits(within / 2), need: waits(0.95) },
})

describe('the page 窗口测算', () => {
  afterEach(() => {
    language.value = 'zh'
  })

  it('U5 asks for the comprehensive themes together, where there are several, and for each by itself', () => {
    const themes = [theme('A'), theme('B'), theme('J', 'functional')]
    expect(groupsOf({ themes })).toEqual([
      { id: POOLED, themes: ['A', 'B'] },
      { id: 'A', themes: ['A'] },
      { id: 'B', themes: ['B'] },
      { id: 'J', themes: ['J'] },
    ])
    expect(groupsOf({ themes: [theme('A'), theme('J', 'functional')] }).map(({ id }) => id)).toEqual(['A', 'J'])
  })

  it('U5 themes apart are added up: windows at their own busiest half hours, shares by their people', () => {
    const sum = sumOf([plan(10, [1, 3], 0.5), plan(30, [4, 2], 0.9)])
    expect(sum).toMatchObject({ cases: 40, rule: 4, ruleStaff: 6, need: 7, set: 4, staff: 8 })
    expect(sum.ruleWithin).toBeCloseTo(0.8, 9)
    expect(sum.setWithin).toBeCloseTo(0.4, 9)
  })

  it('U4 a share that misses the target never looks as if it met it', () => {
    expect(percent(0.8999)).toBe(89)
    expect(percent(0.9)).toBe(90)
    expect(percent(0.29)).toBe(29)
    expect(percent(1)).toBe(100)
  })

  it('U4 fields take numbers within bounds and nothing else', () => {
    expect(numberIn('45', 0, 100)).toBe(45)
    expect(numberIn(' 45 ', 0, 100)).toBe(45)
    expect(numberIn('12.5', 0, 100)).toBe(12.5)
    for (const text of ['', '  ', '90x', '-1', '101', 'NaN', 'Infinity']) expect(numberIn(text, 0, 100)).toBeUndefined()
  })

  it('U4 what the fields ask for keeps what was asked before; a field that holds no number asks for nothing', () => {
    const basis = {
      weekday: 2,
      halfHours: { first: 17, count: 18 },
      target: { minutes: 15, share: 0.9 },
      learnedDays: 0,
      casesPerCounter: 25,
      themes: [theme('A'), theme('B')],
      guides: { floors: 1, needed: 2 },
    }
    const before = { weekday: 2, cases: { A: 30 }, target: undefined }
    const wanted = (edited: Edited) => wantedIn(edited, before, basis)
    expect(wanted(UNEDITED)).toEqual({ weekday: 2, cases: { A: 30 }, target: { minutes: 15, share: 0.9 } })
    expect(wanted({ cases: { B: '45' }, minutes: '10', share: '80' })).toEqual({
      weekday: 2,
      cases: { A: 30, B: 45 },
      target: { minutes: 10, share: 0.8 },
    })
    expect(wanted({ ...UNEDITED, cases: { A: '12' } })?.cases).toEqual({ A: 12 })
    const bad: readonly Edited[] = [
      { ...UNEDITED, cases: { A: '90x' } },
      { ...UNEDITED, minutes: '0' },
      { ...UNEDITED, minutes: '121' },
      { ...UNEDITED, share: '100' },
      { ...UNEDITED, share: '' },
    ]
    for (const edited of bad) expect(wanted(edited)).toBeUndefined()
    expect(wantedIn(UNEDITED, { ...before, target: { minutes: 5, share: 0.95 } }, basis)?.target?.minutes).toBe(5)
  })

  it('U4 the plot has a step for each half hour, its area a foot', () => {
    const frame = { left: 10, top: 0, width: 100, height: 50 }
    expect(stepsPath([0, 5], 10, frame)).toBe('M10.0 50.0H60.0V25.0H110.0')
    expect(stepsPath([20], 10, frame)).toBe('M10.0 0.0H110.0')
    expect(stepsArea([5], 10, frame)).toBe('M10.0 25.0H110.0V50.0H10.0Z')
    expect(marksTo(4)).toEqual([0, 1, 2, 3, 4])
    expect(marksTo(18)).toEqual([0, 5, 10, 15, 20])
    expect(marksTo(0)).toEqual([0, 1])
    expect([17, 18, 48].map(halfHourText)).toEqual(['08:30', '09:00', '24:00'])
  })

  it('U8 each fact is a sentence with its figures, in Chinese and English', () => {
    const short = { kind: 'short', windows: 2, within: 0.567, most: 4, from: 1, to: 16 } as const
    expect(missedText(short, 15, 17)).toBe(
      '按规则设 2 个窗口，一天里 56% 的人在 15 分钟内叫到；09:00–17:00 不够，最多要 4 个。',
    )
    expect(missedText({ kind: 'staff', rule: 6, roster: 7 }, 15, 17)).toBe('按规则配 6 人，排班要 7 人，差 1 人。')
    expect(missedText({ kind: 'staff', rule: 21, roster: 18 }, 15, 17)).toContain('多 3 人')
    expect(missedText({ kind: 'carried', at: 16, erlang: 3, need: 4 }, 15, 17)).toMatch(
      /^16:30 按公式 3 个，模拟要 4 个/,
    )
    expect(missedText({ kind: 'meets', windows: 3, within: 0.965 }, 15, 17)).toContain('96%')
    expect(missedText({ kind: 'spare', windows: 14, most: 12 }, 15, 17)).toContain('12')
    const long = { kind: 'long', cases: 25, minutes: 40.04, possible: 13 } as const
    expect(missedText(long, 15, 17)).toContain('一件平均 40 分钟，一个窗口不停手一天也只办 13 件，到不了 25 件')
    const pooling = { kind: 'pooling', windows: 8, hours: 70.04, staff: 12, apart: 9.62, together: 0.29 } as const
    expect(missedText(pooling, 15, 17)).toContain('多开 8 个窗口、每天多 70 个窗口小时、多 12 人')
    language.value = 'en'
    expect(missedText(short, 15, 17)).toContain('09:00–17:00 needs more, up to 4')
    for (const one of [short, long, pooling]) expect(missedText(one, 15, 17)).not.toMatch(/[{}]/)
  })
})
