/** What bars of light, keypads and pads should show, from the hall as it is. */
import { describe, expect, it } from 'vitest'
import type { LedSetting, PeripheralSetting } from '../../hall/peripheral.ts'
import { OWN_EDGE, ownedBy, showsOf } from '../../hall/views/edge.ts'
import { cutTo, ledText } from '../../hall/views/led.ts'
import { richCatalogue, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  opened,
  parked,
  rated,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const bar = (characters: 8 | 12, more: Partial<LedSetting> = {}): LedSetting => ({
  id: 'l1',
  name: '条屏',
  kind: 'led',
  counter: '1',
  characters,
  link: { kind: 'virtual' },
  ...more,
})
const says = (setting: LedSetting, ...deeds: readonly Deed[]): string => ledText(given(...deeds).past.hall, setting)
const rich = opened(richCatalogue)
const at1 = [rich, windowOpened('1')]
const called = [...at1, taken('t1', 'A-01'), calledNext('1')]
const meeting = (destination?: string): Deed =>
  told({ type: 'PauseCounter', counter: '1', reason: 'meeting', ...(destination === undefined ? {} : { destination }) })

describe('a bar of light', () => {
  it.each([
    ['a call of a short bar', bar(8), called, '请A001号办理'],
    ['a call of a long bar says where', bar(12), called, '请A001号到1号窗口办理'],
    ['who is being served', bar(8), [...called, started('1')], '正在办理 A001号'],
    ['the theme and a welcome', bar(8), at1, '登记注册 欢迎您'],
    ['the idle text of its own', bar(12, { idle: '热情为您服务' }), at1, '热情为您服务'],
    ['a pause', bar(8), [...at1, meeting()], '暂停服务'],
    ['where the clerk went, if there is room', bar(12), [...at1, meeting('三楼会议室')], '暂停服务 去向三楼会议室'],
    ['a longer place without a word before it', bar(12), [...at1, meeting('三楼大会议室')], '暂停服务 三楼大会议室'],
    ['a pause alone where there is none', bar(8), [...at1, meeting('三楼会议室')], '暂停服务'],
    ['a closed window', bar(8), [rich], '窗口未开放'],
    ['a guide desk, which nobody opens', bar(8, { counter: 'desk' }), [rich], 'desk 欢迎您'],
    ['the idle text of a guide desk', bar(8, { counter: 'desk', idle: '导办台' }), [rich], '导办台'],
  ] as const)('E11 shows %s', (_what, setting, deeds, text) => {
    expect(says(setting, ...deeds)).toBe(text)
  })

  it('E11 a window that another stands in for says which', () => {
    const away = [...at1, windowOpened('2'), meeting('会议室'), told({ type: 'TakeOver', counter: '2', from: '1' })]
    expect(says(bar(12), ...away)).toBe('暂停服务 请到2号窗口')
    expect(says(bar(8), ...away)).toBe('暂停 请到2号窗口')
    // What somebody reads on the bar of the other window is its own.
    expect(says(bar(8, { counter: '2' }), ...away)).toBe('登记注册 欢迎您')
  })

  it('E11 a closed hall says so at every window', () => {
    expect(says(bar(8), rich, told({ type: 'CloseHall' }))).toBe('大厅现在不办公')
  })

  it('E11 no text is wider than its bar, whatever the catalogue and the clerk wrote', () => {
    const long = '一个很长很长的名字写不下也要显示'
    const named = {
      ...richCatalogue,
      themes: richCatalogue.themes.map((theme) => (theme.id === 'A' ? { ...theme, name: long } : theme)),
      counters: richCatalogue.counters.map((row) => (row.id === '1' ? { ...row, name: '台湾同胞和华侨接待室' } : row)),
    }
    const day = opened(withRules({ classPrefix: { ordinary: 'GG', priority: 'VV', appointment: 'YY' } }, named))
    const days: readonly (readonly Deed[])[] = [
      [day, windowOpened('1')],
      [day, windowOpened('1'), meeting(long)],
      [day, windowOpened('1'), taken('t1', 'A-01'), calledNext('1')],
      [day, windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), started('1')],
    ]
    for (const characters of [8, 12] as const)
      for (const deeds of days)
        for (const setting of [bar(characters), bar(characters, { idle: long })]) {
          const text = says(setting, ...deeds)
          expect(cutTo(text, characters)).toBe(text)
          expect(text).not.toBe('')
        }
    expect(says(bar(8), ...(days[0] ?? []))).toBe('欢迎您')
    expect(says(bar(8, { idle: long }), ...(days[0] ?? []))).toBe('一个很长很长的名')
  })

  it('E11 counts as the bar does: half a place for Latin, a whole one for all else', () => {
    expect(cutTo('A012号', 3)).toBe('A012号')
    expect(cutTo('A012号', 2)).toBe('A012')
    // A middle dot is two bytes in GBK although it is a narrow sign.
    expect(cutTo('··', 1)).toBe('·')
    expect(cutTo('𠮷𠮷', 1)).toBe('𠮷')
  })
})

