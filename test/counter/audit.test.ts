/** 稽核: the leads as a file that spreadsheets read and nobody is harmed by, and every word in both languages. */
import { describe, expect, it } from 'vitest'
import { leadsCsv, measureText, nameOf, reasonText, shareText } from '../../counter/audit-csv.ts'
import { A, groundText, KIND_WORDS, V } from '../../counter/audit-words.ts'
import type { AnomalyReport, AnomalyRow } from '../../hall/anomaly.ts'
import { BY_HAND_KINDS, type ByHand } from '../../hall/anomaly-acts.ts'
import { PRIORITY_GROUNDS, REDIRECT_REASONS } from '../../hall/commands.ts'
import { FIRST_DAY, MORNING } from '../kit/hand-clock.ts'

const act = (more: Partial<ByHand> = {}): ByHand => ({
  kind: 'chosen',
  day: FIRST_DAY,
  at: MORNING,
  position: 105,
  staffId: 'w1',
  staff: '窗口员',
  role: 'window',
  counterName: '1',
  number: 'A026',
  reason: '孩子发烧',
  ...more,
})
const row = (more: Partial<AnomalyRow> = {}): AnomalyRow => ({
  kind: 'chosen',
  id: 'w1',
  name: '窗口员',
  role: 'window',
  count: 1,
  of: 8,
  median: 0.025,
  lead: true,
  acts: [act()],
  ...more,
})
const { role: _role, ...rest } = row()
const report = (...staff: readonly AnomalyRow[]): AnomalyReport => ({
  from: FIRST_DAY,
  to: FIRST_DAY,
  timeZone: 'Asia/Shanghai',
  days: 1,
  staff,
  windows: [{ ...rest, id: '1', name: '1', lead: false }],
})
const linesOf = (csv: string): string[] => csv.slice(1).trimEnd().split('\r\n')

describe('the leads as a file', () => {
  it('X36 has one row for each act with its number, reason and position, staff and windows both', () => {
    const csv = leadsCsv(report(row({ acts: [act(), act({ position: 110, number: 'A028' })], count: 2 })))
    expect(csv.startsWith('\uFEFF')).toBe(true)
    expect(linesOf(csv)).toEqual([
      '人员,岗位,事项,次数,占比,同岗中位,线索,日期,时间,窗口,号码,理由,流水序号',
      `窗口员,窗口人员,挑选叫号,2,25%,2.5%,线索,${FIRST_DAY},09:00:00,1号窗口,A026,孩子发烧,105`,
      `窗口员,窗口人员,挑选叫号,2,25%,2.5%,线索,${FIRST_DAY},09:00:00,1号窗口,A028,孩子发烧,110`,
      expect.stringMatching(/^1号窗口,,挑选叫号,1,12\.5%,2\.5%,,/),
    ])
  })

  it('X36 X10 no reason becomes a formula in it, whatever somebody wrote', () => {
    for (const reason of ["=cmd|'/c calc'!A1", '+1', '-1', '@SUM(A1)', '＝1+1', '\t=1']) {
      const line = linesOf(leadsCsv(report(row({ acts: [act({ reason })] }))))[1] ?? ''
      expect(line, reason).toContain(`,'${reason},`)
    }
  })

  it('X36 ratings are one row in sum, without a number', () => {
    const line = linesOf(leadsCsv(report(row({ kind: 'rated-run', count: 21, of: 21, median: null, acts: [] }))))[1]
    expect(line).toBe('窗口员,窗口人员,连续最高评价,21,100%,,线索,,,,,,')
  })

  it('X36 a share is told in parts of a hundred, what has none as a count', () => {
    expect(shareText(row())).toBe('12.5%')
    expect(shareText(row({ of: null }))).toBe('')
    expect(shareText(row({ of: 0 }))).toBe('')
    expect(measureText(2.5, { of: null })).toBe('2.5')
    expect(nameOf(row())).toBe('窗口员')
    expect(reasonText(act({ ground: 'asked', reason: '老熟人' }))).toBe('群众要求：老熟人')
    const { reason: _reason, ...plain } = act({ ground: 'elderly' })
    expect(reasonText(plain)).toBe('老年人')
  })
})

describe('what the page says', () => {
  it('X36 every kind and every ground has its words', () => {
    for (const kind of BY_HAND_KINDS) expect(KIND_WORDS[kind][0]).toMatch(/[\u4e00-\u9fff]/)
    for (const ground of [...PRIORITY_GROUNDS, ...REDIRECT_REASONS, 'booked'] as const)
      expect(groundText(ground), ground).toMatch(/^[\u4e00-\u9fff]+$/)
    for (const [zh, en] of [...Object.values(A), ...Object.values(V), ...Object.values(KIND_WORDS)])
      expect([zh, en].every((text) => text !== '')).toBe(true)
  })
  it('X36 the page says itself that it lists leads, and no ground for a penalty', () => {
    expect(A.hint[0]).toContain('线索')
    expect(A.hint[0]).toContain('不作处罚依据')
  })
})
