import { describe, expect, it } from 'vitest'
import type { ThemeRow } from '../../hall/views/theme-row.ts'
import { Waiting } from '../../kiosk/home.tsx'

/** The words of what was drawn, in order. */
const textOf = (drawn: unknown): string => {
  if (typeof drawn === 'string' || typeof drawn === 'number') return String(drawn)
  if (Array.isArray(drawn)) return drawn.map(textOf).join(' ').replace(/ +/g, ' ').trim()
  if (typeof drawn !== 'object' || drawn === null || !('props' in drawn)) return ''
  return textOf((drawn.props as { children?: unknown }).children)
}

const ROW: ThemeRow = {
  id: 'A',
  letter: 'A',
  name: '登记注册',
  nameEn: 'Registration',
  zone: 'z',
  waiting: 4,
  openCounters: 1,
  longestSince: null,
  estimate: { from: 10, to: 20 },
}
const said = (row: Partial<ThemeRow>): string => textOf(Waiting({ row: { ...ROW, ...row } }))

describe('how long a theme takes, on the first page', () => {
  it('F4 what cannot be known is said to be unknown, never left out and never called no wait', () => {
    expect(said({})).toBe('等候 4 人 约 10–20 分钟')
    expect(said({ estimate: null, unknown: 'too-far' })).toBe('等候 4 人 时间说不准')
    expect(said({ estimate: null, unknown: 'too-far', waiting: 0 })).toBe('等候 0 人 时间说不准')
    expect(said({ estimate: { from: 0, to: 5 }, waiting: 0 })).not.toContain('分钟')
  })
})
