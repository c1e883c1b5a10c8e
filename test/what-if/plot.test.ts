import { describe, expect, it } from 'vitest'
import { plotOf } from '../../hall/simulate/plot.ts'

const plot = plotOf({ series: [[0, null, 8, 4]], from: 510, step: 30, width: 300, height: 200 })

describe('a small chart', () => {
  it('U12 nothing stands at the bottom, more stands higher, and what is missing leaves a gap', () => {
    const { left, right, top, bottom } = plot.frame
    const third = (right - left) / 3
    const at = (step: number, share: number): string =>
      `${(left + step * third).toFixed(1).replace('.0', '')} ${(bottom - share * (bottom - top)).toFixed(1).replace('.0', '')}`
    expect(plot.paths).toEqual([`M${at(0, 0)}M${at(2, 1)}L${at(3, 0.5)}`])
  })

  it('U12 marks are round numbers from the bottom up, and hours stand where they are', () => {
    expect(plot.across.map(({ text }) => text)).toEqual(['0', '2', '4', '6', '8'])
    expect(plot.across[0]?.y).toBe(plot.frame.bottom)
    expect(plot.across.at(-1)?.y).toBe(plot.frame.top)
    expect(plot.along.map(({ text }) => text)).toEqual(['09:00', '10:00'])
    expect(plot.along[0]?.x).toBeCloseTo(plot.frame.left + (plot.frame.right - plot.frame.left) / 3)
  })

  it('U12 a chart of nothing has its axes', () => {
    const empty = plotOf({ series: [[]], from: 540, step: 30, width: 300, height: 200 })
    expect(empty.paths).toEqual([''])
    expect(empty.across.length).toBeGreaterThan(1)
  })
})