describe('a keypad and a pad', () => {
  const keypad: PeripheralSetting = {
    id: 'k1',
    name: '呼叫器',
    kind: 'keypad',
    counter: '1',
    link: { kind: 'virtual' },
  }
  const at1st = { counter: '1', link: { kind: 'virtual' } } as const
  const pad: PeripheralSetting = { id: 'r1', name: '评价器', kind: 'rating-pad', ...at1st }
  const reader: PeripheralSetting = { id: 'c1', name: '读卡器', kind: 'card-reader', ...at1st }
  const show = (...deeds: readonly Deed[]) => showsOf(given(...deeds).past.hall, [keypad, pad, reader])

  it('E9 the keypad has the number in hand, and how many its window could call', () => {
    const waiting = [...at1, taken('t1', 'A-01'), taken('t2', 'A-01'), taken('t3', 'B-01')]
    expect(show(...waiting)[0]).toEqual({ peripheral: 'k1', kind: 'keypad', number: '', waiting: 2 })
    expect(show(...waiting, calledNext('1'))[0]).toMatchObject({ number: 'A001', waiting: 1 })
    expect(show(...waiting, calledNext('1'), started('1'))[0]).toMatchObject({ number: 'A001', waiting: 1 })
    expect(show(...waiting, calledNext('1'), started('1'), parked('1'))[0]).toMatchObject({ number: '', waiting: 1 })
  })

  it('E16 the pad asks only while somebody may say how it was', () => {
    const asks = (...deeds: readonly Deed[]) => show(...deeds).find((row) => row.kind === 'rating-pad')
    const done = [...at1, taken('t1', 'A-02'), calledNext('1'), started('1'), completed('1', 'promised')]
    expect(asks(...called)).toMatchObject({ asks: false })
    expect(asks(...done)).toMatchObject({ asks: true })
    expect(asks(...done, later(60_000), rated('t1', 'satisfied'))).toMatchObject({ asks: false })
    // The next visit is another question, though nobody answered the first: what is shown must differ.
    const next = [
      ...done,
      later(60_000),
      taken('t2', 'A-02'),
      calledNext('1'),
      started('1'),
      completed('1', 'promised'),
    ]
    expect(asks(...next)).toMatchObject({ asks: true })
    expect(asks(...next)).not.toEqual(asks(...done))
    // Why it was bad is for a pad with a screen.
    expect(asks(...done, later(60_000), rated('t1', 'dissatisfied'))).toMatchObject({ asks: false })
  })

  it('E1 E7 what names an edge is its own, and what names none is the hall server’s', () => {
    const catalogue = {
      ...richCatalogue,
      printers: [
        { id: 'p1', name: '一', kind: 'virtual', paper: 80, edge: 'e1' },
        { id: 'p2', name: '二', kind: 'virtual', paper: 80 },
      ],
      peripherals: [{ ...keypad, edge: 'e1' }, reader],
    } as const
    const ids = (edge: string) => {
      const { printers, peripherals } = ownedBy(catalogue, edge)
      return [...printers, ...peripherals].map(({ id }) => id)
    }
    expect(ids('e1')).toEqual(['p1', 'k1'])
    expect(ids('e2')).toEqual([])
    expect(ids(OWN_EDGE)).toEqual(['p2', 'c1'])
    expect(show(...at1).map(({ kind }) => kind)).toEqual(['keypad', 'rating-pad'])
  })
})
