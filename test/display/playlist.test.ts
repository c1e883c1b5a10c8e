import { describe, expect, it } from 'vitest'
import { isFailed, nextTurn, pagesOf, RETRY_MS, stillFailed, type Turn, turnsOf } from '../../display/playlist.ts'
import { clausesOf, lineWidth } from '../../display/strip-lines.ts'
import type { BoardSettings } from '../../hall/board-settings.ts'

const room = { width: 12, lines: 5 }
const NOW = 1_000_000
const PICTURE: Turn = { kind: 'image', media: 'a.jpg', title: '', ms: 8_000 }
const FILM: Turn = { kind: 'video', media: 'b.mp4', title: '' }
const FIGURES: Turn = { kind: 'figures', ms: 15_000 }

describe('what takes turns beside the calls', () => {
  it('B22 a hall that has said nothing shows its figures and its rules in turn', () => {
    const turns = turnsOf({ rules: ['请勿吸烟'], playlist: [] }, '大厅须知', room)
    expect(turns).toEqual([
      { kind: 'figures', ms: 15_000 },
      { kind: 'words', title: '大厅须知', lines: ['请勿吸烟'], hotline: true, ms: 20_000 },
    ])
  })

  it('B22 rules that do not fit stand on several pages, and none is lost', () => {
    const rules = Array.from({ length: 9 }, (_, index) => `第${index + 1}条，请按号就座，叫到号再到窗口`)
    const pages = pagesOf(rules, room)
    expect(pages.flat()).toEqual(rules)
    // Each rule wraps to two lines, so two of them fill five lines.
    expect(pages.every((page) => page.length <= 2)).toBe(true)
    expect(pages.length).toBe(5)
    expect(pagesOf([], room)).toEqual([[]])
    expect(pagesOf(['一二三四五六七八九十'.repeat(9)], room)).toHaveLength(1)
  })

  it('B23 the playlist is shown in the hall’s own order, a film until it ends', () => {
    const playlist: BoardSettings['playlist'] = [
      { kind: 'image', media: 'a.jpg', title: '新大厅', seconds: 8 },
      { kind: 'video', media: 'b.mp4', title: '办事流程' },
      { kind: 'text', title: '通知', lines: ['周六办公'], seconds: 10 },
      { kind: 'figures', seconds: 12 },
    ]
    expect(turnsOf({ rules: [], playlist }, '大厅须知', room)).toEqual([
      { kind: 'image', media: 'a.jpg', title: '新大厅', ms: 8_000 },
      { kind: 'video', media: 'b.mp4', title: '办事流程' },
      { kind: 'words', title: '通知', lines: ['周六办公'], hotline: false, ms: 10_000 },
      { kind: 'figures', ms: 12_000 },
    ])
  })

  it('B23 what cannot be shown is passed over, and comes again when somebody may have mended it', () => {
    const turns = [PICTURE, FILM, FIGURES]
    expect(nextTurn(turns, 2, new Map())).toBe(0)
    const failed = new Map([
      ['a.jpg', NOW],
      ['b.mp4', NOW - RETRY_MS],
    ])
    expect(nextTurn(turns, 2, new Map([['a.jpg', NOW]]))).toBe(1)
    expect([...stillFailed(turns, failed, NOW).keys()]).toEqual(['a.jpg'])
    expect(stillFailed([FILM, FIGURES], failed, NOW).size).toBe(0)
    expect(isFailed(PICTURE, failed)).toBe(true)
    expect(isFailed(FIGURES, failed)).toBe(false)
  })

  it('B23 a playlist of one begins anew, and one in which nothing can be shown has no next', () => {
    expect(nextTurn([FILM], 0, new Map())).toBe(0)
    expect(nextTurn([FILM], 0, new Map([['b.mp4', NOW]]))).toBeUndefined()
    expect(nextTurn([], 0, new Map())).toBeUndefined()
  })

  it('B18 a long notice takes turns in parts that end where one would pause', () => {
    const notice = '老年人、残疾人、孕妇、军人优先办理，请出示证件。'
    const parts = clausesOf(notice, 12)
    expect(parts.join('')).toBe(notice)
    expect(parts.every((part) => lineWidth(part) <= 12)).toBe(true)
    expect(parts).toEqual(['老年人、残疾人、孕妇、', '军人优先办理，', '请出示证件。'])
    expect(clausesOf(notice, 40)).toEqual([notice])
    expect(clausesOf('没有标点的一句很长很长的话', 8).every((part) => lineWidth(part) <= 8)).toBe(true)
    expect(clausesOf('没有标点的一句很长很长的话', 8).join('')).toBe('没有标点的一句很长很长的话')
  })
})
