import { describe, expect, it } from 'vitest'
import { faceOf } from '../../display/strip-face.ts'
import { LINE_WIDTH, lineWidth, partNow, partsOf, TURN_MS } from '../../display/strip-lines.ts'
import type { CommandOf } from '../../hall/commands.ts'
import { type StripView, stripView } from '../../hall/views/public.ts'
import { MORNING, minutes } from '../kit/hand-clock.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { type Deed, given, opened, told, windowOpened } from '../kit/story.ts'

/** Window 2 stands in for window 1. */
const catalogue = {
  ...smallCatalogue,
  counters: smallCatalogue.counters.map((counter) => (counter.id === '1' ? { ...counter, backups: ['2'] } : counter)),
}

const paused = (notice: Omit<CommandOf<'PauseCounter'>, 'type' | 'counter' | 'reason'> = {}): Deed =>
  told({ type: 'PauseCounter', counter: '1', reason: 'delivery', ...notice })

const stripAfter = (...deeds: readonly Deed[]): StripView => {
  const view = stripView(given(opened(catalogue), windowOpened('1'), windowOpened('2'), ...deeds).past.hall, '1')
  if (!view) throw new Error('The small hall has a window 1.')
  return view
}
const backAt = MORNING + minutes(90)

describe('the strip of a window whose staff are away', () => {
  it('B19 it says where they went, when they are back, and which window serves meanwhile', () => {
    const view = stripAfter(
      paused({ destination: '县档案馆', backAt }),
      told({ type: 'TakeOver', counter: '2', from: '1' }),
    )
    expect(faceOf(view, false, MORNING)).toEqual({
      look: 'is-paused is-away',
      big: '暂停服务 · 送件',
      lines: ['去向：县档案馆', '预计 10:30 返回', '请到2号窗口'],
    })
  })

  it('B19 without a window that stands in it sends people to the others', () => {
    expect(faceOf(stripAfter(paused({ backAt })), false, MORNING).lines).toEqual([
      '预计 10:30 返回',
      '请到其他窗口或导办台',
    ])
    expect(faceOf(stripAfter(paused()), false, MORNING)).toEqual({
      look: 'is-paused',
      big: '暂停服务',
      lines: ['请到其他窗口或导办台'],
    })
  })

  it('B19 a time that has passed is no longer promised', () => {
    const view = stripAfter(paused({ backAt }))
    expect(faceOf(view, false, backAt - 1).lines).toContain('预计 10:30 返回')
    expect(faceOf(view, false, backAt).lines).toEqual(['请到其他窗口或导办台'])
  })

  it('B19 a window that was closed for the day names the one that stands in, if there is one', () => {
    const view: StripView = { ...stripAfter(told({ type: 'CloseCounter', counter: '1' })), coveredBy: '2' }
    expect(faceOf(view, false, MORNING)).toMatchObject({ big: '窗口未开放', lines: ['请到2号窗口'] })
  })

  it('B19 no line is longer than an LED bar takes, and a long destination is shown whole, part by part', () => {
    const destination = '县行政审批服务局三楼第二会议室参加全县营商环境工作推进会'
    const view = stripAfter(paused({ destination, backAt }))
    const turns = Array.from({ length: 8 }, (_, turn) => faceOf(view, false, turn * TURN_MS))
    for (const line of turns.flatMap((face) => face.lines)) expect(lineWidth(line)).toBeLessThanOrEqual(LINE_WIDTH)
    const parts = partsOf(destination, LINE_WIDTH - 3)
    expect(parts.join('')).toBe(destination)
    expect(parts.length).toBeGreaterThan(2)
    for (const part of parts) expect(turns.map((face) => face.lines[0])).toContain(`去向：${part}`)
  })

  it('B19 words are not broken, and what has no end is', () => {
    expect(partsOf('Please use another window or ask the guide desk')).toEqual([
      'Please use another',
      'window or ask the',
      'guide desk',
    ])
    expect(partsOf('x'.repeat(50)).map((part) => part.length)).toEqual([18, 18, 14])
    // No turn is spent on a last syllable.
    expect(partsOf('县行政审批服务局三楼', 9)).toEqual(['县行政审批', '服务局三楼'])
    expect(partsOf('  ')).toEqual([])
    expect(partNow('', 0)).toBe('')
  })
})
